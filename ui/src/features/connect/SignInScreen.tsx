// A sign-in from "waiting for the browser" to its end. What is shown is the attempt's stage and nothing else: the core
// moves it when the browser comes back, when the member cancels, and when the time is over.
import { Trans } from "@lingui/react/macro";
import { Ban, CircleSlash, HeartHandshake, Lock, RefreshCw } from "lucide-react";
import { useEffect, type ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Pane } from "../../components/Pane";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { putAttempt, useCommand, useConnectAttempts, usePayers } from "../../ipc/queries";
import type { AppError, ConnectAttempt, DataKind } from "../../ipc/types.gen";
import { Confirm } from "./Confirm";
import { Steps } from "./Steps";
import { Finishing, Waiting } from "./Waiting";
import "./connect.css";

export function SignInScreen({ id, optional }: { id: string; optional: DataKind[] }) {
  const attempts = useConnectAttempts();
  const attempt = attempts.data?.find((one) => one.id === id);
  if (attempt) return <Stage attempt={attempt} optional={optional} />;
  if (attempts.isPending) return <Step>{<Skeleton rows={3} />}</Step>;
  const problem: AppError = attempts.error?.problem ?? { code: "notFound", retry: "never", detail: null };
  return (
    <Step>
      <ProblemPane problem={problem} level={1} actions={<ElsewhereActions />} />
    </Step>
  );
}

function Step({ children }: { children: ReactNode }) {
  return (
    <Steps
      step={3}
      foot={
        <span className="row t13 ink2">
          <Icon of={Lock} />
          <Trans>Your password goes to your plan only. Claimfolio never sees it.</Trans>
        </span>
      }
    >
      <div className="sign-in">{children}</div>
    </Steps>
  );
}

function Stage({ attempt, optional }: { attempt: ConnectAttempt; optional: DataKind[] }) {
  const { replace, back, canGoBack, reset } = useNavigation();
  const { stage, payerName } = attempt;
  const begin = useCommand("connect_begin", putAttempt);
  const connection = stage.stage === "connected" ? stage.connection : undefined;

  useEffect(() => {
    if (connection !== undefined) reset({ screen: "firstSync", connection });
  }, [connection, reset]);

  const again = () =>
    begin.mutate(
      { request: { payer: attempt.payer, optional, reconnect: attempt.reconnect } },
      { onSuccess: (next) => replace({ screen: "signIn", attempt: next.id, optional }) },
    );
  const leave = () => (canGoBack ? back() : reset({ screen: "choosePlan" }));
  const renewed = attempt.reconnect === null ? {} : { reconnect: attempt.reconnect };
  const chooseAgain = () => replace({ screen: "share", payer: attempt.payer, ...renewed });
  const startAgain = (
    <Button variant="primary" icon={RefreshCw} onPress={again} isDisabled={begin.isPending}>
      <Trans>Start again</Trans>
    </Button>
  );

  switch (stage.stage) {
    case "waiting":
      return (
        <Step>
          <Waiting attempt={attempt} stage={stage} onCancelled={leave} />
        </Step>
      );
    case "finishing":
    case "connected":
      return (
        <Step>
          <Finishing payerName={payerName} />
        </Step>
      );
    case "confirm":
    case "anotherPerson":
      return (
        <Step>
          <Confirm attempt={attempt} stage={stage} onAskAgain={again} onLeave={leave} />
        </Step>
      );
    case "cancelled":
      return (
        <Step>
          <Pane
            icon={CircleSlash}
            level={1}
            title={<Trans>The sign-in was cancelled</Trans>}
            actions={
              <>
                {startAgain}
                <ElsewhereActions />
              </>
            }
          >
            <p>
              <Trans>Nothing was shared and nothing was kept. You can close the page in your browser.</Trans>
            </p>
          </Pane>
          {begin.isError && <ProblemNote problem={begin.error.problem} />}
        </Step>
      );
    case "declined":
      return (
        <Step>
          <Pane
            icon={HeartHandshake}
            level={1}
            title={<Trans>You said no at {payerName}, and that is fine</Trans>}
            actions={
              <>
                {startAgain}
                <ElsewhereActions />
              </>
            }
          >
            <p>
              <Trans>Nothing was shared and nothing was kept.</Trans>
            </p>
            <p>
              <Trans>If you meant to say yes, start again and agree to sharing on your plan’s page.</Trans>
            </p>
          </Pane>
          {begin.isError && <ProblemNote problem={begin.error.problem} />}
        </Step>
      );
    case "failed":
      return (
        <Step>
          {stage.problem.code === "notEligible" ?
            <NotEligible problem={stage.problem} payerName={payerName} />
          : <ProblemPane
              problem={stage.problem}
              level={1}
              actions={
                <>
                  {stage.problem.retry !== "never" && startAgain}
                  {stage.problem.code === "scopeRefused" && (
                    <Button variant="primary" onPress={chooseAgain}>
                      <Trans>Choose again what to ask for</Trans>
                    </Button>
                  )}
                  <ElsewhereActions />
                </>
              }
            />
          }
          {begin.isError && <ProblemNote problem={begin.error.problem} />}
        </Step>
      );
  }
}

/** The other ways on from an end: another plan, or the demo plan. */
function ElsewhereActions() {
  const { go } = useNavigation();
  return (
    <Button onPress={() => go({ screen: "choosePlan" })}>
      <Trans>Choose another plan</Trans>
    </Button>
  );
}

function NotEligible({ problem, payerName }: { problem: AppError; payerName: string }) {
  const { go } = useNavigation();
  const { data: groups = [] } = usePayers();
  const demo = groups.flatMap(({ payers }) => payers).find(({ kind }) => kind === "demo");
  return (
    <Pane
      icon={Ban}
      level={1}
      title={<Trans>{payerName} does not offer this for your plan yet</Trans>}
      actions={
        <>
          <ElsewhereActions />
          {demo && (
            <Button variant="quiet" onPress={() => go({ screen: "share", payer: demo.key })}>
              <Trans>Look around with the demo plan</Trans>
            </Button>
          )}
        </>
      }
      foot={
        problem.detail === null ? undefined : (
          <>
            <Trans>For a help desk:</Trans> <span className="selectable">{problem.detail}</span>
          </>
        )
      }
    >
      <p>
        <Trans>
          You signed in correctly. The law asks this of Medicare Advantage, Medicaid, CHIP and marketplace plans; most
          employer plans do not take part. Nothing was shared and nothing was kept.
        </Trans>
      </p>
      <p>
        <Trans>
          If you believe yours is one of them, call the number on your member card and ask for “Patient Access API” help.
        </Trans>
      </p>
    </Pane>
  );
}
