// The width of an element and the reader's text size, as they change.
import { useLayoutEffect, useState, type RefObject } from "react";

export interface Measured {
  readonly width: number;
  /** The text size over 16 px. */
  readonly scale: number;
}

/** Before anything is measured, and where nothing can be: the width of the usual window. */
const USUAL: Measured = { width: 1004, scale: 1 };

export function useMeasuredWidth(element: RefObject<HTMLElement | null>): Measured {
  const [measured, setMeasured] = useState(USUAL);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = () => {
      const width = Math.floor(target.getBoundingClientRect().width);
      const scale = (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;
      if (width > 0) setMeasured((now) => (now.width === width && now.scale === scale ? now : { width, scale }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return measured;
}
