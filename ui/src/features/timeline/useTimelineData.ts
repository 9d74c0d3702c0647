// The timeline's answers: what is drawn, the year's sums beside it, and what the running total is drawn from.
import { useCallback, useState } from "react";

import type { CallFailed } from "../../ipc/client";
import { useTimeline } from "../../ipc/queries";
import type { LaneKind, Timeline, TimelineQuery } from "../../ipc/types.gen";
import { isoDay, yearOf, yearStart, addMonths, type Day } from "./layout/calendar";
import { bucketFor, maxMarksFor, type View } from "./layout/view";

export interface TimelineAnswer {
  readonly view: View;
  readonly query: TimelineQuery;
  /** What is drawn. */
  readonly shown: Timeline;
  /** What the sums are of: the calendar year where a year is shown, otherwise what is drawn. */
  readonly totals: Timeline;
  readonly totalsYear: number | null;
  /** From the beginning of the first year on. */
  readonly running: Timeline;
}

interface Wanted {
  view: View;
  lanes: LaneKind;
  person: string | null;
  plotWidth: number;
  today: Day;
}

/** Asks for everything together and answers once it is all here, so that figures never disagree for a moment. */
export function useTimelineData({ view, lanes, person, plotWidth, today }: Wanted): {
  answer: TimelineAnswer | undefined;
  error: CallFailed | null;
  retry: () => void;
} {
  const query: TimelineQuery = {
    from: isoDay(view.from),
    until: isoDay(view.until),
    lanes,
    person,
    bucket: bucketFor(view, plotWidth),
    maxMarks: maxMarksFor(plotWidth),
  };
  const year = yearStart(Math.min(view.until - 1, Math.max(today, view.from)));
  const isYear = view.zoom === "year";
  const columnsOnly = { ...query, bucket: "month", maxMarks: 0 } as const;
  const shown = useTimeline(query);
  const totals = useTimeline(
    isYear ? { ...columnsOnly, from: isoDay(year), until: isoDay(addMonths(year, 12)) } : query,
  );
  const running = useTimeline(view.zoom === "all" ? query : { ...columnsOnly, from: isoDay(yearStart(view.from)) });

  const [answer, setAnswer] = useState<TimelineAnswer>();
  const all = [shown, totals, running];
  const isHere = all.every((one) => one.data !== undefined && !one.isPlaceholderData);
  if (isHere && shown.data && totals.data && running.data && !isSame(answer, view, shown.data, totals.data, running.data)) {
    setAnswer({
      view,
      query,
      shown: shown.data,
      totals: totals.data,
      totalsYear: isYear ? yearOf(year) : null,
      running: running.data,
    });
  }
  const { refetch: again1 } = shown;
  const { refetch: again2 } = totals;
  const { refetch: again3 } = running;
  const retry = useCallback(() => {
    void again1();
    void again2();
    void again3();
  }, [again1, again2, again3]);
  return { answer, error: shown.error ?? totals.error ?? running.error, retry };
}

function isSame(
  answer: TimelineAnswer | undefined,
  view: View,
  shown: Timeline,
  totals: Timeline,
  running: Timeline,
): boolean {
  if (answer === undefined) return false;
  const { from, until, zoom } = answer.view;
  const sameView = from === view.from && until === view.until && zoom === view.zoom;
  return sameView && answer.shown === shown && answer.totals === totals && answer.running === running;
}
