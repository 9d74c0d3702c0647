// Before the sign-in: what will be asked for and why, where it is kept, for how long, what happens next.
import { Trans, useLingui } from "@lingui/react/macro";
import { ExternalLink } from "lucide-react";
import { useState } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { ScreenTitle } from "../../components/ScreenTitle";
import { Skeleton } from "../../components/Skeleton";
import { Switch } from "../../components/Switch";
import { useFormat } from "../../i18n/format";
import { planTypes } from "../../i18n/registry";
import { dataKinds } from "../../i18n/words";
import { putAttempt, useCommand, useConnections, useSharePreview } from "../../ipc/queries";
import type { DataKind, PlanType, ShareKind, SharePreview } from "../../ipc/types.gen";
import { Steps } from "./Steps";
import "./connect.css";

export function ShareScreen({ payer, reconnect }: { payer: string; reconnect: string | null }) {
  const preview = useSharePreview(payer);
  const connections = useConnections();
  const { back } = useNavigation();
  if (preview.isSuccess && !connections.isPending) {
    const renewed = connections.data?.find(({ id }) => id === reconnect);
    return <Share preview={preview.data} reconnect={reconnect} shared={renewed?.granted ?? []} />;
  }
  return (
    <Steps
      step={2}
      foot={
        <Button onPress={back}>
          <Trans>Back</Trans>
        </Button>
      }
    >
      {preview.isError ?
        <ProblemPane problem={preview.error.problem} onRetry={() => void preview.refetch()} level={1} />
      : <Skeleton />}
    </Steps>
  );
}

interface ShareProps {
  preview: SharePreview;
  reconnect: string | null;
  /** What was shared before, where this renews a connection. */
  shared: DataKind[];
}

function Share({ preview, reconnect, shared }: ShareProps) {
  const { go, back } = useNavigation();
  const begin = useCommand("connect_begin", putAttempt);
  const [optional, setOptional] = useState<DataKind[]>(() =>
    preview.kinds.filter(({ kind, always }) => !always && shared.includes(kind)).map(({ kind }) => kind),
  );
  const isReady = preview.availability === "ready";
  const { host, payerName } = preview;

  const proceed = () =>
    begin.mutate(
      { request: { payer: preview.payer, optional, reconnect } },
      { onSuccess: (attempt) => go({ screen: "signIn", attempt: attempt.id, optional }) },
    );
  const ask = (kind: DataKind, isWanted: boolean) =>
    setOptional((before) => (isWanted ? [...before, kind] : before.filter((one) => one !== kind)));

  return (
    <Steps
      step={2}
      foot={
        <>
          <Button onPress={back}>
            <Trans>Back</Trans>
          </Button>
          <span className="spring" />
          <span className="t13 ink3">
            {preview.payerKind === "demo" ?
              <Trans>Opens a made-up sign-in page in your browser</Trans>
            : <Trans>Opens {host} in your browser</Trans>}
          </span>
          <Button
            variant="primary"
            size="large"
            iconAfter={ExternalLink}
            onPress={proceed}
            isDisabled={!isReady || begin.isPending}
          >
            <Trans>Continue to sign in</Trans>
          </Button>
        </>
      }
    >
      <ScreenTitle>
        <Trans>What {payerName} will share</Trans>
      </ScreenTitle>
      <p className="lede">
        <Trans>You decide before anything is sent. Claimfolio can only read. It cannot change anything at your plan.</Trans>
      </p>
      {!isReady && <ProblemNote problem={{ code: "appNotRegistered", retry: "never", detail: null }} />}
      {begin.isError && <ProblemNote problem={begin.error.problem} />}
      <div className="share">
        <ul className="share-kinds">
          {preview.kinds.map((kind) => (
            <Kind key={kind.kind} kind={kind} isWanted={optional.includes(kind.kind)} onAsk={ask} />
          ))}
        </ul>
        <Terms preview={preview} />
      </div>
    </Steps>
  );
}

interface KindProps {
  kind: ShareKind;
  isWanted: boolean;
  onAsk: (kind: DataKind, isWanted: boolean) => void;
}

function Kind({ kind: { kind, always }, isWanted, onAsk }: KindProps) {
  const { t, i18n } = useLingui();
  const words = dataKinds[kind];
  const name = i18n._(words.name);
  return (
    <li className="share-kind">
      <Icon of={words.icon} />
      <div>
        <p className="semibold">{name}</p>
        <p className="t14 ink2">{i18n._(words.holds)}</p>
        <p className="t14">
          <span className="ink3">
            <Trans>Why:</Trans>{" "}
          </span>
          {i18n._(words.why)}
        </p>
      </div>
      {always ?
        <span className="t13 ink3">
          <Trans>Always</Trans>
        </span>
      : <Switch isOn={isWanted} onChange={(isOn) => onAsk(kind, isOn)} label={t`Ask for ${name}`}>
          <Trans>Ask for it</Trans>
        </Switch>
      }
    </li>
  );
}

function Served({ served }: { served: PlanType[] }) {
  const { i18n } = useLingui();
  const format = useFormat();
  if (served.length === 0) {
    return (
      <Trans>
        Not known for this plan. Where your kind of plan is not served, the sign-in ends with a refusal, and nothing is kept.
      </Trans>
    );
  }
  const kinds = format.list(served.map((type) => i18n._(planTypes[type])));
  return (
    <Trans>
      Members of these kinds of plans: {kinds}. Other plans, like most from an employer, do not answer yet: then the sign-in ends
      with a refusal, and nothing is kept.
    </Trans>
  );
}

function Terms({ preview }: { preview: SharePreview }) {
  const { go } = useNavigation();
  const days = preview.permissionDays;
  return (
    <div className="share-terms">
      <section>
        <h2>
          <Trans>Where it is kept</Trans>
        </h2>
        <p>
          <Trans>On this computer only, locked with a key that stays here. Not in a cloud, not with us.</Trans>
        </p>
      </section>
      <section>
        <h2>
          <Trans>How long</Trans>
        </h2>
        <p>
          {days === null ?
            <Trans>Until you delete it. Your plan decides how long its permission lasts; then you sign in again.</Trans>
          : <Trans>Until you delete it. Your plan’s permission lasts {days} days, and then you sign in again.</Trans>}
        </p>
      </section>
      <section>
        <h2>
          <Trans>Who can use this</Trans>
        </h2>
        <p>
          {preview.payerKind === "production" ?
            <Served served={preview.served} />
          : <Trans>Anybody. The members and their records are made up.</Trans>}
        </p>
      </section>
      <section>
        <h2>
          <Trans>What happens next</Trans>
        </h2>
        <ol className="numbered">
          <li>
            <Trans>Your browser opens your plan’s own page.</Trans>
          </li>
          <li>
            <Trans>You sign in there. We never see your password.</Trans>
          </li>
          <li>
            <Trans>You say yes, and come back here.</Trans>
          </li>
        </ol>
      </section>
      <section>
        <LinkButton className="t14" onPress={() => go({ screen: "privacy" })}>
          <Trans>Read the privacy policy</Trans>
        </LinkButton>
      </section>
    </div>
  );
}
