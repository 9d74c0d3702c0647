import { expect, it } from "vitest";

import { elapsedSeconds, writeClock } from "./clock";

it("writes minutes and seconds, and hours where there are any", () => {
  expect(writeClock(0)).toBe("0:00");
  expect(writeClock(42)).toBe("0:42");
  expect(writeClock(547)).toBe("9:07");
  expect(writeClock(3723)).toBe("1:02:03");
});

it("never runs backwards, even when the computer's clock does", () => {
  const start = "2026-11-22T15:00:00Z";
  expect(elapsedSeconds(start, Date.parse("2026-11-22T15:00:42.900Z"))).toBe(42);
  expect(elapsedSeconds(start, Date.parse("2026-11-22T14:00:00Z"))).toBe(0);
});
