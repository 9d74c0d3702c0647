import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { familyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const strip = () => screen.findByRole("region", { name: "What’s new" });
const count = () => document.querySelector(".nav-count")?.textContent ?? null;

/** The family's claims, the newest `more` of the others changed as well. */
function claimsWith(more: number) {
  const claims = familyClaims();
  for (const { row } of claims.filter((one) => !one.row.isNew && !one.row.isChanged).slice(0, more)) row.isChanged = true;
  return claims;
}

describe("what is new", () => {
  it("names new and changed claims, what was owed struck before what is owed", async () => {
    showApp({}, { screen: "timeline" });
    const items = within(await strip()).getAllByRole("listitem");
    expect(items.map((one) => one.textContent)).toEqual([
      "New Maria, Blood pressure check still deciding",
      "New Leo, Ear check You owe $45.00",
      "Changed Sofia, Visit after surgery You owe before: $45.00 $37.60",
    ]);
    expect(items[2]?.querySelector("s")?.textContent).toContain("$45.00");
    await waitFor(() => expect(count()).toBe("3 new"));
  });

  it("goes away by “Mark as seen”, with the count and the marks in the list", async () => {
    const { user } = showApp({}, { screen: "timeline" });
    await user.click(within(await strip()).getByRole("button", { name: "Mark as seen" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "What’s new" })).toBeNull());
    await waitFor(() => expect(count()).toBeNull());
  });

  it("stays while claims are opened, by keyboard too", async () => {
    const { user } = showApp({}, { screen: "timeline" });
    within(await strip()).getByRole("button", { name: /Visit after surgery/ }).focus();
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { level: 1, name: "Visit after surgery" });
    await user.keyboard("{Control>}1{/Control}");
    await strip();
  });

  it("leads to the list of all that is new, whoever was chosen before", async () => {
    giveSizes();
    const { user } = showApp({ claims: claimsWith(9) }, { screen: "timeline" });
    await user.click(await screen.findByRole("radio", { name: "Leo" }));
    await user.click(within(await strip()).getByRole("button", { name: "and 9 more" }));
    const filter = await screen.findByRole("button", { name: "New or changed" });
    expect(filter.getAttribute("aria-pressed")).toBe("true");
    const rows = () => document.querySelectorAll(".ct-link").length;
    await waitFor(() => expect(rows()).toBe(12));
    await user.click(filter);
    await waitFor(() => expect(rows()).toBeGreaterThan(12));
  });

  it("is not there where nothing is new", async () => {
    const claims = familyClaims();
    for (const { row } of claims) Object.assign(row, { isNew: false, isChanged: false });
    showApp({ claims }, { screen: "timeline" });
    await screen.findByRole("region", { name: "Sums, 2026" });
    expect(screen.queryByRole("region", { name: "What’s new" })).toBeNull();
    expect(count()).toBeNull();
  });

  it("has no accessibility violations", async () => {
    showApp({ claims: claimsWith(9) }, { screen: "timeline" });
    expect(await axeViolations(await strip())).toEqual([]);
  });
});

describe("the limits beside the year's sums", () => {
  it("are the plan's own, in words beside each bar", async () => {
    showApp({}, { screen: "timeline" });
    await screen.findByText("Family deductible");
    const words = [...document.querySelectorAll(".year-limit")].map((one) => one.textContent);
    expect(words).toEqual([
      "Family deductibleMet · $3,000.00 of $3,000.00",
      "Family out-of-pocket limit$7,604.90 of $10,000.00",
    ]);
  });

  it("are a person's where one is chosen, and none where the plan states none", async () => {
    const { user } = showApp({}, { screen: "timeline" });
    await user.click(await screen.findByRole("radio", { name: "Leo" }));
    await waitFor(() =>
      expect([...document.querySelectorAll(".year-limit")].map((one) => one.textContent)).toEqual([
        "Deductible$155.20 of $1,500.00",
      ]),
    );
  });
});

describe("the offer to be told on the desktop", () => {
  const offered = { settings: { notices: "notAsked" } } as const;
  const offer = () => screen.queryByText(/Should the desktop tell you/);

  it.each([
    ["Turn on", "on"],
    ["No, thanks", "off"],
  ])("is made once: “%s” ends it", async (answer, notices) => {
    const { user, backend } = showApp(offered, { screen: "timeline" });
    await user.click(await within(await strip()).findByRole("button", { name: answer }));
    await waitFor(() => expect(offer()).toBeNull());
    expect(backend.settings).toMatchObject({ notices, screenLanguage: "en" });
  });

  it("is not made where nothing shows notices, nor again", async () => {
    showApp({ ...offered, showsNotices: false }, { screen: "timeline" });
    await strip();
    expect(offer()).toBeNull();
    showApp({}, { screen: "timeline" });
    expect(offer()).toBeNull();
  });

  it("has no accessibility violations", async () => {
    showApp(offered, { screen: "timeline" });
    await screen.findByText(/Should the desktop tell you/);
    expect(await axeViolations(await strip())).toEqual([]);
  });
});
