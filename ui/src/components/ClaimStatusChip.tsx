// Where a claim stands: an icon and words, never colour alone. "Decided", not "Paid": the plan may have paid $0.00.
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, CircleDashed, CircleSlash2, MessageCircleQuestion, Repeat2, type LucideIcon } from "lucide-react";

import type { ClaimStatus } from "../ipc/types.gen";
import { statusWords } from "./ClaimWords";
import { Icon } from "./Icon";

const ICONS: Record<ClaimStatus, LucideIcon> = {
  decided: CircleCheck,
  pending: CircleDashed,
  notCovered: CircleSlash2,
  replaced: Repeat2,
  preauthorization: MessageCircleQuestion,
};

export function ClaimStatusChip({ status }: { status: ClaimStatus }) {
  const { i18n } = useLingui();
  const isNoted = status === "pending" || status === "notCovered";
  return (
    <span className={isNoted ? "chip chip-note" : "chip"}>
      <Icon of={ICONS[status]} />
      <span className="chip-words">{i18n._(statusWords[status])}</span>
    </span>
  );
}
