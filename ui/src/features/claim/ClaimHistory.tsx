// What happened to a claim: as the plan dates it, and as this app has seen it.
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { statusWords } from "../../components/ClaimWords";
import { compareExactly } from "../../components/MoneyExact";
import { today, useFormat } from "../../i18n/format";
import type { ClaimDetail, ClaimVersion, Money } from "../../ipc/types.gen";

interface Happening {
  day: string;
  words: ReactNode;
}

export function ClaimHistory({ detail }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  const format = useFormat();
  const happenings = useHappenings(detail);
  if (happenings.length === 0) return null;
  return (
    <section className="rail-part">
      <h2>{t`History of this claim`}</h2>
      <ol className="claim-history">
        {happenings.map(({ day, words }, index) => (
          <li key={index}>
            <span className="claim-history-day">{format.date(day)}</span>
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Newest first. */
function useHappenings({ explanation, versions }: ClaimDetail): Happening[] {
  const { t } = useLingui();
  const happenings: Happening[] = [];
  if (explanation.received !== null) happenings.push({ day: explanation.received, words: t`Your plan received the claim` });
  for (const [index, version] of versions.entries()) {
    const before = versions[index - 1];
    happenings.push({
      day: today(new Date(version.seenAt)),
      words: before === undefined ? t`Claimfolio first had it` : <Change from={before} to={version} />,
    });
  }
  return happenings.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

function Change({ from, to }: { from: ClaimVersion; to: ClaimVersion }) {
  const { i18n } = useLingui();
  const format = useFormat();
  if (!isSameMoney(from.youOwe, to.youOwe) && from.youOwe !== null && to.youOwe !== null) {
    const [before, after] = [format.money(from.youOwe), format.money(to.youOwe)];
    return (
      <Trans>
        You owe went from <s>{before}</s> to <strong>{after}</strong>
      </Trans>
    );
  }
  if (from.status !== to.status) {
    const [before, after] = [i18n._(statusWords[from.status]), i18n._(statusWords[to.status])];
    return (
      <Trans>
        From “{before}” to “{after}”
      </Trans>
    );
  }
  if (from.youOwe === null && to.youOwe !== null) {
    const after = format.money(to.youOwe);
    return <Trans>Your plan stated what you owe: {after}</Trans>;
  }
  if (to.youOwe === null && from.youOwe !== null) {
    const before = format.money(from.youOwe);
    return <Trans>Your plan no longer states what you owe (it was {before})</Trans>;
  }
  return <Trans>Your plan changed something else in it</Trans>;
}

function isSameMoney(a: Money | null, b: Money | null): boolean {
  if (a === null || b === null) return a === b;
  return a.currency === b.currency && compareExactly(a.amount, b.amount) === 0;
}
