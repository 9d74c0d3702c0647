// Which rows of a long table are drawn: those in sight. One empty row stands in for each stretch that is not, so that
// the table stays a real table. A short table, and one that is being printed, is drawn whole.
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

import { useScrollPane } from "../app/router";

const VIRTUAL_OVER = 200;
/** Rows drawn beyond those in sight: at first none that hold up what is seen, then enough to scroll without a gap. */
const OVERSCAN = { first: 1, then: 12 };

export interface RowInSight {
  readonly index: number;
  /** The height of the rows left out before it. */
  readonly gap: number;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}

interface VirtualRows {
  readonly items: readonly RowInSight[];
  /** The height of the rows left out at the end. */
  readonly rest: number;
  readonly scrollTo: (row: number) => void;
}

export interface VirtualRowsInput {
  count: number;
  /** The table's body: where its rows begin in the pane that scrolls. */
  body: RefObject<HTMLElement | null>;
  /** A row's height before it is measured, in rem. */
  estimate: (row: number) => number;
  /** Rows that are drawn although they are out of sight, for a range that is in sight. */
  also?: (range: Range) => readonly number[];
}

const NONE = () => [];

export function useVirtualRows({ count, body, estimate, also = NONE }: VirtualRowsInput): VirtualRows {
  const pane = useScrollPane();
  const isPrinting = useIsPrinting();
  const isVirtual = count > VIRTUAL_OVER && !isPrinting;
  const scrollMargin = useScrollMargin(body, pane, isVirtual);
  const rem = remInPixels();
  const rangeExtractor = useCallback(
    (range: Range) => {
      const wanted = new Set([...defaultRangeExtractor(range), ...also(range)]);
      return [...wanted].sort((a, b) => a - b);
    },
    [also],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are only passed to the DOM, never kept
  const virtualizer = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => pane.current,
    estimateSize: (row) => estimate(row) * rem,
    scrollMargin,
    overscan: useOverscan(),
    rangeExtractor,
  });
  const scrollTo = useCallback(
    (row: number) => {
      if (isVirtual) virtualizer.scrollToIndex(row, { align: "auto" });
    },
    [isVirtual, virtualizer],
  );
  if (!isVirtual) {
    const all = Array.from({ length: count }, (_, index): RowInSight => ({ index, gap: 0, measure: undefined }));
    return { items: all, rest: 0, scrollTo };
  }
  const drawn = virtualizer.getVirtualItems();
  const items = drawn.map(
    ({ index, start }, place): RowInSight => ({
      index,
      gap: start - (drawn[place - 1]?.end ?? scrollMargin),
      measure: virtualizer.measureElement,
    }),
  );
  return { items, rest: scrollMargin + virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? scrollMargin), scrollTo };
}

export function GapRow({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="gap-row">
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** How far down the scrolled content the table's body begins. */
function useScrollMargin(body: RefObject<HTMLElement | null>, pane: RefObject<HTMLElement | null>, isWanted: boolean): number {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const [inner, outer] = [body.current, pane.current];
    if (!isWanted || inner === null || outer === null) return;
    const measure = () => {
      setMargin(Math.round(inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    for (const element of outer.querySelectorAll(".screen-head, .above-table")) observer.observe(element);
    return () => observer.disconnect();
  }, [body, pane, isWanted]);
  return margin;
}

function useOverscan(): number {
  const [overscan, setOverscan] = useState(OVERSCAN.first);
  useEffect(() => {
    const timer = setTimeout(() => setOverscan(OVERSCAN.then), 100);
    return () => clearTimeout(timer);
  }, []);
  return overscan;
}

function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  return isPrinting;
}
