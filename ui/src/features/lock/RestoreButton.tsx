// Restoring a backup: choose the file, its passphrase, what is in it and what it replaces, and only then the member's yes.
import { Trans, useLingui } from "@lingui/react/macro";
import { ArchiveRestore } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { useNavigation } from "../../app/router";
import { Button, type ButtonProps } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { FormDialog } from "../../components/FormDialog";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { putAppState, putRestored, useCommand } from "../../ipc/queries";
import type { BackupFile, BackupPreview } from "../../ipc/types.gen";
import { useCopyProgress } from "../files/useCopy";
import { BackupProgress } from "./BackupDialog";
import { entered, PassphraseField } from "./PassphraseField";
import "./lock.css";

export function RestoreButton(look: Pick<ButtonProps, "variant" | "size">) {
  const choose = useCommand("choose_backup");
  return (
    <>
      <Button icon={ArchiveRestore} {...look} onPress={() => choose.mutate({})} isDisabled={choose.isPending}>
        <Trans>Restore a backup…</Trans>
      </Button>
      {choose.data && <RestoreDialog file={choose.data} onClose={() => choose.reset()} />}
      {choose.isError && <ProblemNote problem={choose.error.problem} />}
    </>
  );
}

function RestoreDialog({ file, onClose }: { file: BackupFile; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState("");
  const look = useCommand("look_at_backup");
  if (look.data) return <Question preview={look.data} onClose={onClose} />;
  return (
    <FormDialog
      title={<Trans>Open the backup</Trans>}
      action={<Trans>See what is in it</Trans>}
      onClose={onClose}
      isReady={passphrase !== ""}
      isPending={look.isPending}
      onSubmit={() => look.mutate({ passphrase: entered(passphrase) }, { onSettled: () => setPassphrase("") })}
      intro={<p className="t14 selectable file-names">{file.name}</p>}
      outcome={look.isError && <ProblemNote problem={look.error.problem} />}
    >
      <PassphraseField label={<Trans>Passphrase of the backup</Trans>} value={passphrase} onChange={setPassphrase} />
    </FormDialog>
  );
}

function Question({ preview, onClose }: { preview: BackupPreview; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [progress] = useCopyProgress();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  const restore = useCommand(
    "restore_backup",
    (client, state) => {
      putAppState(client, state);
      putRestored(client, { is: "done" });
    },
    (client, problem) => {
      // The window was emptied before it failed, and this question with it.
      if (!isHere.current) putRestored(client, { is: "failed", problem });
    },
  );
  const stop = useCommand("stop_copy");
  const { reset } = useNavigation();
  const { madeAt, connections, connectionsHere } = preview;
  const size = (claims: number, sources: number) => {
    const [what, count] = [format.claims(claims), format.count(sources)];
    return t`${what}, plans and files: ${count}`;
  };
  // The window was emptied meanwhile; where it is still this one, nothing of the old records may stay on it.
  const leave = () => {
    onClose();
    reset({ screen: "timeline" });
  };
  return (
    <Dialog
      isOpen
      onClose={restore.isPending ? () => undefined : onClose}
      role="alertdialog"
      title={<Trans>Restore this backup?</Trans>}
      actions={
        restore.isPending ?
          <Button onPress={() => stop.mutate({})}>
            <Trans>Stop</Trans>
          </Button>
        : <>
            <Button onPress={onClose}>
              <Trans>Leave everything as it is</Trans>
            </Button>
            {/* The backup is read once: after a failure it is chosen anew. */}
            {!restore.isError && (
              <Button variant="primary" onPress={() => restore.mutate({}, { onSuccess: leave })}>
                <Trans>Restore it</Trans>
              </Button>
            )}
          </>
      }
    >
      <dl className="facts">
        <dt>
          <Trans>Made</Trans>
        </dt>
        <dd>{format.when(madeAt)}</dd>
        <dt>
          <Trans>In the backup</Trans>
        </dt>
        <dd>
          {size(preview.claims, connections)}
        </dd>
        <dt>
          <Trans>Here now</Trans>
        </dt>
        <dd>
          {size(preview.claimsHere, connectionsHere)}
        </dd>
      </dl>
      <p>
        <Trans>
          The backup takes the place of what is here now. That is set aside in a file of its own, and nothing of it is deleted. Each
          plan asks you to sign in again. A passphrase and a recovery code of what is here now do not open the backup’s records:
          make new ones in Settings.
        </Trans>
      </p>
      {restore.isPending && <BackupProgress progress={progress} label={t`Reading the backup`} />}
      {restore.isError && <ProblemNote problem={restore.error.problem} />}
    </Dialog>
  );
}
