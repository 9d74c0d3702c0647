import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { appError, type FakeBackend } from "../../ipc/fake";
import type { Connection, Receipt } from "../../ipc/types.gen";
import { showApp } from "../../test/app";

const settings = { screen: "settings" } as const;
const title = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const kept = { claims: 36, records: 0, coverages: 1, people: 1, payments: 0, receipts: 0, noted: 0, since: "2025-03", bytes: 2_040_000 };

describe("a connection", () => {
  it("says how it stands, what is shared until when, and what is kept", async () => {
    showApp({ withEndedSignIn: true }, settings);
    const family = await screen.findByRole("article", { name: "Evergreen Demo Health" });
    expect(family.textContent).toContain("Connected");
    expect(family.textContent).toContain("Feb 12, 2027");
    expect(family.textContent).toMatch(/\d+ claims and 318 records since .*, 14 MB/);
    const ended = screen.getByRole("article", { name: "Peoples Health" });
    expect(ended.textContent).toContain("Sign-in ended Nov 3. Your records here are safe.");
    expect(ended.textContent).toContain("36 claims since Mar 2025, 2 MB");
  });
});

describe("a connection that cannot go on by itself", () => {
  const changed = (change: Partial<Connection>) => (backend: FakeBackend) =>
    Object.assign(backend.connections.at(-1) ?? {}, change);

  it("is announced as one that is signed in for each visit, before and when it is needed", async () => {
    const unasked = changed({ status: { status: "connected" }, signsInEachTime: true });
    showApp({ withEndedSignIn: true }, settings, unasked);
    const plan = await screen.findByRole("article", { name: "Peoples Health" });
    expect(plan.textContent).toContain("gives its permission for one visit at a time");
    expect(plan.textContent).toContain("Connected");
  });

  it("does not call it an end when a visit is over", async () => {
    showApp({ withEndedSignIn: true }, settings, changed({ signsInEachTime: true }));
    const plan = await screen.findByRole("article", { name: "Peoples Health" });
    expect(plan.textContent).toContain("Ready for your next visit");
    expect(plan.textContent).not.toContain("ended");
    expect(within(plan).getByRole("button", { name: "Sign in again" })).toBeTruthy();
  });

  it("says that its plan is no longer listed, and can be disconnected", async () => {
    showApp({ withEndedSignIn: true }, settings, changed({ status: { status: "payerUnlisted" } }));
    const plan = await screen.findByRole("article", { name: "Peoples Health" });
    expect(plan.textContent).toContain("no longer in the app’s list of plans");
    expect(plan.textContent).toContain("Your saved records are still here");
    expect(within(plan).queryByRole("button", { name: /Sign in again|Reconnect/ })).toBeNull();
    expect(within(plan).getByRole("button", { name: "Disconnect…" })).toBeTruthy();
  });

  it("asks the plan again for what was not shared", async () => {
    const { user } = showApp({ withEndedSignIn: true }, settings);
    await user.click(await screen.findByRole("button", { name: "Ask my plan again" }));
    await title("What Peoples Health will share");
  });

  it("names the plan’s own list of apps when its sign-in has ended", async () => {
    const { user, backend } = showApp({ withEndedSignIn: true }, { screen: "coverage" });
    await user.click(await screen.findByRole("button", { name: "See the plan’s list of connected apps" }));
    expect(backend.called.some(({ name }) => name === "open_portal")).toBe(true);
  });

  it("says where to look when the plan has no such page", async () => {
    showApp({ withEndedSignIn: true }, { screen: "coverage" }, changed({ hasPortal: false }));
    await screen.findByText(/lists the apps that you let in/);
  });
});

describe("disconnecting", () => {
  it("starts on the safe choice, and Escape is the safe choice", async () => {
    const { user, backend } = showApp({}, settings);
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Disconnect Evergreen Demo Health?" });
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Keep connected"));
    expect(within(dialog).getByText("318")).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(document.activeElement?.textContent).toBe("Disconnect…");
    expect(backend.called.some(({ name }) => name === "disconnect")).toBe(false);
  });

  it("ends in a receipt, and then at the first screen when no plan is left", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const { user } = showApp({}, settings);
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    await user.click(await screen.findByRole("button", { name: "Delete and disconnect" }));
    await title("Evergreen Demo Health is disconnected");
    expect(screen.getByText(/confirmed that it is over/)).toBeTruthy();
    expect(screen.getByText(/checked to be gone/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalledOnce();
    await user.click(screen.getByRole("button", { name: "Done" }));
    await title("Choose your health plan");
    vi.unstubAllGlobals();
  });

  it("returns to settings when another plan is left", async () => {
    const { user } = showApp({ withEndedSignIn: true }, settings);
    await user.click((await screen.findAllByRole("button", { name: "Disconnect…" }))[1]!);
    await user.click(await screen.findByRole("button", { name: "Delete and disconnect" }));
    await title("Peoples Health is disconnected");
    await user.click(screen.getByRole("button", { name: "Done" }));
    await screen.findByRole("article", { name: "Evergreen Demo Health" });
    expect(screen.queryByRole("article", { name: "Peoples Health" })).toBeNull();
  });

  it("stays connected and says why when it could not be done", async () => {
    const { user, backend } = showApp({}, settings);
    backend.fail("disconnect", appError("keychainLocked"));
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    const dialog = await screen.findByRole("alertdialog");
    await user.click(within(dialog).getByRole("button", { name: "Delete and disconnect" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("Your keychain is locked");
    expect(backend.connections).toHaveLength(1);
  });

  const endings: [string, Partial<Receipt>, RegExp][] = [
    ["the plan confirmed", { access: { access: "revoked" } }, /confirmed that it is over/],
    ["the plan offers nothing", { access: { access: "notOffered" } }, /offers no way for an app to end it/],
    [
      "the plan did not confirm",
      { access: { access: "notConfirmed", problem: appError("payerTimedOut") } },
      /was asked to end it and did not confirm/,
    ],
    ["the keychain did not confirm", { tokensDeleted: false }, /The keychain did not confirm/],
  ];

  it.each(endings)("writes a receipt that claims no more than was done: %s", async (_name, change, words) => {
    const receipt: Receipt = {
      payerName: "Peoples Health",
      at: "2026-11-22T15:04:00Z",
      access: { access: "revoked" },
      tokensDeleted: true,
      secretDeleted: null,
      deleted: kept,
      hasPortal: true,
      ...change,
    };
    const { user, backend } = showApp({}, { screen: "receipt", receipt, payer: "uhc-healthx" });
    await screen.findByText(words);
    await user.click(screen.getByRole("button", { name: /Open the plan’s app list/ }));
    expect(backend.called.at(-1)).toEqual({ name: "open_portal", args: { payer: "uhc-healthx" } });
  });
});

describe("the sections", () => {
  it("leave the focus on the entry that was pressed", async () => {
    const { user } = showApp({}, settings);
    (await screen.findByRole("button", { name: "About" })).focus();
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { level: 2, name: "About" });
    await expect.poll(() => document.activeElement?.textContent).toBe("About");
    expect(document.activeElement?.getAttribute("aria-current")).toBe("page");
  });
});

describe("preferences", () => {
  it("switches the language of the whole window at once", async () => {
    const { user, backend } = showApp({}, { screen: "settings", section: "reading" });
    await user.click(await screen.findByRole("radio", { name: "Español" }));
    await title("Ajustes");
    expect(document.documentElement.lang).toBe("es");
    expect(backend.settings.language).toBe("es");
  });

  it("switches the colors, and goes back where they could not be kept", async () => {
    const { user, backend } = showApp({ settings: { theme: "light" } }, { screen: "settings", section: "reading" });
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
    expect(backend.settings.theme).toBe("dark");

    backend.fail("save_settings", appError("readOnly"));
    await user.click(screen.getByRole("radio", { name: "Light" }));
    await screen.findByRole("alert");
    expect(document.documentElement.dataset["theme"]).toBe("dark");
  });

  it("shows the sandboxes in developer mode only", async () => {
    const { user } = showApp({}, { screen: "settings", section: "developer" });
    await user.click(await screen.findByRole("switch", { name: "Show the plans’ test systems" }));
    await user.click(screen.getByRole("button", { name: "Connections" }));
    await user.click(await screen.findByRole("button", { name: "Add a plan" }));
    await screen.findByRole("button", { name: /UnitedHealthcare sandbox/ });
    await user.click(screen.getByRole("button", { name: "Back" }));
    await title("Settings");
  });
});

describe("notices on the desktop", () => {
  const notices = { screen: "settings", section: "notices" } as const;

  it("are off until they are turned on, and can be turned off again", async () => {
    const { user, backend } = showApp({}, notices);
    const turn = await screen.findByRole("switch", { name: "Tell me on the desktop" });
    expect((turn as HTMLInputElement).checked).toBe(false);
    await user.click(turn);
    await waitFor(() => expect(backend.settings.notices).toBe("on"));
    await user.click(turn);
    await waitFor(() => expect(backend.settings.notices).toBe("off"));
  });

  it("are said in the screens’ language", async () => {
    const { user, backend } = showApp({ settings: { language: "es" } }, notices);
    await user.click(await screen.findByRole("switch"));
    await waitFor(() => expect(backend.settings).toMatchObject({ notices: "on", screenLanguage: "es" }));
  });

  it("say where nothing on this computer shows them", async () => {
    showApp({ showsNotices: false }, notices);
    await screen.findByText("Nothing on this computer shows notices, so none would appear.");
  });
});

describe("the daily update", () => {
  const name = "Look for new claims once a day";

  it("is on until it is turned off", async () => {
    const { user, backend } = showApp({}, { screen: "settings", section: "connections" });
    const turn = await screen.findByRole("switch", { name });
    expect((turn as HTMLInputElement).checked).toBe(true);
    await user.click(turn);
    await waitFor(() => expect(backend.settings.refresh).toBe("byHand"));
    await user.click(turn);
    await waitFor(() => expect(backend.settings.refresh).toBe("daily"));
  });

  it("is not offered where there is no plan to ask", async () => {
    showApp({ connected: false, withFile: true }, { screen: "settings", section: "connections" });
    await screen.findByRole("heading", { name: "blue-button-2025.json" });
    expect(screen.queryByRole("switch", { name })).toBeNull();
  });
});
