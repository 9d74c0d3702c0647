import { describe, expect, it } from "vitest";

import type { MonthGroup } from "../ipc/types.gen";
import { groupOfDate, planRows } from "./ClaimTableRows";
import { nextStop, placeOfRow, rowOfItem } from "./groupedRows";

const month = (name: string | null, claims: number, amount = "1.10"): MonthGroup => ({
  month: name,
  claims,
  youOwe: [{ money: { amount, currency: "USD" }, claims }],
});
const MONTHS = [month("2026-11", 2), month("2026-01", 3), month("2025-12", 1), month("2025", 1), month(null, 2)];

describe("the rows of a long list", () => {
  it("are headings with their claims under them", () => {
    const plan = planRows(MONTHS, "month");
    expect(plan.rows).toBe(5 + 9);
    const words = Array.from({ length: plan.rows }, (_, row) => {
      const place = placeOfRow(plan, row);
      return place?.type === "group" ? `[${place.group.period ?? "undated"}]` : String(place?.offset);
    });
    expect(words.join(" ")).toBe("[2026-11] 0 1 [2026-01] 2 3 4 [2025-12] 5 [2025] 6 [undated] 7 8");
    expect(placeOfRow(plan, plan.rows)).toBeNull();
    expect(placeOfRow(plan, -1)).toBeNull();
  });

  it("find every claim again", () => {
    const plan = planRows(MONTHS, "month");
    for (let offset = 0; offset < plan.items; offset += 1) {
      expect(placeOfRow(plan, rowOfItem(plan, offset))).toMatchObject({ type: "item", offset });
    }
  });

  it("join months to years, to the cent, and stay closed until opened", () => {
    const plan = planRows(MONTHS, "year", (period) => period === "2025");
    expect(plan.groups.map((group) => [group.period, group.claims, group.youOwe[0]?.money.amount])).toEqual([
      ["2026", 5, "2.20"],
      ["2025", 2, "2.20"],
      [null, 2, "1.10"],
    ]);
    expect(plan.rows).toBe(3 + 2);
    expect(rowOfItem(plan, 0)).toBe(0);
    expect(rowOfItem(plan, 5)).toBe(2);
  });

  it("are found in a list of a hundred thousand without walking through it", () => {
    const plan = planRows(
      Array.from({ length: 240 }, (_, index) => month(`${2006 + Math.floor(index / 12)}-${index}`, 420)),
      "month",
    );
    expect(plan.items).toBe(100_800);
    expect(placeOfRow(plan, rowOfItem(plan, 99_999))).toMatchObject({ offset: 99_999 });
  });

  it("lead the keyboard over headings that do nothing", () => {
    const plan = planRows(MONTHS, "month");
    expect(nextStop(plan, 2, 1, false)).toBe(4);
    expect(nextStop(plan, 4, -1, false)).toBe(2);
    expect(nextStop(plan, 1, -1, false)).toBe(1);
    expect(nextStop(plan, 13, 1, false)).toBe(13);
    expect(nextStop(plan, 1, 999, false)).toBe(13);
    expect(nextStop(plan, 13, -999, false)).toBe(1);
    expect(nextStop(plan, 2, 1, true)).toBe(3);
    expect(nextStop(plan, 0, 0, false)).toBe(1);
  });

  it("tell in which group a claim has to be", () => {
    const plan = planRows(MONTHS, "month");
    expect(groupOfDate(plan, "2026-01-20")?.period).toBe("2026-01");
    expect(groupOfDate(plan, null)?.period).toBeNull();
    expect(groupOfDate(plan, "1999-01-01")).toBeUndefined();
    expect(groupOfDate(planRows(MONTHS, "year"), "2026-01-20")?.period).toBe("2026");
  });
});
