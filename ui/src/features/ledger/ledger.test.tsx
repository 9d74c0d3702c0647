import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError } from "../../ipc/fake";
import { familyClaims } from "../../ipc/fake/records";
import type { PaymentEntry } from "../../ipc/types.gen";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";
import { amountOf } from "./entry";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

/** A claim of this year of which $45.00 is owed, and its index among the made-up ones. */
function owedClaim() {
  const claims = familyClaims();
  const found = claims.find(({ row }) => row.start === "2026-04-02");
  if (!found) throw new Error("no such claim");
  return { claims, id: found.row.id };
}

const entry = (claim: number, more: Partial<PaymentEntry> = {}): PaymentEntry => ({
  id: null, claim, paidOn: "2026-04-20", way: "creditCard", amount: "20.00", note: "", reimbursedOn: null, ...more,
});
const lastSaved = ({ backend }: Shown) => (backend.called.findLast(({ name }) => name === "save_payment")?.args as { entry: PaymentEntry }).entry;
const payments = () => screen.findByRole("region", { name: "Your payments" });

describe("a claim's payments", () => {
  it("are marked with a day, a way and an amount that one press takes from the plan", async () => {
    const { claims, id } = owedClaim();
    const app = showApp({ claims }, { screen: "claim", id });
    const { user } = app;
    await user.click(within(await payments()).getByRole("button", { name: "Mark as paid" }));
    const dialog = await screen.findByRole("dialog", { name: "Mark as paid" });
    const amount = within(dialog).getByLabelText<HTMLInputElement>("Amount in dollars");
    expect(amount.value).toBe("");
    expect(within(dialog).getByRole("button", { name: "Save" }).hasAttribute("disabled")).toBe(true);
    expect(within(dialog).getByLabelText<HTMLInputElement>("Paid on").value).toBe("11/22/2026");
    await user.selectOptions(within(dialog).getByLabelText("How"), "HSA card");
    await user.click(within(dialog).getByRole("button", { name: "Use $45.00" }));
    expect(await axeViolations()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(lastSaved(app)).toEqual(entry(id, { paidOn: "2026-11-22", way: "hsaCard", amount: "45.00" })));
    const part = await payments();
    await waitFor(() => expect(part.textContent).toContain("You marked $45.00 as paid. Your plan says you owe $45.00."));
    await user.click(within(part).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(part.textContent).not.toContain("You marked"));
  });

  it("do not take an amount that can be read in two ways, nor a day that is none", async () => {
    const { claims, id } = owedClaim();
    const { user } = showApp({ claims }, { screen: "claim", id });
    await user.click(within(await payments()).getByRole("button", { name: "Mark as paid" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByLabelText("How"), "Cash");
    await user.type(within(dialog).getByLabelText("Amount in dollars"), "1.234,50");
    expect(dialog.textContent).toContain("Write the amount in dollars and cents: 1,234.50.");
    expect(within(dialog).getByRole("button", { name: "Save" }).hasAttribute("disabled")).toBe(true);
  });

  it("are several, changed, removed and brought back, each with its receipts", async () => {
    const { claims, id } = owedClaim();
    const app = showApp({ claims }, { screen: "claim", id }, ({ ledger }) => {
      ledger.save(entry(id));
      ledger.save(entry(id, { paidOn: "2026-05-01", amount: "25.00", way: "check" }));
    });
    const { user } = app;
    const part = await payments();
    await waitFor(() => expect(part.textContent).toContain("You marked $45.00 as paid."));
    const [first] = within(part).getAllByRole("listitem");
    if (!first) throw new Error("no payment");
    await user.click(within(first).getByRole("button", { name: "Add a receipt" }));
    await within(part).findByText("Receipt from the counter.pdf");
    await user.click(within(part).getByRole("button", { name: "Save as…" }));
    expect(app.backend.called.some(({ name }) => name === "save_receipt")).toBe(true);
    await user.click(within(part).getByRole("button", { name: "Remove the receipt" }));
    await user.click(await within(part).findByRole("button", { name: "Undo" }));
    await within(part).findByText("Receipt from the counter.pdf");
    await user.click(within(first).getByRole("button", { name: "Remove the payment" }));
    await waitFor(() => expect(part.textContent).toContain("You marked $25.00 as paid."));
    await user.click(await within(part).findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(part.textContent).toContain("You marked $45.00 as paid."));
    await user.click(within(part).getAllByRole("button", { name: "Change the payment" })[0] as HTMLElement);
    const dialog = await screen.findByRole("dialog", { name: "Change the payment" });
    await user.click(within(dialog).getByRole("switch", { name: "My health account paid me back" }));
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await within(part).findByText("Paid back by your health account on Nov 22, 2026");
    await user.click(await within(part).findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(lastSaved(app).reimbursedOn).toBeNull());
  });

  it("say that the plan's amount changed, and that another claim counts now", async () => {
    const claims = familyClaims();
    const [older, newer] = claims.filter(({ row }) => row.start === "2026-10-20").sort((a, b) => a.row.id - b.row.id);
    if (!older || !newer) throw new Error("no such claims");
    showApp({ claims }, { screen: "claim", id: newer.row.id }, ({ ledger }) => {
      ledger.save(entry(older.row.id));
      newer.row.youOwe = { amount: "60.00", currency: "USD" };
    });
    const part = await payments();
    await waitFor(() => expect(part.textContent).toContain("You entered this for a claim that this one replaced."));
    expect(part.textContent).toContain("Your plan said you owe $45.00 when you saved this. It says $60.00 now.");
  });
});

describe("the HSA record", () => {
  it("adds up what is not paid back, by person and year, and lists what is not marked", async () => {
    const { claims, id } = owedClaim();
    const leo = claims.find(({ row }) => row.start === "2026-05-27" && row.kind === "visit");
    const app = showApp({ claims }, { screen: "ledger", year: "2026" }, ({ ledger }) => {
      ledger.save(entry(id));
      ledger.save(entry(id, { way: "fsa", amount: "5.00" }));
      ledger.save(entry(leo?.row.id ?? 0, { amount: "286.00", paidOn: "2025-12-30" }));
      ledger.save(entry(leo?.row.id ?? 0, { amount: null }));
    });
    await screen.findByText("Payments that you made in 2026");
    const totals = [...document.querySelectorAll(".ledger-totals > div")].map((one) => one.textContent);
    expect(totals).toEqual(["Not paid back yet$20.00", "Paid by your health account$5.00", "Marked as paid$25.00"]);
    expect(document.body.textContent).toContain("1 payment has no amount and is in no sum.");
    const years = screen.getByRole("table", { name: "By year of payment" });
    expect(years.textContent).toContain("2025$286.00Nothing$286.00");
    expect(await axeViolations()).toEqual([]);
    const open = screen.getByRole("region", { name: "Not marked yet" });
    const before = within(open).getAllByRole("listitem").length;
    await app.user.click(within(open).getAllByRole("button", { name: /^Mark as paid/ })[0] as HTMLElement);
    const dialog = await screen.findByRole("dialog");
    await app.user.selectOptions(within(dialog).getByLabelText("How"), "Cash");
    await app.user.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(within(open).getAllByRole("listitem")).toHaveLength(before - 1));
  });

  it("is saved as a table and printed", async () => {
    const { claims, id } = owedClaim();
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const app = showApp({ claims }, { screen: "ledger", year: "2026" }, ({ ledger }) => void ledger.save(entry(id)));
    await app.user.click(await screen.findByRole("button", { name: "Save as CSV…" }));
    const saved = app.backend.called.find(({ name }) => name === "save_statement");
    expect(saved?.args).toEqual({ query: { year: "2026", person: null }, language: "en" });
    await app.user.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it("has an answer where nothing is here, and where something went wrong", async () => {
    showApp({ claims: [] }, { screen: "ledger", year: null });
    await screen.findByRole("heading", { name: "Nothing to mark yet" });
  });

  it("says what went wrong", async () => {
    showApp({}, { screen: "ledger", year: null }, (fake) => fake.fail("ledger", appError("storeCorrupt")));
    await screen.findByRole("button", { name: "Try again" });
  });

  it("stands in a few figures beside the year's spending", async () => {
    const { claims, id } = owedClaim();
    const { user } = showApp({ claims }, { screen: "spending" }, ({ ledger }) => void ledger.save(entry(id)));
    const card = await screen.findByRole("region", { name: "HSA record" });
    await waitFor(() => expect(card.textContent).toContain("Marked as paid$20.00"));
    expect(card.textContent).toContain("Not marked yet$7,594.26");
    await user.click(within(card).getByRole("button", { name: "Open HSA record" }));
    await screen.findByText("Payments that you made in 2026");
  });
});

describe("an amount", () => {
  it("is read in one way or not at all", () => {
    expect(["45", " $1,234.50 ", "0045.1", "$ 7"].map(amountOf)).toEqual(["45", "1234.50", "45.10", "7"]);
    for (const text of ["", "0", "0.00", "1,5", "1.234,50", "1.234", "12,34", "-5", "5 dollars", "1e3"]) expect(amountOf(text)).toBeNull();
  });
});
