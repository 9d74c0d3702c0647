import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

import { activate } from "../i18n";

// happy-dom's document is no instance of its own window's Document, and React Aria asks for that before it looks where
// the focus is.
Object.defineProperty(window.Document, Symbol.hasInstance, {
  value: (node: Partial<Node> | null) => node?.nodeType === 9,
});

beforeEach } from "vitest";

import { activate } from "../i18n";

// happy-dom's document is no instance of its own window's Document, and React Aria asks for that before it looks where
// the focus is.
if (document.defaultView && !(document instanceof document.defaultView.Document)) {
  Object.defineProperty(document.defaultView.Document, Symbol.hasInstance, {
    value: (node: Partial<Node> | null) => node?.nodeType === 9,
  });
}

beforeEach(() => activate("en"));
afterEach(cleanup);
