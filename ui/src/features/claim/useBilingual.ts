// Texts that the core has in both languages, in the one that is shown.
import { useLingui } from "@lingui/react";

import type { Bilingual } from "../../ipc/types.gen";

export type InLanguage = <T>(text: { en: T; es: T }) => T;

/** Picks the language that is shown. */
export function useBilingual(): InLanguage & ((text: Bilingual) => string) {
  const { i18n } = useLingui();
  return <T>(text: { en: T; es: T }): T => (i18n.locale === "es" ? text.es : text.en);
}
