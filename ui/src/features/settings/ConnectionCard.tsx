// A connected plan: whether it still answers, when it was last asked, what is shared until when, what is kept here.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, Clock, FileText, KeyRound, ListX, RefreshCw } from "lucide-react";
import { useId, useState } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { sentencesFor } from "../../i18n/errors";
import { daysBetween, localDay, today, useFormat } from "../../i18n/format";
import { dataKinds } from "../../i18n/words";
import { useSyncStatus } from "../../ipc/queries";
import type { Connection, DataKind, Kept } from "../../ipc/types.gen";
import { AddressDetails } from "./AddressDetails";
import { DisconnectDialog } from "./DisconnectDialog";

export function ConnectionCard({ connection }: { connection: Connection }) {
  const { go } = useNavigation();
  const label = useId();
  const [isLeaving, setLeaving] = useState(false);
  const isEnded = connection.status.status === "signInNeeded";
  const isUnlisted = connection.status.status === "payerUnlisted";
  const isFile = connection.status.status === "fromFile";
  const renew = () => go({ screen: "share", payer: connection.payer, reconnect: connection.id });
  return (
    <article className="card connection" aria-labelledby={label}>
      <header className="connection-head">
        <span className="connection-initial" aria-hidden="true">
          {Array.from(connection.payerName)[0]}
        </span>
        <div className="connection-name">
          <h3 id={label}>{connection.payerName}</h3>
          <Status connection={connection} />
        </div>
        <span className="connection-ways">
          {!isUnlisted && !isFile && (
            <Button variant={isEnded ? "primary" : "secondary"} icon={RefreshCw} onPress={renew}>
              {isEnded ?
                <Trans>Sign in again</Trans>
              : <Trans>Reconnect</Trans>}
            </Button>
          )}
          <Button onPress={() => setLeaving(true)}>
            {isFile ? <Trans>Delete…</Trans> : <Trans>Disconnect…</Trans>}
          </Button>
        </span>
      </header>
      <Facts connection={connection} onRenew={renew} />
      <DisconnectDialog connection={connection} isOpen={isLeaving} onClose={() => setLeaving(false)} />
    </article>
  );
}

function Status({ connection: { status, signsInEachTime } }: { connection: Connection }) {
  const format = useFormat();
  const { i18n } = useLingui();
  if (status.status === "connected") {
    return (
      <p className="chip">
        <Icon of={CircleCheck} />
        <Trans>Connected</Trans>
      </p>
    );
  }
  if (status.status === "fromFile") {
    return (
      <p className="chip">
        <Icon of={FileText} />
        <Trans>From a file. No plan is asked for anything.</Trans>
      </p>
    );
  }
  if (status.status === "notKept") {
    return (
      <p className="chip chip-note">
        <Icon of={KeyRound} />
        <Trans>Signed in until you close the app: the keychain did not take the new key.</Trans>
      </p>
    );
  }
  if (status.status === "payerUnlisted") {
    const { title, meaning, action } = sentencesFor("payerUnlisted");
    return (
      <p className="chip chip-note">
        <Icon of={ListX} />
        {i18n._(title)}. {i18n._(meaning)} {i18n._(action)}
      </p>
    );
  }
  if (signsInEachTime) {
    return (
      <p className="chip">
        <Icon of={Clock} />
        <Trans>Ready for your next visit: sign in to get new claims. Your records here are safe.</Trans>
      </p>
    );
  }
  const since = format.date(localDay(status.since), "noYear");
  return (
    <p className="chip chip-note">
      <Icon of={Clock} />
      <Trans>Sign-in ended {since}. Your records here are safe.</Trans>
    </p>
  );
}

function Facts({ connection, onRenew }: { connection: Connection; onRenew: () => void }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const names = (kinds: DataKind[]) => format.list(kinds.map((kind) => i18n._(dataKinds[kind].short)));
  const { memberName, granted, missing, signInUntil, signsInEachTime, kept } = connection;
  const isFile = connection.status.status === "fromFile";
  return (
    <dl className="facts">
      <dt>
        {isFile ? <Trans>Last added</Trans> : <Trans>Last updated</Trans>}
      </dt>
      <dd>
        <LastUpdated connection={connection} />
      </dd>
      {memberName !== null && (
        <>
          <dt>
            <Trans>Signed in as</Trans>
          </dt>
          <dd>{memberName}</dd>
        </>
      )}
      {!isFile && (
        <>
          <dt>
            <Trans>Shared with Claimfolio</Trans>
          </dt>
          <dd className="sentence">{granted.length > 0 ? names(granted) : <Trans>Nothing</Trans>}</dd>
        </>
      )}
      {missing.length > 0 && (
        <>
          <dt>
            <Trans>Not shared</Trans>
          </dt>
          <dd>
            <span className="sentence">{names(missing)}</span>{" "}
            <LinkButton className="t13" onPress={onRenew}>
              <Trans>Ask my plan again</Trans>
            </LinkButton>
          </dd>
        </>
      )}
      {signInUntil !== null && (
        <>
          <dt>
            <Trans>Sign-in valid until</Trans>
          </dt>
          <dd>
            {format.date(signInUntil)} <DaysLeft day={signInUntil} />
          </dd>
        </>
      )}
      {signsInEachTime && (
        <>
          <dt>
            <Trans>New claims</Trans>
          </dt>
          <dd>
            <Trans>Come when you sign in: this plan gives its permission for one visit at a time.</Trans>
          </dd>
        </>
      )}
      <dt>
        <Trans>Kept on this computer</Trans>
      </dt>
      <dd>
        <KeptHere kept={kept} />
      </dd>
      {!isFile && <AddressDetails host={connection.host} addresses={connection.addresses} />}
    </dl>
  );
}

function LastUpdated({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data: syncs = [] } = useSyncStatus();
  const sync = syncs.find((one) => one.connection === connection.id);
  if (sync?.run === "running") return <Trans>Updating now</Trans>;
  if (connection.lastUpdated === null) return <Trans>Not yet</Trans>;
  const when = format.when(connection.lastUpdated);
  const found =
    sync?.run === "done" && (sync.newClaims > 0 || sync.changedClaims > 0) ?
      t`Found ${plural(sync.newClaims, { one: "# new claim", other: "# new claims" })}, ${sync.changedClaims} changed`
    : undefined;
  return (
    <>
      <span className="sentence">{when}</span>
      {found === undefined ? "" : `${when.endsWith(".") ? "" : "."} ${found}`}
    </>
  );
}

function DaysLeft({ day }: { day: string }) {
  const left = daysBetween(today(), day);
  if (left < 0) return null;
  return <span className="ink3">({plural(left, { one: "# day left", other: "# days left" })})</span>;
}

function KeptHere({ kept }: { kept: Kept }) {
  const format = useFormat();
  const parts = [format.claims(kept.claims)];
  if (kept.records > 0) parts.push(plural(kept.records, { one: "# record", other: "# records" }));
  const what = format.list(parts);
  const size = format.bytes(kept.bytes);
  if (kept.since === null) return <>{`${what}, ${size}`}</>;
  const since = format.date(kept.since.slice(0, 7));
  return (
    <Trans>
      {what} since {since}, {size}
    </Trans>
  );
}
