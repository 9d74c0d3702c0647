// The member's words for codes of a coverage. A code that is not here is shown as the plan sent it.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** HL7's `subscriber-relationship`. */
export const relationshipWords: Record<string, MessageDescriptor> = {
  self: msg`Subscriber`,
  spouse: msg`Spouse`,
  common: msg`Partner`,
  child: msg`Child`,
  parent: msg`Parent`,
  other: msg`Other relationship`,
  injured: msg`Injured party`,
};

/** FHIR's `fm-status`. */
export const coverageStatusWords: Record<string, MessageDescriptor> = {
  active: msg`Active`,
  cancelled: msg`Ended`,
  draft: msg`Not yet in force`,
  "entered-in-error": msg`Marked as a mistake by your plan`,
};

/** HL7's `coverage-class`, for the numbers on a card. */
export const classWords: Record<string, MessageDescriptor> = {
  group: msg`Group`,
  subgroup: msg`Subgroup`,
  plan: msg`Plan number`,
  subplan: msg`Subplan`,
  class: msg`Class`,
  subclass: msg`Subclass`,
  sequence: msg`Sequence`,
  rxbin: msg`Pharmacy BIN (RxBIN)`,
  rxpcn: msg`Pharmacy PCN (RxPCN)`,
  rxid: msg`Pharmacy member number (RxID)`,
  rxgroup: msg`Pharmacy group (RxGroup)`,
};
