import { expect, it } from "vitest";

import { readNear } from "./near";

it.each([
  ["", null, null, null],
  ["Lakeside", "Lakeside", null, null],
  ["Lakeside, ID", "Lakeside", "ID", null],
  ["lakeside id 60099", "lakeside", "ID", "60099"],
  ["Lakeside, 60099", "Lakeside", null, "60099"],
  ["Cedar Valley", "Cedar Valley", null, null],
  ["60099-1234", null, null, "60099-1234"],
  ["600", null, null, "600"],
  ["CA", null, "CA", null],
  ["me", "me", null, null],
  [" , ", null, null, null],
])("reads a place: %s", (written, city, state, postalCode) => {
  expect(readNear(written)).toEqual({ city, state, postalCode });
});
