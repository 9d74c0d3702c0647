import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { FakeBackend, FakeOptions } from "../../ipc/fake";
import { familyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";
import { pretendToday, takeYourTime } from "../../test/layout";

takeYourTime();
beforeEach(pretendToday);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const knee = familyClaims().find(({ row }) => row.title === "Knee MRI" && row.status === "notCovered")?.row.id ?? 0;
const claim = (options: FakeOptions = {}) => showApp(options, { screen: "claim", id: knee });
const dialog = () => screen.findByRole("dialog", { name: /PDF/ });

describe("saving a PDF", () => {
  it("asks for the language and the paper, and says where the claim is then", async () => {
    const { user, backend } = claim();
    await user.click(await screen.findByRole("button", { name: "Save as PDF…" }));
    const asked = await dialog();
    expect(document.activeElement?.textContent).toBe("Cancel");
    expect(asked.textContent).toContain("The file is plain: whoever has it can read it.");
    expect(await axeViolations()).toEqual([]);
    await user.click(within(asked).getByRole("radio", { name: "Español" }));
    await user.click(within(asked).getByRole("radio", { name: "A4" }));
    await user.click(within(asked).getByRole("button", { name: "Choose where to save" }));
    await within(asked).findByText("Saved as claimfolio-claim-2026-11-22.pdf.");
    expect(backend.called.findLast(({ name }) => name === "save_claim_paper")?.args).toEqual({
      id: knee,
      options: { language: "es", paper: "a4", today: "2026-11-22" },
    });
    await user.click(within(asked).getByRole("button", { name: "Close" }));
    // The next paper is like the last one.
    await user.click(screen.getByRole("button", { name: "Save as PDF…" }));
    expect(within(await dialog()).getByRole("radio", { name: "A4" }).getAttribute("aria-checked")).toBe("true");
  });

  it("says nothing where the member thinks better of it", async () => {
    const { user, backend } = claim({ saving: "cancelled" });
    await user.click(await screen.findByRole("button", { name: "Save as PDF…" }));
    const asked = await dialog();
    await user.click(within(asked).getByRole("button", { name: "Choose where to save" }));
    await waitFor(() => expect(backend.called.some(({ name }) => name === "save_claim_paper")).toBe(true));
    expect(within(asked).getByRole("status").textContent).toBe("");
    expect(within(asked).getByRole("button", { name: "Cancel" })).toBeTruthy();
  });

  it("says what is in the way", async () => {
    const { user } = claim({ saving: "folderNotWritable" });
    await user.click(await screen.findByRole("button", { name: "Save as PDF…" }));
    const asked = await dialog();
    await user.click(within(asked).getByRole("button", { name: "Choose where to save" }));
    await within(asked).findByText("The copy could not be saved there");
    expect(await axeViolations()).toEqual([]);
  });

  it("takes the letter along as the member filled it in", async () => {
    const { user, backend } = claim();
    await user.click(await screen.findByRole("button", { name: "Start a letter" }));
    const letter = await screen.findByLabelText("Fill in what stands in brackets");
    await user.clear(letter);
    await user.type(letter, "Dear plan");
    await user.click(screen.getByRole("button", { name: "Save the packet…" }));
    const asked = await screen.findByRole("dialog", { name: "Save the packet as a PDF" });
    expect(await axeViolations()).toEqual([]);
    await user.click(within(asked).getByRole("button", { name: "Choose where to save" }));
    await within(asked).findByText("Saved as claimfolio-appeal-2026-11-22.pdf.");
    expect(backend.called.findLast(({ name }) => name === "save_appeal_paper")?.args).toMatchObject({
      id: knee,
      letter: "Dear plan",
      options: { language: "en", paper: "letter" },
    });
  });

  it("saves the list as it is filtered, and the year that is summed up", async () => {
    const { user, backend } = showApp({}, { screen: "claims" });
    await user.click(await screen.findByRole("button", { name: "Save as PDF…" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Choose where to save" }));
    await screen.findByText("Saved as claimfolio-claims-2026-11-22.pdf.");
    const { args } = backend.called.findLast(({ name }) => name === "save_claims_paper") ?? {};
    expect(args).toMatchObject({ filter: { person: null, from: null, until: null, text: "" } });
  });

  it("saves the year’s payments, and offers nothing where none is marked", async () => {
    const pay = ({ ledger }: FakeBackend) => {
      const [first] = ledger.ledger({ year: null, person: null }).open;
      if (!first) throw new Error("nothing is owed");
      const paid = { id: null, claim: first.id, paidOn: "2026-11-20", way: "check", amount: "45.00", note: "", reimbursedOn: null } as const;
      ledger.save(paid);
    };
    const { user, backend, unmount } = showApp({}, { screen: "ledger", year: "2026" }, pay);
    await user.click(await screen.findByRole("button", { name: "Save as PDF…" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Choose where to save" }));
    await screen.findByText("Saved as claimfolio-payments-2026-11-22.pdf.");
    expect(backend.called.findLast(({ name }) => name === "save_statement_paper")?.args).toMatchObject({
      query: { year: "2026", person: null },
      options: { language: "en", paper: "letter" },
    });
    unmount();
    showApp({}, { screen: "ledger", year: "2026" });
    await screen.findByText("None is marked in this time.");
    expect(screen.queryByRole("button", { name: "Save as PDF…" })).toBeNull();
  });

  it("saves the year of the timeline", async () => {
    const { user, backend } = showApp({ settings: { language: "es" } }, { screen: "timeline" });
    await user.click(await screen.findByRole("button", { name: "Guardar como PDF…" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Elegir dónde guardar" }));
    await screen.findByText("Guardado como claimfolio-claims-2026-11-22.pdf.");
    expect(backend.called.findLast(({ name }) => name === "save_claims_paper")?.args).toMatchObject({
      filter: { from: "2026-01-01", until: "2027-01-01" },
      options: { language: "es" },
    });
  });
});
