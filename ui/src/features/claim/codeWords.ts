// Words for the codes that CARIN Blue Button puts where other payers put words. A code without a word is shown as it came.
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** C4BB care team roles and HL7's. */
export const roleWords: Readonly<Record<string, MessageDescriptor>> = {
  assist: msg`Assisted`,
  attending: msg`In charge of the stay`,
  operating: msg`Surgeon`,
  otheroperating: msg`Second surgeon`,
  pcp: msg`Primary care`,
  performing: msg`Gave the care`,
  prescribing: msg`Wrote the prescription`,
  primary: msg`In charge of the care`,
  primarycare: msg`Primary care`,
  referring: msg`Sent you there`,
  rendering: msg`Gave the care`,
  site: msg`Place of care`,
  supervising: msg`Supervised`,
};

/** C4BB payer network statuses. */
export const networkWords: Readonly<Record<string, MessageDescriptor>> = {
  contracted: msg`has a contract with your plan`,
  innetwork: msg`in network`,
  noncontracted: msg`has no contract with your plan`,
  other: msg`other`,
  outofnetwork: msg`out of network`,
};

/** C4BB identifier types. */
export const identifierWords: Readonly<Record<string, MessageDescriptor>> = {
  claim: msg`Claim number`,
  uc: msg`Claim number`,
};

/** The words for a code, or the code as it came. */
export function wordsFor(i18n: I18n, words: Readonly<Record<string, MessageDescriptor>>, code: string): string {
  const known = words[code.toLowerCase()];
  return known === undefined ? code : i18n._(known);
}
