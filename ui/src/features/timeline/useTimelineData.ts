// The timeline's answers: what is drawn, the year's sums beside it, and what the running total is drawn from.
import { useCallback, useState } from "react";

import type { CallFailed } from "../../ipc/client";
import { useTimeline } from "../../ipc/queries";
import type { Timeline, TimelineQuery } from "../../ipc/types.gen";
import type { View } from "./layout/view";
import { timelineQueries, type Wanted } from "./timelineQueries";

export interface TimelineAnswer {
  readonly view: View;
  readonly query: TimelineQuery;
  readonly shown: Timeline;
  readonly totals: Timeline;
  readonly totalsYear: number | null;
  readonly running: Timeline;
}

/** Asks for everything together and answers once it is all here, so that figures never disagree for a moment. */
export function useTimelineData(wanted: Wanted): {
  answer: TimelineAnswer | undefined;
  error: CallFailed | null;
  retry: () => void;
} {
  const { view } = wanted;
  const queries = timelineQueries(wanted);
  const shown = useTimeline(queries.shown);
  const totals = useTimeline(queries.totals);
  const running = useTimeline(queries.running);

  const [answer, setAnswer] = useState<TimelineAnswer>();
  const all = [shown, totals, running];
  const isHere = all.every((one) => one.data !== undefined && !one.isPlaceholderData);
  if (isHere && shown.data && totals.data && running.data && !isSame(answer, view, shown.data, totals.data, running.data)) {
    setAnswer({
      view,
      query: queries.shown,
      shown: shown.data,
      totals: totals.data,
      totalsYear: queries.totalsYear,
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
