// The axis: as many ticks as have room for their words.
import { daysIn, isNewYear, monthsIn, monthStart, weeksIn, yearsIn, type Day, type Span } from "./calendar";
import type { Tick, TickUnit } from "./drawing";

/** The room a label needs, in pixels at the usual text size. */
const LABEL: Record<TickUnit, number> = { year: 38, month: 34, week: 52, day: 24 };
const DAYS: Record<TickUnit, number> = { year: 365.25, month: 30.4, week: 7, day: 1 };

const STEPS: Record<TickUnit, readonly number[]> = {
  year: [1, 2, 5, 10, 20, 50],
  month: [1, 2, 3, 6],
  week: [1, 2, 4],
  day: [1, 2, 3, 7],
};

const IN: Record<TickUnit, (span: Span, step: number) => Day[]> = {
  year: yearsIn,
  month: monthsIn,
  week: weeksIn,
  day: daysIn,
};

export function ticks(span: Span, x: (day: Day) => number, scale: number, todayX: number | null): Tick[] {
  const days = span.until - span.from;
  const unit: TickUnit = days > 26 * 31 ? "year" : days > 4 * 31 ? "month" : days > 45 ? "week" : "day";
  const pixelsADay = (x(span.until) - x(span.from)) / days;
  const room = LABEL[unit] * scale;
  const steps = STEPS[unit];
  const step = steps.find((one) => one * DAYS[unit] * pixelsADay >= room) ?? steps.at(-1) ?? 1;
  const end = x(span.until);

  return IN[unit](span, step).map((day, index, all): Tick => {
    const at = x(day);
    const strong = unit === "month" && isNewYear(day);
    const full = strong || (unit === "day" && (index === 0 || crossesMonth(all[index - 1], day)));
    const width = full ? room * 1.5 : room;
    const meetsToday = todayX !== null && at < todayX + 40 * scale && at + width > todayX + scale;
    return { day, x: at, unit, full, strong, labelled: at + width <= end + 8 * scale && !meetsToday };
  });
}

function crossesMonth(before: Day | undefined, day: Day): boolean {
  return before !== undefined && monthStart(before) !== monthStart(day);
}
