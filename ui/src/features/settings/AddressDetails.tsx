// Which of a plan's addresses the sign-in used, and why: every place that was looked at, and what came of it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState } from "react";

import { LinkButton } from "../../components/Button";
import { useFormat } from "../../i18n/format";
import { addressOutcomes, addressSources } from "../../i18n/registry";
import type { ConnectionAddresses } from "../../ipc/types.gen";

export function AddressDetails({ host, addresses }: { host: string; addresses: ConnectionAddresses | null }) {
  const content = useId();
  const [isShown, setShown] = useState(false);
  return (
    <>
      <dt>
        <Trans>Address</Trans>
      </dt>
      <dd>
        <span className="selectable break-anywhere">{host}</span>{" "}
        {addresses !== null && (
          <LinkButton className="t13" aria-expanded={isShown} aria-controls={content} onPress={() => setShown(!isShown)}>
            <Trans>Where it came from</Trans>
          </LinkButton>
        )}
        <div id={content}>{isShown && addresses !== null && <Addresses addresses={addresses} />}</div>
      </dd>
    </>
  );
}

function Addresses({ addresses }: { addresses: ConnectionAddresses }) {
  const { i18n, t } = useLingui();
  const format = useFormat();
  const when = format.instant(addresses.at);
  const source = i18n._(addressSources[addresses.used]);
  const lines: [string, string | null][] = [
    [t`Sign-in page`, addresses.authorize],
    [t`Access keys`, addresses.token],
    [t`Ending access`, addresses.revoke],
    [t`Records`, addresses.fhir],
  ];
  return (
    <div className="addresses">
      <p>
        <Trans>
          Looked up {when}. Used: {source}.
        </Trans>
      </p>
      <ul>
        {lines.map(
          ([name, address]) =>
            address !== null && (
              <li key={name}>
                {name}: <code className="selectable break-anywhere">{address}</code>
              </li>
            ),
        )}
      </ul>
      <p className="medium">
        <Trans>What was looked at, in this order</Trans>
      </p>
      <ol className="numbered">
        {addresses.steps.map(({ source, outcome, detail }) => (
          <li key={source}>
            {i18n._(addressSources[source])}: {i18n._(addressOutcomes[outcome])}
            {detail !== null && <span className="ink3 selectable"> ({detail})</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
