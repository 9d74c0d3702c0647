// Which row of a long list is what: a heading or a claim. Pure arithmetic over the outline, so that a hundred thousand
// claims need no hundred thousand objects.
import type { MonthGroup, Sum } from "../ipc/types.gen";
import { addSums } from "./MoneyExact";

export type GroupBy = "month" | "year";

export interface RowGroup {
  /** `YYYY-MM`, `YYYY`, or `null` for the undated. */
  readonly period: string | null;
  readonly claims: number;
  readonly youOwe: readonly Sum[];
  /** The place of its first claim in the whole list. */
  readonly offset: number;
  /** The row of its heading. */
  readonly row: number;
  readonly isOpen: boolean;
}

export interface RowPlan {
  readonly groups: readonly RowGroup[];
  readonly rows: number;
  readonly claims: number;
}

export type RowPlace =
  | { readonly type: "group"; readonly group: RowGroup }
  | { readonly type: "claim"; readonly group: RowGroup; readonly offset: number };

export const EVERYTHING_OPEN = () => true;

export function planRows(
  months: readonly MonthGroup[],
  by: GroupBy,
  isOpen: (period: string | null) => boolean = EVERYTHING_OPEN,
): RowPlan {
  const groups: RowGroup[] = [];
  let row = 0;
  let offset = 0;
  for (const { period, claims, youOwe } of by === "year" ? joinYears(months) : months.map(asPeriod)) {
    const open = isOpen(period);
    groups.push({ period, claims, youOwe, offset, row, isOpen: open });
    row += 1 + (open ? claims : 0);
    offset += claims;
  }
  return { groups, rows: row, claims: offset };
}

type Period = Pick<RowGroup, "period" | "claims" | "youOwe">;

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

/** What stands in a row, or `null` past the end. */
export function placeOfRow({ groups, rows }: RowPlan, row: number): RowPlace | null {
  if (row < 0 || row >= rows) return null;
  const group = lastWhere(groups, (one) => one.row <= row);
  if (group === undefined) return null;
  return group.row === row
    ? { type: "group", group }
    : { type: "claim", group, offset: group.offset + row - group.row - 1 };
}

/** The row of the claim at a place of the list; its group's heading where the group is closed. */
export function rowOfClaim({ groups }: RowPlan, offset: number): number {
  const group = lastWhere(groups, (one) => one.offset <= offset && one.claims > 0);
  if (group === undefined) return 0;
  return group.isOpen ? group.row + 1 + offset - group.offset : group.row;
}

/** The group that holds a date, for finding a claim without fetching the whole list. */
export function groupOfDate({ groups }: RowPlan, date: string | null): RowGroup | undefined {
  if (date === null) return groups.find((group) => group.period === null);
  return groups.find(({ period }) => period !== null && (date.startsWith(period) || period.startsWith(date)));
}

/** The next row in a direction that the keyboard can stand on: claims, and headings that open and close. */
export function nextStop(plan: RowPlan, from: number, by: number, headingsStop: boolean): number {
  const direction = by < 0 ? -1 : 1;
  let row = Math.max(0, Math.min(plan.rows - 1, from + by));
  const stops = (at: number) => {
    const place = placeOfRow(plan, at);
    return place !== null && (headingsStop || place.type === "claim");
  };
  while (row >= 0 && row < plan.rows && !stops(row)) row += direction;
  if (stops(row)) return row;
  row = Math.max(0, Math.min(plan.rows - 1, row));
  while (row !== from && !stops(row)) row -= direction;
  return row;
}

function lastWhere<Item>(items: readonly Item[], holds: (item: Item) => boolean): Item | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
