// Whose claims are shown, on every screen that shows claims.
import { createContext, use, useMemo, useState, type ReactNode } from "react";

import { usePeople } from "../ipc/queries";
import type { Person } from "../ipc/types.gen";

export interface PersonFilter {
  /** A person's id, or `null` for everyone. */
  person: string | null;
  setPerson: (person: string | null) => void;
  people: Person[];
  /** Somebody by id, where they are known. */
  find: (id: string | null) => Person | undefined;
}

const PersonFilterContext = createContext<PersonFilter | undefined>(undefined);

export function PersonFilterProvider({ children }: { children: ReactNode }) {
  const [chosen, setPerson] = useState<string | null>(null);
  const { data: people = [] } = usePeople();
  const filter = useMemo<PersonFilter>(() => {
    const find = (id: string | null) => people.find((one) => one.id === id);
    // Somebody who is gone with their connection is no filter any more.
    return { person: find(chosen)?.id ?? null, setPerson, people, find };
  }, [chosen, people]);
  return <PersonFilterContext value={filter}>{children}</PersonFilterContext>;
}

export function usePersonFilter(): PersonFilter {
  const filter = use(PersonFilterContext);
  if (!filter) throw new Error("There is no person filter above this component.");
  return filter;
}
