// What is in the files that were opened, before anything of them is kept; then the adding, and the receipt.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, FileInput, FolderHeart, IdCard, Info, ReceiptText, Users, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { sentencesFor } from "../../i18n/errors";
import { useFormat } from "../../i18n/format";
import { keys, useCommand } from "../../ipc/queries";
import type {
  FilesPreview,
  FilesReceipt,
  FilesState,
  FilesTarget,
  NotTakenInFile,
  PersonInFile,
} from "../../ipc/types.gen";
import "../settings/settings.css";
import { FileProgress } from "./FileProgress";
import "./files.css";
import { notTakenWords } from "./notTakenWords";

export function FilesDialog({ state }: { state: FilesState }) {
  switch (state.stage) {
    case "none":
      return null;
    case "hovering":
      return <DropHere />;
    case "looking":
      return <Looking names={state.names} done={state.done} total={state.total} />;
    case "found":
      return <Found preview={state.preview} />;
    case "adding":
      return <Adding names={state.names} done={state.done} total={state.total} />;
    case "added":
      return <Added receipt={state.receipt} />;
    case "failed":
      return <Failed state={state} />;
  }
}

function DropHere() {
  return (
    <div className="drop-here" role="status">
      <Icon of={FileInput} />
      <p>
        <Trans>Drop to open</Trans>
      </p>
      <p className="t14 ink2">
        <Trans>You see what is in it before anything is kept.</Trans>
      </p>
    </div>
  );
}

/** Files are closed by the core, which then says so. */
function useClose(): () => void {
  const close = useCommand("close_files");
  return () => close.mutate({});
}

function Names({ names }: { names: readonly string[] }) {
  const format = useFormat();
  return <p className="t14 ink2 file-names selectable">{format.list([...names])}</p>;
}

function Looking({ names, done, total }: { names: string[]; done: number; total: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const close = useClose();
  return (
    <Dialog
      isOpen
      onClose={close}
      title={<Trans>Looking at the file</Trans>}
      actions={
        <Button onPress={close}>
          <Trans>Cancel</Trans>
        </Button>
      }
    >
      <Names names={names} />
      <FileProgress
        label={total === 0 ? t`Opening` : t`${format.bytes(done)} of ${format.bytes(total)}`}
        done={total === 0 ? null : done / total}
      />
    </Dialog>
  );
}

function Adding({ names, done, total }: { names: string[]; done: number; total: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const close = useClose();
  return (
    <Dialog
      isOpen
      onClose={() => undefined}
      title={<Trans>Adding the records</Trans>}
      actions={
        <Button onPress={close}>
          <Trans>Stop</Trans>
        </Button>
      }
    >
      <Names names={names} />
      <FileProgress
        label={t`${format.count(done)} of ${format.count(total)}`}
        done={total === 0 ? null : done / total}
      />
      <p className="t13 ink2">
        <Trans>All of it is added, or nothing. If you stop, everything stays as it was.</Trans>
      </p>
    </Dialog>
  );
}

const OWN = "";

function Found({ preview }: { preview: FilesPreview }) {
  const { t } = useLingui();
  const format = useFormat();
  const close = useClose();
  const add = useCommand("add_files", (client, state) => client.setQueryData(keys.files, state));
  const [into, setInto] = useState(preview.belongsTo ?? OWN);
  const dates =
    preview.from === null || preview.until === null ? null : format.dateRange(preview.from, preview.until);
  const { claims, coverages, records, peopleCount } = preview;
  const others = preview.others.map(({ resourceType, count }) => `${resourceType} (${format.count(count)})`);
  return (
    <Dialog
      isOpen
      onClose={close}
      title={<Trans>What is in this file</Trans>}
      actions={
        <>
          <Button onPress={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isDisabled={add.isPending}
            onPress={() => add.mutate({ into: into === OWN ? null : into })}
          >
            <Trans>Add</Trans>
          </Button>
        </>
      }
    >
      <Names names={preview.names} />
      <ul className="deleted">
        <Line icon={ReceiptText} count={claims}>
          <Trans>Claims and payments</Trans>
          {dates !== null && <span className="ink2">{t`, care from ${dates}`}</span>}
        </Line>
        <Line icon={IdCard} count={coverages}>
          <Trans>Coverage</Trans>
        </Line>
        <Line icon={Users} count={peopleCount}>
          <Trans>People</Trans>
          <People people={preview.people} count={peopleCount} />
        </Line>
        {records > 0 && (
          <Line icon={FolderHeart} count={records}>
            <Trans>Health records</Trans>
          </Line>
        )}
      </ul>
      {(peopleCount > 1 || others.length > 0) && (
        <p className="t13 ink2">
          {peopleCount > 1 && (
            <Trans>The file is about several people. Each becomes a person here, as with a plan.</Trans>
          )}{" "}
          {others.length > 0 && <Trans>Kept with them, and not shown by itself: {format.list(others)}.</Trans>}
        </p>
      )}
      <AlreadyHere targets={preview.alreadyFrom} />
      <NotTaken list={preview.notTaken} count={preview.notTakenCount} />
      {preview.into.length > 0 && (
        <Where into={preview.into} belongsTo={preview.belongsTo} value={into} onChange={setInto} />
      )}
      <p className="t13 ink2">
        <Trans>Nothing is kept yet. No plan is asked for anything, and nothing leaves this computer.</Trans>
      </p>
      {add.isError && <ProblemNote problem={add.error.problem} />}
    </Dialog>
  );
}

function Line({ icon, count, children }: { icon: LucideIcon; count: number; children: ReactNode }) {
  const format = useFormat();
  return (
    <li>
      <Icon of={icon} />
      <span>{children}</span>
      <span className="semibold tabular">{format.count(count)}</span>
    </li>
  );
}

function People({ people, count }: { people: readonly PersonInFile[]; count: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const named = people.filter(({ name }) => name !== null);
  if (named.length === 0) return null;
  const names = named.map(({ name }) => name ?? "");
  const more = count - named.length;
  if (more > 0) names.push(t`${format.count(more)} more`);
  return <span className="ink2">{`: ${format.list(names)}`}</span>;
}

function AlreadyHere({ targets }: { targets: readonly FilesTarget[] }) {
  const format = useFormat();
  return (
    <>
      {targets.map(({ connection, name, claims }) => (
        <div key={connection} className="note" role="status">
          <Icon of={Info} />
          <p className="note-text">
            <Trans>
              {format.claims(claims)} of these came from {name} already. If you add the file, they show twice and count twice.
            </Trans>
          </p>
        </div>
      ))}
    </>
  );
}

function NotTaken({ list, count }: { list: readonly NotTakenInFile[]; count: number }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  if (count === 0) return null;
  const files = new Set(list.map(({ file }) => file));
  const where = ({ file, line, entry }: NotTakenInFile) => {
    const place = entry === null ? t`Line ${format.count(line)}` : t`Line ${format.count(line)}, entry ${format.count(entry)}`;
    return files.size > 1 ? `${file}: ${place}` : place;
  };
  const more = count - list.length;
  return (
    <section>
      <h3 className="t14 semibold">
        {plural(count, { one: "# part was not understood", other: "# parts were not understood" })}
      </h3>
      <p className="t13 ink2">
        <Trans>They are left out. Everything else can be added.</Trans>
      </p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is reached by keyboard */}
      <ul className="sunken not-taken" tabIndex={0} aria-label={t`What was not understood`}>
        {list.map((one, index) => (
          <li key={index}>
            {where(one)}
            {one.resourceType !== null && ` (${one.resourceType})`}: {i18n._(notTakenWords[one.why])}
          </li>
        ))}
        {more > 0 && <li>{t`and ${format.count(more)} more`}</li>}
      </ul>
    </section>
  );
}

interface WhereProps {
  into: readonly FilesTarget[];
  belongsTo: string | null;
  value: string;
  onChange: (value: string) => void;
}

function Where({ into, belongsTo, value, onChange }: WhereProps) {
  const { t } = useLingui();
  const format = useFormat();
  const choice = (id: string, name: ReactNode, text: string) => (
    <label className="choice" key={id}>
      <input type="radio" name="files-into" value={id} checked={value === id} onChange={() => onChange(id)} />
      <span className="choice-text">
        {name}
        <span className="choice-more">{text}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="choices">
      <legend>
        <Trans>Where to add it</Trans>
      </legend>
      {into.map(({ connection, name, claims }) =>
        choice(
          connection,
          name,
          connection === belongsTo ?
            t`Has ${format.claims(claims)} of these. Newer versions take their place, and none shows twice.`
          : t`Added to what is there.`,
        ),
      )}
      {choice(OWN, <Trans>By itself</Trans>, t`An entry of its own in settings, to be deleted on its own.`)}
    </fieldset>
  );
}

function Added({ receipt }: { receipt: FilesReceipt }) {
  const format = useFormat();
  const close = useClose();
  const { reset } = useNavigation();
  const see = () => {
    close();
    reset({ screen: "timeline" });
  };
  const { newClaims, changedClaims, unchangedClaims, others, notTakenCount } = receipt;
  return (
    <Dialog
      isOpen
      onClose={close}
      title={<Trans>The file was added</Trans>}
      actions={
        <>
          <Button onPress={close}>
            <Trans>Close</Trans>
          </Button>
          <Button variant="primary" onPress={see}>
            <Trans>See your timeline</Trans>
          </Button>
        </>
      }
    >
      <Names names={receipt.names} />
      <div role="status">
        <ul className="file-list">
          <Done>{plural(newClaims, { one: "# claim was new", other: "# claims were new" })}</Done>
          {changedClaims > 0 && (
            <Done>
              {plural(changedClaims, {
                one: "# claim changed; what it said before is kept",
                other: "# claims changed; what they said before is kept",
              })}
            </Done>
          )}
          {unchangedClaims > 0 && (
            <Done>{plural(unchangedClaims, { one: "# claim was here already", other: "# claims were here already" })}</Done>
          )}
          {others > 0 && <Done>{plural(others, { one: "# other record", other: "# other records" })}</Done>}
          {notTakenCount > 0 && (
            <li className="row ink2">
              <Icon of={Info} />
              {plural(notTakenCount, { one: "# part was left out", other: "# parts were left out" })}
            </li>
          )}
        </ul>
      </div>
      <p className="t13 ink2">
        <Trans>
          They are in Claimfolio’s own locked store now; the file itself is as it was. Settings show them under the file’s name,
          and delete them: {format.list(receipt.names)}.
        </Trans>
      </p>
    </Dialog>
  );
}

function Done({ children }: { children: ReactNode }) {
  return (
    <li className="row">
      <Icon of={CircleCheck} className="receipt-done" />
      {children}
    </li>
  );
}

function Failed({ state }: { state: Extract<FilesState, { stage: "failed" }> }) {
  const { i18n } = useLingui();
  const close = useClose();
  const open = useCommand("open_files");
  const { title, meaning, action } = sentencesFor(state.problem.code);
  const line = state.problem.detail;
  return (
    <Dialog
      isOpen
      onClose={close}
      role="alertdialog"
      title={i18n._(title)}
      actions={
        <>
          <Button onPress={close}>
            <Trans>Close</Trans>
          </Button>
          <Button onPress={() => open.mutate({})}>
            <Trans>Open another file…</Trans>
          </Button>
        </>
      }
    >
      <Names names={state.names} />
      <p className="t14">
        {i18n._(meaning)} {i18n._(action)}
      </p>
      {line !== null && (
        <p className="t13 ink2">
          <Trans>It stops making sense in line {line}.</Trans>
        </p>
      )}
    </Dialog>
  );
}
