// Which claims a bill can be for, the two figures side by side, and what to ask.
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, CircleHelp, Equal, Minus, SearchX, X, type LucideIcon } from "lucide-react";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { ClaimStatusChip } from "../../components/ClaimStatusChip";
import { kindWords } from "../../components/ClaimWords";
import { FigureValue } from "../../components/FigureValue";
import { Icon } from "../../components/Icon";
import { useFormat } from "../../i18n/format";
import type { Agreement, BillAnswer, BillMatch, BillPart, BillWords } from "../../ipc/types.gen";
import { useBilingual } from "../claim/useBilingual";

export function Answer({ answer }: { answer: BillAnswer }) {
  const { t } = useLingui();
  const [best, ...others] = answer.found;
  return (
    <>
      {answer.none !== null && (
        <section className="bill-none">
          <span className="pane-icon">
            <Icon of={SearchX} />
          </span>
          <Words words={answer.none} level={2} />
        </section>
      )}
      {best !== undefined && <Match match={best} />}
      {others.length > 0 && (
        <section className="bill-others">
          <h2>{t`It could also be`}</h2>
          {others.map((other) => (
            <Match key={other.claim.id} match={other} isSmall />
          ))}
        </section>
      )}
    </>
  );
}

function Words({ words, level }: { words: BillWords; level: 2 | 3 }) {
  const inLanguage = useBilingual();
  const { t } = useLingui();
  const Title = level === 2 ? "h2" : "h3";
  return (
    <>
      <Title className="bill-title">{inLanguage(words.title)}</Title>
      <p>{inLanguage(words.meaning)}</p>
      {words.ask.length > 0 && (
        <>
          <p className="medium">{t`What you can do`}</p>
          <ul className="bill-ask">
            {words.ask.map((one) => (
              <li key={one.en}>{inLanguage(one)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const PARTS: Record<BillPart, MessageDescriptor> = {
  date: msg`Day of care`,
  provider: msg`Provider`,
  service: msg`What was done`,
  amount: msg`Amount`,
};

const AGREEMENTS: Record<Agreement, { icon: LucideIcon; words: MessageDescriptor }> = {
  same: { icon: Check, words: msg`the same` },
  near: { icon: Equal, words: msg`close` },
  differs: { icon: X, words: msg`different` },
  notStated: { icon: Minus, words: msg`not stated` },
};

function Match({ match, isSmall = false }: { match: BillMatch; isSmall?: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const inLanguage = useBilingual();
  const { go } = useNavigation();
  const { find } = usePersonFilter();
  const { claim, points, words, bill, youOwe, difference, instead } = match;
  const facts = [find(claim.person)?.shortName ?? null, claim.provider, claim.start === null ? null : format.dateRange(claim.start, claim.end)];
  return (
    <article className={isSmall ? "bill-match is-small" : "bill-match"} aria-label={claim.title ?? i18n._(kindWords[claim.kind])}>
      <Words words={words} level={isSmall ? 3 : 2} />
      {bill !== null && (
        <dl className="bill-figures">
          <div>
            <dt>{t`The bill asks for`}</dt>
            <dd>{format.money(bill)}</dd>
          </div>
          <div>
            <dt>{t`Your plan says you owe`}</dt>
            <dd>
              <FigureValue figure={youOwe} name={t`You owe`} none="long" />
            </dd>
          </div>
        </dl>
      )}
      {difference !== null && (
        <p className="t13 ink3">
          <Trans>They differ by {format.money(difference)}, by Claimfolio’s own arithmetic.</Trans>
        </p>
      )}
      <div className="bill-claim">
        <p>
          <button type="button" role="link" className="link medium" data-focus-key={`claim-${claim.id}`} onClick={() => go({ screen: "claim", id: claim.id })}>
            {claim.title ?? i18n._(kindWords[claim.kind])}
          </button>{" "}
          <span className="ink2">{facts.filter((fact) => fact !== null).join(", ")}</span> <ClaimStatusChip status={claim.status} />
        </p>
        <ul className="bill-points">
          {points.map(({ part, agreement, finding }) => (
            <li key={part}>
              <Icon of={AGREEMENTS[agreement].icon} />
              <span>
                <span className="medium">
                  {i18n._(PARTS[part])}: {i18n._(AGREEMENTS[agreement].words)}.
                </span>{" "}
                <span className="ink2">{inLanguage(finding)}</span>
              </span>
            </li>
          ))}
          {points.length === 0 && (
            <li>
              <Icon of={CircleHelp} />
              <span>{t`You chose this claim; nothing of the bill was compared.`}</span>
            </li>
          )}
        </ul>
        {instead !== null && (
          <Button size="small" onPress={() => go({ screen: "claim", id: instead })}>
            <Trans>Go to the claim that counts</Trans>
          </Button>
        )}
      </div>
    </article>
  );
}
