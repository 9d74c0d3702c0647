import { i18n } from "@lingui/core";
import { describe, expect, it } from "vitest";

import type { ErrorCode } from "../ipc/types.gen";
import generated from "../ipc/types.gen.ts?raw";
import { activate } from ".";
import { sentencesFor } from "./errors";

const codes = [...(/type ErrorCode = ([^;]+);/.exec(generated)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(
  ([, code]) => code as ErrorCode,
);

const written = (code: ErrorCode) => {
  const { title, meaning, action } = sentencesFor(code);
  return [title, meaning, action].map((message) => i18n._(message));
};

describe("the sentences for what goes wrong", () => {
  it("knows every code that the core can send", () => {
    expect(codes.length).toBeGreaterThan(25);
    for (const code of codes) expect(written(code)).toSatisfy((texts: string[]) => texts.every((text) => text.length > 8));
  });

  it("has every sentence in Spanish", async () => {
    const english = codes.flatMap(written);
    await activate("es");
    const spanish = codes.flatMap(written);
    spanish.forEach((text, index) => expect(text).not.toBe(english[index]));
  });

  it("never blames and never shouts", async () => {
    const forbidden = /\berror\b|invalid|rejected|fail(ed|ure)|illegal|!|inválid|rechazad/i;
    for (const locale of ["en", "es"] as const) {
      await activate(locale);
      for (const text of codes.flatMap(written)) expect(text).not.toMatch(forbidden);
    }
  });

  it("gives every code a title of its own", () => {
    expect(new Set(codes.map((code) => written(code)[0])).size).toBe(codes.length);
  });
});
