// Waiting for the member to come back from the browser, and every way on when something is in the way.
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Clock, Copy, ExternalLink } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Form, Input, Label, TextField } from "react-aria-components";

import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { ScreenTitle } from "../../components/ScreenTitle";
import { useCommand } from "../../ipc/queries";
import type { ConnectAttempt, ConnectStage } from "../../ipc/types.gen";
import { elapsedSeconds, writeClock } from "./clock";

type WaitingStage = Extract<ConnectStage, { stage: "waiting" }>;

interface WaitingProps {
  attempt: ConnectAttempt;
  stage: WaitingStage;
  onCancelled: () => void;
}

export function Waiting({ attempt, stage, onCancelled }: WaitingProps) {
  const { payerName } = attempt;
  const openPage = useCommand("connect_open_page");
  const cancel = useCommand("connect_cancel", onCancelled);
  const byId = { attempt: attempt.id };
  const minutes = Math.round(attempt.openForSeconds / 60);
  return (
    <>
      <Picture />
      <ScreenTitle>
        {stage.browserOpened ?
          <Trans>Finish signing in, in your browser</Trans>
        : <Trans>Open your plan’s page in a browser</Trans>}
      </ScreenTitle>
      <p className="lede">
        {stage.browserOpened ?
          <Trans>
            We opened {payerName}’s own page. Sign in there and say yes to sharing. This window moves on by itself when you
            are done.
          </Trans>
        : <Trans>
            No browser could be opened from here. Copy the link, open it in a browser on this computer, sign in there and say
            yes to sharing.
          </Trans>
        }
      </p>
      <Elapsed startedAt={attempt.startedAt} />
      <div className="sign-in-ways">
        <Button icon={ExternalLink} onPress={() => openPage.mutate(byId)}>
          {stage.browserOpened ?
            <Trans>Open the page again</Trans>
          : <Trans>Try to open it again</Trans>}
        </Button>
        <CopyLink attempt={attempt.id} isPrimary={!stage.browserOpened} />
        <span className="spring" />
        <Button
          variant="quiet"
          isDisabled={cancel.isPending}
          onPress={() => cancel.mutate(byId)}
        >
          <Trans>Cancel</Trans>
        </Button>
      </div>
      {openPage.isError && <ProblemNote problem={openPage.error.problem} />}
      {cancel.isError && <ProblemNote problem={cancel.error.problem} />}
      {!stage.linksComeBack && (
        <div className="paste-prominent">
          <p className="semibold">
            <Trans>This window cannot notice when you are done</Trans>
          </p>
          <p className="t14 ink2">
            <Trans>
              Another program receives Claimfolio’s links on this computer, or none does. After you said yes, copy the address
              of the last page from your browser and paste it here.
            </Trans>
          </p>
          <Paste attempt={attempt.id} />
        </div>
      )}
      <section className="sign-in-help">
        <h2>
          <Trans>Is something in the way?</Trans>
        </h2>
        <p>
          <Trans>Use the sign-in you use on your plan’s website. It may send you a code.</Trans>
        </p>
        <p>
          <Trans>If the page says “access denied”, your plan may not offer this yet. Come back here: it tells you more.</Trans>
        </p>
        <p>
          <Trans>
            If the page says that the app or its “redirect” address is not known, it sends nobody back: nothing will happen
            here. Cancel, and tell whoever gave you the app. Settings show what must be registered.
          </Trans>
        </p>
        <p>
          <Trans>The sign-in stays open for {minutes} minutes. After that you start it again; nothing is lost.</Trans>
        </p>
        {stage.linksComeBack && <PasteOnDemand attempt={attempt.id} />}
      </section>
    </>
  );
}

export function Finishing({ payerName }: { payerName: string }) {
  return (
    <>
      <Picture />
      <ScreenTitle>
        <Trans>You are back. One moment</Trans>
      </ScreenTitle>
      <p className="lede" role="status">
        <Trans>Asking {payerName} whose records these are.</Trans>
      </p>
    </>
  );
}

/** The time since the browser was opened; a screen reader hears it when it asks, not every second. */
function Elapsed({ startedAt }: { startedAt: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = elapsedSeconds(startedAt, now);
  return (
    <div className="sign-in-clock">
      <Icon of={Clock} />
      <Trans>Waiting for you to finish in the browser</Trans>
      <time className="tabular" dateTime={`PT${seconds}S`}>
        {writeClock(seconds)}
      </time>
    </div>
  );
}

function CopyLink({ attempt, isPrimary }: { attempt: string; isPrimary: boolean }) {
  const { t } = useLingui();
  const [outcome, setOutcome] = useState<{ copied: boolean; link: string }>();
  const link = useCommand("connect_link");
  const copy = () =>
    link.mutate(
      { attempt },
      {
        onSuccess: (address) => {
          navigator.clipboard.writeText(address).then(
            () => setOutcome({ copied: true, link: address }),
            () => setOutcome({ copied: false, link: address }),
          );
        },
      },
    );
  return (
    <>
      <Button icon={outcome?.copied ? Check : Copy} variant={isPrimary ? "primary" : "secondary"} onPress={copy}>
        {outcome?.copied ?
          <Trans>Copied</Trans>
        : <Trans>Copy the link</Trans>}
      </Button>
      <span className="vh" role="status">
        {outcome?.copied && t`The link is in the clipboard.`}
      </span>
      {outcome?.copied === false && (
        <TextField className="sign-in-link" isReadOnly value={outcome.link}>
          <Label className="field-label">
            <Trans>Copy this link</Trans>
          </Label>
          <Input className="text-input" onFocus={(event) => event.currentTarget.select()} />
        </TextField>
      )}
      {link.isError && <ProblemNote problem={link.error.problem} />}
    </>
  );
}

function PasteOnDemand({ attempt }: { attempt: string }) {
  const [isShown, setShown] = useState(false);
  const field = useId();
  return (
    <>
      <p>
        <Trans>Done there, but nothing happens here?</Trans>{" "}
        <LinkButton aria-expanded={isShown} aria-controls={field} onPress={() => setShown(!isShown)}>
          <Trans>Paste the address of the last page</Trans>
        </LinkButton>
      </p>
      <div id={field}>{isShown && <Paste attempt={attempt} />}</div>
    </>
  );
}

function Paste({ attempt }: { attempt: string }) {
  const { t } = useLingui();
  const hint = useId();
  const [address, setAddress] = useState("");
  const paste = useCommand("connect_paste");
  const use = () => {
    if (address.trim()) paste.mutate({ attempt, address: address.trim() });
  };
  return (
    <Form
      className="paste"
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      <div className="paste-row">
        <TextField className="spring" aria-label={t`Address of the last page`} aria-describedby={hint} value={address} onChange={setAddress}>
          <Input className="text-input" placeholder="org.claimfolio.desktop://…" autoComplete="off" spellCheck="false" />
        </TextField>
        <Button type="submit" isDisabled={!address.trim() || paste.isPending}>
          <Trans>Use this address</Trans>
        </Button>
      </div>
      <p className="t13 ink3" id={hint}>
        <Trans>It begins with org.claimfolio.desktop:// or is the address in your browser’s address bar.</Trans>
      </p>
      {paste.isError && <ProblemNote problem={paste.error.problem} />}
    </Form>
  );
}

/** A browser's page with a button, and a way back to the app. */
function Picture() {
  return (
    <svg viewBox="0 0 132 78" aria-hidden="true" className="sign-in-picture">
      <rect x="1" y="1" width="84" height="60" rx="6" className="picture-page" />
      <path d="M1 15h84" className="picture-line" />
      <circle cx="10" cy="8" r="2" className="picture-dot" />
      <circle cx="17" cy="8" r="2" className="picture-dot" />
      <rect x="25" y="26" width="38" height="7" rx="3" className="picture-dot" />
      <rect x="25" y="37" width="38" height="9" rx="3" className="picture-accent" />
      <path d="M73 69h26" className="picture-way" />
      <rect x="99" y="44" width="32" height="33" rx="8" className="picture-accent" />
      <rect x="106" y="52" width="17" height="3.5" rx="1.75" className="picture-mark" />
      <rect x="106" y="59" width="13" height="3.5" rx="1.75" className="picture-mark" />
      <rect x="106" y="66" width="8" height="3.5" rx="1.75" className="picture-mark" />
    </svg>
  );
}
