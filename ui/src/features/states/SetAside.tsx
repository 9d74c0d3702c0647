// "Set these records aside?": what happens to them, and what comes after. Leaving them as they are is the safe choice.
import { Trans } from "@lingui/react/macro";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { keys, useCommand } from "../../ipc/queries";

export interface SetAsideProps {
  isOpen: boolean;
  onClose: () => void;
  /** What keeps the records from being opened. */
  fault: "file" | "key" | "passphrase";
  hasRecoveryCode: boolean;
}

export function SetAside({ isOpen, onClose, fault, hasRecoveryCode }: SetAsideProps) {
  const setAside = useCommand("set_records_aside", (client, state) => {
    client.setQueryData(keys.app, state);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.app[0] });
  });
  const happens = {
    file: <Trans>The file is renamed and kept beside the new one. Nothing is deleted.</Trans>,
    key: (
      <Trans>
        The file is renamed and kept beside the new one. Nothing is deleted: if its key turns up, the file can still be
        opened with it.
      </Trans>
    ),
    passphrase: (
      <Trans>
        Nobody can look the passphrase up or reset it. The file is renamed and kept beside the new one, and nothing is
        deleted: if you remember the passphrase, the records can still be opened.
      </Trans>
    ),
  };
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
      {fault !== "file" && hasRecoveryCode && (
        <p>
          <Trans>You made a recovery code for these records, and it still opens them: look for your sheet first.</Trans>
        </p>
      )}
      <p>{happens[fault]}</p>
      <p className="ink2">
        <Trans>
          Claimfolio then starts empty. Connect your plans again, and they send you the same claims once more; what you added yourself,
          like payments and notes, stays in the file that is set aside. Or restore a backup, where you have one.
        </Trans>
      </p>
      {setAside.isError && <ProblemNote problem={setAside.error.problem} />}
    </Dialog>
  );
}
