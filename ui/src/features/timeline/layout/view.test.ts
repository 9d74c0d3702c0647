import { describe, expect, it } from "vitest";

import { dayOf, isoDay } from "./calendar";
import { bucketFor, limitsOf, moveEdge, moveWindow, step, viewAround, viewAt, zoomAround, type View } from "./view";

const day = (text: string) => dayOf(text) ?? 0;
const today = day("2026-11-22");
const limits = limitsOf([{ month: "2023-02", claims: 3 }, { month: "2026-10", claims: 1 }], today);
const words = (view: View) => `${isoDay(view.from)} ${isoDay(view.until)} ${view.zoom ?? "by hand"}`;

describe("the view of the timeline", () => {
  it("can reach every claim and this month", () => {
    expect([isoDay(limits.from), isoDay(limits.until)]).toEqual(["2023-01-01", "2026-12-01"]);
    expect(isoDay(limitsOf([], today).from)).toBe("2026-01-01");
  });

  it.each([
    ["all", "2023-01-01 2026-12-01 all"],
    ["year", "2025-11-01 2026-12-01 year"],
    ["quarter", "2026-09-01 2026-12-01 quarter"],
    ["month", "2026-11-01 2026-12-01 month"],
  ] as const)("shows %s as %s", (zoom, expected) => {
    expect(words(viewAt(zoom, today, limits))).toBe(expected);
  });

  it("moves by pages and stops at the ends", () => {
    const year = viewAt("year", today, limits);
    expect(step(year, 1, limits)).toEqual(year);
    expect(words(step(year, -1, limits))).toBe("2024-11-01 2025-12-01 year");
    expect(words(step(viewAt("month", today, limits), -1, limits))).toBe("2026-10-01 2026-11-01 month");
    let view = year;
    for (let turn = 0; turn < 20; turn += 1) view = step(view, -1, limits);
    expect(view.until).toBeGreaterThan(limits.from);
  });

  it("keeps the day under the pointer in its place when zooming", () => {
    const year = viewAt("year", day("2025-06-01"), limits);
    const at = year.from + 100;
    const closer = zoomAround(year, 0.5, at, limits);
    const share = (view: View) => (at - view.from) / (view.until - view.from);
    expect(share(closer)).toBeCloseTo(share(year), 2);
    expect(closer.until - closer.from).toBeCloseTo((year.until - year.from) / 2, -1);
  });

  it("zooms out to everything and in to four weeks, never further", () => {
    const year = viewAt("year", today, limits);
    expect(zoomAround(year, 100, today, limits)).toEqual({ ...limits, zoom: "all" });
    const closest = zoomAround(year, 0.0001, today, limits);
    expect(closest.until - closest.from).toBe(28);
    expect(closest.until).toBeLessThanOrEqual(limits.until);
  });

  it("shows a claim in the middle when zooming to it", () => {
    expect(words(viewAround("quarter", day("2026-03-10"), limits))).toBe("2026-02-01 2026-05-01 quarter");
    expect(words(viewAround("month", day("2026-03-10"), limits))).toBe("2026-03-01 2026-04-01 month");
  });

  it("moves the window's edges by whole months and keeps one month open", () => {
    const year = viewAt("year", today, limits);
    expect(words(moveEdge(year, "from", day("2026-03-02"), limits))).toBe("2026-03-01 2026-12-01 by hand");
    expect(words(moveEdge(year, "from", day("2030-01-01"), limits))).toBe("2026-11-01 2026-12-01 by hand");
    expect(words(moveEdge(year, "until", day("2020-01-01"), limits))).toBe("2025-11-01 2025-12-01 by hand");
    expect(words(moveEdge(year, "from", day("2020-01-01"), limits))).toBe("2023-01-01 2026-12-01 all");
  });

  it("moves the window without changing its length, up to the ends", () => {
    const year = viewAt("year", today, limits);
    const moved = moveWindow(year, -9999, limits);
    expect([moved.from, moved.until - moved.from]).toEqual([limits.from, year.until - year.from]);
  });

  it("asks for the finest columns that are five pixels wide", () => {
    expect(bucketFor(viewAt("month", today, limits), 808)).toBe("day");
    expect(bucketFor(viewAt("year", today, limits), 808)).toBe("week");
    expect(bucketFor({ from: day("2016-01-01"), until: today }, 808)).toBe("month");
  });
});
