// A back end in memory, for tests and for looking at screens in a plain browser. It never reaches a shipped build.
import type { Answer, Arguments, Backend, CommandName, EventName } from "../backend";
import type {
  Appeal,
  AppealPlan,
  AppError,
  AppState,
  ClaimDetail,
  ClaimFilter,
  ClaimsPage,
  ConnectAttempt,
  Connection,
  ConnectStage,
  ErrorCode,
  Events,
  FilesState,
  Kept,
  OtherClaimCheck,
  PrintOptions,
  PayersFault,
  PlanYear,
  Protection,
  RecordDetail,
  Registration,
  Settings,
  SyncKind,
  SyncStatus,
} from "../types.gen";
import { filterClaims, newsOf, outlineOf, sourceOf, timelineOf } from "./answers";
import { FakeEpisodes } from "./episodes";
import { NO_APPEAL, remindersOf, withAppeal } from "./denials";
import { FILE_CONNECTION, fileConnection, filePreview } from "./files";
import { DEMO_PAYER, newRegistrations, payerGroups, sharePreview } from "./payers";
import {
  CONNECTION,
  FAMILY,
  familyClaims,
  familyCoverage,
  familyPeople,
  familyYears,
  PAYER_NAME,
  type FakeClaim,
} from "./records";
import { findBill, readBill } from "./bill";
import { FakeLedger } from "./ledger";
import { FakeNotes, sameName } from "./notes";
import { FakeCare, type CareState } from "./care";
import { leftOut, spendingNamesOf, spendingOf, spendingYears } from "./spending";
import { fakeRecords, filterRecords, recordsOutline, type FakeRecord } from "./health";

export interface FakeOptions {
  /** Whether a plan is connected at the start. */
  connected?: boolean;
  /** The claims; the family's where nothing is given. */
  claims?: FakeClaim[];
  settings?: Partial<Settings>;
  /** Years of further plans. */
  moreYears?: PlanYear[];
  /** Whether something on this computer shows notices. */
  showsNotices?: boolean;
  /** The app is locked at the start. */
  locked?: boolean;
  /** What opens it. */
  passphrase?: string;
  /** A recovery code was made, `RECOVERY_CODE`. */
  recoveryCode?: boolean;
  /** What keeps the records from opening. */
  blocked?: ErrorCode;
  /** A second plan whose sign-in has ended. */
  withEndedSignIn?: boolean;
  /** The keychain did not take the family's newest key. */
  withUnkeptSignIn?: boolean;
  /** What is wrong with the file of payers on this computer. */
  payersFault?: PayersFault;
  /** A sign-in that is under way, `attempt-1`. */
  stage?: ConnectStage;
  /** A sync that is under way or ended. */
  sync?: "running" | "stopped" | "failed" | "partial";
  /** Health records: the family's, or what there is instead. */
  records?: "none" | "notShared" | "partial" | "unavailable" | "many";
  /** How the public directory behaves. */
  care?: CareState;
  /** Moves sign-ins and syncs on by themselves, this many milliseconds a step. Without it a test moves them. */
  paceMs?: number;
  /** The kind of plan that the member chose for appeals. */
  appealPlan?: AppealPlan;
  /** Whether claims that belong together are one story. */
  stories?: false;
  /** What claims have in common with others, by the claim. */
  alike?: Record<number, OtherClaimCheck[]>;
  /** The member chooses no folder for a copy. */
  noFolder?: boolean;
  /** A file was added before. */
  withFile?: boolean;
  /** What becomes of saving a file; it is saved where nothing is given. */
  saving?: "cancelled" | ErrorCode;
  /** Every answer takes this long. */
  delayMs?: number;
}

/** What opens the one backup that there is. */
export const BACKUP_PASSPHRASE = "words of the backup";

/** The one code that there is. */
export const RECOVERY_CODE = "7Q2MD-K0FZ3-9VXA1-HH42P-D0C5T-5RR8Q-ZZ01G-4M3NE";

const WHILE_LOCKED: ReadonlySet<CommandName> = new Set(["app_state", "lock_now", "unlock", "recover", "set_records_aside"]);

type Handlers = { [Name in CommandName]: (args: Arguments<Name>) => Answer<Name> };

export function appError(code: ErrorCode, retry: AppError["retry"] = "now", detail: string | null = null): AppError {
  return { code, retry, detail };
}

export class FakeBackend implements Backend {
  /** Every command that was called, for tests. */
  readonly called: { name: CommandName; args: unknown }[] = [];
  readonly attempts: ConnectAttempt[] = [];
  connections: Connection[] = [];
  syncs: SyncStatus[] = [];
  settings: Settings;
  files: FilesState = { stage: "none" };
  readonly registrations: Registration[] = newRegistrations();
  private readonly appeals = new Map<number, Appeal>();
  readonly ledger = new FakeLedger(
    (id) => {
      const { row, replacedBy } = this.detail(id);
      return replacedBy === null ? row : this.detail(replacedBy).row;
    },
    () => this.claims.map(({ row }) => row),
  );
  private readonly episodes = new FakeEpisodes();
  readonly notes = new FakeNotes();
  private readonly failing = new Map<CommandName, AppError>();
  private readonly listeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly care: FakeCare;
  private readonly everything: FakeClaim[];
  private blocked: ErrorCode | undefined;
  private isLocked: boolean;
  private passphrase: string | null;
  private recoveryCode: string | null;
  private arrived: number;

  constructor(private readonly options: FakeOptions = {}) {
    this.everything = options.claims ?? familyClaims();
    this.care = new FakeCare(options.care ?? "good", () => this.connections.length > 0);
    this.settings = {
      language: "en",
      theme: "system",
      developerMode: false,
      lockAfter: "never",
      notices: "off",
      refresh: "daily",
      screenLanguage: "en",
      ...options.settings,
    };
    this.blocked = options.blocked;
    this.isLocked = options.locked ?? false;
    this.passphrase = options.passphrase ?? null;
    this.recoveryCode = options.recoveryCode ? RECOVERY_CODE : null;
    this.arrived = options.connected === false ? 0 : this.everything.length;
    if (options.connected !== false) this.connections.push(this.familyConnection());
    if (options.withEndedSignIn) this.connections.push(endedConnection());
    if (options.withFile) this.connections.push(fileConnection("blue-button-2025.json"));
    if (options.stage) this.begin(options.stage);
    if (options.sync) this.prepareSync(options.sync);
  }

  async call<Name extends CommandName>(name: Name, args: Arguments<Name>): Promise<Answer<Name>> {
    this.called.push({ name, args });
    if (this.options.delayMs !== undefined) await new Promise((done) => setTimeout(done, this.options.delayMs));
    if (this.isLocked && !WHILE_LOCKED.has(name)) throw appError("locked", "never"); // eslint-disable-line @typescript-eslint/only-throw-error -- as the shell rejects
    const failure = this.failing.get(name);
    if (failure) throw failure; // eslint-disable-line @typescript-eslint/only-throw-error -- as the shell rejects
    return structuredClone((this.handlers[name] as (args: Arguments<Name>) => Answer<Name>)(args));
  }

  listen<Name extends EventName>(name: Name, handler: (payload: Events[Name]) => void): () => void {
    const handlers = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  emit<Name extends EventName>(name: Name, payload: Events[Name]): void {
    for (const handler of this.listeners.get(name) ?? []) {
      (handler as (payload: Events[Name]) => void)(structuredClone(payload));
    }
  }

  /** Locks the app and tells of it. */
  lock(): void {
    this.isLocked = true;
    this.emit("startup", this.state());
  }

  /** Takes away what keeps the records from opening. */
  unblock(): void {
    this.blocked = undefined;
  }

  /** Makes a command fail until it is called with `null`. */
  fail(name: CommandName, problem: AppError | null): void {
    if (problem) this.failing.set(name, problem);
    else this.failing.delete(name);
  }

  /** Puts a sign-in there that is already under way. */
  begin(stage: ConnectStage): ConnectAttempt {
    const attempt = this.newAttempt(DEMO_PAYER, null, stage);
    this.attempts.push(attempt);
    return attempt;
  }

  /** Moves a sign-in to a stage and tells of it. */
  moveAttempt(id: string, stage: ConnectStage): ConnectAttempt {
    const attempt = this.attempt(id);
    attempt.stage = stage;
    this.emit("connect", attempt);
    return attempt;
  }

  /** Changes a sync and tells of it. */
  moveSync(connection: string, change: Partial<SyncStatus>): void {
    const status = this.sync(connection);
    Object.assign(status, change);
    this.emit("sync", status);
  }

  /** Moves opened files on and tells of it. */
  moveFiles(state: FilesState): FilesState {
    this.files = state;
    this.emit("files", state);
    return state;
  }

  /** Lets claims arrive, newest first. */
  bringClaims(count: number): void {
    this.arrived = Math.min(this.everything.length, this.arrived + count);
    this.emit("records-changed", null);
  }

  private get claims(): FakeClaim[] {
    const here = this.everything.slice(0, this.arrived);
    if (this.options.stories !== false) this.episodes.mark(here);
    return here;
  }

  private protection(): Protection {
    return { hasPassphrase: this.passphrase !== null, hasRecoveryCode: this.recoveryCode !== null };
  }

  private state(): AppState {
    return {
      version: "0.1.0",
      startup:
        this.isLocked ? { state: "locked", hasPassphrase: this.passphrase !== null }
        : this.blocked ? { state: "blocked", problem: appError(this.blocked) } : { state: "ready" },
      settings: this.settings,
      hasConnections: this.connections.length > 0,
      hasRecoveryCode: this.recoveryCode !== null,
    };
  }

  private readonly handlers: Handlers = {
    app_state: () => this.state(),
    lock_now: () => {
      this.lock();
      return this.state();
    },
    unlock: ({ passphrase }) => {
      if (passphrase !== this.passphrase) refuse("passphraseWrong");
      this.isLocked = false;
      return this.state();
    },
    activity: () => null,
    protection: () => this.protection(),
    set_passphrase: ({ passphrase, current }) => {
      if (current !== this.passphrase) refuse("passphraseWrong");
      this.passphrase = passphrase;
      return this.protection();
    },
    remove_passphrase: ({ current }) => {
      if (current !== this.passphrase) refuse("passphraseWrong");
      this.passphrase = null;
      return this.protection();
    },
    make_recovery_code: ({ passphrase }) => {
      if (passphrase !== this.passphrase) refuse("passphraseWrong");
      return { groups: RECOVERY_CODE.split("-") };
    },
    keep_recovery_code: () => {
      this.recoveryCode = RECOVERY_CODE;
      return this.protection();
    },
    save_recovery_code: () => "claimfolio-recovery-code.pdf",
    remove_recovery_code: () => {
      this.recoveryCode = null;
      return this.protection();
    },
    recover: ({ code }) => {
      if (code.length !== RECOVERY_CODE.length) refuse("recoveryCodeUnreadable");
      if (code.slice(12) !== RECOVERY_CODE.slice(12)) refuse("recoveryCodeUnreadable", "now", "3");
      if (code !== this.recoveryCode) refuse("recoveryCodeWrong");
      this.isLocked = false;
      this.passphrase = null;
      this.blocked = undefined;
      return this.state();
    },
    save_backup: ({ current }) => {
      if (current !== this.passphrase) refuse("passphraseWrong");
      return this.options.noFolder ? null : { file: "claimfolio-2026-11-22.claimfolio", connections: 1, claims: this.claims.length };
    },
    choose_backup: () => (this.options.noFolder ? null : { name: "claimfolio-2026-11-01.claimfolio" }),
    look_at_backup: ({ passphrase }) => {
      if (passphrase !== BACKUP_PASSPHRASE) refuse("passphraseWrong");
      return { madeAt: "2026-11-01T16:20:00Z", connections: 2, claims: 236, connectionsHere: this.connections.length, claimsHere: this.claims.length };
    },
    restore_backup: () => {
      if (this.connections.length === 0) this.connections.push(this.familyConnection());
      this.arrived = this.everything.length;
      this.emit("startup", { ...this.state(), startup: { state: "opening" } });
      this.emit("startup", this.state());
      return this.state();
    },
    retry_startup: () => this.state(),
    set_records_aside: () => {
      this.blocked = undefined;
      this.isLocked = false;
      this.passphrase = null;
      this.connections = [];
      this.arrived = 0;
      return this.state();
    },
    save_settings: ({ settings }) => {
      this.settings = settings;
      return null;
    },
    shows_notices: () => this.options.showsNotices ?? true,
    payers: () => payerGroups(this.settings.developerMode, this.registrations),
    payers_file: () => ({
      path: "/home/maria/.config/org.claimfolio.desktop/payers.toml",
      changed: [],
      fault: this.options.payersFault ?? null,
    }),
    registrations: () => this.registrations,
    save_registration: ({ entry }) => {
      const known = this.registration(entry.id);
      if (/\s/.test(entry.clientId)) refuse("registrationUnusable");
      Object.assign(known, { clientId: entry.clientId, source: "own", hasSecret: known.hasSecret || entry.secret !== null });
      return null;
    },
    remove_registration: ({ registration }) => {
      Object.assign(this.registration(registration), { clientId: null, source: "none", hasSecret: false });
      return null;
    },
    open_registration_page: () => null,
    share_preview: ({ payer }) => sharePreview(payer) ?? refuse("notFound"),
    connect_begin: ({ request }) => {
      const stage: ConnectStage = { stage: "waiting", browserOpened: true, linksComeBack: true };
      const attempt = this.newAttempt(request.payer, request.reconnect, stage);
      this.attempts.push(attempt);
      if (this.options.paceMs !== undefined) this.signInByItself(attempt.id, request.optional.includes("records"));
      return attempt;
    },
    connect_attempts: () => this.attempts,
    connect_open_page: () => null,
    connect_link: ({ attempt }) => `https://evergreen-demo.example/authorize?client=claimfolio&attempt=${attempt}`,
    connect_paste: ({ attempt, address }) => {
      if (!address.startsWith("org.claimfolio.desktop://oauth/callback")) refuse("answerUnreadable");
      this.moveAttempt(attempt, this.confirmStage(true));
      return null;
    },
    connect_confirm: ({ attempt }) => {
      const { reconnect, payerName } = this.attempt(attempt);
      if (!this.connections.some(({ id }) => id === CONNECTION)) this.connections.push(this.familyConnection());
      this.startSync(reconnect ?? CONNECTION, payerName);
      return this.moveAttempt(attempt, { stage: "connected", connection: reconnect ?? CONNECTION });
    },
    connect_cancel: ({ attempt }) => {
      this.moveAttempt(attempt, { stage: "cancelled" });
      return null;
    },
    connections: () => this.connections.map((one) => (one.id === CONNECTION ? { ...one, kept: this.kept() } : one)),
    disconnect: ({ connection }) => {
      const gone = this.connections.find(({ id }) => id === connection) ?? refuse("notFound");
      this.connections = this.connections.filter(({ id }) => id !== connection);
      if (connection === CONNECTION) this.arrived = 0;
      this.emit("records-changed", null);
      return {
        payerName: gone.payerName,
        at: "2026-11-22T15:04:00Z",
        access: gone.payerKind === "file" ? { access: "noneThere" } : gone.canRevoke ? { access: "revoked" } : { access: "notOffered" },
        tokensDeleted: true,
        secretDeleted: null,
        deleted: gone.kept,
        hasPortal: gone.hasPortal,
      };
    },
    open_portal: () => null,
    sync_start: ({ connection }) => {
      const known = this.connections.find(({ id }) => id === connection) ?? refuse("notFound");
      return this.startSync(connection, known.payerName);
    },
    sync_stop: ({ connection }) => {
      this.moveSync(connection, { run: "stopped" });
      return null;
    },
    sync_status: () => this.syncs,
    people: () => (this.arrived > 0 ? familyPeople(this.claims) : []),
    coverage: () => (this.connections.length > 0 ? familyCoverage() : []),
    claims_outline: ({ filter }) => outlineOf(this.chosen(filter)),
    claims_page: ({ filter, offset, limit }) => ({
      offset,
      ...this.listed(this.chosen(filter).slice(offset, offset + limit)),
    }),
    claim: ({ id }) => this.detail(id),
    claim_alike: ({ id }) => this.options.alike?.[id] ?? [],
    save_appeal: ({ id, appeal }) => {
      this.appeals.set(this.detail(id).row.id, appeal);
      return null;
    },
    appeal_reminders: () => remindersOf(this.appeals, (id) => this.detail(id)),
    save_claim_paper: ({ options }) => this.paper("claim", options),
    save_appeal_paper: ({ options }) => this.paper("appeal", options),
    save_claims_paper: ({ options }) => this.paper("claims", options),
    save_care_paper: ({ options }) => this.paper("directory", options),
    save_statement_paper: ({ options }) => this.paper("payments", options),
    claim_episode: ({ id }) => this.episodes.ofClaim(this.claims, this.detail(id).row.id),
    correct_episode: ({ correction }) => {
      if (!this.episodes.say(this.claims, correction)) refuse("notFound");
      this.emit("records-changed", null);
      return null;
    },
    undo_episode: () => {
      this.episodes.undo();
      this.emit("records-changed", null);
      return null;
    },
    claim_notes: ({ id }) => this.notes.ofClaim(this.detail(id).row.id),
    save_claim_note: ({ id, note }) => this.recordsChanged(() => this.notes.save(id, note)),
    tags: () => this.notes.tags(),
    add_tag: ({ id, name }) => this.recordsChanged(() => this.notes.add(id, name)),
    take_tag_off: ({ id, tag }) => this.recordsChanged(() => this.notes.takeOff(id, tag)),
    rename_tag: ({ tag, name }) => {
      if (this.notes.tags().some((one) => one.id !== tag && sameName(one.name, name))) refuse("nameTaken");
      return this.recordsChanged(() => this.notes.rename(tag, name));
    },
    remove_tag: ({ tag, isRemoved }) => this.recordsChanged(() => this.notes.remove(tag, isRemoved)),
    views: () => this.notes.views(this.connections.length > 0),
    save_view: ({ entry }) => {
      const saved = this.notes.saveView(entry) ?? refuse("nameTaken");
      this.emit("records-changed", null);
      return saved;
    },
    remove_view: ({ id }) => this.recordsChanged(() => this.notes.removeView(id)),
    claim_source: ({ id }) => sourceOf(this.detail(id)),
    whats_new: () => newsOf(this.claims),
    accumulators: ({ on }) => (this.connections.length > 0 ? [...familyYears(on), ...(this.options.moreYears ?? [])] : []),
    mark_seen: () => {
      for (const { row } of this.everything) Object.assign(row, { isNew: false, isChanged: false });
      this.emit("records-changed", null);
      return null;
    },
    records_outline: ({ filter }) => recordsOutline(this.health(), filter, this.connections.length > 0 ? this.options.records : "unavailable"),
    records_page: ({ filter, offset, limit }) => ({
      offset,
      rows: filterRecords(this.health(), filter)
        .slice(offset, offset + limit)
        .map(({ row }) => row),
    }),
    record: ({ id }) => this.oneRecord(id),
    record_source: ({ id }) => JSON.stringify({ resourceType: this.oneRecord(id).reference.split("/")[0], id: String(id) }, null, 2),
    records_of_claim: ({ id }) => {
      const { row } = this.detail(id);
      return this.health().map((one) => one.row).filter((one) => one.person === row.person && one.start !== null && one.start === row.start);
    },
    save_copy: ({ what, format }) => {
      const claims = what.of === "claim" ? 1 : what.of === "claims" ? this.chosen(what.filter).length : this.claims.length;
      this.emit("copy", { done: claims, total: claims });
      return this.options.noFolder ? null : (
          {
            file: `claimfolio-2026-11-22.${format === "bundle" ? "json" : format}`,
            claims,
            others: format === "csv" ? 0 : 12,
            bytes: claims * 6_000,
          }
        );
    },
    stop_copy: () => null,
    open_files: () => {
      this.moveFiles({ stage: "found", preview: filePreview() });
      return null;
    },
    add_files: ({ into }) => {
      if (this.files.stage !== "found") return refuse("notFound");
      const { preview } = this.files;
      if (into === null) this.connections.push(fileConnection(preview.names[0] ?? ""));
      const unchanged = into === null ? 0 : preview.claims - 2;
      return this.moveFiles({
        stage: "added",
        receipt: {
          names: preview.names,
          connection: into ?? FILE_CONNECTION,
          newClaims: preview.claims - unchanged,
          changedClaims: into === null ? 0 : 1,
          unchangedClaims: unchanged,
          others: 9,
          notTakenCount: preview.notTakenCount,
        },
      });
    },
    close_files: () => {
      this.moveFiles({ stage: "none" });
      return null;
    },
    spending_years: () => spendingYears(this.claims),
    spending: ({ query }) => spendingOf(this.claims, query),
    spending_names: ({ query }) => spendingNamesOf(this.claims, query),
    spending_left_out: ({ query, why }) => leftOut(this.claims, query, why),
    ledger: ({ query }) => this.ledger.ledger(query),
    claim_payments: ({ id }) => this.ledger.ofClaim(id),
    save_payment: ({ entry }) => this.ledger.save(entry),
    remove_payment: ({ id, isRemoved }) => {
      this.ledger.remove(id, isRemoved);
      return null;
    },
    attach_receipts: ({ payment }) => this.ledger.attach(payment),
    save_receipt: () => true,
    remove_receipt: ({ id, isRemoved }) => {
      this.ledger.removeReceipt(id, isRemoved);
      return null;
    },
    save_statement: () => true,
    find_bill: ({ bill }) => findBill(this.claims.map(({ detail }) => detail()), bill),
    read_bill: ({ text }) => readBill(text),
    care_directories: () => this.care.directories(),
    care_networks: () => this.care.networks(),
    care_choose_network: ({ network }) => this.care.choose(network),
    care_search: ({ question }) => this.care.search(question),
    care_more: () => null,
    care_stop: ({ search }) => {
      this.care.stop();
      this.emit("care", search);
      return null;
    },
    care_results: () => this.care.current() ?? refuse("notFound"),
    care_detail: ({ key }) => this.care.detail(key) ?? refuse("notFound"),
    care_of_claim: ({ id }) => this.care.ofClaim(this.detail(id).row.provider),
    care_save: ({ key }) => this.care.save(key) ?? refuse("notFound"),
    care_saved: () => this.care.saved,
    care_save_note: ({ id, note }) => {
      Object.assign(this.care.saved.find((one) => one.id === id) ?? refuse("notFound"), { note });
      return null;
    },
    care_unsave: ({ id }) => this.care.unsave(id),
    care_keep_copy: ({ key }) => this.care.keep(key) ?? refuse("notFound"),
    care_copies: () => this.care.copies.map(({ id, payerName, takenAt, row }) => ({ id, payerName, name: row.name, takenAt })),
    care_save_copy: () => true,
    care_copy: ({ id }) => this.care.copies.find((one) => one.id === id) ?? refuse("notFound"),
    care_remove_copy: ({ id }) => {
      this.care.copies.splice(this.care.copies.findIndex((one) => one.id === id), 1);
      return null;
    },
    timeline: ({ query }) => {
      const claims = this.claims;
      const timeline = timelineOf(claims, FAMILY, query);
      const marks = timeline.lanes.flatMap(({ plot }) => (plot.plot === "marks" ? plot.marks : []));
      const shown = new Set(marks.filter(({ episode }) => episode !== null).map(({ id }) => id));
      return { ...timeline, episodes: this.episodes.of(claims, shown) };
    },
  };

  private health(): FakeRecord[] {
    return this.connections.length === 0 ? [] : fakeRecords(this.options.records, this.claims);
  }

  private oneRecord(id: number): RecordDetail {
    return (this.health().find(({ row }) => row.id === id) ?? refuse("notFound")).detail;
  }

  /** What became of a paper, as the options of this back end have it. */
  private paper(stem: string, { today }: PrintOptions): string | null {
    const { saving } = this.options;
    if (saving === "cancelled") return null;
    if (saving !== undefined) return refuse(saving);
    return `claimfolio-${stem}-${today}.pdf`;
  }

  private chosen(filter: ClaimFilter): FakeClaim[] {
    const tagged = filterClaims(this.claims, FAMILY, filter, (claim) => this.notes.words(claim));
    return filter.tags.length === 0 ? tagged : tagged.filter(({ row }) => this.notes.hasAny(row.id, filter.tags));
  }

  /** A stretch of the list with what stands beside its claims. */
  private listed(claims: readonly FakeClaim[]): Omit<ClaimsPage, "offset"> {
    const rows = claims.map(({ row }) => row);
    const ids = rows.map(({ id }) => id);
    const episodes = this.options.stories === false ? [] : this.episodes.of(this.claims, new Set(ids));
    return { rows, episodes, marks: this.notes.marks(ids) };
  }

  private recordsChanged(change: () => void): null {
    change();
    this.emit("records-changed", null);
    return null;
  }

  private detail(id: number): ClaimDetail {
    const detail = (this.claims.find(({ row }) => row.id === id) ?? refuse("notFound")).detail();
    return withAppeal(detail, this.appeals.get(id) ?? { ...NO_APPEAL, plan: this.options.appealPlan ?? null });
  }

  private registration(id: string): Registration {
    return this.registrations.find((one) => one.id === id) ?? refuse("notFound");
  }

  private attempt(id: string): ConnectAttempt {
    return this.attempts.find((one) => one.id === id) ?? refuse("notFound");
  }

  private sync(connection: string): SyncStatus {
    return this.syncs.find((one) => one.connection === connection) ?? refuse("notFound");
  }

  private newAttempt(payer: string, reconnect: string | null, stage: ConnectStage): ConnectAttempt {
    return {
      id: `attempt-${this.attempts.length + 1}`,
      payer,
      payerName: sharePreview(payer)?.payerName ?? PAYER_NAME,
      reconnect,
      startedAt: new Date().toISOString(),
      openForSeconds: 600,
      signsInEachTime: false,
      stage,
    };
  }

  confirmStage(withRecords: boolean): ConnectStage {
    return {
      stage: "confirm",
      person: { name: "Maria Elena Rivera", birthDate: "1984-03-09" },
      granted: ["claims", "coverage", "person", ...(withRecords ? (["records"] as const) : [])],
      missing: withRecords ? [] : ["records"],
    };
  }

  private signInByItself(id: string, withRecords: boolean): void {
    const pace = this.options.paceMs ?? 0;
    const stillOpen = () => ["waiting", "finishing"].includes(this.attempt(id).stage.stage);
    setTimeout(() => stillOpen() && this.moveAttempt(id, { stage: "finishing" }), pace * 8);
    setTimeout(() => stillOpen() && this.moveAttempt(id, this.confirmStage(withRecords)), pace * 10);
  }

  private familyConnection(): Connection {
    return {
      id: CONNECTION,
      payer: DEMO_PAYER,
      payerName: PAYER_NAME,
      payerKind: "demo",
      status:
        this.options.withUnkeptSignIn ?
          { status: "notKept", problem: appError("keychainDenied") }
        : { status: "connected" },
      memberName: "Maria Elena Rivera",
      lastUpdated: new Date(new Date().setHours(9, 12, 0, 0)).toISOString(),
      granted: ["claims", "coverage", "person", "records"],
      missing: [],
      signInUntil: "2027-02-12",
      kept: this.kept(),
      host: "127.0.0.1",
      canRevoke: true,
      hasPortal: true,
      signsInEachTime: false,
      addresses: {
        used: "wellKnownWithoutDot",
        fhir: "http://127.0.0.1:47823/R4",
        authorize: "http://127.0.0.1:47823/oauth/authorize",
        token: "http://127.0.0.1:47823/oauth/token",
        revoke: "http://127.0.0.1:47823/oauth/revoke",
        issuer: null,
        issuerInAnswers: false,
        signsInEachTime: false,
        smart: true,
        at: "2026-11-14T15:02:00Z",
        steps: [
          { source: "wellKnown", outcome: "otherDomain", detail: "login.example.com" },
          { source: "wellKnownWithoutDot", outcome: "used", detail: null },
        ],
      },
    };
  }

  private kept(): Kept {
    return {
      claims: this.claims.length,
      records: 318,
      coverages: 4,
      people: 4,
      payments: this.ledger.count(),
      receipts: 0,
      noted: this.notes.count(),
      since: this.claims.findLast(({ row }) => row.start !== null)?.row.start ?? null,
      bytes: 14_212_000,
    };
  }

  private startSync(connection: string, payerName: string): SyncStatus {
    this.syncs = this.syncs.filter((one) => one.connection !== connection);
    const status = newSync(connection, payerName);
    this.syncs.push(status);
    this.emit("sync", status);
    if (this.options.paceMs !== undefined) this.syncByItself(connection);
    return status;
  }

  private syncByItself(connection: string): void {
    const pace = this.options.paceMs ?? 0;
    const step = () => {
      const status = this.sync(connection);
      if (status.run !== "running") return;
      const kind = status.kinds.find(({ state }) => state === "running") ?? status.kinds.find(({ state }) => state === "waiting");
      if (!kind) {
        this.moveSync(connection, { run: "done", newClaims: 2, changedClaims: 1 });
        return;
      }
      this.advance(kind);
      this.emit("sync", status);
      setTimeout(step, pace);
    };
    setTimeout(step, pace);
  }

  private advance(kind: SyncKind): void {
    if (kind.state === "waiting") {
      kind.state = "running";
    } else if (kind.kind === "claims" && kind.count < this.everything.length) {
      this.bringClaims(kind.count + 20 - this.arrived);
      kind.count = Math.min(kind.count + 20, this.everything.length);
      kind.backTo = this.everything[kind.count - 1]?.row.start ?? null;
    } else {
      if (kind.kind !== "claims") kind.count = kind.kind === "records" ? 318 : 4;
      kind.state = "done";
    }
  }

  private prepareSync(state: NonNullable<FakeOptions["sync"]>): void {
    const status = newSync(CONNECTION, PAYER_NAME);
    const set = (kind: SyncKind["kind"], change: Partial<SyncKind>) =>
      Object.assign(status.kinds.find((one) => one.kind === kind) ?? {}, change);
    set("coverage", { state: "done", count: 4 });
    set("person", { state: "done", count: 4 });
    if (state === "partial") {
      set("claims", { state: "done", count: this.everything.length, backTo: "2023-01-08" });
      set("records", { state: "refused", problem: appError("kindRefused", "signIn", "403 Condition") });
      status.run = "done";
      status.newClaims = this.everything.length;
    } else {
      this.arrived = Math.min(38, this.everything.length);
      set("claims", { state: "running", count: this.arrived, backTo: this.claims.at(-1)?.row.start ?? null });
      status.run = state;
      if (state === "failed") {
        status.problem = appError("payerUnavailable", "later", "503 ExplanationOfBenefit");
      }
    }
    this.syncs.push(status);
  }
}

export function refuse(...problem: Parameters<typeof appError>): never {
  throw appError(...problem); // eslint-disable-line @typescript-eslint/only-throw-error -- as the shell rejects
}

function newSync(connection: string, payerName: string): SyncStatus {
  const kinds = (["coverage", "person", "claims", "records"] as const).map(
    (kind): SyncKind => ({ kind, state: "waiting", count: 0, backTo: null, unreadable: 0, problem: null, refused: [] }),
  );
  return {
    connection,
    payerName,
    run: "running",
    startedAt: new Date().toISOString(),
    kinds,
    newClaims: 0,
    changedClaims: 0,
    problem: null,
  };
}

function endedConnection(): Connection {
  return {
    id: "connection-2",
    payer: "uhc-healthx",
    payerName: "Peoples Health",
    payerKind: "production",
    status: { status: "signInNeeded", since: "2026-11-03T17:20:00Z" },
    memberName: "Daniel Rivera",
    lastUpdated: "2026-11-03T14:00:00Z",
    granted: ["claims", "coverage", "person"],
    missing: ["records"],
    signInUntil: null,
    kept: { claims: 36, records: 0, coverages: 1, people: 1, payments: 0, receipts: 0, noted: 0, since: "2025-03", bytes: 2_040_000 },
    host: "healthx.fhir.flex.optum.com",
    canRevoke: false,
    hasPortal: true,
    signsInEachTime: false,
    addresses: null,
  };
}
