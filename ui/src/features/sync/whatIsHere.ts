// What is here after a sync, beside what came with it: an update brings only what changed, and some of that for the
// second time.
import type { Kept, SyncKind, SyncStatus } from "../../ipc/types.gen";

export interface ClaimsHere {
  /** Claims that came with this sync, those that were here before counted too. */
  readonly came: number;
  /** All claims of the connection. */
  readonly here: number;
  /** Whether there are claims that came before this sync. */
  readonly isUpdate: boolean;
}

/** `kept` is what the connection holds, where that is known; while a sync runs, it lags behind. */
export function claimsHere(status: SyncStatus, kept: Kept | undefined): ClaimsHere {
  const came = status.kinds.find(({ kind }) => kind === "claims")?.count ?? 0;
  const here = Math.max(came, kept?.claims ?? 0);
  return { came, here, isUpdate: here > came || (status.run === "done" && came > status.newClaims) };
}

/** A kind that is complete, with all that is here of it. */
export function withWhatIsHere(kind: SyncKind, kept: Kept | undefined): SyncKind {
  if (kept === undefined || kind.state !== "done") return kind;
  switch (kind.kind) {
    case "claims":
      return { ...kind, count: Math.max(kind.count, kept.claims), backTo: earlier(kind.backTo, kept.since) };
    case "coverage":
      return { ...kind, count: Math.max(kind.count, kept.coverages) };
    case "records":
      return { ...kind, count: Math.max(kind.count, kept.records) };
    case "person":
      return kind;
  }
}

/** The earlier of two FHIR dates; of any precision they sort as texts. */
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
