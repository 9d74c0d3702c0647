// "Mark as paid": when, how, how much. The amount is empty until the member says it; one press takes the plan's figure.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { Switch } from "../../components/Switch";
import { today, useFormat } from "../../i18n/format";
import { keys, useCommand } from "../../ipc/queries";
import type { ClaimRow, MemberPayment, PaymentWay } from "../../ipc/types.gen";
import { dayOf } from "../../components/dayOf";
import { DayInput, dayText } from "../../components/DayInput";
import { amountOf } from "./entry";
import { PAYMENT_WAYS, wayWords } from "./ledgerWords";

export interface PaymentDialogProps {
  claim: ClaimRow;
  /** The payment that is changed. */
  payment?: MemberPayment | undefined;
  onSaved: (saved: MemberPayment) => void;
  onClose: () => void;
}

export function PaymentDialog({ claim, payment, onSaved, onClose }: PaymentDialogProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [paidOn, setPaidOn] = useState(dayText(payment?.paidOn ?? today()));
  const [way, setWay] = useState<PaymentWay | "">(payment?.way ?? "");
  const [amount, setAmount] = useState(payment?.amount?.amount ?? "");
  const [note, setNote] = useState(payment?.note ?? "");
  const [isReimbursed, setReimbursed] = useState(payment?.reimbursedOn != null);
  const [reimbursedOn, setReimbursedOn] = useState(dayText(payment?.reimbursedOn ?? today()));
  const save = useCommand("save_payment", (client, saved) => {
    void client.invalidateQueries({ queryKey: keys.records });
    onSaved(saved);
  });
  const ids = { way: useId(), amount: useId(), note: useId() };
  const day = dayOf(paidOn);
  const paidBack = isReimbursed ? dayOf(reimbursedOn) : null;
  const plain = amountOf(amount);
  const isAmountWrong = amount.trim() !== "" && plain === null;
  const isComplete = day !== null && way !== "" && !isAmountWrong && (!isReimbursed || paidBack !== null);
  const owed = claim.youOwe;
  const send = () => {
    if (day === null || way === "") return;
    save.mutate({
      entry: { id: payment?.id ?? null, claim: payment?.claim ?? claim.id, paidOn: day, way, amount: plain, note, reimbursedOn: paidBack },
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={payment === undefined ? <Trans>Mark as paid</Trans> : <Trans>Change the payment</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isDisabled={!isComplete || save.isPending} onPress={send}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <p className="t14 ink2">
        {owed === null ?
          <Trans>Your plan does not state what you owe for this claim.</Trans>
        : <Trans>Your plan says you owe {format.money(owed)}. What you paid can be another amount.</Trans>}
      </p>
      <div className="payment-fields">
        <DayInput label={t`Paid on`} text={paidOn} onChange={setPaidOn} />
        <div>
          <label className="field-label" htmlFor={ids.way}>{t`How`}</label>
          <select id={ids.way} className="text-input" value={way} onChange={({ target }) => setWay(target.value as PaymentWay)}>
            <option value="" disabled>{t`Choose`}</option>
            {PAYMENT_WAYS.map((one) => (
              <option key={one} value={one}>
                {i18n._(wayWords[one])}
              </option>
            ))}
          </select>
        </div>
        <div className="payment-wide">
          <label className="field-label" htmlFor={ids.amount}>{t`Amount in dollars`}</label>
          <div className="payment-amount-row">
            <input
              id={ids.amount}
              className="text-input"
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              aria-invalid={isAmountWrong}
              aria-describedby={isAmountWrong ? `${ids.amount}-wrong` : undefined}
              maxLength={16}
              onChange={({ target }) => setAmount(target.value)}
            />
            {owed !== null && amountOf(owed.amount) !== null && (
              <Button size="small" onPress={() => setAmount(owed.amount)}>
                {t`Use ${format.money(owed)}`}
              </Button>
            )}
          </div>
          {isAmountWrong && (
            <p id={`${ids.amount}-wrong`} className="t13 ink2">
              <Trans>Write the amount in dollars and cents: 1,234.50.</Trans>
            </p>
          )}
        </div>
        <div className="payment-wide">
          <label className="field-label" htmlFor={ids.note}>{t`Your note`}</label>
          <textarea id={ids.note} className="text-input" rows={2} maxLength={2000} value={note} onChange={({ target }) => setNote(target.value)} />
        </div>
        <div className="payment-wide">
          <Switch isOn={isReimbursed} onChange={setReimbursed}>
            <Trans>My health account paid me back</Trans>
          </Switch>
        </div>
        {isReimbursed && <DayInput label={t`Paid back on`} text={reimbursedOn} onChange={setReimbursedOn} />}
      </div>
      <p className="t13 ink3">
        <Trans>What you enter stays in the encrypted records on this computer.</Trans>
      </p>
      {save.isError && <ProblemNote problem={save.error.problem} />}
    </Dialog>
  );
}
