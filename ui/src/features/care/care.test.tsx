import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FakeOptions } from "../../ipc/fake";
import { careRows } from "../../ipc/fake/care";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";
import { shownRows } from "./CareScreen";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = (options: FakeOptions = {}) => showApp(options, { screen: "care" });
const table = () => screen.findByRole("table", { name: "What the directory lists" });
const names = () => [...document.querySelectorAll(".cr-link")].map((link) => link.textContent);

async function search(user: ReturnType<typeof show>["user"], words: string, near = "") {
  await user.type(await screen.findByRole("combobox", { name: "What or who" }), words);
  if (near !== "") await user.type(screen.getByRole("textbox", { name: "Near" }), near);
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Search" }));
}

describe("finding care", () => {
  it("asks for a name near a place and lists what came, those in the network first", async () => {
    const { user, backend } = show();
    await search(user, "Dr. ", "Lakeside, ID 00010");
    await table();
    expect(backend.called.find(({ name }) => name === "care_search")?.args).toMatchObject({
      question: { payer: "demo", kind: "person", name: "Dr. ", specialty: null, city: "Lakeside", state: "ID", postalCode: "00010" },
      fresh: false,
    });
    expect(names()).toEqual(["Dr. Lena Whitfield", "Dr. Helen Park"]);
    expect(await axeViolations()).toEqual([]);
  });

  it("takes a specialty in plain words for one", async () => {
    const { user, backend } = show();
    await user.type(await screen.findByRole("combobox", { name: "What or who" }), "pediatric");
    await user.click(await screen.findByRole("option", { name: "Pediatric surgery" }));
    await user.click(await screen.findByRole("button", { name: "Search" }));
    await table();
    const asked = backend.called.find(({ name }) => name === "care_search")?.args;
    expect(asked).toMatchObject({ question: { name: null, specialty: "childrensSurgery" } });
  });

  it("hides what the ticks leave out and says how many", async () => {
    const rows = careRows();
    const all = shownRows(rows, { outOfNetworkToo: true, newPatientsOnly: false });
    expect(all.map(({ inNetwork }) => inNetwork)).toEqual(["yes", "yes", "yes", "yes", "notStated", "no"]);
    expect(shownRows(rows, { outOfNetworkToo: false, newPatientsOnly: true })).toHaveLength(2);
    const { user } = show();
    await search(user, "Dr.");
    await table();
    await user.click(screen.getByRole("checkbox", { name: "New patients only" }));
    expect(await screen.findByText("3 entries are hidden by your ticks above.")).toBeTruthy();
    expect(names()).toHaveLength(3);
  });

  it("streams in, and stops", async () => {
    const { user, backend } = show({ care: "running" });
    await search(user, "Dr.");
    await table();
    expect(screen.getAllByText("Asking…").length).toBeGreaterThan(5);
    await user.click(screen.getByRole("button", { name: "Stop" }));
    await screen.findByText(/stopped by you/);
    expect(backend.called.some(({ name }) => name === "care_stop")).toBe(true);
  });

  it.each([
    ["down", "Your plan did not answer"],
    ["refused", "This directory cannot be searched that way"],
  ] as const)("says why there is nothing: %s", async (care, title) => {
    const { user } = show({ care });
    await search(user, "Dr.");
    await screen.findByRole("heading", { name: title });
    expect(await axeViolations()).toEqual([]);
  });

  it.each([
    ["kept", /did not answer\. This is what it said before/],
    ["cutShort", /pages broke off/],
    ["partial", /Some addresses could not be asked/],
  ] as const)("says what is missing beside what was found: %s", async (care, words) => {
    const { user } = show({ care });
    await search(user, "Dr.");
    await table();
    expect(await screen.findByText(words)).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
  });

  it("draws only what is in sight of 5,000 rows and is walked by keyboard", async () => {
    giveSizes();
    const { user } = show({ care: "many" });
    await search(user, "Dr.");
    const list = await table();
    expect(list.getAttribute("aria-rowcount")).toBe("5001");
    expect(names().length).toBeLessThan(80);
    const first = within(list).getAllByRole("link")[0] as HTMLElement;
    first.focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Dr. Number 2"));
    await user.keyboard("{End}");
    await waitFor(() => expect(document.activeElement?.closest("tr")?.dataset["row"]).toBe("4999"));
  });

  it("opens an entry, says what is not said, and keeps it with a note and a dated copy", async () => {
    const { user, backend } = show();
    await search(user, "Oyelaran");
    await user.click(await screen.findByRole("link", { name: "Dr. Peter Oyelaran" }));
    await screen.findByRole("heading", { level: 1, name: "Dr. Peter Oyelaran" });
    expect(await screen.findByText(/The directory does not say which networks they are in/)).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save to my list" }));
    await screen.findByRole("button", { name: "On my list: take off" });
    await user.click(screen.getByRole("button", { name: "Keep a dated copy" }));
    await user.click(await screen.findByRole("button", { name: "Copy kept: look at it" }));
    await screen.findByText("It is as it was taken: its digest still fits.");
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.click(await screen.findByRole("button", { name: "Back" }));
    await user.click(await screen.findByRole("radio", { name: "Saved" }));
    await user.type(await screen.findByRole("textbox", { name: "Your note" }), "Ask for Mondays");
    await user.tab();
    await waitFor(() => expect(backend.care.saved[0]?.note).toBe("Ask for Mondays"));
    expect(await axeViolations()).toEqual([]);
  });

  it("says whose claims name the provider, by number alone, and leads to those claims", async () => {
    const { user } = show();
    await search(user, "Helen Park");
    await user.click(await screen.findByRole("link", { name: "Dr. Helen Park" }));
    await screen.findByText(/Seen by Sofia Rivera/);
    expect(screen.getByText(/Seen by Daniel Rivera/)).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save to my list" }));
    await screen.findByRole("button", { name: "On my list: take off" });
    await user.click(screen.getByRole("button", { name: "Sofia Rivera: 3 claims" }));
    await screen.findByRole("heading", { level: 1, name: "Claims" });
    expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("NPI-9992000001");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Sofia" }).checked).toBe(true);
    await user.click(screen.getByRole("button", { name: "Find care" }));
    await user.click(await screen.findByRole("radio", { name: "Saved" }));
    await screen.findByText(/Seen by Sofia Rivera/);
  });

  it.each([
    ["Dr. Lena Whitfield", "No claim here names this provider’s number."],
    ["Dr. Peter Oyelaran", "The entry has no provider number, so it cannot be compared with your claims."],
  ])("tells apart that nobody was seen and that it cannot be told: %s", async (name, words) => {
    const { user } = show();
    await search(user, name);
    await user.click(await screen.findByRole("link", { name }));
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it("puts a dated copy on paper, with what else was listed of the same", async () => {
    const { user, backend } = show();
    await search(user, "Castellano");
    await user.click(await screen.findByRole("link", { name: "Dr. Irene Castellano" }));
    await user.click(await screen.findByRole("button", { name: "Keep a dated copy" }));
    await user.click(await screen.findByRole("button", { name: "Copy kept: look at it" }));
    await screen.findByRole("heading", { name: "What else the directory lists of the same" });
    await user.click(screen.getByRole("button", { name: "Save as PDF…" }));
    await user.click(await screen.findByRole("radio", { name: "Español" }));
    await user.click(screen.getByRole("button", { name: "Choose where to save" }));
    await screen.findByText(/Saved as claimfolio-directory-/);
    expect(backend.called.findLast(({ name }) => name === "save_care_paper")?.args).toMatchObject({
      id: 1,
      options: { language: "es", paper: "letter" },
    });
    expect(await axeViolations()).toEqual([]);
  });

  it("chooses a network once", async () => {
    const { user, backend } = show({ connected: false });
    await user.click(await screen.findByRole("button", { name: /^Your network Not chosen/ }));
    await user.click(await screen.findByRole("option", { name: "Evergreen Basic" }));
    await screen.findByText("as you chose");
    expect(backend.called.find(({ name }) => name === "care_choose_network")?.args).toMatchObject({ network: { id: "net-basic" } });
  });
});

describe("from a claim", () => {
  it("answers with its evidence, and that the telephone decides", async () => {
    const { user } = showApp({}, { screen: "claim", id: 10 });
    await user.click(await screen.findByRole("button", { name: "Is this provider in my network?" }));
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByText("Yes, the directory lists them in your network");
    expect(within(dialog).getByText(/own telephone decides/)).toBeTruthy();
    expect(within(dialog).getByRole("list", { name: "What this is based on" })).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
  });

  it("says that it cannot tell where the directory does not answer", async () => {
    const { user } = showApp({ care: "down" }, { screen: "claim", id: 10 });
    await user.click(await screen.findByRole("button", { name: "Is this provider in my network?" }));
    await screen.findByText("The directory cannot tell");
    expect(screen.getByText("The directory did not answer.")).toBeTruthy();
  });
});
