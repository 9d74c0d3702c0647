// The window's content: the side with the pane that scrolls beside it, or a full-window step of connecting a plan.
import { useLingui } from "@lingui/react/macro";

import { ClaimScreen } from "../features/claim/ClaimScreen";
import { ClaimsScreen } from "../features/claims/ClaimsScreen";
import { PrivacyScreen } from "../features/connect/PrivacyScreen";
import { ShareScreen } from "../features/connect/ShareScreen";
import { SignInScreen } from "../features/connect/SignInScreen";
import { useReturningSignIn } from "../features/connect/useReturningSignIn";
import { CoverageScreen } from "../features/coverage/CoverageScreen";
import { RecordScreen } from "../features/records/RecordScreen";
import { RecordsScreen } from "../features/records/RecordsScreen";
import { ReceiptScreen } from "../features/settings/ReceiptScreen";
import { SettingsScreen } from "../features/settings/SettingsScreen";
import { Remarks } from "../features/states/Remarks";
import { FirstSyncScreen } from "../features/sync/FirstSyncScreen";
import { TimelineScreen } from "../features/timeline/TimelineScreen";
import { WelcomeScreen } from "../features/welcome/WelcomeScreen";
import { useRoute, useScrollPane, useVisit, type Route } from "./router";
import { Sidebar } from "./Sidebar";

function screenOf(route: Route) {
  switch (route.screen) {
    case "timeline":
      return <TimelineScreen />;
    case "claims":
      return <ClaimsScreen />;
    case "claim":
      return <ClaimScreen id={route.id} />;
    case "coverage":
      return <CoverageScreen />;
    case "records":
      return <RecordsScreen />;
    case "record":
      return <RecordScreen id={route.id} />;
    case "settings":
      return <SettingsScreen section={route.section ?? "connections"} />;
    case "receipt":
      return <ReceiptScreen receipt={route.receipt} payer={route.payer} />;
    case "choosePlan":
      return <WelcomeScreen />;
    case "share":
      return <ShareScreen payer={route.payer} reconnect={route.reconnect ?? null} />;
    case "signIn":
      return <SignInScreen id={route.attempt} optional={route.optional} />;
    case "firstSync":
      return <FirstSyncScreen connection={route.connection} />;
    case "privacy":
      return <PrivacyScreen />;
  }
}

const FULL_WINDOW: ReadonlySet<Route["screen"]> = new Set([
  "choosePlan",
  "share",
  "signIn",
  "firstSync",
  "privacy",
  "receipt",
]);

const HOLDS_RECORDS: ReadonlySet<Route["screen"]> = new Set(["timeline", "claims", "coverage", "records"]);

export function Frame() {
  const { t } = useLingui();
  const route = useRoute();
  const visit = useVisit();
  const paneRef = useScrollPane();
  useReturningSignIn();
  const screen = screenOf(route);
  if (FULL_WINDOW.has(route.screen)) {
    return (
      <main className="window" ref={paneRef} key={visit}>
        {screen}
      </main>
    );
  }
  return (
    <div className="app">
      <button
        type="button"
        className="skip"
        onClick={() => document.querySelector<HTMLElement>("[data-screen-title]")?.focus()}
      >
        {t`Skip to the content`}
      </button>
      <Sidebar />
      <main className="main" ref={paneRef}>
        <div key={visit} className="main-screen">
          {HOLDS_RECORDS.has(route.screen) && <Remarks />}
          {screen}
        </div>
      </main>
    </div>
  );
}
