// How an organisation registers the app with a payer: the steps of the payers' documents, in our words.
import { Trans } from "@lingui/react/macro";
import { ExternalLink } from "lucide-react";

import { LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useCommand } from "../../ipc/queries";
import type { Registration } from "../../ipc/types.gen";

export function HowToRegister({ registration }: { registration: Registration }) {
  const open = useCommand("open_registration_page");
  const { portal, support, redirect, scopes } = registration;
  const serves = registration.payers.length;
  return (
    <div className="register-steps">
      <p>
        <Trans>
          An organization registers the app, not a member: a clinic, an employer, a patients’ group, or whoever hands out this
          copy of Claimfolio.
        </Trans>
      </p>
      <ol className="numbered">
        <li>
          <Trans>Make a One Healthcare ID and sign in to the plan’s website for app owners.</Trans>{" "}
          {portal !== null && (
            <LinkButton onPress={() => open.mutate({ registration: registration.id })}>
              <Trans>Open that website</Trans> <Icon of={ExternalLink} />
            </LinkButton>
          )}
        </li>
        <li>
          <Trans>Register the organization there, once. The plan’s security team answers by email, in about 5 business days.</Trans>
        </li>
        <li>
          <Trans>
            Then register a new app for patient access. Start with the test system: it is open at once. The real one is reviewed,
            about 5 business days.
          </Trans>
        </li>
        <li>
          <Trans>Give this address to come back to:</Trans> <code className="selectable break-anywhere">{redirect}</code>
        </li>
        <li>
          <Trans>Ask for these kinds of access, each by name:</Trans>{" "}
          <code className="selectable break-anywhere">{scopes.join(" ")}</code>
        </li>
        <li>
          <Trans>You get a client ID. Enter it in Claimfolio’s settings, under Plan registrations.</Trans>{" "}
          {registration.needsSecret ?
            <Trans>This plan also needs the client secret.</Trans>
          : <Trans>The client secret is not needed: an app on a member’s computer proves itself another way (PKCE).</Trans>}
        </li>
      </ol>
      {serves > 1 && (
        <p className="t13 ink2">
          <Trans>One registration serves all {serves} plans of this group. Each plan still has a sign-in of its own.</Trans>
        </p>
      )}
      {support !== null && (
        <p className="t13 ink2">
          <Trans>
            Help with registering: <span className="selectable">{support}</span>
          </Trans>
        </p>
      )}
      {open.isError && <ProblemNote problem={open.error.problem} />}
    </div>
  );
}
