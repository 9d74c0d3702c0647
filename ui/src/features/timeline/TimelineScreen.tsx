// Home: the year's sums, care over time as a picture, and the same claims as a table.
import "./timeline.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useMemo, useRef, useState } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { useIsNarrow } from "../../app/useIsNarrow";
import { IconButton, LinkButton } from "../../components/Button";
import { CheckForClaims } from "../../components/CheckForClaims";
import { ClaimsStillComing, NoClaimsYet } from "../../components/ClaimsComing";
import { ClaimTable, type ClaimTableHandle } from "../../components/ClaimTable";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { SearchBox } from "../../components/SearchBox";
import { Skeleton } from "../../components/Skeleton";
import { findOffset, useClaimList, type ClaimList } from "../../components/useClaimList";
import { useKept } from "../../components/useKept";
import { useFormat } from "../../i18n/format";
import type { ClaimRow, LaneKind } from "../../ipc/types.gen";
import { NO_CHOICE, useClaimsChoice } from "../claims/claimsFilter";
import { WhatsNew } from "../news/WhatsNew";
import { SavePaper } from "../paper/SavePaper";
import { HistoryBrush } from "./HistoryBrush";
import { spanWords } from "./itemWords";
import { isoDay, localToday, type Day } from "./layout/calendar";
import type { Item } from "./layout/drawing";
import { middleDay, plotOf } from "./layout/layout";
import { hasEarlier, hasLater, limitsOf, step, viewAround, viewAt, zoomAround, type View, type Zoom } from "./layout/view";
import { StoriesTable } from "./StoriesTable";
import { Sizes, TimelineBar } from "./TimelineBar";
import { TimelineKey } from "./TimelineKey";
import { TimelinePicture } from "./TimelinePicture";
import { claimsOf } from "./timelineQueries";
import { useMeasuredWidth, type Measured } from "./useMeasuredWidth";
import { useTimelineData, type TimelineAnswer } from "./useTimelineData";
import { YearLimits } from "./YearLimits";
import { YearSummary } from "./YearSummary";

export function TimelineScreen() {
  const { t } = useLingui();
  const isNarrow = useIsNarrow();
  const { go } = useNavigation();
  const [text, setText] = useState("");
  const [, setChoice] = useClaimsChoice();
  const search = (words: string) => {
    setChoice({ ...NO_CHOICE, text: words });
    go({ screen: "claims" });
  };
  return (
    <Screen
      title={t`Timeline`}
      className="timeline-screen"
      actions={
        <>
          {isNarrow ?
            <IconButton icon={Search} label={t`Search claims and providers`} onPress={() => search("")} />
          : <SearchBox
              label={t`Search claims and providers`}
              value={text}
              onChange={setText}
              onSubmit={search}
              className="timeline-search"
            />
          }
          <CheckForClaims compact={isNarrow} />
        </>
      }
    >
      <CareOverTime isNarrow={isNarrow} />
    </Screen>
  );
}

interface Kept {
  readonly lanes: LaneKind;
  /** `null` until the member chose one: the newest year that has claims. */
  readonly view: View | null;
}

const FIRST: Kept = { lanes: "person", view: null };

function CareOverTime({ isNarrow }: { isNarrow: boolean }) {
  const [today] = useState(() => localToday(new Date()));
  const { person } = usePersonFilter();
  const [kept, setKept] = useKept("timeline", FIRST);
  const box = useRef<HTMLDivElement>(null);
  const measured = useMeasuredWidth(box);
  const plot = plotOf({ ...measured, wideNames: kept.lanes === "kind" });
  const [newest, setNewest] = useState<Day>(today);
  const view = kept.view ?? viewAt("year", newest, { from: newest, until: newest });
  const { answer, error, retry } = useTimelineData({
    view,
    lanes: kept.lanes,
    person,
    plotWidth: plot.right - plot.left,
    today,
  });

  // A year without a claim is no good beginning where there are older ones.
  const lastClaim = answer && lastClaimBefore(answer, today);
  if (kept.view === null && lastClaim !== undefined && lastClaim < view.from) setNewest(lastClaim);
  let body;
  if (error !== null) body = <ProblemPane problem={error.problem} onRetry={retry} />;
  else if (answer === undefined) body = <Skeleton rows={8} />;
  else if (answer.shown.history.length === 0 && answer.shown.undated === 0) body = <NoClaimsYet />;
  else {
    body = (
      <Shown
        key={person}
        answer={answer}
        view={view}
        lanes={kept.lanes}
        onView={(next) => setKept((now) => ({ ...now, view: next }))}
        onLanes={(lanes) => setKept((now) => ({ ...now, lanes }))}
        measured={measured}
        today={today}
        isNarrow={isNarrow}
      />
    );
  }
  return <div ref={box}>{body}</div>;
}

/** The newest month with claims, unless it is still to come. */
function lastClaimBefore(answer: TimelineAnswer, today: Day): Day | undefined {
  const { until } = limitsOf(answer.shown.history, 0);
  return answer.shown.history.length === 0 ? undefined : Math.min(until - 1, today);
}

interface ShownProps {
  answer: TimelineAnswer;
  view: View;
  lanes: LaneKind;
  onView: (view: View) => void;
  onLanes: (lanes: LaneKind) => void;
  measured: Measured;
  today: Day;
  isNarrow: boolean;
}

const NOTHING: ReadonlySet<number> = new Set();

function Shown({ answer, view, lanes, onView, onLanes, measured, today, isNarrow }: ShownProps) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const client = useQueryClient();
  const [selected, setSelected] = useState(NOTHING);
  const [unfolded, setUnfolded] = useState<number | null>(null);
  const table = useRef<ClaimTableHandle>(null);
  const { shown, query } = answer;
  const limits = useMemo(() => limitsOf(shown.history, today), [shown.history, today]);
  const filter = useMemo(() => claimsOf(query), [query]);
  const { list } = useClaimList(filter);
  const when = answer.totalsYear === null ? spanWords(answer.view.from, answer.view.until) : String(answer.totalsYear);
  const hasMarks = shown.lanes.some(({ plot }) => plot.plot === "marks");
  const geometry = useMemo(
    () => ({
      ...measured,
      running: !isNarrow && answer.view.zoom !== "all" && shown.summary.youOwe.length <= 1,
      wideNames: query.lanes === "kind",
    }),
    [measured, isNarrow, answer.view.zoom, shown.summary.youOwe.length, query.lanes],
  );
  const plot = useMemo(() => plotOf(geometry), [geometry]);

  const anchor = () => {
    const middle = Math.floor((view.from + view.until) / 2);
    return view.until > today && view.from <= today ? today : middle;
  };
  const chooseZoom = (zoom: Zoom) => {
    const chosen = firstSelected(answer, selected);
    onView(chosen === undefined ? viewAt(zoom, anchor(), limits) : viewAround(zoom, chosen, limits));
  };
  const showInTable = (claim: ClaimRow, current: ClaimList) => {
    void findOffset(client, current, claim).then((offset) => {
      if (offset !== null) table.current?.show(offset, true);
    });
  };
  const open = (item: Item) => {
    if (item.type === "mark") go({ screen: "claim", id: item.claim.id });
    else if (item.type === "story") setUnfolded(item.isOpen ? null : item.story.id);
    else if (item.type === "pile" && item.story !== null) setUnfolded(item.story.id);
    else if (item.type === "pile") {
      const newest = item.claims.at(-1);
      if (newest !== undefined && list !== undefined) showInTable(newest, list);
    } else onView(closer(view, item, limits));
  };

  return (
    <>
      <div className="above-table">
        <ClaimsStillComing />
        <WhatsNew />
        <div className="tl-top">
          <YearSummary
            summary={answer.totals.summary}
            when={when}
            action={
              answer.totalsYear !== null && (
                <SavePaper
                  paper={{ of: "claims", filter: { ...filter, ...yearSpan(answer.totalsYear) } }}
                  variant="quiet"
                  size="small"
                  className="no-print"
                />
              )
            }
          />
          {answer.totalsYear !== null && <YearLimits on={dayIn(answer.totalsYear, today)} />}
        </div>
        <section className="tl-section" aria-label={t`Care over time`}>
          <TimelineBar
            title={answer.view.zoom === "year" ? t`Care over time` : spanWords(answer.view.from, answer.view.until)}
            lanes={lanes}
            onLanes={onLanes}
            zoom={view.zoom}
            onZoom={chooseZoom}
            canGoEarlier={view.zoom !== "all" && hasEarlier(view, limits)}
            canGoLater={view.zoom !== "all" && hasLater(view, limits)}
            onStep={(direction) => onView(step(view, direction, limits))}
            legend={
              isNarrow ? <TimelineKey timeline={shown} isMenu />
              : hasMarks ? <Sizes />
              : null
            }
          />
          <TimelinePicture
            answer={answer}
            geometry={geometry}
            today={today}
            selected={selected}
            onSelect={(item) => setSelected(claimsIn(item))}
            onOpen={open}
            onZoom={(factor, at) => onView(zoomAround(view, factor, at, limits))}
            unfolded={unfolded}
            onFold={() => setUnfolded(null)}
          />
          {!isNarrow && (
            <HistoryBrush
              history={shown.history}
              view={view}
              limits={limits}
              plot={plot}
              width={measured.width}
              scale={measured.scale}
              onChange={onView}
            />
          )}
          {!isNarrow && <TimelineKey timeline={shown} isMenu={false} />}
        </section>
      </div>
      <StoriesTable timeline={shown} unfolded={unfolded} onUnfold={setUnfolded} onSelect={(claims) => setSelected(new Set(claims))} />
      {list === undefined ?
        <Skeleton rows={6} />
      : list.outline.months.length === 0 ?
        <p className="tl-empty">
          <Trans>No claims in this time.</Trans>
        </p>
      : <ClaimTable
          ref={table}
          list={list}
          label={t`The claims of the timeline, newest first`}
          groupBy={answer.view.zoom === "all" ? "year" : "month"}
          selected={selected}
          onActive={(claim) => setSelected(new Set([claim.id]))}
        />
      }
      <Undated count={shown.undated} />
    </>
  );
}

/** A calendar year as a filter has it. */
function yearSpan(year: number): { from: string; until: string } {
  return { from: `${year}-01-01`, until: `${year + 1}-01-01` };
}

/** Today, or the last day of another year. */
function dayIn(year: number, today: Day): string {
  const now = isoDay(today);
  return now.startsWith(`${year}-`) ? now : `${year}-12-31`;
}

function claimsIn(item: Item | null): ReadonlySet<number> {
  if (item?.type === "mark") return new Set([item.claim.id]);
  return item?.type === "pile" || item?.type === "story" ? new Set(item.claims.map((claim) => claim.id)) : NOTHING;
}

/** The day of the first selected claim, for zooming to it. */
function firstSelected({ shown }: TimelineAnswer, selected: ReadonlySet<number>): Day | undefined {
  for (const { plot } of shown.lanes) {
    if (plot.plot !== "marks") continue;
    const claim = plot.marks.find((one) => selected.has(one.id));
    if (claim?.start != null) return Math.floor(Date.parse(claim.start.padEnd(10, "-01")) / 86_400_000);
  }
  return undefined;
}

/** One zoom closer, around a column. */
function closer(view: View, item: Item, limits: { from: Day; until: Day }): View {
  const days = view.until - view.from;
  const zoom = days > 400 ? "year" : days > 95 ? "quarter" : "month";
  return viewAround(zoom, middleDay(item), limits);
}

function Undated({ count }: { count: number }) {
  const { go } = useNavigation();
  const format = useFormat();
  if (count === 0) return null;
  return (
    <p className="tl-undated">
      <Trans>
        {format.claims(count)} without a date of care: not in the picture, but in the{" "}
        <LinkButton onPress={() => go({ screen: "claims" })}>list of all claims</LinkButton>.
      </Trans>
    </p>
  );
}
