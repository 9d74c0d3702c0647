// The member's preferences: shown at once, kept by the shell, put back where it could not keep them.
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";

import { localeFor } from "../../i18n";
import { call, type CallFailed } from "../../ipc/client";
import { keys, useAppState } from "../../ipc/queries";
import type { AppState, Settings } from "../../ipc/types.gen";

export interface SettingsChange {
  settings: Settings;
  change: (change: Partial<Settings>) => void;
  saving: UseMutationResult<null, CallFailed, Settings, AppState | undefined>;
}

const FIRST: Settings = {
  language: "system",
  theme: "system",
  developerMode: false,
  lockAfter: "notAsked",
  notices: "notAsked",
  refresh: "daily",
  screenLanguage: "en",
};

export function useSettings(): SettingsChange {
  const client = useQueryClient();
  const { data: state } = useAppState();
  const settings = state?.settings ?? FIRST;
  const saving = useMutation<null, CallFailed, Settings, AppState | undefined>({
    mutationFn: (next) => call("save_settings", { settings: next }),
    onMutate: (next) => {
      const before = client.getQueryData<AppState>(keys.app);
      if (before) client.setQueryData<AppState>(keys.app, { ...before, settings: next });
      return before;
    },
    onError: (_problem, _next, before) => client.setQueryData(keys.app, before),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.payers }),
  });
  return { settings, saving, change: (change) => saving.mutate(withScreenLanguage({ ...settings, ...change })) };
}

/** With what “like this computer” comes to: the desktop is spoken to in the screens’ language. */
function withScreenLanguage(settings: Settings): Settings {
  return { ...settings, screenLanguage: localeFor(settings.language) };
}
