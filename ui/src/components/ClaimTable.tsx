// The table of claims under the timeline and on the claims screen: any length, only what is in sight is drawn.
// A real table: rows that are out of sight are stood in for by one empty row of their height.
import "./claim-table.css";

import { useLingui } from "@lingui/react/macro";
import { Fragment, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";

import { markClaimsPainted } from "../app/painted";
import { useNavigation } from "../app/router";
import type { ClaimRow } from "../ipc/types.gen";
import { ClaimTableGroup, ClaimTableRow } from "./ClaimTableParts";
import { planRows, type GroupBy } from "./ClaimTableRows";
import { placeOfRow, rowOfItem } from "./groupedRows";
import { useClaimsAt, type ClaimList } from "./useClaimList";
import { useGroupedTable } from "./useGroupedTable";
import { GapRow } from "./useVirtualRows";

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
    () => planRows(list.outline.months, groupBy, isFolding ? (period) => opened.has(period) : undefined),
    [list, groupBy, isFolding, opened],
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const { items, rest, offsets, stop, setActive, bringRow, onKeyDown } = useGroupedTable(plan, body, {
    headingsStop: isFolding,
  });
  const claimAt = useClaimsAt(list.filter, offsets);
  const hasClaims = offsets.some((offset) => claimAt(offset) !== undefined);
  useEffect(() => {
    if (hasClaims) markClaimsPainted();
  }, [hasClaims]);

  useImperativeHandle(ref, () => ({ show: (offset, focus) => bringRow(rowOfItem(plan, offset), focus) }), [bringRow, plan]);

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
            const listed = place.type === "item" ? claimAt(place.offset) : undefined;
            const claim = listed?.row;
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
                    listed={listed}
                    showBilled={showBilled}
                    isSelected={claim !== undefined && selected.has(claim.id)}
                    onFocus={() => {
                      setActive(index);
                      if (claim !== undefined) onActive?.(claim);
                    }}
                    onOpen={(part) => {
                      if (claim !== undefined) go({ screen: "claim", id: claim.id, ...(part && { part }) });
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
