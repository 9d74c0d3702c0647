import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FakeOptions } from "../../ipc/fake";
import type { ClaimFilter } from "../../ipc/types.gen";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const showList = (options: FakeOptions = {}) => showApp(options, { screen: "claims" });
const titles = () => [...document.querySelectorAll(".ct-link")].map((link) => link.textContent);
const part = () => screen.findByRole("region", { name: "Your note and tags" });

async function openFirst({ user }: Shown): Promise<string> {
  await screen.findByLabelText("Claims, newest first");
  const [first] = titles();
  const link = document.querySelector<HTMLElement>(".ct-link");
  if (link) await user.click(link);
  await part();
  return first ?? "";
}

async function back({ user }: Shown): Promise<void> {
  await user.click(screen.getByRole("button", { name: /Back/ }));
  await screen.findByLabelText("Claims, newest first");
}

async function addTag({ user }: Shown, name: string): Promise<void> {
  await user.type(await within(await part()).findByRole("combobox", { name: "Add a tag" }), `${name}{Enter}`);
  await within(await part()).findByRole("row", { name });
}

const lastFilter = ({ backend }: Shown) =>
  (backend.called.findLast(({ name }) => name === "claims_outline")?.args as { filter: ClaimFilter }).filter;

describe("a note", () => {
  it("is kept as it is typed, says so, and marks its claim in the list", async () => {
    giveSizes();
    const app = showList();
    const title = await openFirst(app);
    const field = within(await part()).getByRole("textbox", { name: "Your note" });
    await app.user.type(field, "Ask about this");
    await within(await part()).findByText("Saved");
    expect(app.backend.called.filter(({ name }) => name === "save_claim_note").at(-1)?.args).toMatchObject({ note: "Ask about this" });
    expect(await axeViolations()).toEqual([]);
    await back(app);
    await screen.findByText("With your note");
    await app.user.type(screen.getByRole("searchbox"), "ask about");
    await waitFor(() => expect(titles()).toEqual([title]));
  });

  it("that was just typed is kept when the screen is left, and a deleted one comes back", async () => {
    giveSizes();
    const app = showList();
    await openFirst(app);
    await app.user.type(within(await part()).getByRole("textbox", { name: "Your note" }), "Call");
    await back(app);
    await screen.findByText("With your note");
    await openFirst(app);
    const field = within(await part()).getByRole<HTMLTextAreaElement>("textbox", { name: "Your note" });
    expect(field.value).toBe("Call");
    await app.user.click(screen.getByRole("button", { name: "Delete note" }));
    await screen.findByText("The note was deleted.");
    expect(field.value).toBe("");
    await app.user.click(screen.getByRole("button", { name: "Undo" }));
    expect(field.value).toBe("Call");
    await waitFor(() =>
      expect(app.backend.called.filter(({ name }) => name === "save_claim_note").at(-1)?.args).toMatchObject({ note: "Call" }),
    );
  });

  it("that is too long is not kept, and says by how much", async () => {
    giveSizes();
    const app = showList();
    await openFirst(app);
    const field = within(await part()).getByRole("textbox", { name: "Your note" });
    await app.user.click(field);
    await app.user.paste("x".repeat(2003));
    await screen.findByText("Not saved: 3 letters too many.");
    await app.user.tab();
    expect(app.backend.called.some(({ name }) => name === "save_claim_note")).toBe(false);
  });
});

describe("tags", () => {
  it("are typed or chosen, taken off with a way back, and filter the list", async () => {
    giveSizes();
    const app = showList();
    const title = await openFirst(app);
    await addTag(app, "Tax 2026");
    await app.user.click(within(await part()).getByRole("button", { name: /Take off/ }));
    await screen.findByText("The tag “Tax 2026” was taken off.");
    await app.user.click(screen.getByRole("button", { name: "Undo" }));
    await within(await part()).findByRole("row", { name: "Tax 2026" });
    expect(await axeViolations()).toEqual([]);
    await back(app);
    await app.user.click(await screen.findByRole("button", { name: "Tag All" }));
    await app.user.click(await screen.findByRole("menuitemcheckbox", { name: /Tax 2026/ }));
    await app.user.keyboard("{Escape}");
    await waitFor(() => expect(titles()).toEqual([title]));
    expect(lastFilter(app).tags).toHaveLength(1);
    expect(document.querySelector(".ct-tags")?.textContent).toContain("Tax 2026");
    expect(await axeViolations()).toEqual([]);
    await app.user.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(titles().length).toBeGreaterThan(1));
  });

  it("are renamed and deleted everywhere, with a way back", async () => {
    giveSizes();
    const app = showList();
    await openFirst(app);
    await addTag(app, "Knee");
    await app.user.click(screen.getByRole("button", { name: "Rename or delete tags…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Your tags" }));
    expect(await axeViolations()).toEqual([]);
    const name = dialog.getByRole("textbox", { name: "Name of the tag “Knee”" });
    await app.user.clear(name);
    await app.user.type(name, "Left knee{Enter}");
    await dialog.findByText("“Knee” is “Left knee” now.");
    await app.user.click(await dialog.findByRole("button", { name: "Delete the tag “Left knee” everywhere" }));
    await dialog.findByText("The tag “Left knee” was deleted.");
    await dialog.findByText(/There are no tags/);
    await app.user.click(dialog.getByRole("button", { name: "Undo" }));
    await dialog.findByRole("textbox", { name: "Name of the tag “Left knee”" });
  });
});

describe("a view", () => {
  async function choose({ user }: Shown, entry: string): Promise<void> {
    await user.click(await screen.findByRole("button", { name: "Views" }));
    await user.click(await screen.findByRole("menuitem", { name: entry }));
  }

  async function save(app: Shown, name: string): Promise<void> {
    await choose(app, "Save what is shown as a view…");
    await app.user.type(await screen.findByRole("textbox", { name: "A name for these filters and words" }), `${name}{Enter}`);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }

  it("is saved by keyboard, applied, and replaced where the name is there already", async () => {
    giveSizes();
    const app = showList();
    await screen.findByLabelText("Claims, newest first");
    await app.user.type(screen.getByRole("searchbox"), "knee mri");
    await waitFor(() => expect(titles()).toEqual(["Knee MRI", "Knee MRI"]));
    await save(app, "My knee");
    await app.user.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(titles().length).toBeGreaterThan(1));
    await choose(app, "My knee");
    await waitFor(() => expect(titles()).toEqual(["Knee MRI", "Knee MRI"]));
    await choose(app, "Save what is shown as a view…");
    await app.user.type(await screen.findByRole("textbox", { name: "A name for these filters and words" }), "my KNEE");
    await screen.findByText(/You have a view of that name/);
    expect(await axeViolations()).toEqual([]);
    await app.user.click(screen.getByRole("button", { name: "Replace" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await app.user.click(await screen.findByRole("button", { name: "Views" }));
    expect(await screen.findAllByRole("menuitem", { name: /knee/i })).toHaveLength(1);
  });

  it("is renamed and deleted, with a way back", async () => {
    giveSizes();
    const app = showList();
    await screen.findByLabelText("Claims, newest first");
    await save(app, "All of it");
    await choose(app, "Change or delete views…");
    const dialog = within(await screen.findByRole("dialog", { name: "Your views" }));
    const name = dialog.getByRole("textbox", { name: "Name of the view “All of it”" });
    await app.user.type(name, " now{Enter}");
    await dialog.findByText("“All of it” is “All of it now” now.");
    await app.user.click(await dialog.findByRole("button", { name: "Delete the view “All of it now”" }));
    await dialog.findByText("There are no views.");
    expect(await axeViolations()).toEqual([]);
    await app.user.click(dialog.getByRole("button", { name: "Undo" }));
    await dialog.findByRole("textbox", { name: "Name of the view “All of it now”" });
  });

  it("applies what is still here and says what is not", async () => {
    giveSizes();
    const app = showList();
    await screen.findByLabelText("Claims, newest first");
    const filter: ClaimFilter = { person: "gone/person", kind: null, status: null, from: null, until: null, text: "knee mri", news: false, tags: [4711] };
    await app.backend.call("save_view", { entry: { id: null, name: "Old", filter } });
    await choose(app, "Old");
    await waitFor(() => expect(titles()).toEqual(["Knee MRI", "Knee MRI"]));
    await screen.findByText("“Old” is applied without what is no longer here: a person and 1 tag.");
  });
});

describe("a story", () => {
  it("is named in the list at each of its claims, and opens beside the claim", async () => {
    giveSizes();
    const app = showList();
    await screen.findByLabelText("Claims, newest first");
    await app.user.type(screen.getByRole("searchbox"), "knee mri");
    await waitFor(() => expect(titles()).toEqual(["Knee MRI", "Knee MRI"]));
    const [link] = screen.getAllByRole("link", { name: "Part of: Knee care" });
    if (link === undefined) throw new Error("no link");
    expect(link.textContent).toBe("Knee care");
    await app.user.click(link);
    const heading = await screen.findByRole("heading", { name: "Part of: Knee care" });
    await waitFor(() => expect(document.activeElement).toBe(heading));
  });
});
