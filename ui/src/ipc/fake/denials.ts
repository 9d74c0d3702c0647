// What the core makes of the family's denied claim: for development and tests.
import type { Appeal, AppealClock, AppealPlan, AppealReminder, ClaimDetail, Denial } from "../types.gen";

export const NO_APPEAL: Appeal = { plan: null, letterDate: null, status: "notSent", statusDate: null, note: "", remind: false };

const RULES: Record<AppealPlan, [days: number, en: string, es: string, source: string]> = {
  employer: [180, "Plans through work give at least 180 days from the day you get their decision.", "Los planes del trabajo dan al menos 180 días desde el día en que usted recibe la decisión.", "29 CFR 2560.503-1(h)(3)(i)"],
  marketplace: [180, "Marketplace plans give at least 180 days from the day you get their decision.", "Los planes del mercado de seguros dan al menos 180 días desde el día en que usted recibe la decisión.", "45 CFR 147.136(b); 29 CFR 2560.503-1(h)(3)(i)"],
  medicareAdvantage: [65, "Medicare Advantage plans give 65 days from the date on their notice.", "Los planes Medicare Advantage dan 65 días desde la fecha del aviso.", "42 CFR 422.582(b)"],
  medicaid: [60, "Medicaid plans give 60 days from the date on their notice.", "Los planes de Medicaid dan 60 días desde la fecha del aviso.", "42 CFR 438.402(c)(2)(ii)"],
};

function clocks(appeal: Appeal, decided: string | null): AppealClock[] {
  const from = appeal.letterDate ?? decided;
  return (Object.keys(RULES) as AppealPlan[]).map((plan) => {
    const [days, en, es, source] = RULES[plan];
    const last = from === null ? null : new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    return { plan, days, rule: { en, es }, source, from, fromBasis: appeal.letterDate !== null ? "letter" : from === null ? "notStated" : "statement", lastDay: last };
  });
}

/** The claim with what the member keeps of an appeal. */
export function withAppeal(detail: ClaimDetail, appeal: Appeal): ClaimDetail {
  if (detail.denial === null) return detail;
  return { ...detail, denial: { ...detail.denial, appeal, clocks: clocks(appeal, detail.explanation.created) } };
}

export function remindersOf(appeals: ReadonlyMap<number, Appeal>, detailOf: (id: number) => ClaimDetail): AppealReminder[] {
  return [...appeals].flatMap(([claim, appeal]) => {
    const { row, denial } = withAppeal(detailOf(claim), appeal);
    const lastDay = denial?.clocks.find(({ plan }) => plan === appeal.plan)?.lastDay;
    if (!appeal.remind || appeal.status !== "notSent" || lastDay == null) return [];
    return [{ claim, title: row.title, provider: row.provider, lastDay }];
  });
}

const both = (en: string, es: string) => ({ en, es });

export function deniedScan(created: string | null): Denial {
  return {
    isWhole: true,
    reasons: [
      {
        code: "197",
        list: "adjustment",
        planText: "Precertification/authorization/notification absent",
        help: {
          title: both("No approval before the care", "Falta la aprobación previa"),
          meaning: both(
            "Some care needs the plan’s OK ahead of time. This is called prior authorization. The plan has no record of one.",
            "Algunas atenciones necesitan el visto bueno del plan por adelantado. Esto se llama autorización previa. El plan no tiene constancia de una.",
          ),
          helps: both(
            "The provider can often send the approval, or ask for one after the fact. In an emergency no approval was needed: say so.",
            "El proveedor a menudo puede enviar la aprobación o pedirla después. En una emergencia no hacía falta: dígalo.",
          ),
          ask: both(
            "Ask the provider: did you ask for approval, what is its number, and will you send it to the plan?",
            "Pregunte al proveedor: ¿pidieron la aprobación, cuál es su número y se la enviarán al plan?",
          ),
        },
        group: "CO",
        groupText: "Contractual obligation",
        amount: { money: null, element: null, code: null, label: null },
        element: "ExplanationOfBenefit.item[0].adjudication[4]",
        more: 0,
      },
    ],
    bearer: {
      who: "provider",
      basis: "groupCode",
      title: both("The provider", "El proveedor"),
      meaning: both(
        "Code CO means that by its contract with the plan, or by a rule, the provider may not charge you for this. If they send you a bill, call your plan before you pay.",
        "El código CO significa que, por su contrato con el plan o por una regla, el proveedor no puede cobrarle esto. Si le envía una cuenta, llame a su plan antes de pagar.",
      ),
    },
    help: {
      title: both("What helps in any case", "Lo que ayuda en cualquier caso"),
      meaning: both("", ""),
      helps: both("Call the provider first: many refusals are mended by a corrected bill.", "Llame primero al proveedor: muchos rechazos se arreglan con una cuenta corregida."),
      ask: both("Ask the plan: what does this reason mean?", "Pregunte al plan: ¿qué significa este motivo?"),
    },
    clocks: clocks(NO_APPEAL, created),
    appeal: NO_APPEAL,
    letter: both(
      "[Date]\n\nEvergreen Demo Health\n[Address for appeals, from the plan’s letter]\n\nI ask you to look again at your decision on this claim. The reason you gave:\n– “Precertification/authorization/notification absent” (code 197)\n\n[Your name]\n",
      "[Fecha]\n\nEvergreen Demo Health\n[Dirección para apelaciones, de la carta del plan]\n\nLes pido que revisen su decisión sobre este reclamo. El motivo que dieron:\n– “Precertification/authorization/notification absent” (código 197)\n\n[Su nombre]\n",
    ),
    collect: [both("The plan’s letter with its decision", "La carta del plan con su decisión"), both("The provider’s bill, with the codes", "La cuenta del proveedor, con los códigos")],
  };
}
