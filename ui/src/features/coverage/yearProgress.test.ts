import { describe, expect, it } from "vitest";

import type { Accumulator, Money } from "../../ipc/types.gen";
import { barPercent, barsOf, isMeasured, isMet, ofNetwork } from "./yearProgress";

const figure = (money: Money | null) => ({ money, element: null, code: null, label: null });
const usd = (amount: string): Money => ({ amount, currency: "USD" });
const one = (limit: Money | null, used: Money | null, over: Partial<Accumulator> = {}): Accumulator => ({
  kind: "deductible",
  inNetwork: true,
  person: null,
  benefit: null,
  stated: { limit: figure(limit), used: figure(used), claim: 1, date: null },
  added: [],
  networkUnknown: 0,
  difference: null,
  ...over,
});

describe("a year's progress", () => {
  it("is measured only where limit and use are stated in one currency", () => {
    expect(isMeasured(one(usd("3000"), usd("0")))).toBe(true);
    expect(isMeasured(one(usd("3000"), null))).toBe(false);
    expect(isMeasured(one(usd("3000"), { amount: "1", currency: "EUR" }))).toBe(false);
    expect(isMeasured(one(null, null, { stated: null }))).toBe(false);
  });

  it("is met to the cent and not before", () => {
    expect(isMet(one(usd("3000.00"), usd("3000")))).toBe(true);
    expect(isMet(one(usd("3000.00"), usd("2999.99")))).toBe(false);
    expect(isMet(one(usd("3000.00"), { amount: "9999", currency: null }))).toBe(false);
  });

  it("draws no bar longer than its track", () => {
    expect(barPercent(figure(usd("200")), figure(usd("50")))).toBe(25);
    expect(barPercent(figure(usd("200")), figure(usd("500")))).toBe(100);
    expect(barPercent(figure(usd("0")), figure(usd("5")))).toBe(0);
    expect(barPercent(figure(null), figure(usd("5")))).toBe(0);
  });

  it("shows the timeline what the plan stated of that person, in the network", () => {
    const stated = one(usd("3000"), usd("1"));
    const accumulators = [
      stated,
      { ...stated, inNetwork: false },
      { ...stated, person: "p" },
      { ...stated, benefit: "Dental Care" },
      one(null, null, { stated: null }),
    ];
    const year = { connection: "c", payerName: "Plan", from: "2026-01-01", until: "2027-01-01", isStated: false, accumulators };
    expect(barsOf([year], null).map(({ bar }) => bar)).toEqual([stated]);
    expect(barsOf([year], "p")).toHaveLength(1);
    const many = { ...year, accumulators: Array.from({ length: 9 }, () => stated) };
    const second = { ...year, connection: "d", payerName: "Other" };
    expect(barsOf([many, second], null).map(({ payerName }) => payerName)).toEqual(["Plan", "Plan", "Plan", "Plan", "Other"]);
    expect(ofNetwork(accumulators, false)).toHaveLength(1);
  });
});
