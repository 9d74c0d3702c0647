import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError } from "../../ipc/fake";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = () => showApp({}, { screen: "coverage" });
const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";

describe("the coverage", () => {
  it("hides the member numbers until they are asked for, and again", async () => {
    const { user } = show();
    const button = await screen.findByRole("button", { name: "Show the member numbers" });
    expect(document.body.textContent).not.toContain("EVG 4471");
    await user.click(button);
    expect(text(".member-number")).toContain("EVG 4471 0293 01");
    expect(document.querySelectorAll(".covered li")[3]?.textContent).toContain("EVG 4471 0293 04");
    await user.click(screen.getByRole("button", { name: "Hide the member numbers" }));
    expect(document.body.textContent).not.toContain("EVG 4471");
  });

  it("says who is covered, since when, and how they belong together", async () => {
    show();
    await screen.findByRole("heading", { name: "Who is covered" });
    const people = [...document.querySelectorAll(".covered li")].map((one) => one.textContent);
    expect(people[0]).toContain("Subscriber, born Mar 9, 1984");
    expect(people[1]).toContain("Spouse, born Nov 27, 1982");
    expect(people[3]).toContain("Child, born Jan 15, 2020");
    expect(people[0]).toContain("Since Jan 1, 2024");
    expect(people[0]).toContain("Active");
  });

  it("gives the plan's details in words, and what it did not state", async () => {
    show();
    await screen.findByRole("heading", { name: "Plan details" });
    expect(text(".plan-details")).toContain("Pays first or secondFirst (primary)");
    expect(text(".plan-details")).toContain("Pharmacy BIN (RxBIN)999001");
    expect(await axeViolations()).toEqual([]);
  });

  it("keeps past coverage apart", async () => {
    show();
    await screen.findByRole("heading", { name: "Past coverage" });
    expect(text(".past")).toContain("Bronze Start HMO");
    expect(text(".past")).toContain("Jan 1 – Dec 31, 2023");
    expect(text(".past")).toContain("Ended");
  });

  it("tells that there is none as a normal answer", async () => {
    const { backend } = showApp({ connected: false }, { screen: "coverage" });
    await screen.findByRole("heading", { name: "No coverage from your plan yet" });
    expect(backend.called.some(({ name }) => name === "coverage")).toBe(true);
  });

  it("says what went wrong", async () => {
    showApp({}, { screen: "coverage" }, (fake) => fake.fail("coverage", appError("storeCorrupt")));
    await screen.findByRole("button", { name: "Try again" });
  });
});
