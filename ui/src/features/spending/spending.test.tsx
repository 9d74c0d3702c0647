import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError, type FakeOptions } from "../../ipc/fake";
import type { MonthSpending, Spent, SpendingQuery } from "../../ipc/types.gen";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";
import { layColumns, shares } from "./columns";
import { keysBetween, periodsOf } from "./periods";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = (options: FakeOptions = {}) => showApp(options, { screen: "spending" });
const rowsOf = (table: HTMLElement) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));
const lastQuery = ({ backend }: Shown) =>
  (backend.called.findLast(({ name }) => name === "spending")?.args as { query: SpendingQuery }).query;

describe("the spending screen", () => {
  it("adds the newest year up by month and says from how many claims", async () => {
    show();
    const table = await screen.findByRole("table", { name: "Spending by month" });
    const rows = rowsOf(table);
    expect(rows[0]).toEqual(["2026", "60", "$63,548.50", "$35,440.51", "$20,468.73", "$7,639.26"]);
    expect(rows[1]?.[0]).toBe("November");
    expect(rows).toHaveLength(12);
    expect(document.body.textContent).toContain("Added up by Claimfolio from 60 decided claims, each counted once.");
    expect(await axeViolations()).toEqual([]);
  });

  it("says what is in none of the sums, and leads to those claims", async () => {
    const { user } = show();
    const part = await screen.findByRole("region", { name: "Not in these sums" });
    const reasons = within(part).getAllByRole("button").map((one) => one.textContent);
    expect(reasons.map((one) => one.replace(/ ?\d.*/, ""))).toEqual(["Still deciding", "Not covered", "Replaced", "Without a date"]);
    await user.click(within(part).getByRole("button", { name: /^Replaced/ }));
    await user.click(await within(part).findByRole("link", { name: "Knee exam" }));
    await screen.findByRole("heading", { level: 1, name: "Knee exam" });
  });

  it("tells providers and prescriptions apart by name, a prescription month by month", async () => {
    const { user } = show();
    const providers = await screen.findByRole("table", { name: "Spending by provider" });
    expect(rowsOf(providers)[0]?.[0]).toBe("Mercy Lake Hospital");
    expect(rowsOf(providers)).toHaveLength(6);
    await user.click(screen.getByRole("button", { name: "Show all 14 providers" }));
    expect(rowsOf(providers)).toHaveLength(14);
    await user.click(screen.getByRole("button", { name: /^Lisinopril, 90 days/ }));
    const months = document.querySelectorAll(".prescription-months tbody tr");
    expect([...months].map((one) => one.textContent)).toEqual([
      "January 2026$4.20$10.00",
      "April 2026$4.20$10.00",
      "July 2026$4.20$10.00",
      "October 2026$4.20$10.00",
    ]);
  });

  it("asks for another year, a plan year, all years, a kind and a person", async () => {
    const app = show();
    const { user } = app;
    await screen.findByRole("table", { name: "Spending by month" });
    const choose = async (filter: string, value: string | RegExp) => {
      await user.click(screen.getByRole("button", { name: new RegExp(`^${filter} `) }));
      await user.click(await screen.findByRole("option", { name: value }));
    };
    await choose("Year", /^Plan year/);
    await waitFor(() => expect(lastQuery(app)).toMatchObject({ from: "2025-07-01", until: "2026-07-01" }));
    await choose("Year", "All years");
    await waitFor(() => expect(lastQuery(app)).toMatchObject({ from: null, until: null }));
    const table = await screen.findByRole("table", { name: "Spending by year" });
    expect(rowsOf(table)[0]?.[0]).toBe("All years");
    expect(rowsOf(table).at(-1)?.[0]).toBe("Without a date");
    await choose("Kind", "Pharmacy");
    await user.click(screen.getByRole("radio", { name: "Leo" }));
    await waitFor(() => expect(lastQuery(app)).toEqual({ from: null, until: null, person: "connection-1/leo", kind: "pharmacy" }));
  });

  it("has an answer where nothing fits and where nothing is here", async () => {
    const { user } = show();
    await screen.findByRole("table", { name: "Spending by month" });
    await user.click(screen.getByRole("button", { name: /^Kind / }));
    await user.click(await screen.findByRole("option", { name: "Vision" }));
    await screen.findByRole("heading", { name: "Nothing to add up here" });
  });

  it("says that there are no claims yet", async () => {
    show({ claims: [] });
    await screen.findByRole("heading", { name: "No claims from your plan yet" });
  });

  it("says what went wrong and tries again", async () => {
    const { backend, user } = showApp({}, { screen: "spending" }, (fake) => fake.fail("spending", appError("storeCorrupt")));
    const again = await screen.findByRole("button", { name: "Try again" });
    backend.fail("spending", null);
    await user.click(again);
    await screen.findByRole("table", { name: "Spending by month" });
  });

  it("names a sum that fewer claims state than it is of", async () => {
    const { familyClaims } = await import("../../ipc/fake/records");
    const claims = familyClaims();
    const checkup = claims.find(({ row }) => row.start === "2026-09-29");
    if (checkup) checkup.row.youOwe = null;
    show({ claims });
    const table = await screen.findByRole("table", { name: "Spending by month" });
    expect(rowsOf(table)[0]?.at(-1)).toBe("$7,639.26from 59 of 60");
    expect(await screen.findByRole("button", { name: /^“You owe” not stated/ })).toBeTruthy();
  });
});

const usd = (amount: string, claims = 1) => [{ money: { amount, currency: "USD" }, claims }];
const spent = (owe: string, paid = "0.00"): Spent => ({ claims: 1, billed: [], discount: [], planPaid: usd(paid), youOwe: usd(owe) });
const frame = { width: 700, height: 232, left: 58, top: 12, bottom: 24 };

describe("the columns", () => {
  it("stand on one another in one order and never leave the frame", () => {
    const { columns, tallest } = layColumns(["2026-01", "2026-02"], [{ key: "2026-01", spent: spent("10.00", "30.00") }], "USD", frame);
    const [january, february] = columns;
    expect(january?.parts.map(({ name }) => name)).toEqual(["youOwe", "planPaid"]);
    const [owe, paid] = january?.parts ?? [];
    expect(paid && owe && paid.y + paid.height <= owe.y).toBe(true);
    expect(january?.top).toBeGreaterThanOrEqual(frame.top);
    expect(february?.parts).toEqual([]);
    expect(tallest?.key).toBe("2026-01");
  });

  it("draw one currency and nothing below zero", () => {
    const { columns, tallest } = layColumns(["2026-01"], [{ key: "2026-01", spent: spent("-5.00") }], "USD", frame);
    expect([columns[0]?.parts, tallest]).toEqual([[], undefined]);
    expect(layColumns(["2026-01"], [{ key: "2026-01", spent: spent("5.00") }], "EUR", frame).tallest).toBeUndefined();
    expect(shares([undefined, { amount: "5.00", currency: "USD" }])).toEqual([0, 100]);
  });
});

describe("the periods", () => {
  const months: MonthSpending[] = [
    { month: "2026-02", spent: spent("0.10") },
    { month: "2026-01", spent: spent("0.20") },
    { month: "2025-12", spent: spent("1.00") },
    { month: null, spent: spent("7.00") },
  ];

  it("add months up to years without rounding", () => {
    expect(periodsOf(months, true).map(({ key, spent }) => [key, spent.youOwe, spent.claims])).toEqual([
      ["2026", usd("0.30", 2), 2],
      ["2025", usd("1.00"), 1],
      [null, usd("7.00"), 1],
    ]);
    expect(periodsOf(months, false)).toHaveLength(4);
  });

  it("leave no month and no year out", () => {
    expect(keysBetween("2025-11-01", "2026-02-01", false)).toEqual(["2025-11", "2025-12", "2026-01"]);
    expect(keysBetween("2024-01-01", "2026-12-31", true)).toEqual(["2024", "2025", "2026"]);
  });
});
