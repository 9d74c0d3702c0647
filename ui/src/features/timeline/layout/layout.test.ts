import { describe, expect, it } from "vitest";

import type { Bucket, Lane } from "../../../ipc/types.gen";
import { bucketNumber, bucketStart, dayOf, isoDay, type Day, type Span } from "./calendar";
import type { Drawing, Geometry, Item } from "./drawing";
import { layout, MOST_NODES, plotOf, type LayoutInput } from "./layout";
import { FURTHEST_SHIFT, overlap, PILE_SHEETS } from "./marks";
import { type Stories } from "./marks";
import { chance, claim, columnLane, dollars, markLane, randomClaims, whole } from "./random.testing";

const day = (text: string): Day => dayOf(text) ?? 0;
const YEAR: Span = { from: day("2025-11-01"), until: day("2026-12-01") };
const WIDE: Geometry = { width: 1004, scale: 1, running: false, wideNames: false };

function draw(lanes: Lane[], over: Partial<LayoutInput> = {}, geometry = WIDE): Drawing {
  return layout(
    { timeline: { lanes }, owedByDay: [], span: YEAR, bucket: "week", today: day("2026-11-22"), ...over },
    geometry,
  );
}

function claimsIn(item: Item): number[] {
  if (item.type === "mark") return [item.claim.id];
  return item.type === "pile" ? item.claims.map((one) => one.id) : [];
}

const CASES = Array.from({ length: 40 }, (_, seed) => {
  const next = chance(seed + 1);
  const from = day("2024-01-01") + whole(next, 900);
  const span = { from, until: from + 28 + whole(next, 900) };
  const scale = [1, 1.5, 2][whole(next, 3)] ?? 1;
  const geometry = { width: Math.round((420 + next() * 900) * scale), scale, running: false, wideNames: false };
  let id = 1;
  const lanes = Array.from({ length: 1 + whole(next, 8) }, (_unused, index) => {
    const count = whole(next, next() < 0.1 ? 400 : 90);
    id += count;
    return markLane(`person-${index}`, randomClaims(next, count, span, id - count));
  });
  return { seed, span, geometry, lanes };
});

describe("a lane of marks", () => {
  it.each(CASES)("draws every claim exactly once (seed $seed)", ({ lanes, span, geometry }) => {
    const drawing = draw(lanes, { span }, geometry);
    for (const [index, lane] of lanes.entries()) {
      const drawn = drawing.lanes[index]!.items.flatMap(claimsIn).sort((a, b) => a - b);
      const given = lane.plot.plot === "marks" ? lane.plot.marks.map((one) => one.id).sort((a, b) => a - b) : [];
      expect(drawn).toEqual(given);
    }
  });

  it.each(CASES)("never draws one mark over another (seed $seed)", ({ lanes, span, geometry }) => {
    for (const { items } of draw(lanes, { span }, geometry).lanes) {
      for (const [index, item] of items.entries()) {
        for (const other of items.slice(index + 1)) expect(overlap(item, other)).toBe(false);
      }
    }
  });

  it.each(CASES)("keeps marks inside their lane and near their day (seed $seed)", ({ lanes, span, geometry }) => {
    const { left, right } = plotOf(geometry);
    for (const { items, top, height } of draw(lanes, { span }, geometry).lanes) {
      for (const item of items) {
        expect(item.y - item.height / 2).toBeGreaterThanOrEqual(top);
        expect(item.y + item.height / 2).toBeLessThanOrEqual(top + height);
        if (item.type !== "mark") continue;
        const place = left + ((item.first - span.from) / (span.until - span.from)) * (right - left);
        expect(Math.abs(item.x - place)).toBeLessThanOrEqual(FURTHEST_SHIFT * geometry.scale + 0.01);
      }
    }
  });

  it.each(CASES)("takes no more nodes than allowed (seed $seed)", ({ lanes, span, geometry }) => {
    expect(draw(lanes, { span }, geometry).nodes).toBeLessThanOrEqual(MOST_NODES);
  });

  it.each(CASES)("draws the same from the same claims in any order (seed $seed)", ({ lanes, span, geometry }) => {
    const turned = lanes.map((lane): Lane =>
      lane.plot.plot === "marks" ? { ...lane, plot: { plot: "marks", marks: lane.plot.marks.toReversed() } } : lane,
    );
    expect(draw(turned, { span }, geometry)).toEqual(draw(lanes, { span }, geometry));
  });

  it("stacks claims of one day below the line", () => {
    const { items, base } = draw([markLane("a", [claim({ id: 1 }), claim({ id: 2 })])]).lanes[0]!;
    expect(items.map((item) => [item.type, item.x === items[0]!.x, item.y - base])).toEqual([
      ["mark", true, 0],
      ["mark", true, 9],
    ]);
  });

  it("joins what finds no room within the furthest shift, and adds up only what was decided", () => {
    const marks = [
      claim({ id: 1, youOwe: dollars("4000.00") }),
      claim({ id: 2, youOwe: dollars("3000.10") }),
      claim({ id: 3, youOwe: dollars("999.00"), status: "pending" }),
    ];
    const items = draw([markLane("a", marks)]).lanes[0]!.items;
    const pile = items.find((item) => item.type === "pile");
    expect(pile?.claims.map((one) => one.id)).toEqual([1, 2, 3]);
    expect(pile?.youOwe).toEqual([{ money: dollars("7000.10"), claims: 2 }]);
    expect(pile!.height).toBeLessThanOrEqual(59);
    expect(pile!.width).toBeGreaterThan(PILE_SHEETS + 20);
  });

  it("never adds different currencies in a pile", () => {
    const marks = ["4000", "4000", "4000"].map((amount, id) =>
      claim({ id, youOwe: { amount, currency: id === 0 ? "USD" : "MXN" } }),
    );
    const pile = draw([markLane("a", marks)]).lanes[0]!.items[0]!;
    expect(pile.type === "pile" && pile.youOwe.map((sum) => `${sum.money.amount} ${sum.money.currency ?? ""}`)).toEqual(
      ["4000 USD", "8000 MXN"],
    );
  });

  it.each([
    ["decided", "10.00", "owed"],
    ["decided", "0.00", "zero"],
    ["decided", null, "unstated"],
    ["pending", "10.00", "pending"],
    ["notCovered", "0.00", "notCovered"],
    ["replaced", "10.00", "replaced"],
  ] as const)("draws a %s claim of %s as %s", (status, amount, style) => {
    const youOwe = amount === null ? null : dollars(amount);
    const item = draw([markLane("a", [claim({ id: 1, status, youOwe })])]).lanes[0]!.items[0];
    expect(item).toMatchObject({ type: "mark", style });
  });

  it("gives a larger amount a larger mark, and none less than seven pixels", () => {
    const sizes = ["1.00", "25.00", "250.00", "1000.00"].map((amount) => {
      return draw([markLane("a", [claim({ id: 1, youOwe: dollars(amount) })])]).lanes[0]!.items[0]!.height;
    });
    expect(sizes[0]).toBe(7);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes[3]).toBeCloseTo(22.98, 1);
  });

  it("keeps a claim with a date that is no date in the drawing", () => {
    const items = draw([markLane("a", [claim({ id: 1, start: "soon" }), claim({ id: 2, start: null })])]).lanes[0]!
      .items;
    expect(items.flatMap(claimsIn).sort()).toEqual([1, 2]);
  });
});

describe("a lane of columns", () => {
  function columns(span: Span, bucket: Bucket, each: (index: number) => { claims: number; amount: string }) {
    const made = [];
    for (let number = bucketNumber(span.from, bucket); bucketStart(number, bucket) < span.until; number += 1) {
      const { claims, amount } = each(made.length);
      const start = isoDay(bucketStart(number, bucket));
      made.push({ start, claims, youOwe: [{ money: dollars(amount), claims }] });
    }
    return made;
  }

  const DECADE: Span = { from: day("2016-01-01"), until: day("2026-12-01") };

  it.each([1, 4, 8, 12])("keeps within the node limit with %i lanes over eleven years", (count) => {
    const lanes = Array.from({ length: count }, (_, index) =>
      columnLane(`p${index}`, columns(DECADE, "month", (month) => ({ claims: (month % 20) + 1, amount: "10.00" }))),
    );
    const drawing = draw(lanes, { span: DECADE, bucket: "month" });
    expect(drawing.nodes).toBeLessThanOrEqual(MOST_NODES);
    for (const [index, lane] of drawing.lanes.entries()) {
      const drawn = lane.items.reduce((sum, item) => sum + (item.type === "column" ? item.count : 0), 0);
      expect(drawn).toBe(lanes[index]!.claims);
    }
  });

  it("joins months where a month would be narrower than five pixels, to the cent", () => {
    const span: Span = { from: day("1990-01-01"), until: day("2026-12-01") };
    const lane = columnLane("a", columns(span, "month", () => ({ claims: 1, amount: "0.10" })));
    const { items } = draw([lane], { span, bucket: "month" }).lanes[0]!;
    for (const item of items.slice(0, -1)) expect(item.width).toBeGreaterThan(3.5);
    const first = items[0]!;
    expect(first.type === "column" && first.count).toBeGreaterThan(1);
    expect(first.type === "column" && first.youOwe[0]!.money.amount).toBe("0.30");
  });

  it("draws taller what is owed more, inside the lane", () => {
    const lane = columnLane("a", columns(YEAR, "week", (week) => ({ claims: 3, amount: String(week * week) })));
    const { items, top, height } = draw([lane]).lanes[0]!;
    for (const [index, item] of items.entries()) {
      expect(item.y).toBeGreaterThan(top);
      expect(item.y + item.height).toBeLessThan(top + height);
      if (index > 0) expect(item.height).toBeGreaterThanOrEqual(items[index - 1]!.height);
    }
  });

  it.each([7, 11, 19])("never lets columns run into one another or out of the plot (seed %i)", (seed) => {
    const next = chance(seed);
    for (const bucket of ["day", "week", "month"] as const) {
      const span = { from: YEAR.from + whole(next, 20), until: YEAR.until - whole(next, 20) };
      const lane = columnLane("a", columns(span, bucket, () => ({ claims: 1 + whole(next, 9), amount: "3.00" })));
      const { left, right } = plotOf(WIDE);
      const { items } = draw([lane], { span, bucket }).lanes[0]!;
      for (const [index, item] of items.entries()) {
        expect(item.x - item.width / 2).toBeGreaterThanOrEqual(left - 0.01);
        expect(item.x + item.width / 2).toBeLessThanOrEqual(right + 0.01);
        const before = items[index - 1];
        if (before) expect(before.x + before.width / 2).toBeLessThanOrEqual(item.x - item.width / 2 + 0.02);
      }
    }
  });
});

describe("the axis", () => {
  it.each([
    ["2016-01-01", "2026-12-01", "year", 11],
    ["2025-11-01", "2026-12-01", "month", 13],
    ["2026-09-01", "2026-12-01", "week", 13],
    ["2026-11-01", "2026-12-01", "day", 30],
  ])("from %s to %s counts in a %s", (from, until, unit, count) => {
    const { ticks } = draw([], { span: { from: day(from), until: day(until) } });
    expect(new Set(ticks.map((tick) => tick.unit))).toEqual(new Set([unit]));
    expect(ticks).toHaveLength(count);
  });

  it.each([320, 520, 804, 1004, 1600])("has room for every label at a width of %i", (width) => {
    for (const scale of [1, 2]) {
      for (const until of ["2025-11-29", "2026-02-01", "2026-12-01", "2036-01-01"]) {
        const span = { from: YEAR.from, until: day(until) };
        const shown = draw([], { span }, { width: width * scale, scale, running: false, wideNames: false }).ticks.filter(
          (tick) => tick.labelled,
        );
        for (const [index, tick] of shown.entries()) {
          const before = shown[index - 1];
          if (before) expect(tick.x - before.x).toBeGreaterThan(20 * scale);
        }
      }
    }
  });

  it("draws today only where today is shown", () => {
    expect(draw([]).todayX).not.toBeNull();
    expect(draw([], { today: day("2027-01-01") }).todayX).toBeNull();
  });
});

describe("the running total", () => {
  const running = { ...WIDE, running: true };

  it("makes room for itself only where it has something to say", () => {
    const none = draw([markLane("a", [])], {}, running);
    const some = draw([markLane("a", [])], { owedByDay: [{ day: "2026-02-01", amount: "5.00" }] }, running);
    expect(none.running).toBeNull();
    expect(some.running).not.toBeNull();
    expect(some.lanes[0]!.top - none.lanes[0]!.top).toBe(some.running!.height);
  });

  it("stays level until the day of a claim, and its area is closed along the floor", () => {
    const shown = draw([markLane("a", [])], { owedByDay: [{ day: "2026-02-01", amount: "5.00" }] }, running).running!;
    const places = shown.line.slice(1).split("L").map((place) => place.split(",").map(Number));
    for (const [index, [x, y]] of places.entries()) {
      const before = places[index - 1];
      expect(before === undefined || before[0] === x || before[1] === y).toBe(true);
    }
    const left = places[0]![0];
    expect(shown.area).toBe(`${shown.line}V${shown.top + shown.height}H${left}Z`);
  });
});

/** Some of a lane's claims in three stories: one close together, one over months, one of a single claim. */
function storiesOf(lanes: readonly Lane[], open: number | null): Stories {
  const of = new Map<number, { id: number; title: string }>();
  for (const [index, lane] of lanes.entries()) {
    if (lane.plot.plot !== "marks") continue;
    const titles = ["Appendix surgery", "Knee care", "Alone"].map((title, kind) => ({ id: index * 10 + kind + 1, title }));
    for (const [at, one] of lane.plot.marks.entries()) {
      const kind = at === 0 ? 2 : at % 7 === 0 ? 0 : at % 11 === 0 ? 1 : -1;
      const story = titles[kind];
      if (story !== undefined) of.set(one.id, story);
    }
  }
  return { of, open };
}

describe("stories", () => {
  const drawn = ({ lanes }: Drawing) => lanes.flatMap(({ items }) => items.flatMap(claimsIn)).sort((a, b) => a - b);

  it.each(CASES)("draw every claim exactly once, folded and unfolded (seed $seed)", ({ lanes, span, geometry }) => {
    const given = drawn(draw(lanes, { span }, geometry));
    for (const open of [null, 1, 2]) {
      const drawing = draw(lanes, { span, stories: storiesOf(lanes, open) }, geometry);
      expect(drawn(drawing)).toEqual(given);
      expect(drawing.nodes).toBeLessThanOrEqual(MOST_NODES);
      const keys = drawing.lanes.flatMap(({ items }) => items.map(({ key }) => key));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("leave every lane's count and sum as they are", () => {
    for (const { lanes, span, geometry } of CASES.slice(0, 10)) {
      const sums = (drawing: Drawing) => drawing.lanes.map(({ claims, youOwe }) => ({ claims, youOwe }));
      expect(sums(draw(lanes, { span, stories: storiesOf(lanes, 1) }, geometry))).toEqual(sums(draw(lanes, { span }, geometry)));
    }
  });

  const days = (story: number, ...texts: string[]) => texts.map((start, index) => claim({ id: story * 100 + index, start }));
  const told = (claims: readonly { id: number }[], title: string, id: number) => claims.map((one) => [one.id, { id, title }] as const);

  it("that are narrow are one stack with their number, sized by their sum, with words beside it", () => {
    const claims = days(1, "2026-08-14", "2026-08-14", "2026-08-16", "2026-09-03");
    const stories = { of: new Map(told(claims, "Appendix surgery", 7)), open: null };
    const [item, ...others] = draw([markLane("a", claims)], { stories }).lanes[0]!.items;
    expect(others).toEqual([]);
    expect(item).toMatchObject({ type: "pile", key: "story-7", label: { anchor: "start", title: "Appendix surgery" } });
    expect(item?.type === "pile" && item.youOwe).toEqual([{ money: dollars("100.00"), claims: 4 }]);
  });

  it("that are wide are ground behind their marks, and three of a day still join", () => {
    const claims = days(1, "2026-02-04", "2026-02-06", "2026-03-10", "2026-03-30", "2026-03-30", "2026-03-30");
    const stories = { of: new Map(told(claims, "Knee care", 7)), open: null };
    const { items, top, height } = draw([markLane("a", claims)], { stories }).lanes[0]!;
    expect(items.map(({ type }) => type)).toEqual(["story", "mark", "mark", "mark", "pile"]);
    const [ground] = items;
    expect(ground!.y - ground!.height / 2).toBeGreaterThanOrEqual(top);
    expect(ground!.y + ground!.height / 2).toBeLessThanOrEqual(top + height);
    for (const item of items.slice(1)) expect(Math.abs(item.x - ground!.x)).toBeLessThanOrEqual(ground!.width / 2);
  });

  it("that are unfolded have a line a claim, above the line of the others", () => {
    const claims = days(1, "2026-08-14", "2026-08-14", "2026-09-03");
    const other = claim({ id: 900, start: "2026-08-20" });
    const stories = { of: new Map(told(claims, "Appendix surgery", 7)), open: 7 };
    const folded = draw([markLane("a", [...claims, other])], { stories: { ...stories, open: null } });
    const lane = draw([markLane("a", [...claims, other])], { stories }).lanes[0]!;
    expect(lane.height).toBeGreaterThan(folded.lanes[0]!.height);
    const [ground, ...lines] = lane.items.filter((item) => item.key !== "claim-900");
    expect(ground).toMatchObject({ type: "story", isOpen: true });
    expect(lines.every((item) => item.type === "mark" && item.isTold)).toBe(true);
    const ys = lines.map(({ y }) => y).sort((a, b) => a - b);
    expect(ys[1]! - ys[0]!).toBeGreaterThanOrEqual(20);
    const bottom = ground!.y + ground!.height / 2;
    expect(ys.at(-1)!).toBeLessThan(bottom);
    expect(lane.items.find((item) => item.key === "claim-900")!.y).toBeGreaterThan(bottom);
  });
});
