// The list's and the timeline's answers, worked out from the made-up claims as the core works them out from real ones.
import type {
  ClaimFilter,
  ClaimsOutline,
  ClaimsSummary,
  Column,
  DayAmount,
  Lane,
  Sum,
  Timeline,
  TimelineQuery,
} from "../types.gen";
import { decimal, rowOf, usd, type FakeClaim } from "./records";

export function filterClaims(claims: FakeClaim[], filter: ClaimFilter): FakeClaim[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return claims.filter(
    (one) =>
      (filter.person === null || one.person === filter.person) &&
      (filter.kind === null || one.kind === filter.kind) &&
      (filter.status === null || one.status === filter.status) &&
      (filter.from === null || one.start >= filter.from) &&
      (filter.until === null || one.start < filter.until) &&
      words.every((word) => `${one.title} ${one.provider}`.toLowerCase().includes(word)),
  );
}

function sum(claims: FakeClaim[], of: (claim: FakeClaim) => bigint): Sum[] {
  if (claims.length === 0) return [];
  return [{ money: usd(claims.reduce((total, one) => total + of(one), 0n)), claims: claims.length }];
}

const decidedOnly = (claims: FakeClaim[]) => claims.filter(({ status }) => status === "decided");
const owed = (claims: FakeClaim[]) => sum(decidedOnly(claims), ({ owe }) => owe);

function summaryOf(claims: FakeClaim[]): ClaimsSummary {
  const decided = decidedOnly(claims);
  const pending = claims.filter(({ status }) => status === "pending");
  const notCovered = claims.filter(({ status }) => status === "notCovered");
  return {
    decided: decided.length,
    pending: pending.length,
    notCovered: notCovered.length,
    replaced: claims.filter(({ status }) => status === "replaced").length,
    billed: sum(decided, ({ billed }) => billed),
    discount: sum(decided, ({ billed, price }) => billed - price),
    planPaid: sum(decided, ({ paid }) => paid),
    youOwe: owed(claims),
    pendingBilled: sum(pending, ({ billed }) => billed),
    notCoveredBilled: sum(notCovered, ({ billed }) => billed),
  };
}

function groupBy<Key, Value>(values: Value[], key: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}

export function outlineOf(claims: FakeClaim[]): ClaimsOutline {
  const months = groupBy(claims, ({ start }) => start.slice(0, 7));
  return {
    months: [...months].map(([month, group]) => ({ month, claims: group.length, youOwe: owed(group) })),
    summary: summaryOf(claims),
  };
}

function bucketStart(day: string, bucket: TimelineQuery["bucket"]): string {
  if (bucket === "day") return day;
  if (bucket === "month") return `${day.slice(0, 7)}-01`;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.toISOString().slice(0, 10);
}

export function timelineOf(all: FakeClaim[], query: TimelineQuery): Timeline {
  const here = all.filter(({ person }) => query.person === null || person === query.person);
  const shown = here.filter(({ start }) => start >= query.from && start < query.until).reverse();
  const groups =
    query.lanes === "person" ?
      groupBy(shown, ({ person }) => person)
    : groupBy(shown, ({ kind }) => kind as string);
  const lanes = [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, claims]): Lane => {
    const columns = [...groupBy(claims, ({ start }) => bucketStart(start, query.bucket))].map(
      ([start, group]): Column => ({ start, claims: group.length, youOwe: owed(group) }),
    );
    return {
      person: query.lanes === "person" ? name : null,
      kind: query.lanes === "kind" ? (claims[0]?.kind ?? null) : null,
      claims: claims.length,
      youOwe: owed(claims),
      plot:
        claims.length > query.maxMarks ?
          { plot: "columns", columns }
        : { plot: "marks", marks: claims.map(rowOf) },
    };
  });
  const owedByDay = [...groupBy(decidedOnly(shown), ({ start }) => start)].map(
    ([day, group]): DayAmount => ({ day, amount: decimal(group.reduce((total, { owe }) => total + owe, 0n)) }),
  );
  const history = [...groupBy([...here].reverse(), ({ start }) => start.slice(0, 7))].map(([month, group]) => ({
    month,
    claims: group.length,
  }));
  return { lanes, summary: summaryOf(shown), owedByDay, history, undated: 0 };
}
