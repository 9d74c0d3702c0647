// The words beside the lanes: whose it is, how many claims, what is owed. The lanes' groups say the same to those who listen.
import { Trans, useLingui } from "@lingui/react/macro";

import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import type { Lane, Sum } from "../../ipc/types.gen";
import type { Drawing } from "./layout/drawing";
import type { TimelineAnswer } from "./useTimelineData";

interface LaneWordsProps {
  drawing: Drawing;
  answer: TimelineAnswer;
  laneTitle: (lane: Pick<Lane, "person" | "kind">) => string;
}

export function LaneWords({ drawing, answer, laneTitle }: LaneWordsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { plot, width, running, axisHeight } = drawing;
  const { totals, totalsYear, query } = answer;
  const { summary } = totals;
  const counted = summary.decided + summary.pending + summary.notCovered;
  const left = { left: 0, width: plot.left - 8 };
  const right = { left: plot.right + 8, width: width - plot.right - 8 };
  const claims = (count: number) =>
    totalsYear === null ? format.claims(count) : t`${format.claims(count)} in ${totalsYear}`;
  return (
    <div className="tl-words" aria-hidden="true">
      <span className="tl-head" style={{ ...left, height: axisHeight }}>
        {query.lanes === "kind" ? t`Kind of care` : t`Person`}
      </span>
      <span className="tl-head is-end" style={{ ...right, height: axisHeight }}>
        {totalsYear === null ? t`You owe` : t`Owed ${totalsYear}`}
      </span>
      {running !== null && (
        <>
          <span className="tl-lane" style={{ ...left, top: running.top, height: running.height, width: plot.left + 60 }}>
            <span className="tl-name">
              <Trans>All together</Trans>
            </span>
            <span className="tl-claims">{claims(counted)}</span>
          </span>
          <Owed sums={summary.youOwe} place={{ ...right, top: running.top, height: running.height }} />
        </>
      )}
      {drawing.lanes.map((lane) => {
        const total = totalsYear === null ? lane : totals.lanes.find((one) => isSameLane(one, lane));
        const place = { top: lane.top, height: lane.height };
        return (
          <span key={lane.key}>
            <span className="tl-lane" style={{ ...left, ...place }}>
              <span className="tl-name">{laneTitle(lane)}</span>
              <span className="tl-claims">{format.claims(total?.claims ?? 0)}</span>
            </span>
            <Owed sums={total?.youOwe ?? []} place={{ ...right, ...place }} />
          </span>
        );
      })}
    </div>
  );
}

function isSameLane(a: Pick<Lane, "person" | "kind">, b: Pick<Lane, "person" | "kind">): boolean {
  return a.person === b.person && a.kind === b.kind;
}

function Owed({ sums, place }: { sums: readonly Sum[]; place: React.CSSProperties }) {
  return (
    <span className="tl-owed" style={place}>
      <MoneySums sums={sums} none="–" />
    </span>
  );
}
