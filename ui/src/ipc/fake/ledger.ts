// What the member marks as paid, in memory. Sums are made as the store makes them.
import { addExactly, compareExactly, isZero } from "../../components/MoneyExact";
import type {
  ClaimPayments,
  ClaimRow,
  Ledger,
  LedgerQuery,
  LedgerSums,
  MemberPayment,
  Money,
  PaidSum,
  PaymentEntry,
  ReceiptFile,
} from "../types.gen";

type Kept = PaymentEntry & { id: number; owedThen: Money | null; receipts: (ReceiptFile & { removed: boolean })[]; removed: boolean };

export class FakeLedger {
  private readonly kept: Kept[] = [];
  private next = 1;

  /** `counted` finds the claim of a story that counts. */
  constructor(
    private readonly counted: (claim: number) => ClaimRow,
    private readonly rows: () => readonly ClaimRow[],
  ) {}

  count(): number {
    return this.all().length;
  }

  save(entry: PaymentEntry): MemberPayment {
    const owedThen = this.counted(entry.claim).youOwe;
    const known = this.kept.find(({ id }) => id === entry.id);
    const kept: Kept = known ?? { ...entry, id: this.next++, owedThen, receipts: [], removed: false };
    if (known) Object.assign(known, entry, { owedThen });
    else this.kept.push(kept);
    return this.payment(kept);
  }

  remove(id: number, removed: boolean): void {
    for (const one of this.kept) if (one.id === id) one.removed = removed;
  }

  attach(payment: number): ReceiptFile[] {
    const receipt = { id: this.next++, name: "Receipt from the counter.pdf", mediaType: "application/pdf", bytes: 48_120 };
    this.kept.find(({ id }) => id === payment)?.receipts.push({ ...receipt, removed: false });
    return [receipt];
  }

  removeReceipt(id: number, removed: boolean): void {
    for (const { receipts } of this.kept) for (const one of receipts) if (one.id === id) one.removed = removed;
  }

  ofClaim(claim: number): ClaimPayments {
    const counted = this.counted(claim);
    const payments = this.all().filter((payment) => payment.counted.id === counted.id);
    return { counted, payments, paid: sumsOf(payments).paid };
  }

  ledger({ year, person }: LedgerQuery): Ledger {
    const theirs = this.all().filter(({ counted }) => person === null || counted.person === person);
    const yearOf = ({ paidOn }: MemberPayment) => paidOn.slice(0, 4);
    const payments = theirs.filter((payment) => year === null || yearOf(payment) === year);
    const marked = new Set(theirs.map(({ counted }) => counted.id));
    const open = this.rows().filter(
      (row) =>
        row.status === "decided" && row.youOwe !== null && !isZero(row.youOwe) && !marked.has(row.id) &&
        (person === null || row.person === person) && (year === null || (row.start ?? "").startsWith(year)),
    );
    const years = new Set([...theirs.map(yearOf), ...this.rows().flatMap(({ start }) => (start === null ? [] : [start.slice(0, 4)]))]);
    const people = [...new Set(payments.map(({ counted }) => counted.person))];
    const owed = addExactly(open.map(({ youOwe }) => youOwe?.amount ?? "0")) ?? "0";
    return {
      years: [...years].sort().reverse(),
      payments,
      all: sumsOf(payments),
      people: people.map((one) => ({ person: one, sums: sumsOf(payments.filter(({ counted }) => counted.person === one)) })),
      byYear: [...new Set(theirs.map(yearOf))]
        .sort()
        .reverse()
        .map((one) => ({ year: one, sums: sumsOf(theirs.filter((payment) => yearOf(payment) === one)) })),
      open: open.slice(0, 100),
      openClaims: open.length,
      openOwed: open.length === 0 ? [] : [{ money: { amount: owed, currency: "USD" }, claims: open.length }],
    };
  }

  private all(): MemberPayment[] {
    const shown = this.kept.filter(({ removed }) => !removed).map((one) => this.payment(one));
    return shown.sort((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : a.id - b.id));
  }

  private payment(kept: Kept): MemberPayment {
    const counted = this.counted(kept.claim);
    const { id, claim, paidOn, way, note, reimbursedOn, owedThen } = kept;
    const [then, now] = [owedThen?.amount ?? null, counted.youOwe?.amount ?? null];
    return {
      id, claim, paidOn, way, note, reimbursedOn, owedThen, counted,
      amount: kept.amount === null ? null : { amount: kept.amount, currency: "USD" },
      receipts: kept.receipts.filter(({ removed }) => !removed).map(({ id, name, mediaType, bytes }) => ({ id, name, mediaType, bytes })),
      owedChanged: then === null || now === null ? then !== now : compareExactly(then, now) !== 0,
    };
  }
}

function paid(payments: readonly MemberPayment[]): PaidSum[] {
  const amounts = payments.flatMap(({ amount }) => (amount === null ? [] : [amount.amount]));
  const amount = addExactly(amounts);
  return amounts.length === 0 || amount === null ? [] : [{ money: { amount, currency: "USD" }, payments: amounts.length }];
}

function sumsOf(payments: readonly MemberPayment[]): LedgerSums {
  const isByAccount = ({ way, reimbursedOn }: MemberPayment) => way === "hsaCard" || way === "fsa" || reimbursedOn !== null;
  return {
    payments: payments.length,
    withoutAmount: payments.filter(({ amount }) => amount === null).length,
    paid: paid(payments),
    byAccount: paid(payments.filter(isByAccount)),
    unreimbursed: paid(payments.filter((one) => !isByAccount(one))),
  };
}
