// One payment: what the member said of it, its files, and what changed at the plan since.
import { Trans, useLingui } from "@lingui/react/macro";
import type { QueryClient } from "@tanstack/react-query";
import { Download, FileText, Paperclip, Pencil, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";

import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { keys, useCommand } from "../../ipc/queries";
import type { MemberPayment } from "../../ipc/types.gen";
import { entryOf } from "./entry";
import { wayWords } from "./ledgerWords";
import { PaymentDialog } from "./PaymentDialog";

export interface PaymentItemProps {
  payment: MemberPayment;
  /** What stands above it where it is not among those of its claim. */
  heading?: ReactNode;
  onDone: (words: ReactNode, undo: () => void) => void;
}

const changed = (client: QueryClient) => void client.invalidateQueries({ queryKey: keys.records });

export function PaymentItem({ payment, heading, onDone }: PaymentItemProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [isChanging, setChanging] = useState(false);
  const save = useCommand("save_payment", changed);
  const remove = useCommand("remove_payment", changed);
  const attach = useCommand("attach_receipts", changed);
  const { amount, paidOn, way, note, reimbursedOn, owedThen, owedChanged, counted, claim } = payment;
  const failed = [save, remove, attach].find(({ isError }) => isError)?.error;
  const takeAway = () =>
    remove.mutate(
      { id: payment.id, isRemoved: true },
      { onSuccess: () => onDone(t`The payment was removed.`, () => remove.mutate({ id: payment.id, isRemoved: false })) },
    );
  return (
    <li className="payment">
      {heading}
      <div className="payment-line">
        <span className="payment-amount">{amount === null ? t`No amount entered` : format.money(amount)}</span>
        <span className="ink2">{[format.date(paidOn), i18n._(wayWords[way])].join(", ")}</span>
        <span className="spring" />
        <span className="payment-ways no-print">
          <IconButton variant="quiet" icon={Paperclip} label={t`Add a receipt`} onPress={() => attach.mutate({ payment: payment.id })} />
          <IconButton variant="quiet" icon={Pencil} label={t`Change the payment`} onPress={() => setChanging(true)} />
          <IconButton variant="quiet" icon={Trash2} label={t`Remove the payment`} onPress={takeAway} />
        </span>
      </div>
      {reimbursedOn !== null && <p className="t13 ink2">{t`Paid back by your health account on ${format.date(reimbursedOn)}`}</p>}
      {note !== "" && <p className="t13 ink2 payment-note">{note}</p>}
      {payment.receipts.map((receipt) => (
        <Receipt key={receipt.id} receipt={receipt} onDone={onDone} />
      ))}
      {counted.id !== claim && (
        <p className="t13 payment-remark">
          <Trans>You entered this for a claim that this one replaced. It counts here now.</Trans>
        </p>
      )}
      {owedChanged && (
        <p className="t13 payment-remark">
          {owedThen === null ?
            <Trans>Your plan did not state what you owe when you saved this. It does now.</Trans>
          : counted.youOwe === null ?
            <Trans>Your plan said you owe {format.money(owedThen)} when you saved this. It no longer states an amount.</Trans>
          : <Trans>
              Your plan said you owe {format.money(owedThen)} when you saved this. It says {format.money(counted.youOwe)} now.
            </Trans>
          }
        </p>
      )}
      {failed && <ProblemNote problem={failed.problem} />}
      {isChanging && (
        <PaymentDialog
          claim={counted}
          payment={payment}
          onClose={() => setChanging(false)}
          onSaved={() => {
            setChanging(false);
            onDone(t`The payment was changed.`, () => save.mutate({ entry: entryOf(payment) }));
          }}
        />
      )}
    </li>
  );
}

function Receipt({ receipt, onDone }: { receipt: MemberPayment["receipts"][number]; onDone: PaymentItemProps["onDone"] }) {
  const { t } = useLingui();
  const format = useFormat();
  const saveAs = useCommand("save_receipt");
  const remove = useCommand("remove_receipt", changed);
  const takeAway = () =>
    remove.mutate(
      { id: receipt.id, isRemoved: true },
      { onSuccess: () => onDone(t`The receipt was removed.`, () => remove.mutate({ id: receipt.id, isRemoved: false })) },
    );
  return (
    <div className="payment-receipt">
      <Icon of={FileText} />
      <span className="payment-file">{receipt.name}</span>
      <span className="ink3">{[receipt.mediaType, format.bytes(receipt.bytes)].join(", ")}</span>
      <span className="payment-ways no-print">
        <Button variant="quiet" size="small" icon={Download} onPress={() => saveAs.mutate({ id: receipt.id })}>
          <Trans>Save as…</Trans>
        </Button>
        <IconButton variant="quiet" icon={Trash2} label={t`Remove the receipt`} onPress={takeAway} />
      </span>
      {saveAs.isError && <ProblemNote problem={saveAs.error.problem} />}
    </div>
  );
}
