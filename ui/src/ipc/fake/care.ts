// A directory in memory, for looking at its screens and for tests. The rules are the core's (`directory/`).
import type {
  CareAnswer,
  CareCopy,
  CareDetail,
  CareDirectory,
  CareFact,
  CareNetwork,
  CareOwnNetwork,
  CareQuestion,
  CareResults,
  CareRow,
  CareSaved,
  CareSeenBy,
} from "../types.gen";
import { DEMO_PAYER } from "./payers";
import { CONNECTION, PAYER_NAME } from "./records";

/** How the directory behaves: as it should, slow, down, down with an earlier answer kept, cut short, in part. */
export type CareState = "good" | "running" | "down" | "kept" | "cutShort" | "partial" | "many" | "refused";

const CHOICE: CareNetwork = { id: "net-choice", name: "Evergreen Choice" };
const NETWORKS: CareNetwork[] = [{ id: "net-basic", name: "Evergreen Basic" }, CHOICE, { id: "net-hmo", name: "Evergreen Select HMO" }];
const ASKED_AT = "2026-11-22T15:04:00Z";

type Given = [
  name: string,
  inNetwork: CareRow["inNetwork"],
  accepting: CareRow["accepting"],
  place: string,
  city: string,
  phone: string | null,
  updated: string,
];

const LISTED: Given[] = [
  ["Dr. Lena Whitfield", "yes", "yes", "Lakeside Children’s Clinic", "Lakeside", "(555) 013-2210", "2026-11-14"],
  ["Dr. Helen Park", "yes", "yes", "Mercy Lake Hospital", "Lakeside", "(555) 013-9001", "2026-11-14"],
  ["Dr. Marcus Ellery", "yes", "no", "Northshore Surgical Group", "Northshore", "(555) 013-4471", "2026-10-30"],
  ["Dr. Tuan Nguyen", "yes", "notStated", "Cedar Valley Surgery", "Cedar Valley", "(555) 013-8125", "2025-02-03"],
  ["Dr. Irene Castellano", "no", "yes", "Harbor Specialty Center", "Harbor City", "(555) 013-6638", "2026-11-02"],
  ["Dr. Peter Oyelaran", "notStated", "notStated", "Ridgeview Medical", "Ridgeview", null, "2026-09-19"],
];

function row([name, inNetwork, accepting, place, city, phone, updated]: Given, number: number): CareRow {
  return {
    key: `PractitionerRole/${number}@Location/${number}`,
    subject: `Practitioner/${number}`,
    name,
    npi: number === 5 ? null : `99920000${String(number).padStart(2, "0")}`,
    specialties: [{ own: "childrensSurgery", text: "Children's Surgeon" }],
    organization: place,
    placeState: "stated",
    place: { name: place, lines: [`${number + 4} Alder Street`], city, state: "ID", postalCode: "00010" },
    networks: inNetwork === "yes" ? [CHOICE] : inNetwork === "no" ? [NETWORKS[2] as CareNetwork] : [],
    inNetwork,
    accepting,
    phone,
    languages: number % 2 === 0 ? ["Spanish"] : [],
    hours: number % 2 === 0 ? [{ days: ["mon", "tue", "wed", "thu", "fri"], allDay: false, from: "08:00", until: "17:00" }] : [],
    updated,
    old: updated < "2025-11-22",
    inactive: false,
    contradicted: number === 4,
  };
}

export function careRows(many = false): CareRow[] {
  const rows = LISTED.map(row);
  if (!many) return rows;
  return Array.from({ length: 5000 }, (_, number) => ({ ...row(LISTED[number % 6] as Given, number), name: `Dr. Number ${number + 1}` }));
}

export function notStatedOf(one: CareRow): CareFact[] {
  const facts: [CareFact, boolean][] = [
    ["networks", one.networks.length === 0],
    ["newPatients", one.accepting === "notStated"],
    ["phone", one.phone === null],
    ["languages", one.languages.length === 0],
    ["hours", one.hours.length === 0],
  ];
  return facts.filter(([, isSo]) => isSo).map(([fact]) => fact);
}

export class FakeCare {
  readonly saved: CareSaved[] = [];
  readonly copies: CareCopy[] = [];
  private chosen: CareNetwork | null = null;
  private results: CareResults | null = null;
  private searches = 0;

  constructor(
    private readonly state: CareState,
    private readonly isConnected: () => boolean,
  ) {}

  directories(): CareDirectory[] {
    const all = [["name"], ["specialty"], ["city"], ["state"], ["postalCode"], ["network"]] as CareDirectory["can"][number]["by"];
    const can = (["person", "organization", "pharmacy", "service"] as const).map((kind) => ({ kind, by: all }));
    return [
      { payer: DEMO_PAYER, payerName: PAYER_NAME, group: "Demo", payerKind: "demo", connected: this.isConnected(), host: "127.0.0.1", can, freshDays: 30 },
      { payer: "optum-idaho", payerName: "Optum Idaho", group: "Optum Idaho", payerKind: "production", connected: false, host: "public.fhir.idaho.flexobh.optum.com", can: can.slice(0, 1), freshDays: 30 },
    ];
  }

  own(): CareOwnNetwork | null {
    if (this.chosen !== null) return { network: this.chosen, source: "chosen" };
    return this.isConnected() ? { network: CHOICE, source: "coverage" } : null;
  }

  networks() {
    return { networks: NETWORKS, own: this.own(), fetchedAt: ASKED_AT, problem: null };
  }

  choose(network: CareNetwork | null): null {
    this.chosen = network;
    return null;
  }

  search(question: CareQuestion): CareResults {
    this.searches += 1;
    const wanted = question.name?.toLocaleLowerCase() ?? "";
    const rows = careRows(this.state === "many").filter(
      (one) =>
        (one.name ?? "").toLocaleLowerCase().includes(wanted) &&
        (question.city === null || (one.place?.city ?? "").toLocaleLowerCase().startsWith(question.city.toLocaleLowerCase())),
    );
    const unavailable = { code: "payerUnavailable", retry: "later", detail: "503" } as const;
    const found = this.state === "down" || this.state === "refused" ? [] : rows;
    this.results = {
      search: `care-${this.searches}`,
      question,
      payerName: PAYER_NAME,
      host: "127.0.0.1",
      run: this.state === "running" ? "running" : this.state === "refused" ? "refused" : this.state === "down" || this.state === "kept" ? "failed" : "done",
      rows: this.state === "running" ? found.map((one) => ({ ...one, placeState: "pending", place: null, inNetwork: "pending" })) : found,
      requests: 3,
      fetchedAt: this.state === "down" || this.state === "refused" ? null : this.state === "kept" ? "2026-11-19T15:04:00Z" : ASKED_AT,
      kept: this.state === "kept",
      more: this.state === "good" && wanted === "",
      cutShort: this.state === "cutShort",
      unreadable: this.state === "partial" ? 2 : 0,
      problems:
        this.state === "down" || this.state === "kept" ? [{ part: "found", error: unavailable }]
        : this.state === "partial" ? [{ part: "places", error: unavailable }]
        : [],
      instead: this.state === "refused" ? [["name"], ["specialty"], ["state"]] : [],
      withoutPlaces: false,
      ownNetwork: this.own(),
    };
    return this.results;
  }

  current(): CareResults | null {
    return this.results;
  }

  /** Ends a search that runs. */
  stop(): null {
    if (this.results?.run === "running") this.results = { ...this.results, run: "stopped", rows: careRows() };
    return null;
  }

  detail(key: string): CareDetail | null {
    const one = this.results?.rows.find((row) => row.key === key);
    if (one === undefined) return null;
    const sources = [one.key.split("@")[0] ?? "", one.subject].map((reference) => ({
      reference,
      address: `http://127.0.0.1:47823/directory/R4/${reference.split("/")[0]}?_id=${reference.split("/")[1]}`,
      json: JSON.stringify({ resourceType: reference.split("/")[0], id: reference.split("/")[1] }),
    }));
    const saved = this.saved.find(({ row }) => row.key === key)?.id ?? null;
    const others = one.contradicted ? [{ ...one, key: `${one.key}-again`, inNetwork: "yes" as const, networks: [CHOICE] }] : [];
    return { row: one, others, notStated: notStatedOf(one), sources, fetchedAt: ASKED_AT, seenBy: this.seenBy(one), saved };
  }

  /** The second on the list is somebody whom the family saw; the fourth has a number, and no claim names it. */
  private seenBy(one: CareRow): CareSeenBy[] | null {
    if (one.npi === null) return null;
    if (!this.isConnected() || one.subject !== "Practitioner/1") return [];
    return [
      { person: `${CONNECTION}/sofia`, name: "Sofia Rivera", claims: 3, newest: "2026-09-03" },
      { person: `${CONNECTION}/daniel`, name: "Daniel Rivera", claims: 1, newest: "2026-05" },
    ];
  }

  save(key: string): number | null {
    const detail = this.detail(key);
    if (detail === null) return null;
    const id = this.saved.length + 1;
    this.saved.unshift({ id, payer: DEMO_PAYER, payerName: PAYER_NAME, row: detail.row, note: "", savedAt: ASKED_AT, seenBy: detail.seenBy });
    return id;
  }

  unsave(id: number): null {
    this.saved.splice(this.saved.findIndex((one) => one.id === id), 1);
    return null;
  }

  keep(key: string): number | null {
    const detail = this.detail(key);
    if (detail === null) return null;
    const id = this.copies.length + 1;
    this.copies.unshift({
      id,
      payerName: PAYER_NAME,
      takenAt: ASKED_AT,
      row: detail.row,
      others: detail.others,
      notStated: detail.notStated,
      sources: detail.sources,
      sha256: "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb",
      intact: true,
    });
    return id;
  }

  ofClaim(provider: string | null): CareAnswer {
    const own = this.own();
    const found = careRows().find(({ name }) => name === provider);
    const listed = this.state === "down" ? undefined : (found ?? careRows()[0]);
    this.search({ payer: DEMO_PAYER, kind: "person", name: null, specialty: null, city: null, state: null, postalCode: null, network: null });
    return {
      payer: DEMO_PAYER,
      payerName: PAYER_NAME,
      provider,
      npi: found?.npi ?? null,
      place: null,
      verdict: own === null || listed === undefined ? "cannotTell" : "yes",
      doubts: listed === undefined ? ["notAnswered"] : own === null ? ["networkNotChosen"] : found === undefined ? ["byNameAlone"] : [],
      ownNetwork: own,
      networks: own === null ? NETWORKS : [],
      rows: listed === undefined ? [] : [listed],
      search: listed === undefined ? null : (this.results?.search ?? null),
      fetchedAt: ASKED_AT,
      phone: "(555) 013-7700",
      problem: listed === undefined ? { code: "payerUnavailable", retry: "later", detail: "503" } : null,
    };
  }
}
