// The running total of what the member owes: rises with every decided claim and begins again each calendar year.
import { addExactly, compareExactly } from "../../../components/MoneyExact";
import type { DayAmount } from "../../../ipc/types.gen";
import { dayOf, yearOf, yearsIn, yearStart, type Day, type Span } from "./calendar";
import type { RunningTotal } from "./drawing";
import { magnitude } from "./shapes";

export interface RunningPoint {
  readonly day: Day;
  /** A decimal. */
  readonly total: string;
}

/** The totals after each day, exact; a year's first point is its 1 January with nothing owed. */
export function runningTotals(owedByDay: readonly DayAmount[], span: Span): RunningPoint[] {
  const amounts: { day: Day; amount: string }[] = [];
  for (const { day: text, amount } of owedByDay) {
    const day = dayOf(text);
    if (day !== null && day < span.until) amounts.push({ day, amount });
  }
  amounts.sort((a, b) => a.day - b.day);

  const starts = [yearStart(span.from), ...yearsIn({ from: span.from, until: span.until })];
  const points: RunningPoint[] = [];
  for (const start of new Set(starts)) {
    let total = "0";
    points.push({ day: start, total });
    for (const { day, amount } of amounts) {
      if (yearOf(day) !== yearOf(start)) continue;
      total = addExactly([total, amount]) ?? total;
      points.push({ day, total });
    }
  }
  return points;
}

export function placeRunning(
  points: readonly RunningPoint[],
  track: { readonly span: Span; readonly x: (day: Day) => number; readonly top: number; readonly height: number },
  today: Day,
): RunningTotal | null {
  const { span, x, top, height } = track;
  const end = Math.min(span.until, Math.max(today, span.from));
  const floor = top + height;
  const most = points.reduce((best, point) => (compareExactly(point.total, best) === 1 ? point.total : best), "0");
  const reach = magnitude({ amount: most, currency: null });
  if (reach === 0 || end <= span.from) return null;
  const room = height - 6;
  const y = (point: RunningPoint) => floor - (room * magnitude({ amount: point.total, currency: null })) / reach;

  const corners: [number, number][] = [];
  for (const point of points) {
    if (point.day > end) break;
    const place: [number, number] = [round(x(Math.max(point.day, span.from))), round(y(point))];
    if (point.day <= span.from) corners.length = 0;
    corners.push(place);
  }
  const [first, last] = [corners[0], corners.at(-1)];
  if (first === undefined || last === undefined) return null;
  corners.push([round(x(end)), last[1]]);

  const outline = stairs(corners);
  return { top, height, line: outline, area: `${outline}V${floor}H${first[0]}Z` };
}

/** A path that stays as high as a corner until the next one. */
function stairs(corners: readonly (readonly [number, number])[]): string {
  const places = corners.flatMap(([x, y], index) => {
    const before = corners[index - 1];
    return before === undefined ? [`${x},${y}`] : [`${x},${before[1]}`, `${x},${y}`];
  });
  return `M${places.join("L")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
