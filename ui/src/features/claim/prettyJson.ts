// Puts a JSON text on readable lines without reading it as JSON: every digit, escape and order stays as the payer sent
// it (`1.10` would come back from a parser as `1.1`).

const INDENT = "  ";

export function prettyJson(text: string): string {
  let out = "";
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (sign === '"') {
      const end = endOfString(text, at);
      out += text.slice(at, end);
      at = end - 1;
    } else if (sign === "{" || sign === "[") {
      const close = nextSolid(text, at + 1);
      if (text[close] === (sign === "{" ? "}" : "]")) {
        out += sign + (text[close] ?? "");
        at = close;
      } else {
        depth += 1;
        out += sign + newLine(depth);
      }
    } else if (sign === "}" || sign === "]") {
      depth -= 1;
      out += newLine(depth) + sign;
    } else if (sign === ",") {
      out += sign + newLine(depth);
    } else if (sign === ":") {
      out += ": ";
    } else if (!/\s/.test(sign)) {
      out += sign;
    }
    if (depth < 0) return text;
  }
  return depth === 0 ? out : text;
}

function newLine(depth: number): string {
  return `\n${INDENT.repeat(Math.max(0, depth))}`;
}

function nextSolid(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? "")) at += 1;
  return at;
}

/** The place after a string's closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(text.length, at + 1);
}
