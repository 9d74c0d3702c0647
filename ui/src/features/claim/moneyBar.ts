// How a bill falls into parts, as shares of a bar. Drawn only where the plan's own figures really add up.
import { addsUp, isZero } from "../../components/MoneyExact";
import type { Explanation, Figure, Money } from "../../ipc/types.gen";
import { magnitude } from "../timeline/layout/shapes";

export interface BarPart {
  readonly name: "discount" | "planPaid" | "youOwe";
  readonly money: Money;
  /** Its part of the bill, 0 to 1. */
  readonly share: number;
}

export interface MoneyBarParts {
  readonly billed: Money;
  readonly parts: readonly BarPart[];
  /** The plan's price, where it is stated and is what the plan and the member pay together. */
  readonly planPrice: Money | null;
}

type Figures = Pick<Explanation, "billed" | "discount" | "planPaid" | "youOwe" | "planPrice">;

/** The parts of the bar, or `null` where the stated figures do not make one. */
export function moneyBar({ billed, discount, planPaid, youOwe, planPrice }: Figures): MoneyBarParts | null {
  const named: [BarPart["name"], Figure][] = [
    ["discount", discount],
    ["planPaid", planPaid],
    ["youOwe", youOwe],
  ];
  const whole = billed.money;
  if (whole === null || isZero(whole) || !addsUp(whole, named.map(([, figure]) => figure.money))) return null;
  const size = magnitude(whole);
  const parts = named.flatMap(([name, { money }]) => (money === null ? [] : [{ name, money, share: magnitude(money) / size }]));
  return {
    billed: whole,
    parts,
    planPrice: addsUp(planPrice.money, [planPaid.money, youOwe.money]) ? planPrice.money : null,
  };
}

/** Whether every part is wide enough for its label below it; the last one's label may reach back to the left. */
export function labelsFit(parts: readonly BarPart[], width: number, scale: number): boolean {
  const room = 108 * scale;
  const [discount, paid, owe] = parts.map((part) => part.share * width);
  if (discount === undefined || paid === undefined || owe === undefined) return false;
  return discount >= room && paid >= room && paid + owe >= 2.1 * room;
}
