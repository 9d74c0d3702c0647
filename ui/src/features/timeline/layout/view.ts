// Which stretch of the history the timeline shows, and how the member moves it. Pure: today comes in from outside.
import type { Bucket, MonthCount } from "../../../ipc/types.gen";
import { addMonths, dayOf, monthStart, yearStart, type Day, type Span } from "./calendar";

export type Zoom = "all" | "year" | "quarter" | "month";

/** A stretch of days; `zoom` is `null` where the member chose it by hand. */
export interface View extends Span {
  readonly zoom: Zoom | null;
}

/** Months shown by a zoom. A year shows thirteen, so that the same month a year ago is there to compare with. */
const MONTHS: Record<Exclude<Zoom, "all">, number> = { year: 13, quarter: 3, month: 1 };

/** What the arrows move a zoom by, in months. */
const STEP: Record<Exclude<Zoom, "all">, number> = { year: 12, quarter: 3, month: 1 };

const NARROWEST_DAYS = 28;
const NARROWEST_COLUMN_PX = 5;

/** Everything there is to look at: whole years from the first claim on, up to the end of this month or the last claim. */
export function limitsOf(history: readonly MonthCount[], today: Day): Span {
  let first = today;
  let last = today;
  for (const { month } of history) {
    const day = dayOf(month);
    if (day === null) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { from: yearStart(first), until: addMonths(monthStart(last), 1) };
}

/** The view of a zoom whose last month is the anchor's. */
export function viewAt(zoom: Zoom, anchor: Day, limits: Span): View {
  if (zoom === "all") return { ...limits, zoom };
  const until = addMonths(monthStart(anchor), 1);
  return { from: addMonths(until, -MONTHS[zoom]), until, zoom };
}

/** The view of a zoom that has a day in its middle, for zooming in on a claim. */
export function viewAround(zoom: Zoom, day: Day, limits: Span): View {
  if (zoom === "all") return viewAt(zoom, day, limits);
  const monthsAfter = Math.floor((MONTHS[zoom] - 1) / 2);
  const last = Math.min(addMonths(monthStart(day), monthsAfter), addMonths(limits.until, -1));
  return viewAt(zoom, Math.max(last, monthStart(day)), limits);
}

export function hasEarlier(view: View, limits: Span): boolean {
  return view.from > limits.from;
}

export function hasLater(view: View, limits: Span): boolean {
  return view.until < limits.until;
}

/** One page earlier or later. */
export function step(view: View, direction: -1 | 1, limits: Span): View {
  if (view.zoom === "all") return view;
  if (direction < 0 ? !hasEarlier(view, limits) : !hasLater(view, limits)) return view;
  if (view.zoom !== null) {
    const until = addMonths(view.until, direction * STEP[view.zoom]);
    return { from: addMonths(until, -MONTHS[view.zoom]), until, zoom: view.zoom };
  }
  return moveWindow(view, direction * (view.until - view.from), limits);
}

/** Zooms by a factor (below 1: closer) so that the day under the pointer stays where it is. */
export function zoomAround(view: View, factor: number, at: Day, limits: Span): View {
  const span = view.until - view.from;
  const wanted = Math.round(Math.max(NARROWEST_DAYS, span * factor));
  if (wanted >= limits.until - limits.from) return { ...limits, zoom: "all" };
  const before = ((at - view.from) / span) * wanted;
  return within({ from: Math.round(at - before), until: Math.round(at - before) + wanted }, limits);
}

/** Moves one edge of the window over the history to a month's beginning; the window keeps at least one month. */
export function moveEdge(view: View, edge: "from" | "until", to: Day, limits: Span): View {
  const day = nearestMonth(to);
  if (edge === "from") {
    const from = clamp(day, limits.from, addMonths(nearestMonth(view.until), -1));
    return named({ from, until: view.until }, limits);
  }
  const until = clamp(day, addMonths(nearestMonth(view.from), 1), limits.until);
  return named({ from: view.from, until }, limits);
}

/** Moves the whole window by some days. */
export function moveWindow(view: Span, days: number, limits: Span): View {
  return within({ from: view.from + Math.round(days), until: view.until + Math.round(days) }, limits);
}

/** The column width that still leaves columns of five pixels: the finest that does. */
export function bucketFor(view: Span, plotWidth: number): Bucket {
  const perDay = plotWidth / Math.max(1, view.until - view.from);
  if (perDay >= NARROWEST_COLUMN_PX) return "day";
  return perDay * 7 >= NARROWEST_COLUMN_PX ? "week" : "month";
}

/** More claims than this in a lane are drawn as columns: one mark for every ten pixels. */
export function maxMarksFor(plotWidth: number): number {
  return Math.max(1, Math.floor(plotWidth / 10));
}

function within(span: Span, limits: Span): View {
  const length = Math.min(span.until - span.from, limits.until - limits.from);
  const from = clamp(span.from, limits.from, limits.until - length);
  return named({ from, until: from + length }, limits);
}

function named(span: Span, limits: Span): View {
  const all = span.from === limits.from && span.until === limits.until;
  return { ...span, zoom: all ? "all" : null };
}

function nearestMonth(day: Day): Day {
  const start = monthStart(day);
  const next = addMonths(start, 1);
  return day - start <= next - day ? start : next;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
