// What was done, line by line, with the plan's figures for each and the plan's totals below.
import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useRef, useState } from "react";

import { LinkButton } from "../../components/Button";
import { FigureValue } from "../../components/FigureValue";
import { GapRow, useVirtualRows } from "../../components/useVirtualRows";
import { useFormat } from "../../i18n/format";
import type { ClaimLine, Explanation, Figure } from "../../ipc/types.gen";
import { Coded } from "./Coded";

const LINE_REM = 2.375;
const estimate = () => LINE_REM;

export function ClaimLines({ explanation }: { explanation: Explanation }) {
  const { t } = useLingui();
  const [showCodes, setShowCodes] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const { lines } = explanation;
  const reasons = useMemo(() => diagnosesByNumber(explanation), [explanation]);
  const { items, rest } = useVirtualRows({ count: lines.length, body, estimate });
  const names = { billed: t`Billed`, planPrice: t`Plan’s price`, planPaid: t`Plan paid`, youOwe: t`You owe` };
  if (lines.length === 0) {
    return (
      <section className="claim-part">
        <h2>{t`What was done`}</h2>
        <p className="ink3">{t`Not stated by your plan`}</p>
      </section>
    );
  }
  return (
    <section className="claim-part">
      <div className="row above-table">
        <h2>{t`What was done`}</h2>
        <span className="spring" />
        <LinkButton className="t13 no-print" aria-pressed={showCodes} onPress={() => setShowCodes((now) => !now)}>
          {showCodes ? t`Hide medical codes` : t`Show medical codes`}
        </LinkButton>
      </div>
      <table className="lines" aria-label={t`What was done`} aria-rowcount={lines.length + 2}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t`Service`}</th>
            {Object.entries(names).map(([key, name]) => (
              <th key={key} scope="col" className="end lines-amount">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map(({ index, gap, measure }) => {
            const line = lines[index];
            return (
              line !== undefined && [
                <GapRow key={`gap-${index}`} height={gap} />,
                <Line key={index} line={line} index={index} measure={measure} names={names} showCodes={showCodes} reasons={reasons} />,
              ]
            );
          })}
          <GapRow height={rest} />
        </tbody>
        <tfoot>
          <tr aria-rowindex={lines.length + 2}>
            <th scope="row">
              <Trans>Total</Trans> <span className="lines-stated">{t`as your plan states it`}</span>
            </th>
            <Amounts figures={explanation} names={names} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

/** What a line's diagnosis numbers stand for. */
function diagnosesByNumber({ diagnoses }: Explanation): ReadonlyMap<number, string> {
  const named = diagnoses.flatMap(({ sequence, text, code }) => {
    const words = text ?? code;
    return sequence === null || words === null ? [] : [[sequence, words] as const];
  });
  return new Map(named);
}

type Names = Record<"billed" | "planPrice" | "planPaid" | "youOwe", string>;

function Amounts({ figures, names }: { figures: Record<keyof Names, Figure>; names: Names }) {
  return (Object.keys(names) as (keyof Names)[]).map((key) => (
    <td key={key} className={key === "youOwe" ? "end semibold" : "end"}>
      <FigureValue figure={figures[key]} name={names[key]} />
    </td>
  ));
}

interface LineProps {
  line: ClaimLine;
  index: number;
  measure: ((element: HTMLElement | null) => void) | undefined;
  names: Names;
  showCodes: boolean;
  reasons: ReadonlyMap<number, string>;
}

function Line({ line, index, measure, names, showCodes, reasons }: LineProps) {
  const { t } = useLingui();
  const format = useFormat();
  const quantity = line.quantity !== null && line.quantity !== "1" ? format.decimal(line.quantity) : null;
  const diagnoses = format.list(line.diagnosisSequences.map((number) => reasons.get(number) ?? t`diagnosis ${number}, which is not on this claim`));
  const stated = line.otherFigures.filter(({ money }) => money !== null);
  return (
    <tr aria-rowindex={index + 2} data-index={index} ref={measure}>
      <td>
        <span className="lines-service">{line.service.text ?? t`A service your plan does not name`}</span>
        {quantity !== null && <span className="ink3"> × {quantity}</span>}
        {line.reasons.length > 0 && (
          <span className="lines-more">
            {format.list(line.reasons.map((reason) => reason.text ?? reason.code ?? t`a reason without words`))}
          </span>
        )}
        {showCodes && (
          <span className="lines-more">
            <Coded coded={line.service} />
            {diagnoses !== "" && <span>{t`For: ${diagnoses}`}</span>}
            {line.values.map(({ value, label, code }, place) => (
              <span key={`value-${place}`} className="lines-figure">
                {label ?? code ?? t`Without a name`}: {format.decimal(value)}
              </span>
            ))}
            {stated.map((figure, place) => (
              <span key={place} className="lines-figure">
                {figure.label ?? figure.code}: <FigureValue figure={figure} name={figure.label ?? figure.code ?? ""} />
              </span>
            ))}
          </span>
        )}
      </td>
      <Amounts figures={line} names={names} />
    </tr>
  );
}
