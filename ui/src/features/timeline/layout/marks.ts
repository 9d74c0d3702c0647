// A lane of marks: every claim becomes exactly one mark, or part of exactly one pile.
import { addSums } from "../../../components/MoneyExact";
import type { ClaimRow, Sum } from "../../../ipc/types.gen";
import { dayOf, type Day, type Span } from "./calendar";
import type { Box, MarkLabel, MarkStyle, Pile, SingleMark, StoryGround, StoryWords } from "./drawing";
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

/** The stories of a lane: which claim is in which, by its id. One of them may be unfolded. */
export interface Stories {
  readonly of: ReadonlyMap<number, StoryWords>;
  readonly open: number | null;
}

/** A story this wide or wider is ground behind its marks; a narrower one is a stack with its number. */
export const WIDE_STORY = 70;
const STORY_PADDING = 12;
const STORY_WORDS = 18;
const TOLD_LINE = 21;
const TOLD_WIDTH = 452;
const FEWEST_TO_JOIN = 3;
/** About what a letter of a label takes. */
const LETTER = 6.4;
const LABEL_HEIGHT = 16;
const LABEL_GAP = 5;

type LaneItem = SingleMark | Pile | StoryGround;

/** The height that a lane needs for its unfolded story, above the line of the other marks. */
export function openHeight(claims: readonly ClaimRow[], stories: Stories, scale: number): number {
  const told = claims.filter((claim) => stories.open !== null && stories.of.get(claim.id)?.id === stories.open).length;
  return told < 2 ? 0 : (told * TOLD_LINE + STORY_WORDS + 24) * scale;
}

/** Places a lane's claims. With `cell`, claims within that many pixels join at once: for drawings with too many nodes. */
export function placeMarks(claims: readonly ClaimRow[], track: Track, cell = 0, stories: Stories = NO_STORIES): LaneItem[] {
  const groups = new Map<number, [StoryWords, Dated[]]>();
  for (const claim of claims) {
    const story = stories.of.get(claim.id);
    if (story === undefined) continue;
    const [, members] = groups.get(story.id) ?? [story, []];
    groups.set(story.id, [story, [...members, date(claim, track)]]);
  }
  const told = [...groups.values()].filter(([, members]) => members.length > 1);
  const inStory = new Set(told.flatMap(([, members]) => members.map((one) => one.claim.id)));
  const placed = new Placement(track);
  const ground: LaneItem[] = [];
  const wide = (members: readonly Dated[]) => spanOf(members, track) >= WIDE_STORY * track.scale;
  for (const [story, members] of told) {
    members.sort(byDay);
    if (story.id === stories.open) ground.push(...unfolded(story, members, track));
    else if (!wide(members) || cell > 0) placed.stack(story, members);
  }
  for (const [story, members] of told) {
    if (story.id === stories.open || !wide(members) || cell > 0) continue;
    ground.push(groundOf(story, members, track));
    const days = new Map<Day, Dated[]>();
    for (const one of members) days.set(one.day, [...(days.get(one.day) ?? []), one]);
    for (const group of days.values()) {
      if (group.length >= FEWEST_TO_JOIN) placed.join(group);
      else group.sort(bySize).forEach((one) => placed.add(one));
    }
  }
  const marks = placeOthers(claims.filter((claim) => !inStory.has(claim.id)), track, cell, placed);
  const labelled = told.length === 0 ? marks : withLabels(marks, track);
  return told.length === 0 ? labelled : [...ground, ...labelled].sort(inPlace);
}

const NO_STORIES: Stories = { of: new Map(), open: null };

function inPlace(a: LaneItem, b: LaneItem): number {
  const left = (item: LaneItem) => (item.type === "story" ? item.x - item.width / 2 : item.x);
  return left(a) - left(b) || a.y - b.y || (a.key < b.key ? -1 : 1);
}

function spanOf(members: readonly Dated[], { x }: Track): number {
  const days = members.map((one) => one.day);
  return x(Math.max(...days)) - x(Math.min(...days));
}

function summed(story: StoryWords, members: readonly Dated[]) {
  const claims = members.map((one) => one.claim);
  return {
    story,
    claims,
    youOwe: addSums(claims.map(owed)),
    first: Math.min(...members.map((one) => one.day)),
    last: Math.max(...members.map((one) => one.day)),
  };
}

function groundOf(story: StoryWords, members: readonly Dated[], track: Track): StoryGround {
  const { x, scale, base } = track;
  const told = summed(story, members);
  const padding = STORY_PADDING * scale;
  const width = x(told.last) - x(told.first) + 2 * padding;
  const middle = (x(told.first) + x(told.last)) / 2;
  return { type: "story", key: `story-${story.id}`, isOpen: false, ...told, x: round(middle), y: base, width: round(width), height: round(strip(track) - 8 * scale) };
}

/** A line a claim, above the line on which the lane's other marks stand. */
function unfolded(story: StoryWords, members: readonly Dated[], track: Track): LaneItem[] {
  const { x, scale, top, span } = track;
  const [left, right] = [x(span.from), x(span.until)];
  const height = (members.length * TOLD_LINE + STORY_WORDS + 12) * scale;
  const told = summed(story, members);
  const width = Math.min(right - left, Math.max(TOLD_WIDTH * scale, x(told.last) - x(told.first) + 14 * LETTER * scale));
  const from = Math.max(left, Math.min(x(told.first) - STORY_PADDING * scale, right - width));
  const panel: StoryGround = {
    type: "story",
    key: `story-${story.id}`,
    isOpen: true,
    ...told,
    x: round(from + width / 2),
    y: round(top + 6 * scale + height / 2),
    width: round(width),
    height: round(height),
  };
  const furthest = from + width - 0.55 * Math.min(width, TOLD_WIDTH * scale);
  return [
    panel,
    ...members.map((one, line): SingleMark => {
      const size = Math.min(one.size, (TOLD_LINE - 4) * scale);
      const shape = outline(one.claim.kind, one.style, size);
      return {
        ...markOf(one, track, 0, 0),
        x: round(Math.max(from + STORY_PADDING * scale, Math.min(furthest, x(one.day)))),
        y: round(top + (STORY_WORDS + 18 + line * TOLD_LINE) * scale),
        width: shape.width,
        height: shape.height,
        path: shape.path,
        isTold: true,
      };
    }),
  ];
}

/** The words of a stack go to its right, else to its left, else they are only spoken and in the tooltip. */
function withLabels(items: readonly LaneItem[], { scale, span, x }: Track): LaneItem[] {
  const boxes: Box[] = [...items];
  const [left, right] = [x(span.from), x(span.until)];
  return items.map((item) => {
    if (item.type !== "pile" || item.story === null) return item;
    const { title } = item.story;
    const width = title.length * LETTER * scale;
    for (const side of [1, -1]) {
      const at = item.x + side * (item.width / 2 + LABEL_GAP * scale);
      const box = { x: at + (side * width) / 2, y: item.y, width, height: LABEL_HEIGHT * 2 * scale };
      const isFree = box.x - width / 2 >= left && box.x + width / 2 <= right && !boxes.some((one) => one !== item && overlap(one, box));
      if (!isFree) continue;
      boxes.push(box);
      const label: MarkLabel = { x: round(at - item.x), anchor: side > 0 ? "start" : "end", title };
      return { ...item, label };
    }
    return item;
  });
}

function placeOthers(claims: readonly ClaimRow[], track: Track, cell: number, placed: Placement): (SingleMark | Pile)[] {
  const dated = claims.map((claim) => date(claim, track)).sort(byDay);
  if (cell > 0) {
    for (const group of cells(dated, track, cell)) placed.join(group);
  } else {
    for (const one of [...dated].sort(bySize)) placed.add(one);
  }
  return placed.inOrder();
}

/** The strip around the line: in a lane with an unfolded story it is at the bottom. */
function strip({ top, height, base }: Track): number {
  return 2 * (top + height - base);
}

function date(claim: ClaimRow, track: Track): Dated {
  const { span, scale } = track;
  const day = (claim.start === null ? null : dayOf(claim.start)) ?? span.from;
  const size = Math.min(sizeOf(claim) * scale, (strip(track) - 2 * LANE_MARGIN) / WIDEST_SHAPE);
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

/** What stands already; a story's stack keeps to itself. */
type Standing = { readonly members: readonly Dated[]; readonly item: SingleMark | Pile; readonly isStory?: true };

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
    const nearest = this.#nearest(one);
    if (nearest === null) this.#standing.push({ members: [one], item: markOf(one, this.#track, 0, 0) });
    else this.join([one, ...nearest.members]);
  }

  /** Makes a stack of a story's claims. Two of them at one place stay two. */
  stack(story: StoryWords, members: readonly Dated[]): void {
    const pile = { ...this.#pile(members), key: `story-${story.id}`, story };
    const step = (pile.width + GAP) / 2;
    let shift = 0;
    while (shift < 8 && this.#standing.some((one) => overlap(one.item, { ...pile, x: pile.x + shift * step }))) shift += 1;
    this.#standing.push({ members, item: { ...pile, x: round(pile.x + shift * step) }, isStory: true });
  }

  /** Makes a pile of claims and whatever it then covers; a single claim that covers nothing stays a mark. */
  join(members: readonly Dated[]): void {
    let group = members;
    for (;;) {
      const names = new Set(group.map((one) => one.claim.id));
      const others = this.#standing.filter((one) => !one.members.some((member) => names.has(member.claim.id)));
      const item = group.length === 1 && group[0] !== undefined ? markOf(group[0], this.#track, 0, 0) : this.#pile(group);
      const covered = others.filter((one) => !one.isStory && overlap(one.item, item));
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
          if (!this.#standing.some((other) => overlap(other.item, box))) return markOf(one, this.#track, dx, dy);
        }
      }
    }
    return null;
  }

  #nearest(one: Dated): Standing | null {
    const x = this.#track.x(one.day);
    let best: Standing | null = null;
    for (const other of this.#standing) {
      if (other.isStory) continue;
      if (best === null || Math.abs(other.item.x - x) < Math.abs(best.item.x - x)) best = other;
    }
    return best;
  }

  #pile(group: readonly Dated[]): Pile {
    const { x, base, scale } = this.#track;
    const members = [...group].sort(byDay);
    const claims = members.map((one) => one.claim);
    const first = Math.min(...members.map((one) => one.day));
    const last = Math.max(...members.map((one) => one.day));
    const youOwe = addSums(claims.map(owed));
    const largest = Math.max(0, ...youOwe.map((sum) => magnitude(sum.money)));
    const room = strip(this.#track) - 2 * LANE_MARGIN - PILE_SHEETS;
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
      story: null,
      label: null,
    };
  }
}

function markOf({ claim, day, style, shape }: Dated, { x, base }: Track, dx: number, dy: number): SingleMark {
  return {
    type: "mark",
    key: `claim-${claim.id}`,
    x: round(x(day) + dx),
    y: round(base + dy),
    width: shape.width,
    height: shape.height,
    path: shape.path,
    style,
    first: day,
    last: day,
    claim,
    isTold: false,
  };
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
