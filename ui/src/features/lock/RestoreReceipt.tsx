// What came of a restore. The window is emptied in the middle of it, so the dialog that began it cannot say.
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { putRestored, useRestored } from "../../ipc/queries";

export function RestoreReceipt() {
  const client = useQueryClient();
  const { data: restored } = useRestored();
  if (!restored) return null;
  const close = () => putRestored(client, null);
  return (
    <Dialog
      isOpen
      onClose={close}
      title={
        restored.is === "done" ?
          <Trans>The backup is restored</Trans>
        : <Trans>The backup was not restored</Trans>
      }
      actions={
        <Button variant="primary" onPress={close}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      {restored.is === "done" ?
        <>
          <p>
            <Trans>You see what was in it. What was here before is set aside in a file of its own.</Trans>
          </p>
          <p className="ink2">
            <Trans>Sign in to each plan again to get new claims. No passphrase and no recovery code is set: make them in Settings.</Trans>
          </p>
        </>
      : <>
          <p>
            <Trans>What was here before is still here.</Trans>
          </p>
          <ProblemNote problem={restored.problem} />
        </>
      }
    </Dialog>
  );
}
