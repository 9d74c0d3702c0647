// Every screen, in both languages: what axe-core can judge without layout.
import { waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Route } from "../app/router";
import type { FakeOptions } from "../ipc/fake";
import { showApp } from "./app";
import { axeViolations } from "./axe";
import { takeYourTime } from "./layout";

takeYourTime();

const waiting = { stage: "waiting", browserOpened: true, linksComeBack: false } as const;
const confirm = {
  stage: "confirm",
  person: { name: "Maria Elena Rivera", birthDate: "1984-03-09" },
  granted: ["claims"],
  missing: ["records"],
} as const;
const payersFault = { entry: "another", field: "token", kind: "notSecure", detail: "is not an https address" } as const;
const signIn: Route = { screen: "signIn", attempt: "attempt-1", optional: [] };

const screens: [string, FakeOptions, Route][] = [
  ["choosing a plan", { connected: false }, { screen: "choosePlan" }],
  ["choosing a plan beside a wrong file", { connected: false, payersFault }, { screen: "choosePlan" }],
  ["plan registrations", { payersFault }, { screen: "settings", section: "registrations" }],
  ["a sign-in that could not be kept", { withUnkeptSignIn: true }, { screen: "timeline" }],
  ["what is shared", { connected: false }, { screen: "share", payer: "demo" }],
  ["what is shared, not registered", { connected: false }, { screen: "share", payer: "uhc-hsid" }],
  ["the privacy policy", {}, { screen: "privacy" }],
  ["waiting", { connected: false, stage: waiting }, signIn],
  ["the question", { connected: false, stage: { ...confirm, granted: ["claims"], missing: ["records"] } }, signIn],
  ["the first sync", { sync: "running" }, { screen: "firstSync", connection: "connection-1" }],
  ["a partial sync", { sync: "partial" }, { screen: "firstSync", connection: "connection-1" }],
  ["connections", { withEndedSignIn: true }, { screen: "settings", section: "connections" }],
  ["reading", {}, { screen: "settings", section: "reading" }],
  ["developer mode", {}, { screen: "settings", section: "developer" }],
  ["about", {}, { screen: "settings", section: "about" }],
  ["the timeline", { withEndedSignIn: true }, { screen: "timeline" }],
  ["the claims", {}, { screen: "claims" }],
  ["a claim", {}, { screen: "claim", id: 10 }],
  ["coverage", {}, { screen: "coverage" }],
  ["spending", {}, { screen: "spending" }],
  ["spending without claims", { claims: [] }, { screen: "spending" }],
  ["the HSA record", {}, { screen: "ledger", year: "2026" }],
  ["a bill", {}, { screen: "bill", claim: null }],
  ["a bill for a claim", {}, { screen: "bill", claim: 10 }],
  ["health records", {}, { screen: "records" }],
  ["health records, in part", { records: "partial" }, { screen: "records" }],
  ["a health record", {}, { screen: "record", id: 8 }],
  ["finding care", {}, { screen: "care" }],
  ["no claims", { claims: [] }, { screen: "timeline" }],
];

describe.each(["en", "es"] as const)("every screen (%s)", (language) => {
  it.each(screens)("has names, roles and landmarks in order: %s", async (_name, options, route) => {
    showApp({ ...options, settings: { language } }, route);
    await waitFor(() => expect(document.querySelectorAll("h1")).toHaveLength(1));
    await waitFor(() => expect(document.querySelectorAll(".skeleton")).toHaveLength(0));
    expect(await axeViolations()).toEqual([]);
  });
});
