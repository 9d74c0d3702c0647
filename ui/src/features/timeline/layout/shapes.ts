// The shapes of the marks: shape says the kind of care, fill says what is owed, size says how much.
import type { ClaimKind, ClaimRow, Money } from "../../../ipc/types.gen";
import { isZero } from "../../../components/MoneyExact";
import type { MarkStyle } from "./drawing";

export type Shape = "circle" | "square" | "diamond" | "pill" | "triangle";

export const SHAPE: Record<ClaimKind, Shape> = {
  visit: "circle",
  hospital: "square",
  lab: "diamond",
  pharmacy: "pill",
  therapy: "triangle",
  dental: "triangle",
  vision: "triangle",
  other: "triangle",
};

const SMALLEST = 7;
const ZERO = 9;
const UNDECIDED = 11;

/** The only place where an amount becomes a binary number: for the size of a picture, never for a text. */
export function magnitude(money: Money | null): number {
  if (money === null) return 0;
  const value = Number(money.amount);
  return Number.isFinite(value) ? Math.abs(value) : 0;
}

/** The diameter of a mark for an amount. Grows slowly, so that a stay in hospital does not hide a visit. */
export function diameter(amount: number): number {
  return Math.max(SMALLEST, 1.45 * amount ** 0.4);
}

export function styleOf(claim: ClaimRow): MarkStyle {
  switch (claim.status) {
    case "pending":
      return "pending";
    case "notCovered":
      return "notCovered";
    case "replaced":
      return "replaced";
    // Nothing is owed for what is no claim.
    case "preauthorization":
      return "unstated";
    case "decided":
      if (claim.youOwe === null) return "unstated";
      return isZero(claim.youOwe) ? "zero" : "owed";
  }
}

/** How large a claim's mark is, before the lane's height limits it. */
export function sizeOf(claim: ClaimRow): number {
  switch (styleOf(claim)) {
    case "owed":
      return diameter(magnitude(claim.youOwe));
    case "zero":
      return ZERO;
    case "pending":
    case "notCovered":
      return UNDECIDED;
    case "unstated":
    case "replaced":
      return SMALLEST;
  }
}

export interface Outline {
  readonly width: number;
  readonly height: number;
  readonly path: string;
}

/** The path of a mark around 0,0. A slash or a cross is part of it: one claim, one node. */
export function outline(kind: ClaimKind, style: MarkStyle, size: number): Outline {
  const shape = shapeOutline(SHAPE[kind], size);
  const reach = round(size * 0.5);
  if (style === "notCovered") return { ...shape, path: `${shape.path}M${-reach} ${reach}L${reach} ${-reach}` };
  if (style === "replaced") {
    const arm = round(size * 0.3);
    return { ...shape, path: `${shape.path}M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}` };
  }
  return shape;
}

function shapeOutline(shape: Shape, size: number): Outline {
  const r = size / 2;
  switch (shape) {
    case "circle": {
      const c = round(r);
      return square(size, `M${-c} 0A${c} ${c} 0 1 1 ${c} 0A${c} ${c} 0 1 1 ${-c} 0Z`);
    }
    case "square": {
      const h = round(r * 0.94);
      return square(h * 2, `M${-h} ${-h}H${h}V${h}H${-h}Z`);
    }
    case "diamond": {
      const h = round(r * 1.12);
      return square(h * 2, `M0 ${-h}L${h} 0L0 ${h}L${-h} 0Z`);
    }
    case "pill": {
      const w = round(size * 0.675);
      const h = round(size * 0.34);
      const straight = round(w - h);
      const path = `M${-straight} ${-h}H${straight}A${h} ${h} 0 0 1 ${straight} ${h}H${-straight}A${h} ${h} 0 0 1 ${-straight} ${-h}Z`;
      return { width: w * 2, height: h * 2, path };
    }
    case "triangle": {
      const h = round(r * 1.16);
      return square(h * 2, `M0 ${-h}L${h} ${round(h * 0.8)}H${-h}Z`);
    }
  }
}

function square(size: number, path: string): Outline {
  return { width: size, height: size, path };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
