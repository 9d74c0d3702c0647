// The picture of care over time: marks to walk over with the keyboard or the pointer, and words beside the lanes.
import { useLingui } from "@lingui/react/macro";
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from "react";

import { usePersonFilter } from "../../app/personFilter";
import { kindWords } from "../../components/ClaimWords";
import { useFormat } from "../../i18n/format";
import type { Lane } from "../../ipc/types.gen";
import { useEpisodeName } from "../episodes/useEpisodeWords";
import { itemWords, type ItemWords } from "./itemWords";
import type { Day } from "./layout/calendar";
import type { Drawing, Geometry, Item, LaneDrawing, StoryWords } from "./layout/drawing";
import { layout, middleDay } from "./layout/layout";
import type { Stories } from "./layout/marks";
import { entry, find, itemAt, itemOfClaim, neighbour } from "./layout/navigate";
import { LaneWords } from "./LaneWords";
import { TimelineSvg } from "./TimelineSvg";
import { TimelineTip } from "./TimelineTip";
import type { TimelineAnswer } from "./useTimelineData";

export interface TimelinePictureProps {
  answer: TimelineAnswer;
  geometry: Geometry;
  today: Day;
  /** The claim whose row is chosen in the table. */
  selected: ReadonlySet<number>;
  onSelect: (item: Item | null) => void;
  /** A mark was opened: with Enter or a double click. */
  onOpen: (item: Item) => void;
  onZoom: (factor: number, at: Day) => void;
  /** The story that is unfolded. */
  unfolded: number | null;
  onFold: () => void;
}

export function TimelinePicture({ answer, geometry, today, selected, onSelect, onOpen, onZoom, unfolded, onFold }: TimelinePictureProps) {
  const { t, i18n } = useLingui();
  const laneTitle = useLaneTitle();
  const format = useFormat();
  const stories = useStories(answer, unfolded);
  const drawing = useMemo(
    () =>
      layout(
        {
          timeline: { lanes: lanesToDraw(answer) },
          owedByDay: answer.running.owedByDay,
          span: answer.view,
          bucket: answer.query.bucket,
          today,
          stories,
        },
        geometry,
      ),
    [answer, geometry, today, stories],
  );
  const box = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<Item | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const stop = (last === null ? null : itemLike(drawing, last)) ?? entry(drawing, null);
  const chosen = useMemo(() => firstItemOf(drawing, selected), [drawing, selected]);
  const hasFocusRef = useFocusThatStays(box, stop);

  const words = useCallback(
    (lane: LaneDrawing, index: number): ItemWords => {
      const item = lane.items[index];
      if (item === undefined) return { name: "", title: "", lines: [] };
      return itemWords(item, answer.query.bucket, { at: index + 1, of: lane.items.length }, i18n);
    },
    [answer, i18n],
  );
  const itemName = useCallback((lane: LaneDrawing, index: number) => words(lane, index).name, [words]);
  const laneName = useCallback(
    (lane: LaneDrawing) => {
      const owed = lane.youOwe.map(({ money }) => format.money(money)).join(" + ");
      const parts = [laneTitle(lane), format.claims(lane.claims)];
      if (owed !== "") parts.push(t`you owe ${owed}`);
      return parts.join(", ");
    },
    [format, laneTitle, t],
  );

  const focusItem = (item: Item | null) => {
    if (item === null) return;
    setLast(item);
    onSelect(item);
    box.current?.querySelector<SVGElement>(`[data-key="${CSS.escape(item.key)}"]`)?.focus({ preventScroll: true });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (stop === null || event.altKey || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case "Enter":
      case " ":
        onOpen(stop);
        break;
      case "Escape":
        if (unfolded !== null) {
          onFold();
          const folded = itemByKey(drawing, `story-${unfolded}`);
          if (folded !== null) setLast(folded);
          break;
        }
        onSelect(null);
        setFocused(null);
        break;
      case "+":
      case "=":
        onZoom(1 / ZOOM_STEP, middleDay(stop));
        break;
      case "-":
        onZoom(ZOOM_STEP, middleDay(stop));
        break;
      case "ArrowLeft":
      case "ArrowRight":
      case "ArrowUp":
      case "ArrowDown":
      case "Home":
      case "End":
        focusItem(neighbour(drawing, stop.key, event.key));
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const under = (event: PointerEvent | React.MouseEvent): Item | null => {
    const area = box.current?.getBoundingClientRect();
    return area === undefined ? null : itemAt(drawing, event.clientX - area.left, event.clientY - area.top);
  };

  useZoomWheel(box, drawing, onZoom);

  const tipKey = hovered ?? focused;
  const tipPlace = find(drawing, tipKey);
  const tipLane = tipPlace === null ? undefined : drawing.lanes[tipPlace.lane];
  const tipItem = tipPlace === null ? undefined : tipLane?.items[tipPlace.item];
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- they serve the marks inside, which take the focus
    <div
      ref={box}
      className={hovered === null ? "tl-picture" : "tl-picture is-over"}
      role="group"
      aria-label={t`Claims timeline. Use the arrow keys to move between claims. The same claims are listed in the table below.`}
      style={{ height: drawing.height }}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const key = event.target.getAttribute("data-key");
        const place = find(drawing, key);
        if (place === null) return;
        hasFocusRef.current = true;
        setLast(drawing.lanes[place.lane]?.items[place.item] ?? null);
        if (event.target.matches(":focus-visible")) setFocused(key);
      }}
      onBlur={(event) => {
        setFocused(null);
        if (!event.currentTarget.contains(event.relatedTarget)) hasFocusRef.current = false;
      }}
      onPointerMove={(event) => setHovered(under(event)?.key ?? null)}
      onPointerLeave={() => setHovered(null)}
      onClick={(event) => {
        const item = under(event);
        if (item === null) onSelect(null);
        else focusItem(item);
      }}
      onDoubleClick={(event) => {
        const item = under(event);
        if (item !== null) onOpen(item);
      }}
    >
      <LaneWords drawing={drawing} answer={answer} laneTitle={laneTitle} />
      <TimelineSvg
        drawing={drawing}
        laneName={laneName}
        itemName={itemName}
        stop={stop?.key ?? null}
        selected={chosen?.key ?? null}
      />
      {focused !== null && <Ring item={itemByKey(drawing, focused)} kind="focus" />}
      {chosen !== null && chosen.key !== focused && <Ring item={chosen} kind="selected" />}
      {tipItem !== undefined && tipLane !== undefined && (
        <TimelineTip item={tipItem} words={words(tipLane, tipLane.items.indexOf(tipItem))} width={drawing.width} />
      )}
    </div>
  );
}

const ZOOM_STEP = 2;

/** Stories are drawn in lanes by person: in lanes by kind of care their claims stand apart. */
function useStories({ shown, query }: TimelineAnswer, open: number | null): Stories {
  const nameOf = useEpisodeName();
  const names = shown.episodes.map((episode) => nameOf(episode)).join("\n");
  return useMemo(() => {
    const titles = names.split("\n");
    const words = new Map(shown.episodes.map(({ id }, index) => [id, { id, title: titles[index] ?? "" }]));
    const of = new Map<number, StoryWords>();
    if (query.lanes === "person") {
      for (const { plot } of shown.lanes) {
        if (plot.plot !== "marks") continue;
        for (const { id, episode } of plot.marks) {
          const story = episode === null ? undefined : words.get(episode);
          if (story !== undefined) of.set(id, story);
        }
      }
    }
    return { of, open };
  }, [shown, query.lanes, names, open]);
}

/** Everybody has a lane, with or without claims; a kind of care has one where there was such care. */
function lanesToDraw({ shown, query }: TimelineAnswer): readonly Lane[] {
  return query.lanes === "person" ? shown.lanes : shown.lanes.filter((lane) => lane.claims > 0);
}

/** What a lane is called. */
export function useLaneTitle(): (lane: Pick<Lane, "person" | "kind">) => string {
  const { t, i18n } = useLingui();
  const { find: findPerson } = usePersonFilter();
  return useCallback(
    (lane) => (lane.kind !== null ? i18n._(kindWords[lane.kind]) : (findPerson(lane.person)?.shortName ?? t`Name not stated`)),
    [i18n, findPerson, t],
  );
}

function itemByKey(drawing: Drawing, key: string): Item | null {
  const place = find(drawing, key);
  return place === null ? null : (drawing.lanes[place.lane]?.items[place.item] ?? null);
}

/** The mark of another drawing that stands for the same claims or days. */
function itemLike(drawing: Drawing, item: Item): Item | null {
  const same = itemByKey(drawing, item.key);
  if (same !== null) return same;
  if (item.type === "mark") return itemOfClaim(drawing, item.claim.id);
  if (item.type !== "column" && item.claims[0] !== undefined) return itemOfClaim(drawing, item.claims[0].id);
  return null;
}

function firstItemOf(drawing: Drawing, claims: ReadonlySet<number>): Item | null {
  for (const claim of claims) return itemOfClaim(drawing, claim);
  return null;
}

/** Keeps the focus in the picture when the focused mark is drawn as part of another one after a zoom. */
function useFocusThatStays(box: RefObject<HTMLElement | null>, stop: Item | null): RefObject<boolean> {
  const hasFocus = useRef(false);
  useEffect(() => {
    if (!hasFocus.current || stop === null || box.current?.contains(document.activeElement) !== false) return;
    box.current.querySelector<SVGElement>(`[data-key="${CSS.escape(stop.key)}"]`)?.focus({ preventScroll: true });
  }, [box, stop]);
  return hasFocus;
}

const WHEEL_STEP = 0.0025;

/** Ctrl and the wheel zoom around the pointer; the plain wheel scrolls the page. */
function useZoomWheel(box: RefObject<HTMLElement | null>, drawing: Drawing, onZoom: (factor: number, at: Day) => void) {
  const zoom = useEffectEvent((event: WheelEvent, area: DOMRect) => {
    const { left, right } = drawing.plot;
    const share = Math.max(0, Math.min(1, (event.clientX - area.left - left) / (right - left)));
    const at = drawing.span.from + share * (drawing.span.until - drawing.span.from);
    onZoom(Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * WHEEL_STEP), at);
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event, element.getBoundingClientRect());
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [box]);
}

function Ring({ item, kind }: { item: Item | null; kind: "focus" | "selected" }) {
  if (item === null) return null;
  const gap = 4;
  const top = item.type === "column" ? item.y : item.y - item.height / 2;
  return (
    <span
      className={`tl-ring is-${kind}`}
      style={{
        left: item.x - item.width / 2 - gap,
        top: top - gap,
        width: item.width + 2 * gap,
        height: item.height + 2 * gap,
      }}
    />
  );
}
