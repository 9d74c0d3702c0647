// The locked app: nothing of the records is in the window, and none is in memory.
import { Trans } from "@lingui/react/macro";
import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";

import { Brand } from "../../components/Brand";
import { Button, LinkButton } from "../../components/Button";
import { Pane } from "../../components/Pane";
import { SetAside } from "../states/SetAside";
import "../states/states.css";
import { entered, PassphraseField } from "./PassphraseField";
import { RecoverDialog } from "./RecoverDialog";
import { TryProblem, useWait } from "./TryProblem";
import "./lock.css";
import { useUnlock } from "./useLock";

export interface LockScreenProps {
  hasPassphrase: boolean;
  hasRecoveryCode: boolean;
}

export function LockScreen({ hasPassphrase, hasRecoveryCode }: LockScreenProps) {
  const unlock = useUnlock();
  const wait = useWait(unlock.error);
  const [passphrase, setPassphrase] = useState("");
  const [hasForgotten, setForgotten] = useState(false);
  const [isRecovering, setRecovering] = useState(false);
  const submit = () => {
    if (unlock.isPending || wait > 0 || (hasPassphrase && passphrase === "")) return;
    unlock.mutate(
      { passphrase: hasPassphrase ? entered(passphrase) : null },
      {
        onSuccess: () => setPassphrase(""),
        // What was not tried need not be typed again.
        onError: ({ problem }) => {
          if (problem.code !== "tooManyTries") setPassphrase("");
        },
      },
    );
  };
  return (
    <main className="blocked">
      <Brand />
      <Pane
        icon={Lock}
        level={1}
        title={<Trans>Claimfolio is locked</Trans>}
        foot={
          hasPassphrase ?
            <span className="lock-ways">
              {hasRecoveryCode && (
                <LinkButton onPress={() => setRecovering(true)}>
                  <Trans>Use the recovery code</Trans>
                </LinkButton>
              )}
              <LinkButton onPress={() => setForgotten(true)}>
                <Trans>I no longer know the passphrase</Trans>
              </LinkButton>
            </span>
          : <Trans>Whoever can use this computer as you can unlock it.</Trans>
        }
      >
        <p>
          {hasPassphrase ?
            <Trans>Your records are closed and encrypted. Your passphrase opens them.</Trans>
          : <Trans>Your records are closed and encrypted. The key is in this computer’s keychain.</Trans>}
        </p>
        <Form
          className="lock-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {hasPassphrase && (
            <PassphraseField label={<Trans>Passphrase</Trans>} value={passphrase} onChange={setPassphrase} isFirst />
          )}
          <Button
            variant="primary"
            type="submit"
            icon={LockOpen}
            isDisabled={unlock.isPending || wait > 0}
            autoFocus={!hasPassphrase} // eslint-disable-line jsx-a11y/no-autofocus -- the one thing that can be done here
          >
            {unlock.isPending ?
              <Trans>Unlocking…</Trans>
            : <Trans>Unlock</Trans>}
          </Button>
        </Form>
        {unlock.isError && <TryProblem failed={unlock.error} wait={wait} />}
      </Pane>
      {isRecovering && <RecoverDialog hasPassphrase onClose={() => setRecovering(false)} />}
      <SetAside
        isOpen={hasForgotten}
        onClose={() => setForgotten(false)}
        fault="passphrase"
        hasRecoveryCode={hasRecoveryCode}
      />
    </main>
  );
}
