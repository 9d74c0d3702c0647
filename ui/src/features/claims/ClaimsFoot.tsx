// The foot of the list: how many claims there are, what they add up to, and what was left out of the sums.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";

import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import type { ClaimFilter, ClaimsSummary } from "../../ipc/types.gen";
import { SaveCopyButton } from "../files/SaveCopyButton";
import { SavePaper } from "../paper/SavePaper";

export interface ClaimsFootProps {
  summary: ClaimsSummary;
  year: string | null;
  /** What is listed. */
  filter: ClaimFilter;
}

export function ClaimsFoot({ summary, year, filter }: ClaimsFootProps) {
  const { t } = useLingui();
  const format = useFormat();
  const count = format.claims(summary.decided + summary.pending + summary.notCovered);
  const shown = summary.decided + summary.pending + summary.notCovered + summary.replaced;
  const decided = plural(summary.decided, { one: "# decided claim", other: "# decided claims" });
  return (
    <div className="claims-foot">
      <p>
        <strong>{count}</strong> {year !== null && <Trans>in {year}</Trans>}
      </p>
      {summary.replaced > 0 && (
        <p className="ink2">
          {plural(summary.replaced, {
            one: "# replaced claim is shown but not counted",
            other: "# replaced claims are shown but not counted",
          })}
        </p>
      )}
      <SavePaper paper={{ of: "claims", filter }} variant="quiet" size="small" className="no-print" />
      <span className="spring" />
      <p className="claims-foot-sums" title={t`Added up by Claimfolio from ${decided}`}>
        <span className="vh">
          <Trans>Added up by Claimfolio from {decided}:</Trans>
        </span>
        <span>
          <Trans>Plan paid</Trans>{" "}
          <strong>
            <MoneySums sums={summary.planPaid} none={t`not stated`} />
          </strong>
        </span>
        <span>
          <Trans>You owe</Trans>{" "}
          <strong>
            <MoneySums sums={summary.youOwe} none={t`not stated`} />
          </strong>
        </span>
      </p>
      <SaveCopyButton size="small" isShort what={{ of: "claims", filter }} of={<ShownClaims count={shown} />} />
    </div>
  );
}

/** What a copy of the list is of: all that is shown, replaced claims too. */
function ShownClaims({ count }: { count: number }) {
  const format = useFormat();
  return <Trans>the {format.claims(count)} shown, in this order</Trans>;
}
