// What stands above the screens that show records: a plan whose sign-in has ended, an update that did not work. The
// records stay usable under it; "not now" takes it away until the app is opened again.
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Clock, KeyRound, Unplug, WifiOff } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { sentencesFor } from "../../i18n/errors";
import { localDay, useFormat } from "../../i18n/format";
import { useCommand, useConnections, useSyncStatus } from "../../ipc/queries";
import type { Connection, SyncStatus } from "../../ipc/types.gen";
import "./states.css";

export function Remarks() {
  const [put, setPut] = useState<ReadonlySet<string>>(new Set());
  const { data: connections = [] } = useConnections();
  const { data: syncs = [] } = useSyncStatus();
  const putAway = (key: string) => setPut((before) => new Set(before).add(key));

  const ended = connections.filter(({ id, status }) => status.status === "signInNeeded" && !put.has(`ended ${id}`));
  const notKept = connections.filter(({ id, status }) => status.status === "notKept" && !put.has(`not kept ${id}`));
  const failed = syncs.filter(
    ({ run, problem, connection, startedAt }) =>
      run === "failed" &&
      problem !== null &&
      problem.code !== "signInNeeded" &&
      !put.has(`failed ${connection} ${startedAt}`),
  );
  return (
    <div className="remarks">
      {ended.map((connection) => (
        <Ended key={connection.id} connection={connection} onPutAway={() => putAway(`ended ${connection.id}`)} />
      ))}
      {notKept.map((connection) => (
        <NotKept key={connection.id} connection={connection} onPutAway={() => putAway(`not kept ${connection.id}`)} />
      ))}
      {failed.map((sync) => (
        <Failed
          key={sync.connection}
          sync={sync}
          onPutAway={() => putAway(`failed ${sync.connection} ${sync.startedAt}`)}
        />
      ))}
    </div>
  );
}

function NotNow({ onPress }: { onPress: () => void }): ReactNode {
  return (
    <Button size="small" variant="quiet" onPress={onPress}>
      <Trans>Not now</Trans>
    </Button>
  );
}

function Ended({ connection, onPutAway }: { connection: Connection; onPutAway: () => void }) {
  const { go } = useNavigation();
  const format = useFormat();
  const portal = useCommand("open_portal");
  if (connection.status.status !== "signInNeeded") return null;
  const since = format.date(localDay(connection.status.since), "noYear");
  const { payerName, hasPortal, signsInEachTime } = connection;
  return (
    <div className={signsInEachTime ? "note note-info" : "note"} role="status">
      <Icon of={signsInEachTime ? Clock : Unplug} />
      <div className="note-text">
        <p className="medium">
          {signsInEachTime ?
            <Trans>Sign in at {payerName} to get new claims</Trans>
          : <Trans>The sign-in with {payerName} ended {since}</Trans>}
        </p>
        <p>
          {signsInEachTime ?
            <Trans>It gives its permission for one visit at a time. Your saved records are still here.</Trans>
          : <Trans>You or the plan may have turned it off, or its time was over. Your saved records are still here.</Trans>}{" "}
          {!signsInEachTime &&
            (hasPortal ?
              <LinkButton onPress={() => portal.mutate({ payer: connection.payer })}>
                <Trans>See the plan’s list of connected apps</Trans>
              </LinkButton>
            : <Trans>The plan’s website lists the apps that you let in, often under “connected apps”.</Trans>)}
        </p>
        {portal.isError && <ProblemNote problem={portal.error.problem} />}
        <div className="note-actions">
          <Button size="small" onPress={() => go({ screen: "share", payer: connection.payer, reconnect: connection.id })}>
            <Trans>Sign in again</Trans>
          </Button>
          <NotNow onPress={onPutAway} />
        </div>
      </div>
    </div>
  );
}

/** The plan gave a new key for later, and the keychain did not take it. */
function NotKept({ connection, onPutAway }: { connection: Connection; onPutAway: () => void }) {
  const { i18n } = useLingui();
  const start = useCommand("sync_start");
  if (connection.status.status !== "notKept") return null;
  const { payerName } = connection;
  const { title, action } = sentencesFor(connection.status.problem.code);
  return (
    <div className="note" role="status">
      <Icon of={KeyRound} />
      <div className="note-text">
        <p className="medium">
          <Trans>The sign-in with {payerName} is good only until you close the app</Trans>
        </p>
        <p>
          <Trans>The plan sent a new key, and it could not be put into your keychain.</Trans> {i18n._(title)}.{" "}
          {i18n._(action)}{" "}
          <Trans>Otherwise you sign in again next time. Your records are saved either way.</Trans>
        </p>
        <div className="note-actions">
          <Button size="small" onPress={() => start.mutate({ connection: connection.id })} isDisabled={start.isPending}>
            <Trans>Try now</Trans>
          </Button>
          <NotNow onPress={onPutAway} />
        </div>
      </div>
    </div>
  );
}

function Failed({ sync, onPutAway }: { sync: SyncStatus; onPutAway: () => void }) {
  const { i18n } = useLingui();
  const start = useCommand("sync_start");
  if (!sync.problem) return null;
  const { title, meaning } = sentencesFor(sync.problem.code);
  const isOffline = sync.problem.code === "offline";
  return (
    <div className={`note ${isOffline ? "note-info" : ""}`.trim()} role="status">
      <Icon of={isOffline ? WifiOff : CircleAlert} />
      <div className="note-text">
        <p className="medium">{i18n._(title)}</p>
        <p>
          {sync.payerName}: {i18n._(meaning)}
        </p>
        <div className="note-actions">
          {sync.problem.retry !== "never" && (
            <Button size="small" onPress={() => start.mutate({ connection: sync.connection })} isDisabled={start.isPending}>
              <Trans>Try now</Trans>
            </Button>
          )}
          <NotNow onPress={onPutAway} />
        </div>
      </div>
    </div>
  );
}
