// The privacy policy: short, and nothing in it that the app does not do.
import { Trans } from "@lingui/react/macro";

import { useNavigation } from "../../app/router";
import { Brand } from "../../components/Brand";
import { Button } from "../../components/Button";
import { ScreenTitle } from "../../components/ScreenTitle";
import "./steps.css";
import "./connect.css";

export function PrivacyScreen() {
  const { back, go, canGoBack } = useNavigation();
  return (
    <div className="steps">
      <header className="steps-head">
        <Brand />
      </header>
      <article className="steps-body privacy">
        <ScreenTitle>
          <Trans>Privacy policy</Trans>
        </ScreenTitle>
        <p className="lede">
          <Trans>
            Claimfolio is a program on your computer. There is no account and no server of ours, so there is nothing about
            you that we could see, share or sell.
          </Trans>
        </p>
        <h2>
          <Trans>What it keeps</Trans>
        </h2>
        <p>
          <Trans>
            What your plan sends after you said yes there: claims, coverage, names and birth dates of the people on it, and
            health records if you asked for them. Also your choice of language and colors.
          </Trans>
        </p>
        <h2>
          <Trans>Where</Trans>
        </h2>
        <p>
          <Trans>
            In one encrypted file on this computer. Its key, and the permission your plan gave, lie in your computer’s
            keychain. Your password is typed on your plan’s own page and never reaches Claimfolio.
          </Trans>
        </p>
        <h2>
          <Trans>Who gets it</Trans>
        </h2>
        <p>
          <Trans>
            Nobody. The app talks to the plans you connect and to no one else: no statistics, no advertising, no reports of
            crashes. Your plan can see that you use an app, and when it asks for records.
          </Trans>
        </p>
        <h2>
          <Trans>What it uses it for</Trans>
        </h2>
        <p>
          <Trans>To show it to you. Nothing else.</Trans>
        </p>
        <h2>
          <Trans>How long, and how to delete it</Trans>
        </h2>
        <p>
          <Trans>
            Until you disconnect the plan in Settings. That deletes its records and its permission from this computer and asks
            the plan to end the permission where the plan allows it. You get a receipt of what was deleted.
          </Trans>
        </p>
        <h2>
          <Trans>What it cannot protect from</Trans>
        </h2>
        <p>
          <Trans>
            Somebody who uses this computer under your name while it is unlocked, or harmful software that runs there, can
            see what you can see. Lock your screen when you leave it.
          </Trans>
        </p>
      </article>
      <footer className="steps-foot">
        <Button onPress={() => (canGoBack ? back() : go({ screen: "choosePlan" }))}>
          <Trans>Back</Trans>
        </Button>
      </footer>
    </div>
  );
}
