// The months as columns. It says nothing that the table under it does not say, so it is one picture to a screen reader.
import { useLingui } from "@lingui/react/macro";
import { useId, useRef } from "react";

import { useFormat } from "../../i18n/format";
import { useMeasuredWidth } from "../timeline/useMeasuredWidth";
import { layColumns, type Column, type PartName } from "./columns";
import type { Period } from "./periods";

const SWATCH: Record<PartName, string> = { discount: "discount", planPaid: "paid", youOwe: "owe" };
const HEIGHT = 232;

export interface SpendingPictureProps {
  keys: readonly string[];
  periods: readonly Period[];
  currency: string | null;
}

export function SpendingPicture({ keys, periods, currency }: SpendingPictureProps) {
  const { t } = useLingui();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const hatch = useId();
  const { width: measured, scale } = useMeasuredWidth(box);
  const width = Math.max(280, measured);
  const height = HEIGHT * Math.min(scale, 1.5);
  const frame = { width, height, left: 58 * scale, top: 12 * scale, bottom: 24 * scale };
  const { columns, ticks, tallest } = layColumns(keys, periods, currency, frame);
  const room = columns.length > 1 ? (columns[1]?.x ?? 0) - (columns[0]?.x ?? 0) : width;
  const every = Math.max(1, Math.ceil((34 * scale) / room));
  const names = format.monthNames();
  const nameOf = (key: string) => (key.length === 4 ? key : (names[Number(key.slice(5, 7)) - 1] ?? key));
  const floor = height - frame.bottom;
  return (
    <div className="spending-picture" ref={box}>
      <svg
        role="img"
        aria-label={t`Columns of what the plan took off, what it paid and what you owe. The table below has the same figures.`}
        viewBox={`0 0 ${width} ${height}`}
        style={{ height }}
      >
        <defs>
          <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={6} height={6} className="hatch-ground" />
            <rect width={1.2} height={6} className="hatch-line" />
          </pattern>
        </defs>
        {ticks.map(({ amount, y }) => (
          <g key={amount}>
            <line className={y >= floor ? "spending-floor" : "spending-rule"} x1={frame.left} x2={width} y1={y} y2={y} />
            <text className="spending-tick" x={0} y={y} dy="0.32em">
              {currency === "USD" ? `$${format.decimal(amount)}` : format.decimal(amount)}
            </text>
          </g>
        ))}
        {columns.map(({ key, x, width: wide, parts }, index) => (
          <g key={key}>
            {parts.map(({ name, y, height: high }) => (
              <rect
                key={name}
                className={`spending-part is-${SWATCH[name]}`}
                x={x}
                y={y}
                width={wide}
                height={high}
                rx={Math.min(3, high / 2)}
                {...(name === "discount" && { fill: `url(#${hatch})` })}
              />
            ))}
            {index % every === 0 && (
              <text
                className={key === tallest?.key ? "spending-month is-tallest" : "spending-month"}
                x={x + wide / 2}
                y={height - 6 * scale}
              >
                {nameOf(key)}
              </text>
            )}
          </g>
        ))}
        {tallest && <TallestWords column={tallest} periods={periods} currency={currency} middle={(frame.left + width) / 2} scale={scale} />}
      </svg>
    </div>
  );
}

/** The tallest column says what was billed, as its row does. */
function TallestWords({ column, periods, currency, middle, scale }: { column: Column; periods: readonly Period[]; currency: string | null; middle: number; scale: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const billed = periods.find(({ key }) => key === column.key)?.spent.billed.find(({ money }) => money.currency === currency);
  if (billed === undefined) return null;
  const isRight = column.x > middle;
  return (
    <text
      className="spending-tallest"
      textAnchor={isRight ? "end" : "start"}
      x={isRight ? column.x - 8 * scale : column.x + column.width + 8 * scale}
      y={column.top}
      dy="0.9em"
    >
      {t`${format.money(billed.money)} billed`}
    </text>
  );
}
