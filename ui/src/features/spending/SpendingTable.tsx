// The figures of the picture, and of whatever is added up in the same four columns.
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { MoneySums } from "../../components/MoneySums";
import type { Spent, Sum } from "../../ipc/types.gen";

export interface SpendingTableRow {
  key: string;
  name: ReactNode;
  spent: Spent;
  /** The row over all others. */
  isTotal?: boolean;
}

export interface SpendingTableProps {
  label: string;
  /** What the first column holds. */
  head: string;
  rows: readonly SpendingTableRow[];
}

export function SpendingTable({ label, head, rows }: SpendingTableProps) {
  const { t } = useLingui();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div className="spending-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="spending-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="end">{t`Claims`}</th>
            <th scope="col" className="end">{t`Billed`}</th>
            <th scope="col" className="end">{t`Plan discount`}</th>
            <th scope="col" className="end">{t`Plan paid`}</th>
            <th scope="col" className="end">{t`You owe`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, spent, isTotal = false }) => (
            <tr key={key} className={isTotal ? "is-total" : undefined}>
              <th scope="row">{name}</th>
              <td className="end">{spent.claims}</td>
              <Amount sums={spent.billed} of={spent.claims} />
              <Amount sums={spent.discount} of={spent.claims} />
              <Amount sums={spent.planPaid} of={spent.claims} />
              <Amount sums={spent.youOwe} of={spent.claims} isOwed />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A sum, and from how many claims where some do not state the figure. */
function Amount({ sums, of, isOwed = false }: { sums: readonly Sum[]; of: number; isOwed?: boolean }) {
  const { t } = useLingui();
  const stated = sums.reduce((claims, sum) => claims + sum.claims, 0);
  return (
    <td className={isOwed ? "end spending-owed" : "end"}>
      {sums.length === 0 ? <span className="ink3">{t`Not stated`}</span> : <MoneySums sums={sums} />}
      {sums.length > 0 && stated < of && <span className="spending-from">{t`from ${stated} of ${of}`}</span>}
    </td>
  );
}
