// What the member chose on the claims screen, and what it asks the store for.
import { useKept } from "../../components/useKept";
import type { ClaimFilter, ClaimKind, ClaimStatus } from "../../ipc/types.gen";

export interface ClaimsChoice {
  readonly year: string | null;
  readonly kind: ClaimKind | null;
  readonly status: ClaimStatus | null;
  readonly text: string;
  /** Only what is new or changed. */
  readonly news: boolean;
  /** Any of these tags. */
  readonly tags: readonly number[];
}

export const NO_CHOICE: ClaimsChoice = { year: null, kind: null, status: null, text: "", news: false, tags: [] };

/** The choice outlives a visit of the screen, so that going back from a claim finds the list as it was. */
export const useClaimsChoice = () => useKept<ClaimsChoice>("claims", NO_CHOICE);

export function filterOf({ year, kind, status, text, news, tags }: ClaimsChoice, person: string | null): ClaimFilter {
  return {
    person,
    kind,
    status,
    from: year === null ? null : `${year}-01-01`,
    until: year === null ? null : `${Number(year) + 1}-01-01`,
    text: text.trim(),
    news,
    tags: [...tags],
  };
}

/** The choice that a kept filter stands for. */
export function choiceOf({ kind, status, from, text, news, tags }: ClaimFilter): ClaimsChoice {
  return { year: from?.slice(0, 4) ?? null, kind, status, text, news, tags };
}

export function isFiltering(choice: ClaimsChoice): boolean {
  return choice.news || choice.tags.length > 0 || choice.year !== null || choice.kind !== null || choice.status !== null || choice.text.trim() !== "";
}

/** The years of a list, newest first. */
export function yearsOf(months: readonly { month: string | null }[]): string[] {
  return [...new Set(months.flatMap(({ month }) => (month === null ? [] : [month.slice(0, 4)])))];
}
