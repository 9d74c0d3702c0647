import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { appError } from "../../ipc/fake";
import { familyClaims } from "../../ipc/fake/records";
import { showApp } from "../../test/app";

const firstSync = { screen: "firstSync", connection: "connection-1" } as const;
const title = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });

describe("getting the records", () => {
  it("counts up, says how far back it is, and guesses no percentage", async () => {
    showApp({ sync: "running" }, firstSync);
    await title("Getting your records");
    expect(await screen.findByText(/^Back to .* so far$/)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/\d\s?%/);
  });

  it("stops with its place kept, and goes on", async () => {
    const { user, backend } = showApp({ sync: "running" }, firstSync);
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    await title("Stopped. Your place is kept");
    await user.click(screen.getByRole("button", { name: "Go on" }));
    await title("Getting your records");
    expect(backend.called.filter(({ name }) => name === "sync_start")).toHaveLength(1);
  });

  it("says which kind was refused while the others are complete", async () => {
    showApp({ sync: "partial" }, firstSync);
    await title("Your records are here");
    expect(screen.getByText("Your plan did not share these")).toBeTruthy();
    expect(screen.getByText(/One kind of record did not come; the others are complete/)).toBeTruthy();
  });

  it("says why it could not go on, and what is saved", async () => {
    showApp({ sync: "failed" }, firstSync);
    await title("Not everything came yet");
    expect(screen.getByRole("alert").textContent).toContain("Your plan did not answer");
    expect(screen.getByRole("button", { name: "Go on" })).toBeTruthy();
  });

  it("takes no claims for a normal answer", async () => {
    const { backend } = showApp({ claims: [], sync: "running" }, firstSync);
    await title("Getting your records");
    const kinds = backend.syncs[0]!.kinds.map((kind) => ({ ...kind, state: "done" as const, count: 0 }));
    backend.moveSync("connection-1", { run: "done", kinds });
    await title("All done. Your plan has no claims to share yet");
    expect(screen.getByText("None came.")).toBeTruthy();
  });

  it("does not say that none came before the list of what came is read anew", async () => {
    const { backend } = showApp({ claims: [], sync: "running" }, firstSync);
    await title("Getting your records");
    const kinds = backend.syncs[0]!.kinds.map((kind) => ({ ...kind, state: "done" as const, count: 3 }));
    backend.moveSync("connection-1", { run: "done", kinds });
    await title("Your records are here");
    expect(screen.queryByText("None came.")).toBeNull();
  });

  it("shows a pending claim's amounts as not there yet, never as zero", async () => {
    showApp({ sync: "partial" }, firstSync);
    const row = await screen.findByRole("row", { name: /Blood pressure check.*Not yet.*Not yet/ });
    expect(row.textContent).not.toContain("$0.00");
  });
});

describe("a later update", () => {
  it("says what is new beside what was here, not that this is all", async () => {
    const { backend } = showApp({}, firstSync);
    await backend.call("sync_start", { connection: "connection-1" });
    const kinds = (count: number) =>
      backend.syncs[0]!.kinds.map((kind) => ({ ...kind, state: "done" as const, count: kind.kind === "claims" ? count : 4 }));
    backend.moveSync("connection-1", { run: "done", kinds: kinds(3) });
    await title("Your records are here");
    const here = String(familyClaims().length);
    await screen.findByText(new RegExp(`^Nothing new came: the ${here} claims here are up to date`));
    expect(screen.getByText(`The newest 25 of ${here} claims`)).toBeTruthy();
    expect(document.body.textContent).not.toContain("None to share");
    backend.moveSync("connection-1", { newClaims: 2, changedClaims: 1, kinds: kinds(3) });
    await screen.findByText(new RegExp(`^2 new claims came, and 1 changed. ${here} claims are here now`));
  });

  it("is told in the side while it runs", async () => {
    const { backend } = showApp({ sync: "running" }, { screen: "settings" });
    await screen.findByText(/^Updating: \d+ claims$/);
    backend.moveSync("connection-1", { run: "done" });
    await screen.findByText(/^Updated today/);
  });

  it("stands above the records when it did not work, until it is put away", async () => {
    const { user, backend } = showApp({}, { screen: "coverage" });
    await title("Coverage");
    await user.keyboard("{Control>}1{/Control}");
    await backend.call("sync_start", { connection: "connection-1" });
    backend.moveSync("connection-1", { run: "failed", problem: appError("offline", "later") });
    await screen.findByText("You are offline. Everything here still works");
    await user.click(screen.getByRole("button", { name: "Not now" }));
    await waitFor(() => expect(screen.queryByText("You are offline. Everything here still works")).toBeNull());
  });

  it("offers to sign in again where a sign-in has ended", async () => {
    const { user } = showApp({ withEndedSignIn: true }, { screen: "coverage" });
    await screen.findByText("The sign-in with Peoples Health ended Nov 3");
    await user.click(screen.getByRole("button", { name: "Sign in again" }));
    await title("What Peoples Health will share");
  });
});
