// Made-up records of a made-up family, the same at every run. Amounts are whole cents until they are written out.
import type {
  ClaimDetail,
  ClaimKind,
  ClaimLine,
  ClaimRow,
  ClaimStatus,
  CoverageCard,
  Figure,
  Money,
  Person,
} from "../types.gen";

export interface FakeClaim {
  id: number;
  person: string;
  start: string;
  end: string | null;
  kind: ClaimKind;
  title: string;
  provider: string;
  specialty: string;
  status: ClaimStatus;
  inNetwork: boolean;
  billed: bigint;
  price: bigint;
  paid: bigint;
  owe: bigint;
  part: "deductible" | "copay" | "coinsurance";
  isNew: boolean;
  isChanged: boolean;
  before?: bigint;
  reason?: string;
  replaces?: number;
  replacedBy?: number;
}

export const CONNECTION = "connection-1";
export const PAYER_NAME = "Evergreen Demo Health";

export const FAMILY = [
  { id: `${CONNECTION}/maria`, shortName: "Maria", name: "Maria Elena Rivera", birthDate: "1984-03-09" },
  { id: `${CONNECTION}/daniel`, shortName: "Daniel", name: "Daniel Rivera", birthDate: "1982-11-27" },
  { id: `${CONNECTION}/sofia`, shortName: "Sofia", name: "Sofia Rivera", birthDate: "2013-06-02" },
  { id: `${CONNECTION}/leo`, shortName: "Leo", name: "Leo Rivera", birthDate: "2020-01-15" },
] as const;

const [MARIA, DANIEL, SOFIA, LEO] = FAMILY.map(({ id }) => id) as [string, string, string, string];

export function decimal(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const usd = (cents: bigint): Money => ({ amount: decimal(cents), currency: "USD" });

type Row = [
  person: string,
  start: string,
  kind: ClaimKind,
  title: string,
  provider: string,
  specialty: string,
  billed: number,
  price: number,
  owe: number,
  part: FakeClaim["part"],
  more?: Partial<FakeClaim>,
];

// The year that the pictures show: written out, so that a person can check a screen against it.
const RECENT: Row[] = [
  [MARIA, "2026-11-17", "visit", "Blood pressure check", "Dr. Priya Natarajan", "Internal medicine", 24800, 0, 0, "copay", { status: "pending", isNew: true }],
  [LEO, "2026-11-10", "visit", "Ear check", "Dr. Samuel Brandt", "Ear, nose and throat", 19000, 11200, 4500, "copay", { isNew: true }],
  [DANIEL, "2026-10-28", "lab", "Knee MRI", "Lakeside Imaging", "Radiology", 215000, 0, 0, "coinsurance", { status: "notCovered", reason: "Precertification/authorization/notification/pre-treatment absent." }],
  [DANIEL, "2026-10-20", "visit", "Knee exam", "Dr. James Okafor", "Orthopedics", 31000, 16400, 4500, "copay"],
  [MARIA, "2026-10-14", "pharmacy", "Lisinopril, 90 days", "Lakeside Pharmacy", "Pharmacy", 3800, 1420, 1000, "copay"],
  [SOFIA, "2026-10-07", "pharmacy", "Flu shot", "Lakeside Pharmacy", "Pharmacy", 4200, 3175, 0, "copay"],
  [LEO, "2026-10-07", "pharmacy", "Flu shot", "Lakeside Pharmacy", "Pharmacy", 4200, 3175, 0, "copay"],
  [LEO, "2026-09-29", "visit", "Yearly checkup", "Dr. Grace Chen", "Pediatrics", 28500, 17600, 0, "copay"],
  [MARIA, "2026-09-22", "pharmacy", "Flu shot", "Lakeside Pharmacy", "Pharmacy", 4200, 3175, 0, "copay"],
  [SOFIA, "2026-09-03", "visit", "Visit after surgery", "Dr. Grace Chen", "Pediatrics", 41200, 18800, 3760, "coinsurance", { isChanged: true, before: 4500n }],
  [SOFIA, "2026-08-16", "pharmacy", "Antibiotic, 7 days", "Lakeside Pharmacy", "Pharmacy", 4600, 1890, 1000, "copay"],
  [SOFIA, "2026-08-15", "hospital", "Surgeon", "Dr. Helen Park", "General surgery", 420000, 148600, 29720, "coinsurance"],
  [SOFIA, "2026-08-15", "hospital", "Anesthesia", "Lakeside Anesthesia Group", "Anesthesiology", 186000, 62000, 12400, "coinsurance"],
  [SOFIA, "2026-08-14", "hospital", "Hospital stay, appendectomy", "Lakeside Regional Hospital", "Hospital", 2864000, 1284000, 293174, "deductible", { end: "2026-08-16" }],
  [SOFIA, "2026-08-14", "hospital", "Emergency room", "Lakeside Regional Hospital", "Hospital", 612000, 268000, 63020, "deductible"],
  [SOFIA, "2026-08-14", "lab", "CT scan of the abdomen", "Lakeside Imaging", "Radiology", 184000, 61000, 11000, "coinsurance"],
  [SOFIA, "2026-08-14", "lab", "Blood tests", "Cedar Laboratory", "Laboratory", 32600, 9400, 0, "copay"],
  [MARIA, "2026-08-03", "visit", "Blood pressure check", "Dr. Priya Natarajan", "Internal medicine", 24800, 14200, 2500, "copay"],
  [DANIEL, "2026-06-24", "hospital", "Colonoscopy", "Lakeside Surgery Center", "Ambulatory surgery", 368000, 142000, 0, "copay"],
  [DANIEL, "2026-06-24", "hospital", "Anesthesia", "Lakeside Anesthesia Group", "Anesthesiology", 98000, 34000, 0, "copay"],
  [DANIEL, "2026-06-24", "lab", "Tissue exam", "Cedar Laboratory", "Laboratory", 24000, 9800, 0, "copay"],
  [LEO, "2026-05-22", "hospital", "Ear tubes", "Lakeside Surgery Center", "Ambulatory surgery", 742000, 311000, 155500, "deductible"],
  [LEO, "2026-05-22", "hospital", "Anesthesia", "Lakeside Anesthesia Group", "Anesthesiology", 112000, 41000, 20500, "deductible"],
  [LEO, "2026-05-22", "visit", "Surgeon", "Dr. Samuel Brandt", "Ear, nose and throat", 168000, 72000, 14400, "coinsurance"],
  [MARIA, "2026-05-11", "lab", "Mammogram", "Lakeside Imaging", "Radiology", 41000, 18900, 0, "copay"],
  [DANIEL, "2026-03-09", "therapy", "Physical therapy", "Harbor Physical Therapy", "Physical therapy", 18000, 9600, 4500, "copay"],
  [DANIEL, "2026-03-02", "therapy", "Physical therapy", "Harbor Physical Therapy", "Physical therapy", 18000, 9600, 4500, "copay"],
  [DANIEL, "2026-02-23", "therapy", "Physical therapy", "Harbor Physical Therapy", "Physical therapy", 18000, 9600, 4500, "copay", { status: "replaced" }],
  [DANIEL, "2026-02-16", "therapy", "Physical therapy", "Harbor Physical Therapy", "Physical therapy", 18000, 9600, 4500, "copay"],
  [DANIEL, "2026-02-02", "lab", "Knee X-ray", "Lakeside Imaging", "Radiology", 32000, 12400, 12400, "deductible"],
  [DANIEL, "2026-01-31", "visit", "Urgent care visit", "Lakeside Urgent Care", "Urgent care", 29500, 18200, 7500, "copay", { inNetwork: false }],
];

// What recurs from year to year; months are counted from 1.
type Habit = [person: string, months: number[], day: number, kind: ClaimKind, title: string, provider: string, specialty: string, billed: number, price: number, owe: number];

const HABITS: Habit[] = [
  [MARIA, [1, 4, 7, 10], 14, "pharmacy", "Lisinopril, 90 days", "Lakeside Pharmacy", "Pharmacy", 3800, 1420, 1000],
  [MARIA, [2, 8], 3, "visit", "Blood pressure check", "Dr. Priya Natarajan", "Internal medicine", 24800, 14200, 2500],
  [MARIA, [3], 18, "visit", "Yearly checkup", "Dr. Priya Natarajan", "Internal medicine", 32000, 21000, 0],
  [MARIA, [3], 19, "lab", "Cholesterol test", "Cedar Laboratory", "Laboratory", 14200, 3100, 0],
  [MARIA, [6, 12], 9, "dental", "Teeth cleaning", "Dr. Ana Castillo", "Dentistry", 16500, 11000, 0],
  [DANIEL, [2, 5, 8, 11], 21, "pharmacy", "Atorvastatin, 90 days", "Lakeside Pharmacy", "Pharmacy", 5200, 1680, 1000],
  [DANIEL, [4], 11, "visit", "Yearly checkup", "Dr. Priya Natarajan", "Internal medicine", 32000, 21000, 0],
  [DANIEL, [4], 12, "lab", "Blood tests", "Cedar Laboratory", "Laboratory", 21800, 6400, 1280],
  [DANIEL, [9], 5, "vision", "Eye exam", "Clearview Eye Care", "Optometry", 19000, 11500, 2000],
  [SOFIA, [1, 6], 26, "visit", "Sports checkup", "Dr. Grace Chen", "Pediatrics", 18800, 12600, 2500],
  [SOFIA, [10], 7, "pharmacy", "Flu shot", "Lakeside Pharmacy", "Pharmacy", 4200, 3175, 0],
  [SOFIA, [7], 15, "dental", "Teeth cleaning", "Dr. Ana Castillo", "Dentistry", 14200, 9800, 0],
  [LEO, [1, 3, 12], 8, "visit", "Ear infection", "Dr. Grace Chen", "Pediatrics", 19600, 12800, 2500],
  [LEO, [1, 3, 12], 8, "pharmacy", "Amoxicillin, 10 days", "Lakeside Pharmacy", "Pharmacy", 2400, 980, 980],
  [LEO, [9], 29, "visit", "Yearly checkup", "Dr. Grace Chen", "Pediatrics", 28500, 17600, 0],
  [LEO, [5], 12, "therapy", "Speech therapy", "Harbor Therapy Center", "Speech therapy", 17500, 10400, 4500],
];

function fromRow(row: Row, id: number): FakeClaim {
  const [person, start, kind, title, provider, specialty, billed, price, owe, part, more] = row;
  return {
    id,
    person,
    start,
    end: null,
    kind,
    title,
    provider,
    specialty,
    status: "decided",
    inNetwork: true,
    billed: BigInt(billed),
    price: BigInt(price),
    paid: BigInt(price - owe),
    owe: BigInt(owe),
    part,
    isNew: false,
    isChanged: false,
    ...more,
  };
}

/** The family's claims, newest first. `years` says how far back the habits go. */
export function familyClaims(years = 4): FakeClaim[] {
  const rows = [...RECENT];
  const taken = new Set(RECENT.map(([person, start, , title]) => `${person} ${start} ${title}`));
  for (let year = 2026; year > 2026 - years; year -= 1) {
    for (const [person, months, day, kind, title, provider, specialty, billed, price, owe] of HABITS) {
      for (const month of months) {
        const start = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        if (start > "2026-11-17" || taken.has(`${person} ${start} ${title}`)) continue;
        rows.push([person, start, kind, title, provider, specialty, billed, price, owe, "copay"]);
      }
    }
  }
  rows.sort((a, b) => (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : 0));
  const claims = rows.map((row, index) => fromRow(row, rows.length - index));

  const replaced = claims.find((one) => one.status === "replaced");
  const replacing = claims.find((one) => one.start === "2026-02-16");
  if (replaced && replacing) {
    replaced.replacedBy = replacing.id;
    replacing.replaces = replaced.id;
  }
  return claims;
}

export function rowOf(claim: FakeClaim): ClaimRow {
  const isDecided = claim.status === "decided" || claim.status === "replaced";
  return {
    id: claim.id,
    person: claim.person,
    start: claim.start,
    end: claim.end,
    kind: claim.kind,
    title: claim.title,
    provider: claim.provider,
    status: claim.status,
    inNetwork: claim.inNetwork,
    billed: usd(claim.billed),
    planPaid: isDecided ? usd(claim.paid) : claim.status === "notCovered" ? usd(0n) : null,
    youOwe: isDecided ? usd(claim.owe) : null,
    isNew: claim.isNew,
    isChanged: claim.isChanged,
  };
}

const NOT_STATED: Figure = { money: null, element: null, code: null, label: null };

function figure(cents: bigint | null, element: string, code: string, label: string): Figure {
  return cents === null ? NOT_STATED : { money: usd(cents), element, code, label };
}

export function detailOf(claim: FakeClaim): ClaimDetail {
  const row = rowOf(claim);
  const isDecided = row.youOwe !== null;
  const at = (index: number) => `ExplanationOfBenefit.total[${index}].amount`;
  const stated = (cents: bigint) => (isDecided ? cents : null);
  const part = (name: FakeClaim["part"], index: number) =>
    isDecided && claim.part === name ? figure(claim.owe, at(index), name, name) : isDecided ? figure(0n, at(index), name, name) : NOT_STATED;
  return {
    row,
    personName: FAMILY.find(({ id }) => id === claim.person)?.name ?? null,
    payerName: PAYER_NAME,
    explanation: {
      reference: `ExplanationOfBenefit/eob-${claim.id}`,
      identifiers: [{ label: "Unique Claim ID", text: `EV-2026-${String(claim.id).padStart(6, "0")}` }],
      useCode: "claim",
      typeText: claim.kind === "pharmacy" ? "Pharmacy" : claim.kind === "hospital" ? "Institutional" : "Professional",
      fhirStatus: "active",
      outcome: claim.status === "pending" ? "queued" : "complete",
      disposition: null,
      created: claim.start,
      received: claim.start,
      networkText: claim.inNetwork ? "In Network" : "Out Of Network",
      billed: figure(claim.billed, at(0), "submitted", "Submitted Amount"),
      discount: figure(stated(claim.billed - claim.price), at(1), "discount", "Discount"),
      planPrice: figure(stated(claim.price), at(2), "eligible", "Eligible Amount"),
      planPaid: figure(stated(claim.paid), at(3), "benefit", "Benefit Amount"),
      youOwe: figure(stated(claim.owe), at(4), "memberliability", "Member liability"),
      deductible: part("deductible", 5),
      copay: part("copay", 6),
      coinsurance: part("coinsurance", 7),
      notCovered: claim.status === "notCovered" ? figure(claim.billed, at(8), "noncovered", "Noncovered") : NOT_STATED,
      otherFigures: [],
      lines: linesOf(claim, isDecided),
      careTeam: [{ name: claim.provider, npi: "1234567893", role: "Performing provider", specialty: claim.specialty }],
      diagnoses: [
        { text: "Encounter for surgical aftercare", code: "Z09", system: "http://hl7.org/fhir/sid/icd-10-cm", role: "principal" },
      ],
      procedures: [],
      reasons:
        claim.reason === undefined ?
          []
        : [{ text: claim.reason, code: "197", system: "https://x12.org/codes/claim-adjustment-reason-codes", role: "denialreason" }],
      notes: [],
    },
    replaces: claim.replaces ?? null,
    replacedBy: claim.replacedBy ?? null,
    versions:
      claim.before === undefined ?
        [{ seenAt: "2026-10-02T13:12:00Z", youOwe: row.youOwe, status: claim.status }]
      : [
          { seenAt: "2026-09-21T13:12:00Z", youOwe: usd(claim.before), status: claim.status },
          { seenAt: "2026-11-20T14:12:00Z", youOwe: row.youOwe, status: claim.status },
        ],
  };
}

/** Two lines that add up to the claim, as a visit with a test has them. */
function linesOf(claim: FakeClaim, isDecided: boolean): ClaimLine[] {
  const parts: [string, string, bigint][] = [
    [claim.title, "99213", 7n],
    ["Lab test", "80053", 3n],
  ];
  const share = (cents: bigint, index: number) => {
    const second = (cents * 3n) / 10n;
    return index === 0 ? cents - second : second;
  };
  return parts.map(([text, code], index) => {
    const at = (position: number) => `ExplanationOfBenefit.item[${index}].adjudication[${position}].amount`;
    const stated = (cents: bigint) => (isDecided ? share(cents, index) : null);
    return {
      sequence: index + 1,
      service: { text, code, system: "http://www.ama-assn.org/go/cpt", role: null },
      start: claim.start,
      end: null,
      quantity: "1",
      billed: figure(share(claim.billed, index), at(0), "submitted", "Submitted Amount"),
      planPrice: figure(stated(claim.price), at(1), "eligible", "Eligible Amount"),
      planPaid: figure(stated(claim.paid), at(2), "benefit", "Benefit Amount"),
      youOwe: figure(stated(claim.owe), at(3), "memberliability", "Member liability"),
      otherFigures: [],
      reasons: [],
      networkText: claim.inNetwork ? "In Network" : "Out Of Network",
    };
  });
}

export function familyPeople(claims: FakeClaim[]): Person[] {
  return FAMILY.map((one) => ({ ...one, claims: claims.filter(({ person }) => person === one.id).length }));
}

export function familyCoverage(): CoverageCard[] {
  return FAMILY.map((one, index) => ({
    connection: CONNECTION,
    payerName: PAYER_NAME,
    id: `coverage-${index + 1}`,
    issuer: PAYER_NAME,
    status: "active",
    plan: "Silver 3000 PPO",
    group: "GRP-40118",
    network: "Evergreen Choice",
    kind: "Preferred provider organization",
    memberId: `EVG 4471 0926 0${index + 1}`,
    subscriber: "Maria Elena Rivera",
    beneficiary: {
      person: one.id,
      name: one.name,
      birthDate: one.birthDate,
      relationship: index === 0 ? "self" : index === 1 ? "spouse" : "child",
    },
    start: "2023-01-01",
    end: index === 0 ? null : "2026-12-31",
    order: 1,
    phone: "(555) 013-7700",
    classes: [
      { label: "rxbin", text: "610011" },
      { label: "rxpcn", text: "EVGRX" },
    ],
  }));
}
