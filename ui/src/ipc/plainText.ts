// Payers' texts are shown as text nodes, so they can bring no markup; but characters that draw nothing or turn the
// reading direction could still make one text look like another (T8). They are shown as what they are: `⟨U+202E⟩`.

// Controls but for tab and line feed, and the embeddings, overrides and isolates of the bidirectional algorithm. The
// marks U+200E and U+200F stay: names written from right to left need them, and they cannot reorder what follows.
// eslint-disable-next-line no-control-regex -- these are what is looked for
const DECEIVING = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** The text with every deceiving character written out. */
export function writeOutControls(text: string): string {
  return text.replace(DECEIVING, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `⟨U+${code}⟩`;
  });
}

/** The same for every text inside an answer. */
export function writeOutControlsIn<Value>(value: Value): Value {
  if (typeof value === "string") return writeOutControls(value) as Value;
  if (Array.isArray(value)) return value.map(writeOutControlsIn) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writeOutControlsIn<unknown>(inner)])) as Value;
}
