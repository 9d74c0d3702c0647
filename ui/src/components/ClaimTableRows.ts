// The groups of a long list of claims: months, or years that are opened one by one.
import type { MonthGroup, Sum } from "../ipc/types.gen";
import { placeGroups, type GroupedRows, type Placed } from "./groupedRows";
import { addSums } from "./MoneyExact";

export type GroupBy = "month" | "year";

export interface Period {
  /** `YYYY-MM`, `YYYY`, or `null` for the undated. */
  readonly period: string | null;
  readonly claims: number;
  readonly youOwe: readonly Sum[];
}

export type ClaimRows = GroupedRows<Period>;

export function planRows(
  months: readonly MonthGroup[],
  by: GroupBy,
  isOpen?: (period: string | null) => boolean,
): ClaimRows {
  const periods = by === "year" ? joinYears(months) : months.map(asPeriod);
  return placeGroups(periods, ({ claims }) => claims, isOpen && (({ period }) => isOpen(period)));
}

function asPeriod({ month, claims, youOwe }: MonthGroup): Period {
  return { period: month, claims, youOwe };
}

/** Neighbouring months of one year become one group. */
function joinYears(months: readonly MonthGroup[]): Period[] {
  const years: { period: string | null; claims: number; lists: (readonly Sum[])[] }[] = [];
  for (const { month, claims, youOwe } of months) {
    const period = month?.slice(0, 4) ?? null;
    const last = years.at(-1);
    if (last?.period === period) {
      last.claims += claims;
      last.lists.push(youOwe);
    } else {
      years.push({ period, claims, lists: [youOwe] });
    }
  }
  return years.map(({ period, claims, lists }) => ({ period, claims, youOwe: addSums(lists) }));
}

/** The group that holds a date, for finding a claim without fetching the whole list. */
export function groupOfDate({ groups }: ClaimRows, date: string | null): Placed<Period> | undefined {
  if (date === null) return groups.find((group) => group.period === null);
  return groups.find(({ period }) => period !== null && (date.startsWith(period) || period.startsWith(date)));
}
