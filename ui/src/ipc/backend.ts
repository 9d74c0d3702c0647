// What the screens need of the other side: commands and events. The shell is one implementation, the in-memory one of
// `fake/` (development and tests only) is the other.
import type { Commands, Events } from "./types.gen";

/** Every command a screen may call; `subscribe` is how events come and stays inside. */
export type CommandName = Exclude<keyof Commands, "subscribe">;
export type Arguments<Name extends CommandName> = Commands[Name]["arguments"];
export type Answer<Name extends CommandName> = Commands[Name]["answer"];
export type EventName = keyof Events;

export interface Backend {
  /** Runs a command. Rejects with an `AppError`, or with anything at all where the other side is broken. */
  call<Name extends CommandName>(name: Name, args: Arguments<Name>): Promise<Answer<Name>>;
  /** Listens to an event until the answer is called. */
  listen<Name extends EventName>(name: Name, handler: (payload: Events[Name]) => void): () => void;
}
