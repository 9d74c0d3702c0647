// What came of a try with a passphrase that was not taken. After several, how long the next one has to wait, second by second.
import { Plural, Trans } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import type { CallFailed } from "../../ipc/client";

/** How many seconds are left of the wait that a try met; 0 where there is none. */
export function useWait(failed: CallFailed | null): number {
  const [wait, setWait] = useState<{ of: CallFailed | null; left: number }>({ of: null, left: 0 });
  const seconds = failed?.problem.code === "tooManyTries" ? Number(failed.problem.detail) || 1 : 0;
  useEffect(() => {
    if (seconds === 0) return;
    const until = performance.now() + seconds * 1000;
    const tick = setInterval(() => {
      const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      setWait({ of: failed, left });
      if (left === 0) clearInterval(tick);
    }, 250);
    return () => clearInterval(tick);
  }, [failed, seconds]);
  return wait.of === failed && seconds > 0 ? wait.left : seconds;
}

export function TryProblem({ failed, wait }: { failed: CallFailed; wait: number }) {
  const note = useRef<HTMLDivElement>(null);
  // Below a field of large text it would be out of sight.
  useEffect(() => note.current?.scrollIntoView({ block: "nearest" }), [failed]);
  return (
    <div ref={note} className="try-problem">
      {failed.problem.code !== "tooManyTries" ?
        <ProblemNote problem={failed.problem} />
      : wait > 0 && <Wait seconds={wait} />}
    </div>
  );
}

function Wait({ seconds }: { seconds: number }) {
  return (
    <div className="note" role="alert">
      <Icon of={CircleAlert} />
      <div className="note-text">
        <p className="medium" role="timer">
          <Plural value={seconds} one="Wait # second before the next try" other="Wait # seconds before the next try" />
        </p>
        <p>
          <Trans>Several tries in a row were not right. Each one more waits longer, up to a minute. Your records are untouched.</Trans>
        </p>
      </div>
    </div>
  );
}
