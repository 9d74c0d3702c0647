import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError, type FakeOptions } from "../../ipc/fake";
import { familyClaims, manyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { giveSizes, pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

function idOf(title: string, status = "decided"): number {
  return familyClaims().find(({ row }) => row.title === title && row.status === status && (row.start ?? "") > "2025-11")?.row.id ?? 0;
}

const show = (title: string, status?: string, options: FakeOptions = {}) =>
  showApp(options, { screen: "claim", id: idOf(title, status) });
const story = () =>
  waitFor(() => {
    const found = document.querySelector(".story");
    if (found === null) throw new Error("There is no story yet.");
    return found.textContent;
  });

describe("a claim", () => {
  it("is told in sentences of stated figures", async () => {
    show("Visit after surgery");
    expect(await story()).toBe(
      "Dr. Grace Chen billed $412.00. Your plan’s price is $188.00. Your plan paid $150.40. You owe $37.60. ",
    );
    expect(await axeViolations()).toEqual([]);
  });

  it("is drawn as a bar where the stated parts add up", async () => {
    show("Visit after surgery");
    await story();
    expect(document.querySelectorAll(".money-bar-strip > span")).toHaveLength(3);
    expect(document.querySelector(".money-bar-labels")?.textContent).toBe("Plan discount$224.00Plan paid$150.40You owe$37.60");
  });

  it("says what the plan did not state, and draws no bar then", async () => {
    show("Knee MRI", "notCovered");
    expect(await story()).toContain("Your plan does not cover this.");
    expect(document.querySelector(".money-bar")).toBeNull();
    expect(document.querySelector(".plain-figures")?.textContent).toContain("Plan discountNot stated by your plan");
    expect(screen.getByText("Precertification/authorization/notification absent")).toBeTruthy();
    expect(screen.getByText(/We have no record of an approval/)).toBeTruthy();
  });

  it("tells of a claim that is still being decided without calling anything missing", async () => {
    show("Blood pressure check", "pending");
    expect(await story()).toBe("Dr. Priya Natarajan billed $248.00. Your plan is still deciding what it pays. ");
  });

  it("says where a number came from, on focus, until Escape", async () => {
    const { user } = show("Visit after surgery");
    await story();
    await user.tab();
    for (let turn = 0; turn < 30 && document.activeElement?.className !== "figure"; turn += 1) await user.tab();
    const tip = await screen.findByRole("tooltip");
    expect(tip.textContent).toContain("From your plan: billed, which it calls “Submitted Amount”");
    expect(tip.textContent).toContain("ExplanationOfBenefit.total[0].amount");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("tooltip")).toBeNull());
  });

  it("lists what was done, with medical codes when asked", async () => {
    const { user } = show("Visit after surgery");
    await story();
    const lines = [...document.querySelectorAll(".lines tbody tr")];
    expect(lines.map((line) => line.querySelector(".lines-service")?.textContent)).toEqual(["Office visit", "Blood test", "Urine test"]);
    expect(document.querySelector(".lines tfoot")?.textContent).toContain("Total as your plan states it");
    expect(document.querySelector(".lines")?.textContent).not.toContain("99213");
    await user.click(screen.getByRole("button", { name: "Show medical codes" }));
    expect(document.querySelector(".lines")?.textContent).toContain("Code 99213, CPT");
    expect(document.querySelector(".lines")?.textContent).toContain("Coinsurance: $26.40");
  });

  it("says that the plan's numbers add up, and shows what was compared when asked", async () => {
    const { user } = show("Visit after surgery");
    await story();
    expect(document.querySelector(".checks-head")?.textContent).toContain("The plan’s own numbers add up");
    expect(document.querySelector(".checks-list")).toBeNull();
    await user.click(screen.getByRole("button", { name: "See the checks" }));
    expect(document.querySelector(".checks-list")?.textContent).toContain("Billed is the discount and the plan’s price.");
    expect(screen.getByRole("button", { name: "Hide the checks" }).getAttribute("aria-expanded")).toBe("true");
    expect(await axeViolations()).toEqual([]);
  });

  it("tells a difference first, as worked out here and with a harmless reason", async () => {
    const { user } = show("Hospital stay, 2 nights");
    await story();
    expect(document.querySelector(".checks-head")?.textContent).toContain("One comparison differs");
    await user.click(screen.getByRole("button", { name: "See the checks" }));
    const first = document.querySelector(".checks-list li")?.textContent;
    expect(first).toContain("Worked out by Claimfolio: a difference of $20.00");
    expect(first).toContain("A line may be missing.");
  });

  it("says that numbers cannot be checked where the plan leaves them out", async () => {
    show("Blood pressure check", "pending");
    await story();
    expect(document.querySelector(".checks-head")?.textContent).toContain("The plan’s numbers cannot be checked");
  });

  it("shows the payment, the stay, the limits and what is unusual", async () => {
    show("Hospital stay, 2 nights");
    await story();
    const page = document.querySelector("main")?.textContent ?? "";
    for (const words of ["Paid onSep 1, 2026", "Hospital stayAug 14 – Aug 16, 2026", "Approved beforePA-40071", "Visits", "A line refers to diagnosis 4"]) {
      expect(page).toContain(words);
    }
    expect(await axeViolations()).toEqual([]);
  });

  it("ties the lines to their diagnoses, with the medical codes", async () => {
    const { user } = show("Visit after surgery");
    await story();
    await user.click(screen.getByRole("button", { name: "Show medical codes" }));
    expect(document.querySelector(".lines")?.textContent).toContain("For: Encounter for follow-up examination after surgery");
  });

  it("tells the story in the language that is shown", async () => {
    show("Visit after surgery", undefined, { settings: { language: "es" } });
    const spanish = "Dr. Grace Chen cobró $412.00. El precio de su plan es $188.00. Su plan pagó $150.40. Usted debe $37.60. ";
    await waitFor(() => expect(document.querySelector(".story")?.textContent).toBe(spanish));
  });

  it("tells its history, newest first", async () => {
    show("Visit after surgery");
    await story();
    const history = [...document.querySelectorAll(".claim-history li")].map((one) => one.textContent);
    expect(history).toEqual([
      "Nov 20, 2026You owe went from $45.00 to $37.60",
      "Sep 18, 2026Claimfolio first had it",
      "Sep 5, 2026Your plan received the claim",
    ]);
  });

  it("leads from a replaced claim to the one that counts, and back to it", async () => {
    const { user } = show("Knee exam", "replaced");
    await user.click(await screen.findByRole("button", { name: "Go to the claim that counts" }));
    await user.click(await screen.findByRole("button", { name: "The claim that this one replaced" }));
    expect(await screen.findByText("Another claim replaced this one. Its amounts count nowhere.")).toBeTruthy();
  });

  it("shows what the plan sent, every digit as it came, and copies it", async () => {
    const { user } = show("Visit after surgery");
    await user.click(await screen.findByRole("button", { name: "See what your plan sent" }));
    const text = await screen.findByRole("region", { name: "The text your plan sent" });
    expect(text.textContent).toContain('"value": 150.40');
    await user.click(screen.getByRole("button", { name: "Copy" }));
    await screen.findByRole("button", { name: "Copied" });
    expect(await navigator.clipboard.readText()).toContain("150.40");
    expect(await axeViolations()).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("draws only the lines in sight of a very long claim, and all of them on paper", async () => {
    giveSizes();
    const claims = manyClaims(10);
    showApp({ claims }, { screen: "claim", id: claims.find(({ row }) => row.title?.includes("10 nights"))?.row.id ?? 0 });
    await story();
    const rows = () => document.querySelectorAll(".lines tbody tr[data-index]").length;
    await waitFor(() => expect(rows()).toBeGreaterThan(0));
    expect(rows()).toBeLessThan(100);
    window.dispatchEvent(new Event("beforeprint"));
    expect(rows()).toBe(640);
    window.dispatchEvent(new Event("afterprint"));
    await waitFor(() => expect(rows()).toBeLessThan(100));
  });

  it("is printed in light colours, whatever the screen has", async () => {
    show("Visit after surgery", undefined, { settings: { theme: "dark" } });
    await story();
    const theme = () => document.documentElement.dataset["theme"];
    expect(theme()).toBe("dark");
    window.dispatchEvent(new Event("beforeprint"));
    expect(theme()).toBe("light");
    window.dispatchEvent(new Event("afterprint"));
    expect(theme()).toBe("dark");
  });

  /** T8 */
  it("shows a payer's markup as text", async () => {
    const claims = familyClaims();
    const claim = claims.find(({ row }) => row.title === "Visit after surgery")!;
    claim.row.title = '<img src=x onerror="alert(1)"><b>Visit</b>';
    showApp({ claims }, { screen: "claim", id: claim.row.id });
    await screen.findByRole("heading", { level: 1, name: claim.row.title });
    await story();
    expect(document.querySelector("main img, main b")).toBeNull();
  });

  it("says that a claim is not there", async () => {
    showApp({}, { screen: "claim", id: 9999 }, (fake) => fake.fail("claim", appError("notFound", "never")));
    await waitFor(() => expect(document.querySelector(".pane-title")).toBeTruthy());
  });

  it("has the telephone of those who took care, where it is stated", async () => {
    showApp({}, { screen: "claim", id: familyClaims()[0]?.row.id ?? 0 });
    const rail = await screen.findByRole("complementary", { name: "More about this claim" });
    expect(rail.textContent).toMatch(/Telephone of .+: 555-0188/);
  });
});
