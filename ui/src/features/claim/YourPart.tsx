// What the member's part is made of, in the plan's own figures. The technical term comes after the meaning.
import { useLingui } from "@lingui/react/macro";

import { FigureValue } from "../../components/FigureValue";
import type { Explanation, Figure } from "../../ipc/types.gen";

interface Part {
  name: string;
  meaning: string;
  figure: Figure;
}

export function YourPart({ explanation }: { explanation: Explanation }) {
  const { t } = useLingui();
  const { deductible, copay, coinsurance, notCovered } = explanation;
  const parts: Part[] = [
    { name: t`Deductible`, meaning: t`What you pay before your plan starts paying`, figure: deductible },
    { name: t`Copay`, meaning: t`A fixed amount for a visit or a prescription`, figure: copay },
    { name: t`Coinsurance`, meaning: t`Your share of the plan’s price`, figure: coinsurance },
  ];
  if (notCovered.money !== null) {
    parts.push({ name: t`Not covered`, meaning: t`What your plan does not pay for`, figure: notCovered });
  }
  if (parts.every(({ figure }) => figure.money === null)) return null;
  return (
    <dl className="your-part" aria-label={t`What your part is made of`}>
      {parts.map(({ name, meaning, figure }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="your-part-amount">
            <FigureValue figure={figure} name={name} />
          </dd>
          <dd className="your-part-meaning">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
