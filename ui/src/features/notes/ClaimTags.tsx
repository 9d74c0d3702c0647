// The tags of a claim: chosen from those in use, or typed new.
import { Trans, useLingui } from "@lingui/react/macro";
import { Plus, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button as AriaButton, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Tag, TagGroup, TagList } from "react-aria-components";

import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useCommand, useTags } from "../../ipc/queries";
import type { Tag as MemberTag } from "../../ipc/types.gen";
import { LONGEST_TAG, TagsDialog } from "./TagsDialog";

interface ClaimTagsProps {
  claim: number;
  tags: readonly MemberTag[];
  onDone: (words: ReactNode, undo: () => void) => void;
}

export function ClaimTags({ claim, tags, onDone }: ClaimTagsProps) {
  const { t } = useLingui();
  const { data: all = [] } = useTags();
  const [isChanging, setChanging] = useState(false);
  const add = useCommand("add_tag");
  const takeOff = useCommand("take_tag_off");
  const remove = (tag: MemberTag) => {
    const undo = () => add.mutate({ id: claim, name: tag.name });
    takeOff.mutate({ id: claim, tag: tag.id }, { onSuccess: () => onDone(t`The tag “${tag.name}” was taken off.`, undo) });
  };
  const problem = add.error ?? takeOff.error;
  return (
    <div className="member-tags">
      {tags.length > 0 && (
        <TagGroup
          aria-label={t`Your tags on this claim`}
          onRemove={(keys) => tags.filter(({ id }) => keys.has(id)).forEach(remove)}
        >
          <TagList items={tags} className="member-tag-list">
            {({ id, name }) => (
              <Tag id={id} textValue={name} className="tag tag-neutral member-tag">
                <span className="member-tag-name">{name}</span>
                <AriaButton slot="remove" className="member-tag-remove no-print" aria-label={t`Take off`}>
                  <Icon of={X} />
                </AriaButton>
              </Tag>
            )}
          </TagList>
        </TagGroup>
      )}
      <AddTag
        offered={all.filter(({ id }) => !tags.some((tag) => tag.id === id))}
        onAdd={(name) => add.mutate({ id: claim, name })}
      />
      {all.length > 0 && (
        <LinkButton className="t13 no-print" onPress={() => setChanging(true)}>
          <Trans>Rename or delete tags…</Trans>
        </LinkButton>
      )}
      {isChanging && <TagsDialog onClose={() => setChanging(false)} />}
      {problem !== null && <ProblemNote problem={problem.problem} />}
    </div>
  );
}

function AddTag({ offered, onAdd }: { offered: readonly MemberTag[]; onAdd: (name: string) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const add = (name: string) => {
    if (name.trim() !== "") onAdd(name.trim());
    setText("");
  };
  return (
    <form
      className="member-tag-add no-print"
      onSubmit={(event) => {
        event.preventDefault();
        add(text);
      }}
    >
      <ComboBox
        allowsCustomValue
        menuTrigger="focus"
        items={offered.filter(({ name }) => name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()))}
        inputValue={text}
        onInputChange={setText}
        value={null}
        onChange={(key) => {
          const chosen = offered.find(({ id }) => id === key);
          if (chosen !== undefined) add(chosen.name);
        }}
        className="member-tag-box"
      >
        <Label className="field-label">{t`Add a tag`}</Label>
        <Input
          className="text-input"
          maxLength={LONGEST_TAG}
          onKeyDown={(event) => {
            // A tag that is pointed at in the list is the list's own business.
            if (event.key !== "Enter" || event.currentTarget.hasAttribute("aria-activedescendant")) return;
            event.preventDefault();
            add(text);
          }}
        />
        <Popover className="popover" placement="bottom start">
          <ListBox className="menu filter-list">
            {(tag: MemberTag) => (
              <ListBoxItem id={tag.id} textValue={tag.name} className="menu-item">
                {tag.name}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <Button type="submit" size="small" icon={Plus} isDisabled={text.trim() === ""}>
        <Trans>Add</Trans>
      </Button>
    </form>
  );
}
