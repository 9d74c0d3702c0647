// What is owed by person or by kind: the amount in words, and a bar beside it.
import type { ReactNode } from "react";

import { MoneySums } from "../../components/MoneySums";
import type { Sum } from "../../ipc/types.gen";
import { shares } from "./columns";

export interface OwedBar {
  key: string;
  name: ReactNode;
  youOwe: readonly Sum[];
}

export function OwedBars({ title, bars, currency, none }: { title: string; bars: readonly OwedBar[]; currency: string | null; none: string }) {
  const parts = shares(bars.map(({ youOwe }) => youOwe.find(({ money }) => money.currency === currency)?.money));
  return (
    <section className="owed-bars">
      <h2>{title}</h2>
      <ul>
        {bars.map(({ key, name, youOwe }, index) => (
          <li key={key}>
            <span className="owed-name">{name}</span>
            <span className="owed-amount">
              <MoneySums sums={youOwe} none={none} />
            </span>
            <span className="owed-bar" aria-hidden="true">
              <span style={{ width: `${parts[index] ?? 0}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
