import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { showApp } from "../test/app";
import { afterMove, type Route } from "./router";

const start = (route: Route) => ({ visits: [{ route, number: 0 }], at: 0, next: 1 });
const shownBy = (history: ReturnType<typeof start>) => history.visits[history.at]?.route.screen;

describe("the history", () => {
  const two = afterMove(start({ screen: "timeline" }), { kind: "go", route: { screen: "claims" } });

  it("goes on, back and forward", () => {
    expect(shownBy(two)).toBe("claims");
    const back = afterMove(two, { kind: "step", by: -1 });
    expect(shownBy(back)).toBe("timeline");
    expect(shownBy(afterMove(back, { kind: "step", by: 1 }))).toBe("claims");
  });

  it("stays where it is at either end", () => {
    expect(afterMove(two, { kind: "step", by: 1 })).toBe(two);
    const first = start({ screen: "timeline" });
    expect(afterMove(first, { kind: "step", by: -1 })).toBe(first);
  });

  it("forgets what lay ahead when it goes elsewhere", () => {
    const back = afterMove(two, { kind: "step", by: -1 });
    const elsewhere = afterMove(back, { kind: "go", route: { screen: "coverage" } });
    expect(elsewhere.visits.map(({ route }) => route.screen)).toEqual(["timeline", "coverage"]);
  });

  it("replaces one screen and resets them all", () => {
    const replaced = afterMove(two, { kind: "replace", route: { screen: "settings" } });
    expect(replaced.visits.map(({ route }) => route.screen)).toEqual(["timeline", "settings"]);
    expect(afterMove(replaced, { kind: "reset", route: { screen: "claims" } }).visits).toHaveLength(1);
  });

  it("gives every visit a number of its own", () => {
    const again = afterMove(two, { kind: "go", route: { screen: "claims" } });
    expect(new Set(again.visits.map(({ number }) => number)).size).toBe(3);
  });
});

describe("moving by keyboard", () => {
  it("opens a screen with Ctrl and a number, and goes back with Alt and the left arrow", async () => {
    const { user } = showApp({}, { screen: "coverage" });
    await screen.findByRole("heading", { level: 1, name: "Coverage" });
    await screen.findByRole("button", { name: "Records" });
    await user.keyboard("{Control>}7{/Control}");
    const settings = await screen.findByRole("heading", { level: 1, name: "Settings" });
    await expect.poll(() => document.activeElement).toBe(settings);
    expect(screen.getByRole("button", { name: "Settings", current: "page" })).toBeTruthy();

    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await screen.findByRole("heading", { level: 1, name: "Coverage" });
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await screen.findByRole("heading", { level: 1, name: "Settings" });
  });

  it("chooses a person with the arrows, on every screen that shows records", async () => {
    const { user } = showApp({}, { screen: "coverage" });
    const everyone = await screen.findByRole("radio", { name: "Everyone" });
    everyone.focus();
    await user.keyboard("{ArrowDown}");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Maria" }).checked).toBe(true);
    await user.keyboard("{Control>}1{/Control}");
    await screen.findByRole("heading", { level: 1, name: "Timeline" });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Maria" }).checked).toBe(true);
  });

  it("has a way past the side for those who tab", async () => {
    const { user } = showApp({}, { screen: "settings" });
    const title = await screen.findByRole("heading", { level: 1, name: "Settings" });
    await user.tab();
    expect(document.activeElement?.textContent).toBe("Skip to the content");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toBe(title);
  });
});
