// A long list of claims.
import { useQuery, type QueryClient } from "@tanstack/react-query";

import { claimsPageQuery, useClaimsOutline } from "../ipc/queries";
import type { ClaimFilter, ClaimMarks, ClaimRow, ClaimsOutline, Episode } from "../ipc/types.gen";
import { groupOfDate, planRows } from "./ClaimTableRows";
import { PAGE, startOfPage, usePagedList, usePagesAt, type PagedList } from "./usePagedList";

export type ClaimList = PagedList<ClaimFilter, ClaimsOutline>;

export function useClaimList(filter: ClaimFilter) {
  return usePagedList(filter, useClaimsOutline(filter), useQuery(pageQuery(filter, 0)));
}

/** A claim of the list, with what stands beside it there. */
export interface ListedClaim {
  readonly row: ClaimRow;
  /** The member's note and tags. */
  readonly marks: ClaimMarks | undefined;
  /** The story that it is part of. */
  readonly episode: Episode | undefined;
}

/** Answers the claim at a place of the list, where it is here already. */
export function useClaimsAt(filter: ClaimFilter, offsets: readonly number[]): (offset: number) => ListedClaim | undefined {
  const pages = usePagesAt(offsets, (start) => pageQuery(filter, start));
  return (offset) => {
    const page = pages(offset);
    const row = page?.rows[offset % PAGE];
    if (page === undefined || row === undefined) return undefined;
    return {
      row,
      marks: page.marks.find(({ claim }) => claim === row.id),
      episode: page.episodes.find(({ id }) => id === row.episode),
    };
  };
}

export function pageQuery(filter: ClaimFilter, start: number) {
  return claimsPageQuery(filter, start, PAGE);
}

/** The place of a claim in the list, or `null` where it is not in it. Fetches only pages that can hold it. */
export async function findOffset(client: QueryClient, { filter, outline }: ClaimList, claim: ClaimRow): Promise<number | null> {
  const group = groupOfDate(planRows(outline.months, "month"), claim.start);
  if (group === undefined) return null;
  const end = group.offset + group.size;
  for (let start = startOfPage(group.offset); start < end; start += PAGE) {
    const { rows } = await client.query(pageQuery(filter, start));
    const index = rows.findIndex((row) => row.id === claim.id);
    if (index >= 0) return start + index;
  }
  return null;
}
