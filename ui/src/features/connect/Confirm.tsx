// "Are these your records?": asked before anything is fetched, so that nobody's claims come in under another's name (T4).
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, Info } from "lucide-react";

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
  stage: Extract<ConnectStage, { stage: "confirm" }>;
  onAskAgain: () => void;
  onLeave: () => void;
}

export function Confirm({ attempt, stage: { person, granted, missing }, onAskAgain, onLeave }: ConfirmProps) {
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
        <Trans>Are these your records?</Trans>
      </ScreenTitle>
      <p className="lede">
        {person ?
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
      <div className="sign-in-ways">
        <Button
          variant="primary"
          icon={CircleCheck}
          isDisabled={isBusy}
          onPress={() => confirm.mutate(byId)}
        >
          {missing.length > 0 ?
            <Trans>Yes, go on without</Trans>
          : <Trans>Yes, these are mine</Trans>}
        </Button>
        <Button isDisabled={isBusy} onPress={() => cancel.mutate(byId)}>
          <Trans>No, this is not me</Trans>
        </Button>
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
