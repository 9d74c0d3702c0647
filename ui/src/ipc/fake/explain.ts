// A whole claim from what the list knows of it: for development and tests.
import type { ClaimDetail, ClaimKind, ClaimLine, ClaimRow, CodedText, Explanation, Figure, Money } from "../types.gen";

/** What a made-up claim says besides its row. */
export interface Particulars {
  discount: Money | null;
  planPrice: Money | null;
  deductible?: Money | null;
  copay?: Money | null;
  coinsurance?: Money | null;
  personName: string | null;
  payerName: string;
  lines?: ClaimLine[];
  over?: Partial<Explanation>;
  detail?: Partial<ClaimDetail>;
}

const CPT = "http://www.ama-assn.org/go/cpt";
const ICD = "http://hl7.org/fhir/sid/icd-10-cm";

export const NOT_STATED: Figure = { money: null, element: null, code: null, label: null };

const TOTAL: Record<string, [number, string]> = {
  submitted: [0, "Submitted Amount"],
  discount: [1, "Discount Amount"],
  eligible: [2, "Allowed Amount"],
  benefit: [3, "Paid By Plan"],
  memberliability: [4, "Member Liability"],
  deductible: [5, "Deductible"],
  copay: [6, "Copay"],
  coinsurance: [7, "Coinsurance"],
  noncovered: [8, "Not Covered"],
};

export function figure(code: keyof typeof TOTAL, money: Money | null | undefined): Figure {
  const [index, label] = TOTAL[code] ?? [0, ""];
  if (!money) return NOT_STATED;
  return { money, element: `ExplanationOfBenefit.total[${index}].amount`, code, label };
}

export function lineFigure(line: number, place: number, code: string, label: string, money: Money | null): Figure {
  if (money === null) return NOT_STATED;
  return { money, element: `ExplanationOfBenefit.item[${line}].adjudication[${place}].amount`, code, label };
}

const DIAGNOSES: Record<ClaimKind, [string, string]> = {
  visit: ["Z00.00", "General adult medical examination"],
  hospital: ["K35.80", "Acute appendicitis"],
  lab: ["Z13.220", "Screening for lipoid disorders"],
  pharmacy: ["I10", "Essential hypertension"],
  therapy: ["M25.561", "Pain in right knee"],
  dental: ["Z01.20", "Dental examination and cleaning"],
  vision: ["Z01.00", "Eye examination"],
  other: ["R69", "Illness, unspecified"],
};

export function coded(text: string | null, code: string | null, system: string | null, role: string | null): CodedText {
  return { text, code, system, role };
}

export function explain(row: ClaimRow, { discount, planPrice, ...rest }: Particulars): ClaimDetail {
  const [code, text] = DIAGNOSES[row.kind];
  const line: ClaimLine = {
    sequence: 1,
    service: coded(row.title, row.kind === "pharmacy" ? "68180-0517-03" : "99213", row.kind === "pharmacy" ? "http://hl7.org/fhir/sid/ndc" : CPT, null),
    start: row.start,
    end: null,
    quantity: "1",
    billed: lineFigure(0, 0, "submitted", "Submitted Amount", row.billed),
    planPrice: lineFigure(0, 1, "eligible", "Allowed Amount", planPrice),
    planPaid: lineFigure(0, 2, "benefit", "Paid By Plan", row.planPaid),
    youOwe: lineFigure(0, 3, "memberliability", "Member Liability", row.youOwe),
    otherFigures: [],
    reasons: [],
    networkText: row.inNetwork === true ? "In network" : null,
  };
  return {
    row,
    personName: rest.personName,
    payerName: rest.payerName,
    explanation: {
      reference: `ExplanationOfBenefit/eob-${row.id}`,
      identifiers: [
        { label: "Claim number", text: `EV26${String(100_000 + row.id)}` },
        { label: "Payer's own id", text: `eob-${row.id}` },
      ],
      useCode: "claim",
      typeText: row.kind === "hospital" ? "Institutional" : row.kind === "pharmacy" ? "Pharmacy" : "Professional",
      fhirStatus: row.status === "replaced" ? "cancelled" : "active",
      outcome: row.status === "pending" ? "queued" : "complete",
      disposition: row.status === "pending" ? "Claim received and in review" : "Processed",
      created: row.start,
      received: row.start,
      networkText: row.inNetwork === null ? null : row.inNetwork ? "In network" : "Out of network",
      billed: figure("submitted", row.billed),
      discount: figure("discount", discount),
      planPrice: figure("eligible", planPrice),
      planPaid: figure("benefit", row.planPaid),
      youOwe: figure("memberliability", row.youOwe),
      deductible: figure("deductible", rest.deductible),
      copay: figure("copay", rest.copay),
      coinsurance: figure("coinsurance", rest.coinsurance),
      notCovered: NOT_STATED,
      otherFigures: [],
      lines: rest.lines ?? [line],
      careTeam: row.provider === null ? [] : [{ name: row.provider, npi: "1999999984", role: "Performing provider", specialty: null }],
      diagnoses: [coded(text, code, ICD, "principal")],
      procedures: [],
      reasons: [],
      notes: [],
      ...rest.over,
    },
    replaces: null,
    replacedBy: null,
    versions: row.start === null ? [] : [{ seenAt: `${row.start.padEnd(10, "-01")}T14:12:00Z`, youOwe: row.youOwe, status: row.status }],
    ...rest.detail,
  };
}

export { CPT, ICD };
