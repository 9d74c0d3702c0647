import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { App } from "../../app/App";
import { installBackend } from "../../ipc/client";
import { appError, FakeBackend } from "../../ipc/fake";
import { newQueryClient } from "../../ipc/queries";
import { pretendToday } from "../../test/layout";
import { askAhead } from "./askAhead";

beforeEach(pretendToday);

/** Asks ahead, draws the app, and gives what was asked before and after it was drawn. */
async function start(prepare: (backend: FakeBackend) => void = () => undefined) {
  const backend = new FakeBackend();
  prepare(backend);
  installBackend(backend);
  const client = newQueryClient();
  askAhead(client, new Date());
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  const before = backend.called.length;
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { before, backend };
}

it("asks once for everything that the first screen shows", async () => {
  const { before, backend } = await start();
  await screen.findAllByRole("link", { name: "Ear check" });
  expect(before).toBeGreaterThan(0);
  expect(backend.called.slice(before)).toEqual([]);
});

it("leaves it to the screen to ask again for what failed, and to say why", async () => {
  const { before, backend } = await start((prepared) => prepared.fail("timeline", appError("unexpected")));
  await screen.findByRole("button", { name: "Try again" });
  backend.fail("timeline", null);
  screen.getByRole("button", { name: "Try again" }).click();
  await screen.findAllByRole("link", { name: "Ear check" });
  expect(backend.called.slice(before).every(({ name }) => name === "timeline")).toBe(true);
});
