// The receipt of a disconnect: what was deleted, when, and what became of the access at the plan. Made to be printed.
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, CircleCheck, Printer } from "lucide-react";

import { useNavigation } from "../../app/router";
import { Brand } from "../../components/Brand";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ScreenTitle } from "../../components/ScreenTitle";
import { sentencesFor } from "../../i18n/errors";
import { useFormat } from "../../i18n/format";
import { useAppState } from "../../ipc/queries";
import type { Receipt } from "../../ipc/types.gen";
import { DeletedList, PortalLink } from "./DisconnectDialog";
import "../connect/steps.css";
import "./settings.css";

export function ReceiptScreen({ receipt, payer }: { receipt: Receipt; payer: string }) {
  const format = useFormat();
  const { reset } = useNavigation();
  const { data: state } = useAppState();
  const done = () => reset(state?.hasConnections ? { screen: "settings" } : { screen: "choosePlan" });
  const { payerName, deleted } = receipt;
  const isFile = receipt.access.access === "noneThere";
  const size = format.bytes(deleted.bytes);
  return (
    <div className="steps">
      <header className="steps-head">
        <Brand />
      </header>
      <article className="steps-body receipt">
        <ScreenTitle>
          {isFile ?
            <Trans>{payerName} is deleted</Trans>
          : <Trans>{payerName} is disconnected</Trans>}
        </ScreenTitle>
        <p className="lede">
          <Trans>This is your receipt. It is not stored: print it if you want to keep it.</Trans>
        </p>
        <dl className="facts">
          <dt>
            <Trans>When</Trans>
          </dt>
          <dd>{format.instant(receipt.at)}</dd>
          <dt>
            <Trans>Sign-in</Trans>
          </dt>
          <dd>
            {isFile ?
              <Done>
                <Trans>There was none</Trans>
              </Done>
            : receipt.tokensDeleted ?
              <Done>
                <Trans>Deleted from the keychain, and checked to be gone</Trans>
              </Done>
            : <Open>
                <Trans>
                  The keychain did not confirm. Look for “org.claimfolio.desktop” in your computer’s keychain and delete what is
                  left.
                </Trans>
              </Open>
            }
          </dd>
          {receipt.secretDeleted !== null && (
            <>
              <dt>
                <Trans>Client secret</Trans>
              </dt>
              <dd>
                {receipt.secretDeleted ?
                  <Done>
                    <Trans>Deleted from the keychain: no other plan used this registration</Trans>
                  </Done>
                : <Open>
                    <Trans>The keychain did not confirm. Remove the registration in settings to try again.</Trans>
                  </Open>
                }
              </dd>
            </>
          )}
          <dt>
            <Trans>Access at the plan</Trans>
          </dt>
          <dd>
            <Access receipt={receipt} payer={payer} />
          </dd>
        </dl>
        <h2>
          <Trans>Deleted from this computer</Trans>
        </h2>
        <DeletedList kept={deleted} />
        <p className="t13 ink2">
          <Trans>{size} of records in all.</Trans>
        </p>
      </article>
      <footer className="steps-foot no-print">
        <Button icon={Printer} onPress={() => window.print()}>
          <Trans>Print</Trans>
        </Button>
        <span className="spring" />
        <Button variant="primary" onPress={done}>
          <Trans>Done</Trans>
        </Button>
      </footer>
    </div>
  );
}

function Done({ children }: { children: React.ReactNode }) {
  return (
    <span className="receipt-line">
      <Icon of={CircleCheck} className="receipt-done" />
      <span>{children}</span>
    </span>
  );
}

function Open({ children }: { children: React.ReactNode }) {
  return (
    <span className="receipt-line">
      <Icon of={CircleAlert} className="receipt-open" />
      <span>{children}</span>
    </span>
  );
}

function Access({ receipt: { access, hasPortal, payerName }, payer }: { receipt: Receipt; payer: string }) {
  const { i18n } = useLingui();
  const portal = hasPortal && (
    <span className="no-print">
      {" "}
      <PortalLink payer={payer} />
    </span>
  );
  switch (access.access) {
    case "revoked":
      return (
        <Done>
          <Trans>{payerName} confirmed that it is over.</Trans>
          {portal}
        </Done>
      );
    case "noneThere":
      return (
        <Done>
          <Trans>There was none: these records came from a file.</Trans>
        </Done>
      );
    case "notOffered":
      return (
        <Open>
          <Trans>
            {payerName} offers no way for an app to end it. Take Claimfolio off the list of apps on the plan’s website.
          </Trans>
          {portal}
        </Open>
      );
    case "notConfirmed":
      return (
        <Open>
          <Trans>{payerName} was asked to end it and did not confirm.</Trans>{" "}
          {i18n._(sentencesFor(access.problem.code).title)}.{" "}
          <Trans>Take Claimfolio off the list of apps on the plan’s website.</Trans>
          {portal}
        </Open>
      );
  }
}
