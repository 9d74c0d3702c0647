import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { appError } from "../../ipc/fake";
import { familyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

/** The claims have the same numbers each time they are made. */
function open(title: string) {
  const claims = familyClaims();
  const { row } = claims.find((one) => one.row.title === title && one.row.person?.endsWith("sofia"))!;
  return showApp({ claims }, { screen: "claim", id: row.id });
}

const part = (name: string) => screen.findByRole("heading", { name });
const menu = () => screen.findByRole("button", { name: "Change what belongs together" });

describe("the story of a claim", () => {
  it("names the story, its claims with the reason for each, and what they add up to", async () => {
    const { container } = open("Surgeon");
    await part("Part of: Appendix surgery");
    const section = screen.getByRole("region", { name: "Claims that belong together" });
    expect(section.textContent).toContain("8 claims");
    expect(section.textContent).toContain("The hospital stay itself");
    expect(section.textContent).toContain("$4,140.74");
    await userOpens(section, "See all 8 claims");
    expect(section.textContent).toContain("A check-up after treatment, 18 days after (likely)");
    expect(within(section).getAllByRole("listitem")).toHaveLength(8);
    await menu();
    expect(await axeViolations(container)).toEqual([]);
  });

  it("lets a claim be taken out and taken back, by keyboard", async () => {
    const { user, backend } = open("Surgeon");
    (await menu()).focus();
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("menuitem", { name: "Take this claim out" }));
    await screen.findByText("This claim stands by itself.");
    expect(backend.called.some(({ name }) => name === "correct_episode")).toBe(true);
    await user.click(await menu());
    await user.click(await screen.findByRole("menuitem", { name: "Take back my last change" }));
    await part("Part of: Appendix surgery");
  });

  it("takes the member's own name, and its own again where that is empty", async () => {
    const { user } = open("Surgeon");
    await user.click(await menu());
    await user.click(await screen.findByRole("menuitem", { name: "Rename…" }));
    await user.type(await screen.findByLabelText("Your name for these claims"), "Sofia’s hospital days{Enter}");
    await part("Part of: Sofia’s hospital days");
    await user.click(await menu());
    await user.click(await screen.findByRole("menuitem", { name: "Rename…" }));
    await user.clear(await screen.findByLabelText("Your name for these claims"));
    await user.click(screen.getByRole("button", { name: "Rename" }));
    await part("Part of: Appendix surgery");
  });

  it("joins a claim that stands by itself with another one of the same person", async () => {
    const { user, container } = open("Yearly checkup");
    await screen.findByText("This claim stands by itself.");
    await user.click(await menu());
    expect(screen.queryByRole("menuitem", { name: "Rename…" })).toBeNull();
    await user.click(await screen.findByRole("menuitem", { name: "Join with another claim or group…" }));
    const dialog = await screen.findByRole("dialog");
    const join = within(dialog).getByRole("button", { name: "Join" });
    expect(join.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByRole("textbox"), "surgeon");
    await user.click(await within(dialog).findByRole("radio", { name: /Surgeon/ }));
    expect(await axeViolations(container)).toEqual([]);
    await user.click(join);
    await part("Part of: Appendix surgery");
    expect(screen.getByRole("region", { name: "Claims that belong together" }).textContent).toContain("9 claims");
  });

  it("says where a change did not hold", async () => {
    const { user, backend } = open("Surgeon");
    backend.fail("correct_episode", appError("diskFull"));
    await user.click(await menu());
    await user.click(await screen.findByRole("menuitem", { name: "Take this claim out" }));
    await waitFor(() => expect(screen.getByText("That did not work. Nothing was changed.")).toBeDefined());
    await part("Part of: Appendix surgery");
  });

  async function userOpens(section: HTMLElement, name: string) {
    within(section).getByRole("button", { name }).click();
    await within(section).findByRole("button", { name: "Show fewer" });
  }
});
