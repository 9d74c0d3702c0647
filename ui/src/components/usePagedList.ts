// A long list by its outline and the pages that are in sight. While another filter is being answered, the answer before it
// stays: rows never flash.
import { useQueries, type QueryKey, type UseQueryOptions, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

import type { CallFailed } from "../ipc/client";

export const PAGE = 100;

export interface PagedList<Filter, Outline> {
  readonly filter: Filter;
  readonly outline: Outline;
}

interface Answer<Filter, Outline> {
  /** The newest list that can be shown whole. */
  readonly list: PagedList<Filter, Outline> | undefined;
  readonly error: CallFailed | null;
  readonly retry: () => void;
}

/** The list of a filter, from its outline and its first page as they come. */
export function usePagedList<Filter, Outline extends object>(
  filter: Filter,
  outline: UseQueryResult<Outline>,
  first: UseQueryResult,
): Answer<Filter, Outline> {
  const [shown, setShown] = useState<PagedList<Filter, Outline>>();
  const answered = outline.isPlaceholderData || !first.isSuccess ? undefined : outline.data;
  if (answered !== undefined && (shown?.outline !== answered || shown.filter !== filter)) {
    setShown({ filter, outline: answered });
  }
  const { refetch: refetchOutline } = outline;
  const { refetch: refetchFirst } = first;
  const retry = useCallback(() => {
    void refetchOutline();
    void refetchFirst();
  }, [refetchOutline, refetchFirst]);
  return { list: shown, error: outline.error ?? first.error, retry };
}

/** Fetches the pages that hold some places of a list; answers the page of a place, where it is here already. */
export function usePagesAt<Page, Key extends QueryKey>(
  offsets: readonly number[],
  pageAt: (start: number) => UseQueryOptions<Page, CallFailed, Page, Key>,
): (offset: number) => Page | undefined {
  const starts = useMemo(() => [...new Set(offsets.map(startOfPage))], [offsets]);
  const pages = useQueries({ queries: starts.map(pageAt) });
  return (offset) => pages[starts.indexOf(startOfPage(offset))]?.data;
}

/** The same; answers the row at a place. */
export function useRowsAt<Page extends { rows: unknown[] }, Key extends QueryKey>(
  offsets: readonly number[],
  pageAt: (start: number) => UseQueryOptions<Page, CallFailed, Page, Key>,
): (offset: number) => Page["rows"][number] | undefined {
  const pages = usePagesAt(offsets, pageAt);
  return (offset) => pages(offset)?.rows[offset % PAGE];
}

/** The place of the first row of the page that holds a place. */
export function startOfPage(offset: number): number {
  return offset - (offset % PAGE);
}
