// The sync in one line: what runs, or when it last ran.
import { useLingui } from "@lingui/react/macro";
import { RefreshCw } from "lucide-react";

import { Icon } from "../../components/Icon";
import { useFormat } from "../../i18n/format";
import { useSyncStatus } from "../../ipc/queries";

export function SyncIndicator({ idle }: { idle: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data: syncs = [] } = useSyncStatus();
  const running = syncs.find(({ run }) => run === "running");
  if (!running) return idle === undefined ? null : <span>{idle}</span>;
  const claims = running.kinds.find(({ kind }) => kind === "claims")?.count ?? 0;
  return (
    <span className="row is-turning" role="status">
      <Icon of={RefreshCw} />
      {claims > 0 ? t`Updating: ${format.claims(claims)}` : t`Updating`}
    </span>
  );
}
