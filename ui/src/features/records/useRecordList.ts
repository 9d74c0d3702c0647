// The long list of records.
import { useQuery } from "@tanstack/react-query";

import { PAGE, usePagedList, useRowsAt, type PagedList } from "../../components/usePagedList";
import { recordsPageQuery, useRecordsOutline } from "../../ipc/queries";
import type { RecordFilter, RecordRow, RecordsOutline } from "../../ipc/types.gen";

export type RecordList = PagedList<RecordFilter, RecordsOutline>;

export function useRecordList(filter: RecordFilter) {
  return usePagedList(filter, useRecordsOutline(filter), useQuery(recordsPageQuery(filter, 0, PAGE)));
}

/** Answers the record at a place of the list, where it is here already. */
export function useRecordsAt(filter: RecordFilter, offsets: readonly number[]): (offset: number) => RecordRow | undefined {
  return useRowsAt(offsets, (start) => recordsPageQuery(filter, start, PAGE));
}
