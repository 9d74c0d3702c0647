import { describe, expect, it } from "vitest";

import { dayOf, isoDay } from "./calendar";
import { placeRunning, runningTotals } from "./running";

const day = (text: string) => dayOf(text) ?? 0;
const span = { from: day("2025-11-01"), until: day("2026-12-01") };
const days = [
  { day: "2025-03-01", amount: "100.10" },
  { day: "2025-12-24", amount: "0.20" },
  { day: "2026-02-01", amount: "5.00" },
  { day: "2026-03-01", amount: "-1.50" },
];

describe("the running total", () => {
  it("begins again each calendar year and adds to the cent", () => {
    expect(runningTotals(days, span).map((point) => `${isoDay(point.day)} ${point.total}`)).toEqual([
      "2025-01-01 0",
      "2025-03-01 100.10",
      "2025-12-24 100.30",
      "2026-01-01 0",
      "2026-02-01 5.00",
      "2026-03-01 3.50",
    ]);
  });

  it("enters the picture with what was owed before, and ends today", () => {
    const x = (at: number) => at - span.from;
    const placed = placeRunning(runningTotals(days, span), { span, x, top: 0, height: 46 }, day("2026-06-01"));
    const points = placed?.line.match(/-?[\d.]+,-?[\d.]+/g) ?? [];
    expect(points[0]).toBe("0,6.1");
    expect(points.at(-1)).toBe(`${String(x(day("2026-06-01")))},44.6`);
  });

  it("is not drawn where nothing is owed", () => {
    const track = { span, x: (at: number) => at, top: 0, height: 40 };
    expect(placeRunning(runningTotals([], span), track, day("2026-06-01"))).toBeNull();
  });
});
