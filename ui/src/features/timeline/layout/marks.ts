// A lane of marks: every claim becomes exactly one mark, or part of exactly one pile.
import { addSums } from "../../../components/MoneyExact";
import type { ClaimRow, Sum } from "../../../ipc/types.gen";
import { dayOf, type Day, type Span } from "./calendar";
import type { Box, MarkStyle, Pile, SingleMark } from "./drawing";
import { diameter, magnitude, outline, round, sizeOf, styleOf, type Outline } from "./shapes";

/** The strip of a lane in which marks may stand. */
export interface Track {
  readonly span: Span;
  readonly x: (day: Day) => number;
  readonly top: number;
  readonly height: number;
  readonly base: number;
  readonly scale: number;
}

/** How far a mark may stand from its day before it joins a pile, in pixels at the usual text size. */
export const FURTHEST_SHIFT = 18;

const SHIFT_STEP = 3;
/** How far below the line a mark of the same day may stand; small ones only. */
const ROWS_BELOW = [0, 9, 11, 14, 18] as const;
const SMALL = 18;
const GAP = 1;
const SMALLEST_PILE = 20;
/** The sheets behind a pile stand out by this much at the top and on the right. */
export const PILE_SHEETS = 4;
const LANE_MARGIN = 5;
/** A triangle is the shape that reaches furthest beyond its size. */
const WIDEST_SHAPE = 1.16;

interface Dated {
  readonly claim: ClaimRow;
  readonly day: Day;
  readonly size: number;
  readonly style: MarkStyle;
  readonly shape: Outline;
}

/** Places a lane's claims. With `cell`, claims within that many pixels join at once: for drawings with too many nodes. */
export function placeMarks(claims: readonly ClaimRow[], track: Track, cell = 0): (SingleMark | Pile)[] {
  const dated = claims.map((claim) => date(claim, track)).sort(byDay);
  const placed = new Placement(track);
  if (cell > 0) {
    for (const group of cells(dated, track, cell)) placed.join(group);
  } else {
    for (const one of [...dated].sort(bySize)) placed.add(one);
  }
  return placed.inOrder();
}

function date(claim: ClaimRow, { span, height, scale }: Track): Dated {
  const day = (claim.start === null ? null : dayOf(claim.start)) ?? span.from;
  const size = Math.min(sizeOf(claim) * scale, (height - 2 * LANE_MARGIN) / WIDEST_SHAPE);
  const style = styleOf(claim);
  return {
    claim,
    day: Math.max(span.from, Math.min(span.until - 1, day)),
    size,
    style,
    shape: outline(claim.kind, style, size),
  };
}

function byDay(a: Dated, b: Dated): number {
  return a.day - b.day || a.claim.id - b.claim.id;
}

/** The large first: they cannot give way, and the small ones find room beside them. */
function bySize(a: Dated, b: Dated): number {
  return b.size - a.size || byDay(a, b);
}

function cells(dated: readonly Dated[], { x }: Track, width: number): Dated[][] {
  const groups = new Map<number, Dated[]>();
  for (const one of dated) {
    const cell = Math.floor(x(one.day) / width);
    const group = groups.get(cell);
    if (group === undefined) groups.set(cell, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

type Standing = { readonly members: readonly Dated[]; readonly item: SingleMark | Pile };

class Placement {
  readonly #track: Track;
  #standing: Standing[] = [];

  constructor(track: Track) {
    this.#track = track;
  }

  add(one: Dated): void {
    const mark = this.#free(one);
    if (mark !== null) {
      this.#standing.push({ members: [one], item: mark });
      return;
    }
    this.join([one, ...this.#nearest(one).members]);
  }

  /** Makes a pile of claims and whatever it then covers; a single claim that covers nothing stays a mark. */
  join(members: readonly Dated[]): void {
    let group = members;
    for (;;) {
      const names = new Set(group.map((one) => one.claim.id));
      const others = this.#standing.filter((one) => !one.members.some((member) => names.has(member.claim.id)));
      const item = group.length === 1 && group[0] !== undefined ? this.#mark(group[0], 0, 0) : this.#pile(group);
      const covered = others.filter((one) => overlap(one.item, item));
      if (covered.length === 0) {
        this.#standing = [...others, { members: group, item }];
        return;
      }
      group = [...group, ...covered.flatMap((one) => one.members)];
    }
  }

  inOrder(): (SingleMark | Pile)[] {
    return this.#standing.map((one) => one.item).sort((a, b) => a.x - b.x || a.y - b.y || (a.key < b.key ? -1 : 1));
  }

  /** On its day if there is room, below that, then to the side. */
  #free(one: Dated): SingleMark | null {
    const { scale, base, x, top, height } = this.#track;
    const rows = one.size > SMALL * scale ? [0] : ROWS_BELOW;
    const day = x(one.day);
    for (let shift = 0; shift <= FURTHEST_SHIFT; shift += SHIFT_STEP) {
      for (const row of rows) {
        if (row > 0 && base + row * scale + one.shape.height / 2 > top + height - 2) continue;
        for (const side of shift === 0 ? [0] : [1, -1]) {
          const [dx, dy] = [side * shift * scale, row * scale];
          const box = { x: round(day + dx), y: round(base + dy), width: one.shape.width, height: one.shape.height };
          if (!this.#standing.some((other) => overlap(other.item, box))) return this.#mark(one, dx, dy);
        }
      }
    }
    return null;
  }

  #nearest(one: Dated): Standing {
    const x = this.#track.x(one.day);
    return this.#standing.reduce((best, other) =>
      Math.abs(other.item.x - x) < Math.abs(best.item.x - x) ? other : best,
    );
  }

  #mark({ claim, day, style, shape }: Dated, dx: number, dy: number): SingleMark {
    return {
      type: "mark",
      key: `claim-${claim.id}`,
      x: round(this.#track.x(day) + dx),
      y: round(this.#track.base + dy),
      width: shape.width,
      height: shape.height,
      path: shape.path,
      style,
      first: day,
      last: day,
      claim,
    };
  }

  #pile(group: readonly Dated[]): Pile {
    const { x, base, height, scale } = this.#track;
    const members = [...group].sort(byDay);
    const claims = members.map((one) => one.claim);
    const first = Math.min(...members.map((one) => one.day));
    const last = Math.max(...members.map((one) => one.day));
    const youOwe = addSums(claims.map(owed));
    const largest = Math.max(0, ...youOwe.map((sum) => magnitude(sum.money)));
    const room = height - 2 * LANE_MARGIN - PILE_SHEETS;
    const side = round(Math.min(room, Math.max(SMALLEST_PILE, diameter(largest)) * scale));
    return {
      type: "pile",
      key: `pile-${Math.min(...claims.map((claim) => claim.id))}`,
      x: round((x(first) + x(last)) / 2),
      y: base,
      width: side + PILE_SHEETS,
      height: side + PILE_SHEETS,
      style: pileStyle(claims),
      first,
      last,
      claims,
      youOwe,
    };
  }
}

/** What a claim adds to a sum: only what the plan decided and stated. */
function owed(claim: ClaimRow): Sum[] {
  return claim.status === "decided" && claim.youOwe !== null ? [{ money: claim.youOwe, claims: 1 }] : [];
}

/** A pile looks like its claims where they are alike, and owed where any of them is. */
function pileStyle(claims: readonly ClaimRow[]): MarkStyle {
  const styles = new Set(claims.map(styleOf));
  const [only] = styles;
  if (styles.size === 1 && only !== undefined) return only;
  for (const style of ["owed", "pending", "notCovered", "unstated", "zero"] as const) {
    if (styles.has(style)) return style;
  }
  return "replaced";
}

export function overlap(a: Box, b: Box): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + GAP && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + GAP
  );
}
