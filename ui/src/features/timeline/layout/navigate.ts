// Where the arrow keys go from a mark, and which mark is under the pointer.
import type { Drawing, Item } from "./drawing";

export interface Place {
  readonly lane: number;
  readonly item: number;
}

/** Where a mark stands, or `null` where it is no longer drawn. */
export function find(drawing: Drawing, key: string | null): Place | null {
  if (key === null) return null;
  for (const [lane, { items }] of drawing.lanes.entries()) {
    const item = items.findIndex((one) => one.key === key);
    if (item >= 0) return { lane, item };
  }
  return null;
}

/** The mark that the tab key reaches: the last one that had the focus, or the newest of the first lane that has any. */
export function entry(drawing: Drawing, last: string | null): Item | null {
  const place = find(drawing, last);
  if (place !== null) return drawing.lanes[place.lane]?.items[place.item] ?? null;
  return drawing.lanes.find((lane) => lane.items.length > 0)?.items.at(-1) ?? null;
}

/** The mark that a key leads to, or `null` where the key means nothing or there is none. */
export function neighbour(drawing: Drawing, from: string, key: string): Item | null {
  const place = find(drawing, from);
  if (place === null) return null;
  const items = drawing.lanes[place.lane]?.items ?? [];
  switch (key) {
    case "ArrowLeft":
      return items[place.item - 1] ?? null;
    case "ArrowRight":
      return items[place.item + 1] ?? null;
    case "Home":
      return items[0] ?? null;
    case "End":
      return items.at(-1) ?? null;
    case "ArrowUp":
    case "ArrowDown":
      return inNextLane(drawing, place, key === "ArrowUp" ? -1 : 1);
    default:
      return null;
  }
}

function inNextLane(drawing: Drawing, place: Place, direction: -1 | 1): Item | null {
  const x = drawing.lanes[place.lane]?.items[place.item]?.x ?? 0;
  for (let lane = place.lane + direction; ; lane += direction) {
    const items = drawing.lanes[lane]?.items;
    if (items === undefined) return null;
    const nearest = nearestBy(items, (item) => Math.abs(item.x - x));
    if (nearest !== null) return nearest;
  }
}

/** The mark under a point. Small marks reach out to 24 pixels, so that nobody has to aim. */
export function itemAt(drawing: Drawing, x: number, y: number): Item | null {
  const lane = drawing.lanes.find((one) => y >= one.top && y < one.top + one.height);
  if (lane === undefined) return null;
  const near = lane.items.filter((item) => {
    if (item.type === "column") return Math.abs(item.x - x) <= Math.max(item.width, 5) / 2 + 0.5;
    const reachX = Math.max(item.width, REACH) / 2;
    const reachY = Math.max(item.height, REACH) / 2;
    return Math.abs(item.x - x) <= reachX && Math.abs(item.y - y) <= reachY;
  });
  // Marks stand on the ground of their story.
  const marks = near.filter((item) => item.type !== "story");
  return nearestBy(marks.length > 0 ? marks : near, (item) => Math.hypot(item.x - x, item.type === "column" ? 0 : item.y - y));
}

const REACH = 24;

function nearestBy(items: readonly Item[], distance: (item: Item) => number): Item | null {
  let best: Item | null = null;
  for (const item of items) if (best === null || distance(item) < distance(best)) best = item;
  return best;
}

/** The mark that a claim is in. */
export function itemOfClaim(drawing: Drawing, claim: number): Item | null {
  for (const { items } of drawing.lanes) {
    for (const item of items) {
      if (item.type === "mark" && item.claim.id === claim) return item;
      if ((item.type === "pile" || (item.type === "story" && !item.isOpen)) && item.claims.some((one) => one.id === claim)) return item;
    }
  }
  return null;
}
