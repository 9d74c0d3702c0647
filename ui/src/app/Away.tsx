// Tells the shell that the member is here, and locks by the keyboard. Draws nothing.
import { useEffect } from "react";

import { call } from "../ipc/client";
import { useAppState } from "../ipc/queries";
import { useLockNow } from "../features/lock/useLock";

/** Telling it more often would only cost. */
const TOLD_EVERY_MS = 5000;

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;

export function Away() {
  const { data: state } = useAppState();
  const { mutate: lock } = useLockNow();
  const lockAfter = state?.settings.lockAfter ?? "never";
  const isWatched = lockAfter !== "never" && lockAfter !== "notAsked";

  useEffect(() => {
    if (!isWatched) return;
    let told = -Infinity;
    const seen = () => {
      const now = performance.now();
      if (now - told < TOLD_EVERY_MS) return;
      told = now;
      // Where the shell does not answer, the next command says so.
      call("activity").catch(() => undefined);
    };
    const how = { capture: true, passive: true } as const;
    for (const sign of SIGNS) window.addEventListener(sign, seen, how);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, seen, how);
    };
  }, [isWatched]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "l") return;
      event.preventDefault();
      lock({});
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [lock]);
  return null;
}
