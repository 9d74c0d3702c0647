// Opened files, for tests and for looking at screens.
import type { Connection, FilesPreview, FilesState } from "../types.gen";
import { CONNECTION, PAYER_NAME } from "./records";

export const FILE_CONNECTION = "connection-file";

export function fileConnection(name: string): Connection {
  return {
    id: FILE_CONNECTION,
    payer: "file",
    payerName: name,
    payerKind: "file",
    status: { status: "fromFile" },
    memberName: null,
    lastUpdated: "2026-11-20T14:00:00Z",
    granted: ["person", "coverage", "claims", "records"],
    missing: [],
    signInUntil: null,
    kept: { claims: 64, records: 0, coverages: 1, people: 2, payments: 0, receipts: 0, noted: 0, since: "2025-01", bytes: 1_840_000 },
    host: "",
    canRevoke: false,
    hasPortal: false,
    signsInEachTime: false,
    addresses: null,
  };
}

export function filePreview(change: Partial<FilesPreview> = {}): FilesPreview {
  return {
    names: ["blue-button-2025.ndjson"],
    claims: 64,
    from: "2025-01-08",
    until: "2025-12-19",
    coverages: 1,
    records: 18,
    others: [
      { resourceType: "Organization", count: 4 },
      { resourceType: "Location", count: 2 },
    ],
    people: [
      { name: "Maria Elena Rivera", birthDate: "1984-03-09", claims: 41 },
      { name: "Daniel Rivera", birthDate: "1982-07-21", claims: 23 },
    ],
    peopleCount: 2,
    notTaken: [
      { file: "blue-button-2025.ndjson", line: 12, entry: null, resourceType: null, why: "notJson" },
      { file: "blue-button-2025.ndjson", line: 40, entry: 3, resourceType: "Binary", why: "tooLarge" },
    ],
    notTakenCount: 2,
    into: [],
    belongsTo: null,
    alreadyFrom: [],
    ...change,
  };
}

const again: Partial<FilesPreview> = {
  into: [{ connection: FILE_CONNECTION, name: "blue-button-2025.json", claims: 62 }],
  belongsTo: FILE_CONNECTION,
  alreadyFrom: [{ connection: CONNECTION, name: PAYER_NAME, claims: 3 }],
};

/** The state that a page's address asks for. */
export function fakeFiles(name: string | null): FilesState | undefined {
  const names = ["blue-button-2025.ndjson"];
  switch (name) {
    case "hovering":
      return { stage: "hovering" };
    case "looking":
      return { stage: "looking", names, done: 4_200_000, total: 11_900_000 };
    case "found":
      return { stage: "found", preview: filePreview() };
    case "again":
      return { stage: "found", preview: filePreview(again) };
    case "adding":
      return { stage: "adding", names, done: 40, total: 89 };
    case "added":
      return {
        stage: "added",
        receipt: {
          names,
          connection: FILE_CONNECTION,
          newClaims: 64,
          changedClaims: 1,
          unchangedClaims: 12,
          others: 25,
          notTakenCount: 2,
        },
      };
    case "failed":
      return { stage: "failed", names, problem: { code: "fileBrokenOff", retry: "never", detail: "345" } };
    case null:
    default:
      return undefined;
  }
}
