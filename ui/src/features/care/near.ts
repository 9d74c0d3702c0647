// A place as somebody writes it: `Lakeside`, `Lakeside, ID`, `Lakeside, 60099`, `60099`, `ID`.
import type { CareQuestion } from "../../ipc/types.gen";

export type Near = Pick<CareQuestion, "city" | "state" | "postalCode">;

const STATES = new Set(
  (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA " +
    "RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
  ).split(" "),
);

export function readNear(written: string): Near {
  const near: Near = { city: null, state: null, postalCode: null };
  const words = written.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length > 0 && /^\d{3,5}(-\d{4})?$/.test(words.at(-1) ?? "")) near.postalCode = words.pop() ?? null;
  // "De" begins a city's name; "DE" after one, or alone, is a state.
  const last = words.at(-1) ?? "";
  if (STATES.has(last.toUpperCase()) && (last === last.toUpperCase() || words.length > 1)) {
    near.state = last.toUpperCase();
    words.pop();
  }
  if (words.length > 0) near.city = words.join(" ");
  return near;
}
