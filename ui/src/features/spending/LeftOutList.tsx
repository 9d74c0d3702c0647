// What is in none of the sums, and why; each reason opens the claims that it is about.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { useNavigation } from "../../app/router";
import { kindWords } from "../../components/ClaimWords";
import { Icon } from "../../components/Icon";
import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import { useSpendingLeftOut } from "../../ipc/queries";
import type { LeftOut, LeftOutReason, SpendingQuery } from "../../ipc/types.gen";

const WORDS: Record<LeftOutReason, { name: MessageDescriptor; why: MessageDescriptor }> = {
  pending: { name: msg`Still deciding`, why: msg`Your plan has not said what it pays.` },
  notCovered: { name: msg`Not covered`, why: msg`What the plan did not cover is not what it says you owe. Open the claim to see who pays.` },
  replaced: { name: msg`Replaced`, why: msg`A later claim took its place. It is counted once, there.` },
  preauthorization: { name: msg`Asked before care`, why: msg`A question to the plan, not a claim.` },
  undated: { name: msg`Without a date`, why: msg`Your plan gave no date of care, so it belongs to no year.` },
  amountNotStated: { name: msg`“You owe” not stated`, why: msg`In the other sums, as far as your plan states them; not in this one.` },
  otherCurrency: { name: msg`Another currency`, why: msg`Added up by itself, never with the others. The picture does not show it.` },
};

export function LeftOutList({ leftOut, query }: { leftOut: readonly LeftOut[]; query: SpendingQuery }) {
  const { t } = useLingui();
  if (leftOut.length === 0) return null;
  return (
    <section className="left-out" aria-label={t`Not in these sums`}>
      <h2>{t`Not in these sums`}</h2>
      <ul>
        {leftOut.map((one) => (
          <LeftOutOne key={one.why} one={one} query={query} />
        ))}
      </ul>
    </section>
  );
}

function LeftOutOne({ one, query }: { one: LeftOut; query: SpendingQuery }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { name, why } = WORDS[one.why];
  return (
    <li>
      <button type="button" className="left-out-toggle" aria-expanded={isOpen} onClick={() => setOpen((open) => !open)}>
        <Icon of={ChevronRight} />
        <span className="medium">{i18n._(name)}</span>
        <span className="ink2">{format.claims(one.claims)}</span>
        {one.billed.length > 0 && (
          <span className="ink3">
            <Trans>
              billed <MoneySums sums={one.billed} />
            </Trans>
          </span>
        )}
      </button>
      <p className="left-out-why">{i18n._(why)}</p>
      {isOpen && <LeftOutClaims query={query} why={one.why} claims={one.claims} />}
    </li>
  );
}

function LeftOutClaims({ query, why, claims }: { query: SpendingQuery; why: LeftOutReason; claims: number }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { go } = useNavigation();
  const { data: rows = [] } = useSpendingLeftOut(query, why);
  return (
    <ul className="left-out-claims">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" role="link" className="link" data-focus-key={`claim-${row.id}`} onClick={() => go({ screen: "claim", id: row.id })}>
            {row.title ?? i18n._(kindWords[row.kind])}
          </button>{" "}
          <span className="ink3">
            {[row.provider, row.start === null ? null : format.date(row.start)].filter((part) => part !== null).join(", ")}
          </span>
        </li>
      ))}
      {rows.length > 0 && rows.length < claims && <li className="ink3">{t`The newest ${rows.length} of ${claims} are shown.`}</li>}
    </ul>
  );
}
