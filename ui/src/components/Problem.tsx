// What went wrong, in the words of the catalogue: as a pane, or as a note among other things.
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, RefreshCw, TriangleAlert, WifiOff, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { sentencesFor } from "../i18n/errors";
import type { AppError } from "../ipc/types.gen";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { Pane } from "./Pane";

function Detail({ problem }: { problem: AppError }) {
  if (problem.detail === null) return null;
  return (
    <p className="t13 ink3">
      <Trans>For a help desk:</Trans> <span className="selectable">{problem.detail}</span>
    </p>
  );
}

export interface ProblemProps {
  problem: AppError;
  onRetry?: () => void;
  /** Other ways on. */
  actions?: ReactNode;
  level?: 1 | 2;
  icon?: LucideIcon | undefined;
}

export function ProblemPane({ problem, onRetry, actions, level = 2, icon }: ProblemProps) {
  const { i18n } = useLingui();
  const { title, meaning, action } = sentencesFor(problem.code);
  return (
    <Pane
      icon={icon ?? (problem.code === "offline" ? WifiOff : TriangleAlert)}
      level={level}
      title={i18n._(title)}
      actions={
        <>
          {onRetry && problem.retry !== "never" && (
            <Button variant="primary" icon={RefreshCw} onPress={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          )}
          {actions}
        </>
      }
      foot={problem.detail === null ? undefined : <Detail problem={problem} />}
    >
      <p>{i18n._(meaning)}</p>
      <p>{i18n._(action)}</p>
    </Pane>
  );
}

/** The same among other things: announced when it appears. */
export function ProblemNote({ problem, actions }: { problem: AppError; actions?: ReactNode }) {
  const { i18n } = useLingui();
  const { title, meaning, action } = sentencesFor(problem.code);
  return (
    <div className="note" role="alert">
      <Icon of={CircleAlert} />
      <div className="note-text">
        <p className="medium">{i18n._(title)}</p>
        <p>
          {i18n._(meaning)} {i18n._(action)}
        </p>
        <Detail problem={problem} />
        {actions && <div className="note-actions">{actions}</div>}
      </div>
    </div>
  );
}
