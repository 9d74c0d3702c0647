// How far along a year is: which balances belong together, and how long a bar is.
import { compareExactly } from "../../components/MoneyExact";
import type { Accumulator, Figure, PlanYear } from "../../ipc/types.gen";

/** Whether the plan states both a limit and what is used of it, in one currency. */
export function isMeasured({ stated }: Accumulator): boolean {
  const [limit, used] = [stated?.limit.money ?? null, stated?.used.money ?? null];
  return limit !== null && used !== null && limit.currency === used.currency;
}

/** Whether all of the limit is used. */
export function isMet({ stated }: Accumulator): boolean {
  const [limit, used] = [stated?.limit.money, stated?.used.money];
  if (limit == null || used == null || limit.currency !== used.currency) return false;
  return (compareExactly(used.amount, limit.amount) ?? -1) >= 0;
}

/** The length of a bar in percent: only a picture, the amounts stand beside it. */
export function barPercent(limit: Figure, used: Figure): number {
  const [whole, part] = [Number(limit.money?.amount), Number(used.money?.amount)];
  if (!(whole > 0) || !(part > 0)) return 0;
  return Math.min(100, (100 * part) / whole);
}

/** Those that are shown for care in the network (what the plan says of no network among them), or out of it. */
export function ofNetwork(accumulators: readonly Accumulator[], isIn: boolean): Accumulator[] {
  return accumulators.filter(({ inNetwork }) => (inNetwork !== false) === isIn);
}

/** The most of one plan that stand beside a year's sums. */
const MOST = 4;

/** What the timeline shows of each plan: the stated balances of medical care in the network, of a person or of the family. */
export function barsOf(years: readonly PlanYear[], person: string | null): { payerName: string; bar: Accumulator }[] {
  return years.flatMap(({ payerName, accumulators }) =>
    accumulators
      .filter((one) => one.person === person && one.benefit === null && one.inNetwork !== false && isMeasured(one))
      .slice(0, MOST)
      .map((bar) => ({ payerName, bar })),
  );
}
