import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { appError } from "../../ipc/fake";
import type { ErrorCode } from "../../ipc/types.gen";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";

const BLOCKS: ErrorCode[] = [
  "keychainLocked",
  "keychainMissing",
  "keychainDenied",
  "keychainTimedOut",
  "keyMissing",
  "wrongKey",
  "storeCorrupt",
  "storeNewer",
  "diskFull",
  "readOnly",
  "inUse",
];

const CAN_BE_SET_ASIDE: ErrorCode[] = ["keyMissing", "wrongKey", "storeCorrupt"];

describe("records that cannot be opened (T16, T17, T18, T22, T23)", () => {
  it.each(BLOCKS)("says what it is, what it means and what to do, and wipes nothing: %s", async (code) => {
    const { backend } = showApp({ blocked: code });
    await screen.findByRole("heading", { level: 1 });
    expect(document.body.textContent).toMatch(/untouched|Nothing was lost|left the file as it is/);
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
    const aside = screen.queryByRole("button", { name: "Set these records aside…" });
    expect(aside !== null).toBe(CAN_BE_SET_ASIDE.includes(code));
    expect(backend.called.map(({ name }) => name)).toEqual(["app_state"]);
    expect(await axeViolations()).toEqual([]);
  });

  it("goes to the records as soon as they open", async () => {
    const { user, backend } = showApp({ blocked: "keychainLocked" });
    await screen.findByRole("heading", { level: 1, name: "Your keychain is locked" });
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(backend.called.at(-1)?.name).toBe("retry_startup"));
    await screen.findByRole("heading", { level: 1, name: "Your keychain is locked" });
    backend.unblock();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("heading", { level: 1, name: "Timeline" });
  });

  it("follows the core when it opens them by itself", async () => {
    const { backend } = showApp({ blocked: "inUse" });
    await screen.findByRole("heading", { level: 1, name: "Claimfolio is already open" });
    backend.unblock();
    backend.emit("startup", await backend.call("app_state", {}));
    await screen.findByRole("heading", { level: 1, name: "Timeline" });
  });

  it("sets records aside only after a question, and starts fresh then", async () => {
    const { user, backend } = showApp({ blocked: "wrongKey" });
    await user.click(await screen.findByRole("button", { name: "Set these records aside…" }));
    await screen.findByRole("alertdialog");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Leave them as they are"));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(backend.called.some(({ name }) => name === "set_records_aside")).toBe(false);

    await user.click(screen.getByRole("button", { name: "Set these records aside…" }));
    await user.click(await screen.findByRole("button", { name: "Set aside and start fresh" }));
    await screen.findByRole("heading", { level: 1, name: "Choose your health plan" });
  });
});

it("says so when the app itself does not answer, and asks it again", async () => {
  const { user, backend } = showApp({}, undefined, (prepared) => prepared.fail("app_state", appError("unexpected")));
  await screen.findByRole("heading", { level: 1, name: "Something did not work" });
  backend.fail("app_state", null);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByRole("heading", { level: 1, name: "Timeline" });
});
