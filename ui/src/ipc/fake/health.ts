// Made-up health records of the made-up family, some of them on the days of its claims.
import type {
  FactName,
  FactValue,
  RecordDetail,
  RecordFact,
  RecordFilter,
  RecordKind,
  RecordRow,
  RecordsOutline,
} from "../types.gen";
import type { FakeClaim } from "./answers";
import { DEMO_PAYER } from "./payers";
import { CONNECTION, FAMILY, PAYER_NAME } from "./records";

export interface FakeRecord {
  row: RecordRow;
  detail: RecordDetail;
}

type Shape = "none" | "notShared" | "partial" | "unavailable" | "many" | undefined;

const ORDER = ["condition", "encounter", "procedure", "prescription", "dispense", "observation", "immunization"] as const satisfies readonly RecordKind[];

const TYPES: Record<RecordKind, string> = {
  condition: "Condition",
  encounter: "Encounter",
  procedure: "Procedure",
  prescription: "MedicationRequest",
  dispense: "MedicationDispense",
  observation: "Observation",
  immunization: "Immunization",
};

const idOf = (name: string) => FAMILY.find(({ shortName }) => shortName === name)?.id ?? null;
const text = (value: string): FactValue => ({ type: "text", text: value });
const coded = (words: string, code: string, system: string): FactValue => ({
  type: "coded",
  text: words,
  codes: [{ code, system, display: words }],
});

type Made = Partial<RecordRow> & { kind: RecordKind; who: string; facts?: [FactName, FactValue, string, string?][] };

function make(id: number, { who, facts = [], ...made }: Made): FakeRecord {
  const row: RecordRow = {
    id,
    person: idOf(who),
    start: null,
    end: null,
    title: null,
    value: null,
    interpretation: null,
    performer: null,
    standing: "stands",
    isNew: false,
    isChanged: false,
    ...made,
  };
  const type = TYPES[row.kind];
  const said = facts.map(([name, value, element, label]): RecordFact => ({ name, value, element: `${type}.${element}`, label: label ?? null }));
  const detail: RecordDetail = {
    row,
    personName: FAMILY.find((one) => one.id === row.person)?.name ?? null,
    payerName: PAYER_NAME,
    reference: `${type}/example-${id}`,
    facts: said,
    versions: [{ seenAt: "2026-11-20T15:00:00Z", value: row.value, standing: row.standing }],
    claims: [],
  };
  return { row, detail };
}

const ICD = "http://hl7.org/fhir/sid/icd-10-cm";

const MADE: Made[] = [
  {
    kind: "condition", who: "Maria", start: "2021", title: "High blood pressure", performer: "Dr. Priya Natarajan",
    facts: [
      ["code", coded("High blood pressure", "I10", ICD), "code"],
      ["clinicalStatus", { type: "status", code: "active" }, "clinicalStatus"],
      ["onset", { type: "when", start: "2021", end: null }, "onsetDateTime"],
    ],
  },
  { kind: "condition", who: "Sofia", start: "2026-08-14", title: "Inflamed appendix", performer: "Dr. Helen Park" },
  { kind: "condition", who: "Daniel", start: "2026-03-02", title: "Torn cartilage in right knee", standing: "ruledOut" },
  { kind: "encounter", who: "Sofia", start: "2026-08-14T18:40:00-06:00", end: "2026-08-16T11:15:00-06:00", title: "Hospital stay", value: "Inflamed appendix", performer: "Mercy Lake Hospital" },
  { kind: "procedure", who: "Sofia", start: "2026-08-15", title: "Appendix taken out through small cuts", performer: "Dr. Helen Park" },
  { kind: "prescription", who: "Maria", start: "2026-10-14", title: "Lisinopril", value: "Take 1 tablet by mouth once a day", performer: "Dr. Priya Natarajan" },
  { kind: "dispense", who: "Maria", start: "2026-10-14", title: "Lisinopril", value: "90 tablets", performer: "Lakeside Pharmacy" },
  {
    kind: "observation", who: "Maria", start: "2026-11-17T08:15:00-07:00", title: "Blood pressure", value: "142 / 88 mmHg", interpretation: "High", performer: "Dr. Priya Natarajan", isNew: true,
    facts: [
      ["code", coded("Blood pressure", "85354-9", "http://loinc.org"), "code"],
      ["part", text("142 mmHg"), "component[0].valueQuantity", "Upper number"],
      ["interpretation", coded("High", "H", "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"), "component[0].interpretation[0]", "Upper number"],
      ["part", text("88 mmHg"), "component[1].valueQuantity", "Lower number"],
      ["occurred", { type: "when", start: "2026-11-17T08:15:00-07:00", end: null }, "effectiveDateTime"],
      ["status", { type: "status", code: "final" }, "status"],
      ["specimen", { type: "absent", reason: "unknown" }, "specimen"],
      ["value", { type: "unshown", kind: "valueAttachment" }, "valueAttachment"],
    ],
  },
  { kind: "observation", who: "Daniel", title: "Blood type", start: null },
  { kind: "immunization", who: "Leo", start: "2026-10-07", title: "Flu shot", performer: "Lakeside Pharmacy" },
  { kind: "immunization", who: "Leo", start: "2019-08", title: "Tetanus shot", standing: "notDone" },
];

const MANY = 3_000;

/** The records, in the order of the list. The claims of a record's first day stand beside it. */
export function fakeRecords(shape: Shape, claims: readonly FakeClaim[]): FakeRecord[] {
  if (shape === "none" || shape === "notShared" || shape === "unavailable") return [];
  const records = MADE.map((made, index) => make(index + 1, made));
  if (shape === "many") {
    for (let place = 0; place < MANY; place++) {
      const day = new Date(Date.UTC(2026, 0, 1) - place * 86_400_000).toISOString().slice(0, 10);
      records.push(make(100 + place, { kind: "observation", who: "Maria", start: day, title: `Blood sugar ${place}`, value: "94 mg/dL" }));
    }
  }
  for (const { row, detail } of records) {
    detail.claims = claims
      .map((claim) => claim.row)
      .filter((claim) => claim.person === row.person && row.start !== null && claim.start === row.start.slice(0, 10));
  }
  return records
    .filter(({ row }) => shape !== "partial" || row.kind === "condition")
    .sort((a, b) => ORDER.indexOf(a.row.kind) - ORDER.indexOf(b.row.kind) || ((a.row.start ?? "") < (b.row.start ?? "") ? 1 : -1));
}

export function filterRecords(records: readonly FakeRecord[], { person, kind, text: wanted }: RecordFilter): FakeRecord[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return records.filter(({ row }) => {
    const all = [row.title, row.value, row.performer].join(" ").toLowerCase();
    return (person === null || row.person === person) && (kind === null || row.kind === kind) && words.every((word) => all.includes(word));
  });
}

export function recordsOutline(records: readonly FakeRecord[], filter: RecordFilter, shape: Shape): RecordsOutline {
  const found = filterRecords(records, filter);
  const shared = shape === "notShared" ? [] : shape === "partial" ? (["condition", "procedure"] as const) : ORDER;
  return {
    groups: ORDER.map((kind) => ({ kind, records: found.filter(({ row }) => row.kind === kind).length })).filter((one) => one.records > 0),
    sources:
      shape === "unavailable" ? []
      : [
          {
            connection: CONNECTION,
            payer: DEMO_PAYER,
            payerName: PAYER_NAME,
            shared: [...shared],
            notShared: ORDER.filter((kind) => !(shared as readonly RecordKind[]).includes(kind)),
            incomplete: shape === "partial" ? ["procedure"] : [],
          },
        ],
  };
}
