// The plans that are connected.
import { Trans } from "@lingui/react/macro";
import { Lock, Plug, Plus } from "lucide-react";

import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Pane } from "../../components/Pane";
import { ProblemPane } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { useConnections } from "../../ipc/queries";
import { OpenFileButton } from "../files/OpenFileButton";
import { ConnectionCard } from "./ConnectionCard";
import { DailyUpdates } from "./DailyUpdates";
import { PayersFileNote } from "./PayersFileNote";

export function Connections() {
  const { go } = useNavigation();
  const connections = useConnections();
  const add = (
    <span className="row">
      <OpenFileButton size="small" />
      <Button size="small" icon={Plus} onPress={() => go({ screen: "choosePlan" })}>
        <Trans>Add a plan</Trans>
      </Button>
    </span>
  );
  return (
    <>
      <div className="settings-head">
        <h2>
          <Trans>Your plans</Trans>
        </h2>
        <span className="spring" />
        {add}
      </div>
      <PayersFileNote />
      {connections.isPending && <Skeleton />}
      {connections.isError && (
        <ProblemPane problem={connections.error.problem} onRetry={() => void connections.refetch()} />
      )}
      {connections.data?.length === 0 && (
        <Pane icon={Plug} title={<Trans>No plan is connected</Trans>}>
          <p>
            <Trans>Nothing is kept on this computer. Add a plan to see your claims.</Trans>
          </p>
        </Pane>
      )}
      {connections.data?.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
      {connections.data?.some((connection) => connection.status.status !== "fromFile") && <DailyUpdates />}
      {connections.data && connections.data.length > 0 && (
        <p className="row t13 ink2">
          <Icon of={Lock} />
          <Trans>Claimfolio talks only to your plans, straight from this computer.</Trans>
        </p>
      )}
    </>
  );
}
