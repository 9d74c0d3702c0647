// The bill as a bar: what was taken off, what the plan paid, what is owed. A list where no honest bar can be drawn.
import "../../components/money.css";

import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";

import { FigureValue } from "../../components/FigureValue";
import { useFormat } from "../../i18n/format";
import type { Explanation } from "../../ipc/types.gen";
import { useMeasuredWidth } from "../timeline/useMeasuredWidth";
import { labelsFit, moneyBar, type BarPart } from "./moneyBar";

const SWATCH: Record<BarPart["name"], string> = { discount: "discount", planPaid: "paid", youOwe: "owe" };

export function MoneyBar({ explanation }: { explanation: Explanation }) {
  const { t } = useLingui();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const { width, scale } = useMeasuredWidth(box);
  const bar = moneyBar(explanation);
  const names = { discount: t`Plan discount`, planPaid: t`Plan paid`, youOwe: t`You owe` };
  if (bar === null) return <PlainFigures explanation={explanation} />;
  const fits = labelsFit(bar.parts, width, scale);
  const columns = bar.parts.map(({ share }) => `minmax(0, ${share}fr)`).join(" ");
  const taken = (bar.parts[0]?.share ?? 0) * 100;
  return (
    <div className="money-bar" ref={box}>
      <div className="money-bar-top">
        <span className="money-bar-word">
          {t`Billed`} <strong>{format.money(bar.billed)}</strong>
        </span>
        {bar.planPrice !== null && fits && (
          <span className="money-bar-price" style={{ left: `${taken}%` }}>
            <span className="money-bar-word">
              {t`Plan’s price`} <strong>{format.money(bar.planPrice)}</strong>
            </span>
            <span className="money-bar-bracket" />
          </span>
        )}
      </div>
      <div className="money-bar-strip" style={{ gridTemplateColumns: columns }} aria-hidden="true">
        {bar.parts.map(({ name, share }) => share > 0 && <span key={name} className={`swatch-${SWATCH[name]}`} />)}
      </div>
      <dl className={fits ? "money-bar-labels" : "money-bar-labels is-list"} {...(fits && { style: { gridTemplateColumns: columns } })}>
        {bar.parts.map(({ name, money }) => (
          <div key={name}>
            <dt>
              <span className={`swatch swatch-${SWATCH[name]}`} />
              {names[name]}
            </dt>
            <dd>{format.money(money)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The same figures one below the other, for a claim whose figures make no bar: each is stated or is said not to be. */
function PlainFigures({ explanation }: { explanation: Explanation }) {
  const { t } = useLingui();
  const rows = [
    [t`Billed`, explanation.billed],
    [t`Plan discount`, explanation.discount],
    [t`Plan’s price`, explanation.planPrice],
    [t`Plan paid`, explanation.planPaid],
    [t`You owe`, explanation.youOwe],
  ] as const;
  return (
    <dl className="plain-figures">
      {rows.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <FigureValue figure={figure} name={name} none="long" />
          </dd>
        </div>
      ))}
    </dl>
  );
}
