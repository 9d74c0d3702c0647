import { expect, it } from "vitest";

import { localeFor } from ".";

it("takes the member's choice before the computer's", () => {
  expect(localeFor("es", ["en-US"])).toBe("es");
  expect(localeFor("en", ["es-MX"])).toBe("en");
});

it("takes the first of the computer's languages that there is", () => {
  expect(localeFor("system", ["es-MX", "en"])).toBe("es");
  expect(localeFor("system", ["fr-FR", "es", "en"])).toBe("es");
  expect(localeFor("system", ["fr-FR", "de"])).toBe("en");
  expect(localeFor("system", [])).toBe("en");
});
