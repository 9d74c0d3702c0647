// What a directory listed, one row an entry and place, of any length. Only what is in sight is drawn.
import { useLingui } from "@lingui/react/macro";
import { Fragment, useEffect, useReducer, useRef, useState, type KeyboardEvent } from "react";

import { useNavigation } from "../../app/router";
import { GapRow, useVirtualRows } from "../../components/useVirtualRows";
import type { CareRow } from "../../ipc/types.gen";
import { NetworkChip, Updated, usePlace, useSpecialties } from "./CareParts";
import { acceptingWords } from "./careWords";

const ROW_REM = 3.8125;
const ROWS_A_PAGE = 10;

export interface CareTableProps {
  label: string;
  rows: readonly CareRow[];
  onOpen: (row: CareRow) => void;
}

export function CareTable({ label, rows, onOpen }: CareTableProps) {
  const { t } = useLingui();
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  const stop = Math.min(active, rows.length - 1);
  const { items, rest, scrollTo } = useVirtualRows({
    count: rows.length,
    body,
    estimate: () => ROW_REM,
    also: () => (stop >= 0 ? [stop] : []),
  });
  const wanted = useRef<number | null>(null);
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0);
  // A row that was asked for is focused once it is drawn.
  useEffect(() => {
    if (wanted.current === null) return;
    const link = body.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] [data-stop]`);
    if (!link) return;
    wanted.current = null;
    link.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Record<string, number> = {
      ArrowDown: stop + 1,
      ArrowUp: stop - 1,
      PageDown: stop + ROWS_A_PAGE,
      PageUp: stop - ROWS_A_PAGE,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined || rows.length === 0) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(rows.length - 1, to));
    wanted.current = row;
    setActive(row);
    scrollTo(row);
    drawAgain();
  };

  return (
    <div className="care-table-box" onKeyDown={onKeyDown} role="presentation">
      <table className="care-table" aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="cr-who">{t`Provider`}</th>
            <th scope="col" className="cr-network">{t`Network`}</th>
            <th scope="col" className="cr-new">{t`New patients`}</th>
            <th scope="col" className="cr-where">{t`Where`}</th>
            <th scope="col" className="cr-phone">{t`Phone`}</th>
            <th scope="col" className="cr-updated">{t`Plan’s list updated`}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map(({ index, gap, measure }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Fragment key={row.key}>
                <GapRow height={gap} />
                <tr className="cr-row" data-row={index} data-index={index} aria-rowindex={index + 2} ref={measure}>
                  <Cells row={row} isStop={index === stop} onFocus={() => setActive(index)} onOpen={() => onOpen(row)} />
                </tr>
              </Fragment>
            );
          })}
          <GapRow height={rest} />
        </tbody>
      </table>
    </div>
  );
}

interface CellsProps {
  row: CareRow;
  isStop: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

function Cells({ row, isStop, onFocus, onOpen }: CellsProps) {
  const { t, i18n } = useLingui();
  const specialties = useSpecialties()(row);
  const place = usePlace()(row);
  return (
    <>
      <td className="cr-who">
        <button
          type="button"
          role="link"
          className="cr-link"
          data-stop=""
          data-focus-key={`care-${row.key}`}
          tabIndex={isStop ? 0 : -1}
          onFocus={onFocus}
          onClick={onOpen}
        >
          {row.name ?? t`Name not stated`}
        </button>
        {row.inactive && <span className="tag tag-neutral">{t`Not in force`}</span>}
        {row.contradicted && <span className="tag tag-note">{t`Another entry differs`}</span>}
        {specialties !== "" && <span className="cr-second">{specialties}</span>}
      </td>
      <td className="cr-network">
        <NetworkChip row={row} />
      </td>
      <td className={row.accepting === "notStated" ? "cr-new ink3" : "cr-new"}>{i18n._(acceptingWords[row.accepting])}</td>
      <td className="cr-where">
        {place.name !== null && <span className="cr-first">{place.name}</span>}
        <span className={place.name === null ? "ink3" : "cr-second"}>{place.where}</span>
      </td>
      <td className="cr-phone">{row.phone ?? <span className="ink3">{t`Not stated`}</span>}</td>
      <td className="cr-updated">
        <Updated row={row} />
      </td>
    </>
  );
}

/** Opens an entry of a search. */
export function useOpenEntry(search: string): (row: CareRow) => void {
  const { go } = useNavigation();
  return (row) => go({ screen: "careEntry", search, entry: row.key });
}
