// What the member is covered by: the card, who is on it, and what the plan says about itself.
import "./coverage.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { IdCard } from "lucide-react";
import { useState, type ReactNode } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { CheckForClaims } from "../../components/CheckForClaims";
import { Pane } from "../../components/Pane";
import { PersonBadge } from "../../components/PersonBadge";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { Skeleton } from "../../components/Skeleton";
import { today, useFormat } from "../../i18n/format";
import { useCoverage } from "../../ipc/queries";
import type { CoverageCard } from "../../ipc/types.gen";
import { classWords, coverageStatusWords, relationshipWords } from "./coverageWords";
import { HowFarAlong } from "./HowFarAlong";
import { Covered, MemberCard } from "./MemberCard";
import { OtherYears } from "./OtherYears";
import { plansOf, type Plan } from "./plans";

export function CoverageScreen() {
  const { t } = useLingui();
  const { data: cards, error, refetch } = useCoverage();
  const { person } = usePersonFilter();
  const [now] = useState(() => today());
  let body: ReactNode;
  if (error !== null) body = <ProblemPane problem={error.problem} onRetry={() => void refetch()} />;
  else if (cards === undefined) body = <Skeleton rows={8} />;
  else if (cards.length === 0) {
    body = (
      <>
        <NoCoverage />
        <OtherYears shown={[]} />
      </>
    );
  }
  else {
    const mine = cards.filter((card) => person === null || card.beneficiary?.person === person);
    const { active, past } = plansOf(mine, now);
    body = (
      <>
        {active.map((plan, index) => (
          <ActivePlan
            key={plan.key}
            plan={plan}
            isFirst={active.findIndex(({ lead }) => lead.connection === plan.lead.connection) === index}
          />
        ))}
        {active.length === 0 && (
          <p className="coverage-none">
            <Trans>Your plan states no coverage that is active today.</Trans>
          </p>
        )}
        <OtherYears shown={active.map(({ lead }) => lead.connection)} />
        <Past plans={past} />
        <Details />
      </>
    );
  }
  return (
    <Screen title={t`Coverage`} className="coverage-screen">
      {body}
    </Screen>
  );
}

function NoCoverage() {
  const { t } = useLingui();
  return (
    <Pane icon={IdCard} title={t`No coverage from your plan yet`} actions={<CheckForClaims />}>
      <p>
        <Trans>Your plan has not sent a coverage record. Your claims can be here without one.</Trans>
      </p>
    </Pane>
  );
}

/** A year is told beside the first plan of its connection. */
function ActivePlan({ plan, isFirst }: { plan: Plan; isFirst: boolean }) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  const { lead, members } = plan;
  return (
    <section className="coverage-plan" aria-label={lead.plan ?? lead.issuer ?? lead.payerName}>
      <div>
        <MemberCard card={lead} isShown={isShown} onToggle={() => setShown((shown) => !shown)} />
        <h2 className="coverage-people">{t`Who is covered`}</h2>
        <ul className="covered">
          {members.map((card) => (
            <Covers key={card.id} card={card} isShown={isShown} />
          ))}
        </ul>
      </div>
      <div>
        {isFirst && <HowFarAlong connection={lead.connection} />}
        <h2>{t`Plan details`}</h2>
        <PlanDetails card={lead} />
      </div>
    </section>
  );
}

function useWords() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return {
    relationship: (code: string | null | undefined) => {
      if (code == null) return t`Relationship not stated`;
      const known = relationshipWords[code];
      return known === undefined ? code : i18n._(known);
    },
    status: (code: string | null) => {
      if (code === null) return t`Status not stated`;
      const known = coverageStatusWords[code];
      return known === undefined ? code : i18n._(known);
    },
    dates: ({ start, end }: CoverageCard) => {
      if (start === null && end === null) return t`Dates not stated`;
      if (start === null) return t`Until ${format.date(end ?? "")}`;
      return end === null ? t`Since ${format.date(start)}` : format.dateRange(start, end);
    },
  };
}

function Covers({ card, isShown }: { card: CoverageCard; isShown: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useWords();
  const { beneficiary, memberId } = card;
  const relationship = words.relationship(beneficiary?.relationship);
  const born = beneficiary?.birthDate == null ? null : format.date(beneficiary.birthDate);
  return (
    <li>
      <PersonBadge name={beneficiary?.name ?? null} />
      <div className="covered-who">
        <p className="medium">{beneficiary?.name ?? t`Name not stated`}</p>
        <p className="t13 ink3">{born === null ? relationship : t`${relationship}, born ${born}`}</p>
        {memberId !== null && (
          <p className="t13 ink3">
            {t`Member number`} <span className="selectable">{isShown ? memberId : <Covered />}</span>
          </p>
        )}
      </div>
      <div className="covered-since">
        <p>{words.dates(card)}</p>
        <p className="ink3">{words.status(card.status)}</p>
      </div>
    </li>
  );
}

function PlanDetails({ card }: { card: CoverageCard }) {
  const { t, i18n } = useLingui();
  const rows: [string, string | null][] = [
    [t`Kind of plan`, card.kind],
    [t`Network`, card.network],
    [t`Subscriber`, card.subscriber],
    [t`Pays first or second`, useOrderWords(card.order)],
    [t`Comes from`, card.payerName],
  ];
  const classes = card.classes.map(({ label, text }): [string, string] => {
    const known = classWords[label];
    return [known === undefined ? label : i18n._(known), text];
  });
  const hasPharmacy = card.classes.some(({ label }) => label.startsWith("rx"));
  if (!hasPharmacy) rows.push([t`Pharmacy numbers`, null]);
  return (
    <dl className="plan-details">
      {[...rows, ...classes].map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd className={value === null ? "ink3" : "selectable"}>{value ?? t`Not stated by your plan`}</dd>
        </div>
      ))}
    </dl>
  );
}

function useOrderWords(order: number | null): string | null {
  const { t } = useLingui();
  switch (order) {
    case null:
      return null;
    case 1:
      return t`First (primary)`;
    case 2:
      return t`Second (secondary)`;
    default:
      return t`As number ${order}`;
  }
}

function Past({ plans }: { plans: readonly Plan[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useWords();
  if (plans.length === 0) return null;
  return (
    <section className="coverage-part">
      <h2>{t`Past coverage`}</h2>
      <ul className="past">
        {plans.map(({ key, lead, members }) => (
          <li key={key}>
            <div>
              <p className="medium">{lead.plan ?? lead.issuer ?? lead.payerName}</p>
              <p className="t13 ink3">
                {format.list(members.map(({ beneficiary }) => beneficiary?.name ?? t`Name not stated`))}
              </p>
            </div>
            <div className="covered-since">
              <p>{words.dates(lead)}</p>
              <p className="ink3">{words.status(lead.status)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The member and their family as the plan's records name them. */
function Details() {
  const { t } = useLingui();
  const format = useFormat();
  const { people, person } = usePersonFilter();
  const shown = people.filter((one) => person === null || one.id === person);
  if (shown.length === 0) return null;
  return (
    <section className="coverage-part">
      <h2>{t`Names and birth dates, as your plan has them`}</h2>
      <dl className="plan-details">
        {shown.map((one) => (
          <div key={one.id}>
            <dt>{one.name ?? one.shortName ?? t`Name not stated`}</dt>
            <dd>{one.birthDate === null ? t`Birth date not stated` : t`Born ${format.date(one.birthDate)}`}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
