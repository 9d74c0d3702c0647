// Whether the plan's own numbers add up, and what was compared. What is worked out here says so: it is never the plan's word.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, CircleHelp, Scale, type LucideIcon } from "lucide-react";
import { useId, useState } from "react";

import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { FigureValue } from "../../components/FigureValue";
import { Icon } from "../../components/Icon";
import { useFormat } from "../../i18n/format";
import type { Certainty, Check, CheckResult, Figure, OtherClaimCheck, Term } from "../../ipc/types.gen";
import { useBilingual } from "./useBilingual";

const ICONS: Record<CheckResult, LucideIcon> = { agrees: CircleCheck, differs: Scale, cannotBeChecked: CircleHelp };

/** Differences first: they are what one came for. */
const ORDER: readonly CheckResult[] = ["differs", "agrees", "cannotBeChecked"];

export interface ChecksProps {
  checks: readonly Check[];
  /** What is on another claim too. */
  alike: readonly OtherClaimCheck[];
  terms: readonly Term[];
}

export function Checks({ checks: own, alike, terms }: ChecksProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  const checks = [...own, ...alike.map(({ check }) => check)];
  const otherClaimOf = (wanted: Check) => alike.find(({ check }) => check === wanted)?.claim ?? null;
  if (checks.length === 0) return null;
  const count = (result: CheckResult) => checks.filter((check) => check.result === result).length;
  const [differ, agree] = [count("differs"), count("agrees")];
  const result: CheckResult = differ > 0 ? "differs" : agree > 0 ? "agrees" : "cannotBeChecked";
  return (
    <section className="rail-part checks" aria-label={t`Checks of the plan’s numbers`}>
      <div className={`checks-head checks-${result}`}>
        <Icon of={ICONS[result]} />
        <div>
          <p className="medium">
            {result === "differs" && <Plural value={differ} one="One comparison differs" other="# comparisons differ" />}
            {result === "agrees" && <Trans>The plan’s own numbers add up</Trans>}
            {result === "cannotBeChecked" && <Trans>The plan’s numbers cannot be checked</Trans>}
          </p>
          <p className="t13 ink2">
            {agree > 0 && (
              <>
                <Plural value={agree} one="# comparison agrees." other="# comparisons agree." />{" "}
              </>
            )}
            <LinkButton className="no-print" aria-expanded={isOpen} aria-controls={list} onPress={() => setOpen((now) => !now)}>
              {isOpen ? t`Hide the checks` : t`See the checks`}
            </LinkButton>
          </p>
        </div>
      </div>
      {isOpen && (
        <ul id={list} className="checks-list">
          {ORDER.flatMap((wanted) => checks.filter((check) => check.result === wanted)).map((check, index) => (
            <OneCheck key={index} check={check} terms={terms} other={otherClaimOf(check)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OneCheck({ check, terms, other }: { check: Check; terms: readonly Term[]; other: number | null }) {
  const { go } = useNavigation();
  const { t } = useLingui();
  const format = useFormat();
  const inLanguage = useBilingual();
  const nameOf = (figure: Figure) => {
    const term = terms.find(({ code }) => code === figure.code);
    return term === undefined ? (figure.label ?? figure.code ?? t`an amount`) : inLanguage(term.name);
  };
  const figures = [...(check.stated === null ? [] : [check.stated]), ...check.against];
  const difference = check.difference === null ? null : format.money(check.difference);
  return (
    <li className={`check check-${check.result}`}>
      <p className="medium">
        <Icon of={ICONS[check.result]} /> {inLanguage(check.title)}
      </p>
      <p>{inLanguage(check.finding)}</p>
      {check.innocent !== null && <p className="ink2">{inLanguage(check.innocent)}</p>}
      {check.certainty !== null && (
        <p className="ink3">
          <CertaintyWords certainty={check.certainty} />
        </p>
      )}
      {other !== null && (
        <p className="no-print">
          <LinkButton onPress={() => go({ screen: "claim", id: other })}>{t`Go to the other claim`}</LinkButton>
        </p>
      )}
      {figures.length > 0 && (
        <p className="check-figures">
          <span className="ink3">{t`From your plan:`}</span>{" "}
          {figures.map((figure, index) => (
            <FigureValue key={index} figure={figure} name={nameOf(figure)} />
          ))}
        </p>
      )}
      {difference !== null && <p className="ink3">{t`Worked out by Claimfolio: a difference of ${difference}`}</p>}
      {check.elements.map((element) => (
        <code key={element} className="check-element">
          {element}
        </code>
      ))}
    </li>
  );
}

function CertaintyWords({ certainty }: { certainty: Certainty }) {
  switch (certainty) {
    case "certain":
      return <Trans>Your plan’s numbers contradict each other.</Trans>;
    case "likely":
      return <Trans>Worth asking your plan about.</Trans>;
    case "possible":
      return <Trans>This may well be right.</Trans>;
  }
}
