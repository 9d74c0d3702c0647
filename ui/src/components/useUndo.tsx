// What was just done, with a way back.
import { Trans } from "@lingui/react/macro";
import { Undo2 } from "lucide-react";
import { useCallback, useState, type ReactNode } from "react";

import { Button } from "./Button";

interface Done {
  words: ReactNode;
  undo: () => void;
}

/** The note to show, and how to say that something was done. */
export function useUndo(): [ReactNode, (words: ReactNode, undo: () => void) => void] {
  const [done, setDone] = useState<Done | null>(null);
  const tell = useCallback((words: ReactNode, undo: () => void) => setDone({ words, undo }), []);
  const note = (
    <div role="status" className="undo no-print">
      {done !== null && (
        <>
          <span>{done.words}</span>
          <Button
            variant="quiet"
            size="small"
            icon={Undo2}
            onPress={() => {
              done.undo();
              setDone(null);
            }}
          >
            <Trans>Undo</Trans>
          </Button>
        </>
      )}
    </div>
  );
  return [note, tell];
}
