// All the history in one strip, with a window over the part that is shown. The window's edges are sliders.
import { useLingui } from "@lingui/react/macro";
import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from "react";

import { useFormat } from "../../i18n/format";
import type { MonthCount } from "../../ipc/types.gen";
import { addMonths, dayOf, isoDay, monthsIn, monthStart, yearOf, yearsIn, type Day, type Span } from "./layout/calendar";
import { moveEdge, moveWindow, type View } from "./layout/view";

const BARS = 22;

export interface HistoryBrushProps {
  history: readonly MonthCount[];
  view: View;
  limits: Span;
  plot: { left: number; right: number };
  width: number;
  scale: number;
  onChange: (view: View) => void;
}

type Edge = "from" | "until";

export function HistoryBrush({ history, view, limits, plot, width, scale, onChange }: HistoryBrushProps) {
  const { t } = useLingui();
  const format = useFormat();
  const span = limits.until - limits.from;
  const x = (day: Day) => plot.left + ((day - limits.from) / span) * (plot.right - plot.left);
  const height = BARS * scale;
  const bars = useMemo(() => barsOf(history, limits, plot, height), [history, limits, plot, height]);
  const daysIn = (pixels: number) => (pixels / (plot.right - plot.left)) * span;
  const dragFrom = useDrag(view, (pixels, start) => onChange(moveEdge(start, "from", start.from + daysIn(pixels), limits)));
  const dragUntil = useDrag(view, (pixels, start) => onChange(moveEdge(start, "until", start.until + daysIn(pixels), limits)));
  const dragAll = useDrag(view, (pixels, start) => onChange(moveWindow(start, daysIn(pixels), limits)));

  const slider = (edge: Edge) => {
    const day = edge === "from" ? view.from : view.until;
    const shown = edge === "from" ? day : day - 1;
    const onKeyDown = (event: KeyboardEvent) => {
      const to = keyTarget(event.key, day, edge, limits);
      if (to === null) return;
      event.preventDefault();
      onChange(moveEdge(view, edge, to, limits));
    };
    return (
      <div
        className="brush-grip"
        role="slider"
        tabIndex={0}
        aria-label={edge === "from" ? t`First month shown` : t`Last month shown`}
        aria-valuemin={0}
        aria-valuemax={monthsIn(limits).length - 1}
        aria-valuenow={monthsIn({ from: limits.from, until: shown }).length - (edge === "from" ? 0 : 1)}
        aria-valuetext={format.month(isoDay(shown).slice(0, 7))}
        style={{ left: x(day), height: height + 4 }}
        onKeyDown={onKeyDown}
        {...(edge === "from" ? dragFrom : dragUntil)}
      />
    );
  };

  const total = history.reduce((sum, month) => sum + month.claims, 0);
  const since = yearOf(limits.from);
  return (
    <div className="brush" role="group" aria-label={t`Time shown`} style={{ height: height + 18 * scale }}>
      <span className="brush-words" style={{ width: plot.left - 8 }}>
        {t`All claims since ${since}`}
      </span>
      <svg className="brush-bars" width={width} height={height + 18 * scale} aria-hidden="true">
        <path className="brush-month" d={bars(limits)} />
        <path className="brush-month is-in" d={bars(view)} />
        {yearTicks(limits, x, 34 * scale).map((day) => (
          <text key={day} x={x(day)} y={height + 14 * scale}>
            {yearOf(day)}
          </text>
        ))}
      </svg>
      <div
        className="brush-window"
        style={{ left: x(view.from), width: x(view.until) - x(view.from), height: height + 4 }}
        {...dragAll}
      />
      {slider("from")}
      {slider("until")}
      <span className="brush-words is-end" style={{ left: plot.right + 8, width: width - plot.right - 8 }}>
        {format.claims(total)}
      </span>
    </div>
  );
}

/** Follows a pointer from where it was pressed; `start` is the view as it was then. */
function useDrag(view: View, onMove: (pixels: number, start: View) => void) {
  const grip = useRef<{ at: number; start: View } | null>(null);
  const end = () => {
    grip.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { at: event.clientX, start: view };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (grip.current !== null) onMove(event.clientX - grip.current.at, grip.current.start);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

function keyTarget(key: string, day: Day, edge: Edge, limits: Span): Day | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return addMonths(day, -1);
    case "ArrowRight":
    case "ArrowUp":
      return addMonths(day, 1);
    case "PageDown":
      return addMonths(day, -12);
    case "PageUp":
      return addMonths(day, 12);
    case "Home":
      return edge === "from" ? limits.from : addMonths(limits.from, 1);
    case "End":
      return edge === "from" ? addMonths(limits.until, -1) : limits.until;
    default:
      return null;
  }
}

function yearTicks(limits: Span, x: (day: Day) => number, room: number): Day[] {
  for (const step of [1, 2, 5, 10, 20]) {
    const years = yearsIn(limits, step);
    const [first, second] = years;
    if (first === undefined || second === undefined || x(second) - x(first) >= room) return years;
  }
  return [];
}

/** The months' bars as one path, those inside a span only. */
function barsOf(history: readonly MonthCount[], limits: Span, plot: { left: number; right: number }, height: number) {
  const perDay = (plot.right - plot.left) / (limits.until - limits.from);
  const counts = new Map<Day, number>();
  for (const { month, claims } of history) {
    const day = dayOf(month);
    if (day !== null) counts.set(monthStart(day), (counts.get(monthStart(day)) ?? 0) + claims);
  }
  const most = Math.max(1, ...counts.values());
  return (span: Span) =>
    [...counts]
      .filter(([day]) => day >= span.from && day < span.until)
      .map(([day, claims]) => {
        const left = plot.left + (day - limits.from) * perDay + 1;
        const wide = Math.max(1, (addMonths(day, 1) - day) * perDay - 2);
        const tall = Math.max(2, (height - 4) * Math.sqrt(claims / most));
        return `M${left.toFixed(1)} ${(height - tall).toFixed(1)}h${wide.toFixed(1)}v${tall.toFixed(1)}h${(-wide).toFixed(1)}Z`;
      })
      .join("");
}
