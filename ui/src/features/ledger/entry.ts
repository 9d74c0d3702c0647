// What the member types of a payment. Nothing is guessed: what cannot be read in one way only is asked for again.
import type { MemberPayment, PaymentEntry } from "../../ipc/types.gen";

/** A plain decimal from `45`, `45.10`, `$1,234.50`; `null` where it is not clear what is meant, as in `1.234,50` or `1,5`. */
export function amountOf(text: string): string | null {
  const match = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const whole = (match[1] ?? "").replaceAll(",", "").replace(/^0+(?=\d)/, "");
  const amount = match[2] === undefined ? whole : `${whole}.${match[2].padEnd(2, "0")}`;
  return /[1-9]/.test(amount) ? amount : null;
}

/** The entry that saves a payment as it is: for "undo". */
export function entryOf({ id, claim, paidOn, way, amount, note, reimbursedOn }: MemberPayment): PaymentEntry {
  return { id, claim, paidOn, way, amount: amount?.amount ?? null, note, reimbursedOn };
}
