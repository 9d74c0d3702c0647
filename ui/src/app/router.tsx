// Which screen is shown. In memory only: the window has no address bar, and a claim's number belongs in no history file.
import { createContext, use, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, type ReactNode, type RefObject } from "react";

import type { DataKind, Receipt } from "../ipc/types.gen";

export type Route =
  | { screen: "timeline" }
  | { screen: "claims" }
  /** `part` is what of it is brought into view. */
  | { screen: "claim"; id: number; part?: "story" }
  | { screen: "coverage" }
  | { screen: "spending" }
  /** What is marked as paid in a year, or in all. */
  | { screen: "ledger"; year: string | null }
  /** A bill held against a claim, or against all. */
  | { screen: "bill"; claim: number | null }
  | { screen: "records" }
  | { screen: "care" }
  /** An entry of a search of a directory, and a dated copy of one. */
  | { screen: "careEntry"; search: string; entry: string }
  | { screen: "careCopy"; id: number }
  | { screen: "record"; id: number }
  | { screen: "settings"; section?: SettingsSection }
  | { screen: "receipt"; receipt: Receipt; payer: string }
  | { screen: "choosePlan" }
  | { screen: "share"; payer: string; reconnect?: string }
  /** `optional` is what was asked for, to ask the same again. */
  | { screen: "signIn"; attempt: string; optional: DataKind[] }
  | { screen: "firstSync"; connection: string }
  | { screen: "privacy" };

export type SettingsSection = "connections" | "lock" | "files" | "registrations" | "reading" | "notices" | "developer" | "about";

interface Visit {
  route: Route;
  /** Tells two visits of one screen apart. */
  number: number;
}

interface History {
  visits: Visit[];
  at: number;
  next: number;
}

type Move =
  | { kind: "go"; route: Route }
  | { kind: "replace"; route: Route }
  | { kind: "reset"; route: Route }
  | { kind: "step"; by: -1 | 1 };

function startAt(route: Route): History {
  return { visits: [{ route, number: 0 }], at: 0, next: 1 };
}

/** The history after a move; pure, so that it can be tested without a screen. */
export function afterMove(history: History, move: Move): History {
  const visit = move.kind === "step" ? undefined : { route: move.route, number: history.next };
  switch (move.kind) {
    case "go":
      return {
        visits: [...history.visits.slice(0, history.at + 1), visit as Visit],
        at: history.at + 1,
        next: history.next + 1,
      };
    case "replace":
      return {
        ...history,
        visits: history.visits.map((one, index) => (index === history.at ? (visit as Visit) : one)),
        next: history.next + 1,
      };
    case "reset":
      return { visits: [visit as Visit], at: 0, next: history.next + 1 };
    case "step": {
      const at = history.at + move.by;
      return history.visits[at] ? { ...history, at } : history;
    }
  }
}

export interface Navigation {
  /** Opens a screen; "back" returns. */
  go: (route: Route) => void;
  /** Opens a screen in place of this one. */
  replace: (route: Route) => void;
  /** Opens a screen and forgets the way here, for what must not be walked back into. */
  reset: (route: Route) => void;
  back: () => void;
  forward: () => void;
  canGoBack: boolean;
}

interface Router {
  visit: Visit;
  navigation: Navigation;
  pane: RefObject<HTMLElement | null>;
}

const RouterContext = createContext<Router | undefined>(undefined);

interface Left {
  scroll: number;
  focusKey: string | undefined;
}

export function RouterProvider({ first, children }: { first: Route; children: ReactNode }) {
  const [history, move] = useReducer(afterMove, first, startAt);
  const pane = useRef<HTMLElement | null>(null);
  const left = useRef(new Map<number, Left>());
  const visit = history.visits[history.at] as Visit;
  const number = visit.number;
  const next = history.next;

  const leave = useCallback(
    (move: Move) => {
      const focused = document.activeElement?.closest<HTMLElement>("[data-focus-key]");
      const focusKey = focused?.dataset["focusKey"];
      left.current.set(number, { scroll: pane.current?.scrollTop ?? 0, focusKey });
      // What takes a screen's place may hold the very button that was pressed: the focus stays on it.
      if (move.kind === "replace") left.current.set(next, { scroll: 0, focusKey });
    },
    [number, next],
  );

  const navigation = useMemo<Navigation>(() => {
    const after = (chosen: Move) => {
      leave(chosen);
      move(chosen);
    };
    return {
      go: (route) => after({ kind: "go", route }),
      replace: (route) => after({ kind: "replace", route }),
      reset: (route) => after({ kind: "reset", route }),
      back: () => after({ kind: "step", by: -1 }),
      forward: () => after({ kind: "step", by: 1 }),
      canGoBack: history.at > 0,
    };
  }, [leave, history.at]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isMac = navigator.platform.startsWith("Mac");
      const back = isMac ? event.metaKey && event.key === "[" : event.altKey && event.key === "ArrowLeft";
      const forward = isMac ? event.metaKey && event.key === "]" : event.altKey && event.key === "ArrowRight";
      if (!back && !forward) return;
      event.preventDefault();
      if (back) navigation.back();
      else navigation.forward();
    };
    const onMouse = (event: MouseEvent) => {
      if (event.button === 3) navigation.back();
      if (event.button === 4) navigation.forward();
    };
    window.addEventListener("keydown", onKey);
    window.addEventListener("mouseup", onMouse);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("mouseup", onMouse);
    };
  }, [navigation]);

  const router = useMemo(() => ({ visit, navigation, pane }), [visit, navigation]);
  return (
    <RouterContext value={router}>
      <Arrival number={number} pane={pane} left={left} />
      {children}
    </RouterContext>
  );
}

const SETTLES_WITHIN_MS = 1000;

/** Puts the focus and the scrolled place right after a change of screen. */
function Arrival({ number, pane, left }: { number: number; pane: Router["pane"]; left: RefObject<Map<number, Left>> }) {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    // The screen itself is drawn by a sibling in the same commit; its effects have run by the next frame.
    const place = left.current.get(number);
    const until = performance.now() + SETTLES_WITHIN_MS;
    let frame = requestAnimationFrame(function settle() {
      const returned = place?.focusKey && document.querySelector(`[data-focus-key="${CSS.escape(place.focusKey)}"]`);
      const title = document.querySelector("[data-screen-title]");
      const wantsFocus = document.activeElement === document.body || document.activeElement === null;
      if (returned instanceof HTMLElement) returned.focus({ preventScroll: true });
      else if (title instanceof HTMLElement && (wantsFocus || !document.activeElement?.closest("main"))) {
        title.focus({ preventScroll: true });
      }
      if (pane.current) pane.current.scrollTop = place?.scroll ?? 0;
      const isSettled =
        (title ?? returned) && (!place || (Math.abs((pane.current?.scrollTop ?? 0) - place.scroll) < 2 && (returned ?? !place.focusKey)));
      if (!isSettled && performance.now() < until) frame = requestAnimationFrame(settle);
    });
    return () => cancelAnimationFrame(frame);
  }, [number, pane, left]);
  return null;
}

function useRouter(): Router {
  const router = use(RouterContext);
  if (!router) throw new Error("There is no router above this component.");
  return router;
}

/** The screen that is shown. */
export function useRoute(): Route {
  return useRouter().visit.route;
}

/** A number of its own for every visit, to start a screen afresh. */
export function useVisit(): number {
  return useRouter().visit.number;
}

export function useNavigation(): Navigation {
  return useRouter().navigation;
}

/** The element that scrolls, for virtual lists. */
export function useScrollPane(): RefObject<HTMLElement | null> {
  return useRouter().pane;
}
