// Setting a passphrase, changing it, and taking it away. The one in force is asked for each time.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState } from "react";
import { Form } from "react-aria-components";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { putProtection, useCommand } from "../../ipc/queries";
import { NewPassphrase, useNewPassphrase } from "./NewPassphrase";
import { PassphraseField } from "./PassphraseField";
import "./lock.css";

export type PassphraseAct = "set" | "change" | "remove";

export function PassphraseDialog({ act, onClose }: { act: PassphraseAct; onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const [current, setCurrent] = useState("");
  const words = useNewPassphrase();
  const set = useCommand("set_passphrase", putProtection);
  const remove = useCommand("remove_passphrase", putProtection);
  const isPending = set.isPending || remove.isPending;
  const problem = set.error?.problem ?? remove.error?.problem;
  const isNew = act !== "remove";
  const isOld = act !== "set";
  const isWhole = (!isOld || current !== "") && (!isNew || words.isWhole);
  const submit = () => {
    if (!isWhole || isPending) return;
    const done = { onSuccess: onClose, onError: () => setCurrent("") };
    if (act === "remove") remove.mutate({ current }, done);
    else set.mutate({ passphrase: words.passphrase, current: isOld ? current : null }, done);
  };
  const said = {
    set: { title: t`Set a passphrase`, action: t`Set passphrase` },
    change: { title: t`Change the passphrase`, action: t`Change passphrase` },
    remove: { title: t`Take the passphrase away?`, action: t`Take it away` },
  }[act];
  return (
    <Dialog
      isOpen
      onClose={isPending ? () => undefined : onClose}
      title={said.title}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!isWhole || isPending}>
            {said.action}
          </Button>
        </>
      }
    >
      <p className="ink2">
        {act === "remove" ?
          <Trans>The key goes back to this computer’s keychain. Whoever can use this computer as you can open your records.</Trans>
        : <Trans>
            Claimfolio asks for it at each start and whenever it was locked. Nobody can look it up or reset it, so choose words that
            you will remember.
          </Trans>
        }
      </p>
      <Form
        id={form}
        className="passphrase-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isOld && <PassphraseField label={<Trans>Your passphrase now</Trans>} value={current} onChange={setCurrent} />}
        {isNew && <NewPassphrase words={words} label={<Trans>New passphrase</Trans>} />}
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </Dialog>
  );
}
