import { fireEvent, screen, waitFor } from "@testing-library/react";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";

import { keys, putAppState } from "../../ipc/queries";
import { appError, BACKUP_PASSPHRASE, RECOVERY_CODE, refuse } from "../../ipc/fake";
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
    putAppState(client, { version: "", startup: { state: "locked", hasPassphrase: false }, settings: {} as never, hasConnections: false, hasRecoveryCode: false });
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

describe("a locked app after wrong passphrases (T30)", () => {
  it("says how long the next try waits, takes none before that, and keeps what was typed", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { user, backend } = showApp({ locked: true, passphrase: "four words at once" });
      const field = await screen.findByLabelText("Passphrase");
      backend.fail("unlock", appError("tooManyTries", "later", "8"));
      await user.type(field, "four words at once{Enter}");
      await screen.findByText("Wait 8 seconds before the next try");
      expect(screen.queryByText(/help desk/)).toBeNull();
      expect(await axeViolations()).toEqual([]);
      const unlock = screen.getByRole("button", { name: "Unlock" });
      expect(unlock).toHaveProperty("disabled", true);
      expect(field).toHaveProperty("value", "four words at once");
      backend.fail("unlock", null);
      await user.type(field, "{Enter}");
      expect(backend.called.filter(({ name }) => name === "unlock")).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(7_000);
      await screen.findByText("Wait 1 second before the next try");
      await vi.advanceTimersByTimeAsync(1_500);
      await waitFor(() => expect(unlock).toHaveProperty("disabled", false));
      expect(screen.queryByText(/before the next try/)).toBeNull();
      await user.click(unlock);
      await title("Timeline");
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what was entered in secret (T27)", () => {
  const settings = { screen: "settings", section: "lock" } as const;
  const RIGHT = "four words at once";

  it("is nowhere in memory once its dialog is closed", async () => {
    const { user, client } = showApp({ passphrase: RIGHT }, settings);
    const kept = () => JSON.stringify(client.getMutationCache().getAll().map(({ state }) => [state.variables, state.data]));
    await user.click(await screen.findByRole("button", { name: "Make a code…" }));
    await user.type(await screen.findByLabelText("Your passphrase now"), RIGHT);
    await user.click(screen.getByRole("button", { name: "Make the code" }));
    await user.click(await screen.findByRole("button", { name: "I have kept it" }));
    await screen.findByText("You made one. It opens your records where the key or the passphrase is lost.");
    await waitFor(() => expect(kept()).not.toContain(RIGHT));
    expect(kept()).not.toContain(RECOVERY_CODE.slice(0, 5));
  });

  it("is the same whether a keyboard makes one character of an accented letter or two", async () => {
    const { user, backend } = showApp({}, settings);
    await user.click(await screen.findByRole("button", { name: "Set a passphrase…" }));
    await user.click(screen.getByLabelText("New passphrase"));
    await user.paste("contrasen\u0303a");
    await user.click(screen.getByLabelText("The same once more"));
    await user.paste("contrase\u00f1a");
    await user.click(screen.getByRole("button", { name: "Set passphrase" }));
    await waitFor(() =>
      expect(backend.called.find(({ name }) => name === "set_passphrase")?.args).toMatchObject({ passphrase: "contrase\u00f1a" }),
    );
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

describe("a passphrase", () => {
  const settings = { screen: "settings", section: "lock" } as const;
  const RIGHT = "four words at once";
  const field = (name: string) => screen.findByLabelText(name);

  it("is set twice alike, asked for when the app is locked, and nowhere shown", async () => {
    const { user } = showApp({}, settings);
    await user.click(await screen.findByRole("button", { name: "Set a passphrase…" }));
    await user.type(await field("New passphrase"), RIGHT);
    await user.type(await field("The same once more"), "four wards");
    await screen.findByText("The two are not the same.");
    expect(await axeViolations()).toEqual([]);
    const set = screen.getByRole("button", { name: "Set passphrase" });
    expect(set).toHaveProperty("disabled", true);
    await user.clear(await field("The same once more"));
    await user.type(await field("The same once more"), RIGHT);
    await user.click(set);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("{Control>}l{/Control}");
    await title("Claimfolio is locked");
    await waitFor(() => expect(document.activeElement?.getAttribute("type")).toBe("password"));
    expect(await axeViolations()).toEqual([]);
    await user.keyboard("wrong words{Enter}");
    await screen.findByText("That is not the passphrase");
    expect(await field("Passphrase")).toHaveProperty("value", "");
    await user.type(await field("Passphrase"), `${RIGHT}{Enter}`);
    await title("Settings");
  });

  it("is changed and taken away with the one in force", async () => {
    const { user } = showApp({ passphrase: RIGHT }, settings);
    await user.click(await screen.findByRole("button", { name: "Change…" }));
    await user.type(await field("Your passphrase now"), "wrong");
    await user.type(await field("New passphrase"), "other words here");
    await user.type(await field("The same once more"), "other words here");
    await user.click(screen.getByRole("button", { name: "Change passphrase" }));
    await screen.findByText("That is not the passphrase");
    await user.type(await field("Your passphrase now"), RIGHT);
    await user.click(screen.getByRole("button", { name: "Change passphrase" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByRole("button", { name: "Take away…" }));
    await user.type(await field("Your passphrase now"), "other words here");
    await user.click(screen.getByRole("button", { name: "Take it away" }));
    await screen.findByRole("button", { name: "Set a passphrase…" });
  });

  it("that is forgotten leads to a fresh start only after a question", async () => {
    const { user, backend } = showApp({ locked: true, passphrase: RIGHT });
    await user.click(await screen.findByRole("button", { name: "I no longer know the passphrase" }));
    await screen.findByRole("alertdialog");
    expect(await axeViolations()).toEqual([]);
    expect(backend.called.some(({ name }) => name === "set_records_aside")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Set aside and start fresh" }));
    await title("Choose your health plan");
  });
});

describe("setting records aside (T16, T17)", () => {
  it("reminds of a recovery code where that opens them, and promises no key where the file is damaged", async () => {
    const { user, unmount } = showApp({ locked: true, passphrase: "forgotten", recoveryCode: true });
    await user.click(await screen.findByRole("button", { name: "I no longer know the passphrase" }));
    expect((await screen.findByRole("alertdialog")).textContent).toMatch(/look for your sheet first/);
    unmount();
    showApp({ blocked: "storeCorrupt", recoveryCode: true });
    await user.click(await screen.findByRole("button", { name: "Set these records aside…" }));
    expect((await screen.findByRole("alertdialog")).textContent).not.toMatch(/sheet|key/);
  });
});

describe("a recovery code (T17)", () => {
  const settings = { screen: "settings", section: "lock" } as const;

  it("is shown once, printed and copied by a press, and gone from the document afterwards", async () => {
    const { user, backend } = showApp({ passphrase: "four words at once" }, settings);
    await user.click(await screen.findByRole("button", { name: "Make a code…" }));
    await user.type(await screen.findByLabelText("Your passphrase now"), "four words at once");
    await user.click(screen.getByRole("button", { name: "Make the code" }));
    const code = await screen.findByRole("list", { name: "Your recovery code" });
    expect(code.textContent).toBe(RECOVERY_CODE.replaceAll("-", ""));
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Copy" }));
    await screen.findByText(/in the clipboard/);
    expect(await navigator.clipboard.readText()).toBe(RECOVERY_CODE);
    await user.click(screen.getByRole("button", { name: "Save a sheet to print…" }));
    await screen.findByText(/Saved as claimfolio-recovery-code.pdf/);
    expect(backend.called.find(({ name }) => name === "save_recovery_code")?.args).toMatchObject({ code: RECOVERY_CODE });
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("alertdialog")).not.toBeNull();
    expect(backend.called.some(({ name }) => name === "keep_recovery_code")).toBe(false);
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    await waitFor(() => expect(document.body.textContent).not.toContain(RECOVERY_CODE.slice(0, 5)));
    await user.click(await screen.findByRole("button", { name: "Make it useless…" }));
    await screen.findByRole("alertdialog");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Leave it as it is"));
    expect(await axeViolations()).toEqual([]);
    expect(backend.called.some(({ name }) => name === "remove_recovery_code")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Make it useless" }));
    await screen.findByRole("button", { name: "Make a code…" });
  });

  it("that the member does not keep leaves things as they are", async () => {
    const { user, backend } = showApp({}, settings);
    await user.click(await screen.findByRole("button", { name: "Make a code…" }));
    await user.click(screen.getByRole("button", { name: "Make the code" }));
    await user.click(await screen.findByRole("button", { name: "Do not use it" }));
    await waitFor(() => expect(document.body.textContent).not.toContain(RECOVERY_CODE.slice(0, 5)));
    await screen.findByRole("button", { name: "Make a code…" });
    expect(backend.called.some(({ name }) => name === "keep_recovery_code")).toBe(false);
  });

  it("opens a locked app whose passphrase is forgotten, and says which group is mistyped", async () => {
    const { user } = showApp({ locked: true, passphrase: "forgotten", recoveryCode: true });
    await user.click(await screen.findByRole("button", { name: "Use the recovery code" }));
    const field = await screen.findByLabelText("Recovery code");
    const open = screen.getByRole("button", { name: "Open" });
    await user.type(field, RECOVERY_CODE.replace("9VXA1", "9VXA2"));
    await user.click(open);
    await screen.findByText("A character of group 3 is not right. Compare it with your sheet.");
    expect(await axeViolations()).toEqual([]);
    await user.clear(field);
    await user.type(field, "short");
    await user.click(open);
    await screen.findByText("That is not a whole recovery code");
    await user.clear(field);
    await user.type(field, RECOVERY_CODE);
    await user.click(open);
    await title("Timeline");
  });

  it("is offered where the keychain has no key, and only where a code was made", async () => {
    const { user, unmount } = showApp({ blocked: "keyMissing", recoveryCode: true });
    await user.click(await screen.findByRole("button", { name: "Use the recovery code…" }));
    await user.type(await screen.findByLabelText("Recovery code"), RECOVERY_CODE);
    await user.click(screen.getByRole("button", { name: "Open" }));
    await title("Timeline");
    unmount();
    showApp({ blocked: "keyMissing" });
    await screen.findByRole("button", { name: "Try again" });
    expect(screen.queryByRole("button", { name: "Use the recovery code…" })).toBeNull();
  });
});

describe("a backup", () => {
  const settings = { screen: "settings", section: "files" } as const;

  it("is sealed by words of its own and asks for the passphrase in force", async () => {
    const { user, backend } = showApp({ passphrase: "four words at once" }, settings);
    await user.click(await screen.findByRole("button", { name: "Save a backup…" }));
    await user.type(await screen.findByLabelText("Your passphrase now"), "four words at once");
    await user.type(screen.getByLabelText("Passphrase of the backup"), BACKUP_PASSPHRASE);
    expect(screen.getByRole("button", { name: "Save…" })).toHaveProperty("disabled", true);
    await user.type(screen.getByLabelText("The same once more"), BACKUP_PASSPHRASE);
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save…" }));
    await screen.findByText("claimfolio-2026-11-22.claimfolio");
    expect(backend.called.find(({ name }) => name === "save_backup")?.args).toEqual({
      passphrase: BACKUP_PASSPHRASE,
      current: "four words at once",
    });
  });

  it("is restored only after its contents were seen and the question was answered", async () => {
    const { user, backend } = showApp({ connected: false }, { screen: "choosePlan" });
    await user.click(await screen.findByRole("button", { name: "Restore a backup…" }));
    const field = await screen.findByLabelText("Passphrase of the backup");
    await user.type(field, "wrong");
    await user.click(screen.getByRole("button", { name: "See what is in it" }));
    await screen.findByText("That is not the passphrase");
    await user.type(field, BACKUP_PASSPHRASE);
    await user.click(screen.getByRole("button", { name: "See what is in it" }));
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toMatch(/236 claims.*plans and files: 2/);
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Leave everything as it is"));
    expect(await axeViolations()).toEqual([]);
    expect(backend.called.some(({ name }) => name === "restore_backup")).toBe(false);
    backend.fail("restore_backup", appError("backupDamaged", "never"));
    await user.click(screen.getByRole("button", { name: "Restore it" }));
    await screen.findByText("This backup is damaged");
    expect(screen.queryByRole("button", { name: "Restore it" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Leave everything as it is" }));

    backend.fail("restore_backup", null);
    await user.click(await screen.findByRole("button", { name: "Restore a backup…" }));
    await user.type(await screen.findByLabelText("Passphrase of the backup"), BACKUP_PASSPHRASE);
    await user.click(screen.getByRole("button", { name: "See what is in it" }));
    await user.click(await screen.findByRole("button", { name: "Restore it" }));
    await screen.findByRole("dialog", { name: "The backup is restored" });
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Done" }));
    await title("Timeline");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("that could not take the place of what is here says so, though the window was emptied", async () => {
    const { user, backend } = showApp({}, settings);
    await user.click(await screen.findByRole("button", { name: "Restore a backup…" }));
    await user.type(await screen.findByLabelText("Passphrase of the backup"), BACKUP_PASSPHRASE);
    await user.click(screen.getByRole("button", { name: "See what is in it" }));
    const question = await screen.findByRole("button", { name: "Restore it" });
    let answer: () => void = () => undefined;
    const call = backend.call.bind(backend);
    backend.call = async (name, args) => {
      if (name === "restore_backup") {
        await new Promise<void>((done) => (answer = done));
        refuse("diskFull");
      }
      return call(name, args);
    };
    await user.click(question);
    backend.lock();
    await title("Claimfolio is locked");
    answer();
    await user.click(await screen.findByRole("button", { name: "Unlock" }));
    await screen.findByRole("dialog", { name: "The backup was not restored" });
    await screen.findByText("Your disk is full");
    await user.click(screen.getByRole("button", { name: "Done" }));
    await title("Settings");
  });

  it("that is not chosen asks nothing", async () => {
    const { user } = showApp({ noFolder: true }, settings);
    await user.click(await screen.findByRole("button", { name: "Restore a backup…" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
