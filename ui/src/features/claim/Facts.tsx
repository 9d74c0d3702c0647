// What a claim says beside its figures: payment, stay, numbers, coverage, accident, the benefit's limits, and what is odd.
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { FigureValue } from "../../components/FigureValue";
import { useFormat } from "../../i18n/format";
import type { BenefitLimit, Explanation, Supporting } from "../../ipc/types.gen";
import { useBilingual } from "./useBilingual";

/** For the rail: short facts, each with its plain name. */
export function MoreFacts({ explanation }: { explanation: Explanation }) {
  const { t } = useLingui();
  const format = useFormat();
  const inLanguage = useBilingual();
  const { payment, supporting, insurance, accident } = explanation;
  const rows: [string, ReactNode][] = [];
  if (payment !== null) {
    if (payment.amount.money !== null) rows.push([t`Payment`, <FigureValue key="payment" figure={payment.amount} name={t`Payment`} />]);
    if (payment.date !== null) rows.push([t`Paid on`, format.date(payment.date)]);
    if (payment.payee !== null) rows.push([t`Paid to`, payment.payee]);
    if (payment.number !== null) rows.push([t`Payment number`, payment.number]);
    if (payment.adjustmentReason !== null) rows.push([t`Why it was adjusted`, payment.adjustmentReason]);
  }
  for (const fact of supporting) rows.push([inLanguage(fact.name), saidOf(fact, format) ?? t`Not stated by your plan`]);
  for (const { coverage, preauthorizations } of insurance) {
    if (coverage !== null) rows.push([t`Coverage`, coverage]);
    for (const approval of preauthorizations) rows.push([t`Approved before`, approval]);
  }
  if (accident !== null) {
    const parts = [accident.kind, accident.date === null ? null : format.date(accident.date), accident.place];
    rows.push([t`Accident`, parts.filter((part) => part !== null).join(", ")]);
  }
  if (rows.length === 0) return null;
  return (
    <section className="rail-part">
      <h2>{t`Also on this claim`}</h2>
      <dl className="rail-numbers">
        {rows.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function saidOf({ text, valueCode, start, end }: Supporting, format: ReturnType<typeof useFormat>): string | null {
  const days = start === null ? (end === null ? null : format.date(end)) : format.dateRange(start, end);
  const parts = [text ?? valueCode, days].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

/** The plan's limits, and what it says is used of them. */
export function Balances({ explanation: { balances } }: { explanation: Explanation }) {
  const { t } = useLingui();
  const rows = balances.flatMap((balance) => balance.limits.map((limit) => ({ balance, limit })));
  if (rows.length === 0) return null;
  return (
    <section className="claim-part">
      <h2>{t`Your plan’s limits, as it states them here`}</h2>
      <table className="lines balances" aria-label={t`Your plan’s limits, as it states them here`}>
        <thead>
          <tr>
            <th scope="col">{t`For`}</th>
            <th scope="col" className="end lines-amount">{t`Limit`}</th>
            <th scope="col" className="end lines-amount">{t`Used`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ balance, limit }, index) => (
            <tr key={index}>
              <td>
                <span className="lines-service">{limit.name ?? limit.code ?? t`Not named by your plan`}</span>
                <span className="lines-more">
                  {[balance.name, balance.unit, balance.network, balance.term].filter((part) => part !== null).join(", ")}
                </span>
              </td>
              <td className="end"><Amount limit={limit} kind="allowed" /></td>
              <td className="end"><Amount limit={limit} kind="used" /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Amount({ limit, kind }: { limit: BenefitLimit; kind: "allowed" | "used" }) {
  const { t } = useLingui();
  const text = kind === "allowed" ? limit.allowedText : limit.usedText;
  if (limit[kind].money === null && text !== null) return text;
  return <FigureValue figure={limit[kind]} name={kind === "allowed" ? t`Limit` : t`Used`} />;
}

/** What is odd about the claim as the plan sent it: said, never mended. */
export function Remarks({ explanation: { remarks } }: { explanation: Explanation }) {
  const { t } = useLingui();
  const inLanguage = useBilingual();
  if (remarks.length === 0) return null;
  return (
    <section className="claim-part">
      <h2>{t`Unusual in what your plan sent`}</h2>
      <ul className="oddities">
        {remarks.map((remark, index) => (
          <li key={index}>
            {inLanguage(remark.text)}
            {remark.element !== null && <code className="check-element">{remark.element}</code>}
          </li>
        ))}
      </ul>
    </section>
  );
}
