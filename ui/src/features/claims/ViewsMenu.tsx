// Filters and words of the claims list under a name: applied, saved, called otherwise, replaced and deleted.
import "../notes/notes.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Bookmark, ChevronDown, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";

import { usePersonFilter } from "../../app/personFilter";
import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useUndo } from "../../components/useUndo";
import { useCommand, useViews } from "../../ipc/queries";
import type { ClaimFilter, SavedView } from "../../ipc/types.gen";
import { NameField } from "../notes/NameField";
import { choiceOf, filterOf, type ClaimsChoice } from "./claimsFilter";

/** Letters of a view's name, as the core has it. */
const LONGEST_NAME = 60;

const SAVE = "save";
const CHANGE = "change";

export interface ViewsMenuProps {
  choice: ClaimsChoice;
  onChange: (choice: ClaimsChoice) => void;
}

export function ViewsMenu({ choice, onChange }: ViewsMenuProps) {
  const { t } = useLingui();
  const { person, setPerson } = usePersonFilter();
  const { data: views = [] } = useViews();
  const [opened, setOpened] = useState<typeof SAVE | typeof CHANGE | null>(null);
  const [applied, setApplied] = useState<SavedView | null>(null);
  const filter = filterOf(choice, person);
  const apply = (view: SavedView) => {
    onChange(choiceOf(view.filter));
    setPerson(view.filter.person);
    setApplied(view);
  };
  return (
    <>
      <MenuTrigger>
        <AriaButton className="filter">
          <span className="filter-button">
            <Icon of={Bookmark} />
            <span className="filter-value">{t`Views`}</span>
            <Icon of={ChevronDown} />
          </span>
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <Menu
            className="menu filter-list"
            aria-label={t`Views`}
            onAction={(key) => {
              const view = views.find(({ id }) => id === key);
              if (view !== undefined) apply(view);
              else setOpened(key === SAVE ? SAVE : CHANGE);
            }}
          >
            {views.length > 0 && (
              <MenuSection aria-label={t`Your views`}>
                {views.map(({ id, name }) => (
                  <MenuItem key={id} id={id} textValue={name} className="menu-item">
                    {name}
                  </MenuItem>
                ))}
              </MenuSection>
            )}
            {views.length > 0 && <Separator className="menu-line" />}
            <MenuItem id={SAVE} textValue={t`Save what is shown as a view…`} className="menu-item">
              {t`Save what is shown as a view…`}
            </MenuItem>
            {views.length > 0 && (
              <MenuItem id={CHANGE} textValue={t`Change or delete views…`} className="menu-item">
                {t`Change or delete views…`}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      <p role="status" className="view-gone t13 ink2">
        {applied !== null && <WhatIsGone view={applied} />}
      </p>
      {opened === SAVE && <SaveView views={views} filter={filter} onClose={() => setOpened(null)} />}
      {opened === CHANGE && <ChangeViews views={views} filter={filter} onClose={() => setOpened(null)} />}
    </>
  );
}

/** What a view asked for and could not have. */
function WhatIsGone({ view: { name, personGone, tagsGone } }: { view: SavedView }) {
  if (!personGone && tagsGone === 0) return null;
  return (
    <Trans>
      “{name}” is applied without what is no longer here:{" "}
      {personGone && tagsGone > 0 ?
        <Trans>a person and {plural(tagsGone, { one: "# tag", other: "# tags" })}</Trans>
      : personGone ?
        <Trans>a person</Trans>
      : plural(tagsGone, { one: "# tag", other: "# tags" })}
      .
    </Trans>
  );
}

interface DialogProps {
  views: readonly SavedView[];
  filter: ClaimFilter;
  onClose: () => void;
}

function SaveView({ views, filter, onClose }: DialogProps) {
  const { t } = useLingui();
  const id = useId();
  const [text, setText] = useState("");
  const save = useCommand("save_view");
  const name = text.trim();
  const same = views.find((view) => view.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  const isEmpty = name === "";
  return (
    <Dialog
      title={t`Save as a view`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={`${id}-form`} variant="primary" isDisabled={isEmpty || save.isPending}>
            {same === undefined ? <Trans>Save</Trans> : <Trans>Replace</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={`${id}-form`}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) save.mutate({ entry: { id: same?.id ?? null, name, filter } }, { onSuccess: onClose });
        }}
      >
        <label className="field-label" htmlFor={id}>
          <Trans>A name for these filters and words</Trans>
        </label>
        <input
          id={id}
          className="text-input"
          maxLength={LONGEST_NAME}
          value={text}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setText(target.value)}
        />
        <p id={`${id}-hint`} role="status" className="t13 ink2">
          {same === undefined ?
            <Trans>The view stays on this computer.</Trans>
          : <Trans>You have a view of that name. Replacing it forgets what it showed before.</Trans>}
        </p>
      </form>
      {save.isError && <ProblemNote problem={save.error.problem} />}
    </Dialog>
  );
}

function ChangeViews({ views, filter, onClose }: DialogProps) {
  const { t } = useLingui();
  const [undo, tell] = useUndo();
  const save = useCommand("save_view");
  const remove = useCommand("remove_view");
  const rename = ({ id, name: before }: SavedView, name: string) => {
    const undone = () => save.mutate({ entry: { id, name: before, filter: null } });
    save.mutate({ entry: { id, name, filter: null } }, { onSuccess: () => tell(t`“${before}” is “${name}” now.`, undone) });
  };
  const replace = ({ id, name, filter: before }: SavedView) => {
    const undone = () => save.mutate({ entry: { id, name, filter: before } });
    save.mutate({ entry: { id, name, filter } }, { onSuccess: () => tell(t`“${name}” shows what the list shows now.`, undone) });
  };
  const drop = ({ id, name, filter: before }: SavedView) => {
    const undone = () => save.mutate({ entry: { id: null, name, filter: before } });
    remove.mutate({ id }, { onSuccess: () => tell(t`The view “${name}” was deleted.`, undone) });
  };
  const problem = save.error ?? remove.error;
  return (
    <Dialog
      title={t`Your views`}
      isOpen
      onClose={onClose}
      actions={
        <Button onPress={onClose}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      <ul className="named-list">
        {views.map((view) => (
          <li key={view.id}>
            <NameField
              label={t`Name of the view “${view.name}”`}
              name={view.name}
              longest={LONGEST_NAME}
              onRename={(name) => rename(view, name)}
            />
            <Button size="small" aria-label={t`Replace “${view.name}” with what is shown now`} onPress={() => replace(view)}>
              <Trans>Replace with what is shown</Trans>
            </Button>
            <IconButton icon={Trash2} variant="quiet" label={t`Delete the view “${view.name}”`} onPress={() => drop(view)} />
          </li>
        ))}
      </ul>
      {views.length === 0 && (
        <p className="ink2">
          <Trans>There are no views.</Trans>
        </p>
      )}
      {undo}
      {problem !== null && <ProblemNote problem={problem.problem} />}
    </Dialog>
  );
}
