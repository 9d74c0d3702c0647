// The real back end: the shell's commands, and its events through one channel. The window has no permission for Tauri's
// own event system, so nothing but the shell's events can reach it.
import { Channel, invoke } from "@tauri-apps/api/core";

import type { Backend, EventName } from "./backend";
import type { Event, Events } from "./types.gen";

type Handler = (payload: Events[EventName]) => void;

const handlers = new Map<EventName, Set<Handler>>();
let subscribed = false;

/** Hands the shell the channel for its events, once. */
function subscribe(): void {
  if (subscribed) return;
  subscribed = true;
  const channel = new Channel<Event>((event) => {
    for (const handler of handlers.get(event.name) ?? []) handler(event.payload);
  });
  void invoke("subscribe", { channel });
}

export const tauriBackend: Backend = {
  call: (name, args) => invoke(name, args),
  listen: (name, handler) => {
    const listening = handlers.get(name) ?? new Set<Handler>();
    handlers.set(name, listening.add(handler as Handler));
    subscribe();
    return () => void listening.delete(handler as Handler);
  },
};
