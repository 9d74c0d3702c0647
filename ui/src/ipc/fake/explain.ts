// A whole claim from what the list knows of it: for development and tests.
import { formatMoney } from "../../i18n/format";
import type { Check, ClaimDetail, ClaimKind, ClaimLine, ClaimRow, CodedText, Explanation, Figure, ListedCode, Money, Piece, Sentence } from "../types.gen";

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

export function listed(sequence: number, ...code: Parameters<typeof coded>): ListedCode {
  return { sequence, ...coded(...code), onAdmission: null, date: null, element: `ExplanationOfBenefit.diagnosis[${sequence - 1}]` };
}

/** A sentence with one figure in it, or none. */
function sentence(id: Sentence["id"], words: Record<"en" | "es", [string, string?]>, figure?: Figure, names?: Record<"en" | "es", string>): Sentence {
  const pieces = (language: "en" | "es"): Piece[] => {
    const [before, after] = words[language];
    if (figure === undefined || names === undefined) return [{ piece: "words", words: before }];
    const amount = figure.money === null ? "" : formatMoney(figure.money);
    return [{ piece: "words", words: before }, { piece: "figure", figure, name: names[language], words: amount }, { piece: "words", words: after ?? "." }];
  };
  return { id, en: pieces("en"), es: pieces("es") };
}

/** The core's sentences for the figures that made-up claims have. */
function story(row: ClaimRow, { billed, planPrice, planPaid, youOwe }: Explanation): Sentence[] {
  const told: Sentence[] = [];
  const add = (id: Sentence["id"], figure: Figure, en: string, es: string, names: [string, string]) => {
    if (figure.money !== null) told.push(sentence(id, { en: [en], es: [es] }, figure, { en: names[0], es: names[1] }));
  };
  if (row.provider === null) add("billed", billed, "The bill is ", "La cuenta es de ", ["billed", "cobrado"]);
  else add("billed", billed, `${row.provider} billed `, `${row.provider} cobró `, ["billed", "cobrado"]);
  if (row.status === "pending") told.push(sentence("pending", { en: ["Your plan is still deciding what it pays."], es: ["Su plan aún está decidiendo lo que paga."] }));
  if (row.status === "notCovered") told.push(sentence("notCovered", { en: ["Your plan does not cover this."], es: ["Su plan no cubre esto."] }));
  add("planPrice", planPrice, "Your plan’s price is ", "El precio de su plan es ", ["plan’s price", "precio del plan"]);
  add("planPaid", planPaid, "Your plan paid ", "Su plan pagó ", ["plan paid", "el plan pagó"]);
  add("youOwe", youOwe, "You owe ", "Usted debe ", ["you owe", "usted debe"]);
  return told;
}

/** A check with what it does not say left out. */
export function check(over: Partial<Check> & Pick<Check, "id" | "result" | "title" | "finding">): Check {
  return {
    code: null, innocent: null, certainty: null, stated: null, against: [], compared: 0, workedOut: null, difference: null,
    elements: [], otherClaim: null, ...over,
  };
}

function checks(explanation: Explanation): Check[] {
  const { billed, discount, planPrice } = explanation;
  if (billed.money === null || discount.money === null || planPrice.money === null) {
    return [
      check({
        id: "billedAgainstParts",
        result: "cannotBeChecked",
        title: { en: "The bill against its parts", es: "La cuenta contra sus partes" },
        finding: { en: "Cannot be checked: your plan does not state the discount.", es: "No se puede comprobar: su plan no indica el descuento." },
      }),
    ];
  }
  return [
    check({
      id: "billedAgainstParts",
      result: "agrees",
      title: { en: "The bill against its parts", es: "La cuenta contra sus partes" },
      finding: { en: "Billed is the discount and the plan’s price.", es: "Lo cobrado es el descuento y el precio del plan." },
      stated: billed,
      against: [discount, planPrice],
      compared: 2,
    }),
  ];
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
    values: [],
    diagnosisSequences: [1],
    element: "ExplanationOfBenefit.item[0]",
  };
  const explained: ClaimDetail = {
    row,
    personName: rest.personName,
    payerName: rest.payerName,
    fromFile: null,
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
      values: [],
      lines: rest.lines ?? [line],
      careTeam: row.provider === null ? [] : [{ name: row.provider, npi: "1999999984", role: "Performing provider", specialty: null }],
      diagnoses: [listed(1, text, code, ICD, "principal")],
      procedures: [],
      reasons: [],
      notes: [],
      payment: null,
      supporting: [],
      balances: [],
      insurance: [],
      related: [],
      accident: null,
      story: [],
      checks: [],
      remarks: [],
      terms: [],
      ...rest.over,
    },
    replaces: null,
    replacedBy: null,
    denial: null,
    telephones: row.provider === null ? [] : [{ name: row.provider, number: "555-0188" }],
    versions: row.start === null ? [] : [{ seenAt: `${row.start.padEnd(10, "-01")}T14:12:00Z`, youOwe: row.youOwe, status: row.status, changes: [] }],
    ...rest.detail,
  };
  const { explanation } = explained;
  if (explanation.story.length === 0) explanation.story = story(row, explanation);
  if (explanation.checks.length === 0) explanation.checks = checks(explanation);
  return explained;
}

export { CPT, ICD };
