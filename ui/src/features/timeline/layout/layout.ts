// From the timeline's data to the timeline's drawing. Pure and deterministic; knows no DOM, no language, no clock.
import type { Bucket, DayAmount, Lane } from "../../../ipc/types.gen";
import { ticks } from "./axis";
import type { Day, Span } from "./calendar";
import { bucketsAColumn, joinColumns, measure, placeColumns, type JoinedColumn } from "./columns";
import type { Drawing, Geometry, Item, LaneDrawing, Tick } from "./drawing";
import { openHeight, placeMarks, type Stories } from "./marks";
import { placeRunning, runningTotals } from "./running";

export interface LayoutInput {
  readonly timeline: { readonly lanes: readonly Lane[] };
  /** What is owed, day by day, from the beginning of the span's first year on. */
  readonly owedByDay: readonly DayAmount[];
  readonly span: Span;
  /** The width of the columns that were asked for. */
  readonly bucket: Bucket;
  readonly today: Day;
  /** Claims that belong together, in lanes by person. */
  readonly stories?: Stories;
}

/** The drawing never takes more SVG nodes than this: scrolling and zooming stay smooth on an old computer. */
export const MOST_NODES = 1500;

const AXIS = 26;
const RUNNING = 42;
const LANE = { marks: 59, many: 50, columns: 74 };
const MANY_LANES = 5;
const NARROW = 860;

/** Nodes each part takes, as `TimelineSvg` draws it. */
export const NODES = { mark: 1, told: 2, story: 4, label: 2, column: 1, pile: 4, strip: 1, tick: 2, lane: 3, running: 4, frame: 5 };

/** Where the lanes begin and end between the words beside them. */
export function plotOf({ width, scale, wideNames }: Omit<Geometry, "running">): { left: number; right: number } {
  const narrow = width < NARROW * scale;
  return { left: (wideNames ? 118 : narrow ? 84 : 92) * scale, right: width - (narrow ? 112 : 104) * scale };
}

export function layout(input: LayoutInput, geometry: Geometry): Drawing {
  let cell = 0;
  for (let coarseness = 1; ; coarseness *= 2) {
    const drawing = draw(input, geometry, coarseness, cell);
    if (drawing.nodes <= MOST_NODES || cell > geometry.width) return drawing;
    cell = 10 * coarseness;
  }
}

function draw(input: LayoutInput, geometry: Geometry, coarseness: number, cell: number): Drawing {
  const { timeline, span, bucket, today, stories } = input;
  const { width, scale } = geometry;
  const plot = plotOf(geometry);
  // Not d3-scale: its d3-color assigns to `constructor` when it loads, which the window's frozen prototypes refuse.
  const dayWidth = (plot.right - plot.left) / (span.until - span.from);
  const x = (day: Day) => plot.left + (day - span.from) * dayWidth;
  const todayX = today >= span.from && today < span.until ? x(today + 0.5) : null;
  const axisHeight = AXIS * scale;
  let top = axisHeight;

  const running = geometry.running
    ? placeRunning(runningTotals(input.owedByDay, span), { span, x, top, height: RUNNING * scale }, today)
    : null;
  if (running !== null) top += running.height;

  const join = bucketsAColumn(bucket, (plot.right - plot.left) / (span.until - span.from), coarseness);
  const columnsOf = new Map<Lane, JoinedColumn[]>();
  for (const lane of timeline.lanes) {
    if (lane.plot.plot === "columns") columnsOf.set(lane, joinColumns(lane.plot.columns, bucket, join, span));
  }
  const measured = measure([...columnsOf.values()]);

  const lanes = timeline.lanes.map((lane, index): LaneDrawing => {
    const key = lane.kind ?? lane.person ?? `lane-${index}`;
    const columns = columnsOf.get(lane);
    const many = timeline.lanes.length > MANY_LANES;
    const claims = lane.plot.plot === "marks" ? lane.plot.marks : [];
    const usual = (columns !== undefined && !many ? LANE.columns : many ? LANE.many : LANE.marks) * scale;
    const open = stories === undefined ? 0 : openHeight(claims, stories, scale);
    const height = open + usual;
    const lead = { key, person: lane.person, kind: lane.kind, claims: lane.claims, youOwe: lane.youOwe, top, height };
    const track = { span, x: (day: Day) => x(day), top, height, scale };
    top += height;
    if (columns !== undefined) return { ...lead, ...placeColumns(columns, track, measured, key) };
    const base = track.top + open + usual / 2;
    return { ...lead, base, items: placeMarks(claims, { ...track, base }, cell, stories), strip: [] };
  });

  const axis = ticks(span, (day) => x(day), scale, todayX);
  return {
    span,
    width,
    height: top,
    axisHeight,
    plot,
    ticks: axis,
    todayX,
    running,
    lanes,
    nodes: countNodes(lanes, axis, running !== null),
  };
}

function countNodes(lanes: readonly LaneDrawing[], axis: readonly Tick[], running: boolean): number {
  const items = lanes.flatMap((lane) => lane.items).reduce((sum, item) => sum + nodesOf(item), 0);
  const strips = lanes.reduce((sum, lane) => sum + lane.strip.length * NODES.strip, 0);
  const frame = NODES.frame + axis.length * NODES.tick + lanes.length * NODES.lane + (running ? NODES.running : 0);
  return items + strips + frame;
}

function nodesOf(item: Item): number {
  if (item.type === "mark" && item.isTold) return NODES.told;
  return NODES[item.type] + (item.type === "pile" && item.label !== null ? NODES.label : 0);
}

/** The middle of what a mark stands for. */
export function middleDay(item: Pick<Item, "first" | "last">): Day {
  return Math.floor((item.first + item.last) / 2);
}
