import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError, type FakeOptions } from "../../ipc/fake";
import { manyClaims } from "../../ipc/fake/records";
import type { ClaimFilter } from "../../ipc/types.gen";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";
import { filterOf, isFiltering, NO_CHOICE, yearsOf } from "./claimsFilter";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = (options: FakeOptions = {}) => showApp(options, { screen: "claims" });
const table = () => screen.findByLabelText("Claims, newest first");
const titles = () => [...document.querySelectorAll(".ct-link")].map((link) => link.textContent);
const foot = () => document.querySelector(".claims-foot")?.textContent ?? "";
const focusedRow = () => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex");

async function choose({ user }: Shown, filter: string, value: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: new RegExp(`^${filter} `) }));
  await user.click(await screen.findByRole("option", { name: value }));
}

const lastFilter = ({ backend }: Shown) =>
  (backend.called.findLast(({ name }) => name === "claims_outline")?.args as { filter: ClaimFilter }).filter;

describe("the list of claims", () => {
  it("is one table with months as group rows, their counts and what is owed", async () => {
    giveSizes();
    show();
    const list = await table();
    const heads = [...list.querySelectorAll(".ct-group")].slice(0, 2).map((row) => row.textContent);
    expect(heads).toEqual(["November 2026 2 claims$45.00", "October 2026 6 claims$55.00"]);
    const [claims, months] = [242, 48];
    expect(list.getAttribute("aria-rowcount")).toBe(String(1 + claims + months));
    expect(await axeViolations()).toEqual([]);
  });

  it("draws only what is in sight of a very long list, and is walked by keyboard", async () => {
    giveSizes();
    const { user } = show({ claims: manyClaims() });
    const list = await table();
    await waitFor(() => expect(titles().length).toBeGreaterThan(10));
    expect(list.querySelectorAll("tr").length).toBeLessThan(100);
    expect(Number(list.getAttribute("aria-rowcount"))).toBeGreaterThan(5237);
    document.querySelector<HTMLElement>(".ct-link")?.focus();
    expect(focusedRow()).toBe("3");
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(focusedRow()).toBe("4"));
  });

  it("adds up in its foot and says what is not counted", async () => {
    const app = show();
    await table();
    await choose(app, "Year", "2026");
    await waitFor(() => expect(foot()).toContain("62 claims in 2026"));
    expect(foot()).toContain("1 replaced claim is shown but not counted");
    expect(foot()).toContain("Added up by Claimfolio from 60 decided claims:");
    expect(foot()).toContain("Plan paid $20,468.73");
    expect(foot()).toContain("You owe $7,639.26");
  });

  it("combines its filters and clears them together", async () => {
    const app = show();
    await table();
    await choose(app, "Year", "2026");
    await choose(app, "Kind", "Lab & imaging");
    await choose(app, "Status", "Not covered");
    await choose(app, "Person", "Daniel");
    await waitFor(() => expect(titles()).toEqual(["Knee MRI"]));
    expect(lastFilter(app)).toEqual({
      person: "connection-1/daniel",
      kind: "lab",
      status: "notCovered",
      from: "2026-01-01",
      until: "2027-01-01",
      text: "",
      news: false,
      tags: [],
    });
    await app.user.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(foot()).toContain("239 claims"));
  });

  it("is searched from the slash key on, asking only after a pause in typing", async () => {
    const app = show();
    await table();
    await app.user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    const before = app.backend.called.filter(({ name }) => name === "claims_outline").length;
    await app.user.keyboard("okafor knee");
    await waitFor(() => expect(titles()).toEqual(["Knee exam", "Knee exam", "Knee exam"]));
    const asked = app.backend.called.filter(({ name }) => name === "claims_outline").length - before;
    expect(asked).toBeLessThan("okafor knee".length);
  });

  it("says that nothing matches, and leads back", async () => {
    const app = show();
    await table();
    await app.user.type(screen.getByRole("searchbox"), "zzz");
    await screen.findByRole("heading", { name: "No claims match" });
    await app.user.click(screen.getAllByRole("button", { name: "Clear filters" })[0]!);
    await table();
  });

  it("strikes a replaced claim through and marks what is new and what changed", async () => {
    const app = show();
    await table();
    await choose(app, "Year", "2026");
    await waitFor(() => expect(titles()).toContain("Visit after surgery"));
    const rows = [...document.querySelectorAll(".ct-row")];
    const replaced = rows.find((row) => row.textContent.includes("Replaced"));
    expect([...(replaced?.querySelectorAll("s") ?? [])].map((one) => one.textContent)).toEqual(["$310.00", "$0.00", "$238.00"]);
    expect(rows.find((row) => row.textContent.includes("Visit after surgery"))?.textContent).toContain("Changed");
    expect(rows[0]?.textContent).toContain("New");
    expect(rows[0]?.textContent).toContain("Not yet");
  });

  it("is walked by keyboard, opens a claim, and is as it was on the way back", async () => {
    const app = show();
    await table();
    await choose(app, "Year", "2026");
    await waitFor(() => expect(foot()).toContain("in 2026"));
    document.querySelector<HTMLElement>(".ct-link")?.focus();
    await app.user.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement?.textContent).toBe("Knee MRI");
    await app.user.keyboard("{End}");
    const last = document.activeElement;
    expect(last).toBe([...document.querySelectorAll(".ct-link")].at(-1));
    await app.user.keyboard("{Home}{ArrowDown}{ArrowDown}{Enter}");
    await screen.findByRole("heading", { level: 1, name: "Knee MRI" });
    await app.user.click(screen.getByRole("button", { name: "Back" }));
    await table();
    expect(foot()).toContain("in 2026");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Knee MRI"));
  });

  it("says what went wrong and tries again", async () => {
    const { backend, user } = showApp({}, { screen: "claims" }, (fake) => fake.fail("claims_page", appError("storeCorrupt")));
    const again = await screen.findByRole("button", { name: "Try again" });
    backend.fail("claims_page", null);
    await user.click(again);
    await table();
  });
});

describe("the choice of claims", () => {
  it("asks for a year from its first day to the next year's", () => {
    expect(filterOf({ ...NO_CHOICE, year: "2025", text: "  knee " }, "p")).toEqual({
      person: "p",
      kind: null,
      status: null,
      from: "2025-01-01",
      until: "2026-01-01",
      text: "knee",
      news: false,
      tags: [],
    });
  });

  it("knows whether anything is chosen, and which years there are", () => {
    expect(isFiltering(NO_CHOICE)).toBe(false);
    expect(isFiltering({ ...NO_CHOICE, text: "x" })).toBe(true);
    expect(yearsOf([{ month: "2026-02" }, { month: "2026-01" }, { month: "2025" }, { month: null }])).toEqual(["2026", "2025"]);
  });
});
