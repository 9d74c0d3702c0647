import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FakeOptions } from "../../ipc/fake";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => vi.useRealTimers());

const show = (options: FakeOptions = {}) => showApp(options, { screen: "timeline" });
const marks = async () => [...(await screen.findByLabelText(/^Claims timeline/)).querySelectorAll<SVGElement>("[data-key]")];
const nameOf = (element: Element) => element.getAttribute("aria-label") ?? "";
const mark = (name: RegExp) =>
  waitFor(async () => {
    const found = (await marks()).find((one) => name.test(nameOf(one)));
    if (found === undefined) throw new Error(`There is no mark ${String(name)}.`);
    return found;
  });
const stories = () => screen.findByRole("table", { name: /Claims that belong together/ });

describe("stories in the timeline", () => {
  it("speak their name, their claims, their days and what is owed", async () => {
    show();
    const story = await mark(/^Appendix surgery/);
    expect(nameOf(story)).toMatch(/^Appendix surgery, 8 claims, Aug 14 – Sep 3, 2026, you owe \$4,140\.74, \d+ of \d+$/);
    expect(nameOf(await mark(/^Surgery at Lakeside Surgery Center/))).toContain("3 claims");
  });

  it("unfold by Enter, lead to their claims, and fold by Escape", async () => {
    const { user } = show();
    (await mark(/^Appendix surgery/)).focus();
    await user.keyboard("{Enter}");
    const open = await mark(/^Appendix surgery/);
    await waitFor(() => expect(open.getAttribute("aria-expanded")).toBe("true"));
    const line = await mark(/^Surgeon, Dr. Helen Park/);
    expect(line.textContent).toContain("$297.20");
    await user.keyboard("{Escape}");
    await waitFor(async () => expect((await marks()).some((one) => /^Surgeon, Dr. Helen/.test(nameOf(one)))).toBe(false));
    expect(nameOf(document.activeElement!)).toMatch(/^Appendix surgery/);
  });

  it("are a table too: the same groups and sums, unfolded together with the picture", async () => {
    const { user, container } = show();
    const table = await stories();
    const button = within(table).getByRole("button", { name: /Appendix surgery 8 claims/ });
    expect(button.closest("tr")?.textContent).toContain("$4,140.74");
    await user.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(within(table).getByRole("link", { name: "Surgeon" })).toBeDefined();
    await mark(/^Surgeon, Dr. Helen Park/);
    expect(await axeViolations(container)).toEqual([]);
  });

  it("change no sum", async () => {
    const { unmount } = show({ stories: false });
    const sums = (await screen.findByRole("region", { name: "Sums, 2026" })).textContent;
    unmount();
    show();
    await mark(/^Appendix surgery/);
    expect((await screen.findByRole("region", { name: "Sums, 2026" })).textContent).toBe(sums);
  });

  it("are not drawn in lanes by kind of care", async () => {
    const { user } = show();
    await mark(/^Appendix surgery/);
    await user.click(await screen.findByRole("radio", { name: "By kind" }));
    await waitFor(async () => expect((await marks()).some((one) => nameOf(one).startsWith("Appendix surgery"))).toBe(false));
  });
});
