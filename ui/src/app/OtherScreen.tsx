// Every screen but the timeline. Code of its own: the app's start reads the timeline's only.
import { CareCopyScreen, CareEntryScreen } from "../features/care/CareEntryScreen";
import { CareScreen } from "../features/care/CareScreen";
import { ClaimScreen } from "../features/claim/ClaimScreen";
import { ClaimsScreen } from "../features/claims/ClaimsScreen";
import { PrivacyScreen } from "../features/connect/PrivacyScreen";
import { ShareScreen } from "../features/connect/ShareScreen";
import { SignInScreen } from "../features/connect/SignInScreen";
import { CoverageScreen } from "../features/coverage/CoverageScreen";
import { RecordScreen } from "../features/records/RecordScreen";
import { RecordsScreen } from "../features/records/RecordsScreen";
import { ReceiptScreen } from "../features/settings/ReceiptScreen";
import { SettingsScreen } from "../features/settings/SettingsScreen";
import { BillScreen } from "../features/bill/BillScreen";
import { LedgerScreen } from "../features/ledger/LedgerScreen";
import { SpendingScreen } from "../features/spending/SpendingScreen";
import { FirstSyncScreen } from "../features/sync/FirstSyncScreen";
import { WelcomeScreen } from "../features/welcome/WelcomeScreen";
import type { Route } from "./router";

export type OtherRoute = Exclude<Route, { screen: "timeline" }>;

export default function OtherScreen({ route }: { route: OtherRoute }) {
  switch (route.screen) {
    case "claims":
      return <ClaimsScreen />;
    case "claim":
      return <ClaimScreen id={route.id} />;
    case "coverage":
      return <CoverageScreen />;
    case "spending":
      return <SpendingScreen />;
    case "ledger":
      return <LedgerScreen year={route.year} />;
    case "bill":
      return <BillScreen claim={route.claim} />;
    case "records":
      return <RecordsScreen />;
    case "record":
      return <RecordScreen id={route.id} />;
    case "care":
      return <CareScreen />;
    case "careEntry":
      return <CareEntryScreen key={route.entry} search={route.search} entry={route.entry} />;
    case "careCopy":
      return <CareCopyScreen id={route.id} />;
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
