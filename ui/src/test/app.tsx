// The whole app on the back end in memory, for tests.
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";

import { App } from "../app/App";
import type { Route } from "../app/router";
import { installBackend } from "../ipc/client";
import { FakeBackend, type FakeOptions } from "../ipc/fake";
import { followEvents, newQueryClient } from "../ipc/queries";

export interface Shown extends RenderResult {
  backend: FakeBackend;
  client: QueryClient;
  user: UserEvent;
}

/** Draws the app as a member would meet it; `first` begins on another screen, `prepare` comes before the first call. */
export function showApp(options: FakeOptions = {}, first?: Route, prepare?: (backend: FakeBackend) => void): Shown {
  const backend = new FakeBackend(options);
  prepare?.(backend);
  installBackend(backend);
  const client = newQueryClient();
  followEvents(client);
  const user = userEvent.setup();
  const shown = render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <App first={first} />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { ...shown, backend, client, user };
}
