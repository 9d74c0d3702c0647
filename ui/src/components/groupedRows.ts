// Which row of a long table is what: the heading of a group, or an item. Pure arithmetic over the groups' sizes, so that a
// hundred thousand items need no hundred thousand objects.

/** A group with its place in the table. */
export type Placed<Group> = Group & {
  /** How many items it has, whether they are shown or not. */
  readonly size: number;
  /** The place of its first item in the whole list. */
  readonly offset: number;
  /** The row of its heading. */
  readonly row: number;
  readonly isOpen: boolean;
};

export interface GroupedRows<Group> {
  readonly groups: readonly Placed<Group>[];
  readonly rows: number;
  readonly items: number;
}

export type RowPlace<Group> =
  | { readonly type: "group"; readonly group: Placed<Group> }
  | { readonly type: "item"; readonly group: Placed<Group>; readonly offset: number };

export function placeGroups<Group extends object>(
  list: readonly Group[],
  sizeOf: (group: Group) => number,
  isOpen: (group: Group) => boolean = () => true,
): GroupedRows<Group> {
  const groups: Placed<Group>[] = [];
  let [row, offset] = [0, 0];
  for (const group of list) {
    const [size, open] = [sizeOf(group), isOpen(group)];
    groups.push({ ...group, size, offset, row, isOpen: open });
    row += 1 + (open ? size : 0);
    offset += size;
  }
  return { groups, rows: row, items: offset };
}

/** What stands in a row, or `null` past the end. */
export function placeOfRow<Group>({ groups, rows }: GroupedRows<Group>, row: number): RowPlace<Group> | null {
  if (row < 0 || row >= rows) return null;
  const group = lastWhere(groups, (one) => one.row <= row);
  if (group === undefined) return null;
  return group.row === row
    ? { type: "group", group }
    : { type: "item", group, offset: group.offset + row - group.row - 1 };
}

/** The row of the item at a place of the list; its group's heading where the group is closed. */
export function rowOfItem<Group>({ groups }: GroupedRows<Group>, offset: number): number {
  const group = lastWhere(groups, (one) => one.offset <= offset && one.size > 0);
  if (group === undefined) return 0;
  return group.isOpen ? group.row + 1 + offset - group.offset : group.row;
}

/** The next row in a direction that the keyboard can stand on: items, and headings that open and close. */
export function nextStop<Group>(plan: GroupedRows<Group>, from: number, by: number, headingsStop: boolean): number {
  const direction = by < 0 ? -1 : 1;
  let row = Math.max(0, Math.min(plan.rows - 1, from + by));
  const stops = (at: number) => {
    const place = placeOfRow(plan, at);
    return place !== null && (headingsStop || place.type === "item");
  };
  while (row >= 0 && row < plan.rows && !stops(row)) row += direction;
  if (stops(row)) return row;
  row = Math.max(0, Math.min(plan.rows - 1, row));
  while (row !== from && !stops(row)) row -= direction;
  return row;
}

function lastWhere<Item>(items: readonly Item[], holds: (item: Item) => boolean): Item | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
