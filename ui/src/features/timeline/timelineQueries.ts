// What the timeline asks for a view of it. Pure, so that the same can be asked before the screen is drawn.
import type { ClaimFilter, LaneKind, TimelineQuery } from "../../ipc/types.gen";
import { addMonths, isoDay, yearOf, yearStart, type Day } from "./layout/calendar";
import { bucketFor, maxMarksFor, type View } from "./layout/view";

export interface Wanted {
  view: View;
  lanes: LaneKind;
  person: string | null;
  plotWidth: number;
  today: Day;
}

export interface TimelineQueries {
  /** What is drawn. */
  readonly shown: TimelineQuery;
  /** What the sums are of: the calendar year where a year is shown, otherwise what is drawn. */
  readonly totals: TimelineQuery;
  readonly totalsYear: number | null;
  /** From the beginning of the first year on. */
  readonly running: TimelineQuery;
}

export function timelineQueries({ view, lanes, person, plotWidth, today }: Wanted): TimelineQueries {
  const shown: TimelineQuery = {
    from: isoDay(view.from),
    until: isoDay(view.until),
    lanes,
    person,
    bucket: bucketFor(view, plotWidth),
    maxMarks: maxMarksFor(plotWidth),
  };
  const year = yearStart(Math.min(view.until - 1, Math.max(today, view.from)));
  const isYear = view.zoom === "year";
  const columnsOnly = { ...shown, bucket: "month", maxMarks: 0 } as const;
  return {
    shown,
    totals: isYear ? { ...columnsOnly, from: isoDay(year), until: isoDay(addMonths(year, 12)) } : shown,
    totalsYear: isYear ? yearOf(year) : null,
    running: view.zoom === "all" ? shown : { ...columnsOnly, from: isoDay(yearStart(view.from)) },
  };
}

/** The claims of the table below the picture: those of the same time and person. */
export function claimsOf({ person, from, until }: TimelineQuery): ClaimFilter {
  return { person, kind: null, status: null, from, until, text: "", news: false, tags: [] };
}
