// The columns as numbers: pure, so that it can be tested without a screen. Numbers are for drawing alone; what is read
// is the decimal text of the table.
import { ticks as niceSteps } from "d3-array";
// Its linear scale brings colours, which write to frozen prototypes: the window would stay empty.
import { scaleBand } from "d3-scale";
import { stack } from "d3-shape";

import type { Money, Sum } from "../../ipc/types.gen";
import type { Period } from "./periods";

/** From the bottom up. */
export const PARTS = ["youOwe", "planPaid", "discount"] as const;
export type PartName = (typeof PARTS)[number];

export interface Part {
  readonly name: PartName;
  readonly y: number;
  readonly height: number;
}

export interface Column {
  readonly key: string;
  readonly x: number;
  readonly width: number;
  /** Where its top is. */
  readonly top: number;
  readonly parts: readonly Part[];
}

export interface AxisTick {
  /** Whole units of the currency, as a decimal. */
  readonly amount: string;
  readonly y: number;
}

export interface Columns {
  readonly columns: readonly Column[];
  readonly ticks: readonly AxisTick[];
  /** The tallest column, where there is something to see. */
  readonly tallest: Column | undefined;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 2;
const WIDEST = 36;

/** The amount of one currency among sums; below zero counts as nothing, as no column can be drawn down. */
function drawn(sums: readonly Sum[], currency: string | null): number {
  const sum = sums.find(({ money }) => money.currency === currency);
  return Math.max(0, Number(sum?.money.amount ?? 0));
}

export function layColumns(keys: readonly string[], periods: readonly Period[], currency: string | null, frame: Frame): Columns {
  const spentOf = new Map(periods.map(({ key, spent }) => [key, spent]));
  const stacked = stack<string, PartName>()
    .keys(PARTS)
    .value((key, part) => drawn(spentOf.get(key)?.[part] ?? [], currency))(keys);
  const highest = Math.max(0, ...stacked.flatMap((part) => part.map(([, end]) => end)));
  const floor = frame.height - frame.bottom;
  const y = (amount: number) => floor - (amount / (highest || 1)) * (floor - frame.top);
  const x = scaleBand().domain(keys).range([frame.left, frame.width]).paddingInner(0.4).paddingOuter(0.2);
  const width = Math.min(WIDEST, x.bandwidth());

  const columns = keys.map((key, index): Column => {
    const left = (x(key) ?? 0) + (x.bandwidth() - width) / 2;
    const parts = stacked.flatMap((series): Part[] => {
      const [start, end] = series[index] ?? [0, 0];
      const height = y(start) - y(end);
      // A part that is there is seen, however small.
      return end > start ? [{ name: series.key, y: y(end), height: Math.max(1.5, height - GAP) }] : [];
    });
    return { key, x: left, width, parts, top: Math.min(floor, ...parts.map((part) => part.y)) };
  });
  const tallest = columns.filter(({ parts }) => parts.length > 0).sort((a, b) => a.top - b.top)[0];
  const ticks = highest === 0 ? [0] : niceSteps(0, highest, 3);
  return { columns, tallest, ticks: ticks.filter(Number.isInteger).map((tick) => ({ amount: String(tick), y: y(tick) })) };
}

/** How far each of several amounts goes, in hundredths of the largest; for drawing alone. */
export function shares(amounts: readonly (Money | undefined)[]): number[] {
  const sizes = amounts.map((money) => Math.max(0, Number(money?.amount ?? 0)));
  const largest = Math.max(...sizes, 0);
  return sizes.map((size) => (largest === 0 ? 0 : (100 * size) / largest));
}
