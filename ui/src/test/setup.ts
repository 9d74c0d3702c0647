import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

import { activate } from "../i18n";

// happy-dom's document is no instance of its own window's Document, and React Aria asks for that before it looks where
// the focus is.
const viewOfTheDocument = document.defaultView as unknown as typeof globalThis;
Object.defineProperty(viewOfTheDocument.Document, Symbol.hasInstance, {
  value: (node: Partial<Node> | null) => node?.nodeType === 9,
});

// As wide as the usual window.
(window as unknown as { happyDOM: { setViewport: (size: object) => void } }).happyDOM.setViewport({ width: 1280, height: 800 });

configure({ asyncUtilTimeout: 5000 });

beforeEach(() => activate("en"));
afterEach(cleanup);
