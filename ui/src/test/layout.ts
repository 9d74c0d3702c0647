// A window with sizes, for tests of long lists: the tests' document lays nothing out.
import { configure } from "@testing-library/react";
import { vi } from "vitest";

const ROW = 40;
const PANE = 800;

/** Rows are 40 pixels high, everything else 800. Ends with the test (`restoreMocks`). */
export function giveSizes(): void {
  function height(this: Element): number {
    return this.tagName === "TR" ? ROW : PANE;
  }
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(height);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockImplementation(height);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(PANE);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(PANE);
}

/** The day of the made-up records; only the clock is replaced, timers run on. */
export function pretendToday(): void {
  vi.useFakeTimers({ now: new Date("2026-11-22T10:00:00"), toFake: ["Date"] });
}

/** For a file of tests that draw long tables: a busy computer takes seconds for them. */
export function takeYourTime(): void {
  vi.setConfig({ testTimeout: 30_000 });
  configure({ asyncUtilTimeout: 10_000 });
}
