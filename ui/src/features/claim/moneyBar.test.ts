import { describe, expect, it } from "vitest";

import type { Figure, Money } from "../../ipc/types.gen";
import { labelsFit, moneyBar } from "./moneyBar";

const figure = (amount: string | null, currency = "USD"): Figure => ({
  money: amount === null ? null : ({ amount, currency } satisfies Money),
  element: null,
  code: null,
  label: null,
});
const claim = (over: Record<string, Figure> = {}) => ({
  billed: figure("412.00"),
  discount: figure("224.00"),
  planPrice: figure("188.00"),
  planPaid: figure("150.40"),
  youOwe: figure("37.60"),
  ...over,
});

describe("the money bar", () => {
  it("is drawn from stated figures that add up to the cent", () => {
    const bar = moneyBar(claim());
    expect(bar?.parts.map(({ name }) => name)).toEqual(["discount", "planPaid", "youOwe"]);
    expect(bar?.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(bar?.planPrice?.amount).toBe("188.00");
  });

  it.each([
    ["a cent is missing", { youOwe: figure("37.59") }],
    ["a part is not stated", { discount: figure(null) }],
    ["the bill is not stated", { billed: figure(null) }],
    ["a part is in another currency", { youOwe: figure("37.60", "MXN") }],
    ["nothing was billed", { billed: figure("0.00"), discount: figure("0"), planPaid: figure("0"), youOwe: figure("0") }],
    ["a part is below zero", { discount: figure("262.00"), youOwe: figure("-0.40") }],
  ])("is not drawn where %s", (_, over) => {
    expect(moneyBar(claim(over))).toBeNull();
  });

  it("marks the plan's price only where it is what is paid", () => {
    expect(moneyBar(claim({ planPrice: figure("190.00") }))?.planPrice).toBeNull();
  });

  it("puts its labels in a list where they would meet", () => {
    const bar = moneyBar(claim());
    expect(labelsFit(bar?.parts ?? [], 696, 1)).toBe(true);
    expect(labelsFit(bar?.parts ?? [], 696, 2)).toBe(false);
    expect(labelsFit(bar?.parts ?? [], 320, 1)).toBe(false);
  });
});
