// By provider and by prescription, the largest first; a prescription also over time.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import { useSpendingNames } from "../../ipc/queries";
import type { NamedSpending, SpendingQuery } from "../../ipc/types.gen";
import { SpendingTable } from "./SpendingTable";

/** How many stand there at first. */
const FIRST = 6;

export function NamesParts({ query }: { query: SpendingQuery }) {
  const { t } = useLingui();
  const { data } = useSpendingNames(query);
  if (data === undefined) return null;
  return (
    <>
      <Providers providers={data.providers} more={data.moreProviders} />
      {data.prescriptions.length > 0 && (
        <section className="spending-part-of-screen" aria-label={t`By prescription`}>
          <h2>{t`By prescription`}</h2>
          <ul className="prescriptions">
            {data.prescriptions.map((one) => (
              <Prescription key={one.name ?? ""} one={one} />
            ))}
          </ul>
          <More count={data.morePrescriptions} />
        </section>
      )}
    </>
  );
}

function Providers({ providers, more }: { providers: readonly NamedSpending[]; more: number }) {
  const { t } = useLingui();
  const [isWhole, setWhole] = useState(false);
  if (providers.length === 0) return null;
  const shown = isWhole ? providers : providers.slice(0, FIRST);
  return (
    <section className="spending-part-of-screen" aria-label={t`By provider`}>
      <h2>{t`By provider`}</h2>
      <SpendingTable
        label={t`Spending by provider`}
        head={t`Provider`}
        rows={shown.map(({ name, spent }) => ({ key: name ?? "", name: name ?? t`Not stated`, spent }))}
      />
      {shown.length < providers.length && (
        <Button variant="quiet" size="small" onPress={() => setWhole(true)}>
          {t`Show all ${providers.length} providers`}
        </Button>
      )}
      {shown.length === providers.length && <More count={more} />}
    </section>
  );
}

function More({ count }: { count: number }) {
  if (count === 0) return null;
  return <p className="t13 ink3">{plural(count, { one: "# smaller one is not listed.", other: "# smaller ones are not listed." })}</p>;
}

function Prescription({ one }: { one: NamedSpending }) {
  const { t } = useLingui();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { name, spent, months } = one;
  const times = plural(spent.claims, { one: "# time", other: "# times" });
  return (
    <li>
      <button type="button" className="prescription-toggle" aria-expanded={isOpen} onClick={() => setOpen((open) => !open)}>
        <Icon of={ChevronRight} />
        <span className="prescription-name">{name ?? t`Not stated`}</span>
        <span className="ink2">{times}</span>
        <span className="prescription-amount">
          <MoneySums sums={spent.youOwe} none={t`Not stated`} />
        </span>
      </button>
      {isOpen && (
        <table className="prescription-months">
          <thead>
            <tr>
              <th scope="col">{t`Month`}</th>
              <th scope="col" className="end">
                <Trans>Plan paid</Trans>
              </th>
              <th scope="col" className="end">
                <Trans>You owe</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, spent: inMonth }) => (
              <tr key={month ?? ""}>
                <th scope="row">{month === null ? t`Without a date` : format.month(month)}</th>
                <td className="end">
                  <MoneySums sums={inMonth.planPaid} none={t`Not stated`} />
                </td>
                <td className="end">
                  <MoneySums sums={inMonth.youOwe} none={t`Not stated`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}
