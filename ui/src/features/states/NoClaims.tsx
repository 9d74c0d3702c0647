// No claims at all yet: a normal answer, not a fault. For the screens that list or draw claims.
import { Trans } from "@lingui/react/macro";
import { ReceiptText } from "lucide-react";

import { CheckForClaims } from "../../components/CheckForClaims";
import { Pane } from "../../components/Pane";
import { useFormat } from "../../i18n/format";
import { useConnections, useSyncStatus } from "../../ipc/queries";

export function NoClaims() {
  const format = useFormat();
  const { data: connections = [] } = useConnections();
  const { data: syncs = [] } = useSyncStatus();
  if (syncs.some(({ run }) => run === "running")) {
    return (
      <Pane icon={ReceiptText} title={<Trans>Your claims are on their way</Trans>}>
        <p>
          <Trans>They appear here as they arrive. This often takes 1 to 5 minutes.</Trans>
        </p>
      </Pane>
    );
  }
  const [only] = connections;
  const checked = connections.map((one) => one.lastUpdated).filter((one) => one !== null).sort().at(-1);
  const when = checked === undefined ? undefined : format.when(checked);
  return (
    <Pane
      icon={ReceiptText}
      title={<Trans>No claims from your plan yet</Trans>}
      actions={<CheckForClaims />}
      foot={when === undefined ? undefined : <Trans>Last checked {when}</Trans>}
    >
      <p>
        {connections.length === 1 && only ?
          <Trans>We asked {only.payerName}, and it has none to share.</Trans>
        : <Trans>We asked your plans, and they have none to share.</Trans>}{" "}
        <Trans>A new claim often shows up 2 to 6 weeks after a visit. Plans send nothing older than 2016.</Trans>
      </p>
    </Pane>
  );
}
