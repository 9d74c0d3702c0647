import { describe, expect, it } from "vitest";

import type { Kept, SyncKind, SyncStatus } from "../../ipc/types.gen";
import { claimsHere, withWhatIsHere } from "./whatIsHere";

const kept: Kept = { claims: 268, records: 12, coverages: 4, people: 4, payments: 0, receipts: 0, noted: 0, since: "2022-03-01", bytes: 1 };

function claims(count: number, change: Partial<SyncKind> = {}): SyncKind {
  return { kind: "claims", state: "done", count, backTo: "2026-11-02", unreadable: 0, problem: null, refused: [], ...change };
}

function sync(count: number, newClaims: number): SyncStatus {
  return {
    connection: "connection-1",
    payerName: "Plan",
    run: "done",
    startedAt: "2026-11-22T10:00:00Z",
    kinds: [claims(count)],
    newClaims,
    changedClaims: 0,
    problem: null,
  };
}

describe("what is here after a sync", () => {
  it("is what came, the first time", () => {
    expect(claimsHere(sync(268, 268), kept)).toEqual({ came: 268, here: 268, isUpdate: false });
    expect(claimsHere(sync(268, 268), undefined)).toEqual({ came: 268, here: 268, isUpdate: false });
  });

  it("is more than what came with an update", () => {
    expect(claimsHere(sync(3, 0), kept)).toEqual({ came: 3, here: 268, isUpdate: true });
    expect(claimsHere(sync(0, 0), kept)).toEqual({ came: 0, here: 268, isUpdate: true });
  });

  it("is an update too where every claim came once more", () => {
    expect(claimsHere(sync(268, 0), kept)).toEqual({ came: 268, here: 268, isUpdate: true });
  });

  it("is told of a kind once it is complete", () => {
    expect(withWhatIsHere(claims(3), kept)).toMatchObject({ count: 268, backTo: "2022-03-01" });
    expect(withWhatIsHere(claims(3, { state: "running" }), kept)).toMatchObject({ count: 3, backTo: "2026-11-02" });
    expect(withWhatIsHere(claims(0, { backTo: null }), { ...kept, claims: 0, since: null }).backTo).toBeNull();
  });
});
