// The deductible and the out-of-pocket limit beside the year's sums: only what the plan itself states.
import "../coverage/progress.css";

import { useLingui } from "@lingui/react/macro";
import { useId } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { ProgressBar } from "../coverage/ProgressBar";
import { barsOf, isMet } from "../coverage/yearProgress";
import { useFormat } from "../../i18n/format";
import { useAccumulators } from "../../ipc/queries";
import type { Accumulator } from "../../ipc/types.gen";

/** `on` is a day of the year, `YYYY-MM-DD`. */
export function YearLimits({ on }: { on: string }) {
  const { person } = usePersonFilter();
  const { data: years = [] } = useAccumulators(on);
  const bars = barsOf(years, person);
  if (bars.length === 0) return null;
  return (
    <div className="year-limits">
      {bars.map(({ payerName, bar }, index) => (
        <Limit key={index} bar={bar} payerName={years.length > 1 ? payerName : null} />
      ))}
    </div>
  );
}

function Limit({ bar, payerName }: { bar: Accumulator; payerName: string | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const id = useId();
  const { kind, person, stated } = bar;
  const [used, limit] = [stated?.used.money ?? null, stated?.limit.money ?? null];
  if (used === null || limit === null) return null;
  const name =
    kind === "deductible" ?
      person === null ? t`Family deductible` : t`Deductible`
    : person === null ? t`Family out-of-pocket limit`
    : t`Out-of-pocket limit`;
  const [usedText, limitText] = [format.money(used), format.money(limit)];
  return (
    <div className="year-limit">
      <p className="year-limit-name" id={id}>
        {payerName === null ? name : t`${name}, ${payerName}`}
      </p>
      <ProgressBar accumulator={bar} labelledBy={id} />
      <p className="year-limit-words">{isMet(bar) ? t`Met · ${usedText} of ${limitText}` : t`${usedText} of ${limitText}`}</p>
    </div>
  );
}
