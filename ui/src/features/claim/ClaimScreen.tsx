// One claim: what happened, in plain words and in the plan's own figures.
import "./claim.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { Info, Printer, ShieldCheck, ShieldX } from "lucide-react";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { BackButton } from "../../components/BackButton";
import { Button, LinkButton } from "../../components/Button";
import { ClaimStatusChip } from "../../components/ClaimStatusChip";
import { kindWords } from "../../components/ClaimWords";
import { Icon } from "../../components/Icon";
import { PersonBadge } from "../../components/PersonBadge";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { ScreenTitle } from "../../components/ScreenTitle";
import { Skeleton } from "../../components/Skeleton";
import { localDay, useFormat } from "../../i18n/format";
import { useClaim } from "../../ipc/queries";
import type { ClaimDetail } from "../../ipc/types.gen";
import { SavePaper } from "../paper/SavePaper";
import { ClaimLines } from "./ClaimLines";
import { ClaimRail } from "./ClaimRail";
import { Coded } from "./Coded";
import { DenialHelp } from "./DenialHelp";
import { Balances, Remarks } from "./Facts";
import { LetterDialog, PacketPaper } from "./LetterDialog";
import { MoneyBar } from "./MoneyBar";
import { Story } from "./Story";
import { useBilingual } from "./useBilingual";
import { YourPart } from "./YourPart";

export function ClaimScreen({ id }: { id: number }) {
  const { t, i18n } = useLingui();
  useLightPaper();
  const { data: detail, error, refetch } = useClaim(id);
  const title = detail === undefined ? t`Claim` : (detail.row.title ?? i18n._(kindWords[detail.row.kind]));
  return (
    <Screen
      title={title}
      people={false}
      className="claim-screen"
      head={
        <div className="claim-head">
          <div className="claim-top">
            <BackButton home={{ screen: "claims" }} />
            {detail !== undefined && <TakeAlong id={detail.row.id} />}
          </div>
          <ScreenTitle>{title}</ScreenTitle>
          {detail !== undefined && <Facts detail={detail} />}
        </div>
      }
    >
      {error !== null ?
        <ProblemPane problem={error.problem} onRetry={() => void refetch()} />
      : detail === undefined ?
        <Skeleton rows={8} />
      : <Body detail={detail} />}
    </Screen>
  );
}

/** Paper is white, whatever the screen's colours are. */
function useLightPaper(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let shown = dataset["theme"];
    const before = () => {
      shown = dataset["theme"];
      dataset["theme"] = "light";
    };
    const after = () => {
      if (shown !== undefined) dataset["theme"] = shown;
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
}


function TakeAlong({ id }: { id: number }) {
  return (
    <div className="claim-take-along no-print">
      <SavePaper paper={{ of: "claim", id }} size="small" />
      <Button icon={Printer} size="small" onPress={() => window.print()}>
        <Trans>Print</Trans>
      </Button>
    </div>
  );
}

function Facts({ detail }: { detail: ClaimDetail }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { find } = usePersonFilter();
  const { row, personName, versions } = detail;
  const name = find(row.person)?.shortName ?? personName;
  const changed = versions.length > 1 ? versions.at(-1) : undefined;
  const changedOn = changed === undefined ? null : format.date(localDay(changed.seenAt), "noYear");
  return (
    <div className="claim-facts">
      <span className="claim-person">
        <PersonBadge name={name} />
        {name ?? t`Name not stated`}
      </span>
      <span>{row.start === null ? t`Date of care not stated` : format.dateRange(row.start, row.end)}</span>
      {row.title !== null && <span>{i18n._(kindWords[row.kind])}</span>}
      {row.provider !== null && <span>{row.provider}</span>}
      <ClaimStatusChip status={row.status} />
      {row.inNetwork !== null && (
        <span className="chip">
          <Icon of={row.inNetwork ? ShieldCheck : ShieldX} />
          {row.inNetwork ? t`In network` : t`Out of network`}
        </span>
      )}
      {row.isNew && <span className="tag">{t`New`}</span>}
      {changedOn !== null && <span className="tag tag-neutral">{t`Changed ${changedOn}`}</span>}
    </div>
  );
}

function Body({ detail }: { detail: ClaimDetail }) {
  const [writes, setWrites] = useState(false);
  const [letter, setLetter] = useState<string | null>(null);
  const { denial } = detail;
  const print = (text: string) => {
    // The paper has to be there before the print dialog looks at the page.
    flushSync(() => setLetter(text));
    window.addEventListener("afterprint", () => setLetter(null), { once: true });
    window.print();
  };
  return (
    <div className="claim-body">
      {denial !== null && letter !== null && <PacketPaper letter={letter} denial={denial} />}
      {denial !== null && writes && <LetterDialog id={detail.row.id} denial={denial} onPrint={print} onClose={() => setWrites(false)} />}
      <div className="claim-main">
        <Replaced detail={detail} />
        <Story story={detail.explanation.story} />
        <MoneyBar explanation={detail.explanation} />
        <YourPart explanation={detail.explanation} />
        {denial === null ? <Reasons detail={detail} /> : <DenialHelp key={detail.row.id} detail={detail} onStartLetter={() => setWrites(true)} />}
        <ClaimLines explanation={detail.explanation} />
        <OtherFigures detail={detail} />
        <Balances explanation={detail.explanation} />
        <Remarks explanation={detail.explanation} />
      </div>
      <ClaimRail detail={detail} />
      <p className="print-only">
        <Trans>
          Made by Claimfolio from what {detail.payerName} sent. This is not a bill.
        </Trans>
      </p>
    </div>
  );
}

function Replaced({ detail: { row, replacedBy } }: { detail: ClaimDetail }) {
  const { go } = useNavigation();
  if (row.status !== "replaced") return null;
  return (
    <div className="note note-info">
      <Icon of={Info} />
      <p className="note-text">
        <Trans>Another claim replaced this one. Its amounts count nowhere.</Trans>{" "}
        {replacedBy !== null && (
          <LinkButton className="no-print" onPress={() => go({ screen: "claim", id: replacedBy })}>
            <Trans>Go to the claim that counts</Trans>
          </LinkButton>
        )}
      </p>
    </div>
  );
}

/** The plan's reasons as it words them: nobody's guess at what they mean. */
function Reasons({ detail: { explanation } }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  if (explanation.reasons.length === 0) return null;
  return (
    <section className="claim-part">
      <h2>{t`The plan’s reasons, as it words them`}</h2>
      <ul className="reasons">
        {explanation.reasons.map((reason, index) => (
          <li key={index}>
            <p className="medium">{reason.text ?? t`A reason without words`}</p>
            <p className="t13 ink2">
              <Coded coded={reason} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OtherFigures({ detail: { explanation } }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  const format = useFormat();
  const inLanguage = useBilingual();
  const stated = explanation.otherFigures.filter(({ money }) => money !== null);
  const plainName = (wanted: string | null) => {
    const term = explanation.terms.find(({ code }) => code === wanted);
    return term === undefined ? null : inLanguage(term.name);
  };
  if (stated.length === 0) return null;
  return (
    <section className="claim-part">
      <h2>{t`Other amounts, as your plan calls them`}</h2>
      <dl className="plain-figures">
        {stated.map(({ label, code, money, element }, index) => (
          <div key={index}>
            <dt>{label ?? plainName(code) ?? code ?? t`Without a name`}</dt>
            <dd title={element ?? undefined}>{money !== null && format.money(money)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
