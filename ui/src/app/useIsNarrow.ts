// Whether the window is too narrow for the side with words. In rem, so that large text counts as a narrow window too.
import { useSyncExternalStore } from "react";

const query = () => window.matchMedia("(max-width: 59.99rem)");

export const isNarrow = (): boolean => query().matches;

export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = query();
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    isNarrow,
  );
}
