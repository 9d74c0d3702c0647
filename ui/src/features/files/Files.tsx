// Opened files, wherever in the app they were opened or dropped: a look at what is in them, a yes, and what came of it.
import { lazy, Suspense } from "react";

import { useFilesState } from "../../ipc/queries";

/** Rarely needed. */
const FilesDialog = lazy(async () => ({ default: (await import("./FilesDialog")).FilesDialog }));

export function Files() {
  const { data: state = { stage: "none" } } = useFilesState();
  if (state.stage === "none") return null;
  return (
    <Suspense>
      <FilesDialog state={state} />
    </Suspense>
  );
}
