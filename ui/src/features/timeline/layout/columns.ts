// A crowded lane: columns for the money owed and, under them, a strip for the number of claims.
import { addSums } from "../../../components/MoneyExact";
import type { Bucket, Column } from "../../../ipc/types.gen";
import { bucketNumber, bucketStart, dayOf, type Day, type Span } from "./calendar";
import type { ColumnMark, StripPart } from "./drawing";
import { magnitude, round } from "./shapes";

/** The room for a lane's columns. */
export interface ColumnTrack {
  readonly span: Span;
  readonly x: (day: Day) => number;
  readonly top: number;
  readonly height: number;
  readonly scale: number;
}

/** What all the lanes are drawn against, so that they can be compared. */
export interface ColumnMeasure {
  readonly mostOwed: number;
  readonly mostClaims: number;
}

const NARROWEST = 5;
const JOINS = [1, 2, 3, 4, 6, 12, 24, 36, 60, 120] as const;
const LEVELS = 5;

/** How many buckets make a column, so that it is at least five pixels (times `coarseness`) wide. */
export function bucketsAColumn(bucket: Bucket, pixelsADay: number, coarseness: number): number {
  const width = pixelsADay * (bucket === "day" ? 1 : bucket === "week" ? 7 : 30.4);
  const needed = (NARROWEST * coarseness) / width;
  return JOINS.find((join) => join >= needed - 0.1) ?? Math.ceil(needed);
}

/** Joins neighbouring columns. A column that cannot be read as a date goes to the first one: no claim is lost. */
export function joinColumns(columns: readonly Column[], bucket: Bucket, join: number, span: Span): JoinedColumn[] {
  const groups = new Map<number, Column[]>();
  for (const column of columns) {
    const day = dayOf(column.start) ?? span.from;
    const group = Math.floor(bucketNumber(day, bucket) / join);
    groups.set(group, [...(groups.get(group) ?? []), column]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a - b)
    .map(([group, members]) => ({
      from: bucketStart(group * join, bucket),
      until: bucketStart((group + 1) * join, bucket),
      claims: members.reduce((sum, member) => sum + member.claims, 0),
      youOwe: addSums(members.map((member) => member.youOwe)),
    }));
}

export interface JoinedColumn extends Span {
  readonly claims: number;
  readonly youOwe: Column["youOwe"];
}

export function measure(lanes: readonly (readonly JoinedColumn[])[]): ColumnMeasure {
  const columns = lanes.flat();
  return {
    mostOwed: columns.reduce((most, column) => Math.max(most, owedIn(column)), 0),
    mostClaims: columns.reduce((most, column) => Math.max(most, column.claims), 1),
  };
}

/** Different currencies are never added: the largest stands for the column, the words name them all. */
function owedIn(column: JoinedColumn): number {
  return Math.max(0, ...column.youOwe.map((sum) => magnitude(sum.money)));
}

export function placeColumns(
  columns: readonly JoinedColumn[],
  track: ColumnTrack,
  { mostOwed, mostClaims }: ColumnMeasure,
  laneKey: string,
): { items: ColumnMark[]; strip: StripPart[]; base: number } {
  const { span, x, top, height, scale } = track;
  const stripHeight = round(5 * scale);
  const stripTop = round(top + height - 5 * scale - stripHeight);
  const base = round(stripTop - 3 * scale);
  const tallest = base - top - 6 * scale;
  const items: ColumnMark[] = [];
  const levels = new Map<number, string>();

  for (const column of columns) {
    const left = x(Math.max(column.from, span.from));
    const right = x(Math.min(column.until, span.until));
    const width = round(Math.max(1, right - left - 1));
    const owed = owedIn(column);
    // The root squeezes tall columns, so that small ones stay visible beside them.
    const tall = owed === 0 || mostOwed === 0 ? 1 : Math.max(2, tallest * Math.sqrt(owed / mostOwed));
    const level = Math.max(1, Math.ceil((LEVELS * column.claims) / mostClaims));
    levels.set(level, `${levels.get(level) ?? ""}M${round(left)} ${stripTop}h${width}v${stripHeight}h${-width}Z`);
    items.push({
      type: "column",
      key: `${laneKey}-${column.from}`,
      x: round(left + width / 2),
      y: round(base - tall),
      width,
      height: round(tall),
      first: Math.max(column.from, span.from),
      last: Math.min(column.until, span.until) - 1,
      count: column.claims,
      youOwe: column.youOwe,
    });
  }
  const strip = [...levels].sort(([a], [b]) => a - b).map(([level, path]) => ({ level, path }));
  return { items, strip, base };
}
