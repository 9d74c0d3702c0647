// What the member writes about claims, in memory: for development and tests.
import type { ClaimFilter, ClaimMarks, ClaimNotes, SavedView, Tag, ViewEntry } from "../types.gen";

interface KeptTag {
  id: number;
  name: string;
  claims: Set<number>;
  removed: boolean;
}

export function sameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}

export class FakeNotes {
  private readonly notes = new Map<number, string>();
  private readonly kept: KeptTag[] = [];
  private readonly named: { id: number; name: string; filter: ClaimFilter }[] = [];
  private next = 1;

  count(): number {
    return new Set([...this.notes.keys(), ...this.live().flatMap(({ claims }) => [...claims])]).size;
  }

  ofClaim(claim: number): ClaimNotes {
    return { note: this.notes.get(claim) ?? "", tags: this.tags().filter(({ id }) => this.hasAny(claim, [id])), claims: 1 };
  }

  words(claim: number): string {
    const { note, tags } = this.ofClaim(claim);
    return [note, ...tags.map(({ name }) => name)].join(" ");
  }

  marks(claims: readonly number[]): ClaimMarks[] {
    const marks = claims.map((claim) => {
      const { note, tags } = this.ofClaim(claim);
      return { claim, hasNote: note !== "", tags: tags.map(({ name }) => name) };
    });
    return marks.filter(({ hasNote, tags }) => hasNote || tags.length > 0);
  }

  save(claim: number, note: string): void {
    if (note.trim() === "") this.notes.delete(claim);
    else this.notes.set(claim, note.trim());
  }

  tags(): Tag[] {
    const used = this.live().filter(({ claims }) => claims.size > 0);
    return used.map(({ id, name, claims }) => ({ id, name, claims: claims.size })).sort((a, b) => a.name.localeCompare(b.name));
  }

  add(claim: number, name: string): void {
    const known = this.live().find((tag) => sameName(tag.name, name));
    if (known) known.claims.add(claim);
    else this.kept.push({ id: this.next++, name: name.trim(), claims: new Set([claim]), removed: false });
  }

  takeOff(claim: number, tag: number): void {
    this.kept.find(({ id }) => id === tag)?.claims.delete(claim);
  }

  rename(tag: number, name: string): void {
    Object.assign(this.kept.find(({ id }) => id === tag) ?? {}, { name: name.trim() });
  }

  remove(tag: number, removed: boolean): void {
    Object.assign(this.kept.find(({ id }) => id === tag) ?? {}, { removed });
  }

  hasAny(claim: number, tags: readonly number[]): boolean {
    return this.live().some(({ id, claims }) => tags.includes(id) && claims.has(claim));
  }

  views(hasPeople: boolean): SavedView[] {
    return this.named.map((view) => this.shown(view, hasPeople)).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** `null` where another has the name. */
  saveView({ id, name, filter }: ViewEntry): SavedView | null {
    if (this.named.some((one) => one.id !== id && sameName(one.name, name))) return null;
    const known = this.named.find((one) => one.id === id);
    if (known) {
      Object.assign(known, { name: name.trim() }, filter && { filter });
      return this.shown(known, true);
    }
    const made = { id: this.next++, name: name.trim(), filter: filter ?? NO_FILTER };
    this.named.push(made);
    return this.shown(made, true);
  }

  removeView(id: number): void {
    this.named.splice(this.named.findIndex((one) => one.id === id), 1);
  }

  private shown({ id, name, filter }: { id: number; name: string; filter: ClaimFilter }, hasPeople: boolean): SavedView {
    const here = filter.tags.filter((tag) => this.tags().some((one) => one.id === tag));
    const personGone = filter.person !== null && (!hasPeople || filter.person === GONE);
    return {
      id,
      name,
      filter: { ...filter, person: personGone ? null : filter.person, tags: here },
      personGone,
      tagsGone: filter.tags.length - here.length,
    };
  }

  private live(): KeptTag[] {
    return this.kept.filter(({ removed }) => !removed);
  }
}

/** A person who is no longer here. */
export const GONE = "gone/person";

const NO_FILTER: ClaimFilter = { person: null, kind: null, status: null, from: null, until: null, text: "", news: false, tags: [] };
