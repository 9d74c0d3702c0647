// The kinds of data of a sync, in the order they are fetched: where each stands and how much came.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, CircleDashed, CircleMinus, CirclePause, RefreshCw, type LucideIcon } from "lucide-react";

import { Icon } from "../../components/Icon";
import { sentencesFor } from "../../i18n/errors";
import { useFormat } from "../../i18n/format";
import { dataKinds } from "../../i18n/words";
import { recordKinds } from "../records/recordWords";
import type { SyncKind, SyncKindState, SyncRun } from "../../ipc/types.gen";

const ICONS: Record<SyncKindState, LucideIcon> = {
  waiting: CircleDashed,
  running: RefreshCw,
  done: CircleCheck,
  refused: CircleMinus,
  failed: CircleMinus,
};

export function SyncKinds({ kinds, run }: { kinds: SyncKind[]; run: SyncRun }) {
  const next = kinds.find(({ state }) => state === "waiting")?.kind;
  return (
    <ul className="sync-kinds">
      {kinds.map((kind) => (
        <Kind key={kind.kind} kind={kind} isNext={kind.kind === next} isRunning={run === "running"} />
      ))}
    </ul>
  );
}

function Kind({ kind, isNext, isRunning }: { kind: SyncKind; isNext: boolean; isRunning: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const remark = useRemark(kind, isNext, isRunning);
  const isPaused = kind.state === "running" && !isRunning;
  return (
    <li className={`sync-kind sync-${kind.state} ${kind.state === "running" && isRunning ? "is-turning" : ""}`.trim()}>
      <Icon of={isPaused ? CirclePause : ICONS[kind.state]} />
      <div>
        <p className="medium">{i18n._(dataKinds[kind.kind].many)}</p>
        <p className="t13 ink2">{remark}</p>
        {kind.state !== "refused" && kind.refused.length > 0 && (
          <p className="t13 ink2">{t`Your plan did not share ${format.list(kind.refused.map((one) => i18n._(recordKinds[one].within)))}.`}</p>
        )}
        {kind.state === "refused" && <p className="t13 ink2">{i18n._(sentencesFor("kindRefused").action)}</p>}
      </div>
      {(kind.count > 0 || kind.state === "running" || kind.state === "done") && (
        <span className="semibold tabular">{format.count(kind.count)}</span>
      )}
    </li>
  );
}

function useRemark(kind: SyncKind, isNext: boolean, isRunning: boolean): string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const unreadable =
    kind.unreadable > 0 ? ` ${plural(kind.unreadable, { one: "# could not be read.", other: "# could not be read." })}` : "";
  const backTo = kind.backTo === null ? null : format.date(kind.backTo.slice(0, 7));
  switch (kind.state) {
    case "waiting":
      return isNext ? t`Next` : t`Later`;
    case "running":
      if (!isRunning) return t`Waits until you go on`;
      return (backTo === null ? t`Asking your plan` : t`Back to ${backTo} so far`) + unreadable;
    case "done":
      if (kind.count === 0) return t`None to share` + unreadable;
      return (backTo === null ? t`Complete` : t`Complete, back to ${backTo}`) + unreadable;
    case "refused":
      return t`Your plan did not share these` + unreadable;
    case "failed":
      return (kind.problem ? i18n._(sentencesFor(kind.problem.code).title) : t`These did not come`) + unreadable;
  }
}
