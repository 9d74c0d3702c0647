// The member's words for records: what a kind is called, what a fact is about, what a status means.
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import {
  Activity,
  FlaskConical,
  HeartPulse,
  Hospital,
  Pill,
  ScrollText,
  Syringe,
  type LucideIcon,
} from "lucide-react";

import { formatDate } from "../../i18n/format";
import type { FactName, RecordKind, RecordStanding } from "../../ipc/types.gen";

export const RECORD_KINDS = [
  "condition",
  "encounter",
  "procedure",
  "prescription",
  "dispense",
  "observation",
  "immunization",
] as const satisfies readonly RecordKind[];

interface KindWords {
  icon: LucideIcon;
  /** Many of them, as a heading. */
  many: MessageDescriptor;
  /** Many of them, in the middle of a sentence. */
  within: MessageDescriptor;
  /** One of them. */
  one: MessageDescriptor;
}

export const recordKinds: Record<RecordKind, KindWords> = {
  condition: { icon: HeartPulse, many: msg`Conditions`, within: msg`conditions`, one: msg`Condition` },
  encounter: { icon: Hospital, many: msg`Visits and stays`, within: msg`visits and stays`, one: msg`Visit or stay` },
  procedure: { icon: Activity, many: msg`Procedures`, within: msg`procedures`, one: msg`Procedure` },
  prescription: { icon: ScrollText, many: msg`Prescriptions`, within: msg`prescriptions`, one: msg`Prescription` },
  dispense: {
    icon: Pill,
    many: msg`Medicines picked up`,
    within: msg`medicines picked up`,
    one: msg`Medicine picked up`,
  },
  observation: {
    icon: FlaskConical,
    many: msg`Test results and measurements`,
    within: msg`test results and measurements`,
    one: msg`Test result or measurement`,
  },
  immunization: { icon: Syringe, many: msg`Vaccines`, within: msg`vaccines`, one: msg`Vaccine` },
};

export const standingWords: Record<Exclude<RecordStanding, "stands">, MessageDescriptor> = {
  notDone: msg`Did not happen`,
  ruledOut: msg`Ruled out`,
  inError: msg`Entered by mistake`,
};

export const factWords: Record<FactName, MessageDescriptor> = {
  abatement: msg`Ended`,
  admitted: msg`Came from`,
  bodySite: msg`Where on the body`,
  category: msg`Group`,
  class: msg`Kind of visit`,
  clinicalStatus: msg`Where it stands`,
  code: msg`What`,
  complication: msg`Complication`,
  daysSupply: msg`Lasts for`,
  destination: msg`Went to`,
  device: msg`Device`,
  diagnosis: msg`Diagnosis`,
  discharged: msg`How the stay ended`,
  dose: msg`How much and how`,
  encounter: msg`During`,
  expires: msg`Good until`,
  followUp: msg`What comes after`,
  handedOver: msg`Handed over`,
  identifier: msg`Number`,
  intent: msg`What it is`,
  interpretation: msg`How it is judged`,
  issued: msg`Result given out`,
  location: msg`Where`,
  lot: msg`Lot number`,
  manufacturer: msg`Maker`,
  medication: msg`Medicine`,
  method: msg`How it was done`,
  note: msg`Note`,
  occurred: msg`When`,
  onset: msg`Began`,
  ordered: msg`Prescribed on`,
  organization: msg`Clinic or hospital`,
  outcome: msg`Outcome`,
  part: msg`Part`,
  performer: msg`Who`,
  prepared: msg`Made ready`,
  prescriber: msg`Prescribed by`,
  primarySource: msg`From who gave it`,
  quantity: msg`Amount`,
  reaction: msg`Reaction`,
  reason: msg`Why`,
  recorded: msg`Noted on`,
  recorder: msg`Noted by`,
  referenceRange: msg`Usual range`,
  refills: msg`Refills`,
  route: msg`How it is taken`,
  series: msg`Series`,
  severity: msg`How severe`,
  specimen: msg`Sample`,
  stage: msg`Stage`,
  status: msg`Status`,
  statusReason: msg`Why this status`,
  substitution: msg`Replaced by another`,
  type: msg`Kind`,
  validUntil: msg`Valid`,
  value: msg`Result`,
  verificationStatus: msg`How sure`,
};

/** Codes of FHIR's status lists. */
const statuses: Readonly<Record<string, MessageDescriptor>> = {
  active: msg`Active`,
  amended: msg`Changed later`,
  arrived: msg`Arrived`,
  cancelled: msg`Cancelled`,
  completed: msg`Done`,
  confirmed: msg`Confirmed`,
  corrected: msg`Corrected`,
  declined: msg`Turned down`,
  differential: msg`One of several possibilities`,
  draft: msg`Draft`,
  "entered-in-error": msg`Entered by mistake`,
  final: msg`Final`,
  finished: msg`Finished`,
  inactive: msg`No longer active`,
  "in-progress": msg`Going on`,
  "not-done": msg`Not done`,
  "on-hold": msg`On hold`,
  order: msg`An order`,
  plan: msg`A plan`,
  planned: msg`Planned`,
  preliminary: msg`First result, not final`,
  preparation: msg`Being prepared`,
  proposal: msg`A proposal`,
  provisional: msg`Likely, not confirmed`,
  recurrence: msg`Came back`,
  refuted: msg`Ruled out`,
  registered: msg`Not ready yet`,
  relapse: msg`Came back`,
  remission: msg`In remission`,
  resolved: msg`Resolved`,
  stopped: msg`Stopped`,
  unconfirmed: msg`Not confirmed`,
  unknown: msg`Not known`,
};

/** The words for a status, or the code as it came. */
export function statusText(i18n: I18n, code: string): string {
  const known = statuses[code];
  return known === undefined ? code : i18n._(known);
}

/** `3 records` */
export function recordCount(count: number): string {
  return plural(count, { one: "# record", other: "# records" });
}

/** A FHIR date or time as it was written: `Aug 14, 2026, 18:40 (UTC−06:00)`. A time is never moved to another zone. */
export function formatMoment(text: string): string {
  const day = formatDate(text);
  const [, time, offset] = /^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  if (time === undefined) return day;
  if (offset === undefined) return `${day}, ${time}`;
  return `${day}, ${time} (UTC${offset === "Z" ? "" : offset.replace("-", "\u2212")})`;
}

/** Two moments; an end on the day of the beginning is not said twice. */
export function formatMoments(start: string | null, end: string | null): string {
  if (start === null) return end === null ? "" : `– ${formatMoment(end)}`;
  if (end === null || end === start) return formatMoment(start);
  return `${formatMoment(start)} – ${formatMoment(end)}`;
}
