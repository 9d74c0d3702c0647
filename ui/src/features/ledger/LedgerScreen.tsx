// What is marked as paid: the record of a health account, and the statement of a year to print or to save.
import "../claims/claims.css";
import "../../components/money.css";
import "./ledger.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Download, PiggyBank, Printer } from "lucide-react";
import { useState, type ReactNode } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { kindWords } from "../../components/ClaimWords";
import { MoneySums } from "../../components/MoneySums";
import { Pane } from "../../components/Pane";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { Skeleton } from "../../components/Skeleton";
import { useFormat } from "../../i18n/format";
import { keys, useCommand, useLedger } from "../../ipc/queries";
import type { ClaimRow, Ledger, LedgerSums } from "../../ipc/types.gen";
import { FilterMenu } from "../claims/ClaimsFilters";
import { SavePaper } from "../paper/SavePaper";
import { PaidSums } from "./PaidSums";
import { PaymentDialog } from "./PaymentDialog";
import { PaymentItem } from "./PaymentItem";
import { useUndo } from "../../components/useUndo";

export function LedgerScreen({ year: first }: { year: string | null }) {
  const { t, i18n } = useLingui();
  const { person } = usePersonFilter();
  const [year, setYear] = useState(first);
  const query = { year, person };
  const { data: ledger, error, refetch } = useLedger(query);
  const save = useCommand("save_statement");
  const language = i18n.locale === "es" ? "es" : "en";
  let body: ReactNode;
  if (error !== null) body = <ProblemPane problem={error.problem} onRetry={() => void refetch()} />;
  else if (ledger === undefined) body = <Skeleton rows={8} />;
  else if (ledger.years.length === 0) {
    body = (
      <Pane icon={PiggyBank} title={t`Nothing to mark yet`}>
        <p>
          <Trans>When your plan says that you owe something, you can mark it as paid here and keep the receipt.</Trans>
        </p>
      </Pane>
    );
  } else body = <Body ledger={ledger} year={year} />;
  return (
    <Screen
      title={t`HSA record`}
      className="ledger-screen"
      actions={
        ledger !== undefined &&
        ledger.years.length > 0 && (
          <div className="claims-filters ledger-actions no-print" role="group" aria-label={t`Filters`}>
            <FilterMenu
              label={t`Year`}
              all={t`All years`}
              value={year}
              options={ledger.years.map((one) => ({ value: one, label: one }))}
              onChange={setYear}
            />
            <Button icon={Printer} isDisabled={ledger.payments.length === 0} onPress={() => window.print()}>
              <Trans>Print</Trans>
            </Button>
            {ledger.payments.length > 0 && <SavePaper paper={{ of: "statement", query }} />}
            <Button icon={Download} isDisabled={ledger.payments.length === 0} onPress={() => save.mutate({ query, language })}>
              <Trans>Save as CSV…</Trans>
            </Button>
          </div>
        )
      }
    >
      {save.isError && <ProblemNote problem={save.error.problem} />}
      {body}
    </Screen>
  );
}

function Body({ ledger, year }: { ledger: Ledger; year: string | null }) {
  const { t } = useLingui();
  const { find } = usePersonFilter();
  const [undo, tell] = useUndo();
  const { all, payments, people, byYear } = ledger;
  const nameOf = (id: string | null) => find(id)?.name ?? find(id)?.shortName ?? t`Name not stated`;
  return (
    <div className="ledger-body">
      <p className="ledger-statement-head">
        {year === null ? <Trans>All payments that you marked</Trans> : <Trans>Payments that you made in {year}</Trans>}
      </p>
      <Totals sums={all} />
      {undo}
      <section aria-label={t`Payments`}>
        <h2>{t`Payments`}</h2>
        {payments.length === 0 && <p className="ink2">{t`None is marked in this time.`}</p>}
        <ul className="payment-list ledger-payments">
          {payments.map((payment) => (
            <PaymentItem
              key={payment.id}
              payment={payment}
              onDone={tell}
              heading={<ClaimHeading row={payment.counted} name={nameOf(payment.counted.person)} />}
            />
          ))}
        </ul>
      </section>
      {people.length > 1 && (
        <SumsTable label={t`By person`} head={t`Person`} rows={people.map(({ person, sums }) => [person ?? "", nameOf(person), sums])} />
      )}
      {byYear.length > 1 && (
        <SumsTable label={t`By year of payment`} head={t`Year`} rows={byYear.map(({ year: one, sums }) => [one, one, sums])} />
      )}
      <p className="t13 ink3">
        <Trans>
          You entered these payments; Claimfolio added them up. Whether something can be paid from a health account is for its
          rules to say (IRS Publication 502). Paid with an HSA card or an FSA counts as paid by the account.
        </Trans>
      </p>
      <OpenClaims ledger={ledger} onMarked={tell} />
    </div>
  );
}

function Totals({ sums }: { sums: LedgerSums }) {
  const { t } = useLingui();
  const none = t`Nothing`;
  return (
    <>
      <dl className="ledger-totals">
        <div className="is-main">
          <dt>{t`Not paid back yet`}</dt>
          <dd>
            <PaidSums sums={sums.unreimbursed} none={none} />
          </dd>
        </div>
        <div>
          <dt>{t`Paid by your health account`}</dt>
          <dd>
            <PaidSums sums={sums.byAccount} none={none} />
          </dd>
        </div>
        <div>
          <dt>{t`Marked as paid`}</dt>
          <dd>
            <PaidSums sums={sums.paid} none={none} />
          </dd>
        </div>
      </dl>
      {sums.withoutAmount > 0 && (
        <p className="t13 ink2">
          {plural(sums.withoutAmount, {
            one: "# payment has no amount and is in no sum.",
            other: "# payments have no amount and are in no sum.",
          })}
        </p>
      )}
    </>
  );
}

function ClaimHeading({ row, name }: { row: ClaimRow; name: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { go } = useNavigation();
  const day = row.start === null ? t`date not stated` : format.dateRange(row.start, row.end);
  return (
    <p className="ledger-claim">
      <button type="button" role="link" className="link" data-focus-key={`claim-${row.id}`} onClick={() => go({ screen: "claim", id: row.id })}>
        {row.title ?? i18n._(kindWords[row.kind])}
      </button>{" "}
      <span className="ink2">{[name, row.provider, t`care on ${day}`].filter((part) => part !== null).join(", ")}</span>
    </p>
  );
}

function SumsTable({ label, head, rows }: { label: string; head: string; rows: readonly (readonly [key: string, name: string, sums: LedgerSums])[] }) {
  const { t } = useLingui();
  return (
    <section>
      <h2>{label}</h2>
      <table className="ledger-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="end">{t`Marked as paid`}</th>
            <th scope="col" className="end">{t`Paid by your health account`}</th>
            <th scope="col" className="end">{t`Not paid back yet`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, name, sums]) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {[sums.paid, sums.byAccount, sums.unreimbursed].map((one, index) => (
                <td key={index} className="end">
                  <PaidSums sums={one} none={t`Nothing`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the plan says is owed and no payment stands beside. */
function OpenClaims({ ledger, onMarked }: { ledger: Ledger; onMarked: (words: ReactNode, undo: () => void) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const count = format.claims(ledger.openClaims);
  const { find } = usePersonFilter();
  const [marking, setMarking] = useState<ClaimRow | null>(null);
  const remove = useCommand("remove_payment", (client) => void client.invalidateQueries({ queryKey: keys.records }));
  if (ledger.openClaims === 0) return null;
  return (
    <section className="ledger-open no-print" aria-label={t`Not marked yet`}>
      <h2>{t`Not marked yet`}</h2>
      <p className="t13 ink2">
        <Trans>
          Your plan says you owe <MoneySums sums={ledger.openOwed} /> for {count} without a payment here, added up by Claimfolio.
        </Trans>
      </p>
      <ul className="ledger-open-list">
        {ledger.open.map((row) => (
          <li key={row.id}>
            <ClaimHeading row={row} name={find(row.person)?.shortName ?? t`Name not stated`} />
            <span className="ledger-owed">{row.youOwe === null ? null : format.money(row.youOwe)}</span>
            <Button size="small" icon={Check} aria-label={t`Mark as paid: ${row.title ?? ""}`} onPress={() => setMarking(row)}>
              <Trans>Mark as paid</Trans>
            </Button>
          </li>
        ))}
      </ul>
      {ledger.open.length < ledger.openClaims && <p className="t13 ink3">{t`The newest ${ledger.open.length} are shown.`}</p>}
      {marking !== null && (
        <PaymentDialog
          claim={marking}
          onClose={() => setMarking(null)}
          onSaved={(saved) => {
            setMarking(null);
            onMarked(t`Marked as paid.`, () => remove.mutate({ id: saved.id, isRemoved: true }));
          }}
        />
      )}
    </section>
  );
}
