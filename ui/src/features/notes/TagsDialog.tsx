// All tags: each can be called otherwise or deleted, on every claim at once.
import "./notes.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { Trash2 } from "lucide-react";

import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { useUndo } from "../../components/useUndo";
import { useFormat } from "../../i18n/format";
import { useCommand, useTags } from "../../ipc/queries";
import type { Tag } from "../../ipc/types.gen";
import { NameField } from "./NameField";

/** Letters of a tag, as the core has it. */
export const LONGEST_TAG = 40;

export function TagsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data: tags = [] } = useTags();
  const [undo, tell] = useUndo();
  const rename = useCommand("rename_tag");
  const remove = useCommand("remove_tag");
  const problem = rename.error ?? remove.error;
  const call = ({ id: tag, name: before }: Tag, name: string) => {
    const undone = () => rename.mutate({ tag, name: before });
    rename.mutate({ tag, name }, { onSuccess: () => tell(t`“${before}” is “${name}” now.`, undone) });
  };
  const drop = ({ id: tag, name }: Tag) => {
    const undone = () => remove.mutate({ tag, isRemoved: false });
    remove.mutate({ tag, isRemoved: true }, { onSuccess: () => tell(t`The tag “${name}” was deleted.`, undone) });
  };
  return (
    <Dialog
      title={t`Your tags`}
      isOpen
      onClose={onClose}
      actions={
        <Button onPress={onClose}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      {tags.length === 0 ?
        <p className="ink2">
          <Trans>There are no tags. You add them on a claim’s own screen.</Trans>
        </p>
      : <ul className="named-list">
          {tags.map((tag) => (
            <li key={tag.id}>
              <NameField
                label={t`Name of the tag “${tag.name}”`}
                name={tag.name}
                longest={LONGEST_TAG}
                onRename={(name) => call(tag, name)}
              />
              <span className="named-count t13 ink3">{format.claims(tag.claims)}</span>
              <IconButton
                icon={Trash2}
                variant="quiet"
                label={t`Delete the tag “${tag.name}” everywhere`}
                onPress={() => drop(tag)}
              />
            </li>
          ))}
        </ul>
      }
      {undo}
      {problem !== null && <ProblemNote problem={problem.problem} />}
    </Dialog>
  );
}
