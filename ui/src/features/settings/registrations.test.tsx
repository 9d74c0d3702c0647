import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { appError } from "../../ipc/fake";
import { showApp } from "../../test/app";
import { axeViolations } from "../../test/axe";

const registrations = { screen: "settings", section: "registrations" } as const;
const fault = { entry: "another", field: "token", kind: "notSecure", detail: "is not an https address" } as const;

describe("plan registrations", () => {
  it("takes a client ID, and the plans it serves look connectable only then", async () => {
    const { user, backend } = showApp({}, registrations);
    const card = await screen.findByRole("article", { name: /Rocky Mountain Health Plans/ });
    expect(card.textContent).toContain("None yet");
    await user.click(within(card).getByRole("button", { name: "Enter client ID" }));
    const dialog = await screen.findByRole("dialog");
    const save = within(dialog).getByRole("button", { name: "Save" });
    expect(save).toHaveProperty("disabled", true);
    await user.type(within(dialog).getByLabelText("Client ID"), "our-id");
    await user.click(save);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(card.textContent).toContain("our-id");
    expect(card.textContent).toContain("Entered here");
    expect(backend.called.find(({ name }) => name === "save_registration")?.args).toEqual({
      entry: { id: "unitedhealthcare", clientId: "our-id", secret: null },
    });
  });

  it("asks for a secret where the plan needs one, hides it, and never shows it again", async () => {
    const { user } = showApp({}, registrations);
    const card = await screen.findByRole("article", { name: "Optum Idaho" });
    await user.click(within(card).getByRole("button", { name: "Enter client ID" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Client ID"), "our-id");
    const save = within(dialog).getByRole("button", { name: "Save" });
    expect(save).toHaveProperty("disabled", true);
    const field = within(dialog).getByLabelText("Client secret");
    expect(field.getAttribute("type")).toBe("password");
    await user.type(field, "hush-hush");
    expect(await axeViolations()).toEqual([]);
    await user.click(save);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(card.textContent).toContain("In this computer’s keychain. It is not shown again.");
    await user.click(within(card).getByRole("button", { name: "Change" }));
    const again = await screen.findByRole("dialog");
    expect(within(again).getByLabelText("Client secret")).toHaveProperty("value", "");
    expect(document.body.textContent).not.toContain("hush-hush");
  });

  it("says what did not work and keeps the dialog open, without the secret", async () => {
    const { user } = showApp({}, registrations, (backend) => backend.fail("save_registration", appError("keychainLocked")));
    const card = await screen.findByRole("article", { name: "Optum Idaho" });
    await user.click(within(card).getByRole("button", { name: "Enter client ID" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Client ID"), "our-id");
    await user.type(within(dialog).getByLabelText("Client secret"), "hush-hush");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("Your keychain is locked");
    expect(within(dialog).getByLabelText("Client secret")).toHaveProperty("value", "");
  });

  it("removes a registration after a question whose safe answer has the focus", async () => {
    const { user, backend } = showApp({}, registrations, (backend) => {
      Object.assign(backend.registrations[2]!, { clientId: "ours", source: "own", hasSecret: true });
    });
    const card = await screen.findByRole("article", { name: "Optum Idaho" });
    await user.click(within(card).getByRole("button", { name: "Remove…" }));
    const dialog = await screen.findByRole("alertdialog");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Keep it"));
    expect(dialog.textContent).toContain("the secret in the keychain are deleted");
    await user.click(within(dialog).getByRole("button", { name: "Remove registration" }));
    await waitFor(() => expect(card.textContent).toContain("Not set up in this copy"));
    expect(backend.registrations[2]).toMatchObject({ clientId: null, hasSecret: false });
  });

  it("tells an organization how to register, and opens the plan’s website for it", async () => {
    const { user, backend } = showApp({}, registrations);
    const card = await screen.findByRole("article", { name: /Rocky Mountain Health Plans/ });
    await user.click(within(card).getByRole("button", { name: "How an organization registers" }));
    expect(card.textContent).toContain("One registration serves all 4 plans");
    expect(card.textContent).toContain("org.claimfolio.desktop://oauth/callback");
    expect(await axeViolations()).toEqual([]);
    await user.click(within(card).getByRole("button", { name: /Open that website/ }));
    expect(backend.called.at(-1)).toEqual({ name: "open_registration_page", args: { registration: "unitedhealthcare" } });
  });
});

describe("a file of payers that is wrong", () => {
  it.each([
    ["the first screen", { screen: "choosePlan" }],
    ["the connections", { screen: "settings" }],
    ["the registrations", registrations],
  ] as const)("is reported at %s with its entry and its setting", async (_name, route) => {
    showApp({ connected: route.screen !== "choosePlan", payersFault: fault }, route);
    const note = await screen.findByText("A file on this computer with plans of its own is not used");
    const words = note.closest(".note")?.textContent ?? "";
    expect(words).toContain("In the part “another” the setting “token” is wrong: The address does not begin with https.");
    expect(words).toContain("payers.toml");
  });
});

describe("a connection's details", () => {
  it("say which addresses were used and why", async () => {
    const { user } = showApp({}, { screen: "settings" });
    const card = await screen.findByRole("article", { name: "Evergreen Demo Health" });
    await user.click(within(card).getByRole("button", { name: "Where it came from" }));
    expect(card.textContent).toContain("it names another website, not used (login.example.com)");
    expect(card.textContent).toContain("http://127.0.0.1:47823/oauth/token");
    expect(await axeViolations()).toEqual([]);
  });

  it("say that the keychain did not take the new key, and so does the timeline", async () => {
    const { user, backend } = showApp({ withUnkeptSignIn: true }, { screen: "timeline" });
    await screen.findByText("The sign-in with Evergreen Demo Health is good only until you close the app");
    await user.click(screen.getByRole("button", { name: "Try now" }));
    expect(backend.called.some(({ name }) => name === "sync_start")).toBe(true);
    await user.click(screen.getByRole("button", { name: "Settings" }));
    const card = await screen.findByRole("article", { name: "Evergreen Demo Health" });
    expect(card.textContent).toContain("Signed in until you close the app");
  });
});

describe("a plan without a registration", () => {
  it("says how an organization registers and where a client ID is entered", async () => {
    const { user } = showApp({ connected: false }, { screen: "choosePlan" });
    await user.click(await screen.findByRole("button", { name: /Sierra Health and Life/ }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "How an organization registers" }));
    expect(dialog.textContent).toContain("Register the organization there, once.");
    expect(await axeViolations()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "I have a client ID" }));
    await screen.findByRole("heading", { level: 2, name: "Plan registrations" });
  });

  it("that lacks its secret alone says so", async () => {
    const { user } = showApp({ connected: false }, { screen: "choosePlan" }, (backend) => {
      Object.assign(backend.registrations[2]!, { clientId: "ours", source: "build" });
    });
    await user.click(await screen.findByRole("button", { name: /Optum Idaho/ }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("the plan also asks for the client secret");
    within(dialog).getByRole("button", { name: "Enter the client secret" });
  });
});
