// The first fetch of a plan's records: what comes, counted up; what came so far; stop and go on; look around meanwhile.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { HardDrive, RefreshCw } from "lucide-react";

import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { ScreenTitle } from "../../components/ScreenTitle";
import { Skeleton } from "../../components/Skeleton";
import { useFormat } from "../../i18n/format";
import { useCommand, useConnections, useSyncStatus } from "../../ipc/queries";
import type { SyncStatus } from "../../ipc/types.gen";
import { Steps } from "../connect/Steps";
import { LockOffer } from "../lock/LockOffer";
import { ClaimsSoFar } from "./ClaimsSoFar";
import { SyncKinds } from "./SyncKinds";
import { claimsHere, withWhatIsHere, type ClaimsHere } from "./whatIsHere";
import "./sync.css";

export function FirstSyncScreen({ connection }: { connection: string }) {
  const { reset } = useNavigation();
  const sync = useSyncStatus();
  const start = useCommand("sync_start");
  const status = sync.data?.find((one) => one.connection === connection);
  const isDone = status?.run === "done";
  return (
    <Steps
      step={4}
      foot={
        <>
          <span className="row t13 ink2">
            <Icon of={HardDrive} />
            {isDone ?
              <Trans>Saved on this computer, and only here.</Trans>
            : <Trans>Saving to this computer as it arrives. If you quit, it picks up where it stopped.</Trans>}
          </span>
          <span className="spring" />
          <Button variant="primary" onPress={() => reset({ screen: "timeline" })}>
            {isDone ?
              <Trans>See your timeline</Trans>
            : <Trans>Look around now</Trans>}
          </Button>
        </>
      }
    >
      {status ?
        <Progress status={status} />
      : <>
          <ScreenTitle>
            <Trans>Getting your records</Trans>
          </ScreenTitle>
          {sync.isPending ?
            <Skeleton />
          : <p className="sync-ways">
              <Button icon={RefreshCw} onPress={() => start.mutate({ connection })} isDisabled={start.isPending}>
                <Trans>Begin</Trans>
              </Button>
            </p>
          }
          {start.isError && <ProblemNote problem={start.error.problem} />}
        </>
      }
    </Steps>
  );
}

function Progress({ status }: { status: SyncStatus }) {
  const { data: connections = [] } = useConnections();
  const kept = connections.find(({ id }) => id === status.connection)?.kept;
  const claims = claimsHere(status, kept);
  return (
    <>
      <Heading status={status} claims={claims} />
      {status.problem && <ProblemNote problem={status.problem} />}
      {status.run === "done" && <LockOffer />}
      <div className="sync">
        <div>
          <SyncKinds kinds={status.kinds.map((kind) => withWhatIsHere(kind, kept))} run={status.run} />
          <Ways status={status} />
        </div>
        <ClaimsSoFar
          connection={status.connection}
          count={claims.here}
          isFirst={!claims.isUpdate}
          isRunning={status.run === "running"}
        />
      </div>
    </>
  );
}

function Heading({ status, claims }: { status: SyncStatus; claims: ClaimsHere }) {
  const { t } = useLingui();
  const came = useWhatCame(status, claims);
  const refused = status.kinds.some(({ state }) => state === "refused" || state === "failed");
  const [title, lede] = {
    running: [t`Getting your records`, t`This often takes 1 to 5 minutes. You can look around while it works.`],
    stopped: [t`Stopped. Your place is kept`, t`What came so far is saved. Going on fetches only the rest.`],
    failed: [t`Not everything came yet`, t`What came so far is saved. Going on fetches only the rest.`],
    done: [
      claims.here === 0 && !refused ? t`All done. Your plan has no claims to share yet` : t`Your records are here`,
      refused ?
        t`${came} One kind of record did not come; the others are complete.`
      : t`${came} A new claim often shows up 2 to 6 weeks after a visit.`,
    ],
  }[status.run];
  return (
    <>
      <ScreenTitle>{title}</ScreenTitle>
      <p className="lede">{lede}</p>
      <p className="vh" role="status">
        {title}
      </p>
    </>
  );
}

/** An update says what is new, and what is here with it. */
function useWhatCame({ newClaims, changedClaims }: SyncStatus, { came, here, isUpdate }: ClaimsHere): string {
  const { t } = useLingui();
  const format = useFormat();
  if (!isUpdate) return t`${format.claims(came)} came.`;
  if (newClaims === 0 && changedClaims === 0) return t`Nothing new came: the ${format.claims(here)} here are up to date.`;
  const found = plural(newClaims, { one: "# new claim", other: "# new claims" });
  return t`${found} came, and ${changedClaims} changed. ${format.claims(here)} are here now.`;
}

function Ways({ status: { run, connection } }: { status: SyncStatus }) {
  const stop = useCommand("sync_stop");
  const start = useCommand("sync_start");
  if (run === "done") return null;
  return (
    <>
      {run === "running" && (
        <p className="t13 ink2 sync-remark">
          <Trans>Your plan does not say how many claims there are, so we count up instead of guessing a percentage.</Trans>
        </p>
      )}
      <div className="sync-ways">
        {run === "running" ?
          <Button onPress={() => stop.mutate({ connection })} isDisabled={stop.isPending}>
            <Trans>Stop</Trans>
          </Button>
        : <Button icon={RefreshCw} onPress={() => start.mutate({ connection })} isDisabled={start.isPending}>
            <Trans>Go on</Trans>
          </Button>
        }
        <span className="t13 ink3">
          <Trans>Your place is kept.</Trans>
        </span>
      </div>
      {stop.isError && <ProblemNote problem={stop.error.problem} />}
      {start.isError && <ProblemNote problem={start.error.problem} />}
    </>
  );
}
