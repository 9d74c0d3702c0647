// A long table under headings: what of it is drawn, and the way of the keyboard through it. One row is a tab stop.
import {
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from "react";

import { nextStop, placeOfRow, type GroupedRows } from "./groupedRows";
import { useVirtualRows, type RowInSight } from "./useVirtualRows";

/** The rows' heights until they are measured. */
const ROW_REM = 2.5;
const HEADING_REM = 2.6875;
const ROWS_A_PAGE = 12;

interface GroupedTable {
  readonly items: readonly RowInSight[];
  /** The height of the rows left out at the end. */
  readonly rest: number;
  /** The places in the list of the items to draw. */
  readonly offsets: readonly number[];
  /** The row that the tab key comes to. */
  readonly stop: number;
  readonly setActive: (row: number) => void;
  /** Brings a row into view, and the focus to it if wanted. */
  readonly bringRow: (row: number, focus: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Rows carry `data-row`, what takes their focus `data-stop`. */
export function useGroupedTable<Group>(
  plan: GroupedRows<Group>,
  body: RefObject<HTMLElement | null>,
  { headingsStop = false }: { headingsStop?: boolean } = {},
): GroupedTable {
  const [active, setActive] = useState(-1);
  const place = placeOfRow(plan, active);
  const isStop = place !== null && (headingsStop || place.type === "item");
  const stop = isStop ? active : nextStop(plan, 0, 0, headingsStop);
  const estimate = useCallback((row: number) => (placeOfRow(plan, row)?.type === "group" ? HEADING_REM : ROW_REM), [plan]);
  // The heading over what is in sight sticks to the top, and the row with the focus keeps it.
  const also = useCallback(
    ({ startIndex }: { startIndex: number }) => {
      const first = placeOfRow(plan, startIndex);
      const rows = first === null ? [] : [first.group.row];
      return stop >= 0 && stop < plan.rows ? [...rows, stop] : rows;
    },
    [plan, stop],
  );
  const { items, rest, scrollTo } = useVirtualRows({ count: plan.rows, body, estimate, also });
  const offsets = useMemo(
    () =>
      items.flatMap(({ index }) => {
        const found = placeOfRow(plan, index);
        return found?.type === "item" ? [found.offset] : [];
      }),
    [items, plan],
  );

  const pending = useRef<{ row: number; focus: boolean } | null>(null);
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0);
  const bringRow = useCallback(
    (row: number, focus: boolean) => {
      pending.current = { row, focus };
      setActive(row);
      scrollTo(row);
      drawAgain();
    },
    [scrollTo],
  );

  // A row that was asked for is focused once it is drawn, which may take a scroll and a page first.
  useEffect(() => {
    const target = pending.current;
    if (target === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${target.row}"]`);
    const stopElement = row?.querySelector<HTMLElement>("[data-stop]");
    if (row == null || stopElement == null) return;
    pending.current = null;
    if (target.focus) stopElement.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = stepOf(event.key, plan.rows);
    if (by === null) return;
    event.preventDefault();
    bringRow(nextStop(plan, by.from ?? stop, by.step, headingsStop), true);
  };

  return { items, rest, offsets, stop, setActive, bringRow, onKeyDown };
}

function stepOf(key: string, rows: number): { step: number; from?: number } | null {
  switch (key) {
    case "ArrowDown":
      return { step: 1 };
    case "ArrowUp":
      return { step: -1 };
    case "PageDown":
      return { step: ROWS_A_PAGE };
    case "PageUp":
      return { step: -ROWS_A_PAGE };
    case "Home":
      return { from: -1, step: 1 };
    case "End":
      return { from: rows, step: -1 };
    default:
      return null;
  }
}
