import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { Route } from "../../app/router";
import { appError } from "../../ipc/fake";
import type { ConnectStage } from "../../ipc/types.gen";
import { showApp, type Shown } from "../../test/app";
import { axeViolations } from "../../test/axe";

const signIn: Route = { screen: "signIn", attempt: "attempt-1", optional: ["records"] };
const title = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const press = async ({ user }: Shown, name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
const requests = ({ backend }: Shown) =>
  backend.called.filter(({ name }) => name === "connect_begin").map(({ args }) => (args as { request: unknown }).request);

const waiting = (change: Partial<Extract<ConnectStage, { stage: "waiting" }>> = {}): ConnectStage => ({
  stage: "waiting",
  browserOpened: true,
  linksComeBack: true,
  ...change,
});

describe("connecting a plan", () => {
  it("leads from the choice over what is shared, the browser and the question to the records", async () => {
    const app = showApp({ connected: false });
    await title("Choose your health plan");
    await press(app, "Try it with a demo plan");

    await title("What Evergreen Demo Health will share");
    const asked = screen.getByRole<HTMLInputElement>("switch", { name: "Ask for Health records" });
    expect(asked.checked).toBe(false);
    await app.user.click(asked);
    await press(app, /Continue to sign in/);

    await title("Finish signing in, in your browser");
    expect(requests(app)).toEqual([{ payer: "demo", optional: ["records"], reconnect: null }]);
    app.backend.moveAttempt("attempt-1", { stage: "finishing" });
    await title("You are back. One moment");
    app.backend.moveAttempt("attempt-1", app.backend.confirmStage(true));

    await title("Are these your records?");
    expect(screen.getByText("Maria Elena Rivera")).toBeTruthy();
    expect(screen.getByText("March 9, 1984")).toBeTruthy();
    await press(app, "Yes, these are mine");

    await title("Getting your records");
    app.backend.bringClaims(20);
    const claims = await screen.findByRole("region", { name: "Claims so far" });
    await waitFor(() => expect(within(claims).getAllByRole("row").length).toBeGreaterThan(10));
    await press(app, "Look around now");
    await title("Timeline");
  });

  it("asks for nothing optional unless the member switches it on", async () => {
    const app = showApp({ connected: false }, { screen: "share", payer: "demo" });
    await press(app, /Continue to sign in/);
    await title("Finish signing in, in your browser");
    expect(requests(app)).toEqual([{ payer: "demo", optional: [], reconnect: null }]);
  });

  it("shows a plan that cannot be connected as such, says why, and offers the demo plan", async () => {
    const app = showApp({ connected: false });
    const plan = await screen.findByRole("button", { name: "Sierra Health and Life" });
    expect(plan.getAttribute("aria-describedby")).toBeTruthy();
    await app.user.click(plan);
    const dialog = await screen.findByRole("dialog", { name: "Sierra Health and Life cannot be connected with this copy yet" });
    expect(requests(app)).toEqual([]);
    await app.user.click(within(dialog).getByRole("button", { name: "Try it with a demo plan" }));
    await title("What Evergreen Demo Health will share");
    expect(requests(app)).toEqual([]);
  });

  it("finds a plan by any word of its name, whatever the case and the accents", async () => {
    const app = showApp({ connected: false });
    await app.user.type(await screen.findByRole("searchbox", { name: "Search by plan name" }), "VENTURA cálifornia");
    expect(screen.getByRole("button", { name: /County of Ventura/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Peoples Health" })).toBeNull();
    await app.user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Peoples Health" })).toBeTruthy();
    await app.user.keyboard("zzz");
    expect(screen.getByText(/No plan here has “zzz” in its name/)).toBeTruthy();
  });

  it("returns from what is shared to where it came from", async () => {
    const app = showApp({ withEndedSignIn: true }, { screen: "settings" });
    await press(app, "Sign in again");
    await title("What Peoples Health will share");
    await press(app, "Back");
    await title("Settings");
  });

  it("renews with what was shared before already switched on", async () => {
    const app = showApp({}, { screen: "settings" });
    await press(app, "Reconnect");
    const asked = await screen.findByRole<HTMLInputElement>("switch", { name: "Ask for Health records" });
    expect(asked.checked).toBe(true);
    await press(app, /Continue to sign in/);
    await title("Finish signing in, in your browser");
    expect(requests(app)).toEqual([{ payer: "demo", optional: ["records"], reconnect: "connection-1" }]);
  });
});

describe("waiting for the browser", () => {
  it("goes back to what is shared when it is cancelled", async () => {
    const app = showApp({ connected: false }, { screen: "share", payer: "demo" });
    await press(app, /Continue to sign in/);
    await press(app, "Cancel");
    await title("What Evergreen Demo Health will share");
    expect(app.backend.attempts[0]?.stage).toEqual({ stage: "cancelled" });
  });

  it("copies the link, or shows it where the clipboard is closed", async () => {
    const app = showApp({ stage: waiting() }, signIn);
    const write = vi.spyOn(navigator.clipboard, "writeText").mockRejectedValueOnce(new Error("closed"));
    await press(app, "Copy the link");
    const link = await screen.findByRole<HTMLInputElement>("textbox", { name: "Copy this link" });
    expect(link.value).toContain("https://");

    write.mockResolvedValueOnce();
    await press(app, "Copy the link");
    await screen.findByRole("button", { name: "Copied" });
    expect(write).toHaveBeenLastCalledWith(link.value);
  });

  it("takes the pasted address, and says what is wrong with one that is not", async () => {
    const app = showApp({ stage: waiting() }, signIn);
    await press(app, "Paste the address of the last page");
    const field = screen.getByRole("textbox", { name: "Address of the last page" });
    await app.user.type(field, "https://example.com/{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("That is not the address of the last page");

    await app.user.clear(field);
    await app.user.type(field, " org.claimfolio.desktop://oauth/callback?code=made-up {Enter}");
    await title("Are these your records?");
    expect(app.backend.called.at(-1)?.args).toMatchObject({
      address: "org.claimfolio.desktop://oauth/callback?code=made-up",
    });
  });

  it("puts the paste field first where links do not come back", async () => {
    showApp({ stage: waiting({ linksComeBack: false }) }, signIn);
    await screen.findByText("This window cannot notice when you are done");
    expect(screen.getByRole("textbox", { name: "Address of the last page" })).toBeTruthy();
  });

  it("says so when no browser could be opened", async () => {
    showApp({ stage: waiting({ browserOpened: false }) }, signIn);
    await title("Open your plan’s page in a browser");
    expect(screen.getByRole("button", { name: "Copy the link" }).className).toContain("btn-primary");
  });

  it("brings the member to the question when the browser comes back while another screen is shown", async () => {
    const app = showApp({}, { screen: "settings" });
    await title("Settings");
    const { id } = app.backend.begin(waiting());
    app.backend.moveAttempt(id, app.backend.confirmStage(true));
    await title("Are these your records?");
  });
});

describe("the question whose records these are", () => {
  it("keeps nothing when the member says no", async () => {
    const app = showApp({ connected: false, stage: waiting() }, signIn);
    await title("Finish signing in, in your browser");
    app.backend.moveAttempt("attempt-1", app.backend.confirmStage(true));
    await press(app, "No, this is not me");
    await title("Choose your health plan");
    expect(app.backend.connections).toEqual([]);
  });

  it("says what is missing and why it was wanted, and asks again or goes on", async () => {
    const app = showApp({ connected: false, stage: waiting() }, signIn);
    await title("Finish signing in, in your browser");
    app.backend.moveAttempt("attempt-1", app.backend.confirmStage(false));
    await screen.findByText("Your plan did not give everything that was asked for");
    expect(screen.getByText(/^Health records: to show them beside your claims/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Yes, go on without" })).toBeTruthy();
    await press(app, "Ask my plan again");
    await title("Finish signing in, in your browser");
    expect(requests(app)).toEqual([{ payer: "demo", optional: ["records"], reconnect: null }]);
  });

  it("does not make up a person that the plan did not name", async () => {
    showApp({ connected: false, stage: { stage: "confirm", person: null, granted: ["claims"], missing: [] } }, signIn);
    await screen.findByText(/did not say whose records they are/);
    expect(screen.queryByText("Name")).toBeNull();
  });
});

describe("a sign-in as another person than before", () => {
  const another: ConnectStage = {
    stage: "anotherPerson",
    person: { name: "Daniel Rivera", birthDate: "1982-01-30" },
    granted: ["claims", "coverage", "person"],
    missing: [],
  };

  it("says that nothing was changed, and adds them as a plan of their own", async () => {
    const app = showApp({ stage: another }, signIn);
    await title("These records belong to somebody else");
    expect(screen.getByText("Daniel Rivera")).toBeTruthy();
    expect(screen.getByText(/nothing was changed and nothing has been fetched/)).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
    await press(app, "Add them as a plan of their own");
    expect(app.backend.called.filter(({ name }) => name === "connect_confirm").length).toBe(1);
    await title("Getting your records");
  });

  it("leaves things as they are", async () => {
    const app = showApp({ stage: another }, signIn);
    await press(app, "No, leave things as they are");
    await waitFor(() => expect(app.backend.called.some(({ name }) => name === "connect_cancel")).toBe(true));
    expect(app.backend.called.some(({ name }) => name === "connect_confirm")).toBe(false);
  });

  it("signs in once more as the same person", async () => {
    const app = showApp({ stage: another }, signIn);
    await press(app, "Sign in as the same person");
    await title("Finish signing in, in your browser");
    expect(requests(app).length).toBe(1);
  });
});

describe("a plan that keeps nobody signed in", () => {
  it("is announced with the question, before it is needed", async () => {
    const app = showApp({ connected: false, stage: waiting() }, signIn);
    await title("Finish signing in, in your browser");
    Object.assign(app.backend.attempts[0] ?? {}, { signsInEachTime: true });
    app.backend.moveAttempt("attempt-1", app.backend.confirmStage(true));
    await title("Are these your records?");
    expect(screen.getByText(/gives its permission for one visit at a time/)).toBeTruthy();
  });
});

describe("a page that sends nobody back", () => {
  it("has a word in the help beside the waiting", async () => {
    showApp({ stage: waiting() }, signIn);
    await screen.findByText(/“redirect” address is not known, it sends nobody back/);
  });
});

describe("a sign-in that ends without records", () => {
  const ends: [string, ConnectStage, RegExp, RegExp][] = [
    ["cancelled", { stage: "cancelled" }, /was cancelled/, /Start again/],
    ["declined", { stage: "declined" }, /You said no at Evergreen/, /Start again/],
    ["too late", { stage: "failed", problem: appError("signInExpired") }, /open too long/, /Start again/],
    ["refused", { stage: "failed", problem: appError("signInRefused") }, /did not finish/, /Start again/],
    ["not eligible", { stage: "failed", problem: appError("notEligible", "never") }, /does not offer this/, /demo plan/],
    ["not registered", { stage: "failed", problem: appError("appNotRegistered", "never") }, /does not know this copy/, /another plan/],
    ["redirect", { stage: "failed", problem: appError("redirectNotRegistered", "never") }, /way back/, /another plan/],
    ["scope", { stage: "failed", problem: appError("scopeRefused", "never") }, /does not allow/, /Choose again what to ask for/],
  ];

  it.each(ends)("says what happened and what to do: %s", async (_name, stage, heading, way) => {
    showApp({ connected: false, stage }, signIn);
    await title(heading);
    expect(await screen.findByRole("button", { name: way })).toBeTruthy();
    expect(await axeViolations()).toEqual([]);
  });

  it("starts again with the same request", async () => {
    const app = showApp({ connected: false, stage: { stage: "declined" } }, signIn);
    await press(app, "Start again");
    await title("Finish signing in, in your browser");
    expect(requests(app)).toEqual([{ payer: "demo", optional: ["records"], reconnect: null }]);
  });

  it("shows why when it cannot start again", async () => {
    const app = showApp({ connected: false, stage: { stage: "declined" } }, signIn);
    app.backend.fail("connect_begin", appError("offline"));
    await press(app, "Start again");
    expect((await screen.findByRole("alert")).textContent).toContain("You are offline");
  });
});
