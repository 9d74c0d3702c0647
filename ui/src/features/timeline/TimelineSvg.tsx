// Draws what `layout` worked out. Nothing is decided here; see `layout/` for every number.
import { useLingui } from "@lingui/react/macro";
import { memo } from "react";

import { kindWords } from "../../components/ClaimWords";
import { useFormat } from "../../i18n/format";
import { isoDay, toDate } from "./layout/calendar";
import type { ColumnMark, Drawing, Item, LaneDrawing, Pile, SingleMark, StoryGround, Tick } from "./layout/drawing";
import { PILE_SHEETS } from "./layout/marks";

export interface TimelineSvgProps {
  drawing: Drawing;
  /** The accessible name of a lane, and of a mark of it. */
  laneName: (lane: LaneDrawing) => string;
  itemName: (lane: LaneDrawing, index: number) => string;
  /** The mark that the tab key reaches. */
  stop: string | null;
  selected: string | null;
}

export const TimelineSvg = memo(function TimelineSvg({ drawing, laneName, itemName, stop, selected }: TimelineSvgProps) {
  const { width, height, plot, ticks, todayX, running, lanes, axisHeight } = drawing;
  return (
    <svg className="tl" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <line className="tl-rule" x1={0} x2={width} y1={axisHeight} y2={axisHeight} />
      {ticks.map((tick) => (
        <TickMark key={tick.day} tick={tick} top={axisHeight} bottom={height} />
      ))}
      {running !== null && (
        <g aria-hidden="true">
          <path className="tl-running-area" d={running.area} />
          <path className="tl-running" d={running.line} />
          <line className="tl-rule" x1={0} x2={width} y1={running.top + running.height} y2={running.top + running.height} />
        </g>
      )}
      {lanes.map((lane) => (
        <g key={lane.key} role="group" aria-label={laneName(lane)}>
          {lane.strip.length === 0 && (
            <line className="tl-base" x1={plot.left} x2={plot.right} y1={lane.base} y2={lane.base} />
          )}
          <line className="tl-divider" x1={0} x2={width} y1={lane.top + lane.height} y2={lane.top + lane.height} />
          {lane.strip.map((part) => (
            <path key={part.level} className={`tl-strip tl-strip-${part.level}`} d={part.path} />
          ))}
          {lane.items.map((item, index) => (
            <ItemMark
              key={item.key}
              item={item}
              name={itemName(lane, index)}
              isStop={item.key === stop}
              isSelected={item.key === selected}
            />
          ))}
          {lane.items.map((item) => item.type === "story" && <GroundWords key={`${item.key}-words`} item={item} />)}
        </g>
      ))}
      {todayX !== null && <Today x={todayX} top={axisHeight} bottom={height} />}
    </svg>
  );
});

function Today({ x, top, bottom }: { x: number; top: number; bottom: number }) {
  const { t } = useLingui();
  return (
    <g>
      <line className="tl-today" x1={x} x2={x} y1={top - 4} y2={bottom} />
      <text className="tl-today-word" x={x + 5} y={top * 0.65}>
        {t`Today`}
      </text>
    </g>
  );
}

function TickMark({ tick, top, bottom }: { tick: Tick; top: number; bottom: number }) {
  const words = useTickWords(tick);
  return (
    <>
      <line
        className={tick.strong ? "tl-grid is-strong" : "tl-grid"}
        x1={tick.x}
        x2={tick.x}
        y1={tick.strong ? 4 : top}
        y2={bottom}
      />
      {tick.labelled && (
        <text className="tl-axis" x={tick.x + 6} y={top * 0.65}>
          {words}
        </text>
      )}
    </>
  );
}

function useTickWords({ day, unit, full }: Tick): string {
  const format = useFormat();
  const date = toDate(day);
  const year = date.getUTCFullYear();
  switch (unit) {
    case "year":
      return String(year);
    case "month": {
      const month = format.monthNames()[date.getUTCMonth()] ?? "";
      return full ? `${month} ’${String(year % 100).padStart(2, "0")}` : month;
    }
    case "week":
      return format.date(isoDay(day), "noYear");
    case "day":
      return full ? format.date(isoDay(day), "noYear") : String(date.getUTCDate());
  }
}

interface ItemMarkProps {
  item: Item;
  name: string;
  isStop: boolean;
  isSelected: boolean;
}

const ItemMark = memo(function ItemMark({ item, name, isStop, isSelected }: ItemMarkProps) {
  const common = {
    role: "button",
    "aria-label": name,
    tabIndex: isStop ? 0 : -1,
    "data-key": item.key,
    ...(isSelected && { "aria-current": true as const }),
  };
  switch (item.type) {
    case "story":
      return <Ground item={item} common={common} />;
    case "mark":
      if (item.isTold) return <Told item={item} common={common} />;
      return (
        <path {...common} className={`tl-mark is-${item.style}`} d={item.path} transform={at(item.x, item.y)} />
      );
    case "pile":
      return <PileMark item={item} common={common} />;
    case "column":
      return <Column item={item} common={common} />;
  }
});

type Shared = Record<string, unknown>;

/** An attribute, not a style: WebKit magnifies a style's pixels twice where the reader's text is larger. */
function at(x: number, y: number): string {
  return `translate(${x} ${y})`;
}

function PileMark({ item, common }: { item: Pile; common: Shared }) {
  const side = item.width - PILE_SHEETS;
  const left = -item.width / 2;
  const top = -item.height / 2 + PILE_SHEETS;
  const radius = Math.min(6, side / 4);
  return (
    <g {...common} className={`tl-pile is-${item.style}`} transform={at(item.x, item.y)}>
      <path className="tl-sheets" d={sheet(left + 4, top - 4, side, radius) + sheet(left + 2, top - 2, side, radius)} />
      <rect className="tl-mark" x={left} y={top} width={side} height={side} rx={radius} />
      <text className="tl-count" x={left + side / 2} y={top + side / 2} dominantBaseline="central" textAnchor="middle">
        {item.claims.length}
      </text>
      {item.label !== null && <StackWords item={item} />}
    </g>
  );
}

/** What a story is called and what is owed for it, beside its stack. */
function StackWords({ item: { label, youOwe } }: { item: Pile }) {
  const format = useFormat();
  if (label === null) return null;
  const owed = youOwe.map(({ money }) => format.money(money)).join(" + ");
  return (
    <text className="tl-story-words" x={label.x} textAnchor={label.anchor} aria-hidden="true">
      <tspan className="tl-story-title" x={label.x} dy={owed === "" ? "0.35em" : "-0.25em"}>
        {label.title}
      </tspan>
      {owed !== "" && (
        <tspan x={label.x} dy="1.2em">
          {owed}
        </tspan>
      )}
    </text>
  );
}

/** The ground of a story. */
function Ground({ item, common }: { item: StoryGround; common: Shared }) {
  const { width, height, isOpen } = item;
  return (
    <g {...common} aria-expanded={isOpen} className={isOpen ? "tl-story is-open" : "tl-story"} transform={at(item.x, item.y)}>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={8} />
    </g>
  );
}

/** On average, at the captions' size, in pixels. */
const WIDTH_OF_A_LETTER = 6.25;

/** What a story is called: over its marks, which may reach up to it. */
function GroundWords({ item }: { item: StoryGround }) {
  const format = useFormat();
  const { width, height, story, claims, youOwe, isOpen } = item;
  const owed = youOwe.map(({ money }) => format.money(money)).join(" + ");
  const count = format.claims(claims.length);
  const more = isOpen ? [count, owed].filter((part) => part !== "").join(", ") : count;
  // The count stands in the table too: it goes first where the ground is narrow.
  const fits = (story.title.length + more.length + 3) * WIDTH_OF_A_LETTER < width - 16;
  return (
    <text className="tl-ground-words" x={item.x + 8 - width / 2} y={item.y - height / 2} dy={isOpen ? "1.5em" : "1.1em"} aria-hidden="true">
      <tspan className="tl-story-title">{story.title}</tspan>
      {fits && <tspan>{` · ${more}`}</tspan>}
    </text>
  );
}

/** A claim of an unfolded story, with its words. */
function Told({ item, common }: { item: SingleMark; common: Shared }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { claim, width } = item;
  return (
    <g {...common} transform={at(item.x, item.y)}>
      <path className={`tl-mark is-${item.style}`} d={item.path} />
      <text x={width / 2 + 8} dy="0.35em" aria-hidden="true">
        <tspan className="tl-told-title">{claim.title ?? i18n._(kindWords[claim.kind])}</tspan>
        {claim.start !== null && <tspan> {format.date(claim.start, "noYear")}</tspan>}
        {claim.youOwe !== null && claim.status === "decided" && <tspan className="tl-told-owe"> {format.money(claim.youOwe)}</tspan>}
      </text>
    </g>
  );
}

/** A square with round corners. */
function sheet(x: number, y: number, side: number, r: number): string {
  const s = side - 2 * r;
  return `M${x + r} ${y}h${s}a${r} ${r} 0 0 1 ${r} ${r}v${s}a${r} ${r} 0 0 1 ${-r} ${r}h${-s}a${r} ${r} 0 0 1 ${-r} ${-r}v${-s}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
}

function Column({ item, common }: { item: ColumnMark; common: Shared }) {
  return (
    <rect
      {...common}
      className="tl-column"
      x={item.x - item.width / 2}
      y={item.y}
      width={item.width}
      height={item.height}
      rx={Math.min(1.5, item.width / 4)}
    />
  );
}
