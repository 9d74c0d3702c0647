// What the screens read, as queries. Nothing is asked for twice on a guess: an event says when an answer is out of date.
import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";

import type { Answer, Arguments, CommandName } from "./backend";
import { call, listen, run, type CallFailed } from "./client";
import type {
  AppError,
  AppState,
  Bill,
  ClaimFilter,
  ConnectAttempt,
  LedgerQuery,
  FilesState,
  LeftOutReason,
  Protection,
  RecordFilter,
  SpendingQuery,
  SyncStatus,
  TimelineQuery,
} from "./types.gen";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: CallFailed;
  }
}

/** Every key, from the general to the particular. Everything under `records` changes when the records do. */
export const keys = {
  app: ["app"],
  /** What came of a restore. Under `app`, because the window is emptied in the middle of it. */
  restored: ["app", "restored"],
  protection: ["protection"],
  payers: ["payers"],
  payersFile: ["payers", "file"],
  showsNotices: ["notices"],
  registrations: ["payers", "registrations"],
  share: (payer: string) => ["share", payer],
  attempts: ["attempts"],
  connections: ["connections"],
  sync: ["sync"],
  files: ["files"],
  records: ["records"],
  people: ["records", "people"],
  coverage: ["records", "coverage"],
  whatsNew: ["records", "news"],
  accumulators: (on: string) => ["records", "accumulators", on],
  outline: (filter: ClaimFilter) => ["records", "outline", filter],
  page: (filter: ClaimFilter, offset: number, limit: number) => ["records", "page", filter, offset, limit],
  claim: (id: number) => ["records", "claim", id],
  episode: (id: number) => ["records", "episode", id],
  alike: (id: number) => ["records", "alike", id],
  reminders: ["records", "reminders"],
  notes: (claim: number) => ["records", "notes", claim],
  tags: ["records", "tags"],
  views: ["records", "views"],
  source: (of: SourceOf, id: number) => ["records", "source", of, id],
  recordsOutline: (filter: RecordFilter) => ["records", "health outline", filter],
  recordsPage: (filter: RecordFilter, offset: number, limit: number) => ["records", "health page", filter, offset, limit],
  record: (id: number) => ["records", "health record", id],
  recordsOfClaim: (claim: number) => ["records", "of claim", claim],
  spendingYears: ["records", "spending years"],
  spending: (query: SpendingQuery) => ["records", "spending", query],
  spendingNames: (query: SpendingQuery) => ["records", "spending names", query],
  leftOut: (query: SpendingQuery, why: LeftOutReason) => ["records", "left out", query, why],
  ledger: (query: LedgerQuery) => ["records", "ledger", query],
  claimPayments: (claim: number) => ["records", "payments", claim],
  bill: (bill: Bill) => ["records", "bill", bill],
  timeline: (query: TimelineQuery) => ["records", "timeline", query],
} as const;

/** What public directories say. None of it is a record; which plans are connected comes first in the list. */
export const careKeys = {
  directories: ["records", "care directories"],
  networks: (payer: string) => ["records", "care networks", payer],
  results: (search: string) => ["care", "results", search],
  detail: (search: string, key: string) => ["records", "care detail", search, key],
  ofClaim: (claim: number) => ["care", "of claim", claim],
  saved: ["records", "care saved"],
  copies: ["care", "copies"],
  copy: (id: number) => ["care", "copy", id],
} as const;

/** A client for local answers: they do not age, need no network, and a failure is shown, not retried in silence. What a
 * command was given or answered, like a passphrase or a recovery code, goes with the screen that sent it. */
export function newQueryClient(): QueryClient {
  const local = { networkMode: "always", retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: { ...local, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: { ...local, gcTime: 0 },
    },
  });
}

const RECORDS_CHANGED_EVERY_MS = 500;

/** Keeps the answers up to date while it is on. Answers with the way to end it. */
export function followEvents(client: QueryClient): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let changedMeanwhile = false;
  const recordsChanged = () => {
    if (pause !== undefined) {
      changedMeanwhile = true;
      return;
    }
    changedMeanwhile = false;
    void client.invalidateQueries({ queryKey: keys.records });
    void client.invalidateQueries({ queryKey: keys.connections });
    pause = setTimeout(() => {
      pause = undefined;
      if (changedMeanwhile) recordsChanged();
    }, RECORDS_CHANGED_EVERY_MS);
  };

  const stops = [
    listen("startup", (state) => putAppState(client, state)),
    listen("connect", (attempt) => {
      putAttempt(client, attempt);
      if (attempt.stage.stage === "connected") connectionsChanged(client);
    }),
    listen("sync", (status) => {
      client.setQueryData<SyncStatus[]>(keys.sync, (known = []) => [
        ...known.filter((one) => one.connection !== status.connection),
        status,
      ]);
      if (status.run !== "running") connectionsChanged(client);
    }),
    listen("files", (state) => {
      client.setQueryData<FilesState>(keys.files, state);
      if (state.stage === "added") connectionsChanged(client);
    }),
    listen("records-changed", recordsChanged),
    listen("care", (search) => void client.invalidateQueries({ queryKey: careKeys.results(search) })),
  ];
  return () => {
    clearTimeout(pause);
    for (const stop of stops) stop();
  };
}

function connectionsChanged(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.connections });
  void client.invalidateQueries({ queryKey: keys.app });
}

/** A registration changed: which payers are ready may be others now. */
export function registrationsChanged(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.payers });
  void client.invalidateQueries({ queryKey: ["share"] });
}

/** Puts how the app stands where the screens read it. Where the records are closed no answer is kept: not on a screen, not in
 * memory. */
export function putAppState(client: QueryClient, state: AppState): void {
  client.setQueryData<AppState>(keys.app, state);
  if (state.startup.state === "ready") return;
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.app[0] });
  client.getMutationCache().clear();
}

/** Puts what protects the records where the screens read it. */
export function putProtection(client: QueryClient, protection: Protection): void {
  client.setQueryData<Protection>(keys.protection, protection);
}

/** Puts a sign-in's newest state where the screens read it. */
export function putAttempt(client: QueryClient, attempt: ConnectAttempt): void {
  client.setQueryData<ConnectAttempt[]>(keys.attempts, (known = []) => [
    ...known.filter((one) => one.id !== attempt.id),
    attempt,
  ]);
}

export const appStateQuery = queryOptions({ queryKey: keys.app, queryFn: () => call("app_state") });
export const connectAttemptsQuery = queryOptions({ queryKey: keys.attempts, queryFn: () => call("connect_attempts") });
export const connectionsQuery = queryOptions({ queryKey: keys.connections, queryFn: () => call("connections") });
export const syncStatusQuery = queryOptions({ queryKey: keys.sync, queryFn: () => call("sync_status") });
export const whatsNewQuery = queryOptions({ queryKey: keys.whatsNew, queryFn: () => call("whats_new") });
export const peopleQuery = queryOptions({ queryKey: keys.people, queryFn: () => call("people") });

export const useAppState = () => useQuery(appStateQuery);
/** Whether something on this computer shows notices. What does can be started meanwhile, so it is asked each time. */
export const useShowsNotices = () =>
  useQuery({ queryKey: keys.showsNotices, queryFn: () => call("shows_notices"), staleTime: 0 });
export const useProtection = () => useQuery({ queryKey: keys.protection, queryFn: () => call("protection") });
export const usePayers = () => useQuery({ queryKey: keys.payers, queryFn: () => call("payers") });
export const usePayersFile = () => useQuery({ queryKey: keys.payersFile, queryFn: () => call("payers_file") });
export const useRegistrations = () => useQuery({ queryKey: keys.registrations, queryFn: () => call("registrations") });
export const useSharePreview = (payer: string) =>
  useQuery({ queryKey: keys.share(payer), queryFn: () => call("share_preview", { payer }) });
export const useConnectAttempts = () => useQuery(connectAttemptsQuery);
export const useConnections = () => useQuery(connectionsQuery);
export const useSyncStatus = () => useQuery(syncStatusQuery);
/** Where opening files stands. Never asked for: no file is open when the window comes up, and an event tells the rest. */
export const useFilesState = () =>
  useQuery<FilesState>({ queryKey: keys.files, queryFn: skipToken, initialData: { stage: "none" } });
export const useWhatsNew = () => useQuery(whatsNewQuery);
export const usePeople = () => useQuery(peopleQuery);
export const useCoverage = () => useQuery({ queryKey: keys.coverage, queryFn: () => call("coverage") });

/** How far along each plan is in the year that this day is in, `YYYY-MM-DD`. */
export const accumulatorsQuery = (on: string) =>
  queryOptions({ queryKey: keys.accumulators(on), queryFn: () => call("accumulators", { on }) });
export const useAccumulators = (on: string) =>
  useQuery({ ...accumulatorsQuery(on), placeholderData: keepPreviousData });

/** The months and sums of a list. */
export const claimsOutlineQuery = (filter: ClaimFilter) =>
  queryOptions({ queryKey: keys.outline(filter), queryFn: () => call("claims_outline", { filter }) });

/** A stretch of the list, for `useQueries` where a virtual list shows several. */
export const claimsPageQuery = (filter: ClaimFilter, offset: number, limit: number) =>
  queryOptions({
    queryKey: keys.page(filter, offset, limit),
    queryFn: () => call("claims_page", { filter, offset, limit }),
  });

export const timelineQuery = (query: TimelineQuery) =>
  queryOptions({ queryKey: keys.timeline(query), queryFn: () => call("timeline", { query }) });

// The last answer stays on screen while a new question is being answered.
export const useClaimsOutline = (filter: ClaimFilter) =>
  useQuery({ ...claimsOutlineQuery(filter), placeholderData: keepPreviousData });
export const useClaimsPage = (filter: ClaimFilter, offset: number, limit: number) =>
  useQuery({ ...claimsPageQuery(filter, offset, limit), placeholderData: keepPreviousData });
export const useTimeline = (query: TimelineQuery) =>
  useQuery({ ...timelineQuery(query), placeholderData: keepPreviousData });

/** The calendar years and plan years that can be looked at. */
export const useSpendingYears = () => useQuery({ queryKey: keys.spendingYears, queryFn: () => call("spending_years") });
/** `null` until it is known which year is asked for. */
export const useSpending = (query: SpendingQuery | null) =>
  useQuery({
    queryKey: query === null ? [...keys.records, "spending"] : keys.spending(query),
    queryFn: query === null ? skipToken : () => call("spending", { query }),
    placeholderData: keepPreviousData,
  });
export const useSpendingNames = (query: SpendingQuery) =>
  useQuery({
    queryKey: keys.spendingNames(query),
    queryFn: () => call("spending_names", { query }),
    placeholderData: keepPreviousData,
  });
export const useSpendingLeftOut = (query: SpendingQuery, why: LeftOutReason) =>
  useQuery({ queryKey: keys.leftOut(query, why), queryFn: () => call("spending_left_out", { query, why }) });

/** What is marked as paid and what is not. */
export const useLedger = (query: LedgerQuery) =>
  useQuery({ queryKey: keys.ledger(query), queryFn: () => call("ledger", { query }), placeholderData: keepPreviousData });
export const useClaimPayments = (claim: number) =>
  useQuery({ queryKey: keys.claimPayments(claim), queryFn: () => call("claim_payments", { id: claim }) });

/** The claims that a bill can be for; `null` until the member asks. */
export const useBillAnswer = (bill: Bill | null) =>
  useQuery({
    queryKey: bill === null ? [...keys.records, "bill"] : keys.bill(bill),
    queryFn: bill === null ? skipToken : () => call("find_bill", { bill }),
    placeholderData: keepPreviousData,
  });

export const useClaim = (id: number) =>
  useQuery({ queryKey: keys.claim(id), queryFn: () => call("claim", { id }) });

/** What a claim has in common with others: asked for beside the claim, which does not wait for it. */
export const useClaimAlike = (id: number) =>
  useQuery({ queryKey: keys.alike(id), queryFn: () => call("claim_alike", { id }) });
/** The story of a claim: asked for beside the claim, which does not wait for it. */
export const useClaimEpisode = (id: number) =>
  useQuery({ queryKey: keys.episode(id), queryFn: () => call("claim_episode", { id }) });
export const useAppealReminders = () => useQuery({ queryKey: keys.reminders, queryFn: () => call("appeal_reminders") });

/** What the member wrote about a claim. */
export const useClaimNotes = (id: number) =>
  useQuery({ queryKey: keys.notes(id), queryFn: () => call("claim_notes", { id }) });
/** The tags in use. */
export const useTags = () => useQuery({ queryKey: keys.tags, queryFn: () => call("tags") });
/** The filters of the claims list that the member named. */
export const useViews = () => useQuery({ queryKey: keys.views, queryFn: () => call("views") });

/** What has a text of the payer's own. */
export type SourceOf = "claim" | "record";

/** The payer's own text of a claim or a record, asked for when the member wants to see it. */
export const useSource = (of: SourceOf, id: number) =>
  useQuery({
    queryKey: keys.source(of, id),
    queryFn: () => (of === "claim" ? call("claim_source", { id }) : call("record_source", { id })),
  });

/** No filter on records. */
export const EVERY_RECORD: RecordFilter = { person: null, kind: null, text: "" };

/** The kinds of a list of records and where they come from. */
export const recordsOutlineQuery = (filter: RecordFilter) =>
  queryOptions({ queryKey: keys.recordsOutline(filter), queryFn: () => call("records_outline", { filter }) });

/** The same; the last answer stays while a new filter is answered. */
export const useRecordsOutline = (filter: RecordFilter) =>
  useQuery({ ...recordsOutlineQuery(filter), placeholderData: keepPreviousData });

export const recordsPageQuery = (filter: RecordFilter, offset: number, limit: number) =>
  queryOptions({
    queryKey: keys.recordsPage(filter, offset, limit),
    queryFn: () => call("records_page", { filter, offset, limit }),
  });

export const useRecord = (id: number) =>
  useQuery({ queryKey: keys.record(id), queryFn: () => call("record", { id }) });

/** The records beside a claim. */
export const useRecordsOfClaim = (claim: number) =>
  useQuery({ queryKey: keys.recordsOfClaim(claim), queryFn: () => call("records_of_claim", { id: claim }) });

/** What came of a restore, until the member has seen it. */
export type Restored = { is: "done" } | { is: "failed"; problem: AppError };

export const useRestored = () => useQuery<Restored | null>({ queryKey: keys.restored, queryFn: skipToken, initialData: null });
export const putRestored = (client: QueryClient, restored: Restored | null) => void client.setQueryData(keys.restored, restored);

/** A command that does something. `settled` says what to do with the answer besides showing it, and `failed` with what went
 * wrong, where whoever asked may be gone by then. */
export function useCommand<Name extends CommandName>(
  name: Name,
  settled?: (client: QueryClient, answer: Answer<Name>) => void,
  failed?: (client: QueryClient, problem: AppError) => void,
): UseMutationResult<Answer<Name>, CallFailed, Arguments<Name>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (args: Arguments<Name>) => run(name, args),
    onSuccess: (answer) => settled?.(client, answer),
    onError: ({ problem }) => failed?.(client, problem),
  });
}

/** "Mark as seen" on what is new: the next answers say so. */
export const useMarkSeen = () =>
  useCommand("mark_seen", (client) => void client.invalidateQueries({ queryKey: keys.records }));
