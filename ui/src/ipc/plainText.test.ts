import { expect, it } from "vitest";

import { call, installBackend } from "./client";
import { FakeBackend } from "./fake";
import { writeOutControls, writeOutControlsIn } from "./plainText";

it("writes out what draws nothing or turns the reading direction (T8)", () => {
  expect(writeOutControls("Dr. \u202Enehc ecarG")).toBe("Dr. ⟨U+202E⟩nehc ecarG");
  expect(writeOutControls("\u2066a\u2069\u0000\u001B[31m\u009F\uFEFF")).toBe("⟨U+2066⟩a⟨U+2069⟩⟨U+0000⟩⟨U+001B⟩[31m⟨U+009F⟩⟨U+FEFF⟩");
});

it("leaves every honest text as it is", () => {
  for (const text of ["Núñez", "שָׁלוֹם\u200F 12", "李小龍", "👩‍⚕️ visit", "two\nlines\tand a tab", "<b>not markup</b>"]) {
    expect(writeOutControls(text)).toBe(text);
  }
});

it("reaches every text of an answer and changes nothing else", () => {
  const answer = { rows: [{ id: 7, title: "a\u202Eb", provider: null, isNew: true }], offset: 0 };
  expect(writeOutControlsIn(answer)).toEqual({
    rows: [{ id: 7, title: "a⟨U+202E⟩b", provider: null, isNew: true }],
    offset: 0,
  });
});

it("is applied to what a command answers", async () => {
  const backend = new FakeBackend();
  installBackend(backend);
  backend.connections[0]!.payerName = "Ever\u202Egreen";
  const [connection] = await call("connections");
  expect(connection?.payerName).toBe("Ever⟨U+202E⟩green");
});
