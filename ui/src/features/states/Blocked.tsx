// The records could not be opened. Nothing is wiped because of it: every case says what it is, that the records are
// untouched, and what to do. Only where no retry can help is there a way to set them aside, behind a question.
import { Trans } from "@lingui/react/macro";
import { AppWindow, FileWarning, HardDrive, KeyRound, RefreshCw, type LucideIcon } from "lucide-react";
import { useState } from "react";

import { Brand } from "../../components/Brand";
import { Button } from "../../components/Button";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { keys, useCommand } from "../../ipc/queries";
import type { AppError, ErrorCode } from "../../ipc/types.gen";
import { RecoverDialog } from "../lock/RecoverDialog";
import { SetAside } from "./SetAside";
import "./states.css";

const ICONS: Partial<Record<ErrorCode, LucideIcon>> = {
  keychainLocked: KeyRound,
  keychainMissing: KeyRound,
  keychainDenied: KeyRound,
  keychainTimedOut: KeyRound,
  keyMissing: KeyRound,
  wrongKey: KeyRound,
  storeCorrupt: FileWarning,
  storeNewer: FileWarning,
  diskFull: HardDrive,
  readOnly: HardDrive,
  inUse: AppWindow,
};

/** Where the file itself cannot be opened by waiting or by asking again. */
const CAN_BE_SET_ASIDE: ReadonlySet<ErrorCode> = new Set(["keyMissing", "wrongKey", "storeCorrupt"]);

/** Where the key is not to be had from the keychain. */
const CAN_BE_RECOVERED: ReadonlySet<ErrorCode> = new Set([
  "keyMissing",
  "wrongKey",
  "keychainMissing",
  "keychainDenied",
  "keychainLocked",
  "keychainTimedOut",
]);

export function Blocked({ problem, hasRecoveryCode }: { problem: AppError; hasRecoveryCode: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const [isRecovering, setRecovering] = useState(false);
  const retry = useCommand("retry_startup", (client, state) => client.setQueryData(keys.app, state));
  return (
    <main className="blocked">
      <Brand />
      <ProblemPane
        problem={problem}
        level={1}
        icon={ICONS[problem.code]}
        actions={
          <>
            <Button variant="primary" icon={RefreshCw} onPress={() => retry.mutate({})} isDisabled={retry.isPending}>
              {retry.isPending ?
                <Trans>Trying…</Trans>
              : <Trans>Try again</Trans>}
            </Button>
            {hasRecoveryCode && CAN_BE_RECOVERED.has(problem.code) && (
              <Button icon={KeyRound} onPress={() => setRecovering(true)}>
                <Trans>Use the recovery code…</Trans>
              </Button>
            )}
            {CAN_BE_SET_ASIDE.has(problem.code) && (
              <Button onPress={() => setAsking(true)}>
                <Trans>Set these records aside…</Trans>
              </Button>
            )}
          </>
        }
      />
      {retry.isError && <ProblemNote problem={retry.error.problem} />}
      {isRecovering && <RecoverDialog hasPassphrase={false} onClose={() => setRecovering(false)} />}
      <SetAside
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        fault={problem.code === "storeCorrupt" ? "file" : "key"}
        hasRecoveryCode={hasRecoveryCode}
      />
    </main>
  );
}
