// "Check for new claims": starts a sync of every connection that can be asked.
import { useLingui } from "@lingui/react/macro";
import { RefreshCw } from "lucide-react";

import { useCommand, useConnections, useSyncStatus } from "../ipc/queries";
import { Button, IconButton } from "./Button";

export function CheckForClaims({ compact = false }: { compact?: boolean }) {
  const { t } = useLingui();
  const connections = useConnections();
  const sync = useSyncStatus();
  const start = useCommand("sync_start");

  const askable = (connections.data ?? []).filter((one) => one.status.status === "connected");
  const isRunning = (sync.data ?? []).some((one) => one.run === "running");
  const label = isRunning ? t`Checking…` : t`Check for new claims`;
  const check = () => {
    for (const connection of askable) start.mutate({ connection: connection.id });
  };

  const shared = { onPress: check, isDisabled: isRunning || askable.length === 0, icon: RefreshCw };
  return (
    <>
      {compact ?
        <IconButton {...shared} label={label} className={isRunning ? "is-turning" : ""} />
      : <Button {...shared} className={`check-claims ${isRunning ? "is-turning" : ""}`.trim()}>
          <span className="check-claims-label">{label}</span>
        </Button>
      }
    </>
  );
}
