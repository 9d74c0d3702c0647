// Saving a copy: the command, and how far it is.
import { useLingui } from "@lingui/react";
import { useEffect, useState } from "react";

import { listen } from "../../ipc/client";
import { useCommand } from "../../ipc/queries";
import type { CopyFormat, CopyProgress, CopyWhat } from "../../ipc/types.gen";

/** How far what is being written or read is, `null` before anything was said of it, and a way to begin anew. */
export function useCopyProgress(): [CopyProgress | null, () => void] {
  const [progress, setProgress] = useState<CopyProgress | null>(null);
  useEffect(() => listen("copy", setProgress), []);
  return [progress, () => setProgress(null)];
}

export function useCopy() {
  const { i18n } = useLingui();
  const save = useCommand("save_copy");
  const stop = useCommand("stop_copy");
  const [progress, beginAnew] = useCopyProgress();
  const begin = (what: CopyWhat, format: CopyFormat) => {
    beginAnew();
    return save.mutateAsync({ what, format, language: i18n.locale === "es" ? "es" : "en" });
  };
  return { begin, stop: () => stop.mutate({}), progress, save };
}
