/** Exact arithmetic on decimal texts. No binary float: what a member is told must be what the plan wrote. */

import type { Money, Sum } from "../ipc/types.gen";

interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

function parse(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === "-" ? -units : units, scale: fraction.length };
}

function atScale(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

function write(value: Decimal): string {
  const negative = value.units < 0n;
  const digits = (negative ? -value.units : value.units).toString().padStart(value.scale + 1, "0");
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale === 0 ? "" : `.${digits.slice(-value.scale)}`;
  return `${negative ? "-" : ""}${whole}${fraction}`;
}

/** Adds decimal texts, or answers `null` where one of them is none. */
export function addExactly(amounts: readonly string[]): string | null {
  let total: Decimal = { units: 0n, scale: 0 };
  for (const amount of amounts) {
    const value = parse(amount);
    if (value === null) return null;
    const scale = Math.max(total.scale, value.scale);
    total = { units: atScale(total, scale) + atScale(value, scale), scale };
  }
  return write(total);
}

/** -1, 0 or 1, or `null` where a text is no decimal. */
export function compareExactly(left: string, right: string): -1 | 0 | 1 | null {
  const a = parse(left);
  const b = parse(right);
  if (a === null || b === null) return null;
  const scale = Math.max(a.scale, b.scale);
  const difference = atScale(a, scale) - atScale(b, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export function isZero(money: Money): boolean {
  return compareExactly(money.amount, "0") === 0;
}

/** Whether the parts, all stated, in one currency and none below zero, really add up to the whole. */
export function addsUp(whole: Money | null, parts: readonly (Money | null)[]): boolean {
  if (whole === null) return false;
  const amounts: string[] = [];
  for (const part of parts) {
    if (part === null || part.currency !== whole.currency) return false;
    if (compareExactly(part.amount, "0") === -1) return false;
    amounts.push(part.amount);
  }
  const total = addExactly(amounts);
  return total !== null && compareExactly(total, whole.amount) === 0;
}

/** Adds sums currency by currency; different currencies stay apart, in the order they first come. */
export function addSums(lists: readonly (readonly Sum[])[]): Sum[] {
  const totals = new Map<string | null, { amounts: string[]; claims: number }>();
  for (const sum of lists.flat()) {
    const total = totals.get(sum.money.currency) ?? { amounts: [], claims: 0 };
    total.amounts.push(sum.money.amount);
    total.claims += sum.claims;
    totals.set(sum.money.currency, total);
  }
  const sums: Sum[] = [];
  for (const [currency, { amounts, claims }] of totals) {
    const amount = addExactly(amounts);
    if (amount !== null) sums.push({ money: { amount, currency }, claims });
  }
  return sums;
}
