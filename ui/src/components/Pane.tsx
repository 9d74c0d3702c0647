// A screen's whole message when there is nothing else to show: empty, offline, failed, ended.
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Icon } from "./Icon";

export interface PaneProps {
  icon: LucideIcon;
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  /** A quiet line at the foot: when it was tried, what is kept. */
  foot?: ReactNode;
  /** The rank of the heading; 1 where the pane is the whole window. */
  level?: 1 | 2;
}

export function Pane({ icon, title, children, actions, foot, level = 2 }: PaneProps) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <section className="pane">
      <span className="pane-icon">
        <Icon of={icon} />
      </span>
      <Title className="pane-title" tabIndex={-1} {...(level === 1 && { "data-screen-title": "" })}>
        {title}
      </Title>
      <div className="pane-text">{children}</div>
      {actions && <div className="pane-actions">{actions}</div>}
      {foot && <div className="pane-foot">{foot}</div>}
    </section>
  );
}
