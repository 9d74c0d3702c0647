// What a story is called, and why a claim is part of it. Never a diagnosis.
import { useLingui } from "@lingui/react/macro";

import type { Episode, EpisodePart } from "../../ipc/types.gen";
import { useBilingual } from "../claim/useBilingual";

/** The member's own name for a story, else a plain word for it, else what it is about and where. */
export function useEpisodeName(): (episode: Episode) => string {
  const { t } = useLingui();
  const inLanguage = useBilingual();
  return ({ ownName, words, about, place }) => {
    if (ownName !== null) return ownName;
    if (words !== null) return inLanguage(words);
    switch (about) {
      case "stay":
        return place === null ? t`Hospital stay` : t`Hospital stay at ${place}`;
      case "emergency":
        return place === null ? t`Emergency visit` : t`Emergency visit at ${place}`;
      case "procedure":
        return place === null ? t`Surgery` : t`Surgery at ${place}`;
      case "care":
        return place === null ? t`Care that belongs together` : t`Care that began with ${place}`;
    }
  };
}

/** Why a claim is part of a story. */
export function useEpisodeReason(): (part: EpisodePart, about: Episode["about"]) => string {
  const { t } = useLingui();
  return ({ reason, days, isSure, isLead }, about) => {
    const when =
      days === 1 ? t`the day after`
      : days > 1 ? t`${days} days after`
      : days === -1 ? t`the day before`
      : days < -1 ? t`${-days} days before`
      : t`on the same days`;
    switch (reason) {
      case "event":
        if (isLead) return about === "stay" ? t`The hospital stay itself` : about === "emergency" ? t`The emergency visit itself` : t`The procedure itself`;
        return t`Part of the same event, ${when}`;
      case "first":
        return t`The first claim of it`;
      case "sameNumber":
        return t`The same approval, referral or visit number`;
      case "duringStay":
        return t`During the hospital stay`;
      case "sameDay":
        return isSure ? t`The same day, with the same diagnosis` : t`The same day, in a hospital or surgery center`;
      case "sameDiagnosis":
        return t`The same diagnosis, ${when}`;
      case "prescription":
        return t`A prescription of the same doctor, ${when}`;
      case "followUp":
        return t`A check-up after treatment, ${when}`;
      case "ordered":
        return t`Ordered by a doctor of this care, ${when}`;
      case "chosen":
        return t`You put it here`;
    }
  };
}
