import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError, type FakeOptions } from "../../ipc/fake";
import { manyClaims } from "../../ipc/fake/records";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";
import { MOST_NODES } from "./layout/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

/** Claim by claim: stories have tests of their own. */
const show = (options: FakeOptions = {}) => showApp({ stories: false, ...options }, { screen: "timeline" });
const picture = () => screen.findByLabelText(/^Claims timeline/);
const labels = (element: Element) => element.getAttribute("aria-label") ?? "";
const marks = async () => [...(await picture()).querySelectorAll<SVGElement>("[data-key]")];
const mark = (name: RegExp) =>
  waitFor(async () => {
    const found = (await marks()).find((one) => name.test(labels(one)));
    if (found === undefined) throw new Error(`There is no mark ${String(name)}.`);
    return found;
  });
const stops = async () => (await marks()).filter((one) => one.getAttribute("tabindex") === "0");
const table = () => screen.findByLabelText(/claims of the timeline/);
const rowLink = (name: string) => screen.findByText(name, { selector: ".ct-link" });
const spoken = () => document.activeElement?.getAttribute("aria-label") ?? "";

const signs = (sums: Element) => [...sums.querySelectorAll("[data-sign]")].map((one) => one.getAttribute("data-sign"));

async function enterPicture({ user }: Shown): Promise<void> {
  const [stop] = await stops();
  stop?.focus();
  await user.keyboard("{ArrowLeft}");
}

describe("the sums", () => {
  it("are an equation where they really are one, and name what is left out", async () => {
    show();
    const sums = await screen.findByRole("region", { name: "Sums, 2026" });
    expect(sums.textContent).toContain("Billed$63,548.50Plan discount$35,440.51Plan paid$20,468.73You owe$7,639.26");
    expect(signs(sums)).toEqual(["−", "−", "="]);
    expect(sums.textContent).toContain("Added up by Claimfolio from 60 decided claims, 2026.");
    expect(sums.textContent).toContain("Not counted: 1 still deciding ($248.00), 1 not covered ($2,150.00), 1 replaced.");
  });

  it("are no equation where a claim left a figure out, and say by how many it is stated", async () => {
    const { user } = show();
    await user.click(await screen.findByRole("radio", { name: "All" }));
    const sums = await screen.findByRole("region", { name: "Sums, 2023 – 2026" });
    expect(signs(sums)).toEqual([]);
    expect(sums.textContent).toMatch(/stated by \d+ of \d+ claims/);
  });
});

describe("the picture", () => {
  it("is one stop of the tab key, entered at the newest claim of the first lane", async () => {
    show();
    const [only, ...others] = await stops();
    expect(others).toEqual([]);
    expect(only?.getAttribute("aria-label")).toBe(
      "Blood pressure check, Dr. Priya Natarajan, Nov 17, 2026, your plan is still deciding, 19 of 19",
    );
  });

  it("is walked with the arrows and speaks each claim", async () => {
    const app = show();
    await enterPicture(app);
    expect(spoken()).toBe("Lisinopril, 90 days, Lakeside Pharmacy, Oct 14, 2026, you owe $10.00, 18 of 19");
    await app.user.keyboard("{ArrowDown}");
    expect(spoken()).toMatch(/^Knee exam, Dr. James Okafor, Oct 20, 2026, .* of 24$/);
    await app.user.keyboard("{Home}");
    expect(spoken()).toMatch(/Nov 19, 2025.* 1 of 24$/);
    expect(await stops()).toHaveLength(1);
  });

  it("names its lanes with what they add up to", async () => {
    show();
    const lanes = [...(await picture()).querySelectorAll("g[role=group]")];
    expect(lanes.map(labels)).toEqual([
      "Maria, 19 claims, you owe $440.42",
      "Daniel, 24 claims, you owe $1,154.00",
      "Sofia, 12 claims, you owe $4,165.74",
      "Leo, 16 claims, you owe $2,046.60",
    ]);
  });

  it("opens a claim with Enter, and comes back to its mark", async () => {
    const app = show();
    await enterPicture(app);
    await app.user.keyboard("{Enter}");
    await screen.findByRole("heading", { level: 1, name: "Lisinopril, 90 days" });
    await app.user.click(screen.getByRole("button", { name: "Back" }));
    expect(await picture()).toBeTruthy();
  });

  it("leads from a pile to its claims in the table", async () => {
    const app = show();
    const pile = await mark(/^7 claims, Aug 14 – Aug 16, 2026, you owe \$4,103\.14/);
    pile.focus();
    await app.user.keyboard("{Enter}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Antibiotic, 7 days"));
  });

  it("chooses the same claims as the table, in both directions", async () => {
    const app = show();
    const row = await rowLink("Emergency room");
    row.focus();
    await waitFor(async () => expect((await mark(/^7 claims/)).getAttribute("aria-current")).toBe("true"));

    (await mark(/^7 claims/)).focus();
    await app.user.keyboard("{ArrowRight}{ArrowLeft}");
    const chosen = (await table()).querySelectorAll("tr[aria-current=true]");
    expect(chosen).toHaveLength(7);
    await app.user.keyboard("{Escape}");
    await waitFor(async () =>
      expect((await table()).querySelectorAll("tr[aria-current]")).toHaveLength(0),
    );
  });

  it("zooms with plus and minus and keeps the focus on the claim", async () => {
    const app = show();
    await enterPicture(app);
    await app.user.keyboard("+");
    await waitFor(() => expect(spoken()).toMatch(/^Lisinopril, 90 days.*Oct 14, 2026.* of \d$/));
    await app.user.keyboard("-");
    await waitFor(() => expect(spoken()).toMatch(/^Lisinopril, 90 days.* of 1\d$/));
  });

  it("shows months by name, and moves to the month before", async () => {
    const { user } = show();
    await user.click(await screen.findByRole("radio", { name: "Month" }));
    expect(await screen.findByRole("heading", { level: 2, name: "November 2026" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Earlier" }));
    expect(await screen.findByRole("heading", { level: 2, name: "October 2026" })).toBeTruthy();
    expect((await table()).querySelectorAll(".ct-link")).toHaveLength(6);
  });

  it("is arranged by kind of care, leaving out kinds there were none of", async () => {
    const { user } = show();
    await user.click(await screen.findByRole("radio", { name: "By kind" }));
    await waitFor(async () => {
      const lanes = [...(await picture()).querySelectorAll("g[role=group]")];
      expect(lanes.map((lane) => labels(lane).split(",")[0])).toEqual([
        "Doctor visit",
        "Hospital & ER",
        "Lab & imaging",
        "Pharmacy",
        "Therapy",
      ]);
    });
  });

  it("stays small with very many claims, and opens a column's time", async () => {
    giveSizes();
    const app = show({ claims: manyClaims() });
    await app.user.click(await screen.findByRole("radio", { name: "All" }));
    await mark(/^January 2016, \d+ claims, you owe \$[\d,.]+, 1 of 131$/);
    const svg = document.querySelector("svg.tl[viewBox^='0 0']");
    expect(svg?.querySelectorAll("*").length).toBeLessThanOrEqual(MOST_NODES);
    (await mark(/^March 2020/)).focus();
    await app.user.keyboard("{Enter}");
    expect(await screen.findByRole("radio", { name: "Year", checked: true })).toBeTruthy();
    await mark(/Mar \d+, 2020/);
  });
});

describe("the history", () => {
  it("moves the shown time with sliders, by months and years", async () => {
    const { user } = show();
    const first = await screen.findByRole("slider", { name: "First month shown" });
    expect(first.getAttribute("aria-valuetext")).toBe("November 2025");
    first.focus();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(first.getAttribute("aria-valuetext")).toBe("December 2025"));
    await user.keyboard("{PageDown}");
    await waitFor(() => expect(first.getAttribute("aria-valuetext")).toBe("December 2024"));
    const last = screen.getByRole("slider", { name: "Last month shown" });
    expect(last.getAttribute("aria-valuetext")).toBe("November 2026");
    expect(await screen.findByRole("heading", { level: 2, name: "Dec 2024 – Nov 2026" })).toBeTruthy();
  });
});

describe("the table under the picture", () => {
  it("is grouped by year over all the years, closed until opened", async () => {
    const { user } = show();
    await user.click(await screen.findByRole("radio", { name: "All" }));
    const year = await screen.findByRole("button", { name: /^2026 \d+ claims$/ });
    expect(year.getAttribute("aria-expanded")).toBe("false");
    expect((await table()).querySelectorAll(".ct-link")).toHaveLength(0);
    await user.click(year);
    await waitFor(async () => expect((await table()).querySelectorAll(".ct-link").length).toBeGreaterThan(50));
  });

  it("says of claims without a date that they are not in the picture", async () => {
    const { user } = show();
    expect((await screen.findByText(/1 claim without a date of care/)).textContent).toContain("list of all claims");
    await user.click(screen.getByRole("button", { name: "list of all claims" }));
    await screen.findByRole("heading", { level: 1, name: "Claims" });
  });
});

describe("the timeline's other states", () => {
  it("takes a search to the list of claims", async () => {
    const { user } = show();
    await user.type(await screen.findByRole("searchbox"), "okafor{Enter}");
    await screen.findByRole("heading", { level: 1, name: "Claims" });
    expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("okafor");
    await waitFor(() => expect(document.querySelectorAll(".ct-link")).toHaveLength(5));
  });

  it("tells that there are no claims yet as a normal answer", async () => {
    show({ claims: [] });
    await screen.findByRole("heading", { name: "No claims from your plan yet" });
    expect(screen.getByText("A new claim often shows up 2 to 6 weeks after a visit.")).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
  });

  it("tells that what is shown is not everything while a sync runs", async () => {
    show({ sync: "running" });
    expect((await screen.findByText(/What you see is not everything yet/)).textContent).toMatch(/38 claims so far, back to/);
  });

  it("says what went wrong and tries again", async () => {
    const { backend, user } = showApp({}, { screen: "timeline" }, (fake) => fake.fail("timeline", appError("storeCorrupt")));
    const again = await screen.findByRole("button", { name: "Try again" });
    backend.fail("timeline", null);
    await user.click(again);
    await picture();
  });

  it("begins with the newest year that has claims", async () => {
    vi.setSystemTime(new Date("2029-05-01T10:00:00"));
    show();
    await mark(/Nov 17, 2026/);
  });
});
