import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError } from "../../ipc/fake";
import { familyClaims } from "../../ipc/fake/records";
import type { Bill } from "../../ipc/types.gen";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = (claim: number | null = null, options = {}) => showApp(options, { screen: "bill", claim });
const asked = ({ backend }: Shown) => (backend.called.findLast(({ name }) => name === "find_bill")?.args as { bill: Bill }).bill;

async function fill({ user }: Shown, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await user.type(await screen.findByLabelText(label), text);
}

describe("comparing with a bill", () => {
  it("finds the claim and puts the two figures side by side", async () => {
    const app = show();
    await fill(app, { "Day of care": "04/02/2026", "Who sent it": "Cedar", "What it asks for, in dollars": "$318.00", "What was done": "Urgent care" });
    await app.user.click(screen.getByRole("button", { name: "Find the claim" }));
    const match = await screen.findByRole("article", { name: "Urgent care visit" });
    expect(asked(app)).toEqual({ claim: null, person: null, date: "2026-04-02", provider: "Cedar", amount: "318.00", service: "Urgent care" });
    expect(match.querySelector("h2")?.textContent).toBe("The bill asks for $318.00; your plan says you owe $45.00");
    expect(match.querySelector(".bill-figures")?.textContent).toBe("The bill asks for$318.00Your plan says you owe$45.00");
    expect(match.textContent).toContain("They differ by $273.00, by Claimfolio’s own arithmetic.");
    expect(match.textContent).toContain("Day of care: the same.");
    expect(await axeViolations()).toEqual([]);
    await app.user.click(within(match).getByRole("link", { name: "Urgent care visit" }));
    await screen.findByRole("heading", { level: 1, name: "Urgent care visit" });
    await app.user.click(screen.getByRole("button", { name: "Back" }));
    expect((await screen.findByLabelText<HTMLInputElement>("Who sent it")).value).toBe("Cedar");
    await screen.findByRole("article", { name: "Urgent care visit" });
  });

  it("says that there is no claim yet, and what to ask", async () => {
    const app = show();
    await fill(app, { "Who sent it": "Nobody" });
    await app.user.keyboard("{Enter}");
    await screen.findByRole("heading", { name: "There is no claim for this bill here yet" });
    expect(document.querySelector(".bill-answer")?.textContent).toContain("What you can do");
  });

  it("offers what a pasted text can mean and takes nothing over unasked", async () => {
    const app = show();
    await app.user.click(await screen.findByText("Paste the bill’s text instead"));
    await fill(app, { "Text of the bill": "Service date: 03/04/2026 Due: $40.00" });
    await app.user.click(screen.getByRole("button", { name: "Look for days and amounts" }));
    await screen.findByText("can mean two things:");
    const day = screen.getByLabelText<HTMLInputElement>("Day of care");
    const amount = screen.getByLabelText<HTMLInputElement>("What it asks for, in dollars");
    expect([day.value, amount.value]).toEqual(["", ""]);
    await app.user.click(screen.getByRole("button", { name: "Use Apr 3, 2026" }));
    await app.user.click(screen.getByRole("button", { name: "Use $40.00" }));
    expect([day.value, amount.value]).toEqual(["04/03/2026", "40.00"]);
  });

  it("does not compare an amount or a day that is none", async () => {
    const app = show();
    await fill(app, { "What it asks for, in dollars": "1.234,50" });
    expect(document.body.textContent).toContain("Write the amount in dollars and cents: 1,234.50.");
    expect(screen.getByRole("button", { name: "Find the claim" }).hasAttribute("disabled")).toBe(true);
  });

  it("is opened from a claim, from the claims and from spending", async () => {
    const claims = familyClaims();
    const claim = claims.find(({ row }) => row.start === "2026-04-02")?.row.id ?? 0;
    const app = showApp({ claims }, { screen: "claim", id: claim });
    await app.user.click(await screen.findByRole("button", { name: "Compare with a bill" }));
    await fill(app, { "What it asks for, in dollars": "45" });
    await app.user.click(screen.getByRole("button", { name: "Compare" }));
    await screen.findByRole("article", { name: "Urgent care visit" });
    expect(asked(app).claim).toBe(claim);
    for (const place of ["Claims", "Spending"]) {
      await app.user.click(screen.getByRole("button", { name: new RegExp(`^${place}`) }));
      await app.user.click(await screen.findByRole("button", { name: "I have a bill" }));
      await screen.findByRole("heading", { level: 1, name: "Compare with a bill" });
    }
  });

  it("says what went wrong", async () => {
    const app = showApp({}, { screen: "bill", claim: null }, (fake) => fake.fail("find_bill", appError("storeCorrupt")));
    await fill(app, { "Who sent it": "Chen{Enter}" });
    await waitFor(() => expect(document.querySelector(".bill-answer .note")).not.toBeNull());
  });
});
