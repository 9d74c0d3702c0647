// A screen inside the frame: a head that stays in view with the title and actions, and the body below it.
import { lazy, Suspense, type ReactNode } from "react";

import { useIsNarrow } from "../app/useIsNarrow";
import { ScreenTitle } from "./ScreenTitle";

/** Only a narrow window needs it. */
const PersonMenu = lazy(async () => ({ default: (await import("../app/PersonMenu")).PersonMenu }));

export interface ScreenProps {
  title: ReactNode;
  /** To the right of the title. */
  actions?: ReactNode;
  /** In place of the plain title row, for a screen that builds its own (it must then bring a `ScreenTitle`). */
  head?: ReactNode;
  /** False where the choice of person means nothing. */
  people?: boolean;
  className?: string;
  children: ReactNode;
}

export function Screen({ title, actions, head, people = true, className = "", children }: ScreenProps) {
  const isNarrow = useIsNarrow();
  return (
    <div className={`screen ${className}`.trim()}>
      <header className="screen-head">
        {head ?? <ScreenTitle>{title}</ScreenTitle>}
        <span className="spring" />
        {people && isNarrow && (
          <Suspense>
            <PersonMenu />
          </Suspense>
        )}
        {actions}
      </header>
      <div className="screen-body">{children}</div>
    </div>
  );
}
