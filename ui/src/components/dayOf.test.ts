import { expect, it } from "vitest";

import { dayOf } from "./dayOf";

it("reads a day as members write it, and no other", () => {
  expect(["11/09/2026", "1/2/2026", " 2026-11-09 ", "02/29/2028"].map(dayOf)).toEqual([
    "2026-11-09",
    "2026-01-02",
    "2026-11-09",
    "2028-02-29",
  ]);
  expect(["", "11/09", "13/01/2026", "02/30/2026", "2026-02-30", "11/09/26", "tomorrow", "0000-00-00"].map(dayOf)).toEqual(
    Array(8).fill(null),
  );
});
