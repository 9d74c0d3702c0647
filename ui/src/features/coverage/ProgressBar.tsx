// A bar of a limit: a picture only. The amounts are always beside it in words.
import type { Accumulator } from "../../ipc/types.gen";
import { barPercent, isMeasured } from "./yearProgress";

export function ProgressBar({ accumulator, labelledBy }: { accumulator: Accumulator; labelledBy: string }) {
  const { stated } = accumulator;
  if (stated === null || !isMeasured(accumulator)) return null;
  const percent = barPercent(stated.limit, stated.used);
  return (
    <div
      className="progress"
      role="meter"
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
