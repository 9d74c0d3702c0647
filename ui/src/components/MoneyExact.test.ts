import { describe, expect, it } from "vitest";

import type { Money } from "../ipc/types.gen";
import { addExactly, addsUp, addSums, compareExactly, isZero } from "./MoneyExact";

const usd = (amount: string): Money => ({ amount, currency: "USD" });

describe("exact money", () => {
  it.each([
    [["0.1", "0.2"], "0.3"],
    [["412.00", "-3.5"], "408.50"],
    [["9007199254740993.01", "0.01"], "9007199254740993.02"],
    [["-0.05"], "-0.05"],
    [[], "0"],
    [["12", "not money"], null],
  ])("adds %j to %s", (amounts, total) => {
    expect(addExactly(amounts)).toBe(total);
  });

  it("compares across different numbers of decimals", () => {
    expect(compareExactly("1.50", "1.5")).toBe(0);
    expect(compareExactly("-2", "1")).toBe(-1);
    expect(compareExactly("10", "9.99")).toBe(1);
    expect(compareExactly("ten", "9")).toBeNull();
    expect(isZero(usd("0.000"))).toBe(true);
  });

  it("calls a sum right only where everything is stated, in one currency and not below zero", () => {
    expect(addsUp(usd("412.00"), [usd("224.00"), usd("150.40"), usd("37.6")])).toBe(true);
    expect(addsUp(usd("412.00"), [usd("224.00"), usd("150.40"), usd("37.61")])).toBe(false);
    expect(addsUp(usd("412.00"), [usd("412.00"), null])).toBe(false);
    expect(addsUp(null, [usd("0")])).toBe(false);
    expect(addsUp(usd("1"), [{ amount: "1", currency: "MXN" }])).toBe(false);
    expect(addsUp(usd("1"), [usd("2"), usd("-1")])).toBe(false);
  });

  it("keeps currencies apart", () => {
    const sums = addSums([
      [{ money: usd("1.10"), claims: 2 }],
      [
        { money: { amount: "5", currency: "MXN" }, claims: 1 },
        { money: usd("2.20"), claims: 1 },
      ],
    ]);
    expect(sums).toEqual([
      { money: usd("3.30"), claims: 3 },
      { money: { amount: "5", currency: "MXN" }, claims: 1 },
    ]);
  });
});
