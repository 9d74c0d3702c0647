// What the timeline draws, as numbers: the answer of `layout` and the only thing the SVG component reads.
import type { ClaimKind, ClaimRow, Sum } from "../../../ipc/types.gen";
import type { Day, Span } from "./calendar";

/** The room there is. `scale` is the reader's text size over 16 px; everything but the width follows it. */
export interface Geometry {
  readonly width: number;
  readonly scale: number;
  /** Whether the running total is drawn: not in a narrow window, not over all the years. */
  readonly running: boolean;
  /** Whether the lanes have longer names than a person's. */
  readonly wideNames: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a mark is filled: what the member can read from it besides its size and shape. */
export type MarkStyle = "owed" | "zero" | "unstated" | "pending" | "notCovered" | "replaced";

interface Placed extends Box {
  /** Stable across zooms, so that a mark moves instead of being drawn anew. */
  readonly key: string;
  /** First and last day of care among its claims; of a column, its first and last day. */
  readonly first: Day;
  readonly last: Day;
}

/** One claim. `x` and `y` are its middle; `path` is drawn around 0,0. */
export interface SingleMark extends Placed {
  readonly type: "mark";
  readonly style: MarkStyle;
  readonly path: string;
  readonly claim: ClaimRow;
  /** Whether its words stand beside it: a line of an unfolded story. */
  readonly isTold: boolean;
}

/** A story as the picture needs it. The words come from outside: `layout` knows no language. */
export interface StoryWords {
  readonly id: number;
  readonly title: string;
}

/** Words beside a mark, where there is room. */
export interface MarkLabel {
  readonly x: number;
  readonly anchor: "start" | "end";
  readonly title: string;
}

/** Claims too close to tell apart: a stack with their number. */
export interface Pile extends Placed {
  readonly type: "pile";
  readonly style: MarkStyle;
  readonly claims: readonly ClaimRow[];
  readonly youOwe: readonly Sum[];
  /** The story that it stands for. */
  readonly story: StoryWords | null;
  readonly label: MarkLabel | null;
}

/** The ground behind the marks of a story: tinted, or unfolded with a line a claim. `x` and `y` are its middle. */
export interface StoryGround extends Placed {
  readonly type: "story";
  readonly isOpen: boolean;
  readonly story: StoryWords;
  readonly claims: readonly ClaimRow[];
  readonly youOwe: readonly Sum[];
}

/** A column of a crowded lane; `x` is its middle, `y` its top, `height` what stands for the money owed. */
export interface ColumnMark extends Placed {
  readonly type: "column";
  readonly count: number;
  readonly youOwe: readonly Sum[];
}

export type Item = SingleMark | Pile | StoryGround | ColumnMark;

/** A part of the strip that says how many claims there are: the columns of one darkness, as one path. */
export interface StripPart {
  /** 1 (few) to 5 (most). */
  readonly level: number;
  readonly path: string;
}

export interface LaneDrawing {
  readonly key: string;
  readonly person: string | null;
  readonly kind: ClaimKind | null;
  readonly claims: number;
  readonly youOwe: readonly Sum[];
  readonly top: number;
  readonly height: number;
  readonly base: number;
  /** From left to right, and from top to bottom where they stand on one another. */
  readonly items: readonly Item[];
  readonly strip: readonly StripPart[];
}

export type TickUnit = "year" | "month" | "week" | "day";

export interface Tick {
  readonly day: Day;
  readonly x: number;
  readonly unit: TickUnit;
  /** Where the label has to name the next larger unit too. */
  readonly full: boolean;
  readonly strong: boolean;
  /** False where another label needs the room. */
  readonly labelled: boolean;
}

export interface RunningTotal {
  readonly top: number;
  readonly height: number;
  readonly line: string;
  readonly area: string;
}

export interface Drawing {
  readonly span: Span;
  readonly width: number;
  readonly height: number;
  readonly axisHeight: number;
  readonly plot: { readonly left: number; readonly right: number };
  readonly ticks: readonly Tick[];
  readonly todayX: number | null;
  readonly running: RunningTotal | null;
  readonly lanes: readonly LaneDrawing[];
  /** SVG nodes that the drawing takes. */
  readonly nodes: number;
}
