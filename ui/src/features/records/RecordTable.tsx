// The table of records: kind by kind, within one newest first, of any length. Only what is in sight is drawn.
import { useLingui } from "@lingui/react/macro";
import { Fragment, useCallback, useEffect, useMemo, useReducer, useRef, useState, type KeyboardEvent } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Icon } from "../../components/Icon";
import { PersonBadge } from "../../components/PersonBadge";
import { GapRow, useVirtualRows } from "../../components/useVirtualRows";
import { useFormat } from "../../i18n/format";
import type { RecordRow } from "../../ipc/types.gen";
import { nextRecord, placeOfRow, planRecords, type KindRows } from "./recordRows";
import { recordCount, recordKinds } from "./recordWords";
import { StandingTag } from "./StandingTag";
import { useRecordPages, type RecordList } from "./useRecordList";

const ROW_REM = 2.5;
const HEADING_REM = 2.6875;
const ROWS_A_PAGE = 12;

export function RecordTable({ list }: { list: RecordList }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const plan = useMemo(() => planRecords(list.outline.groups), [list]);
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(-1);
  const stop = placeOfRow(plan, active)?.type === "record" ? active : nextRecord(plan, 0, 1);
  const estimate = useCallback((row: number) => (placeOfRow(plan, row)?.type === "group" ? HEADING_REM : ROW_REM), [plan]);
  const also = useCallback(
    ({ startIndex }: { startIndex: number }) => {
      const first = placeOfRow(plan, startIndex);
      return [...(first === null ? [] : [first.group.row]), ...(stop < plan.rows ? [stop] : [])];
    },
    [plan, stop],
  );
  const { items, rest, scrollTo } = useVirtualRows({ count: plan.rows, body, estimate, also });
  const offsets = useMemo(
    () =>
      items.flatMap(({ index }) => {
        const place = placeOfRow(plan, index);
        return place?.type === "record" ? [place.offset] : [];
      }),
    [items, plan],
  );
  const recordAt = useRecordPages(list.filter, offsets);

  const pending = useRef<number | null>(null);
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0);
  // A row that was asked for is focused once it is drawn, which may take a scroll and a page first.
  useEffect(() => {
    if (pending.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${pending.current}"]`);
    const link = row?.querySelector<HTMLElement>("[data-stop]");
    if (row == null || link == null) return;
    pending.current = null;
    link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = stepOf(event.key, plan.rows);
    if (by === null) return;
    event.preventDefault();
    const row = nextRecord(plan, by.from ?? stop, by.step);
    pending.current = row;
    setActive(row);
    scrollTo(row);
    drawAgain();
  };

  return (
    <div className="record-table-box" onKeyDown={onKeyDown} role="presentation">
      <table className="record-table" aria-label={t`Health records, by kind, newest first`} aria-rowcount={plan.rows + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="rt-date">{t`Date`}</th>
            <th scope="col" className="rt-what">{t`What`}</th>
            <th scope="col" className="rt-value">{t`What it says`}</th>
            <th scope="col" className="rt-by">{t`By`}</th>
            <th scope="col" className="rt-who">{t`Who`}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map(({ index, gap, measure }) => {
            const place = placeOfRow(plan, index);
            if (place === null) return null;
            const common = { "data-row": index, "data-index": index, "aria-rowindex": index + 2, ref: measure };
            const record = place.type === "record" ? recordAt(place.offset) : undefined;
            return (
              <Fragment key={place.type === "group" ? place.group.kind : place.offset}>
                <GapRow height={gap} />
                {place.type === "group" ?
                  <tr {...common} className="rt-group">
                    <KindHeading group={place.group} />
                  </tr>
                : record === undefined ?
                  <tr {...common} className="rt-row" aria-busy="true">
                    <td className="rt-wait" colSpan={5}>
                      <span className="vh">{t`One moment`}</span>
                    </td>
                  </tr>
                : <tr {...common} className={record.standing === "stands" ? "rt-row" : "rt-row is-void"}>
                    <Cells
                      record={record}
                      isStop={index === stop}
                      onFocus={() => setActive(index)}
                      onOpen={() => go({ screen: "record", id: record.id })}
                    />
                  </tr>
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

function KindHeading({ group }: { group: KindRows }) {
  const { i18n } = useLingui();
  const words = recordKinds[group.kind];
  return (
    <th scope="rowgroup" colSpan={5}>
      <span className="rt-kind">
        <Icon of={words.icon} />
        {i18n._(words.many)} <span className="rt-count">{recordCount(group.records)}</span>
      </span>
    </th>
  );
}

interface CellsProps {
  record: RecordRow;
  isStop: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

function Cells({ record, isStop, onFocus, onOpen }: CellsProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { find } = usePersonFilter();
  const person = find(record.person)?.shortName ?? null;
  const date = record.start === null ? t`Not stated` : format.dateRange(record.start, record.end);
  return (
    <>
      <td className="rt-date">{date}</td>
      <td className="rt-what">
        <span className="rt-title">
          <button
            type="button"
            role="link"
            className="rt-link"
            data-stop=""
            data-focus-key={`record-${record.id}`}
            tabIndex={isStop ? 0 : -1}
            onFocus={onFocus}
            onClick={onOpen}
          >
            {record.title ?? t`${i18n._(recordKinds[record.kind].one)}, not named by your plan`}
          </button>
          <StandingTag standing={record.standing} />
          {record.isNew ?
            <span className="tag">{t`New`}</span>
          : record.isChanged && <span className="tag tag-neutral">{t`Changed`}</span>}
        </span>
        <span className="rt-fold">{[record.value, record.performer].filter((one) => one !== null).join(" · ")}</span>
      </td>
      <td className="rt-value">
        {record.value ?? <span className="ink3" aria-hidden="true">–</span>}
        {record.interpretation !== null && <span className="tag tag-neutral">{record.interpretation}</span>}
      </td>
      <td className="rt-by">{record.performer ?? <span className="ink3">{t`Not stated`}</span>}</td>
      <td className="rt-who">
        <span className="rt-person">
          <PersonBadge name={person} />
          <span className="rt-name">{person ?? t`Name not stated`}</span>
        </span>
      </td>
    </>
  );
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
