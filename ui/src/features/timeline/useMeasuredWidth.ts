// The width of an element and the reader's text size, as they change.
import { useLayoutEffect, useState, type RefObject } from "react";

import { isNarrow } from "../../app/useIsNarrow";

export interface Measured {
  readonly width: number;
  /** The text size over 16 px. */
  readonly scale: number;
}

function textScale(): number {
  return (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;
}

/** In rem, of `frame.css`: the side, and what is left free on both sides of a screen. */
const BESIDE = { wide: 13.25 + 2 * 2, narrow: 3.5 + 2 * 1.25 };

/** Before anything is measured: what the frame leaves of the window. */
export function expectedWidth(): Measured {
  const scale = textScale();
  const beside = isNarrow() ? BESIDE.narrow : BESIDE.wide;
  return { width: Math.floor(window.innerWidth - beside * 16 * scale), scale };
}

export function useMeasuredWidth(element: RefObject<HTMLElement | null>): Measured {
  const [measured, setMeasured] = useState(expectedWidth);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = () => {
      const width = Math.floor(target.getBoundingClientRect().width);
      const scale = textScale();
      if (width > 0) setMeasured((now) => (now.width === width && now.scale === scale ? now : { width, scale }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return measured;
}
