// Made-up claims for tests: a seeded source of chance, so that a failing case can be drawn again.
import type { ClaimKind, ClaimRow, ClaimStatus, Column, Lane, Money } from "../../../ipc/types.gen";
import { isoDay, type Span } from "./calendar";

export type Chance = () => number;

/** mulberry32: small, fast and the same everywhere. */
export function chance(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function whole(next: Chance, below: number): number {
  return Math.floor(next() * below);
}

const KINDS: ClaimKind[] = ["visit", "hospital", "lab", "pharmacy", "therapy", "dental", "vision", "other"];
const STATUSES: ClaimStatus[] = ["decided", "decided", "decided", "decided", "pending", "notCovered", "replaced"];

export function claim(over: Partial<ClaimRow> & { id: number }): ClaimRow {
  return {
    person: null,
    start: "2026-06-01",
    end: null,
    kind: "visit",
    title: null,
    provider: null,
    status: "decided",
    inNetwork: null,
    billed: null,
    planPaid: null,
    youOwe: dollars("25.00"),
    isNew: false,
    isChanged: false,
    episode: null,
    ...over,
  };
}

export function dollars(amount: string): Money {
  return { amount, currency: "USD" };
}

export function randomClaims(next: Chance, count: number, span: Span, firstId = 1): ClaimRow[] {
  const popular = Array.from({ length: 5 }, () => span.from + whole(next, span.until - span.from));
  return Array.from({ length: count }, (_, index) => {
    const day = next() < 0.3 ? popular[whole(next, 5)] : span.from + whole(next, span.until - span.from);
    const cents = next() < 0.2 ? 0 : Math.floor(10 ** (1 + next() * 5.5));
    const text = isoDay(day ?? span.from);
    return claim({
      id: firstId + index,
      start: next() < 0.02 ? text.slice(0, 7) : text,
      kind: KINDS[whole(next, KINDS.length)] ?? "visit",
      status: STATUSES[whole(next, STATUSES.length)] ?? "decided",
      youOwe: next() < 0.05 ? null : dollars(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`),
    });
  });
}

export function markLane(person: string, marks: ClaimRow[]): Lane {
  return { person, kind: null, claims: marks.length, youOwe: [], plot: { plot: "marks", marks } };
}

export function columnLane(person: string, columns: Column[]): Lane {
  const claims = columns.reduce((sum, column) => sum + column.claims, 0);
  return { person, kind: null, claims, youOwe: [], plot: { plot: "columns", columns } };
}
