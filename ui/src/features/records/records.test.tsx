import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError, type FakeOptions } from "../../ipc/fake";
import { familyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";
import { formatMoment, formatMoments } from "./recordWords";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = (options: FakeOptions = {}) => showApp(options, { screen: "records" });
const table = () => screen.findByRole("table", { name: "Health records, by kind, newest first" });
const titles = () => [...document.querySelectorAll(".rt-link")].map((link) => link.textContent);
const heads = () => [...document.querySelectorAll(".rt-group")].map((row) => row.textContent);

describe("the list of health records", () => {
  it("is grouped by kind with counts, newest first within a kind", async () => {
    show();
    await table();
    await waitFor(() => expect(titles()).toHaveLength(11));
    expect(heads()[0]).toBe("Conditions 3 records");
    expect(heads()).toHaveLength(7);
    expect(titles().slice(0, 3)).toEqual(["Inflamed appendix", "Torn cartilage in right knee", "High blood pressure"]);
    expect(document.body.textContent).toContain("Ruled out");
    expect(await axeViolations()).toEqual([]);
  });

  it("is in the sidebar only where there is or could be something", async () => {
    const { unmount } = show({ records: "unavailable" });
    await screen.findByRole("heading", { name: "Your plan shares no health records with apps" });
    expect(screen.queryByRole("button", { name: "Records" })).toBeNull();
    unmount();
    showApp({ records: "notShared" }, { screen: "coverage" });
    expect(await screen.findByRole("button", { name: "Records" })).toBeTruthy();
  });

  it("is filtered by kind and person and searched, and the filters are cleared together", async () => {
    const { user } = show();
    await table();
    await user.click(await screen.findByRole("button", { name: /^Kind / }));
    await user.click(await screen.findByRole("option", { name: "Vaccines" }));
    await waitFor(() => expect(titles()).toEqual(["Flu shot", "Tetanus shot"]));
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(titles()).toHaveLength(11));
    await user.click(await screen.findByRole("button", { name: /^Person / }));
    await user.click(await screen.findByRole("option", { name: "Sofia" }));
    await waitFor(() => expect(titles()).toHaveLength(3));
    await user.keyboard("/");
    await user.keyboard("nothing like it");
    await screen.findByRole("heading", { name: "No records match" });
  });

  it("draws only what is in sight of a long list and is walked by keyboard", async () => {
    giveSizes();
    const { user } = show({ records: "many" });
    const list = await table();
    await waitFor(() => expect(titles().length).toBeGreaterThan(5));
    expect(list.querySelectorAll("tr").length).toBeLessThan(100);
    expect(list.getAttribute("aria-rowcount")).toBe(String(1 + 7 + 3_011));
    document.querySelector<HTMLElement>(".rt-link")?.focus();
    await user.keyboard("{ArrowDown}");
    const row = () => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex");
    await waitFor(() => expect(row()).toBe("4"));
    await user.keyboard("{End}");
    await waitFor(() => expect(row()).toBe(String(1 + 7 + 3_011)));
  });

  it("says that records were not shared and how to ask for them", async () => {
    const { user } = show({ records: "notShared" });
    await screen.findByRole("heading", { name: "Your health records were not shared" });
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Ask Evergreen Demo Health for them" }));
    await screen.findByRole("heading", { name: /^What .* will share$/ });
  });

  it("says that the plan has none, as a normal answer", async () => {
    show({ records: "none" });
    await screen.findByRole("heading", { name: "No health records from your plan yet" });
    expect(screen.getByText(/^We asked Evergreen Demo Health/)).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
  });

  it("says that they are on their way while a sync runs", async () => {
    show({ records: "none", sync: "running" });
    await screen.findByRole("heading", { name: "Your health records are on their way" });
  });

  it("names the kinds that were not shared and those that did not come", async () => {
    show({ records: "partial" });
    await table();
    expect(await screen.findByText(/did not give these, though you shared them: procedures/)).toBeTruthy();
    expect(screen.getByText(/^You did not share these from Evergreen Demo Health: visits and stays/)).toBeTruthy();
  });

  it("says what went wrong and tries again", async () => {
    const { backend, user } = showApp({}, { screen: "records" }, (fake) => fake.fail("records_page", appError("diskFull")));
    const again = await screen.findByRole("button", { name: "Try again" });
    backend.fail("records_page", null);
    await user.click(again);
    await table();
  });
});

describe("one record", () => {
  const open = (id: number, options: FakeOptions = {}) => showApp(options, { screen: "record", id });

  it("says everything, each thing with its element, in the payer's words and times", async () => {
    const { user } = open(8);
    await screen.findByRole("heading", { level: 1, name: "Blood pressure" });
    expect(await axeViolations()).toEqual([]);
    const facts = document.querySelector(".record-facts")?.textContent ?? "";
    expect(facts).toContain("Upper number142 mmHg");
    expect(facts).toContain("Upper number: How it is judgedHigh");
    expect(facts).toContain("Nov 17, 2026, 08:15 (UTC−07:00)");
    expect(facts).toContain("Left open: unknown");
    expect(facts).toContain("Claimfolio cannot show this kind of value (valueAttachment).");
    screen.getByRole("button", { name: "142 mmHg" }).focus();
    await user.keyboard("{Tab}{Shift>}{Tab}{/Shift}");
    expect(await screen.findByText("Observation.component[0].valueQuantity")).toBeTruthy();
  });

  it("leads to the claims of its day, and a claim to the records of its own", async () => {
    const { user } = open(2);
    const rail = await screen.findByRole("complementary", { name: "More about this record" });
    const links = within(rail).getAllByRole("button").filter((one) => one.dataset["focusKey"]?.startsWith("claim-"));
    expect(links.length).toBeGreaterThan(0);
    await user.click(links[0]!);
    await screen.findByRole("complementary", { name: "More about this claim" });
    const back = await screen.findByRole("button", { name: "Inflamed appendix" });
    expect(screen.getByRole("heading", { name: "Records from the same day" })).toBeTruthy();
    await user.click(back);
    await screen.findByRole("heading", { level: 1, name: "Inflamed appendix" });
  });

  it("shows what the plan sent", async () => {
    const { user } = open(1);
    await user.click(await screen.findByRole("button", { name: "See what your plan sent" }));
    expect(await screen.findByText(/"resourceType": "Condition"/)).toBeTruthy();
    expect(screen.getByText(/^This is the record/)).toBeTruthy();
  });
});

describe("a member without claims", () => {
  it("is led to the records that are here", async () => {
    const { user } = showApp({ claims: [] }, { screen: "claims" });
    await user.click(await screen.findByRole("button", { name: "See your 11 health records" }));
    await table();
  });

  it("is told of no records where there are none", async () => {
    showApp({ claims: [], records: "none" }, { screen: "timeline" });
    await screen.findByRole("heading", { name: "No claims from your plan yet" });
    expect(screen.queryByRole("button", { name: /health record/ })).toBeNull();
  });
});

describe("times", () => {
  it("are written as they came, in their own offset", () => {
    expect(formatMoment("2026")).toBe("2026");
    expect(formatMoment("2026-08")).toBe("Aug 2026");
    expect(formatMoment("2026-08-14T23:50:00-11:00")).toBe("Aug 14, 2026, 23:50 (UTC−11:00)");
    expect(formatMoment("2026-08-14T23:50:00Z")).toBe("Aug 14, 2026, 23:50 (UTC)");
    expect(formatMoment("as a child")).toBe("as a child");
    expect(formatMoments("2026-08-14", null)).toBe("Aug 14, 2026");
    expect(formatMoments(null, "2026-08")).toBe("– Aug 2026");
  });
});

it("has family claims on the days of some records", () => {
  expect(familyClaims().some(({ row }) => row.start === "2026-08-14")).toBe(true);
});
