// One record: everything it says, each thing with the element it came from, and the claims of the same day beside it.
import "../claim/claim.css";
import "../../components/figure.css";
import "./records.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { FileCode2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { BackButton } from "../../components/BackButton";
import { Button, LinkButton } from "../../components/Button";
import { kindWords } from "../../components/ClaimWords";
import { Icon } from "../../components/Icon";
import { PersonBadge } from "../../components/PersonBadge";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { ScreenTitle } from "../../components/ScreenTitle";
import { Skeleton } from "../../components/Skeleton";
import { localDay, useFormat } from "../../i18n/format";
import { useRecord } from "../../ipc/queries";
import type { FactValue, RecordDetail, RecordFact } from "../../ipc/types.gen";
import { SourceDialog } from "../claim/SourceDialog";
import { factWords, formatMoments, recordKinds, standingWords, statusText } from "./recordWords";
import { StandingTag } from "./StandingTag";

export function RecordScreen({ id }: { id: number }) {
  const { t, i18n } = useLingui();
  const { data: detail, error, refetch } = useRecord(id);
  const title = detail === undefined ? t`Health record` : (detail.row.title ?? i18n._(recordKinds[detail.row.kind].one));
  return (
    <Screen
      title={title}
      people={false}
      className="claim-screen record-screen"
      head={
        <div className="claim-head">
          <BackButton home={{ screen: "records" }} />
          <ScreenTitle>{title}</ScreenTitle>
          {detail !== undefined && <Facts detail={detail} />}
        </div>
      }
    >
      {error !== null ?
        <ProblemPane problem={error.problem} onRetry={() => void refetch()} />
      : detail === undefined ?
        <Skeleton rows={8} />
      : <div className="claim-body">
          <div className="claim-main">
            <InShort detail={detail} />
            <Everything facts={detail.facts} />
          </div>
          <Rail detail={detail} />
        </div>
      }
    </Screen>
  );
}

function Facts({ detail: { row, personName } }: { detail: RecordDetail }) {
  const { t, i18n } = useLingui();
  const { find } = usePersonFilter();
  const format = useFormat();
  const name = find(row.person)?.shortName ?? personName;
  const kind = recordKinds[row.kind];
  return (
    <div className="claim-facts">
      <span className="claim-person">
        <PersonBadge name={name} />
        {name ?? t`Name not stated`}
      </span>
      <span>{row.start === null ? t`Date not stated` : format.dateRange(row.start, row.end)}</span>
      <span className="chip">
        <Icon of={kind.icon} />
        {i18n._(kind.one)}
      </span>
      {row.performer !== null && <span>{row.performer}</span>}
      <StandingTag standing={row.standing} />
      {row.isNew ?
        <span className="tag">{t`New`}</span>
      : row.isChanged && <span className="tag tag-neutral">{t`Changed`}</span>}
    </div>
  );
}

function InShort({ detail: { row } }: { detail: RecordDetail }) {
  if (row.value === null) return null;
  return (
    <p className="record-value">
      {row.value} {row.interpretation !== null && <span className="tag tag-neutral">{row.interpretation}</span>}
    </p>
  );
}

function Everything({ facts }: { facts: readonly RecordFact[] }) {
  const { t, i18n } = useLingui();
  if (facts.length === 0) return <p className="ink2">{t`Your plan sent this record without anything in it.`}</p>;
  return (
    <section>
      <h2 className="vh">{t`What the record says`}</h2>
      <dl className="record-facts">
        {facts.map((fact, index) => {
          const about = i18n._(factWords[fact.name]);
          const name = fact.label === null ? about : fact.name === "part" ? fact.label : `${fact.label}: ${about}`;
          // One name stands for all of its values that follow each other.
          const before = facts[index - 1];
          const repeats = before?.name === fact.name && before.label === fact.label && fact.name !== "part";
          return (
            <div key={index} className={repeats ? "is-more" : undefined}>
              <dt>{repeats ? <span className="vh">{name}</span> : name}</dt>
              <dd>
                <Sourced fact={fact} name={name} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** A fact that says, on hover or focus, where in the plan's answer it stands. */
function Sourced({ fact: { value, element }, name }: { fact: RecordFact; name: string }) {
  const { t } = useLingui();
  return (
    <>
      <TooltipTrigger delay={250} closeDelay={80}>
        <AriaButton className="figure record-fact">
          <Said value={value} />
        </AriaButton>
        <Tooltip className="tooltip figure-tip" offset={8}>
          <strong>{t`From your plan: ${name}`}</strong>
          <code>{element}</code>
        </Tooltip>
      </TooltipTrigger>
      {value.type === "coded" &&
        value.codes.map(({ code, system, display }, index) => (
          <span key={index} className="record-code" title={system ?? undefined}>
            {display !== null && display !== value.text ? t`${display}, code ${code}` : t`Code ${code}`}
          </span>
        ))}
    </>
  );
}

function Said({ value }: { value: FactValue }): ReactNode {
  const { t, i18n } = useLingui();
  switch (value.type) {
    case "text":
      return value.text;
    case "status":
      return statusText(i18n, value.code);
    case "coded":
      return value.text ?? t`Not named by your plan`;
    case "when":
      return formatMoments(value.start, value.end);
    case "flag":
      return value.yes ? t`Yes` : t`No`;
    case "absent":
      return value.reason === null ? t`Left open` : t`Left open: ${value.reason}`;
    case "unshown":
      return t`Claimfolio cannot show this kind of value (${value.kind}). See what your plan sent.`;
  }
}

function RailPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rail-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Rail({ detail }: { detail: RecordDetail }) {
  const { t } = useLingui();
  return (
    <aside className="rail" aria-label={t`More about this record`}>
      <Claims detail={detail} />
      <History detail={detail} />
      <RailPart title={t`Numbers`}>
        <dl className="rail-numbers">
          <div>
            <dt>{t`Plan`}</dt>
            <dd className="selectable">{detail.payerName}</dd>
          </div>
          <div>
            <dt>{t`The plan’s own reference`}</dt>
            <dd className="selectable record-reference">{detail.reference}</dd>
          </div>
        </dl>
      </RailPart>
      <Source id={detail.row.id} />
    </aside>
  );
}

function Claims({ detail: { row, claims } }: { detail: RecordDetail }) {
  const { t, i18n } = useLingui();
  const { go } = useNavigation();
  const format = useFormat();
  if (row.start === null) return null;
  return (
    <RailPart title={t`Claims from the same day`}>
      {claims.length === 0 && <p className="ink3">{t`None on this computer`}</p>}
      <ul>
        {claims.map((claim) => (
          <li key={claim.id} className="rail-item">
            <LinkButton data-focus-key={`claim-${claim.id}`} onPress={() => go({ screen: "claim", id: claim.id })}>
              {claim.title ?? i18n._(kindWords[claim.kind])}
            </LinkButton>
            <p className="t13 ink2">{[claim.start === null ? null : format.dateRange(claim.start, claim.end), claim.provider].filter((one) => one !== null).join(" · ")}</p>
            {claim.youOwe !== null && <p className="t13 ink2 tabular">{t`You owe ${format.money(claim.youOwe)}`}</p>}
          </li>
        ))}
      </ul>
    </RailPart>
  );
}

/** Shown where the record said something else before. */
function History({ detail: { versions } }: { detail: RecordDetail }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  if (versions.length < 2) return null;
  return (
    <RailPart title={t`History of this record`}>
      <ol className="claim-history">
        {versions.toReversed().map(({ seenAt, value, standing }, index) => (
          <li key={index}>
            <span className="claim-history-day">{format.date(localDay(seenAt), "noYear")}</span>
            <span>
              {standing === "stands" ? (value ?? t`Came from your plan`) : i18n._(standingWords[standing])}
            </span>
          </li>
        ))}
      </ol>
    </RailPart>
  );
}

function Source({ id }: { id: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="rail-part no-print">
      <Button size="small" icon={FileCode2} onPress={() => setOpen(true)}>
        <Trans>See what your plan sent</Trans>
      </Button>
      {isOpen && <SourceDialog id={id} of="record" onClose={() => setOpen(false)} />}
    </section>
  );
}
