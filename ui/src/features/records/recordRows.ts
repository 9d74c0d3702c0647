// Which row of the long list of records is what: the heading of a kind, or a record. Pure arithmetic over the counts.
import type { RecordGroup, RecordKind } from "../../ipc/types.gen";

export interface KindRows {
  readonly kind: RecordKind;
  readonly records: number;
  /** The place of its first record in the whole list. */
  readonly offset: number;
  /** The row of its heading. */
  readonly row: number;
}

export interface RecordPlan {
  readonly groups: readonly KindRows[];
  readonly rows: number;
}

export type RecordPlace =
  | { readonly type: "group"; readonly group: KindRows }
  | { readonly type: "record"; readonly group: KindRows; readonly offset: number };

export function planRecords(groups: readonly RecordGroup[]): RecordPlan {
  const planned: KindRows[] = [];
  let [row, offset] = [0, 0];
  for (const { kind, records } of groups) {
    planned.push({ kind, records, offset, row });
    row += 1 + records;
    offset += records;
  }
  return { groups: planned, rows: row };
}

/** What stands in a row, or `null` past the end. There are a handful of kinds: they are looked through. */
export function placeOfRow({ groups, rows }: RecordPlan, row: number): RecordPlace | null {
  if (row < 0 || row >= rows) return null;
  const group = groups.findLast((one) => one.row <= row);
  if (group === undefined) return null;
  return group.row === row
    ? { type: "group", group }
    : { type: "record", group, offset: group.offset + row - group.row - 1 };
}

/** The next record in a direction: headings are passed over. */
export function nextRecord(plan: RecordPlan, from: number, by: number): number {
  const step = by < 0 ? -1 : 1;
  const isRecord = (row: number) => placeOfRow(plan, row)?.type === "record";
  let row = Math.max(0, Math.min(plan.rows - 1, from + by));
  while (row >= 0 && row < plan.rows && !isRecord(row)) row += step;
  if (isRecord(row)) return row;
  row = Math.max(0, Math.min(plan.rows - 1, row));
  while (row !== from && row >= 0 && row < plan.rows && !isRecord(row)) row -= step;
  return row;
}
