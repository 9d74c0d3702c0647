// The bar over the picture: what is shown, how large a mark is, what a lane is, how close to look.
import { useLingui } from "@lingui/react/macro";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

import { IconButton } from "../../components/Button";
import { Segmented } from "../../components/Segmented";
import { useFormat } from "../../i18n/format";
import type { LaneKind } from "../../ipc/types.gen";
import { diameter, outline } from "./layout/shapes";
import type { Zoom } from "./layout/view";

export interface TimelineBarProps {
  title: string;
  lanes: LaneKind;
  onLanes: (lanes: LaneKind) => void;
  zoom: Zoom | null;
  onZoom: (zoom: Zoom) => void;
  canGoEarlier: boolean;
  canGoLater: boolean;
  onStep: (direction: -1 | 1) => void;
  /** What explains the marks, beside the title. */
  legend: ReactNode;
}

export function TimelineBar(props: TimelineBarProps) {
  const { t } = useLingui();
  const zooms: { value: Zoom; label: string }[] = [
    { value: "all", label: t({ message: "All", context: "zoom" }) },
    { value: "year", label: t`Year` },
    { value: "quarter", label: t`Quarter` },
    { value: "month", label: t`Month` },
  ];
  return (
    <div className="tl-bar">
      <h2>{props.title}</h2>
      {props.legend}
      <span className="spring" />
      <Segmented
        label={t`Rows`}
        options={[
          { value: "person", label: t`By person` },
          { value: "kind", label: t`By kind` },
        ]}
        value={props.lanes}
        onChange={props.onLanes}
      />
      <span className="tl-zooms">
        <Segmented<Zoom | "none">
          label={t`Zoom`}
          options={zooms}
          value={props.zoom ?? "none"}
          onChange={(zoom) => {
            if (zoom !== "none") props.onZoom(zoom);
          }}
        />
        <span className="tl-steps">
          <IconButton
            icon={ChevronLeft}
            label={t`Earlier`}
            isDisabled={!props.canGoEarlier}
            onPress={() => props.onStep(-1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t`Later`}
            isDisabled={!props.canGoLater}
            onPress={() => props.onStep(1)}
          />
        </span>
      </span>
    </div>
  );
}

const EXAMPLES = ["25", "250", "1000"];

/** Three marks with what they stand for. */
export function Sizes() {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <span className="tl-sizes">
      <span>{t`Size: you owe`}</span>
      {EXAMPLES.map((amount) => {
        const size = diameter(Number(amount));
        return (
          <span key={amount} className="tl-size">
            <svg
              className="tl"
              width={`${(size + 2) / 16}rem`}
              height={`${(size + 2) / 16}rem`}
              viewBox={`${-size / 2 - 1} ${-size / 2 - 1} ${size + 2} ${size + 2}`}
              aria-hidden="true"
            >
              <path className="tl-mark is-owed" d={outline("visit", "owed", size).path} />
            </svg>
            {format.money({ amount, currency: "USD" }).replace(/\.00$/, "")}
          </span>
        );
      })}
    </span>
  );
}
