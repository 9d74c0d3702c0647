// The member's words for what a claim is and where it stands.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { ClaimKind, ClaimStatus } from "../ipc/types.gen";

export const CLAIM_KINDS = [
  "visit",
  "hospital",
  "lab",
  "pharmacy",
  "therapy",
  "dental",
  "vision",
  "other",
] as const satisfies readonly ClaimKind[];

export const CLAIM_STATUSES = ["decided", "pending", "notCovered", "replaced", "preauthorization"] as const satisfies readonly ClaimStatus[];

export const kindWords: Record<ClaimKind, MessageDescriptor> = {
  visit: msg`Doctor visit`,
  hospital: msg`Hospital & ER`,
  lab: msg`Lab & imaging`,
  pharmacy: msg`Pharmacy`,
  therapy: msg`Therapy`,
  dental: msg`Dental`,
  vision: msg`Vision`,
  other: msg`Other care`,
};

export const statusWords: Record<ClaimStatus, MessageDescriptor> = {
  decided: msg`Decided`,
  pending: msg`Still deciding`,
  notCovered: msg`Not covered`,
  replaced: msg`Replaced`,
  preauthorization: msg`Asked before care`,
};
