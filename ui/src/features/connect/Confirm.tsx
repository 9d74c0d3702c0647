// "Are these your records?": asked before anything is fetched, so that nobody's claims come in under another's name (T4).
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, Clock, Info } from "lucide-react";

import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { ScreenTitle } from "../../components/ScreenTitle";
import { useFormat } from "../../i18n/format";
import { dataKinds } from "../../i18n/words";
import { putAttempt, useCommand } from "../../ipc/queries";
import type { ConnectAttempt, ConnectStage, DataKind } from "../../ipc/types.gen";

interface ConfirmProps {
  attempt: ConnectAttempt;
  stage: Extract<ConnectStage, { stage: "confirm" | "anotherPerson" }>;
  onAskAgain: () => void;
  onLeave: () => void;
}

export function Confirm({ attempt, stage, onAskAgain, onLeave }: ConfirmProps) {
  const { person, granted, missing } = stage;
  const isAnother = stage.stage === "anotherPerson";
  const { i18n } = useLingui();
  const format = useFormat();
  const confirm = useCommand("connect_confirm", putAttempt);
  const cancel = useCommand("connect_cancel", onLeave);
  const isBusy = confirm.isPending || cancel.isPending;
  const byId = { attempt: attempt.id };
  const names = (kinds: DataKind[]) => format.list(kinds.map((kind) => i18n._(dataKinds[kind].short)));
  return (
    <>
      <ScreenTitle>
        {isAnother ?
          <Trans>These records belong to somebody else</Trans>
        : <Trans>Are these your records?</Trans>}
      </ScreenTitle>
      <p className="lede">
        {isAnother ?
          <Trans>
            You signed in at {attempt.payerName} as another person than the one whose records are here. To keep them apart,
            nothing was changed and nothing has been fetched. You can add this person as a plan of their own.
          </Trans>
        : person ?
          <Trans>{attempt.payerName} says they belong to this person. Nothing has been fetched yet.</Trans>
        : <Trans>
            {attempt.payerName} did not say whose records they are. If you signed in as yourself just now, they are yours.
            Nothing has been fetched yet.
          </Trans>
        }
      </p>
      <dl className="confirm-person">
        {person && (
          <>
            <dt>
              <Trans>Name</Trans>
            </dt>
            <dd className="confirm-name">{person.name ?? <Trans>Not stated by your plan</Trans>}</dd>
            <dt>
              <Trans>Born</Trans>
            </dt>
            <dd>
              {person.birthDate === null ?
                <Trans>Not stated by your plan</Trans>
              : format.date(person.birthDate, "long")}
            </dd>
          </>
        )}
        <dt>
          <Trans>You share</Trans>
        </dt>
        <dd>
          <span className="sentence">{granted.length > 0 ? names(granted) : <Trans>Nothing</Trans>}</span>
        </dd>
      </dl>
      {missing.length > 0 && <Missing missing={missing} onAskAgain={onAskAgain} />}
      {attempt.signsInEachTime && (
        <p className="row t14">
          <Icon of={Clock} />
          <Trans>
            Your plan gives its permission for one visit at a time. To get new claims later you sign in again; what is here
            stays here.
          </Trans>
        </p>
      )}
      <div className="sign-in-ways">
        <Button
          variant="primary"
          icon={CircleCheck}
          isDisabled={isBusy}
          onPress={() => confirm.mutate(byId)}
        >
          {isAnother ?
            <Trans>Add them as a plan of their own</Trans>
          : missing.length > 0 ?
            <Trans>Yes, go on without</Trans>
          : <Trans>Yes, these are mine</Trans>}
        </Button>
        <Button isDisabled={isBusy} onPress={() => cancel.mutate(byId)}>
          {isAnother ?
            <Trans>No, leave things as they are</Trans>
          : <Trans>No, this is not me</Trans>}
        </Button>
        {isAnother && missing.length === 0 && (
          <Button variant="quiet" isDisabled={isBusy} onPress={onAskAgain}>
            <Trans>Sign in as the same person</Trans>
          </Button>
        )}
      </div>
      {confirm.isError && <ProblemNote problem={confirm.error.problem} />}
      {cancel.isError && <ProblemNote problem={cancel.error.problem} />}
      <p className="t13 ink3 sign-in-link">
        <Trans>If you say no, the permission is thrown away and nothing is kept.</Trans>
      </p>
    </>
  );
}

/** Kinds that were asked for and not granted: which, what for, and the way to ask again. */
function Missing({ missing, onAskAgain }: { missing: DataKind[]; onAskAgain: () => void }) {
  const { i18n } = useLingui();
  return (
    <div className="note note-info">
      <Icon of={Info} />
      <div className="note-text">
        <p className="medium">
          <Trans>Your plan did not give everything that was asked for</Trans>
        </p>
        <ul>
          {missing.map((kind) => (
            <li key={kind}>
              {i18n._(dataKinds[kind].name)}: {i18n._(dataKinds[kind].why)}
            </li>
          ))}
        </ul>
        <p>
          <Trans>You may have left it out on your plan’s page, or the plan does not offer it. Both are fine.</Trans>
        </p>
        <div className="note-actions">
          <Button size="small" onPress={onAskAgain}>
            <Trans>Ask my plan again</Trans>
          </Button>
        </div>
      </div>
    </div>
  );
}
