import { describe, expect, it } from "vitest";

import { prettyJson } from "./prettyJson";

describe("a payer's text made readable", () => {
  it("says the same as before", () => {
    const resource = { a: [1, { b: "x, {y}: [z] \\ \"q\"" }, []], c: {}, d: null, e: [{ f: true }] };
    const pretty = prettyJson(JSON.stringify(resource));
    expect(JSON.parse(pretty)).toEqual(resource);
    expect(pretty).toBe(JSON.stringify(resource, null, 2));
  });

  it("keeps every digit and every escape as it came", () => {
    expect(prettyJson('{"value":1.10,"wide":12345678901234567890.00,"text":"\\u00e9"}')).toBe(
      '{\n  "value": 1.10,\n  "wide": 12345678901234567890.00,\n  "text": "\\u00e9"\n}',
    );
  });

  it("leaves text that is no JSON as it is", () => {
    expect(prettyJson("}oops{")).toBe("}oops{");
    expect(prettyJson('{"cut": "off')).toBe('{"cut": "off');
    expect(prettyJson("")).toBe("");
  });
});
