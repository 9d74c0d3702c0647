// The claims that came so far, newest first.
import { Trans } from "@lingui/react/macro";

import { usePersonFilter } from "../../app/personFilter";
import { PersonBadge } from "../../components/PersonBadge";
import { today, useFormat } from "../../i18n/format";
import { useClaimsPage } from "../../ipc/queries";
import type { ClaimFilter, ClaimRow, Money } from "../../ipc/types.gen";

const ALL: ClaimFilter = { person: null, kind: null, status: null, from: null, until: null, text: "", news: false, tags: [] };
const SHOWN = 25;

interface ClaimsSoFarProps {
  connection: string;
  /** How many are here in all; the newest of them are listed. */
  count: number;
  /** Whether all of them came with this sync. */
  isFirst: boolean;
  isRunning: boolean;
}

export function ClaimsSoFar({ connection, count, isFirst, isRunning }: ClaimsSoFarProps) {
  const format = useFormat();
  const { data } = useClaimsPage(ALL, 0, SHOWN);
  // Another plan's claims may be here already; a person's id begins with their connection's.
  const rows = (data?.rows ?? []).filter(({ person }) => person === null || person.startsWith(`${connection}/`));
  return (
    <section className="claims-so-far" aria-labelledby="claims-so-far" aria-busy={isRunning}>
      <div className="claims-so-far-head">
        <h2 id="claims-so-far">
          {isRunning && isFirst ?
            <Trans>Claims so far</Trans>
          : <Trans>Newest claims</Trans>}
        </h2>
        {rows.length > 0 && (
          <span className="t13 ink2">
            {rows.length < count ?
              <Trans>
                The newest {rows.length} of {format.claims(count)}
              </Trans>
            : <Trans>{format.claims(count)}, newest first</Trans>}
          </span>
        )}
      </div>
      {rows.length === 0 ?
        <p className="t14 ink2">
          {/* A sync may be done a moment before the list of what came is read anew. */}
          {isRunning || count > 0 ?
            <Trans>They appear here as they arrive.</Trans>
          : <Trans>None came.</Trans>}
        </p>
      : <table>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Date</Trans>
              </th>
              <th scope="col">
                <Trans>What</Trans>
              </th>
              <th scope="col">
                <Trans>Who</Trans>
              </th>
              <th scope="col" className="end">
                <Trans>Plan paid</Trans>
              </th>
              <th scope="col" className="end">
                <Trans>You owe</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      }
    </section>
  );
}

const isThisYear = (date: string) => date.startsWith(today().slice(0, 4));

function Row({ row }: { row: ClaimRow }) {
  const format = useFormat();
  const { find } = usePersonFilter();
  const who = find(row.person)?.shortName ?? null;
  return (
    <tr className={row.status === "replaced" ? "claims-so-far-replaced" : undefined}>
      <td className="nowrap ink2">{row.start === null ? <Trans>Not stated</Trans> : format.date(row.start, isThisYear(row.start) ? "noYear" : "short")}</td>
      <td>
        <span className="medium claims-so-far-title">{row.title ?? <Trans>Not stated</Trans>}</span>
        {row.status === "replaced" && (
          <span className="tag tag-neutral">
            <Trans>Replaced</Trans>
          </span>
        )}
        {row.provider !== null && <span className="t13 ink2 claims-so-far-provider">{row.provider}</span>}
      </td>
      <td>
        <span className="row">
          <PersonBadge name={who} />
          <span className="ink2">{who ?? <Trans>Not stated</Trans>}</span>
        </span>
      </td>
      <td className="end nowrap">
        <Amount row={row} money={row.planPaid} />
      </td>
      <td className="end nowrap semibold">
        <Amount row={row} money={row.youOwe} />
      </td>
    </tr>
  );
}

function Amount({ row, money }: { row: ClaimRow; money: Money | null }) {
  const format = useFormat();
  if (money) return <span className="claims-so-far-amount">{format.money(money)}</span>;
  return (
    <span className="claims-so-far-none">
      {row.status === "pending" ?
        <Trans>Not yet</Trans>
      : <Trans>Not stated</Trans>}
    </span>
  );
}
