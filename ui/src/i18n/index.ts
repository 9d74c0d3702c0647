// The language of the screens: the member's choice, or the computer's. English is the source, Spanish its translation.
import { i18n } from "@lingui/core";

import type { Language } from "../ipc/types.gen";
import * as english from "./locales/en.po";

export type Locale = "en" | "es";

type Catalog = { messages: Parameters<typeof i18n.load>[1] };

/** English comes with the first code: it is what most members read, and the start waits for no other file. */
const catalogs: Record<Locale, () => Catalog | Promise<Catalog>> = {
  en: () => english,
  es: () => import("./locales/es.po"),
};

/** The locale for a choice; `wanted` are the computer's languages, best first. */
export function localeFor(choice: Language, wanted: readonly string[] = navigator.languages): Locale {
  if (choice !== "system") return choice;
  for (const language of wanted) {
    const code = language.toLowerCase().split("-")[0];
    if (code === "en" || code === "es") return code;
  }
  return "en";
}

/** Loads a locale's texts and switches to them. */
export async function activate(locale: Locale): Promise<void> {
  const { messages } = await catalogs[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}
