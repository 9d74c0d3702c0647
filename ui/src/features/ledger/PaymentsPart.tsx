// A claim's payments, as the member entered them, beside what the plan says is owed.
import "./ledger.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { Check, FileSearch } from "lucide-react";
import { useState } from "react";

import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { ProblemNote } from "../../components/Problem";
import { isZero } from "../../components/MoneyExact";
import { useFormat } from "../../i18n/format";
import { useClaimPayments, useCommand, keys } from "../../ipc/queries";
import { PaidSums } from "./PaidSums";
import { PaymentDialog } from "./PaymentDialog";
import { PaymentItem } from "./PaymentItem";
import { useUndo } from "../../components/useUndo";

export function PaymentsPart({ claim }: { claim: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data, error } = useClaimPayments(claim);
  const [isAdding, setAdding] = useState(false);
  const [undo, tell] = useUndo();
  const { go } = useNavigation();
  const remove = useCommand("remove_payment", (client) => void client.invalidateQueries({ queryKey: keys.records }));
  if (error !== null) return <ProblemNote problem={error.problem} />;
  if (data === undefined) return null;
  const { counted, payments, paid } = data;
  const owes = counted.youOwe !== null && !isZero(counted.youOwe);
  const compare = (
    <Button size="small" icon={FileSearch} onPress={() => go({ screen: "bill", claim })}>
      <Trans>Compare with a bill</Trans>
    </Button>
  );
  // A question before the care and a claim of which nothing is owed have nothing to tick; a bill can come for any.
  if (!owes && payments.length === 0 && counted.status !== "notCovered") {
    return <div className="rail-part no-print">{compare}</div>;
  }
  return (
    <section className="rail-part payments" aria-label={t`Your payments`}>
      <h2>{t`Your payments`}</h2>
      {payments.length === 0 ?
        <p className="t13 ink2">
          <Trans>Mark what you paid, for your taxes or your health account (HSA, FSA).</Trans>
        </p>
      : <p className="t13 ink2">
          <Trans>
            You marked <PaidSums sums={paid} none={t`no amount`} /> as paid.
          </Trans>{" "}
          {counted.youOwe !== null && <Trans>Your plan says you owe {format.money(counted.youOwe)}.</Trans>}
        </p>
      }
      <ul className="payment-list">
        {payments.map((payment) => (
          <PaymentItem key={payment.id} payment={payment} onDone={tell} />
        ))}
      </ul>
      {undo}
      <div className="payments-ways no-print">
        <Button size="small" icon={Check} onPress={() => setAdding(true)}>
          {payments.length === 0 ? <Trans>Mark as paid</Trans> : <Trans>Add a payment</Trans>}
        </Button>
        {compare}
      </div>
      {isAdding && (
        <PaymentDialog
          claim={counted}
          onClose={() => setAdding(false)}
          onSaved={(saved) => {
            setAdding(false);
            tell(t`Marked as paid.`, () => remove.mutate({ id: saved.id, isRemoved: true }));
          }}
        />
      )}
    </section>
  );
}
