// The web view's start: chooses the other side, follows its events, draws the app.
import "@fontsource-variable/inter/opsz.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/components.css";

import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import type { Route } from "./app/router";
import { applyTheme } from "./app/theme";
import { askAhead } from "./features/timeline/askAhead";
import { activate, localeFor } from "./i18n";
import { installBackend } from "./ipc/client";
import { followEvents, newQueryClient } from "./ipc/queries";
import { tauriBackend } from "./ipc/tauri";

async function start(): Promise<void> {
  applyTheme("system");
  let first: Route | undefined;
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { fakeBackendFor, firstRouteFor } = await import("./ipc/fake/browser");
    const query = new URLSearchParams(window.location.search);
    installBackend(fakeBackendFor(query));
    first = firstRouteFor(query);
  } else {
    installBackend(tauriBackend);
  }
  const client = newQueryClient();
  followEvents(client);
  askAhead(client, new Date());
  await activate(localeFor("system"));

  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no root.");
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <App first={first} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

void start();
