// Who can see the records: when the app locks itself, and what opens it.
import { Trans, useLingui } from "@lingui/react/macro";
import { Lock } from "lucide-react";
import { useState } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import { putProtection, useCommand, useProtection } from "../../ipc/queries";
import type { LockAfter } from "../../ipc/types.gen";
import { useSettings } from "../settings/useSettings";
import { PassphraseDialog, type PassphraseAct } from "./PassphraseDialog";
import { RecoveryCodeDialog } from "./RecoveryCodeDialog";
import { useLockNow } from "./useLock";

type Choice = Exclude<LockAfter, "notAsked">;

export function LockSettings() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  const lock = useLockNow();
  const times: { value: Choice; label: string }[] = [
    { value: "never", label: t`Never` },
    { value: "oneMinute", label: t`1 min` },
    { value: "fiveMinutes", label: t`5 min` },
    { value: "tenMinutes", label: t`10 min` },
    { value: "halfAnHour", label: t`30 min` },
  ];
  const { lockAfter } = settings;
  return (
    <>
      <h2>
        <Trans>Privacy and lock</Trans>
      </h2>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Lock when I am away</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>
              After so long without a key or a pointer in this window, and when the computer slept. Updates stop where they are
              and go on when you unlock.
            </Trans>
          </p>
        </div>
        <Segmented
          label={t`Lock when I am away`}
          options={times}
          value={lockAfter === "notAsked" ? "never" : lockAfter}
          onChange={(chosen) => change({ lockAfter: chosen })}
        />
      </div>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Lock now</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>Also by Ctrl+L, or Cmd+L on a Mac. A sign-in that is open ends with it.</Trans>
          </p>
        </div>
        <Button icon={Lock} onPress={() => lock.mutate({})} isDisabled={lock.isPending}>
          <Trans>Lock now</Trans>
        </Button>
      </div>
      <PassphraseSetting />
      <RecoverySetting />
      {saving.isError && <ProblemNote problem={saving.error.problem} />}
      {lock.isError && <ProblemNote problem={lock.error.problem} />}
    </>
  );
}

function PassphraseSetting() {
  const protection = useProtection();
  const [act, setAct] = useState<PassphraseAct | null>(null);
  if (protection.isError) return <ProblemNote problem={protection.error.problem} />;
  const hasPassphrase = protection.data?.hasPassphrase;
  return (
    <div className="setting">
      <div>
        <p className="medium">
          <Trans>Passphrase</Trans>
        </p>
        <p className="t13 ink2">
          {hasPassphrase ?
            <Trans>Your records open with your passphrase only. Not even this computer’s keychain has the key as it is.</Trans>
          : <Trans>None. Whoever can use this computer as you can open your records.</Trans>}
        </p>
      </div>
      {hasPassphrase !== undefined && (
        <span className="connection-ways">
          {hasPassphrase && (
            <Button onPress={() => setAct("remove")}>
              <Trans>Take away…</Trans>
            </Button>
          )}
          <Button onPress={() => setAct(hasPassphrase ? "change" : "set")}>
            {hasPassphrase ?
              <Trans>Change…</Trans>
            : <Trans>Set a passphrase…</Trans>}
          </Button>
        </span>
      )}
      {act && <PassphraseDialog act={act} onClose={() => setAct(null)} />}
    </div>
  );
}

function RecoverySetting() {
  const { data: protection } = useProtection();
  const [isMaking, setMaking] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  if (protection === undefined) return null;
  const { hasRecoveryCode } = protection;
  return (
    <div className="setting">
      <div>
        <p className="medium">
          <Trans>Recovery code</Trans>
        </p>
        <p className="t13 ink2">
          {hasRecoveryCode ?
            <Trans>You made one. It opens your records where the key or the passphrase is lost.</Trans>
          : <Trans>
              None. Where this computer loses the key, or you no longer know your passphrase, only your plans could send the
              records again, and what you added yourself would be gone.
            </Trans>
          }
        </p>
      </div>
      <span className="connection-ways">
        {hasRecoveryCode && (
          <Button onPress={() => setRemoving(true)}>
            <Trans>Make it useless…</Trans>
          </Button>
        )}
        <Button onPress={() => setMaking(true)}>
          {hasRecoveryCode ?
            <Trans>Make a new one…</Trans>
          : <Trans>Make a code…</Trans>}
        </Button>
      </span>
      {isMaking && <RecoveryCodeDialog protection={protection} onClose={() => setMaking(false)} />}
      {isRemoving && <RemoveCode onClose={() => setRemoving(false)} />}
    </div>
  );
}

function RemoveCode({ onClose }: { onClose: () => void }) {
  const remove = useCommand("remove_recovery_code", putProtection);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={<Trans>Make the recovery code useless?</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Leave it as it is</Trans>
          </Button>
          <Button variant="primary" onPress={() => remove.mutate({}, { onSuccess: onClose })} isDisabled={remove.isPending}>
            <Trans>Make it useless</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          The code on your sheet opens nothing any more then, and cannot be brought back. You can make a new one at any time while your
          records are open.
        </Trans>
      </p>
      {remove.isError && <ProblemNote problem={remove.error.problem} />}
    </Dialog>
  );
}
