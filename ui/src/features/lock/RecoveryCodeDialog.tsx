// Making a recovery code: what it is for, the passphrase where there is one, and the code itself, shown once.
import { Trans, useLingui } from "@lingui/react/macro";
import { Copy, FileDown } from "lucide-react";
import { useState } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { FormDialog } from "../../components/FormDialog";
import { ProblemNote } from "../../components/Problem";
import { today } from "../../i18n/format";
import { putProtection, useCommand } from "../../ipc/queries";
import type { NewRecoveryCode, Protection } from "../../ipc/types.gen";
import { entered, PassphraseField } from "./PassphraseField";
import { TryProblem, useWait } from "./TryProblem";
import "./lock.css";

export function RecoveryCodeDialog({ protection, onClose }: { protection: Protection; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState("");
  const { hasPassphrase, hasRecoveryCode } = protection;
  const make = useCommand("make_recovery_code");
  const wait = useWait(make.error);
  if (make.data) return <CodeDialog code={make.data} isAnother={hasRecoveryCode} onClose={onClose} />;
  return (
    <FormDialog
      title={<Trans>Make a recovery code</Trans>}
      action={<Trans>Make the code</Trans>}
      onClose={onClose}
      isReady={(!hasPassphrase || passphrase !== "") && wait === 0}
      isPending={make.isPending}
      onSubmit={() => make.mutate({ passphrase: hasPassphrase ? entered(passphrase) : null }, { onSettled: () => setPassphrase("") })}
      intro={
        <>
          <p>
            <Trans>
              It opens your records where this computer has lost their key, or where you no longer know your passphrase. It is shown
              once: write it down or print it, and keep it away from the computer.
            </Trans>
          </p>
          {hasRecoveryCode && (
            <p className="ink2">
              <Trans>Once you have kept it, the code that you made before opens nothing any more.</Trans>
            </p>
          )}
        </>
      }
      outcome={make.isError && <TryProblem failed={make.error} wait={wait} />}
    >
      {hasPassphrase && (
        <PassphraseField label={<Trans>Your passphrase now</Trans>} value={passphrase} onChange={setPassphrase} />
      )}
    </FormDialog>
  );
}

/** The code opens the records once the member says that they have it: until then an earlier one does. */
function CodeDialog({ code, isAnother, onClose }: { code: NewRecoveryCode; isAnother: boolean; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const [copied, setCopied] = useState<boolean | null>(null);
  const save = useCommand("save_recovery_code");
  const keep = useCommand("keep_recovery_code", putProtection);
  const text = code.groups.join("-");
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  const print = () => {
    const language = i18n.locale === "es" ? "es" : "en";
    save.mutate({ code: text, options: { language, paper: "letter", today: today() } });
  };
  return (
    <Dialog
      isOpen
      onClose={() => undefined}
      role="alertdialog"
      title={<Trans>Your recovery code</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Do not use it</Trans>
          </Button>
          <Button variant="primary" onPress={() => keep.mutate({}, { onSuccess: onClose })} isDisabled={keep.isPending}>
            <Trans>I have kept it</Trans>
          </Button>
        </>
      }
    >
      <ol className="recovery-code selectable" aria-label={t`Your recovery code`}>
        {code.groups.map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <p className="lock-ways">
        <Button icon={FileDown} onPress={print} isDisabled={save.isPending}>
          <Trans>Save a sheet to print…</Trans>
        </Button>
        <Button icon={Copy} onPress={copy}>
          <Trans>Copy</Trans>
        </Button>
      </p>
      <p>
        <Trans>It is not shown again. Whoever has it and this computer can read your records.</Trans>{" "}
        {isAnother ?
          <Trans>The one that you made before opens them until you say that you have kept this one.</Trans>
        : <Trans>It opens them once you say that you have kept it.</Trans>}
      </p>
      <p role="status" className="t13 ink2">
        {copied === true && <Trans>The code is in the clipboard. Other apps can read it there until you copy something else.</Trans>}
        {copied === false && <Trans>The clipboard is closed. Write the code down.</Trans>}
        {save.data != null && (
          <Trans>Saved as {save.data}. Print it, then delete the file: whoever has this computer has the code with it.</Trans>
        )}
      </p>
      {save.isError && <ProblemNote problem={save.error.problem} />}
      {keep.isError && <ProblemNote problem={keep.error.problem} />}
    </Dialog>
  );
}
