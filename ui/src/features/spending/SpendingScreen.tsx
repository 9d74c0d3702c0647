// A year at a glance: what was billed, taken off, paid and owed, by month, person, kind, provider and prescription.
import "../claims/claims.css";
import "../../components/money.css";
import "./spending.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ChartColumn, FileDown, FileSearch } from "lucide-react";
import { useMemo, type ReactNode } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { NoClaimsYet, ClaimsStillComing } from "../../components/ClaimsComing";
import { CLAIM_KINDS, kindWords } from "../../components/ClaimWords";
import { Pane } from "../../components/Pane";
import { PersonBadge } from "../../components/PersonBadge";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { Skeleton } from "../../components/Skeleton";
import { useKept } from "../../components/useKept";
import { dayBefore, useFormat } from "../../i18n/format";
import { useSpending, useSpendingYears } from "../../ipc/queries";
import type { ClaimKind, Spending, SpendingQuery, SpendingYear } from "../../ipc/types.gen";
import { FilterMenu } from "../claims/ClaimsFilters";
import { HsaCard } from "../ledger/HsaCard";
import { LeftOutList } from "./LeftOutList";
import { NamesParts } from "./NamesParts";
import { OwedBars } from "./OwedBars";
import { keysBetween, periodsOf } from "./periods";
import { SpendingPicture } from "./SpendingPicture";
import { SpendingTable } from "./SpendingTable";

interface Choice {
  /** The first day and the day after the last one of a year, `null` for all years; `undefined` until chosen. */
  readonly year: string | null | undefined;
  readonly kind: ClaimKind | null;
}

const FIRST_CHOICE: Choice = { year: undefined, kind: null };
const nameOf = ({ from, until }: SpendingYear) => `${from}/${until}`;

export function SpendingScreen() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { person } = usePersonFilter();
  const { go } = useNavigation();
  const [choice, setChoice] = useKept<Choice>("spending", FIRST_CHOICE);
  const years = useSpendingYears();
  const known = years.data ?? [];
  const year =
    choice.year === null ? null : (known.find((one) => nameOf(one) === choice.year) ?? known[0] ?? null);
  const query = useMemo<SpendingQuery>(
    () => ({ from: year?.from ?? null, until: year?.until ?? null, person, kind: choice.kind }),
    [year, person, choice.kind],
  );
  const { data: spending, error, refetch } = useSpending(years.data === undefined ? null : query);
  const failure = years.error ?? error;
  const yearWords = (one: SpendingYear) => {
    if (one.planOf === null) return one.from.slice(0, 4);
    const last = dayBefore(one.until);
    return t`Plan year ${format.dateRange(one.from, last)}, ${one.planOf}`;
  };
  let body: ReactNode;
  if (failure !== null) {
    body = (
      <ProblemPane
        problem={failure.problem}
        onRetry={() => {
          void years.refetch();
          void refetch();
        }}
      />
    );
  } else if (spending === undefined || years.data === undefined) body = <Skeleton rows={10} />;
  else if (known.length === 0 && spending.all.claims === 0 && spending.leftOut.length === 0) body = <NoClaimsYet />;
  else body = <Body spending={spending} query={query} year={year} />;
  return (
    <Screen
      title={t`Spending`}
      className="spending-screen"
      actions={
        known.length > 0 && (
          <div className="claims-filters spending-filters" role="group" aria-label={t`Filters`}>
            <FilterMenu
              label={t`Year`}
              all={t`All years`}
              value={year === null ? null : nameOf(year)}
              options={known.map((one) => ({ value: nameOf(one), label: yearWords(one) }))}
              onChange={(value) => setChoice((now) => ({ ...now, year: value }))}
            />
            <FilterMenu
              label={t`Kind`}
              all={t({ message: "All", context: "filter" })}
              value={choice.kind}
              options={CLAIM_KINDS.map((kind) => ({ value: kind, label: i18n._(kindWords[kind]) }))}
              onChange={(kind) => setChoice((now) => ({ ...now, kind }))}
            />
            <Button icon={FileSearch} onPress={() => go({ screen: "bill", claim: null })}>
              {t`I have a bill`}
            </Button>
            <Button icon={FileDown} onPress={() => go({ screen: "ledger", year: year?.planOf === null ? year.from.slice(0, 4) : null })}>
              {t`Export for taxes or HSA`}
            </Button>
          </div>
        )
      }
    >
      {body}
    </Screen>
  );
}

const capital = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1);

function Body({ spending, query, year }: { spending: Spending; query: SpendingQuery; year: SpendingYear | null }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { find } = usePersonFilter();
  const byYear = year === null;
  const periods = periodsOf(spending.months, byYear);
  const dated = periods.flatMap(({ key }) => (key === null ? [] : [key]));
  const currency = spending.all.youOwe[0]?.money.currency ?? spending.all.billed[0]?.money.currency ?? "USD";
  const keys =
    year !== null ? keysBetween(year.from, year.until, false) : keysBetween(`${dated.at(-1) ?? "2026"}-01-01`, `${dated[0] ?? "2026"}-12-31`, true);
  const total = year === null ? t`All years` : year.planOf === null ? year.from.slice(0, 4) : t`Plan year`;
  // A calendar year's months need no year.
  const longNames = format.monthNames("long");
  const monthName = (key: string) => (year?.planOf === null ? capital(longNames[Number(key.slice(5, 7)) - 1] ?? key) : format.month(key));
  const decided = plural(spending.all.claims, { one: "# decided claim", other: "# decided claims" });
  if (spending.all.claims === 0) {
    return (
      <>
        <Pane icon={ChartColumn} title={t`Nothing to add up here`}>
          <p>
            <Trans>No decided claim fits this year, person and kind.</Trans>
          </p>
        </Pane>
        <LeftOutList leftOut={spending.leftOut} query={query} />
      </>
    );
  }
  return (
    <div className="spending-grid">
      <div className="spending-main">
        <ClaimsStillComing />
        <div className="spending-head">
          <h2>{byYear ? t`By year of care` : t`By month of care`}</h2>
          <ul className="spending-key" aria-hidden="true">
            <li>
              <span className="swatch swatch-discount" /> {t`Plan discount`}
            </li>
            <li>
              <span className="swatch swatch-paid" /> {t`Plan paid`}
            </li>
            <li>
              <span className="swatch swatch-owe" /> {t`You owe`}
            </li>
          </ul>
        </div>
        <SpendingPicture keys={keys} periods={periods} currency={currency} />
        <SpendingTable
          label={byYear ? t`Spending by year` : t`Spending by month`}
          head={byYear ? t`Year of care` : t`Month of care`}
          rows={[
            { key: "total", name: total, spent: spending.all, isTotal: true },
            ...periods.map(({ key, spent }) => ({
              key: key ?? "none",
              name: key === null ? t`Without a date` : monthName(key),
              spent,
            })),
          ]}
        />
        <p className="spending-basis">
          <Trans>
            Added up by Claimfolio from {decided}, each counted once. Your plan states the amounts of each claim, not these sums.
          </Trans>
        </p>
        <NamesParts query={query} />
      </div>
      <aside className="spending-side">
        <OwedBars
          title={t`You owe, by person`}
          currency={currency}
          none={t`Not stated`}
          bars={spending.people.map(({ person, spent }) => {
            const name = find(person)?.shortName ?? null;
            return {
              key: person ?? "",
              youOwe: spent.youOwe,
              name: (
                <>
                  <PersonBadge name={name} /> {name ?? t`Name not stated`}
                </>
              ),
            };
          })}
        />
        <OwedBars
          title={t`You owe, by kind of care`}
          currency={currency}
          none={t`Not stated`}
          bars={spending.kinds.map(({ kind, spent }) => ({ key: kind, name: i18n._(kindWords[kind]), youOwe: spent.youOwe }))}
        />
        <HsaCard query={{ year: year === null || year.planOf !== null ? null : year.from.slice(0, 4), person: query.person }} />
        <LeftOutList leftOut={spending.leftOut} query={query} />
      </aside>
    </div>
  );
}
