// The columns of the picture and the rows of the table under it: months of one year, or years where there are several.
import { addSums } from "../../components/MoneyExact";
import type { MonthSpending, Spent } from "../../ipc/types.gen";

export interface Period {
  /** `YYYY-MM`, `YYYY`, or `null` without a date. */
  readonly key: string | null;
  readonly spent: Spent;
}

export function addSpent(parts: readonly Spent[]): Spent {
  return {
    claims: parts.reduce((claims, part) => claims + part.claims, 0),
    billed: addSums(parts.map(({ billed }) => billed)),
    discount: addSums(parts.map(({ discount }) => discount)),
    planPaid: addSums(parts.map(({ planPaid }) => planPaid)),
    youOwe: addSums(parts.map(({ youOwe }) => youOwe)),
  };
}

/** Newest first, as they come; by year where `byYear`. */
export function periodsOf(months: readonly MonthSpending[], byYear: boolean): Period[] {
  if (!byYear) return months.map(({ month, spent }) => ({ key: month, spent }));
  const years = new Map<string | null, Spent[]>();
  for (const { month, spent } of months) {
    const year = month?.slice(0, 4) ?? null;
    years.set(year, [...(years.get(year) ?? []), spent]);
  }
  return [...years].map(([key, parts]) => ({ key, spent: addSpent(parts) }));
}

/** Every month from the first to the last of a stretch, or every year: an empty one is a gap in the picture too. */
export function keysBetween(from: string, until: string, byYear: boolean): string[] {
  const keys: string[] = [];
  let [year = 0, month = 1] = from.split("-").map(Number);
  for (;;) {
    const key = byYear ? String(year).padStart(4, "0") : `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (`${key.padEnd(7, "-01")}-01` >= until || keys.length >= 200) return keys;
    keys.push(key);
    if (byYear || month === 12) [year, month] = [year + 1, 1];
    else month += 1;
  }
}
