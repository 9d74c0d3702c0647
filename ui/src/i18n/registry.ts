// The sentences about how payers are set up: what is wrong with a file of payers, where addresses came from, which plans
// are served. A new kind without its words does not compile.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { AddressOutcome, AddressSource, FaultKind, PlanType, RegistrationSource } from "../ipc/types.gen";

/** Goes on after the name of a field. */
export const faultKinds: Record<FaultKind, MessageDescriptor> = {
  unreadable: msg`The file cannot be opened or is not a text file.`,
  syntax: msg`The file is not written in the form that it needs (TOML).`,
  missing: msg`It is missing.`,
  unknown: msg`There is no such setting. It may be misspelled.`,
  form: msg`It does not hold what belongs there.`,
  notSecure: msg`The address does not begin with https.`,
  twice: msg`It is there twice.`,
  contradiction: msg`It does not fit with the rest.`,
  reserved: msg`It belongs to the app and cannot be changed.`,
};

export const addressSources: Record<AddressSource, MessageDescriptor> = {
  override: msg`The file payers.toml on this computer`,
  wellKnown: msg`The plan’s own setup page (.well-known)`,
  wellKnownWithoutDot: msg`The plan’s own setup page (well-known)`,
  capability: msg`The plan’s own description of its server`,
  shipped: msg`The list that comes with the app`,
};

export const addressOutcomes: Record<AddressOutcome, MessageDescriptor> = {
  used: msg`used`,
  absent: msg`nothing there`,
  silent: msg`no answer in time`,
  redirected: msg`it pointed elsewhere, not followed`,
  tooLarge: msg`too large, not used`,
  unreadable: msg`not readable, not used`,
  incomplete: msg`incomplete, not used`,
  otherDomain: msg`it names another website, not used`,
  notSecure: msg`it names an address without https, not used`,
};

export const planTypes: Record<PlanType, MessageDescriptor> = {
  medicareAdvantage: msg`Medicare Advantage`,
  medicaid: msg`Medicaid`,
  chip: msg`CHIP`,
  marketplace: msg`marketplace plans`,
  employer: msg`plans through work`,
};

export const registrationSources: Record<RegistrationSource, MessageDescriptor> = {
  none: msg`Not set up in this copy`,
  shipped: msg`Comes with the app`,
  build: msg`Came with this copy of the app`,
  file: msg`From payers.toml on this computer`,
  own: msg`Entered here`,
};
