// The one way from a screen to the other side: typed calls, typed events, one kind of error.
import type { Answer, Arguments, Backend, CommandName, EventName } from "./backend";
import { writeOutControlsIn } from "./plainText";
import type { AppError, Events } from "./types.gen";

let backend: Backend | undefined;

/** Chooses the other side, once, before the first screen. Tests choose a fresh one each. */
export function installBackend(chosen: Backend): void {
  backend = chosen;
}

function installed(): Backend {
  if (!backend) throw new Error("No back end was installed.");
  return backend;
}

/** A command that did not do what it was asked, with the reason that the catalogue of sentences knows. */
export class CallFailed extends Error {
  readonly problem: AppError;

  constructor(problem: AppError) {
    super(problem.code);
    this.name = "CallFailed";
    this.problem = problem;
  }
}

const UNEXPECTED: AppError = { code: "unexpected", retry: "now", detail: null };

/** What went wrong, whatever was thrown. */
export function problemOf(thrown: unknown): AppError {
  if (thrown instanceof CallFailed) return thrown.problem;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "retry" in thrown) {
    return { detail: null, ...(thrown as Pick<AppError, "code" | "retry">) };
  }
  return UNEXPECTED;
}

type CallArguments<Name extends CommandName> = keyof Arguments<Name> extends never ? [] : [Arguments<Name>];

/** Runs a command. Rejects with `CallFailed` and nothing else. */
export function call<Name extends CommandName>(name: Name, ...args: CallArguments<Name>): Promise<Answer<Name>> {
  return run(name, args[0] ?? ({} as Arguments<Name>));
}

/** The same with the arguments always named, for code that is generic over commands. */
export async function run<Name extends CommandName>(name: Name, args: Arguments<Name>): Promise<Answer<Name>> {
  try {
    return writeOutControlsIn(await installed().call(name, args));
  } catch (thrown) {
    throw new CallFailed(problemOf(thrown));
  }
}

/** Listens to an event until the answer is called. */
export function listen<Name extends EventName>(name: Name, handler: (payload: Events[Name]) => void): () => void {
  return installed().listen(name, (payload) => handler(writeOutControlsIn(payload)));
}
