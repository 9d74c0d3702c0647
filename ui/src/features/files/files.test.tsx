import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { appError } from "../../ipc/fake";
import { filePreview, FILE_CONNECTION } from "../../ipc/fake/files";
import { axeViolations } from "../../test/axe";
import { showApp } from "../../test/app";
import { takeYourTime } from "../../test/layout";

takeYourTime();

const files = { screen: "settings", section: "files" } as const;

describe("saving a copy", () => {
  it("saves everything as the plan sent it, and says that the file is plain", async () => {
    const { user, backend } = showApp({}, files);
    await user.click(await screen.findByRole("button", { name: "Save a copy…" }));
    const dialog = await screen.findByRole("dialog", { name: "Save a copy" });
    expect(dialog.textContent).toContain("plain, not encrypted");
    expect(within(dialog).getByRole<HTMLInputElement>("radio", { name: /FHIR, NDJSON/ }).checked).toBe(true);
    expect(await axeViolations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Save…" }));
    const saved = await screen.findByRole("dialog", { name: "The copy is saved" });
    expect(saved.textContent).toContain("claimfolio-2026-11-22.ndjson");
    expect(saved.textContent).toContain("12 other records");
    expect(backend.called.at(-1)).toEqual({
      name: "save_copy",
      args: { what: { of: "everything" }, format: "ndjson", language: "en" },
    });
    await user.click(within(saved).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("saves the claims that are shown as a table, in the language that is shown", async () => {
    const { user, backend } = showApp({ settings: { language: "es" } }, { screen: "claims" });
    await user.click(await screen.findByRole("button", { name: "Guardar una copia…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByRole<HTMLInputElement>("radio", { name: /CSV/ }).checked).toBe(true);
    await user.click(within(dialog).getByRole("button", { name: "Guardar…" }));
    await screen.findByRole("dialog", { name: "La copia está guardada" });
    expect(backend.called.at(-1)).toMatchObject({ name: "save_copy", args: { what: { of: "claims" }, format: "csv", language: "es" } });
  });

  it("saves one claim", async () => {
    const { user, backend } = showApp({}, { screen: "claim", id: 1 });
    await user.click(await screen.findByRole("button", { name: "Save a copy…" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Save…" }));
    await screen.findByRole("dialog", { name: "The copy is saved" });
    expect(backend.called.at(-1)).toMatchObject({ args: { what: { of: "claim", id: 1 }, format: "bundle" } });
  });

  it("stays open where the member chooses no folder, and says why where the folder takes nothing", async () => {
    const { user, backend } = showApp({ noFolder: true }, files);
    await user.click(await screen.findByRole("button", { name: "Save a copy…" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Save…" }));
    await within(dialog).findByRole("button", { name: "Save…" });
    backend.fail("save_copy", appError("folderNotWritable"));
    await user.click(within(dialog).getByRole("button", { name: "Save…" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("could not be saved there");
  });
});

describe("opening a file", () => {
  it("shows what is in it before anything is kept, and adds it on a yes", async () => {
    const { user, backend } = showApp({}, files);
    await user.click(await screen.findByRole("button", { name: "Open a file…" }));
    const dialog = await screen.findByRole("dialog", { name: "What is in this file" });
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Cancel"));
    for (const words of ["64", "Jan 8 – Dec 19, 2025", "Maria Elena Rivera and Daniel Rivera", "several people", "Nothing is kept yet"]) {
      expect(dialog.textContent).toContain(words);
    }
    expect(dialog.textContent).toContain("Line 12: is not JSON");
    expect(dialog.textContent).toContain("Line 40, entry 3 (Binary): is larger than any record should be");
    expect(await axeViolations(dialog)).toEqual([]);
    expect(backend.called.some(({ name }) => name === "add_files")).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    const receipt = await screen.findByRole("dialog", { name: "The file was added" });
    expect(receipt.textContent).toContain("64 claims were new");
    expect(receipt.textContent).toContain("2 parts were left out");
    await user.click(within(receipt).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("keeps nothing on Escape", async () => {
    const { user, backend } = showApp({}, files);
    await user.click(await screen.findByRole("button", { name: "Open a file…" }));
    await screen.findByRole("dialog", { name: "What is in this file" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(backend.called.at(-1)?.name).toBe("close_files");
    expect(backend.called.some(({ name }) => name === "add_files")).toBe(false);
  });

  it("offers the entry that it belongs to first, and warns of what would count twice", async () => {
    const { user, backend } = showApp({ withFile: true }, files);
    await screen.findByRole("button", { name: "Open a file…" });
    backend.moveFiles({
      stage: "found",
      preview: filePreview({
        into: [{ connection: FILE_CONNECTION, name: "blue-button-2025.json", claims: 62 }],
        belongsTo: FILE_CONNECTION,
        alreadyFrom: [{ connection: "connection-1", name: "Evergreen Demo Health", claims: 3 }],
      }),
    });
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("3 claims of these came from Evergreen Demo Health already");
    expect(within(dialog).getByRole<HTMLInputElement>("radio", { name: /blue-button-2025/ }).checked).toBe(true);
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    await screen.findByRole("dialog", { name: "The file was added" });
    expect(backend.called.find(({ name }) => name === "add_files")?.args).toEqual({ into: FILE_CONNECTION });
  });

  it("says what is wrong with a broken file, and that nothing was changed", async () => {
    const { user, backend } = showApp({}, files);
    await screen.findByRole("button", { name: "Open a file…" });
    backend.moveFiles({ stage: "failed", names: ["half.json"], problem: appError("fileBrokenOff", "never", "345") });
    const dialog = await screen.findByRole("alertdialog", { name: "The file ends in the middle" });
    expect(dialog.textContent).toContain("half.json");
    expect(dialog.textContent).toContain("Nothing was changed");
    expect(dialog.textContent).toContain("line 345");
    await user.click(within(dialog).getByRole("button", { name: "Open another file…" }));
    await screen.findByRole("dialog", { name: "What is in this file" });
  });

  it("says where to drop a file, on any screen", async () => {
    const { backend } = showApp({ connected: false }, { screen: "choosePlan" });
    await screen.findByRole("button", { name: "Open a file…" });
    backend.moveFiles({ stage: "hovering" });
    await screen.findByText("Drop to open");
    backend.moveFiles({ stage: "looking", names: ["a.json"], done: 5, total: 10 });
    expect((await screen.findByRole("progressbar")).getAttribute("aria-valuenow")).toBe("50");
    backend.moveFiles({ stage: "none" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("what came from a file", () => {
  it("is shown as such in settings, without a way to ask anybody, and is deleted in words of its own", async () => {
    const { user } = showApp({ withFile: true }, { screen: "settings", section: "connections" });
    const card = await screen.findByRole("article", { name: "blue-button-2025.json" });
    expect(card.textContent).toContain("From a file");
    expect(within(card).queryByRole("button", { name: /Reconnect|Sign in/ })).toBeNull();
    await user.click(within(card).getByRole("button", { name: "Delete…" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Delete what came from blue-button-2025.json?" });
    expect(dialog.textContent).toContain("nothing to end at a plan");
    expect(within(dialog).getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Delete" }));
    await screen.findByRole("heading", { level: 1, name: "blue-button-2025.json is deleted" });
    expect(screen.getByText("There was none: these records came from a file.")).toBeTruthy();
  });
});

describe("a copy before a disconnect", () => {
  const connections = { screen: "settings", section: "connections" } as const;

  it("is ticked already, and comes before the deleting", async () => {
    const { user, backend } = showApp({}, connections);
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    await user.click(await screen.findByRole("button", { name: "Delete and disconnect" }));
    await screen.findByRole("heading", { level: 1, name: "Evergreen Demo Health is disconnected" });
    const order = backend.called.map(({ name }) => name).filter((name) => name === "save_copy" || name === "disconnect");
    expect(order).toEqual(["save_copy", "disconnect"]);
  });

  it("that is not saved keeps everything", async () => {
    const { user, backend } = showApp({ noFolder: true }, connections);
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    const dialog = await screen.findByRole("alertdialog");
    await user.click(within(dialog).getByRole("button", { name: "Delete and disconnect" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("nothing was deleted");
    expect(backend.called.some(({ name }) => name === "disconnect")).toBe(false);
    await user.click(within(dialog).getByRole("checkbox", { name: /Save a copy/ }));
    await user.click(within(dialog).getByRole("button", { name: "Delete and disconnect" }));
    await screen.findByRole("heading", { level: 1, name: "Evergreen Demo Health is disconnected" });
  });
});
