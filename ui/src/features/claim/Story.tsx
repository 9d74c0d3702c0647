// The claim in plain sentences, from what the plan stated and from nothing else.
import { Trans, useLingui } from "@lingui/react/macro";

import { FigureValue } from "../../components/FigureValue";
import { useFormat } from "../../i18n/format";
import type { ClaimDetail, Figure } from "../../ipc/types.gen";

export function Story({ detail }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  const { row, explanation } = detail;
  const { billed, planPrice, planPaid, youOwe } = explanation;
  const provider = row.provider;
  const value = (figure: Figure, name: string) => (
    <strong>
      <FigureValue figure={figure} name={name} />
    </strong>
  );
  const isStated = (figure: Figure) => figure.money !== null;
  const [billedValue, priceValue, paidValue, oweValue] = [
    value(billed, t`billed`),
    value(planPrice, t`plan’s price`),
    value(planPaid, t`plan paid`),
    value(youOwe, t`you owe`),
  ];
  return (
    <p className="story">
      {isStated(billed) && (
        <>
          {provider === null ?
            <Trans>The bill is <span className="story-end">{billedValue}.</span></Trans>
          : <Trans>
              {provider} billed <span className="story-end">{billedValue}.</span>
            </Trans>
          }{" "}
        </>
      )}
      {row.status === "pending" && (
        <>
          <Trans>Your plan is still deciding what it pays.</Trans>{" "}
        </>
      )}
      {row.status === "notCovered" && (
        <>
          <Trans>Your plan does not cover this.</Trans>{" "}
        </>
      )}
      {isStated(planPrice) && (
        <>
          <Trans>Your plan’s price is <span className="story-end">{priceValue}.</span></Trans>{" "}
        </>
      )}
      {isStated(planPaid) && (
        <>
          <Trans>Your plan paid <span className="story-end">{paidValue}.</span></Trans>{" "}
        </>
      )}
      {isStated(youOwe) && (
        <>
          <span className="story-main">
            <Trans>You owe <span className="story-end">{oweValue}.</span></Trans>
          </span>{" "}
        </>
      )}
      <Unstated detail={detail} />
    </p>
  );
}

/** What the plan left out is said, except while it has not decided. */
function Unstated({ detail: { row, explanation } }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  const format = useFormat();
  if (row.status === "pending") return null;
  const missing = [
    explanation.billed.money === null && t`what was billed`,
    row.status !== "notCovered" && explanation.planPrice.money === null && t`the plan’s price`,
    explanation.planPaid.money === null && t`what the plan paid`,
    explanation.youOwe.money === null && t`what you owe`,
  ].filter((one) => one !== false);
  if (missing.length === 0) return null;
  const list = format.list(missing);
  return (
    <span className="story-missing">
      <Trans>Not stated by your plan: {list}.</Trans>
    </span>
  );
}
