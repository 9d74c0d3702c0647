// "Save a copy": of what, in which form, and that the file is plain. Ends with what was saved.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { LockOpen, Save } from "lucide-react";
import { useState, type ReactNode } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import type { CopyFormat, CopyProgress, CopySaved, CopyWhat } from "../../ipc/types.gen";
import { FileProgress } from "./FileProgress";
import { FileSavedDialog } from "./FileSavedDialog";
import "./files.css";
import { useCopy } from "./useCopy";

export interface SaveCopyDialogProps {
  what: CopyWhat;
  /** What the copy is of, in words: `241 claims`. */
  of: ReactNode;
  onClose: () => void;
}

export function SaveCopyDialog({ what, of, onClose }: SaveCopyDialogProps) {
  const { t } = useLingui();
  const isOne = what.of === "claim";
  const isWhole = what.of === "everything" || what.of === "connection";
  const [format, setFormat] = useState<CopyFormat>(isWhole ? "ndjson" : isOne ? "bundle" : "csv");
  const [saved, setSaved] = useState<CopySaved | null>(null);
  const { begin, stop, progress, save } = useCopy();
  const start = () => void begin(what, format).then(setSaved, () => undefined);

  if (saved !== null) return <SavedDialog saved={saved} format={format} onClose={onClose} />;
  const choice = (value: CopyFormat, name: string, text: string) => (
    <label className="choice">
      <input type="radio" name="copy-format" value={value} checked={format === value} onChange={() => setFormat(value)} />
      <span className="choice-text">
        {name}
        <span className="choice-more">{text}</span>
      </span>
    </label>
  );
  const table = choice(
    "csv",
    t`A table (CSV)`,
    isWhole ?
      t`One line for each claim, for a spreadsheet. Without coverage and health records.`
    : t`One line for each claim, for a spreadsheet.`,
  );
  return (
    <Dialog
      isOpen
      onClose={save.isPending ? () => undefined : onClose}
      title={<Trans>Save a copy</Trans>}
      actions={
        save.isPending ?
          <Button onPress={stop}>
            <Trans>Stop</Trans>
          </Button>
        : <>
            <Button onPress={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" icon={Save} onPress={start}>
              <Trans>Save…</Trans>
            </Button>
          </>
      }
    >
      <p className="t14 ink2">
        <Trans>A copy of {of}, in a folder that you choose.</Trans>
      </p>
      <fieldset className="choices" disabled={save.isPending}>
        <legend>
          <Trans>What kind of file</Trans>
        </legend>
        {!isOne && !isWhole && table}
        {choice(
          "ndjson",
          t`What your plan sent (FHIR, NDJSON)`,
          isWhole ?
            t`Claims, coverage, people and health records, word for word. Claimfolio and other apps can open it again.`
          : t`The claims with their people and coverage, word for word. Claimfolio and other apps can open it again.`,
        )}
        {choice("bundle", t`The same in one piece (FHIR, Bundle)`, t`For apps that open one JSON file at a time.`)}
        {(isOne || isWhole) && table}
      </fieldset>
      <PlainNote />
      {save.isPending && <Progress progress={progress} />}
      {save.isError && <ProblemNote problem={save.error.problem} />}
    </Dialog>
  );
}

/** That a copy is not locked as the records here are. */
export function PlainNote() {
  return (
    <p className="row t13 ink2 plain-note">
      <Icon of={LockOpen} />
      <span>
        <Trans>The file is plain, not encrypted: whoever can open it can read it. Only your user can at first.</Trans>
      </span>
    </p>
  );
}

function Progress({ progress }: { progress: CopyProgress | null }) {
  const { t } = useLingui();
  const format = useFormat();
  if (progress === null) return <FileProgress label={t`Waiting for a folder`} done={null} />;
  const { done, total } = progress;
  return <FileProgress label={t`Writing ${format.count(done)} of ${format.count(total)}`} done={total === 0 ? 0 : done / total} />;
}

function SavedDialog({ saved, format: kind, onClose }: { saved: CopySaved; format: CopyFormat; onClose: () => void }) {
  const format = useFormat();
  const parts = [format.claims(saved.claims)];
  if (saved.others > 0) parts.push(plural(saved.others, { one: "# other record", other: "# other records" }));
  const what = format.list(parts);
  const size = format.bytes(saved.bytes);
  return (
    <FileSavedDialog title={<Trans>The copy is saved</Trans>} file={saved.file} onClose={onClose} note={<PlainNote />}>
      {kind === "csv" ?
        <Trans>
          {what}, {size}. The amounts are the plan’s own; what it did not state is left empty.
        </Trans>
      : <Trans>
          {what}, {size}. Open it here again with “Open a file…”.
        </Trans>
      }
    </FileSavedDialog>
  );
}
