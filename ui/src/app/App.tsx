// From the start to the first screen: the records open, or something is in the way and is said.
import { useEffect } from "react";

import { Blocked } from "../features/states/Blocked";
import { Opening } from "../features/states/Opening";
import { ProblemPane } from "../components/Problem";
import { activate, localeFor } from "../i18n";
import { useAppState } from "../ipc/queries";
import type { AppState } from "../ipc/types.gen";
import { Frame } from "./Frame";
import { PersonFilterProvider } from "./personFilter";
import { RouterProvider, type Route } from "./router";
import { useTheme } from "./theme";

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
      return <Blocked problem={state.startup.problem} />;
    case "ready":
      return (
        <RouterProvider first={first ?? (state.hasConnections ? { screen: "timeline" } : { screen: "choosePlan" })}>
          <PersonFilterProvider>
            <Frame />
          </PersonFilterProvider>
        </RouterProvider>
      );
  }
}
