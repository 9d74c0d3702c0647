// The list of records by its counts and the pages that are in sight. While another filter is being answered, the answer
// before it stays.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

import type { CallFailed } from "../../ipc/client";
import { recordsPageQuery, useRecordsOutline } from "../../ipc/queries";
import type { RecordFilter, RecordRow, RecordsOutline } from "../../ipc/types.gen";

const PAGE = 100;

export interface RecordList {
  readonly filter: RecordFilter;
  readonly outline: RecordsOutline;
}

interface Answer {
  /** The newest list that can be shown whole. */
  readonly list: RecordList | undefined;
  readonly error: CallFailed | null;
  readonly retry: () => void;
}

export function useRecordList(filter: RecordFilter): Answer {
  const outline = useRecordsOutline(filter);
  const first = useQuery(recordsPageQuery(filter, 0, PAGE));
  const [shown, setShown] = useState<RecordList>();
  const isAnswered = outline.data !== undefined && !outline.isPlaceholderData && first.isSuccess;
  if (isAnswered && (shown?.outline !== outline.data || shown.filter !== filter)) {
    setShown({ filter, outline: outline.data });
  }
  const { refetch: refetchOutline } = outline;
  const { refetch: refetchFirst } = first;
  const retry = useCallback(() => {
    void refetchOutline();
    void refetchFirst();
  }, [refetchOutline, refetchFirst]);
  return { list: shown, error: outline.error ?? first.error, retry };
}

/** Answers the record at a place of the list, where its page is here already. */
export function useRecordPages(filter: RecordFilter, offsets: readonly number[]): (offset: number) => RecordRow | undefined {
  const starts = useMemo(() => [...new Set(offsets.map((offset) => offset - (offset % PAGE)))], [offsets]);
  const pages = useQueries({ queries: starts.map((start) => recordsPageQuery(filter, start, PAGE)) });
  return (offset) => pages[starts.indexOf(offset - (offset % PAGE))]?.data?.rows[offset % PAGE];
}
