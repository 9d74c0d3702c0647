// Setting a passphrase, changing it, and taking it away. The one in force is asked for each time.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";

import { FormDialog } from "../../components/FormDialog";
import { keys, putProtection, useCommand, useProtection } from "../../ipc/queries";
import { NewPassphrase, useNewPassphrase } from "./NewPassphrase";
import { entered, PassphraseField } from "./PassphraseField";
import { TryProblem, useWait } from "./TryProblem";
import "./lock.css";

export type PassphraseAct = "set" | "change" | "remove";

export function PassphraseDialog({ act, onClose }: { act: PassphraseAct; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: protection } = useProtection();
  const [current, setCurrent] = useState("");
  const words = useNewPassphrase();
  const set = useCommand("set_passphrase", putProtection);
  const remove = useCommand("remove_passphrase", putProtection);
  const isPending = set.isPending || remove.isPending;
  const failed = set.error ?? remove.error;
  const wait = useWait(failed);
  const isNew = act !== "remove";
  const isOld = act !== "set";
  const isWhole = (!isOld || current !== "") && (!isNew || words.isWhole);
  const submit = () => {
    // A keychain that failed half way may have kept it all the same.
    const onError = () => {
      setCurrent("");
      void client.invalidateQueries({ queryKey: keys.protection });
    };
    const done = { onSuccess: onClose, onError };
    if (act === "remove") remove.mutate({ current: entered(current) }, done);
    else set.mutate({ passphrase: entered(words.passphrase), current: isOld ? entered(current) : null }, done);
  };
  const said = {
    set: { title: t`Set a passphrase`, action: t`Set passphrase` },
    change: { title: t`Change the passphrase`, action: t`Change passphrase` },
    remove: { title: t`Take the passphrase away?`, action: t`Take it away` },
  }[act];
  return (
    <FormDialog
      title={said.title}
      action={said.action}
      onClose={onClose}
      isReady={isWhole && wait === 0}
      isPending={isPending}
      isHeld
      onSubmit={submit}
      intro={
        <>
          <p className="ink2">
            {act === "remove" ?
              <Trans>The key goes back to this computer’s keychain. Whoever can use this computer as you can open your records.</Trans>
            : <Trans>
                Claimfolio asks for it at each start and whenever it was locked. Nobody can look it up or reset it, so choose words that
                you will remember.
              </Trans>
            }
          </p>
          {act === "set" && protection?.hasRecoveryCode === false && (
            <p className="ink2">
              <Trans>
                Make a recovery code as well, below. Where you forget the passphrase and have no code, what your plans sent can be fetched
                again, and what you added yourself cannot.
              </Trans>
            </p>
          )}
        </>
      }
      outcome={failed && <TryProblem failed={failed} wait={wait} />}
    >
      {isOld && <PassphraseField label={<Trans>Your passphrase now</Trans>} value={current} onChange={setCurrent} />}
      {isNew && <NewPassphrase words={words} label={<Trans>New passphrase</Trans>} />}
    </FormDialog>
  );
}
