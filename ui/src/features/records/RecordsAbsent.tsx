// What is not here and why: not shared, on its way, refused by the plan, or nothing there to share. None is a failure.
import { Trans, useLingui } from "@lingui/react/macro";
import { FolderHeart, FolderX, Info, RefreshCw } from "lucide-react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { CheckForClaims } from "../../components/CheckForClaims";
import { Icon } from "../../components/Icon";
import { Pane } from "../../components/Pane";
import { useFormat } from "../../i18n/format";
import { useConnections, useSyncStatus } from "../../ipc/queries";
import type { RecordKind, RecordSource } from "../../ipc/types.gen";
import { recordKinds } from "./recordWords";

function useKindNames(): (kinds: readonly RecordKind[]) => string {
  const { i18n } = useLingui();
  const format = useFormat();
  return (kinds) => format.list(kinds.map((kind) => i18n._(recordKinds[kind].within)));
}

function useIsRunning(): (source: RecordSource) => boolean {
  const { data: syncs = [] } = useSyncStatus();
  return ({ connection }) => syncs.some((sync) => sync.connection === connection && sync.run === "running");
}

/** The whole screen where there is no record at all. */
export function NoRecords({ sources }: { sources: readonly RecordSource[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const isRunning = useIsRunning();
  const { data: connections = [] } = useConnections();
  const shared = sources.filter((source) => source.shared.length > 0);
  const payers = format.list(shared.map(({ payerName }) => payerName));
  if (sources.length === 0) {
    return (
      <Pane icon={FolderX} title={t`Your plan shares no health records with apps`}>
        <p>
          <Trans>It shares claims and coverage. Health records stay with your doctors: ask them for a copy.</Trans>
        </p>
      </Pane>
    );
  }
  if (shared.length === 0) return <NotShared sources={sources} />;
  if (shared.some(isRunning)) {
    return (
      <Pane icon={RefreshCw} title={t`Your health records are on their way`}>
        <p>
          <Trans>{payers} is sending them now. They appear here as they come.</Trans>
        </p>
      </Pane>
    );
  }
  const checked = connections
    .map((one) => one.lastUpdated)
    .filter((one) => one !== null)
    .sort()
    .at(-1);
  const when = checked === undefined ? null : format.when(checked);
  return (
    <Pane
      icon={FolderHeart}
      title={t`No health records from your plan yet`}
      actions={<CheckForClaims />}
      foot={when === null ? undefined : t`Last checked ${when}`}
    >
      <p>
        <Trans>We asked {payers}, and there are none to share. Many plans keep claims only.</Trans>
      </p>
      <RecordsAbsent sources={sources} />
    </Pane>
  );
}

function NotShared({ sources }: { sources: readonly RecordSource[] }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const names = useKindNames();
  const offered = [...new Set(sources.flatMap(({ notShared }) => notShared))];
  return (
    <Pane
      icon={FolderHeart}
      title={t`Your health records were not shared`}
      actions={sources.map(({ connection, payer, payerName }, index) => (
        <Button
          key={connection}
          variant={index === 0 ? "primary" : "secondary"}
          onPress={() => go({ screen: "share", payer, reconnect: connection })}
        >
          <Trans>Ask {payerName} for them</Trans>
        </Button>
      ))}
      foot={<Trans>Your claims and coverage stay as they are, and nothing is asked for until you say yes at your plan.</Trans>}
    >
      <p>
        <Trans>Your plan can also share {names(offered)}, if it keeps them.</Trans>
      </p>
      <p>
        <Trans>Turn on “Ask for it” beside Health records, then sign in again. You choose at your plan which of them to share.</Trans>
      </p>
    </Pane>
  );
}

/** Above the list: the kinds that are missing from it. */
export function RecordsAbsent({ sources }: { sources: readonly RecordSource[] }) {
  const { go } = useNavigation();
  const names = useKindNames();
  const isRunning = useIsRunning();
  return (
    <>
      {sources.map((source) => {
        const { connection, payer, payerName, notShared, incomplete } = source;
        const isOnItsWay = isRunning(source);
        if (notShared.length === 0 && incomplete.length === 0) return null;
        return (
          <div key={connection} className="note note-info records-absent">
            <Icon of={isOnItsWay && incomplete.length > 0 ? RefreshCw : Info} />
            <div className="note-text">
              {incomplete.length > 0 && (
                <p>
                  {isOnItsWay ?
                    <Trans>
                      Still coming from {payerName}: {names(incomplete)}.
                    </Trans>
                  : <Trans>
                      {payerName} did not give these, though you shared them: {names(incomplete)}. We ask again with each check.
                    </Trans>
                  }
                </p>
              )}
              {notShared.length > 0 && (
                <p>
                  <Trans>
                    You did not share these from {payerName}: {names(notShared)}.
                  </Trans>{" "}
                  <LinkButton onPress={() => go({ screen: "share", payer, reconnect: connection })}>
                    <Trans>Ask my plan again</Trans>
                  </LinkButton>
                </p>
              )}
            </div>
          </div>
        );
      })}
    </>
  );
}
