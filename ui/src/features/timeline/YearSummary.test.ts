import { describe, expect, it } from "vitest";

import type { ClaimsSummary, Sum } from "../../ipc/types.gen";
import { isEquation } from "./YearSummary";

const sum = (amount: string, claims = 2, currency = "USD"): Sum[] => [{ money: { amount, currency }, claims }];
const summary = (over: Partial<ClaimsSummary> = {}): ClaimsSummary => ({
  decided: 2,
  pending: 1,
  notCovered: 0,
  replaced: 0,
  billed: sum("10.00"),
  discount: sum("4.50"),
  planPaid: sum("5.00"),
  youOwe: sum("0.5"),
  pendingBilled: [],
  notCoveredBilled: [],
  ...over,
});

describe("the sums' equation", () => {
  it("is drawn where every counted claim states all four figures and they add up", () => {
    expect(isEquation(summary())).toBe(true);
  });

  it.each([
    ["a cent is missing", { youOwe: sum("0.49") }],
    ["one claim left a figure out", { discount: sum("4.50", 1) }],
    ["no claim stated a figure", { discount: [] }],
    ["there are two currencies", { youOwe: [...sum("0.5"), ...sum("3", 2, "MXN")] }],
    ["the currencies differ", { planPaid: sum("5.00", 2, "MXN") }],
    ["nothing is decided", { decided: 0 }],
  ])("is not drawn where %s", (_, over) => {
    expect(isEquation(summary(over))).toBe(false);
  });
});
