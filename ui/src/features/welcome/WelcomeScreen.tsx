// The first screen: what this is, and which plan. A plan that this copy of the app cannot sign in to does not look as if
// it could: choosing it says what is missing and offers the demo plan.
import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowLeft, ChevronRight, FlaskConical, HardDrive, Info, KeyRound, Trash2 } from "lucide-react";
import { useId, useState } from "react";

import { useNavigation } from "../../app/router";
import { Brand } from "../../components/Brand";
import { Button, LinkButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemPane } from "../../components/Problem";
import { ScreenTitle } from "../../components/ScreenTitle";
import { SearchBox } from "../../components/SearchBox";
import { Skeleton } from "../../components/Skeleton";
import { usePayers, useRegistrations } from "../../ipc/queries";
import type { PayerChoice, PayerGroup } from "../../ipc/types.gen";
import { OpenFileButton } from "../files/OpenFileButton";
import { RestoreButton } from "../lock/RestoreButton";
import { HowToRegister } from "../settings/HowToRegister";
import { PayersFileNote } from "../settings/PayersFileNote";
import "../settings/settings.css";
import "./welcome.css";

/** The groups whose plans match every word of the search; the demo plan has its own button and is left out. */
export function matchingGroups(groups: PayerGroup[], search: string): PayerGroup[] {
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(search).split(/\s+/).filter(Boolean);
  return groups
    .map((group) => ({
      ...group,
      payers: group.payers.filter(
        ({ kind, name }) => kind !== "demo" && words.every((word) => plain(`${group.name} ${name}`).includes(word)),
      ),
    }))
    .filter(({ payers }) => payers.length > 0);
}

export function WelcomeScreen() {
  return (
    <div className="welcome">
      <Promise />
      <Plans />
    </div>
  );
}

function Promise() {
  const { t } = useLingui();
  const { go } = useNavigation();
  const points = [
    { icon: HardDrive, title: t`It stays on this computer`, text: t`Your records are locked here. We have no copy and no servers.` },
    { icon: KeyRound, title: t`No Claimfolio account`, text: t`You sign in with your plan, in your own browser.` },
    { icon: Trash2, title: t`Leave any time`, text: t`Delete everything here with one button.` },
  ];
  return (
    <aside className="welcome-promise" aria-label={t`About Claimfolio`}>
      <Brand />
      <p className="welcome-claim">
        <Trans>See what care cost, what your plan paid, and what you owe.</Trans>
      </p>
      <ul className="welcome-points">
        {points.map(({ icon, title, text }) => (
          <li key={title}>
            <Icon of={icon} />
            <span>
              <strong>{title}</strong>
              {text}
            </span>
          </li>
        ))}
      </ul>
      <span className="spring" />
      <p className="t13">
        <LinkButton onPress={() => go({ screen: "privacy" })}>
          <Trans>Privacy policy</Trans>
        </LinkButton>
      </p>
    </aside>
  );
}

function Plans() {
  const { t } = useLingui();
  const { go, back, canGoBack } = useNavigation();
  const payers = usePayers();
  const [search, setSearch] = useState("");
  const [missing, setMissing] = useState<PayerChoice | null>(null);

  const groups = payers.data ?? [];
  const shown = matchingGroups(groups, search);
  const found = shown.reduce((count, group) => count + group.payers.length, 0);
  const all = groups.flatMap((group) => group.payers);
  const demo = all.find(({ kind }) => kind === "demo");
  const hasReady = all.some(({ kind, availability }) => kind !== "demo" && availability === "ready");
  const openDemo = () => demo && go({ screen: "share", payer: demo.key });
  const choose = (payer: PayerChoice) => {
    if (payer.availability === "ready") go({ screen: "share", payer: payer.key });
    else setMissing(payer);
  };

  return (
    <section className="welcome-plans">
      {canGoBack && (
        <p className="welcome-back">
          <Button variant="quiet" size="small" icon={ArrowLeft} onPress={back}>
            <Trans>Back</Trans>
          </Button>
        </p>
      )}
      <ScreenTitle>
        <Trans>Choose your health plan</Trans>
      </ScreenTitle>
      <p className="lede">
        <Trans>It is the name on the front of your member card.</Trans>
      </p>
      <SearchBox label={t`Search by plan name`} value={search} onChange={setSearch} size="large" className="welcome-search" />
      <p className="vh" role="status">
        {search && t`${found} plans found`}
      </p>

      <PayersFileNote />
      {payers.isPending && <Skeleton rows={8} />}
      {payers.isError && <ProblemPane problem={payers.error.problem} onRetry={() => void payers.refetch()} />}
      {payers.isSuccess && shown.length === 0 && (
        <p className="welcome-none">
          <Trans>No plan here has “{search}” in its name. Try the insurer’s name, or a part of it.</Trans>
        </p>
      )}
      <div className="welcome-groups">
        {shown.map((group) => (
          <Group key={group.name} group={group} onChoose={choose} />
        ))}
      </div>

      <p className="welcome-note">
        <Icon of={Info} />
        <span>
          {payers.isSuccess && !hasReady && (
            <>
              <Trans>This copy of Claimfolio is not set up with any of these plans yet: choose one to read why.</Trans>{" "}
            </>
          )}
          <Trans>
            Plans like Medicare Advantage, Medicaid, CHIP and marketplace plans answer. Most employer plans do not yet.
          </Trans>
        </span>
      </p>
      <span className="spring" />
      <div className="welcome-foot">
        <span className="t14 ink2">
          <Trans>Don’t see your plan, or just looking?</Trans>
        </span>
        <span className="spring" />
        <OpenFileButton />
        <RestoreButton variant="quiet" />
        <Button
          variant={payers.isSuccess && !hasReady ? "primary" : "secondary"}
          icon={FlaskConical}
          onPress={openDemo}
          isDisabled={!demo}
        >
          <Trans>Try it with a demo plan</Trans>
        </Button>
      </div>
      <NotRegistered payer={missing} onClose={() => setMissing(null)} onDemo={openDemo} />
    </section>
  );
}

function Group({ group, onChoose }: { group: PayerGroup; onChoose: (payer: PayerChoice) => void }) {
  const { t } = useLingui();
  const label = useId();
  const missing = useId();
  const isMixed = group.payers.some(({ availability }) => availability === "ready");
  return (
    <section className="plan-group">
      <div className="plan-group-head">
        <h2 id={label}>{group.name}</h2>
        {!isMixed && (
          <span className="plan-state" id={missing}>
            <Trans>Not set up in this copy</Trans>
          </span>
        )}
      </div>
      <ul className="plan-list" aria-labelledby={label}>
        {group.payers.map((payer) => {
          const isReady = payer.availability === "ready";
          return (
            <li key={payer.key}>
              <button
                type="button"
                className={`plan ${isReady ? "plan-ready" : "plan-missing"}`}
                data-focus-key={`plan-${payer.key}`}
                aria-describedby={isMixed ? undefined : missing}
                onClick={() => onChoose(payer)}
              >
                <span className="plan-name">{payer.name}</span>
                {payer.kind === "sandbox" && <span className="tag tag-neutral">{t`Made-up members`}</span>}
                {isReady && <Icon of={ChevronRight} />}
                {!isReady && isMixed && <span className="plan-state">{t`Not set up in this copy`}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface NotRegisteredProps {
  payer: PayerChoice | null;
  onClose: () => void;
  onDemo: () => void;
}

function NotRegistered({ payer, onClose, onDemo }: NotRegisteredProps) {
  const { go } = useNavigation();
  const steps = useId();
  const [showsSteps, setShowsSteps] = useState(false);
  const { data: registrations = [] } = useRegistrations();
  const registration = registrations.find(({ keys }) => payer !== null && keys.includes(payer.key));
  const name = payer?.name ?? "";
  const lacksSecret = payer?.availability === "needsSecret";
  const enter = () => {
    onClose();
    go({ screen: "settings", section: "registrations" });
  };
  const demo = () => {
    onClose();
    onDemo();
  };
  return (
    <Dialog
      isOpen={payer !== null}
      onClose={onClose}
      title={<Trans>{name} cannot be connected with this copy yet</Trans>}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Choose another plan</Trans>
          </Button>
          <Button variant="primary" icon={FlaskConical} onPress={demo}>
            <Trans>Try it with a demo plan</Trans>
          </Button>
        </>
      }
    >
      <p>
        {lacksSecret ?
          <Trans>
            This copy has a client ID for {name}, but the plan also asks for the client secret that belongs to it, and there is none
            in this computer’s keychain. Nothing about you was sent.
          </Trans>
        : <Trans>
            A plan lets an app in only after the app’s maker has registered it there. This copy of Claimfolio has no registration
            with {name}, so no sign-in can be started. Nothing about you was sent.
          </Trans>
        }
      </p>
      <p className="ink2">
        <Trans>
          Whoever gave you this copy can register it with the plan. Until then you can look around with a demo plan and
          made-up people.
        </Trans>
      </p>
      <p className="row t14">
        {registration && (
          <LinkButton aria-expanded={showsSteps} aria-controls={steps} onPress={() => setShowsSteps(!showsSteps)}>
            <Trans>How an organization registers</Trans>
          </LinkButton>
        )}
        <LinkButton onPress={enter}>
          {lacksSecret ?
            <Trans>Enter the client secret</Trans>
          : <Trans>I have a client ID</Trans>}
        </LinkButton>
      </p>
      <div id={steps}>{showsSteps && registration && <HowToRegister registration={registration} />}</div>
    </Dialog>
  );
}
