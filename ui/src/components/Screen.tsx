// A screen inside the frame: a head that stays in view with the title and actions, and the body below it.
import type { ReactNode } from "react";

import { PersonMenu } from "../app/PersonMenu";
import { ScreenTitle } from "./ScreenTitle";

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
  return (
    <div className={`screen ${className}`.trim()}>
      <header className="screen-head">
        {head ?? <ScreenTitle>{title}</ScreenTitle>}
        <span className="spring" />
        {people && <PersonMenu />}
        {actions}
      </header>
      <div className="screen-body">{children}</div>
    </div>
  );
}
