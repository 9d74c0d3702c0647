// The locked app: nothing of the records is in the window, and none is in memory.
import { Trans } from "@lingui/react/macro";
import { Lock, LockOpen } from "lucide-react";

import { Brand } from "../../components/Brand";
import { Button } from "../../components/Button";
import { Pane } from "../../components/Pane";
import { ProblemNote } from "../../components/Problem";
import "../states/states.css";
import { useUnlock } from "./useLock";

export function LockScreen() {
  const unlock = useUnlock();
  return (
    <main className="blocked">
      <Brand />
      <Pane
        icon={Lock}
        level={1}
        title={<Trans>Claimfolio is locked</Trans>}
        actions={
          <Button
            variant="primary"
            icon={LockOpen}
            onPress={() => unlock.mutate({})}
            isDisabled={unlock.isPending}
            autoFocus // eslint-disable-line jsx-a11y/no-autofocus -- the one thing that can be done here
          >
            {unlock.isPending ?
              <Trans>Unlocking…</Trans>
            : <Trans>Unlock</Trans>}
          </Button>
        }
        foot={<Trans>Whoever can use this computer as you can unlock it.</Trans>}
      >
        <p>
          <Trans>Your records are closed and encrypted. The key is in this computer’s keychain.</Trans>
        </p>
      </Pane>
      {unlock.isError && <ProblemNote problem={unlock.error.problem} />}
    </main>
  );
}
