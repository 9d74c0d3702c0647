// The window's content: the side with the pane that scrolls beside it, or a full-window step of connecting a plan.
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";

import { useReturningSignIn } from "../features/connect/useReturningSignIn";
import { Remarks } from "../features/states/Remarks";
import { TimelineScreen } from "../features/timeline/TimelineScreen";
import { whenClaimsArePainted } from "./painted";
import { useRoute, useScrollPane, useVisit, type Route } from "./router";
import { Sidebar } from "./Sidebar";

const readOthers = () => import("./OtherScreen");
const OtherScreen = lazy(readOthers);
whenClaimsArePainted(() => void readOthers());

function screenOf(route: Route) {
  if (route.screen === "timeline") return <TimelineScreen />;
  return (
    <Suspense>
      <OtherScreen route={route} />
    </Suspense>
  );
}

const FULL_WINDOW: ReadonlySet<Route["screen"]> = new Set([
  "choosePlan",
  "share",
  "signIn",
  "firstSync",
  "privacy",
  "receipt",
]);

const HOLDS_RECORDS: ReadonlySet<Route["screen"]> = new Set(["timeline", "claims", "coverage", "spending", "ledger", "records"]);

export function Frame() {
  const { t } = useLingui();
  const route = useRoute();
  const visit = useVisit();
  useReturningSignIn();
  const screen = screenOf(route);
  if (FULL_WINDOW.has(route.screen)) {
    return (
      <ScrollPane className="window" key={visit}>
        {screen}
      </ScrollPane>
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
      <ScrollPane className="main">
        <div key={visit} className="main-screen">
          {HOLDS_RECORDS.has(route.screen) && <Remarks />}
          {screen}
        </div>
      </ScrollPane>
    </div>
  );
}

/** The pane that scrolls. What is in it is drawn once it is there: a long list asks it at once what is in sight. */
function ScrollPane({ className, children }: { className: string; children: ReactNode }) {
  const paneRef = useScrollPane();
  const [isHere, setHere] = useState(false);
  const hold = useCallback(
    (element: HTMLElement | null) => {
      paneRef.current = element;
      setHere(element !== null);
    },
    [paneRef],
  );
  return (
    <main className={className} ref={hold}>
      {isHere && children}
    </main>
  );
}
