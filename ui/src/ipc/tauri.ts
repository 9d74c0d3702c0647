// The real back end: the shell's commands and events.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Backend } from "./backend";

export const tauriBackend: Backend = {
  call: (name, args) => invoke(name, args),
  listen: (name, handler) => {
    const registered = listen(name, (event) => handler(event.payload as Parameters<typeof handler>[0]));
    return () => void registered.then((stop) => stop());
  },
};
