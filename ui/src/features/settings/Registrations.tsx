// How this copy of the app is known to each payer, and where an organisation enters its own client ID. A client secret goes
// one way: into the keychain.
import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound, Lock } from "lucide-react";
import { useId, useState } from "react";
import { Form, Input, Label, TextField } from "react-aria-components";

import { Button, LinkButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { useFormat } from "../../i18n/format";
import { registrationSources } from "../../i18n/registry";
import { registrationsChanged, useCommand, usePayersFile, useRegistrations } from "../../ipc/queries";
import type { Registration } from "../../ipc/types.gen";
import { HowToRegister } from "./HowToRegister";
import { PayersFileNote } from "./PayersFileNote";

export function Registrations() {
  const registrations = useRegistrations();
  return (
    <>
      <h2>
        <Trans>Plan registrations</Trans>
      </h2>
      <p className="t14 ink2 about-text">
        <Trans>
          A plan answers only apps that were registered with it. If you or your organization have a registration, enter its client
          ID here. Members do not need this where a plan is set up already.
        </Trans>
      </p>
      <PayersFileNote />
      {registrations.isPending && <Skeleton />}
      {registrations.isError && (
        <ProblemPane problem={registrations.error.problem} onRetry={() => void registrations.refetch()} />
      )}
      {registrations.data?.map((registration) => (
        <RegistrationCard key={registration.id} registration={registration} />
      ))}
      <OwnFile />
    </>
  );
}

function OwnFile() {
  const format = useFormat();
  const { data: file } = usePayersFile();
  if (!file || file.fault) return null;
  const names = format.list(file.changed);
  return (
    <p className="t13 ink2">
      {file.changed.length > 0 ?
        <Trans>
          <span className="selectable break-anywhere">{file.path}</span> changes or adds these plans: {names}.
        </Trans>
      : <Trans>
          A file <span className="selectable break-anywhere">{file.path}</span> could change these plans or add others. There is
          none.
        </Trans>
      }
    </p>
  );
}

function RegistrationCard({ registration }: { registration: Registration }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const label = useId();
  const steps = useId();
  const [isEntering, setEntering] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [showsSteps, setShowsSteps] = useState(false);
  const { clientId, payers, needsSecret, hasSecret, source } = registration;
  const name = format.list(payers);
  return (
    <article className="card registration" aria-labelledby={label}>
      <header className="connection-head">
        <div className="connection-name">
          <h3 id={label}>{name}</h3>
          <p className="t13 ink2">{i18n._(registrationSources[source])}</p>
        </div>
        <span className="connection-ways">
          {source === "own" && (
            <Button onPress={() => setRemoving(true)}>
              <Trans>Remove…</Trans>
            </Button>
          )}
          <Button icon={KeyRound} onPress={() => setEntering(true)}>
            {clientId === null ?
              <Trans>Enter client ID</Trans>
            : <Trans>Change</Trans>}
          </Button>
        </span>
      </header>
      <dl className="facts">
        <dt>
          <Trans>Client ID</Trans>
        </dt>
        <dd className="selectable break-anywhere">{clientId ?? <Trans>None yet</Trans>}</dd>
        {needsSecret && (
          <>
            <dt>
              <Trans>Client secret</Trans>
            </dt>
            <dd>
              {hasSecret ?
                <>
                  <Icon of={Lock} /> <Trans>In this computer’s keychain. It is not shown again.</Trans>
                </>
              : <Trans>None yet. This plan needs one.</Trans>}
            </dd>
          </>
        )}
      </dl>
      <p>
        <LinkButton className="t13" aria-expanded={showsSteps} aria-controls={steps} onPress={() => setShowsSteps(!showsSteps)}>
          <Trans>How an organization registers</Trans>
        </LinkButton>
      </p>
      <div id={steps}>{showsSteps && <HowToRegister registration={registration} />}</div>
      {isEntering && <EntryDialog registration={registration} name={name} onClose={() => setEntering(false)} />}
      {isRemoving && <RemoveDialog registration={registration} name={name} onClose={() => setRemoving(false)} />}
    </article>
  );
}

interface RegistrationDialogProps {
  registration: Registration;
  name: string;
  onClose: () => void;
}

function EntryDialog({ registration, name, onClose }: RegistrationDialogProps) {
  const form = useId();
  const [clientId, setClientId] = useState(registration.clientId ?? "");
  const [secret, setSecret] = useState("");
  const save = useCommand("save_registration", registrationsChanged);
  const keepsSecret = registration.hasSecret && clientId.trim() === registration.clientId;
  const isWhole = clientId.trim() !== "" && (!registration.needsSecret || keepsSecret || secret.trim() !== "");
  const submit = () => {
    if (!isWhole || save.isPending) return;
    const entry = { id: registration.id, clientId: clientId.trim(), secret: secret.trim() === "" ? null : secret.trim() };
    save.mutate({ entry }, { onSuccess: onClose, onSettled: () => setSecret("") });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Registration with {name}</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!isWhole || save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="registration-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField value={clientId} onChange={setClientId}>
          <Label className="field-label">
            <Trans>Client ID</Trans>
          </Label>
          <Input className="text-input" autoComplete="off" spellCheck="false" maxLength={512} />
        </TextField>
        {registration.needsSecret && (
          <TextField value={secret} onChange={setSecret}>
            <Label className="field-label">
              <Trans>Client secret</Trans>
            </Label>
            <Input className="text-input" type="password" autoComplete="off" maxLength={2000} />
          </TextField>
        )}
      </Form>
      {registration.needsSecret && (
        <p className="t13 ink2">
          {keepsSecret ?
            <Trans>Leave the secret empty to keep the one in the keychain.</Trans>
          : <Trans>
              The secret goes to this computer’s keychain and to the plan’s sign-in server, and nowhere else. It is not shown again
              and is deleted with the last connection that uses it.
            </Trans>
          }
        </p>
      )}
      {save.isError && <ProblemNote problem={save.error.problem} />}
    </Dialog>
  );
}

function RemoveDialog({ registration, name, onClose }: RegistrationDialogProps) {
  const remove = useCommand("remove_registration", registrationsChanged);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={<Trans>Remove the registration with {name}?</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            variant="danger"
            isDisabled={remove.isPending}
            onPress={() => remove.mutate({ registration: registration.id }, { onSuccess: onClose })}
          >
            <Trans>Remove registration</Trans>
          </Button>
        </>
      }
    >
      <p>
        {registration.hasSecret ?
          <Trans>The client ID you entered and the secret in the keychain are deleted.</Trans>
        : <Trans>The client ID you entered is deleted.</Trans>}{" "}
        <Trans>
          Plans that are connected with it keep their records here, but can get no new ones until there is a registration again.
        </Trans>
      </p>
      {remove.isError && <ProblemNote problem={remove.error.problem} />}
    </Dialog>
  );
}
