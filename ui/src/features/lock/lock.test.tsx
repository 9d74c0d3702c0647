import { fireEvent, screen, waitFor } from "@testing-library/react";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";

import { keys, putAppState } from "../../ipc/queries";
import { appError } from "../../ipc/fake";
import type { LockAfter } from "../../ipc/types.gen";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";

const title = (name: string) => screen.findByRole("heading", { level: 1, name });
/** Names, a plan and an amount of the family's. */
const HEALTH_DATA = /Maria|Sofia|Evergreen|appendectomy|\$\d/;

describe("a locked app (T30)", () => {
  it("has nothing of the records in the document, and all of it back when it is opened", async () => {
    const { user, backend } = showApp();
    await title("Timeline");
    await waitFor(() => expect(document.body.textContent).toMatch(HEALTH_DATA));
    backend.lock();
    await title("Claimfolio is locked");
    expect(new XMLSerializer().serializeToString(document)).not.toMatch(HEALTH_DATA);
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Unlock"));
    expect(await axeViolations()).toEqual([]);
    await user.keyboard("{Enter}");
    await title("Timeline");
    await waitFor(() => expect(document.body.textContent).toMatch(HEALTH_DATA));
  });

  it("takes an open dialog and the screen with it", async () => {
    const { user, backend } = showApp({}, { screen: "claim", id: 1 });
    await screen.findByRole("heading", { level: 1 });
    await user.click(await screen.findByRole("button", { name: "Save a copy…" }));
    await screen.findByRole("dialog");
    backend.lock();
    await title("Claimfolio is locked");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("keeps no answer in memory, and takes none that comes late", async () => {
    const client = new QueryClient();
    let answer: (people: string[]) => void = () => undefined;
    const late = client.query({ queryKey: keys.people, queryFn: () => new Promise<string[]>((done) => (answer = done)) }).catch(() => undefined);
    client.setQueryData(keys.connections, ["Evergreen"]);
    client.setQueryData(["kept", "search"], "appendectomy");
    putAppState(client, { version: "", startup: { state: "locked" }, settings: {} as never, hasConnections: false });
    answer(["Maria"]);
    await late;
    expect(client.getQueryCache().getAll().map(({ queryKey }) => queryKey)).toEqual([keys.app]);
  });

  it("says what keeps it from being opened", async () => {
    const { user, backend } = showApp({ locked: true });
    await title("Claimfolio is locked");
    backend.fail("unlock", appError("unexpected"));
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    await screen.findByRole("alert");
  });
});

describe("locking", () => {
  const settings = { screen: "settings", section: "lock" } as const;
  const called = (backend: { called: { name: string }[] }, name: string) => backend.called.filter((one) => one.name === name);

  it("by a key, by the side, and in settings", async () => {
    const { user } = showApp({}, settings);
    await title("Settings");
    await user.keyboard("{Control>}l{/Control}");
    await title("Claimfolio is locked");
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    await title("Settings");
    await user.click(screen.getByRole("button", { name: "Lock" }));
    await user.click(await screen.findByRole("button", { name: "Unlock" }));
    await user.click(await screen.findByRole("button", { name: "Lock now" }));
    await title("Claimfolio is locked");
  });

  it("keeps the time that was chosen", async () => {
    const { user, backend } = showApp({}, settings);
    expect((await screen.findByRole("radio", { name: "Never" })).getAttribute("aria-checked")).toBe("true");
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("radio", { name: "10 min" }));
    await waitFor(() => expect(backend.settings.lockAfter).toBe("tenMinutes" satisfies LockAfter));
  });

  it("is offered with the first records, once", async () => {
    const { user, backend } = showApp({ sync: "stopped", settings: { lockAfter: "notAsked" } }, { screen: "firstSync", connection: "connection-1" });
    await title("Stopped. Your place is kept");
    expect(screen.queryByText(/lock itself/)).toBeNull();
    backend.moveSync("connection-1", { run: "done" });
    await user.click(await screen.findByRole("button", { name: "Yes, lock it" }));
    await waitFor(() => expect(backend.settings.lockAfter).toBe("tenMinutes"));
    expect(screen.queryByText(/lock itself/)).toBeNull();
  });

  it("hears of the member at most every five seconds, and only where it locks itself", async () => {
    const { backend } = showApp({ settings: { lockAfter: "oneMinute" } }, settings);
    await title("Settings");
    const now = vi.spyOn(performance, "now");
    now.mockReturnValue(10_000);
    for (let step = 0; step < 50; step += 1) fireEvent.pointerMove(window);
    expect(called(backend, "activity")).toHaveLength(1);
    now.mockReturnValue(15_000);
    fireEvent.keyDown(window, { key: "a" });
    expect(called(backend, "activity")).toHaveLength(2);
    now.mockRestore();
  });

  it("is not told of the member where it does not lock itself", async () => {
    const { backend } = showApp({}, settings);
    await title("Settings");
    fireEvent.pointerMove(window);
    expect(called(backend, "activity")).toHaveLength(0);
  });
});
