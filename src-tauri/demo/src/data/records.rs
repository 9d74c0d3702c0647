//! Everything that is not a claim: the members, their coverage, the payer and the providers.

use super::day::Day;
use super::explanation::{Form, provider_body};
use super::json::Json;
use super::people::{PEOPLE, Person};
use super::plan::{GROUP, PAYER, PAYER_ID, PAYER_SYSTEM, PLAN_NAME};
use super::providers::Provider;

const IDENTIFIER_TYPE: &str = "http://terminology.hl7.org/CodeSystem/v2-0203";
const COVERAGE_CLASS: &str = "http://terminology.hl7.org/CodeSystem/coverage-class";
/// When the members' own records last changed.
const UPDATED: &str = "2024-01-02T08:00:00Z";
/// A coverage has two versions: the plan's group number came with the second.
pub(crate) const COVERAGE_VERSIONS: usize = 2;

fn head(resource: &mut Json, resource_type: &str, id: &str, version: usize, updated: &str, profile: &str) {
    resource.text("resourceType", resource_type);
    resource.text("id", id);
    meta(resource, version, updated, profile);
}

fn meta(resource: &mut Json, version: usize, updated: &str, profile: &str) {
    resource.object("meta", |meta| {
        meta.text("versionId", &version.to_string());
        meta.text("lastUpdated", updated);
        meta.array("profile", |profiles| {
            profiles.text_element(&format!("http://hl7.org/fhir/us/carin-bb/StructureDefinition/{profile}"));
        });
    });
}

fn member_number(resource: &mut Json, person: &Person) {
    resource.array("identifier", |identifiers| {
        identifiers.element(|identifier| {
            identifier.object("type", |kind| {
                kind.array("coding", |codings| codings.coding(IDENTIFIER_TYPE, "MB", None));
            });
            identifier.text("system", &format!("{PAYER_SYSTEM}/member-number"));
            identifier.text("value", person.member_number);
        });
    });
}

/// A Patient.
pub(crate) fn patient(person: &Person) -> String {
    Json::document(|patient| {
        head(patient, "Patient", person.id, 1, UPDATED, "C4BB-Patient");
        member_number(patient, person);
        patient.flag("active", true);
        patient.array("name", |names| {
            names.element(|name| {
                name.text("use", "official");
                name.text("family", person.family);
                name.array("given", |given| given.text_element(person.given));
            });
        });
        patient.array("telecom", |telecoms| {
            telecoms.element(|telecom| {
                telecom.text("system", "phone");
                telecom.text("value", "555-0147");
            });
        });
        patient.text("gender", person.gender);
        patient.text("birthDate", person.born);
        patient.array("address", |addresses| {
            addresses.element(|address| {
                address.array("line", |lines| lines.text_element("12 Made-up Lane"));
                address.text("city", "Exampleton");
                address.text("state", "ID");
                address.text("postalCode", "00000");
            });
        });
    })
}

/// A Coverage, in that version.
pub(crate) fn coverage(person: &Person, since: Day, version: usize, form: Form) -> String {
    let subscriber = &PEOPLE[person.subscriber];
    Json::document(|coverage| {
        head(coverage, "Coverage", person.coverage, version, UPDATED, "C4BB-Coverage");
        if form == Form::Contained {
            coverage.array("contained", |resources| {
                resources.element(|payer| {
                    payer.text("resourceType", "Organization");
                    payer.text("id", "payer");
                    payer.text("name", PAYER);
                });
            });
        }
        member_number(coverage, person);
        coverage.text("status", "active");
        coverage.object("type", |kind| {
            kind.array("coding", |codings| {
                codings.coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PPO", None);
            });
            kind.text("text", "PPO, marketplace");
        });
        for (key, holder) in [("policyHolder", subscriber), ("subscriber", subscriber)] {
            coverage.object(key, |reference| {
                reference.text("reference", &format!("Patient/{}", holder.id));
                reference.text("display", &format!("{} {}", holder.given, holder.family));
            });
        }
        coverage.text("subscriberId", subscriber.member_number);
        coverage.object("beneficiary", |reference| {
            reference.text("reference", &format!("Patient/{}", person.id));
            reference.text("display", &format!("{} {}", person.given, person.family));
        });
        coverage.text("dependent", person.dependent);
        coverage.concept(
            "relationship",
            "http://terminology.hl7.org/CodeSystem/subscriber-relationship",
            person.relationship.code(),
            None,
        );
        coverage.object("period", |period| period.text("start", &since.date().to_string()));
        coverage.array("payor", |payors| {
            payors.element(|payor| {
                match form {
                    Form::Contained => payor.text("reference", "#payer"),
                    Form::Mixed | Form::Relative => payor.text("reference", &format!("Organization/{PAYER_ID}")),
                }
                payor.text("display", PAYER);
            });
        });
        coverage.array("class", |classes| {
            if version >= COVERAGE_VERSIONS {
                classes.element(|class| class_members(class, "group", GROUP, "Evergreen marketplace group"));
            }
            classes.element(|class| class_members(class, "plan", "SC-PPO", PLAN_NAME));
        });
        coverage.number("order", 1);
        coverage.text("network", "Evergreen Choice");
    })
}

fn class_members(class: &mut Json, code: &str, value: &str, name: &str) {
    class.concept("type", COVERAGE_CLASS, code, None);
    class.text("value", value);
    class.text("name", name);
}

/// The payer's own Organization.
pub(crate) fn payer() -> String {
    Json::document(|organization| {
        head(organization, "Organization", PAYER_ID, 1, UPDATED, "C4BB-Organization");
        organization.flag("active", true);
        organization.array("type", |types| {
            types.element(|kind| {
                kind.array("coding", |codings| {
                    codings.coding("http://terminology.hl7.org/CodeSystem/organization-type", "pay", None);
                });
            });
        });
        organization.text("name", PAYER);
        organization.array("telecom", |telecoms| {
            telecoms.element(|telecom| {
                telecom.text("system", "phone");
                telecom.text("value", "555-0100");
            });
        });
    })
}

/// A provider's Practitioner or Organization.
pub(crate) fn provider(provider: &Provider) -> String {
    Json::document(|resource| {
        provider_body(resource, provider, provider.id);
        meta(resource, 1, UPDATED, &format!("C4BB-{}", provider.sort.resource_type()));
    })
}
