// A long list of claims by its outline and the pages that are in sight. While another filter is being answered, the
// answer before it stays: rows never flash.
import { useQueries, useQuery, type QueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

import type { CallFailed } from "../ipc/client";
import { claimsPageQuery, useClaimsOutline } from "../ipc/queries";
import type { ClaimFilter, ClaimRow, ClaimsOutline } from "../ipc/types.gen";
import { groupOfDate, planRows } from "./ClaimTableRows";

export const PAGE = 100;

export interface ClaimList {
  readonly filter: ClaimFilter;
  readonly outline: ClaimsOutline;
}

interface Answer {
  /** The newest list that can be shown whole. */
  readonly list: ClaimList | undefined;
  readonly error: CallFailed | null;
  readonly retry: () => void;
}

export function useClaimList(filter: ClaimFilter): Answer {
  const outline = useClaimsOutline(filter);
  const first = useQuery(pageQuery(filter, 0));
  const [shown, setShown] = useState<ClaimList>();
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

/** The pages that hold some places of the list; answers the claim at a place, where it is here already. */
export function useClaimPages(filter: ClaimFilter, offsets: readonly number[]): (offset: number) => ClaimRow | undefined {
  const starts = useMemo(() => [...new Set(offsets.map((offset) => offset - (offset % PAGE)))], [offsets]);
  const pages = useQueries({ queries: starts.map((start) => pageQuery(filter, start)) });
  return (offset) => {
    const index = starts.indexOf(offset - (offset % PAGE));
    return pages[index]?.data?.rows[offset % PAGE];
  };
}

export function pageQuery(filter: ClaimFilter, start: number) {
  return claimsPageQuery(filter, start, PAGE);
}

/** The place of a claim in the list, or `null` where it is not in it. Fetches only pages that can hold it. */
export async function findOffset(client: QueryClient, { filter, outline }: ClaimList, claim: ClaimRow): Promise<number | null> {
  const group = groupOfDate(planRows(outline.months, "month"), claim.start);
  if (group === undefined) return null;
  const end = group.offset + group.claims;
  for (let start = group.offset - (group.offset % PAGE); start < end; start += PAGE) {
    const { rows } = await client.query(pageQuery(filter, start));
    const index = rows.findIndex((row) => row.id === claim.id);
    if (index >= 0) return start + index;
  }
  return null;
}
