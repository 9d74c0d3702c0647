// The records could not be opened. Nothing is wiped because of it: every case says what it is, that the records are
// untouched, and what to do. Only where no retry can help is there a way to set them aside, behind a question.
import { Trans } from "@lingui/react/macro";
import { AppWindow, FileWarning, HardDrive, KeyRound, RefreshCw, type LucideIcon } from "lucide-react";
import { useState } from "react";

import { Brand } from "../../components/Brand";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { keys, useCommand } from "../../ipc/queries";
import type { AppError, ErrorCode } from "../../ipc/types.gen";
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

export function Blocked({ problem }: { problem: AppError }) {
  const [isAsking, setAsking] = useState(false);
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
            {CAN_BE_SET_ASIDE.has(problem.code) && (
              <Button onPress={() => setAsking(true)}>
                <Trans>Set these records aside…</Trans>
              </Button>
            )}
          </>
        }
      />
      {retry.isError && <ProblemNote problem={retry.error.problem} />}
      <SetAside isOpen={isAsking} onClose={() => setAsking(false)} />
    </main>
  );
}

function SetAside({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const setAside = useCommand("set_records_aside", (client, state) => {
    client.setQueryData(keys.app, state);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.app[0] });
  });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      title={<Trans>Set these records aside and start fresh?</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Leave them as they are</Trans>
          </Button>
          <Button variant="primary" onPress={() => setAside.mutate({})} isDisabled={setAside.isPending}>
            <Trans>Set aside and start fresh</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          The file is renamed and kept beside the new one. Nothing is deleted: if its key turns up, the file can still be
          opened with it.
        </Trans>
      </p>
      <p className="ink2">
        <Trans>Claimfolio then starts empty, and you connect your plans again. They send you the same claims once more.</Trans>
      </p>
      {setAside.isError && <ProblemNote problem={setAside.error.problem} />}
    </Dialog>
  );
}
