// Saving a backup: words of its own that seal it, the passphrase in force where there is one, and how far it is.
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, Save } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Form } from "react-aria-components";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { listen } from "../../ipc/client";
import { useCommand, useProtection } from "../../ipc/queries";
import type { BackupSaved, CopyProgress } from "../../ipc/types.gen";
import { FileProgress } from "../files/FileProgress";
import { NewPassphrase, useNewPassphrase } from "./NewPassphrase";
import { entered, PassphraseField } from "./PassphraseField";
import { TryProblem, useWait } from "./TryProblem";
import "./lock.css";

/** How far writing or reading a backup is, in bytes. */
export function useBackupProgress(): CopyProgress | null {
  const [progress, setProgress] = useState<CopyProgress | null>(null);
  useEffect(() => listen("copy", setProgress), []);
  return progress;
}

export function BackupProgress({ progress, label }: { progress: CopyProgress | null; label: string }) {
  const done = progress === null || progress.total === 0 ? null : progress.done / progress.total;
  return <FileProgress label={label} done={done} />;
}

export function BackupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const { data: protection, error: unknown } = useProtection();
  const hasPassphrase = protection?.hasPassphrase ?? false;
  const [now, setNow] = useState("");
  const words = useNewPassphrase();
  const progress = useBackupProgress();
  const save = useCommand("save_backup");
  const stop = useCommand("stop_copy");
  const wait = useWait(save.error);
  const isWhole = words.isWhole && protection !== undefined && (!hasPassphrase || now !== "");
  const submit = () => {
    if (!isWhole || save.isPending || wait > 0) return;
    const current = hasPassphrase ? entered(now) : null;
    save.mutate({ passphrase: entered(words.passphrase), current }, { onError: () => setNow("") });
  };
  if (save.data) return <Saved saved={save.data} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      isForm
      onClose={save.isPending ? () => undefined : onClose}
      title={<Trans>Save a backup</Trans>}
      actions={
        save.isPending ?
          <Button onPress={() => stop.mutate({})}>
            <Trans>Stop</Trans>
          </Button>
        : <>
            <Button onPress={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" type="submit" form={form} icon={Save} isDisabled={!isWhole || wait > 0}>
              <Trans>Save…</Trans>
            </Button>
          </>
      }
    >
      <p className="ink2">
        <Trans>
          Everything that is kept here in one encrypted file: what your plans sent, and your payments, receipts, notes and letters.
          A passphrase of its own opens it, on this computer or another one. Nobody can look that up or reset it.
        </Trans>
      </p>
      <Form
        id={form}
        className="passphrase-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {hasPassphrase && (
          <PassphraseField label={<Trans>Your passphrase now</Trans>} value={now} onChange={setNow} />
        )}
        <NewPassphrase words={words} label={<Trans>Passphrase of the backup</Trans>} />
      </Form>
      {save.isPending && <BackupProgress progress={progress} label={t`Writing the backup`} />}
      {save.isError && <TryProblem failed={save.error} wait={wait} />}
      {unknown && <ProblemNote problem={unknown.problem} />}
    </Dialog>
  );
}

function Saved({ saved, onClose }: { saved: BackupSaved; onClose: () => void }) {
  const format = useFormat();
  const claims = format.claims(saved.claims);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>The backup is saved</Trans>}
      actions={
        <Button variant="primary" onPress={onClose}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      <p className="row t14">
        <Icon of={CircleCheck} className="receipt-done" />
        <span className="selectable file-names">{saved.file}</span>
      </p>
      <p className="t14 ink2" role="status">
        <Trans>
          {claims} and everything around them. Your plans’ permissions are not in it: after a restore you sign in
          to each plan again.
        </Trans>
      </p>
    </Dialog>
  );
}
