// The table of records: kind by kind, within one newest first, of any length. Only what is in sight is drawn.
import { useLingui } from "@lingui/react/macro";
import { Fragment, useMemo, useRef } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { placeGroups, placeOfRow } from "../../components/groupedRows";
import { Icon } from "../../components/Icon";
import { PersonBadge } from "../../components/PersonBadge";
import { useGroupedTable } from "../../components/useGroupedTable";
import { GapRow } from "../../components/useVirtualRows";
import { useFormat } from "../../i18n/format";
import type { RecordGroup, RecordRow } from "../../ipc/types.gen";
import { recordCount, recordKinds } from "./recordWords";
import { StandingTag } from "./StandingTag";
import { useRecordsAt, type RecordList } from "./useRecordList";

export function RecordTable({ list }: { list: RecordList }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const plan = useMemo(() => placeGroups(list.outline.groups, ({ records }) => records), [list]);
  const body = useRef<HTMLTableSectionElement>(null);
  const { items, rest, offsets, stop, setActive, onKeyDown } = useGroupedTable(plan, body);
  const recordAt = useRecordsAt(list.filter, offsets);

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
            const record = place.type === "item" ? recordAt(place.offset) : undefined;
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

function KindHeading({ group }: { group: RecordGroup }) {
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
