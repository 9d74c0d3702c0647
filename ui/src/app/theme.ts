// The colours: the member's choice, or the computer's.
import { useLayoutEffect } from "react";

import type { Theme } from "../ipc/types.gen";

const prefersDark = () => window.matchMedia("(prefers-color-scheme: dark)");

export function applyTheme(theme: Theme): void {
  const shown = theme === "system" ? (prefersDark().matches ? "dark" : "light") : theme;
  document.documentElement.dataset["theme"] = shown;
}

/** Keeps the window in the chosen colours, and follows the computer where that is the choice. */
export function useTheme(theme: Theme): void {
  useLayoutEffect(() => {
    applyTheme(theme);
    const list = prefersDark();
    const follow = () => applyTheme(theme);
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [theme]);
}
