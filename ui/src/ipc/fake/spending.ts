// What a stretch of time came to, as the store answers it, from claims in memory.
import { addSums, compareExactly } from "../../components/MoneyExact";
import type {
  ClaimRow,
  LeftOutReason,
  Money,
  NamedSpending,
  Spending,
  SpendingNames,
  SpendingQuery,
  SpendingYear,
  Spent,
  Sum,
} from "../types.gen";
import type { FakeClaim } from "./answers";

const sum = (money: Money | null): Sum[] => (money === null ? [] : [{ money, claims: 1 }]);

function spentOn(claims: readonly FakeClaim[]): Spent {
  return {
    claims: claims.length,
    billed: addSums(claims.map(({ row }) => sum(row.billed))),
    discount: addSums(claims.map(({ discount }) => sum(discount))),
    planPaid: addSums(claims.map(({ row }) => sum(row.planPaid))),
    youOwe: addSums(claims.map(({ row }) => sum(row.youOwe))),
  };
}

function groups<Key>(claims: readonly FakeClaim[], keyOf: (row: ClaimRow) => Key): [Key, Spent, FakeClaim[]][] {
  const found = new Map<Key, FakeClaim[]>();
  for (const claim of claims) found.set(keyOf(claim.row), [...(found.get(keyOf(claim.row)) ?? []), claim]);
  return [...found].map(([key, members]) => [key, spentOn(members), members]);
}

const owed = (spent: Spent) => spent.youOwe[0]?.money.amount ?? "0";
const largestFirst = (a: Spent, b: Spent) => compareExactly(owed(b), owed(a)) ?? 0;

function fits(row: ClaimRow, query: SpendingQuery): boolean {
  return (query.person === null || row.person === query.person) && (query.kind === null || row.kind === query.kind);
}

function isWithin(row: ClaimRow, { from, until }: SpendingQuery): boolean {
  if (from === null && until === null) return true;
  if (row.start === null) return false;
  const day = row.start.padEnd(10, "-01");
  return (from === null || day >= from) && (until === null || day < until);
}

export function leftOut(claims: readonly FakeClaim[], query: SpendingQuery, why: LeftOutReason): ClaimRow[] {
  const rows = claims.map(({ row }) => row).filter((row) => fits(row, query));
  const within = rows.filter((row) => isWithin(row, query));
  switch (why) {
    case "undated":
      return query.from === null && query.until === null ? [] : rows.filter((row) => row.status === "decided" && row.start === null);
    case "amountNotStated":
      return within.filter((row) => row.status === "decided" && row.youOwe === null);
    case "otherCurrency":
      return within.filter((row) => row.status === "decided" && row.youOwe !== null && row.youOwe.currency !== "USD");
    case "pending":
    case "notCovered":
    case "replaced":
    case "preauthorization":
      return within.filter((row) => row.status === why);
  }
}

const REASONS = ["pending", "notCovered", "replaced", "preauthorization", "undated", "amountNotStated", "otherCurrency"] as const;

const counted = (claims: readonly FakeClaim[], query: SpendingQuery) =>
  claims.filter(({ row }) => row.status === "decided" && fits(row, query) && isWithin(row, query));

const monthOf = (row: ClaimRow) => row.start?.slice(0, 7) ?? null;

export function spendingOf(claims: readonly FakeClaim[], query: SpendingQuery): Spending {
  const mine = counted(claims, query);
  return {
    all: spentOn(mine),
    months: groups(mine, monthOf).map(([month, spent]) => ({ month, spent })),
    people: groups(mine, (row) => row.person)
      .map(([person, spent]) => ({ person, spent }))
      .sort((a, b) => largestFirst(a.spent, b.spent)),
    kinds: groups(mine, (row) => row.kind)
      .map(([kind, spent]) => ({ kind, spent }))
      .sort((a, b) => largestFirst(a.spent, b.spent)),
    leftOut: REASONS.flatMap((why) => {
      const rows = leftOut(claims, query, why);
      const billed = why === "amountNotStated" || why === "otherCurrency" ? [] : addSums(rows.map((row) => sum(row.billed)));
      return rows.length === 0 ? [] : [{ why, claims: rows.length, billed }];
    }),
  };
}

export function spendingNamesOf(claims: readonly FakeClaim[], query: SpendingQuery): SpendingNames {
  const mine = counted(claims, query);
  const named = (members: FakeClaim[], nameOf: (row: ClaimRow) => string | null): NamedSpending[] =>
    groups(members, nameOf)
      .map(([name, spent, own]) => ({
        name,
        spent,
        months: groups(own.toReversed(), monthOf).map(([month, inMonth]) => ({ month, spent: inMonth })),
      }))
      .sort((a, b) => largestFirst(a.spent, b.spent));
  const pharmacy = mine.filter(({ row }) => row.kind === "pharmacy");
  return {
    providers: named(mine, (row) => row.provider).slice(0, 100),
    moreProviders: 0,
    prescriptions: named(pharmacy, (row) => row.title).slice(0, 100),
    morePrescriptions: 0,
  };
}

export function spendingYears(claims: readonly FakeClaim[]): SpendingYear[] {
  const years = [...new Set(claims.flatMap(({ row }) => (row.start === null ? [] : [Number(row.start.slice(0, 4))])))];
  const calendar = years
    .sort((a, b) => b - a)
    .map((year): SpendingYear => ({ from: `${year}-01-01`, until: `${year + 1}-01-01`, planOf: null }));
  return calendar.length === 0 ? [] : [...calendar, { from: "2025-07-01", until: "2026-07-01", planOf: "Evergreen Demo Health" }];
}
