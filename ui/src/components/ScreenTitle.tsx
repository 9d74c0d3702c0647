// A screen's heading. After a change of screen the focus stands here, so that a screen reader begins with it.
import type { ReactNode } from "react";

export function ScreenTitle({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <h1 tabIndex={-1} data-screen-title="" className={className}>
      {children}
    </h1>
  );
}
