// Payments added up: one sum for each currency.
import { useFormat } from "../../i18n/format";
import type { PaidSum } from "../../ipc/types.gen";

export function PaidSums({ sums, none }: { sums: readonly PaidSum[]; none: string }) {
  const format = useFormat();
  return sums.length === 0 ? none : sums.map(({ money }) => format.money(money)).join(" + ");
}
