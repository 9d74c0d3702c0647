import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FakeOptions } from "../../ipc/fake";
import { appError } from "../../ipc/fake";
import { check } from "../../ipc/fake/explain";
import { familyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";
import { dueReminders } from "./reminders";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const idOf = (title: string, status: string) =>
  familyClaims().find(({ row }) => row.title === title && row.status === status)?.row.id ?? 0;

const denied = (options: FakeOptions = {}) => showApp(options, { screen: "claim", id: idOf("Knee MRI", "notCovered") });
const panel = () => screen.findByRole("region", { name: /If you want the plan to look again/ });

describe("a claim that the plan did not pay", () => {
  it("has the reason in plain words beside the plan's own, and who pays by the group code", async () => {
    denied();
    const why = await screen.findByRole("region", { name: "Why your plan did not pay" });
    expect(within(why).getByRole("heading", { name: "No approval before the care" })).toBeTruthy();
    expect(within(why).getByText("Precertification/authorization/notification absent")).toBeTruthy();
    expect(why.textContent).toContain("Reason code 197, as stated by your plan; group code CO, Contractual obligation");
    expect(why.textContent).toContain("Who paysThe provider");
    expect(await axeViolations()).toEqual([]);
  });

  it("counts no days until a kind of plan is chosen, and says that the letter decides", async () => {
    const { user, backend } = denied();
    const appeal = await panel();
    expect(appeal.textContent).not.toContain("days left");
    expect(appeal.textContent).toContain("Check your letter: its date is the one that counts.");
    await user.selectOptions(within(appeal).getByLabelText("Kind of plan"), "marketplace");
    await within(appeal).findByText("167 days left");
    expect(appeal.textContent).toContain("About May 8, 2027");
    expect(appeal.textContent).toContain("We counted from Nov 9, 2026, which your plan states.");
    expect(appeal.textContent).toContain("45 CFR 147.136(b)");
    const saved = backend.called.findLast(({ name }) => name === "save_appeal");
    expect(saved?.args).toMatchObject({ appeal: { plan: "marketplace" } });
    expect(await axeViolations()).toEqual([]);
  });

  it("counts from the letter once its date is there, and says calmly that a day has passed", async () => {
    const { user } = denied();
    const appeal = await panel();
    await user.selectOptions(within(appeal).getByLabelText("Kind of plan"), "medicaid");
    const date = within(appeal).getByLabelText("Date on the plan’s letter");
    await user.type(date, "13/45/2026");
    await user.tab();
    expect(date.getAttribute("aria-invalid")).toBe("true");
    await user.clear(date);
    await user.type(date, "09/01/2026");
    await user.tab();
    await within(appeal).findByText("This day has passed");
    expect(appeal.textContent).toContain("Letter of Sep 1, 2026");
    expect(appeal.textContent).toContain("It may not be: a late letter");
  });

  it("keeps where an appeal stands, a note and a reminder", async () => {
    const { user, backend } = denied();
    const appeal = await panel();
    await user.selectOptions(within(appeal).getByLabelText("Kind of plan"), "employer");
    await user.click(await within(appeal).findByRole("switch", { name: /Remind me here/ }));
    await user.type(within(appeal).getByLabelText("Your note"), "Called on Friday");
    await user.click(within(appeal).getByRole("radio", { name: "Sent" }));
    expect((within(appeal).getByLabelText<HTMLInputElement>("Sent on")).value).toBe("2026-11-22");
    await waitFor(() =>
      expect(backend.called.findLast(({ name }) => name === "save_appeal")?.args).toMatchObject({
        appeal: { plan: "employer", status: "sent", statusDate: "2026-11-22", note: "Called on Friday", remind: true },
      }),
    );
    expect(within(appeal).queryByRole("switch")).toBeNull();
  });

  it("says when what was entered could not be kept", async () => {
    const { user, backend } = denied();
    const appeal = await panel();
    backend.fail("save_appeal", appError("diskFull"));
    await user.selectOptions(within(appeal).getByLabelText("Kind of plan"), "employer");
    await within(appeal).findByRole("alert");
  });

  it("has a letter to fill in, copy and print with the claim", async () => {
    const { user } = denied();
    await user.click(await screen.findByRole("button", { name: "Start a letter" }));
    const letter = await screen.findByLabelText<HTMLTextAreaElement>("Fill in what stands in brackets");
    expect(letter.value).toContain("“Precertification/authorization/notification absent” (code 197)");
    await user.clear(letter);
    await user.type(letter, "Dear plan");
    await user.click(screen.getByRole("button", { name: "Copy" }));
    await screen.findByRole("button", { name: "Copied" });
    expect(await navigator.clipboard.readText()).toBe("Dear plan");
    expect(await axeViolations()).toEqual([]);
    const print = vi.fn(() => expect(document.querySelector(".packet-letter")?.textContent).toBe("Dear plan"));
    vi.stubGlobal("print", print);
    await user.click(screen.getByRole("button", { name: "Print with the claim" }));
    expect(print).toHaveBeenCalledOnce();
    window.dispatchEvent(new Event("afterprint"));
    await waitFor(() => expect(document.querySelector(".packet-paper")).toBeNull());
    vi.unstubAllGlobals();
  });

  it("speaks Spanish", async () => {
    denied({ settings: { language: "es" } });
    expect(await screen.findByRole("heading", { name: "Falta la aprobación previa" })).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
  });

  it("shows nothing of it on a claim that was paid", async () => {
    showApp({}, { screen: "claim", id: idOf("Visit after surgery", "decided") });
    await waitFor(() => expect(document.querySelector(".story")).toBeTruthy());
    expect(document.querySelector(".appeal, .denial")).toBeNull();
  });
});

describe("a reminder", () => {
  it("is shown above the claims two weeks before the last day, and leads to the claim", async () => {
    const id = idOf("Knee MRI", "notCovered");
    const { user } = showApp({}, { screen: "claims" }, (fake) => {
      const appeal = { plan: "medicaid", letterDate: "2026-10-02", status: "notSent", statusDate: null, note: "", remind: true } as const;
      void fake.call("save_appeal", { id, appeal });
    });
    const appeals = await screen.findByRole("region", { name: "Appeals" });
    expect(appeals.textContent).toContain("9 days left for an appeal, until Dec 1, 2026.");
    await user.click(within(appeals).getByRole("button", { name: "Knee MRI" }));
    await panel();
  });

  it("waits until the day is near", () => {
    const on = (lastDay: string) => ({ claim: 1, title: null, provider: null, lastDay });
    const due = dueReminders([on("2026-12-06"), on("2026-12-07"), on("2026-11-01")], "2026-11-22");
    expect(due.map(({ lastDay }) => lastDay)).toEqual(["2026-12-06", "2026-11-01"]);
  });
});

it("tells what is on another claim too, with the way there", async () => {
  const [id, other] = [idOf("Visit after surgery", "decided"), idOf("Knee MRI", "notCovered")];
  const twin = check({
    id: "duplicate",
    result: "differs",
    title: { en: "The same service on another claim", es: "El mismo servicio en otro reclamo" },
    finding: { en: "A service ($286.00) with the same provider and day as on CLM-7.", es: "Un servicio ($286.00)…" },
    certainty: "possible",
  });
  const { user } = showApp({ alike: { [id]: [{ claim: other, check: twin }] } }, { screen: "claim", id });
  await screen.findByText("One comparison differs");
  await user.click(screen.getByRole("button", { name: "See the checks" }));
  await user.click(screen.getByRole("button", { name: "Go to the other claim" }));
  await panel();
});
