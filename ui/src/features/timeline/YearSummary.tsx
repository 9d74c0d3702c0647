// The sums above the timeline. An equation only where it really is one; what is left out is named beside it.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { addsUp } from "../../components/MoneyExact";
import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import type { ClaimsSummary, Sum } from "../../ipc/types.gen";

export interface YearSummaryProps {
  summary: ClaimsSummary;
  when: string;
  /** What can be done with it. */
  action?: ReactNode;
}

export function YearSummary({ summary, when, action }: YearSummaryProps) {
  const { t } = useLingui();
  const { billed, discount, planPaid, youOwe } = summary;
  const adds = isEquation(summary);
  return (
    <section className="sums" aria-label={t`Sums, ${when}`}>
      <dl className="sums-figures">
        <Total name={t`Billed`} sums={billed} of={summary.decided} />
        <Total name={t`Plan discount`} sums={discount} of={summary.decided} swatch="discount" sign={adds ? "−" : null} />
        <Total name={t`Plan paid`} sums={planPaid} of={summary.decided} swatch="paid" sign={adds ? "−" : null} />
        <Total name={t`You owe`} sums={youOwe} of={summary.decided} swatch="owe" sign={adds ? "=" : null} isMain />
      </dl>
      <div className="sums-foot">
        <p className="sums-note">
          <Counted summary={summary} when={when} />
        </p>
        {action}
      </div>
    </section>
  );
}

/** Whether all the counted claims state all four figures, in one currency, and the figures add up to the cent. */
export function isEquation({ decided, billed, discount, planPaid, youOwe }: ClaimsSummary): boolean {
  const lists = [billed, discount, planPaid, youOwe];
  if (decided === 0 || lists.some((sums) => sums.length !== 1 || sums[0]?.claims !== decided)) return false;
  const [whole, ...parts] = lists.map((sums) => sums[0]?.money ?? null);
  return addsUp(whole ?? null, parts);
}

interface TotalProps {
  name: string;
  sums: readonly Sum[];
  /** How many claims could have stated it. */
  of: number;
  swatch?: "discount" | "paid" | "owe";
  sign?: string | null;
  isMain?: boolean;
}

function Total({ name, sums, of, swatch, sign = null, isMain = false }: TotalProps) {
  const format = useFormat();
  const stated = sums.reduce((most, sum) => Math.max(most, sum.claims), 0);
  return (
    <div className={isMain ? "total is-main" : "total"} data-sign={sign ?? undefined}>
      <dt>
        {swatch !== undefined && <span className={`swatch swatch-${swatch}`} />}
        {name}
      </dt>
      <dd>
        {sums.length === 0 ?
          <span className="total-none">
            <Trans>Not stated</Trans>
          </span>
        : <MoneySums sums={sums} />}
        {sums.length > 0 && stated < of && (
          <span className="total-partly">
            <Trans>
              stated by {format.count(stated)} of {format.claims(of)}
            </Trans>
          </span>
        )}
      </dd>
    </div>
  );
}

function Counted({ summary, when }: { summary: ClaimsSummary; when: string }) {
  const format = useFormat();
  const { t } = useLingui();
  const { decided, pending, notCovered, replaced, pendingBilled, notCoveredBilled } = summary;
  const amounts = (sums: readonly Sum[]) =>
    sums.length === 0 ? "" : ` (${sums.map(({ money }) => format.money(money)).join(" + ")})`;
  const left: string[] = [];
  if (pending > 0) {
    left.push(plural(pending, { one: "# still deciding", other: "# still deciding" }) + amounts(pendingBilled));
  }
  if (notCovered > 0) {
    left.push(plural(notCovered, { one: "# not covered", other: "# not covered" }) + amounts(notCoveredBilled));
  }
  if (replaced > 0) left.push(plural(replaced, { one: "# replaced", other: "# replaced" }));
  const parts: ReactNode[] = [
    t`Added up by Claimfolio from ${plural(decided, { one: "# decided claim", other: "# decided claims" })}, ${when}.`,
  ];
  if (left.length > 0) parts.push(" ", t`Not counted: ${left.join(", ")}.`);
  return parts;
}
