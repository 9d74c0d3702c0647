// What happened to a claim: as the plan dates it, and as this app has seen it. What changed, and never why, unless the
// plan itself gives a reason.
import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { statusWords } from "../../components/ClaimWords";
import { FigureValue } from "../../components/FigureValue";
import { localDay, useFormat } from "../../i18n/format";
import type { ChangedFigure, ClaimChange, ClaimDetail, Figure } from "../../ipc/types.gen";

const figureNames: Record<ChangedFigure, MessageDescriptor> = {
  youOwe: msg`You owe`,
  planPaid: msg`Plan paid`,
  billed: msg`Billed`,
  planPrice: msg`Plan’s price`,
  discount: msg`Plan discount`,
  deductible: msg`Deductible`,
  copay: msg`Copay`,
  coinsurance: msg`Coinsurance`,
  notCovered: msg`Not covered`,
};

/** More than these of one version are only counted. */
const MOST = 12;

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

/** Newest first; what came with one version stays in its order. */
function useHappenings({ explanation, versions }: ClaimDetail): Happening[] {
  const { t } = useLingui();
  const happenings: Happening[] = [];
  if (explanation.received !== null) happenings.push({ day: explanation.received, words: t`Your plan received the claim` });
  for (const [index, version] of versions.entries()) {
    const day = localDay(version.seenAt);
    if (index === 0) happenings.push({ day, words: t`Claimfolio first had it` });
    else happenings.push(...changesIn(version.changes).map((words) => ({ day, words })));
  }
  return happenings.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

/** Figures of single services are told only where none of the whole claim changed: they say the same in parts. */
function changesIn(changes: readonly ClaimChange[]): ReactNode[] {
  const isWhole = changes.some(({ change }) => change === "figure");
  const told = changes.filter(({ change }) => !isWhole || change !== "lineFigure");
  if (told.length === 0) return [<Trans key={0}>Your plan changed something else in it</Trans>];
  const shown: ReactNode[] = told.slice(0, MOST).map((change, index) => <Change key={index} change={change} />);
  const left = told.length - shown.length;
  if (left > 0) shown.push(plural(left, { one: "and # more change", other: "and # more changes" }));
  return shown;
}

function Change({ change }: { change: ClaimChange }) {
  const { i18n, t } = useLingui();
  switch (change.change) {
    case "status": {
      const [before, after] = [i18n._(statusWords[change.before]), i18n._(statusWords[change.after])];
      return (
        <Trans>
          From “{before}” to “{after}”
        </Trans>
      );
    }
    case "figure":
      return <WentTo name={i18n._(figureNames[change.figure])} before={change.before} after={change.after} />;
    case "lineFigure": {
      const [service, figure] = [change.service ?? t`A service`, i18n._(figureNames[change.figure])];
      return <WentTo name={t`${service}: ${figure}`} before={change.before} after={change.after} />;
    }
    case "lineAdded": {
      const service = change.service ?? t`A service`;
      return (
        <Trans>
          Added: {service}, billed <FigureValue figure={change.billed} name={service} />
        </Trans>
      );
    }
    case "lineRemoved": {
      const service = change.service ?? t`A service`;
      return (
        <Trans>
          No longer there: {service}, billed <FigureValue figure={change.billed} name={service} />
        </Trans>
      );
    }
    case "reason":
      return <Trans>Your plan’s reason: “{change.text}”</Trans>;
    case "note":
      return <Trans>Your plan noted: “{change.text}”</Trans>;
  }
}

function WentTo({ name, before, after }: { name: string; before: Figure; after: Figure }) {
  const { t } = useLingui();
  const [old, now] = [t`${name}, before`, t`${name}, since then`];
  if (before.money === null) {
    return (
      <Trans>
        {name}: your plan stated <strong><FigureValue figure={after} name={now} /></strong>
      </Trans>
    );
  }
  if (after.money === null) {
    return (
      <Trans>
        {name}: no longer stated by your plan (it was <FigureValue figure={before} name={old} />)
      </Trans>
    );
  }
  return (
    <Trans>
      {name} went from <s><FigureValue figure={before} name={old} /></s> to <strong><FigureValue figure={after} name={now} /></strong>
    </Trans>
  );
}
