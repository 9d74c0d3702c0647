// The table of claims under the timeline and on the claims screen: any length, only what is in sight is drawn.
// A real table: rows that are out of sight are stood in for by one empty row of their height.
import "./claim-table.css";

import { useLingui } from "@lingui/react/macro";
import {
  Fragment,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useReducer,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
  type RefObject,
} from "react";

import { markClaimsPainted } from "../app/painted";
import { useNavigation } from "../app/router";
import type { ClaimRow } from "../ipc/types.gen";
import { ClaimTableGroup, ClaimTableRow } from "./ClaimTableParts";
import { EVERYTHING_OPEN, nextStop, placeOfRow, planRows, rowOfClaim, type GroupBy, type RowPlan } from "./ClaimTableRows";
import { useClaimPages, type ClaimList } from "./useClaimList";
import { GapRow, useVirtualRows } from "./useVirtualRows";

/** The rows' heights until they are measured. */
const ROW_REM = 2.5;
const HEADING_REM = 2.6875;

export interface ClaimTableProps {
  list: ClaimList;
  label: string;
  groupBy?: GroupBy;
  /** Whether what was billed has a column of its own. */
  showBilled?: boolean;
  /** Claims to mark as chosen. */
  selected?: ReadonlySet<number>;
  /** A row became the one the keyboard is on. */
  onActive?: (claim: ClaimRow) => void;
  ref?: Ref<ClaimTableHandle>;
}

export interface ClaimTableHandle {
  /** Brings the claim at a place of the list into view, and the focus to it if wanted. */
  show: (offset: number, focus: boolean) => void;
}

const NOBODY: ReadonlySet<number> = new Set();

export function ClaimTable({
  list,
  label,
  groupBy = "month",
  showBilled = false,
  selected = NOBODY,
  onActive,
  ref,
}: ClaimTableProps) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const [opened, setOpened] = useState<ReadonlySet<string | null>>(NONE_OPEN);
  const isFolding = groupBy === "year";
  const plan = useMemo(
    () => planRows(list.outline.months, groupBy, isFolding ? (period) => opened.has(period) : EVERYTHING_OPEN),
    [list, groupBy, isFolding, opened],
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(-1);
  const stop = placeOfRow(plan, active) === null ? nextStop(plan, 0, 0, isFolding) : active;
  const { items, rest, scrollTo } = useRowsInSight(plan, body, stop);
  const offsets = useMemo(
    () => items.flatMap(({ index }) => offsetOf(plan, index)),
    [items, plan],
  );
  const claimAt = useClaimPages(list.filter, offsets);
  const hasClaims = offsets.some((offset) => claimAt(offset) !== undefined);
  useEffect(() => {
    if (hasClaims) markClaimsPainted();
  }, [hasClaims]);

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

  useImperativeHandle(ref, () => ({ show: (offset, focus) => bringRow(rowOfClaim(plan, offset), focus) }), [bringRow, plan]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = stepOf(event.key, plan);
    if (by === null) return;
    event.preventDefault();
    bringRow(nextStop(plan, by.from ?? stop, by.step, isFolding), true);
  };

  const toggle = (period: string | null) => {
    setOpened((now) => {
      const next = new Set(now);
      if (!next.delete(period)) next.add(period);
      return next;
    });
  };

  const columns = showBilled ? 8 : 7;
  return (
    <div className={showBilled ? "claim-table-box with-billed" : "claim-table-box"} onKeyDown={onKeyDown} role="presentation">
      <table className="claim-table" aria-label={label} aria-rowcount={plan.rows + 1} ref={useHeadHeight()}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="ct-date">{t`Date of care`}</th>
            <th scope="col" className="ct-what">{t`What`}</th>
            <th scope="col" className="ct-provider">{t`Provider`}</th>
            <th scope="col" className="ct-who">{t`Who`}</th>
            <th scope="col" className="ct-status">{t`Status`}</th>
            {showBilled && <th scope="col" className="ct-billed end">{t`Billed`}</th>}
            <th scope="col" className="ct-paid end">{t`Plan paid`}</th>
            <th scope="col" className="ct-owe end">{t`You owe`}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map(({ index, gap, measure }) => {
            const place = placeOfRow(plan, index);
            if (place === null) return null;
            const common = { row: index, isStop: index === stop, measure };
            const claim = place.type === "claim" ? claimAt(place.offset) : undefined;
            return (
              <Fragment key={place.type === "group" ? `group-${place.group.period ?? ""}` : `claim-${place.offset}`}>
                <GapRow height={gap} />
                {place.type === "group" ?
                  <ClaimTableGroup
                    {...common}
                    group={place.group}
                    columns={columns}
                    {...(isFolding && { onToggle: () => toggle(place.group.period) })}
                    onFocus={() => setActive(index)}
                  />
                : <ClaimTableRow
                    {...common}
                    claim={claim}
                    showBilled={showBilled}
                    isSelected={claim !== undefined && selected.has(claim.id)}
                    onFocus={() => {
                      setActive(index);
                      if (claim !== undefined) onActive?.(claim);
                    }}
                    onOpen={() => {
                      if (claim !== undefined) go({ screen: "claim", id: claim.id });
                    }}
                  />
                }
              </Fragment>
            );
          })}
          <GapRow height={rest} />
        </tbody>
      </table>
    </div>
  );
}

const NONE_OPEN: ReadonlySet<string | null> = new Set();

function offsetOf(plan: RowPlan, row: number): number[] {
  const place = placeOfRow(plan, row);
  return place?.type === "claim" ? [place.offset] : [];
}

const ROWS_A_PAGE = 12;

function stepOf(key: string, plan: RowPlan): { step: number; from?: number } | null {
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
      return { from: plan.rows, step: -1 };
    default:
      return null;
  }
}

/** The rows to draw: what is in sight, the heading over it, and the row with the focus. */
function useRowsInSight(plan: RowPlan, body: RefObject<HTMLElement | null>, stop: number) {
  const estimate = useCallback((row: number) => (placeOfRow(plan, row)?.type === "group" ? HEADING_REM : ROW_REM), [plan]);
  const also = useCallback(
    ({ startIndex }: { startIndex: number }) => {
      const first = placeOfRow(plan, startIndex);
      const rows = first === null ? [] : [first.group.row];
      return stop >= 0 && stop < plan.rows ? [...rows, stop] : rows;
    },
    [plan, stop],
  );
  return useVirtualRows({ count: plan.rows, body, estimate, also });
}

/** Tells the style sheet how high the screen's head is: the table's head sticks below it. */
function useHeadHeight(): (table: HTMLTableElement | null) => (() => void) | undefined {
  return useCallback((table: HTMLTableElement | null) => {
    const head = table?.closest(".screen")?.querySelector<HTMLElement>(".screen-head");
    if (table == null || head == null) return undefined;
    const measure = () => {
      const isSticky = getComputedStyle(head).position === "sticky";
      table.style.setProperty("--head-height", `${isSticky ? head.offsetHeight : 0}px`);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(head);
    return () => observer.disconnect();
  }, []);
}
