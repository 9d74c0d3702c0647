// A bill held against claims in memory: enough of the core's rules to have each kind of answer to look at.
import { compareExactly } from "../../components/MoneyExact";
import type { Bill, BillAnswer, BillMatch, BillOutcome, BillPoint, BillReading, BillWords, ClaimDetail } from "../types.gen";

const both = (en: string, es: string) => ({ en, es });
const ask = [both("Ask the provider for an itemized bill.", "Pida al proveedor una factura detallada.")];

export function findBill(details: readonly ClaimDetail[], bill: Bill): BillAnswer {
  const found = details.filter((detail) => fits(detail, bill)).slice(0, 5).map((detail) => match(detail, bill));
  const none: BillWords = {
    title: both("There is no claim for this bill here yet", "Aquí todavía no hay un reclamo para esta factura"),
    meaning: both("Your plan may not have received it.", "Quizás su plan no lo recibió."),
    ask: [both("Ask the provider to send it to your plan.", "Pida al proveedor que lo envíe a su plan.")],
  };
  return { found, none: found.length === 0 ? none : null };
}

function fits({ row }: ClaimDetail, bill: Bill): boolean {
  if (bill.claim !== null) return row.id === bill.claim;
  const provider = bill.provider.toLocaleLowerCase();
  const isTheirs = provider !== "" && (row.provider ?? "").toLocaleLowerCase().includes(provider);
  return bill.date === null ? isTheirs : row.start === bill.date && (provider === "" || isTheirs);
}

function match({ row, explanation, replacedBy }: ClaimDetail, bill: Bill): BillMatch {
  const [owed, billed] = [row.youOwe?.amount ?? null, row.billed?.amount ?? null];
  const asked = bill.amount;
  const compared = asked === null || owed === null ? null : compareExactly(asked, owed);
  const outcome: BillOutcome =
    row.status === "replaced" ? "replacedClaim"
    : row.status === "pending" ? "stillDeciding"
    : row.status === "notCovered" ? "notCovered"
    : asked === null ? "noAmount"
    : compared === null ? "owedNotStated"
    : compared === 0 ? "same"
    : billed !== null && compareExactly(asked, billed) === 0 ? "billedAmount"
    : compared > 0 ? "higher"
    : "lower";
  const points: BillPoint[] = [];
  if (bill.date !== null) points.push({ part: "date", agreement: row.start === bill.date ? "same" : "differs", finding: both(`Care on ${row.start}`, `Atención: ${row.start}`) });
  if (bill.provider !== "") points.push({ part: "provider", agreement: "same", finding: both(row.provider ?? "", row.provider ?? "") });
  const cents = (amount: string) => Number(amount.replace(".", "")) * (amount.includes(".") ? 1 : 100);
  const isApart = (outcome === "higher" || outcome === "lower" || outcome === "billedAmount") && asked !== null && owed !== null;
  const apart = isApart ? Math.abs(cents(asked) - cents(owed)) : 0;
  return {
    claim: row,
    points,
    outcome,
    words: {
      title:
        compared === null || asked === null || owed === null ?
          both("Your plan is still deciding on this claim", "Su plan todavía está decidiendo sobre este reclamo")
        : both(`The bill asks for $${asked}; your plan says you owe $${owed}`, `La factura pide $${asked}; su plan dice que usted debe $${owed}`),
      meaning: both("The bill may be from before your plan decided.", "La factura puede ser de antes de que su plan decidiera."),
      ask: outcome === "same" ? [] : ask,
    },
    bill: asked === null ? null : { amount: asked, currency: "USD" },
    youOwe: explanation.youOwe,
    difference: isApart ? { amount: (apart / 100).toFixed(2), currency: "USD" } : null,
    instead: replacedBy,
  };
}

/** Days as 03/04/2026 and amounts as $40.00. */
export function readBill(text: string): BillReading {
  const words = (pattern: RegExp, meant: (found: RegExpExecArray) => string[]) =>
    [...text.matchAll(pattern)].map((found) => ({
      text: found[0],
      before: (text.slice(0, found.index).split("\n").at(-1) ?? "").trim().replace(/:$/, ""),
      meant: meant(found),
    }));
  return {
    dates: words(/(\d\d)\/(\d\d)\/(\d{4})/g, ([, a = "", b = "", year = ""]) =>
      Number(b) <= 12 && a !== b ? [`${year}-${a}-${b}`, `${year}-${b}-${a}`] : [`${year}-${a}-${b}`]),
    amounts: words(/\$(\d+\.\d\d)/g, ([, amount = ""]) => [amount]),
  };
}
