import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError } from "../../ipc/fake";
import { familyYears } from "../../ipc/fake/records";
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

  it("puts the plan's balances beside the sums of the claims, and names the difference", async () => {
    const { user } = show();
    const along = await screen.findByRole("region", { name: "How far along you are" });
    const family = [...along.querySelectorAll(".is-family")].map((one) => one.textContent);
    expect(family[0]).toContain("Whole family$3,000.00 of $3,000.00");
    expect(family[0]).toContain("Met");
    expect(family[0]).toContain("As your plan stated it on Nov 20, 2026");
    expect(family[0]).toContain("Added up by Claimfolio from 60 claims: $3,000.00");
    expect(family[0]).not.toContain("differ");
    expect(family[1]).toContain("They differ by $34.36");
    expect(family[1]).toContain("1 claim does not say its network and is in no sum.");
    expect(along.textContent).toContain("can differ without a mistake");
    expect(along.textContent).toContain("Your plan does not state its plan year.");
    await user.click(screen.getByRole("radio", { name: "Out of network" }));
    const out = [...along.querySelectorAll(".along-one")].map((one) => one.textContent);
    expect(out).toEqual(["Whole familyNot stated by your planNo claim states an amount for it."]);
  });

  it("shows how far along only the chosen person and the family are", async () => {
    const { user } = show();
    await user.click(await screen.findByRole("radio", { name: "Leo" }));
    const along = await screen.findByRole("region", { name: "How far along you are" });
    const names = [...along.querySelectorAll(".along-line > :first-child")].map((one) => one.textContent);
    expect(names).toEqual(["Whole family", "Leo", "Whole family", "Leo"]);
    expect(along.querySelectorAll("[role=meter]")).toHaveLength(3);
  });

  it("says what went wrong", async () => {
    showApp({}, { screen: "coverage" }, (fake) => fake.fail("coverage", appError("storeCorrupt")));
    await screen.findByRole("button", { name: "Try again" });
  });

  it("tells each plan's year apart, with its name, though one states its balances on claims alone", async () => {
    const second = familyYears("2026-11-22").map((year) => ({
      ...year,
      connection: "another",
      payerName: "Peoples Health",
      accumulators: year.accumulators.filter(({ person }) => person === null).slice(0, 1),
    }));
    const { user } = showApp({ moreYears: second }, { screen: "coverage" });
    const along = await screen.findAllByRole("region", { name: /^How far along you are, / });
    expect(along.map((one) => one.querySelector(".ink3")?.textContent.split(".")[0])).toEqual([
      "Evergreen Demo Health",
      "Peoples Health",
    ]);
    expect(along[1]?.querySelectorAll(".along-one")).toHaveLength(1);
    expect(await axeViolations()).toEqual([]);
    await user.click(screen.getByRole("radio", { name: "Leo" }));
    await waitFor(() => expect(screen.getAllByRole("region", { name: /^How far along you are, / })).toHaveLength(1));
  });
});
