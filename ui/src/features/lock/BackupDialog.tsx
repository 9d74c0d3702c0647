// Saving a backup: words of its own that seal it, the passphrase in force where there is one, and how far it is.
import { Trans, useLingui } from "@lingui/react/macro";
import { Save } from "lucide-react";
import { useState } from "react";

import { Button } from "../../components/Button";
import { FormDialog } from "../../components/FormDialog";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { useCommand, useProtection } from "../../ipc/queries";
import type { BackupSaved, CopyProgress } from "../../ipc/types.gen";
import { FileProgress } from "../files/FileProgress";
import { FileSavedDialog } from "../files/FileSavedDialog";
import { useCopyProgress } from "../files/useCopy";
import { NewPassphrase, useNewPassphrase } from "./NewPassphrase";
import { entered, PassphraseField } from "./PassphraseField";
import { TryProblem, useWait } from "./TryProblem";
import "./lock.css";

/** How far writing or reading a backup is, in bytes. */
export function BackupProgress({ progress, label }: { progress: CopyProgress | null; label: string }) {
  const done = progress === null || progress.total === 0 ? null : progress.done / progress.total;
  return <FileProgress label={label} done={done} />;
}

export function BackupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { data: protection, error: unknown } = useProtection();
  const hasPassphrase = protection?.hasPassphrase ?? false;
  const [now, setNow] = useState("");
  const words = useNewPassphrase();
  const [progress, beginAnew] = useCopyProgress();
  const save = useCommand("save_backup");
  const stop = useCommand("stop_copy");
  const wait = useWait(save.error);
  const isWhole = words.isWhole && protection !== undefined && (!hasPassphrase || now !== "");
  const submit = () => {
    beginAnew();
    const current = hasPassphrase ? entered(now) : null;
    save.mutate({ passphrase: entered(words.passphrase), current }, { onError: () => setNow("") });
  };
  if (save.data) return <Saved saved={save.data} onClose={onClose} />;
  return (
    <FormDialog
      title={<Trans>Save a backup</Trans>}
      action={<Trans>Save…</Trans>}
      icon={Save}
      onClose={onClose}
      isReady={isWhole && wait === 0}
      isPending={save.isPending}
      isHeld
      whilePending={
        <Button onPress={() => stop.mutate({})}>
          <Trans>Stop</Trans>
        </Button>
      }
      onSubmit={submit}
      intro={
        <p className="ink2">
          <Trans>
            Everything that is kept here in one encrypted file: what your plans sent, and your payments, receipts, notes and letters.
            A passphrase of its own opens it, on this computer or another one. Nobody can look that up or reset it.
          </Trans>
        </p>
      }
      outcome={
        <>
          {save.isPending && <BackupProgress progress={progress} label={t`Writing the backup`} />}
          {save.isError && <TryProblem failed={save.error} wait={wait} />}
          {unknown && <ProblemNote problem={unknown.problem} />}
        </>
      }
    >
      {hasPassphrase && <PassphraseField label={<Trans>Your passphrase now</Trans>} value={now} onChange={setNow} />}
      <NewPassphrase words={words} label={<Trans>Passphrase of the backup</Trans>} />
    </FormDialog>
  );
}

function Saved({ saved, onClose }: { saved: BackupSaved; onClose: () => void }) {
  const format = useFormat();
  const claims = format.claims(saved.claims);
  return (
    <FileSavedDialog title={<Trans>The backup is saved</Trans>} file={saved.file} onClose={onClose}>
      <Trans>
        {claims} and everything around them. Your plans’ permissions are not in it: after a restore you sign in
        to each plan again.
      </Trans>
    </FileSavedDialog>
  );
}
