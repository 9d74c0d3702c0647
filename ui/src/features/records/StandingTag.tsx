// A mark on a record that does not hold: told in words beside the struck title.
import { useLingui } from "@lingui/react/macro";

import type { RecordStanding } from "../../ipc/types.gen";
import { standingWords } from "./recordWords";

export function StandingTag({ standing }: { standing: RecordStanding }) {
  const { i18n } = useLingui();
  return standing === "stands" ? null : <span className="tag tag-note">{i18n._(standingWords[standing])}</span>;
}
