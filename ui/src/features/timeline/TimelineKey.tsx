// What the shapes and fills mean. Only what is in the picture is explained.
import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, type ReactNode } from "react";

import { CLAIM_KINDS, kindWords } from "../../components/ClaimWords";
import type { ClaimKind, Timeline } from "../../ipc/types.gen";
import type { MarkStyle } from "./layout/drawing";
import { outline, SHAPE, styleOf, type Shape } from "./layout/shapes";

/** Only a narrow window needs it; what opens over the screen is a quarter of the first code's parts. */
const KeyMenu = lazy(async () => ({ default: (await import("./KeyMenu")).KeyMenu }));

export function TimelineKey({ timeline, isMenu }: { timeline: Timeline; isMenu: boolean }) {
  if (!isMenu) return <Entries timeline={timeline} />;
  return (
    <Suspense>
      <KeyMenu>
        <Entries timeline={timeline} />
      </KeyMenu>
    </Suspense>
  );
}

function Entries({ timeline }: { timeline: Timeline }) {
  const { i18n, t } = useLingui();
  const claims = timeline.lanes.flatMap(({ plot }) => (plot.plot === "marks" ? plot.marks : []));
  const hasColumns = timeline.lanes.some(({ plot }) => plot.plot === "columns");
  const kinds = CLAIM_KINDS.filter((kind) => claims.some((claim) => claim.kind === kind));
  const styles = new Set(claims.map(styleOf));
  const shapes = new Map<Shape, ClaimKind[]>();
  for (const kind of kinds) shapes.set(SHAPE[kind], [...(shapes.get(SHAPE[kind]) ?? []), kind]);
  return (
    <div className="tl-key" role="group" aria-label={t({ message: "Key", context: "legend" })}>
      {[...shapes].map(([shape, members]) => (
        <Entry key={shape} kind={members[0] ?? "other"} style="owed">
          {members.map((kind) => i18n._(kindWords[kind])).join(" / ")}
        </Entry>
      ))}
      {shapes.size > 0 && styles.size > (styles.has("owed") ? 1 : 0) && <span className="tl-key-rule" />}
      {styles.has("zero") && <Entry kind="visit" style="zero"><Trans>You owe $0.00</Trans></Entry>}
      {styles.has("pending") && <Entry kind="visit" style="pending"><Trans>Still deciding</Trans></Entry>}
      {styles.has("notCovered") && <Entry kind="visit" style="notCovered"><Trans>Not covered</Trans></Entry>}
      {styles.has("replaced") && <Entry kind="visit" style="replaced"><Trans>Replaced</Trans></Entry>}
      {styles.has("unstated") && <Entry kind="visit" style="unstated"><Trans>Not stated</Trans></Entry>}
      {timeline.episodes.length > 0 && (
        <span className="tl-key-entry">
          <svg className="tl" width={16} height={14} viewBox="0 0 16 14" aria-hidden="true">
            <rect className="tl-key-sheet" x={5} y={1} width={9} height={9} rx={2} />
            <rect className="tl-key-stack" x={2} y={3} width={10} height={10} rx={2} />
          </svg>
          <Trans>A group of claims</Trans>
        </span>
      )}
      {hasColumns && (
        <>
          <span className="tl-key-entry">
            <span className="swatch swatch-owe" />
            <Trans>You owe</Trans>
          </span>
          <span className="tl-key-entry">
            <span className="tl-key-strip" aria-hidden="true" />
            <Trans>Number of claims, darker is more</Trans>
          </span>
          <span className="spring" />
          <span>
            <Trans>Tall columns are squeezed so small ones stay visible. The table is exact.</Trans>
          </span>
        </>
      )}
    </div>
  );
}

function Entry({ kind, style, children }: { kind: ClaimKind; style: MarkStyle; children: ReactNode }) {
  const size = style === "owed" ? 10 : 11;
  const shape = outline(kind, style, size);
  return (
    <span className="tl-key-entry">
      <svg className="tl" width={16} height={14} viewBox="-8 -7 16 14" aria-hidden="true">
        <path className={`tl-mark is-${style}`} d={shape.path} />
      </svg>
      {children}
    </span>
  );
}
