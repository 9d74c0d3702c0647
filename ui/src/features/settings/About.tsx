// What the app is.
import { Trans } from "@lingui/react/macro";

import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { Mark } from "../../components/Brand";
import { useAppState } from "../../ipc/queries";

export function About() {
  const { go } = useNavigation();
  const { data: state } = useAppState();
  const version = state?.version ?? "";
  return (
    <>
      <h2>
        <Trans>About</Trans>
      </h2>
      <div className="about">
        <Mark />
        <div>
          <p className="medium">Claimfolio</p>
          <p className="t14 ink2 selectable">
            <Trans>Version {version}</Trans>
          </p>
        </div>
      </div>
      <p className="t14 ink2 about-text">
        <Trans>
          Shows members of health plans their own claims, on their own computer. It is not made or approved by any plan, and it
          gives no medical or legal advice: where it matters, ask your plan.
        </Trans>
      </p>
      <p className="t14 ink2 about-text">
        <Trans>
          Free software under the MIT license or the Apache License 2.0, at your choice. The typeface is Inter (SIL Open Font
          License), the icons are Lucide (ISC license).
        </Trans>
      </p>
      <p className="t14">
        <LinkButton onPress={() => go({ screen: "privacy" })}>
          <Trans>Privacy policy</Trans>
        </LinkButton>
      </p>
    </>
  );
}
