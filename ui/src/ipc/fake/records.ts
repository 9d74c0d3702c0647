// A made-up family with made-up claims, so that every screen has something to show in development and tests.
// Nobody and nothing in here is real; the code numbers are the public examples of their code systems.
import type {
  Accumulator,
  ClaimKind,
  ClaimRow,
  ClaimStatus,
  CoverageCard,
  Money,
  Person,
  PlanYear,
} from "../types.gen";
import { newestFirst, type FakeClaim } from "./answers";
import { deniedScan } from "./denials";
import { check, coded, CPT, explain, figure, ICD, lineFigure, listed, NOT_STATED, type Particulars } from "./explain";

export const PAYER_NAME = "Evergreen Demo Health";
export const CONNECTION = "connection-1";

const usd = (amount: string): Money => ({ amount, currency: "USD" });

/** A figure of a benefit's limits. */
const balance = (limit: number, name: string, money: Money) => ({
  money,
  element: `ExplanationOfBenefit.benefitBalance[0].financial[${limit}].${name}`,
  code: name,
  label: null,
});

/** Whole cents as a decimal text. */
function cents(amount: number): string {
  return `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
}

function person(key: string, shortName: string, name: string, birthDate: string): Person {
  return { id: `${CONNECTION}/${key}`, shortName, name, birthDate, claims: 0 };
}

export const FAMILY: readonly Person[] = [
  person("maria", "Maria", "Maria Elena Rivera", "1984-03-09"),
  person("daniel", "Daniel", "Daniel Rivera", "1982-11-27"),
  person("sofia", "Sofia", "Sofia Rivera", "2013-06-02"),
  person("leo", "Leo", "Leo Rivera", "2020-01-15"),
];

export type { FakeClaim };

export function familyPeople(claims: readonly FakeClaim[]): Person[] {
  return FAMILY.map((one) => ({ ...one, claims: claims.filter(({ row }) => row.person === one.id).length }));
}

const idOf = (name: string) => FAMILY.find((one) => one.shortName === name)?.id ?? null;
const nameOf = (id: string | null) => FAMILY.find((one) => one.id === id)?.name ?? null;

interface Made {
  who: string;
  start: string | null;
  end?: string;
  kind: ClaimKind;
  title: string | null;
  provider: string | null;
  status?: ClaimStatus;
  billed?: string | null;
  price?: string | null;
  paid?: string | null;
  owe?: string | null;
  copay?: string;
  deductible?: string;
  coinsurance?: string;
  network?: boolean | null;
  isNew?: true;
  isChanged?: true;
  more?: Pick<Particulars, "lines" | "over" | "detail">;
}

let nextId = 1;

function make(made: Made): FakeClaim {
  const { status = "decided", network = true } = made;
  const money = (amount: string | null | undefined) => (amount == null ? null : usd(amount));
  const [billed, price] = [made.billed ?? null, made.price ?? null];
  const row: ClaimRow = {
    id: nextId++,
    person: idOf(made.who),
    start: made.start,
    end: made.end ?? null,
    kind: made.kind,
    title: made.title,
    provider: made.provider,
    status,
    inNetwork: network,
    billed: money(billed),
    planPaid: money(made.paid),
    youOwe: money(made.owe),
    isNew: made.isNew ?? false,
    isChanged: made.isChanged ?? false,
    episode: null,
  };
  const discount = billed !== null && price !== null ? usd(cents(toCents(billed) - toCents(price))) : null;
  const claim: FakeClaim = {
    row,
    discount,
    detail: () =>
      explain(claim.row, {
        discount,
        planPrice: money(price),
        deductible: money(made.deductible),
        copay: money(made.copay),
        coinsurance: money(made.coinsurance),
        personName: nameOf(row.person),
        payerName: PAYER_NAME,
        ...made.more,
      }),
  };
  return claim;
}

/** Only for making data up: the app itself obtains nothing by subtraction. */
function toCents(amount: string): number {
  return Number(amount.replace(".", ""));
}

type Short = [date: string, kind: ClaimKind, title: string, provider: string, billed: string, price: string, paid: string, owe: string];

function visits(who: string, rows: Short[]): FakeClaim[] {
  return rows.map(([start, kind, title, provider, billed, price, paid, owe]) =>
    make({ who, start, kind, title, provider, billed, price, paid, owe, copay: owe }),
  );
}

const CHEN = "Dr. Grace Chen";
const PHARMACY = "Lakeside Pharmacy";
const LAB = "Lakeside Imaging";
const HOSPITAL = "Mercy Lake Hospital";

function thisYear(): FakeClaim[] {
  return [
    ...visits("Maria", [
      ["2025-11-06", "visit", "Office visit", "Dr. Priya Natarajan", "286.00", "132.00", "92.00", "40.00"],
      ["2025-12-16", "lab", "Blood test", LAB, "120.00", "54.00", "31.50", "22.50"],
      ["2026-01-12", "visit", "Yearly checkup", "Dr. Priya Natarajan", "312.00", "180.00", "180.00", "0.00"],
      ["2026-01-13", "lab", "Blood test", LAB, "186.00", "71.00", "71.00", "0.00"],
      ["2026-01-20", "pharmacy", "Lisinopril, 90 days", PHARMACY, "38.40", "14.20", "4.20", "10.00"],
      ["2026-02-24", "visit", "Office visit", "Dr. Priya Natarajan", "286.00", "132.00", "92.00", "40.00"],
      ["2026-03-17", "lab", "Mammogram", LAB, "420.00", "190.00", "190.00", "0.00"],
      ["2026-04-02", "visit", "Urgent care visit", "Cedar Urgent Care", "318.00", "151.50", "106.50", "45.00"],
      ["2026-04-18", "pharmacy", "Lisinopril, 90 days", PHARMACY, "38.40", "14.20", "4.20", "10.00"],
      ["2026-05-19", "visit", "Skin check", "Dr. Ann Weiss", "340.00", "160.00", "115.00", "45.00"],
      ["2026-05-20", "lab", "Tissue test", LAB, "210.00", "88.00", "68.64", "19.36"],
      ["2026-06-11", "lab", "Ultrasound", LAB, "640.00", "288.00", "186.80", "101.20"],
      ["2026-06-10", "visit", "Specialist visit", "Dr. Ann Weiss", "340.00", "160.00", "115.00", "45.00"],
      ["2026-07-16", "pharmacy", "Lisinopril, 90 days", PHARMACY, "38.40", "14.20", "4.20", "10.00"],
      ["2026-08-25", "visit", "Office visit", "Dr. Priya Natarajan", "286.00", "132.00", "100.00", "32.00"],
      ["2026-08-26", "lab", "Blood test", LAB, "120.00", "54.00", "43.64", "10.36"],
      ["2026-09-22", "pharmacy", "Flu shot", PHARMACY, "52.00", "31.75", "31.75", "0.00"],
      ["2026-10-14", "pharmacy", "Lisinopril, 90 days", PHARMACY, "38.40", "14.20", "4.20", "10.00"],
    ]),
    make({ who: "Maria", start: "2026-11-17", kind: "visit", title: "Blood pressure check", provider: "Dr. Priya Natarajan", status: "pending", billed: "248.00", isNew: true }),
    make({ who: "Maria", start: null, kind: "other", title: "Nurse telephone line", provider: null, billed: "0.00", price: "0.00", paid: "0.00", owe: "0.00", network: null }),
    ...visits("Daniel", [
      ["2025-11-19", "visit", "Office visit", "Dr. James Okafor", "286.00", "132.00", "92.00", "40.00"],
      ["2025-12-08", "pharmacy", "Atorvastatin, 90 days", PHARMACY, "64.20", "19.80", "9.80", "10.00"],
      ["2026-01-31", "visit", "Knee exam", "Dr. James Okafor", "310.00", "164.00", "119.00", "45.00"],
      ["2026-02-06", "lab", "Knee MRI", LAB, "2150.00", "912.00", "228.00", "684.00"],
      ["2026-03-04", "pharmacy", "Naproxen, 30 days", PHARMACY, "24.00", "11.00", "1.00", "10.00"],
      ["2026-03-04", "visit", "Follow-up visit", "Dr. James Okafor", "310.00", "164.00", "164.00", "0.00"],
      ["2026-06-05", "pharmacy", "Atorvastatin, 90 days", PHARMACY, "64.20", "19.80", "9.80", "10.00"],
      ["2026-06-24", "visit", "Colonoscopy", "Dr. Helen Park", "1460.00", "720.00", "720.00", "0.00"],
      ["2026-06-24", "hospital", "Outpatient room", "Lakeside Surgery Center", "2890.00", "1210.00", "1210.00", "0.00"],
      ["2026-06-24", "lab", "Tissue test", LAB, "240.00", "96.00", "96.00", "0.00"],
      ["2026-09-02", "pharmacy", "Atorvastatin, 90 days", PHARMACY, "64.20", "19.80", "9.80", "10.00"],
    ]),
    ...["02-18", "02-25", "03-04", "03-11", "03-18", "03-25", "04-01", "04-08", "04-15", "04-22"].map((day) =>
      make({ who: "Daniel", start: `2026-${day}`, kind: "therapy", title: "Physical therapy", provider: "Cedar Physical Therapy", billed: "185.00", price: "92.00", paid: "62.00", owe: "30.00", copay: "30.00" }),
    ),
    ...replacedExam(),
    deniedMri(),
    ...visits("Sofia", [
      ["2025-11-11", "pharmacy", "Flu shot", PHARMACY, "52.00", "31.75", "31.75", "0.00"],
      ["2026-01-27", "visit", "Ear check", CHEN, "210.00", "112.00", "87.00", "25.00"],
      ["2026-06-17", "visit", "Yearly checkup", CHEN, "298.00", "176.00", "176.00", "0.00"],
      ["2026-08-14", "hospital", "Emergency room", HOSPITAL, "3980.00", "1810.64", "600.00", "1210.64"],
      ["2026-08-14", "lab", "Ultrasound reading", LAB, "310.00", "128.00", "102.40", "25.60"],
      ["2026-08-15", "visit", "Surgeon", "Dr. Helen Park", "3640.00", "1486.00", "1188.80", "297.20"],
      ["2026-08-15", "hospital", "Anesthesia", "Lakeside Anesthesia Group", "1820.00", "742.00", "593.60", "148.40"],
      ["2026-08-15", "lab", "Tissue test", LAB, "240.00", "96.50", "77.20", "19.30"],
      ["2026-08-16", "pharmacy", "Antibiotic, 7 days", PHARMACY, "46.30", "18.90", "8.90", "10.00"],
      ["2026-10-07", "pharmacy", "Flu shot", PHARMACY, "52.00", "31.75", "31.75", "0.00"],
    ]),
    hospitalStay(),
    visitAfterSurgery(),
    ...visits("Leo", [
      ["2025-11-11", "pharmacy", "Flu shot", PHARMACY, "52.00", "31.75", "31.75", "0.00"],
      ["2025-12-04", "visit", "Ear check", CHEN, "210.00", "112.00", "67.00", "45.00"],
      ["2025-12-04", "pharmacy", "Amoxicillin, 10 days", PHARMACY, "22.10", "12.40", "2.40", "10.00"],
      ["2026-02-10", "visit", "Ear check", CHEN, "210.00", "112.00", "67.00", "45.00"],
      ["2026-02-10", "pharmacy", "Amoxicillin, 10 days", PHARMACY, "22.10", "12.40", "2.40", "10.00"],
      ["2026-03-31", "visit", "Ear check", CHEN, "210.00", "112.00", "67.00", "45.00"],
      ["2026-04-01", "pharmacy", "Amoxicillin, 10 days", PHARMACY, "22.10", "12.40", "2.40", "10.00"],
      ["2026-04-21", "visit", "Ear specialist visit", "Dr. Omar Haddad", "360.00", "170.00", "125.00", "45.00"],
      ["2026-04-22", "lab", "Hearing test", "Dr. Omar Haddad", "240.00", "118.00", "45.00", "73.00"],
      ["2026-05-27", "hospital", "Ear tubes, surgery center", "Lakeside Surgery Center", "6240.00", "2980.00", "1730.00", "1250.00"],
      ["2026-05-27", "visit", "Surgeon", "Dr. Omar Haddad", "1480.00", "688.00", "402.00", "286.00"],
      ["2026-05-27", "hospital", "Anesthesia", "Lakeside Anesthesia Group", "960.00", "412.00", "274.40", "137.60"],
      ["2026-06-17", "visit", "Visit after surgery", "Dr. Omar Haddad", "260.00", "128.00", "83.00", "45.00"],
      ["2026-09-29", "visit", "Yearly checkup", CHEN, "298.00", "176.00", "176.00", "0.00"],
      ["2026-10-07", "pharmacy", "Flu shot", PHARMACY, "52.00", "31.75", "31.75", "0.00"],
    ]),
    make({ who: "Leo", start: "2026-11-10", kind: "visit", title: "Ear check", provider: "Dr. Samuel Brandt", billed: "210.00", price: "112.00", paid: "67.00", owe: "45.00", copay: "45.00", isNew: true }),
  ];
}

/** A claim that the plan worked out again: the first is struck through, the second counts. */
function replacedExam(): FakeClaim[] {
  const base = { who: "Daniel", start: "2026-10-20", kind: "visit", title: "Knee exam", provider: "Dr. James Okafor", billed: "310.00" } as const;
  const first = make({ ...base, status: "replaced", paid: "0.00", owe: "238.00" });
  const second = make({ ...base, price: "164.00", paid: "119.00", owe: "45.00", copay: "45.00" });
  const link = (claim: FakeClaim, links: { replaces?: number; replacedBy?: number }) => {
    const plain = claim.detail;
    claim.detail = () => ({ ...plain(), ...links });
  };
  link(first, { replacedBy: second.row.id });
  link(second, { replaces: first.row.id });
  return [first, second];
}

function deniedMri(): FakeClaim {
  return make({
    who: "Daniel",
    start: "2026-10-28",
    kind: "lab",
    title: "Knee MRI",
    provider: LAB,
    status: "notCovered",
    billed: "2150.00",
    paid: "0.00",
    owe: "0.00",
    more: {
      detail: { denial: deniedScan("2026-11-09") },
      over: {
        created: "2026-11-09",
        notCovered: figure("noncovered", usd("2150.00")),
        reasons: [
          coded("Precertification/authorization/notification absent", "197", "https://x12.org/codes/claim-adjustment-reason-codes", "denialreason"),
          coded("Contractual obligation", "CO", "https://x12.org/codes/claim-adjustment-group-codes", "adjustmentgroup"),
        ],
        notes: ["We have no record of an approval for this service. Your provider may send one within 60 days."],
        diagnoses: [listed(1, "Pain in right knee", "M25.561", ICD, "principal")],
        careTeam: [
          { name: LAB, npi: "1999999976", role: "Performing provider", specialty: "Radiology" },
          { name: "Dr. James Okafor", npi: "1999999968", role: "Referring provider", specialty: "Orthopedics" },
        ],
      },
    },
  });
}

function hospitalStay(): FakeClaim {
  return make({
    who: "Sofia",
    start: "2026-08-14",
    end: "2026-08-16",
    kind: "hospital",
    title: "Hospital stay, 2 nights",
    provider: HOSPITAL,
    billed: "28640.00",
    price: "12158.00",
    paid: "9766.00",
    owe: "2392.00",
    deductible: "0.80",
    coinsurance: "2391.20",
    more: {
      over: {
        payment: {
          amount: figure("benefit", usd("9568.00")),
          adjustment: NOT_STATED,
          adjustmentReason: null,
          date: "2026-09-01",
          typeText: null,
          number: "EFT-30551",
          payee: HOSPITAL,
        },
        supporting: [
          { code: "admissionperiod", name: { en: "Hospital stay", es: "Estancia en el hospital" }, text: null, valueCode: null, start: "2026-08-14", end: "2026-08-16", element: "ExplanationOfBenefit.supportingInfo[0]" },
          { code: "drg", name: { en: "Payment group (DRG)", es: "Grupo de pago (DRG)" }, text: "Appendix procedures", valueCode: "399", start: null, end: null, element: "ExplanationOfBenefit.supportingInfo[1]" },
        ],
        insurance: [{ coverage: "Evergreen Silver", isFocal: true, preauthorizations: ["PA-40071"] }],
        balances: [
          {
            name: "Medical care",
            network: "In network",
            unit: "Family",
            term: "Year",
            excluded: null,
            limits: [
              { name: "Deductible", code: "deductible", allowed: balance(0, "allowedMoney", usd("3000.00")), allowedText: null, used: balance(0, "usedMoney", usd("3000.00")), usedText: null },
              { name: "Visits", code: "visit", allowed: NOT_STATED, allowedText: "20", used: NOT_STATED, usedText: "4" },
            ],
          },
        ],
        checks: [
          check({
            id: "linesAgainstTotal",
            code: "submitted",
            result: "differs",
            title: { en: "Billed: the lines against the total", es: "Cobrado: las líneas contra el total" },
            finding: {
              en: "The 2 lines add up to $19,000.00; the total is $19,020.00. By Claimfolio’s own arithmetic they differ by $20.00.",
              es: "Las 2 líneas suman $19,000.00; el total es $19,020.00. Según la cuenta de Claimfolio, la diferencia es de $20.00.",
            },
            innocent: { en: "A line may be missing.", es: "Puede faltar una línea." },
            certainty: "likely",
            stated: figure("submitted", usd("19020.00")),
            compared: 2,
            workedOut: usd("19000.00"),
            difference: usd("20.00"),
          }),
          check({
            id: "network",
            result: "cannotBeChecked",
            title: { en: "In or out of network", es: "Dentro o fuera de la red" },
            finding: { en: "Cannot be checked: your plan does not state its network.", es: "No se puede comprobar: su plan no indica su red." },
          }),
        ],
        remarks: [
          {
            id: "diagnosisMissing",
            element: "ExplanationOfBenefit.item[1]",
            text: { en: "A line refers to diagnosis 4, which is not on this claim.", es: "Una línea se refiere al diagnóstico 4, que no está en este reclamo." },
          },
        ],
        procedures: [listed(1, "Removal of the appendix, laparoscopic", "0DTJ4ZZ", "http://www.cms.gov/Medicare/Coding/ICD10", "principal")],
      },
    },
  });
}

function visitAfterSurgery(): FakeClaim {
  const services: [string, string, string, string, string, string][] = [
    ["Office visit", "99213", "286.00", "132.00", "105.60", "26.40"],
    ["Blood test", "85025", "78.00", "34.00", "27.20", "6.80"],
    ["Urine test", "81003", "48.00", "22.00", "17.60", "4.40"],
  ];
  return make({
    who: "Sofia",
    start: "2026-09-03",
    kind: "visit",
    title: "Visit after surgery",
    provider: CHEN,
    billed: "412.00",
    price: "188.00",
    paid: "150.40",
    owe: "37.60",
    deductible: "0.00",
    copay: "0.00",
    coinsurance: "37.60",
    isChanged: true,
    more: {
      lines: services.map(([title, code, billed, price, paid, owe], index) => ({
        sequence: index + 1,
        service: coded(title, code, CPT, null),
        start: "2026-09-03",
        end: null,
        quantity: "1",
        billed: lineFigure(index, 0, "submitted", "Submitted Amount", usd(billed)),
        planPrice: lineFigure(index, 1, "eligible", "Allowed Amount", usd(price)),
        planPaid: lineFigure(index, 2, "benefit", "Paid By Plan", usd(paid)),
        youOwe: lineFigure(index, 3, "memberliability", "Member Liability", usd(owe)),
        otherFigures: [lineFigure(index, 4, "coinsurance", "Coinsurance", usd(owe))],
        reasons: [],
        networkText: "In network",
        values: [],
        diagnosisSequences: [1],
        element: `ExplanationOfBenefit.item[${index}]`,
      })),
      over: {
        careTeam: [{ name: CHEN, npi: "1999999984", role: "Performing provider", specialty: "Pediatrics" }],
        diagnoses: [listed(1, "Encounter for follow-up examination after surgery", "Z09", ICD, "principal")],
        created: "2026-09-18",
        received: "2026-09-05",
      },
      detail: {
        versions: [
          { seenAt: "2026-09-18T13:04:00Z", youOwe: usd("45.00"), status: "decided", changes: [] },
          { seenAt: "2026-11-20T14:12:00Z", youOwe: usd("37.60"), status: "decided", changes: [
            { change: "figure", figure: "youOwe", before: figure("memberliability", usd("45.00")), after: figure("memberliability", usd("37.60")) },
          ] },
        ],
      },
    },
  });
}

/** mulberry32: the same claims on every computer. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Template = [kind: ClaimKind, title: string, provider: string, cents: number];

const ORDINARY: Template[] = [
  ["visit", "Office visit", CHEN, 28600],
  ["visit", "Specialist visit", "Dr. Ann Weiss", 34000],
  ["lab", "Blood test", LAB, 12000],
  ["pharmacy", "Lisinopril, 90 days", PHARMACY, 3840],
  ["pharmacy", "Flu shot", PHARMACY, 5200],
  ["therapy", "Physical therapy", "Cedar Physical Therapy", 18500],
  ["dental", "Dental cleaning", "Lakeside Dental", 16500],
  ["vision", "Eye exam", "Cedar Eye Care", 14000],
  ["hospital", "Emergency room", HOSPITAL, 241000],
];

/** Ordinary claims by chance, spread evenly over some days. */
function ordinary(count: number, from: string, until: string, seed: number): FakeClaim[] {
  const chance = chanceFrom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item;
  const first = Date.parse(from);
  const length = Date.parse(until) - first;
  return Array.from({ length: count }, () => {
    const [kind, title, provider, usual] = chance() < 0.06 ? (ORDINARY.at(-1) as Template) : pick(ORDINARY.slice(0, -1));
    const billed = Math.round(usual * (0.7 + chance() * 0.6));
    const price = Math.round(billed * 0.46);
    const owe = chance() < 0.2 ? 0 : Math.round(price * (0.1 + chance() * 0.25));
    const start = new Date(first + chance() * length).toISOString().slice(0, 10);
    const common = { who: pick(FAMILY).shortName ?? "", start, kind, title, provider, billed: cents(billed) };
    const luck = chance();
    if (luck < 0.01) return make({ ...common, status: "notCovered", paid: "0.00", owe: cents(billed) });
    if (luck < 0.02) return make({ ...common, status: "replaced", paid: "0.00", owe: cents(billed) });
    if (luck < 0.04) return make({ ...common, billed: cents(billed) }); // the plan stated nothing else
    return make({ ...common, price: cents(price), paid: cents(price - owe), owe: cents(owe), coinsurance: cents(owe) });
  });
}

const COVERED: [string, string][] = [
  ["Maria", "self"],
  ["Daniel", "spouse"],
  ["Sofia", "child"],
  ["Leo", "child"],
];

export function familyCoverage(): CoverageCard[] {
  const common = {
    connection: CONNECTION,
    payerName: PAYER_NAME,
    issuer: PAYER_NAME,
    plan: "Silver Choice PPO",
    group: "88-2041-A",
    network: "Evergreen Choice",
    kind: "PPO, marketplace",
    subscriber: "Maria Elena Rivera",
    order: 1,
    phone: "(555) 013-7700",
  };
  const card = (name: string, relationship: string, over: Partial<CoverageCard>): CoverageCard => {
    const who = FAMILY.find((one) => one.shortName === name);
    const beneficiary = { person: who?.id ?? null, name: who?.name ?? null, birthDate: who?.birthDate ?? null, relationship };
    return { ...common, id: `cov-${name.toLowerCase()}`, status: "active", memberId: "EVG 4471 0293 01", beneficiary, start: "2024-01-01", end: null, classes: [], ...over };
  };
  return [
    ...COVERED.map(([name, relationship], index) =>
      card(name, relationship, {
        memberId: `EVG 4471 0293 0${index + 1}`,
        classes: [
          { label: "rxbin", text: "999001" },
          { label: "rxpcn", text: "EVGDEMO" },
        ],
      }),
    ),
    ...COVERED.slice(0, 2).map(([name, relationship]) =>
      card(name, relationship, { id: `cov-old-${name}`, status: "cancelled", plan: "Bronze Start HMO", kind: "HMO", group: null, start: "2023-01-01", end: "2023-12-31", memberId: null }),
    ),
  ];
}

/** The claims that the screens show: some 240 over four years, newest first. */
export function familyClaims(): FakeClaim[] {
  nextId = 1;
  return [...thisYear(), ...ordinary(170, "2023-01-06", "2025-11-01", 7)].sort(newestFirst);
}

/** Very many claims of the same family over eleven years, the newest of them with very many lines. */
export function manyClaims(count = 5237): FakeClaim[] {
  nextId = 1;
  return [longStay(), ...ordinary(count - 1, "2016-01-01", "2026-11-20", 11)].sort(newestFirst);
}

function longStay(): FakeClaim {
  const lines = Array.from({ length: 640 }, (_, index) => {
    const price = 1000 + ((index * 37) % 900);
    return {
      sequence: index + 1,
      service: coded(`Service ${index + 1}`, String(36000 + index), CPT, null),
      start: "2026-11-02",
      end: null,
      quantity: "1",
      billed: lineFigure(index, 0, "submitted", "Submitted Amount", usd(cents(price * 2))),
      planPrice: lineFigure(index, 1, "eligible", "Allowed Amount", usd(cents(price))),
      planPaid: index % 9 === 0 ? NOT_STATED : lineFigure(index, 2, "benefit", "Paid By Plan", usd(cents(price))),
      youOwe: lineFigure(index, 3, "memberliability", "Member Liability", usd("0.00")),
      otherFigures: [],
      reasons: [],
      networkText: null,
      values: [],
      diagnosisSequences: [],
      element: "ExplanationOfBenefit.item[0]",
    };
  });
  return make({ who: "Daniel", start: "2026-11-02", end: "2026-11-12", kind: "hospital", title: "Hospital stay, 10 nights", provider: HOSPITAL, billed: "183000.00", price: "91500.00", paid: "91000.00", owe: "500.00", copay: "500.00", more: { lines } });
}

/** Where the family's year stands: what the plan states, and what it leaves out. */
export function familyYears(on: string): PlanYear[] {
  const year = Number(on.slice(0, 4));
  if (year !== 2026) return [];
  const stated = (used: string, limit: string, code: string) => ({
    used: { money: usd(used), code, label: null, element: "ExplanationOfBenefit.benefitBalance[1].financial[0].usedMoney" },
    limit: { money: usd(limit), code, label: null, element: "ExplanationOfBenefit.benefitBalance[1].financial[0].allowedMoney" },
    claim: 1,
    date: "2026-11-20",
  });
  const one = (over: Partial<Accumulator>): Accumulator => ({
    kind: "deductible",
    inNetwork: true,
    person: null,
    benefit: null,
    stated: null,
    added: [],
    networkUnknown: 0,
    difference: null,
    ...over,
  });
  const added = (amount: string, claims: number) => [{ money: usd(amount), claims }];
  return [
    {
      connection: CONNECTION,
      payerName: PAYER_NAME,
      from: "2026-01-01",
      until: "2027-01-01",
      isStated: false,
      accumulators: [
        one({ stated: stated("3000.00", "3000.00", "deductible"), added: added("3000.00", 60) }),
        one({ inNetwork: false }),
        one({
          kind: "outOfPocket",
          stated: stated("7604.90", "10000.00", "out-of-pocket"),
          added: added("7639.26", 60),
          networkUnknown: 1,
          difference: usd("34.36"),
        }),
        ...FAMILY.map(({ id }) => one({ person: id, stated: stated("155.20", "1500.00", "deductible"), added: added("155.20", 12) })),
        ...FAMILY.map(({ id }) => one({ person: id, kind: "outOfPocket" })),
      ],
    },
  ];
}
