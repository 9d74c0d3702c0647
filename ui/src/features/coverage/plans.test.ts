import { describe, expect, it } from "vitest";

import { familyCoverage } from "../../ipc/fake/records";
import type { CoverageCard } from "../../ipc/types.gen";
import { isActive, plansOf } from "./plans";

const TODAY = "2026-11-22";
const card = (over: Partial<CoverageCard>): CoverageCard => ({ ...(familyCoverage()[0] as CoverageCard), ...over });

describe("the plans", () => {
  it.each([
    [{ status: "active", end: null }, true],
    [{ status: "active", end: "2026-12-31" }, true],
    [{ status: "active", end: "2026-11-22" }, true],
    [{ status: "active", end: "2026-11" }, true],
    [{ status: "active", end: "2026-11-21" }, false],
    [{ status: "cancelled", end: null }, false],
    [{ status: null, end: null }, false],
  ])("with %j are running: %s", (over, running) => {
    expect(isActive(card(over), TODAY)).toBe(running);
  });

  it("gather the people on them, led by the subscriber, and keep the past apart", () => {
    const { active, past } = plansOf(familyCoverage().reverse(), TODAY);
    expect(active).toHaveLength(1);
    expect(active[0]?.members).toHaveLength(4);
    expect(active[0]?.lead.beneficiary?.relationship).toBe("self");
    expect(past.map(({ lead }) => lead.plan)).toEqual(["Bronze Start HMO"]);
  });

  it("stay apart where they come from different connections", () => {
    expect(plansOf([card({}), card({ connection: "other" })], TODAY).active).toHaveLength(2);
  });
});
