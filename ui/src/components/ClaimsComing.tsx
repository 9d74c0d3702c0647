// What the claim screens say of claims that are not here: none yet, or still on their way.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ReceiptText, RefreshCw } from "lucide-react";

import { useNavigation } from "../app/router";
import { useFormat } from "../i18n/format";
import { EVERY_RECORD, useConnections, useRecordsOutline, useSyncStatus } from "../ipc/queries";
import { Button } from "./Button";
import { CheckForClaims } from "./CheckForClaims";
import { Icon } from "./Icon";
import { Pane } from "./Pane";

function useRunningClaims() {
  const { data: syncs = [] } = useSyncStatus();
  const running = syncs.find((sync) => sync.run === "running");
  return running && { payer: running.payerName, claims: running.kinds.find(({ kind }) => kind === "claims") };
}

/** No claims at all: a normal answer, not a failure. */
export function NoClaimsYet() {
  const { t } = useLingui();
  const format = useFormat();
  const running = useRunningClaims();
  const { data: connections = [] } = useConnections();
  const { go } = useNavigation();
  const { data: records } = useRecordsOutline(EVERY_RECORD);
  const health = records?.groups.reduce((sum, group) => sum + group.records, 0) ?? 0;
  if (running !== undefined) {
    return (
      <Pane icon={RefreshCw} title={t`Your claims are on their way`}>
        <p>
          <Trans>{running.payer} is sending them now. They appear here as they come.</Trans>
        </p>
      </Pane>
    );
  }
  const checked = connections
    .map((one) => one.lastUpdated)
    .filter((one) => one !== null)
    .sort()
    .at(-1);
  const payers = format.list(connections.map((one) => one.payerName));
  const when = checked === undefined ? null : format.when(checked);
  return (
    <Pane
      icon={ReceiptText}
      title={t`No claims from your plan yet`}
      actions={
        <>
          <CheckForClaims />
          {health > 0 && (
            <Button variant="quiet" onPress={() => go({ screen: "records" })}>
              {plural(health, { one: "See your # health record", other: "See your # health records" })}
            </Button>
          )}
        </>
      }
      foot={when === null ? undefined : t`Last checked ${when}`}
    >
      {connections.length > 0 && (
        <p>
          <Trans>We asked {payers}, and there are none to share.</Trans>
        </p>
      )}
      <p>
        <Trans>A new claim often shows up 2 to 6 weeks after a visit.</Trans>
      </p>
    </Pane>
  );
}

/** While a sync runs: what is shown is not yet everything. */
export function ClaimsStillComing() {
  const format = useFormat();
  const running = useRunningClaims();
  if (running?.claims === undefined || running.claims.state === "done") return null;
  const count = format.claims(running.claims.count);
  const back = running.claims.backTo === null ? null : format.date(running.claims.backTo);
  return (
    <p className="claims-coming" role="status">
      <Icon of={RefreshCw} />
      {back === null ?
        <Trans>Still checking with your plan. What you see is not everything yet.</Trans>
      : <Trans>
          Still checking with your plan: {count} so far, back to {back}. What you see is not everything yet.
        </Trans>
      }
    </p>
  );
}
