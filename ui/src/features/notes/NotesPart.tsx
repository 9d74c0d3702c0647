// Beside a claim: the member's note and tags. Plain text, kept as it is typed; it never leaves this computer.
import "./notes.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Trash2 } from "lucide-react";
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from "react";

import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useUndo } from "../../components/useUndo";
import { useClaimNotes, useCommand } from "../../ipc/queries";
import type { ClaimNotes } from "../../ipc/types.gen";
import { ClaimTags } from "./ClaimTags";

/** Letters of a note, as the core has it. */
const LONGEST = 2_000;
/** How long typing rests before it is kept. */
const PAUSE_MS = 600;

export function NotesPart({ claim }: { claim: number }) {
  const { data, error } = useClaimNotes(claim);
  if (error !== null) return <ProblemNote problem={error.problem} />;
  if (data === undefined) return null;
  return <Shown key={claim} claim={claim} notes={data} />;
}

function Shown({ claim, notes }: { claim: number; notes: ClaimNotes }) {
  const { t } = useLingui();
  const [undo, tell] = useUndo();
  return (
    <section className="rail-part member-notes" aria-label={t`Your note and tags`}>
      <h2>{t`Your note and tags`}</h2>
      <Note claim={claim} kept={notes.note} onDone={tell} />
      <ClaimTags claim={claim} tags={notes.tags} onDone={tell} />
      {undo}
      <p className="t12 ink3">
        {notes.claims > 1 ?
          <Trans>
            For this claim and the {plural(notes.claims - 1, { one: "# claim", other: "# claims" })} that it replaced or that
            replaced it. Only on this computer.
          </Trans>
        : <Trans>Only on this computer. Your plan never sees it.</Trans>}
      </p>
    </section>
  );
}

interface NoteProps {
  claim: number;
  kept: string;
  onDone: (words: ReactNode, undo: () => void) => void;
}

function Note({ claim, kept, onDone }: NoteProps) {
  const { t } = useLingui();
  const [field, hint] = [useId(), useId()];
  const [text, setText] = useState(kept);
  const { keep, save } = useKeeping(claim, kept, text);
  const over = text.length - LONGEST;
  const isKept = text.trim() === kept.trim();
  const replace = (next: string) => {
    setText(next);
    keep(next);
  };
  return (
    <div className="member-note">
      <label className="field-label" htmlFor={field}>
        <Trans>Your note</Trans>
      </label>
      <textarea
        id={field}
        className="text-input member-note-text no-print"
        rows={3}
        value={text}
        aria-invalid={over > 0}
        aria-describedby={hint}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => keep(text)}
      />
      <p className="print-only member-note-paper">{text}</p>
      <div className="member-note-state no-print">
        <p id={hint} role="status" className="t12 ink3">
          {over > 0 ?
            <Trans>Not saved: {plural(over, { one: "# letter", other: "# letters" })} too many.</Trans>
          : save.isPending || !isKept ?
            <Trans>Saving…</Trans>
          : text.trim() !== "" && (
              <>
                <Icon of={Check} /> <Trans>Saved</Trans>
              </>
            )
          }
        </p>
        {text.trim() !== "" && (
          <Button
            variant="quiet"
            size="small"
            icon={Trash2}
            onPress={() => {
              const before = text;
              replace("");
              onDone(t`The note was deleted.`, () => replace(before));
            }}
          >
            <Trans>Delete note</Trans>
          </Button>
        )}
      </div>
      {save.isError && <ProblemNote problem={save.error.problem} />}
    </div>
  );
}

/** Keeps what is typed: after a pause, when the field is left, and when the screen is. */
function useKeeping(claim: number, first: string, text: string) {
  const save = useCommand("save_claim_note");
  const { mutate } = save;
  const told = useRef(first);
  const keep = useCallback(
    (next: string) => {
      const before = told.current;
      if (next.trim() === before.trim() || next.length > LONGEST) return;
      told.current = next;
      mutate({ id: claim, note: next }, { onError: () => (told.current = before) });
    },
    [claim, mutate],
  );
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
    const timer = setTimeout(() => keep(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, keep]);
  useEffect(() => () => keep(latest.current), [keep]);
  return { keep, save };
}
