// The payers to choose from, as a copy of the app without registrations sees them.
import type { Availability, PayerGroup, PayerKind, Registration, SharePreview } from "../types.gen";

export const DEMO_PAYER = "demo";

type Entry = [group: string, key: string, name: string, kind: PayerKind, availability: Availability, host: string];

const ENTRIES: Entry[] = [
  ["UnitedHealthcare", "uhc-hsid", "UnitedHealthcare", "production", "needsRegistration", "hsid.fhir.flex.optum.com"],
  ["UnitedHealthcare", "uhc-rmhp", "Rocky Mountain Health Plans", "production", "needsRegistration", "rmhp.fhir.flex.optum.com"],
  ["UnitedHealthcare", "uhc-sierra", "Sierra Health and Life", "production", "needsRegistration", "sierra.fhir.flex.optum.com"],
  ["UnitedHealthcare", "uhc-healthx", "Peoples Health", "production", "needsRegistration", "healthx.fhir.flex.optum.com"],
  ["Optum Physical Health of California", "oph-ibew-neca", "IBEW/NECA Sound & Communications Health & Welfare Trust", "production", "needsRegistration", "prod.flexinterop.optum.com"],
  ["Optum Physical Health of California", "oph-uc", "University of California", "production", "needsRegistration", "prod.flexinterop.optum.com"],
  ["Optum Physical Health of California", "oph-ibew18", "IBEW Local 18 Health & Welfare Trust", "production", "needsRegistration", "prod.flexinterop.optum.com"],
  ["Optum Physical Health of California", "oph-ventura", "County of Ventura dba Ventura County Health Care Plan", "production", "needsRegistration", "prod.flexinterop.optum.com"],
  ["Optum Idaho", "optum-idaho", "Optum Idaho", "production", "needsRegistration", "authz.idaho.flexobh.optum.com"],
  ["Optum Tooele County", "optum-tooele", "Optum Tooele County", "production", "needsRegistration", "authz.tooele.flexobh.optum.com"],
  ["Sandboxes", "uhc-sandbox", "UnitedHealthcare sandbox", "sandbox", "ready", "sandbox.authz.flex.optum.com"],
  ["Sandboxes", "optum-idaho-sandbox", "Optum Idaho sandbox", "sandbox", "ready", "sandbox.authz.idaho.flexobh.optum.com"],
  ["Demo", DEMO_PAYER, "Evergreen Demo Health", "demo", "ready", "127.0.0.1"],
];

export function payerGroups(developerMode: boolean, registrations: Registration[]): PayerGroup[] {
  const groups: PayerGroup[] = [];
  for (const [group, key, name, kind, given] of ENTRIES) {
    if (kind === "sandbox" && !developerMode) continue;
    const registration = registrations.find(({ keys }) => keys.includes(key));
    const availability = registration?.clientId == null ? given : availabilityOf(registration);
    const choice = { key, name, kind, availability };
    const known = groups.find((one) => one.name === group);
    if (known) known.payers.push(choice);
    else groups.push({ name: group, payers: [choice] });
  }
  return groups;
}

function availabilityOf({ needsSecret, hasSecret }: Registration): Availability {
  return needsSecret && !hasSecret ? "needsSecret" : "ready";
}

export function sharePreview(payer: string): SharePreview | undefined {
  const entry = ENTRIES.find(([, key]) => key === payer);
  if (!entry) return undefined;
  const [, key, name, payerKind, availability, host] = entry;
  return {
    payer: key,
    payerName: name,
    host,
    payerKind,
    availability,
    kinds: [
      { kind: "claims", scopes: ["patient/ExplanationOfBenefit.read"], always: true },
      { kind: "coverage", scopes: ["patient/Coverage.read"], always: true },
      { kind: "person", scopes: ["patient/Patient.read"], always: true },
      ...(key === "optum-tooele" ?
        []
      : [{ kind: "records" as const, scopes: ["patient/Condition.read", "patient/Procedure.read"], always: false }]),
    ],
    permissionDays: payerKind === "demo" ? 90 : null,
    served: payerKind === "demo" ? [] : ["medicareAdvantage", "medicaid", "chip", "marketplace"],
    earliestYear: 2016,
  };
}

/** The registrations of a copy that has none; Idaho's demands a secret. */
export function newRegistrations(): Registration[] {
  const shared = {
    kind: "production" as const,
    clientId: null,
    source: "none" as const,
    needsSecret: false,
    hasSecret: false,
    redirect: "org.claimfolio.desktop://oauth/callback",
    scopes: ["patient/Patient.read", "patient/Coverage.read", "patient/ExplanationOfBenefit.read"],
    portal: null,
    support: "flexvendorsupport@optum.com",
  };
  const of = (group: string) => ENTRIES.filter(([name]) => name === group);
  const names = (group: string) => ({ payers: of(group).map(([, , name]) => name), keys: of(group).map(([, key]) => key) });
  return [
    { ...shared, id: "unitedhealthcare", ...names("UnitedHealthcare"), portal: "https://flex.optum.com/portal" },
    { ...shared, id: "oph-ca", ...names("Optum Physical Health of California") },
    { ...shared, id: "optum-idaho", ...names("Optum Idaho"), needsSecret: true },
    { ...shared, id: "optum-tooele", ...names("Optum Tooele County") },
  ];
}
