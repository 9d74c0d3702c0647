// The ledger in a few figures, beside the spending of the same year.
import "./ledger.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { PiggyBank } from "lucide-react";

import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { MoneySums } from "../../components/MoneySums";
import { useLedger } from "../../ipc/queries";
import type { LedgerQuery } from "../../ipc/types.gen";
import { PaidSums } from "./PaidSums";

export function HsaCard({ query }: { query: LedgerQuery }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const { data } = useLedger(query);
  return (
    <section className="hsa-card sunken" aria-label={t`HSA record`}>
      <h2>
        <Icon of={PiggyBank} /> {t`HSA record`}
      </h2>
      <p>
        <Trans>Mark claims as paid and keep the receipts. Then you can show what your HSA could pay back, even years later.</Trans>
      </p>
      {data !== undefined && (
        <dl>
          <div>
            <dt>{t`Marked as paid`}</dt>
            <dd>
              <PaidSums sums={data.all.paid} none={t`Nothing yet`} />
            </dd>
          </div>
          <div>
            <dt>{t`Not marked yet`}</dt>
            <dd>
              <MoneySums sums={data.openOwed} none={t`Nothing`} />
            </dd>
          </div>
        </dl>
      )}
      <LinkButton onPress={() => go({ screen: "ledger", year: query.year })}>{t`Open HSA record`}</LinkButton>
    </section>
  );
}
