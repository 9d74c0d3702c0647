// Records in memory that answer like the store: for development and tests. The rules are the store's (`store/` in the
// core): newest first, the undated last; replaced claims are shown and never counted; nothing comes from subtraction.
import { addSums, isZero } from "../../components/MoneyExact";
import type {
  Bucket,
  ClaimDetail,
  ClaimFilter,
  ClaimRow,
  ClaimsOutline,
  ClaimsSummary,
  Column,
  Lane,
  Money,
  MonthGroup,
  Person,
  Sum,
  Timeline,
  TimelineQuery,
  WhatsNew,
} from "../types.gen";

/** A claim as the fake keeps it: what the list shows, what its sums need, and the rest on demand. */
export interface FakeClaim {
  row: ClaimRow;
  discount: Money | null;
  detail: () => ClaimDetail;
}

/** The claims that a filter means, in the order they came in. */
export function filterClaims(claims: readonly FakeClaim[], people: readonly Person[], filter: ClaimFilter, notesOf: (claim: number) => string = () => ""): FakeClaim[] {
  const nameOf = new Map<string | null, string | null>(people.map(({ id, name }) => [id, name]));
  return claims.filter(({ row }) => matches(row, filter, `${nameOf.get(row.person) ?? ""} ${notesOf(row.id)}`));
}

/** Newest first, the undated last. */
export function newestFirst(a: FakeClaim, b: FakeClaim): number {
  const [left, right] = [a.row.start ?? "", b.row.start ?? ""];
  return left === right ? b.row.id - a.row.id : left < right ? 1 : -1;
}

function matches(row: ClaimRow, filter: ClaimFilter, name: string): boolean {
  const { person, kind, status, from, until, text, news } = filter;
  if (news && !row.isNew && !row.isChanged) return false;
  if (person !== null && row.person !== person) return false;
  if (kind !== null && row.kind !== kind) return false;
  if (status !== null && row.status !== status) return false;
  if (!isBetween(row.start, from, until)) return false;
  const amounts = [row.billed, row.planPaid, row.youOwe].map((money) => money?.amount ?? "");
  const words = [row.title, row.provider, name, ...amounts].join(" ").toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function isBetween(start: string | null, from: string | null, until: string | null): boolean {
  if (from === null && until === null) return true;
  if (start === null) return false;
  const day = start.padEnd(10, "-01");
  return (from === null || day >= from) && (until === null || day < until);
}

function one(money: Money | null): Sum[] {
  return money === null ? [] : [{ money, claims: 1 }];
}

function summaryOf(claims: readonly FakeClaim[]): ClaimsSummary {
  const of = (status: ClaimRow["status"]) => claims.filter(({ row }) => row.status === status);
  const [decided, pending, notCovered] = [of("decided"), of("pending"), of("notCovered")];
  return {
    decided: decided.length,
    pending: pending.length,
    notCovered: notCovered.length,
    replaced: of("replaced").length,
    billed: addSums(decided.map(({ row }) => one(row.billed))),
    discount: addSums(decided.map((claim) => one(claim.discount))),
    planPaid: addSums(decided.map(({ row }) => one(row.planPaid))),
    youOwe: owed(claims),
    pendingBilled: addSums(pending.map(({ row }) => one(row.billed))),
    notCoveredBilled: addSums(notCovered.map(({ row }) => one(row.billed))),
  };
}

function owed(claims: readonly FakeClaim[]): Sum[] {
  return addSums(claims.filter(({ row }) => row.status === "decided").map(({ row }) => one(row.youOwe)));
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function outlineOf(claims: readonly FakeClaim[]): ClaimsOutline {
  const months = grouped(claims, ({ row }) => row.start?.slice(0, 7) ?? null);
  return {
    months: [...months].map(([month, members]): MonthGroup => ({
      month,
      claims: members.length,
      youOwe: owed(members),
    })),
    summary: summaryOf(claims),
  };
}

/** `kept` newest first. */
export function timelineOf(kept: readonly FakeClaim[], people: readonly Person[], query: TimelineQuery): Timeline {
  const mine = kept.filter(({ row }) => query.person === null || row.person === query.person);
  const shown = mine.filter(({ row }) => isBetween(row.start, query.from, query.until));
  const history = grouped(
    mine.filter(({ row }) => row.start !== null),
    ({ row }) => (row.start ?? "").slice(0, 7).padEnd(7, "-01"),
  );
  const perDay = grouped(
    shown.filter(({ row }) => row.status === "decided" && row.youOwe !== null && !isZero(row.youOwe)),
    ({ row }) => (row.start ?? "").padEnd(10, "-01"),
  );
  return {
    lanes: lanesOf(mine, shown, people, query),
    summary: summaryOf(shown),
    owedByDay: [...perDay]
      .map(([day, members]) => ({ day, amount: owed(members)[0]?.money.amount ?? "0" }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    history: [...history]
      .map(([month, members]) => ({ month, claims: members.length }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    undated: mine.filter(({ row }) => row.start === null).length,
    episodes: [],
  };
}

const KIND_ORDER = ["visit", "hospital", "lab", "pharmacy", "therapy", "dental", "vision", "other"] as const;

function lanesOf(
  mine: readonly FakeClaim[],
  shown: readonly FakeClaim[],
  people: readonly Person[],
  query: TimelineQuery,
): Lane[] {
  if (query.lanes === "kind") {
    const present = KIND_ORDER.filter((kind) => mine.some(({ row }) => row.kind === kind));
    return present.map((kind) => {
      const members = shown.filter(({ row }) => row.kind === kind);
      return laneOf({ person: null, kind }, members, query);
    });
  }
  const ids: (string | null)[] = people.map(({ id }) => id).filter((id) => query.person === null || id === query.person);
  if (mine.some(({ row }) => row.person === null)) ids.push(null);
  return ids.map((person) => {
    const members = shown.filter(({ row }) => row.person === person);
    return laneOf({ person, kind: null }, members, query);
  });
}

function laneOf(whose: Pick<Lane, "person" | "kind">, members: FakeClaim[], query: TimelineQuery): Lane {
  const oldestFirst = members.toReversed();
  const lane = { ...whose, claims: members.length, youOwe: owed(members) };
  if (members.length <= query.maxMarks) {
    return { ...lane, plot: { plot: "marks", marks: oldestFirst.map(({ row }) => row) } };
  }
  const buckets = grouped(oldestFirst, ({ row }) => bucketStart((row.start ?? "").padEnd(10, "-01"), query.bucket));
  const columns = [...buckets].map(([start, group]): Column => ({ start, claims: group.length, youOwe: owed(group) }));
  return { ...lane, plot: { plot: "columns", columns } };
}

function bucketStart(day: string, bucket: Bucket): string {
  if (bucket === "day") return day;
  if (bucket === "month") return `${day.slice(0, 7)}-01`;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.toISOString().slice(0, 10);
}

/** A plausible resource for "See what your plan sent". */
export function sourceOf({ row, explanation }: ClaimDetail): string {
  const adjudication = [explanation.billed, explanation.planPrice, explanation.planPaid, explanation.youOwe]
    .filter(({ money }) => money !== null)
    .map(({ code, money }) => ({
      category: { coding: [{ code }] },
      amount: { value: `@@${money?.amount ?? ""}@@`, currency: money?.currency },
    }));
  const resource = {
    resourceType: "ExplanationOfBenefit",
    id: explanation.reference?.split("/")[1] ?? String(row.id),
    status: explanation.fhirStatus,
    use: explanation.useCode,
    created: explanation.created,
    outcome: explanation.outcome,
    billablePeriod: { start: row.start, end: row.end ?? row.start },
    item: explanation.lines.map((line) => ({
      sequence: line.sequence,
      productOrService: { coding: [{ system: line.service.system, code: line.service.code }], text: line.service.text },
      servicedDate: line.start,
    })),
    total: adjudication,
  };
  // The digits of an amount stand as they came, without quotes and without being rounded.
  return JSON.stringify(resource, null, 2).replaceAll(/"@@(.*?)@@"/g, "$1");
}

/** What is new, of claims that are newest first. */
export function newsOf(claims: readonly FakeClaim[]): WhatsNew {
  const news = claims.filter(({ row }) => row.isNew || row.isChanged);
  return {
    new: news.filter(({ row }) => row.isNew).length,
    changed: news.filter(({ row }) => row.isChanged).length,
    notCovered: news.filter(({ row }) => row.status === "notCovered").length,
    items: news.slice(0, 6).map(({ row, detail }) => ({
      row,
      owedBefore: row.isChanged ? (detail().versions.at(-2)?.youOwe ?? null) : null,
      isDenied: row.status === "notCovered",
      isNewlyOwed: row.isNew && row.status === "decided" && row.youOwe !== null && !isZero(row.youOwe),
    })),
  };
}
