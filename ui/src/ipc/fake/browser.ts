// What a plain browser shows in development. The address chooses it: `?first` (no plan yet), `?empty` (a plan without
// claims), `?many` or `?many=100000` (very many of them), `?ended` (a second plan whose sign-in ended), `?blocked=keychainLocked`,
// `?screen=signIn&stage=waiting`, `?screen=firstSync&sync=running|stopped|failed|partial`, `?screen=claim&id=12`,
// `?screen=care`, `?care=running|down|kept|cutShort|partial|many|refused` (how the directory behaves),
// `?paid` (payments that the member marked), `?noted` (notes, tags and a view), `?screen=bill&id=12`, `?screen=ledger&year=2026`,
// `?files=hovering|looking|found|again|adding|added|failed` (an opened file), `?withFile` (one that was added before),
// `?appeal=marketplace` (the kind of plan chosen for appeals),
// `?screen=record&id=3`, `?records=none|notShared|partial|unavailable`, `?screen=settings&section=registrations`, `?locked`, `?passphrase`, `?recovery`, `?wait`,
// `?unkept`
// (a key that the keychain did not take), `?payersFault` (a wrong file of payers), `?lang=es`, `?theme=dark`, `?developer`.
import type { Route, SettingsSection } from "../../app/router";
import type { AppealPlan, ClaimFilter, ConnectStage, ErrorCode } from "../types.gen";
import { appError, FakeBackend, type FakeOptions } from ".";
import type { CareState } from "./care";
import { fakeFiles } from "./files";
import { GONE } from "./notes";
import { DEMO_PAYER } from "./payers";
import { CONNECTION, manyClaims } from "./records";

const STAGES: Record<string, ConnectStage> = {
  waiting: { stage: "waiting", browserOpened: true, linksComeBack: true },
  noBrowser: { stage: "waiting", browserOpened: false, linksComeBack: true },
  paste: { stage: "waiting", browserOpened: true, linksComeBack: false },
  finishing: { stage: "finishing" },
  declined: { stage: "declined" },
  cancelled: { stage: "cancelled" },
  expired: { stage: "failed", problem: appError("signInExpired") },
  notEligible: { stage: "failed", problem: appError("notEligible", "never", "access_denied") },
  anotherPerson: {
    stage: "anotherPerson",
    person: { name: "Robin Rivera", birthDate: "1990-02-03" },
    granted: ["claims", "coverage", "person"],
    missing: [],
  },
  redirectNotRegistered: { stage: "failed", problem: appError("redirectNotRegistered", "never", "invalid_request") },
  failed: { stage: "failed", problem: appError("signInRefused", "now", "server_error") },
};

/** The back end that a page's address asks for. */
export function fakeBackendFor(query: URLSearchParams): FakeBackend {
  const stageName = query.get("stage");
  const sync = query.get("sync");
  const options: FakeOptions = {
    connected: !query.has("first"),
    withEndedSignIn: query.has("ended"),
    withFile: query.has("withFile"),
    withUnkeptSignIn: query.has("unkept"),
    settings: {
      language: query.get("lang") === "es" ? "es" : "en",
      theme: query.get("theme") === "dark" ? "dark" : "light",
      developerMode: query.has("developer"),
      lockAfter: query.has("offer") ? "notAsked" : "never",
      notices: query.has("offer") ? "notAsked" : "off",
    },
    locked: query.has("locked"),
    showsNotices: !query.has("noNotices"),
    paceMs: 500,
  };
  if (query.has("payersFault")) {
    options.payersFault = { entry: "our-plan", field: "token", kind: "notSecure", detail: "is not an https address" };
  }
  if (query.has("appeal")) options.appealPlan = query.get("appeal") as AppealPlan;
  options.recoveryCode = query.has("recovery");
  if (query.has("passphrase")) options.passphrase = "four words at once";
  if (query.has("care")) options.care = query.get("care") as CareState;
  if (query.has("empty")) options.claims = [];
  const records = query.get("records");
  if (records === "none" || records === "notShared" || records === "partial" || records === "unavailable") options.records = records;
  if (query.has("many")) options.claims = manyClaims(Number(query.get("many") ?? "") || undefined);
  if (query.has("blocked")) options.blocked = query.get("blocked") as ErrorCode;
  if (sync === "running" || sync === "stopped" || sync === "failed" || sync === "partial") options.sync = sync;
  const backend = new FakeBackend(options);
  if (query.has("wait")) backend.fail("unlock", appError("tooManyTries", "later", "8"));
  if (query.has("paid")) payFor(backend);
  if (query.has("noted")) writeFor(backend);
  const stage = stageName === "confirm" || stageName === "missing" ? backend.confirmStage(stageName === "confirm") : STAGES[stageName ?? ""];
  if (stage) backend.begin(stage);
  const files = fakeFiles(query.get("files"));
  if (files) setTimeout(() => backend.moveFiles(files), 300);
  return backend;
}

/** Marks some of the family's claims as paid. */
function payFor({ ledger }: FakeBackend): void {
  const [first, second, third] = ledger.ledger({ year: "2026", person: null }).open;
  if (!first || !second || !third) return;
  const entry = { id: null, paidOn: "2026-11-20", amount: "45.00", note: "", reimbursedOn: null };
  const { id } = ledger.save({ ...entry, claim: first.id, way: "creditCard", amount: "25.00", note: "At the counter; the rest by mail." });
  ledger.attach(id);
  ledger.save({ ...entry, claim: first.id, way: "check", amount: "20.00", paidOn: "2026-11-21" });
  ledger.save({ ...entry, claim: second.id, way: "hsaCard" });
  ledger.save({ ...entry, claim: third.id, way: "cash", amount: "10.00", paidOn: "2025-12-30", reimbursedOn: "2026-01-15" });
}

/** Writes about some of the family's claims. */
function writeFor(backend: FakeBackend): void {
  const { notes } = backend;
  const filter: ClaimFilter = { person: null, kind: "lab", status: null, from: "2026-01-01", until: "2027-01-01", text: "", news: false, tags: [] };
  void backend.call("claims_page", { filter: { ...filter, kind: null }, offset: 0, limit: 8 }).then(({ rows }) => {
    rows.forEach(({ id }, index) => {
      if (index % 3 === 0) notes.save(id, "Asked the office on Monday: they send a corrected bill. Ask for Marlene, extension 12.");
      if (index % 2 === 0) notes.add(id, "Taxes 2026");
      if (index % 4 === 0) notes.add(id, "To discuss with Daniel");
    });
    notes.saveView({ id: null, name: "Lab work this year", filter });
    notes.saveView({ id: null, name: "Someone who left", filter: { ...filter, person: GONE } });
  });
}

/** The screen that a page's address asks for. */
export function firstRouteFor(query: URLSearchParams): Route | undefined {
  const screen = query.get("screen");
  switch (screen) {
    case "timeline":
    case "claims":
    case "coverage":
    case "spending":
    case "records":
    case "care":
    case "privacy":
    case "choosePlan":
      return { screen };
    case "bill":
      return { screen, claim: query.has("id") ? Number(query.get("id")) : null };
    case "ledger":
      return { screen, year: query.get("year") };
    case "settings":
      return { screen, section: (query.get("section") ?? "connections") as SettingsSection };
    case "claim":
      return { screen, id: Number(query.get("id") ?? 1) };
    case "record":
      return { screen, id: Number(query.get("id") ?? 1) };
    case "share":
      return { screen, payer: query.get("payer") ?? DEMO_PAYER };
    case "signIn":
      return { screen, attempt: "attempt-1", optional: ["records"] };
    case "firstSync":
      return { screen, connection: CONNECTION };
    case null:
    default:
      return undefined;
  }
}
