// The claim in plain sentences. The core makes them from what the plan stated and from nothing else; each figure says
// where it came from.
import { Fragment } from "react";

import { FigureValue } from "../../components/FigureValue";
import type { Piece, Sentence, SentenceId } from "../../ipc/types.gen";
import { useBilingual } from "./useBilingual";

/** Sentences that are told louder or lower than the others. */
const WEIGHT: Partial<Record<SentenceId, string>> = { youOwe: "story-main", notStated: "story-missing" };

export function Story({ story }: { story: readonly Sentence[] }) {
  const inLanguage = useBilingual();
  return (
    <p className="story">
      {story.map((sentence) => (
        <Fragment key={sentence.id}>
          <span className={WEIGHT[sentence.id]}>
            <Pieces pieces={inLanguage(sentence)} />
          </span>{" "}
        </Fragment>
      ))}
    </p>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => {
    if (piece.piece === "words") return <Fragment key={index}>{withoutStop(piece.words, pieces[index - 1])}</Fragment>;
    return (
      <span key={index} className="story-end">
        <strong>
          <FigureValue figure={piece.figure} name={piece.name} />
        </strong>
        {stopOf(pieces[index + 1])}
      </span>
    );
  });
}

/** A stop or a comma stays on the line of the amount before it. */
const STOP = /^[.,:;]/;

function stopOf(next: Piece | undefined): string {
  return next?.piece === "words" ? (STOP.exec(next.words)?.[0] ?? "") : "";
}

function withoutStop(words: string, before: Piece | undefined): string {
  return before?.piece === "figure" ? words.replace(STOP, "") : words;
}
