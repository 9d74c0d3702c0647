// Sums as text: one for each currency, never added to one another.
import "./money.css";

import { useFormat } from "../i18n/format";
import type { Sum } from "../ipc/types.gen";

export function MoneySums({ sums, none = null }: { sums: readonly Sum[]; none?: string | null }) {
  const format = useFormat();
  if (sums.length === 0) return none;
  return sums.map(({ money }) => (
    <span key={money.currency ?? "none"} className="money-sum">
      {format.money(money)}
    </span>
  ));
}
