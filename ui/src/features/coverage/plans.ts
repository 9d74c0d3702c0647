// The coverages as a member thinks of them: plans with the people on them, what is running now apart from what was.
import type { CoverageCard } from "../../ipc/types.gen";

export interface Plan {
  readonly key: string;
  /** The subscriber's coverage where it is here, otherwise the first. */
  readonly lead: CoverageCard;
  readonly members: readonly CoverageCard[];
}

export interface Plans {
  readonly active: readonly Plan[];
  readonly past: readonly Plan[];
}

/** Running: the plan says so, and its last day is not over. `today` is `YYYY-MM-DD`. */
export function isActive({ status, end }: CoverageCard, today: string): boolean {
  return status === "active" && (end === null || end >= today.slice(0, end.length));
}

export function plansOf(cards: readonly CoverageCard[], today: string): Plans {
  const active = cards.filter((card) => isActive(card, today));
  const past = cards.filter((card) => !isActive(card, today));
  return { active: grouped(active), past: grouped(past).sort((a, b) => lastDay(b) - lastDay(a)) };
}

function lastDay({ members }: Plan): number {
  return Math.max(...members.map(({ end, start }) => Date.parse(end ?? start ?? "1900") || 0));
}

function grouped(cards: readonly CoverageCard[]): Plan[] {
  const plans = new Map<string, CoverageCard[]>();
  for (const card of cards) {
    const { connection, issuer, plan, group, kind, order } = card;
    const key = JSON.stringify([connection, issuer, plan, group, kind, order]);
    plans.set(key, [...(plans.get(key) ?? []), card]);
  }
  return [...plans].flatMap(([key, members]) => {
    const lead = members.find(({ beneficiary }) => beneficiary?.relationship === "self") ?? members[0];
    return lead === undefined ? [] : [{ key, lead, members }];
  });
}
