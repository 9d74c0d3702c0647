// From the start to the first screen: the records open, or something is in the way and is said.
import { lazy, Suspense, useEffect } from "react";

import { Files } from "../features/files/Files";
import { RestoreReceipt } from "../features/lock/RestoreReceipt";
import { Opening } from "../features/states/Opening";
import { ProblemPane } from "../components/Problem";
import { activate, localeFor } from "../i18n";
import { useAppState } from "../ipc/queries";
import type { AppState } from "../ipc/types.gen";
import { Away } from "./Away";
import { Frame } from "./Frame";
import { PersonFilterProvider } from "./personFilter";
import { RouterProvider, type Route } from "./router";
import { useTheme } from "./theme";

/** Rarely needed, and then nothing else is. */
const LockScreen = lazy(async () => ({ default: (await import("../features/lock/LockScreen")).LockScreen }));
const Blocked = lazy(async () => ({ default: (await import("../features/states/Blocked")).Blocked }));

export function App({ first }: { first?: Route | undefined }) {
  const state = useAppState();
  useTheme(state.data?.settings.theme ?? "system");
  const language = state.data?.settings.language;
  useEffect(() => {
    if (language !== undefined) void activate(localeFor(language));
  }, [language]);

  if (state.isError && !state.data) {
    return (
      <main className="alone">
        <ProblemPane problem={state.error.problem} onRetry={() => void state.refetch()} level={1} />
      </main>
    );
  }
  return state.data ? <Started state={state.data} first={first} /> : <Opening />;
}

function Started({ state, first }: { state: AppState; first: Route | undefined }) {
  switch (state.startup.state) {
    case "opening":
      return <Opening />;
    case "blocked":
      return (
        <Suspense fallback={<Opening />}>
          <Blocked problem={state.startup.problem} hasRecoveryCode={state.hasRecoveryCode} />
        </Suspense>
      );
    case "locked":
      return (
        <Suspense fallback={<Opening />}>
          <LockScreen hasPassphrase={state.startup.hasPassphrase} hasRecoveryCode={state.hasRecoveryCode} />
        </Suspense>
      );
    case "ready":
      return (
        <RouterProvider first={first ?? (state.hasConnections ? { screen: "timeline" } : { screen: "choosePlan" })}>
          <PersonFilterProvider>
            <Frame />
            <Away />
            <Files />
            <RestoreReceipt />
          </PersonFilterProvider>
        </RouterProvider>
      );
  }
}
