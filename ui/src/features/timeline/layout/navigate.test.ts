import { describe, expect, it } from "vitest";

import { dayOf } from "./calendar";
import { layout } from "./layout";
import { entry, itemAt, itemOfClaim, neighbour } from "./navigate";
import { claim, dollars, markLane } from "./random.testing";

const span = { from: dayOf("2026-01-01") ?? 0, until: dayOf("2027-01-01") ?? 0 };
const lanes = [
  markLane("a", [claim({ id: 1, start: "2026-02-01" }), claim({ id: 2, start: "2026-08-01" })]),
  markLane("empty", []),
  markLane("c", [
    claim({ id: 3, start: "2026-01-15" }),
    claim({ id: 4, start: "2026-07-20", youOwe: dollars("4000") }),
    claim({ id: 5, start: "2026-07-20", youOwe: dollars("4000") }),
  ]),
];
const drawing = layout(
  { timeline: { lanes }, owedByDay: [], span, bucket: "week", today: span.until },
  { width: 1004, scale: 1, running: false, wideNames: false },
);
const go = (from: string, key: string) => neighbour(drawing, from, key)?.key;

describe("the keyboard in the timeline", () => {
  it("moves along a lane and stops at its ends", () => {
    expect(go("claim-1", "ArrowRight")).toBe("claim-2");
    expect(go("claim-2", "ArrowRight")).toBeUndefined();
    expect(go("claim-2", "ArrowLeft")).toBe("claim-1");
    expect(go("claim-2", "Home")).toBe("claim-1");
    expect(go("claim-1", "End")).toBe("claim-2");
  });

  it("moves to the nearest mark of the next lane that has any", () => {
    expect(go("claim-2", "ArrowDown")).toBe("pile-4");
    expect(go("claim-1", "ArrowDown")).toBe("claim-3");
    expect(go("pile-4", "ArrowUp")).toBe("claim-2");
    expect(go("claim-1", "ArrowUp")).toBeUndefined();
  });

  it("ignores other keys and marks that are gone", () => {
    expect(go("claim-1", "x")).toBeUndefined();
    expect(go("claim-99", "ArrowLeft")).toBeUndefined();
  });

  it("is entered where it was left, or at the newest claim", () => {
    expect(entry(drawing, "claim-3")?.key).toBe("claim-3");
    expect(entry(drawing, "claim-99")?.key).toBe("claim-2");
  });
});

describe("the pointer in the timeline", () => {
  it("reaches a small mark from twelve pixels away", () => {
    const mark = itemOfClaim(drawing, 1);
    expect(mark?.width).toBeLessThan(9);
    expect(itemAt(drawing, (mark?.x ?? 0) + 11, (mark?.y ?? 0) - 11)?.key).toBe("claim-1");
    expect(itemAt(drawing, (mark?.x ?? 0) + 40, mark?.y ?? 0)).toBeNull();
    expect(itemAt(drawing, mark?.x ?? 0, -5)).toBeNull();
  });

  it("finds the pile that holds a claim", () => {
    expect(itemOfClaim(drawing, 5)?.key).toBe("pile-4");
    expect(itemOfClaim(drawing, 99)).toBeNull();
  });
});
