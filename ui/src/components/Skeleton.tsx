// Grey shapes while an answer is awaited, shown only after 300 ms: most answers are faster, and a flash is worse than none.
import { useLingui } from "@lingui/react/macro";
import { useEffect, useState, type ReactNode } from "react";

const SHOW_AFTER_MS = 300;

/** Shows its children only when they are still there after a moment. */
export function AfterAMoment({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isDue ? children : null;
}

export function Skeleton({ rows = 6 }: { rows?: number }) {
  const { t } = useLingui();
  return (
    <AfterAMoment>
      <div className="skeleton" role="status" aria-label={t`One moment`}>
        {Array.from({ length: rows }, (_, row) => (
          <span key={row} className="skeleton-row" />
        ))}
      </div>
    </AfterAMoment>
  );
}
