//! A claim as a CARIN Blue Button 1.1 ExplanationOfBenefit.
//!
//! The providers of a claim are referred to in the ways that payers really use: relative, contained, by identifier
//! only, versioned, and now and then to something that is not there. Optional elements are missing now and then.

use super::adjudication::{Amounts, Line};
use super::claim::{Claim, Part, Stage, Version};
use super::day::Day;
use super::json::Json;
use super::money::Cents;
use super::people::{PEOPLE, Person};
use super::plan::{
    FAMILY_DEDUCTIBLE, FAMILY_LIMIT, Kind, PAYER, PAYER_ID, PAYER_SYSTEM, PERSON_DEDUCTIBLE, PERSON_LIMIT, PLAN_NAME,
};
use super::providers::{Provider, Sort};

const ADJUDICATION: &str = "http://terminology.hl7.org/CodeSystem/adjudication";
const C4BB_ADJUDICATION: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication";
const C4BB_DISCRIMINATOR: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator";
const C4BB_STATUS: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus";
const C4BB_INFO: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType";
const C4BB_ROLE: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole";
const C4BB_IDENTIFIER: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType";
const REASON_GROUP: &str = "https://x12.org/codes/claim-adjustment-group-codes";
const REASON: &str = "https://x12.org/codes/claim-adjustment-reason-codes";

/// FHIR id of the claim at that index.
pub(crate) fn claim_id(index: usize) -> String {
    format!("evg-{:07}", index + 1)
}

/// The index of the claim with that FHIR id.
pub(crate) fn claim_index(id: &str) -> Option<usize> {
    let digits = id.strip_prefix("evg-").filter(|digits| digits.len() >= 7)?;
    let index = digits.parse::<usize>().ok()?.checked_sub(1)?;
    (claim_id(index) == id).then_some(index)
}

/// The number that the payer gave the claim.
pub(crate) fn claim_number(index: usize, claim: &Claim) -> String {
    format!("EV{:02}{:07}", claim.service.date().year() % 100, index + 1)
}

/// The system of claim numbers.
pub(crate) fn claim_number_system() -> String {
    format!("{PAYER_SYSTEM}/claim-number")
}

/// How claims refer to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Each in its own way.
    Mixed,
    /// All by relative references without a version.
    Relative,
    /// Providers and insurer inside the claim.
    Contained,
}

/// How a claim refers to its providers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum References {
    Relative,
    Contained,
    IdentifierOnly,
}

impl References {
    fn of(claim: &Claim) -> References {
        match (claim.dice >> 4) % 8 {
            0..5 => References::Relative,
            5 | 6 => References::Contained,
            _ => References::IdentifierOnly,
        }
    }
}

/// One version of a claim as JSON text. `number` is the version's number, 1 the oldest.
pub(crate) fn write(index: usize, claim: &Claim, version: Version, number: usize, form: Form) -> String {
    let person = &PEOPLE[claim.person];
    let lines = claim.lines(version.stage);
    let references = match form {
        Form::Mixed => References::of(claim),
        Form::Relative => References::Relative,
        Form::Contained => References::Contained,
    };
    let pending = version.stage == Stage::Pending;
    Json::document(|eob| {
        eob.text("resourceType", "ExplanationOfBenefit");
        eob.text("id", &claim_id(index));
        eob.object("meta", |meta| {
            meta.text("versionId", &number.to_string());
            meta.text("lastUpdated", &version.at.to_string());
            meta.array("profile", |profiles| profiles.text_element(claim.template.kind.profile()));
        });
        if references == References::Contained {
            contained(eob, claim, form == Form::Contained);
        }
        eob.array("identifier", |identifiers| {
            identifiers.element(|identifier| {
                identifier.object("type", |kind| {
                    kind.array("coding", |codings| codings.coding(C4BB_IDENTIFIER, "uc", None));
                });
                identifier.text("system", &claim_number_system());
                identifier.text("value", &claim_number(index, claim));
            });
        });
        eob.text("status", if version.stage == Stage::Cancelled { "cancelled" } else { "active" });
        claim_type(eob, claim.template.kind);
        eob.text("use", "claim");
        eob.object("patient", |patient| {
            patient.text("reference", &format!("Patient/{}", person.id));
            patient.text("display", &full_name(person));
        });
        if !missing(claim, 0) {
            eob.object("billablePeriod", |period| {
                period.text("start", &claim.service.date().to_string());
                period.text("end", &claim.end().date().to_string());
            });
        }
        eob.text("created", &stated(claim, version.stage).date().to_string());
        eob.object("insurer", |insurer| {
            match form {
                Form::Contained => insurer.text("reference", "#insurer"),
                Form::Mixed | Form::Relative => insurer.text("reference", &format!("Organization/{PAYER_ID}")),
            }
            insurer.text("display", PAYER);
        });
        eob.object("provider", |reference| refer(reference, claim.template.provider, references, "provider"));
        related(eob, claim, version.stage);
        eob.text("outcome", outcome(version.stage, &lines));
        care_team(eob, claim, references);
        supporting_info(eob, claim);
        diagnoses(eob, claim);
        if let Some((code, words)) = claim.template.procedure {
            eob.array("procedure", |procedures| {
                procedures.element(|procedure| {
                    procedure.number("sequence", 1);
                    procedure.text("date", &claim.service.date().to_string());
                    procedure.concept(
                        "procedureCodeableConcept",
                        "http://www.cms.gov/Medicare/Coding/ICD10",
                        code,
                        Some(words),
                    );
                });
            });
        }
        eob.array("insurance", |insurance| {
            insurance.element(|insurance| {
                insurance.flag("focal", true);
                insurance.object("coverage", |coverage| {
                    let versioned = form == Form::Mixed && (claim.dice >> 8).is_multiple_of(6);
                    let version = if versioned { "/_history/2" } else { "" };
                    coverage.text("reference", &format!("Coverage/{}{version}", person.coverage));
                    coverage.text("display", PLAN_NAME);
                });
            });
        });
        items(eob, claim, &lines, pending);
        if !pending {
            let totals = Amounts::total(lines.iter());
            eob.array("total", |list| amounts(list, &totals, claim.template.kind, false));
            payment(eob, claim, version, &totals, &lines);
            notes(eob, claim, version.stage);
            balances(eob, claim, version.stage, &totals);
        }
    })
}

/// When the plan made this statement: on the day that it decided, or that the claim came where it has not.
fn stated(claim: &Claim, stage: Stage) -> Day {
    match stage {
        Stage::Pending => claim.received,
        Stage::First => claim.decided,
        Stage::Decided | Stage::Cancelled | Stage::Changed(_) => claim.decided_again.unwrap_or(claim.decided),
    }
}

/// One claim in forty lacks one of its optional elements; which one depends on `element`.
fn missing(claim: &Claim, element: u32) -> bool {
    (claim.dice >> 12) % 160 == element
}

fn full_name(person: &Person) -> String {
    format!("{} {}", person.given, person.family)
}

fn claim_type(eob: &mut Json, kind: Kind) {
    eob.concept("type", "http://terminology.hl7.org/CodeSystem/claim-type", kind.claim_type(), None);
    let sub_type = match kind {
        Kind::Inpatient => "inpatient",
        Kind::Outpatient => "outpatient",
        Kind::Professional | Kind::Pharmacy | Kind::Dental | Kind::Vision => return,
    };
    eob.concept("subType", "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBInstitutionalClaimSubType", sub_type, None);
}

fn outcome(stage: Stage, lines: &[Line]) -> &'static str {
    let refused = lines.iter().filter(|line| line.denial.is_some()).count();
    match stage {
        Stage::Pending => "queued",
        _ if refused > 0 && refused < lines.len() => "partial",
        _ => "complete",
    }
}

fn contained(eob: &mut Json, claim: &Claim, with_insurer: bool) {
    eob.array("contained", |resources| {
        if with_insurer {
            resources.element(|resource| {
                resource.text("resourceType", "Organization");
                resource.text("id", "insurer");
                resource.text("name", PAYER);
            });
        }
        resources.element(|resource| provider_body(resource, claim.template.provider, "provider"));
        if let Some(ordered_by) = claim.template.ordered_by {
            resources.element(|resource| provider_body(resource, ordered_by, "ordered-by"));
        }
    });
}

/// The members of a provider's own resource.
pub(crate) fn provider_body(resource: &mut Json, provider: &Provider, id: &str) {
    resource.text("resourceType", provider.sort.resource_type());
    resource.text("id", id);
    resource.array("identifier", |identifiers| {
        identifiers.element(|identifier| npi(identifier, provider));
    });
    resource.flag("active", true);
    match provider.sort {
        Sort::Organization => {
            resource.text("name", provider.name);
            resource.array("type", |types| {
                types.element(|kind| {
                    kind.array("coding", |codings| {
                        codings.coding("http://terminology.hl7.org/CodeSystem/organization-type", "prov", None);
                    });
                    kind.text("text", provider.specialty);
                });
            });
        }
        Sort::Practitioner => {
            resource.array("name", |names| names.element(|name| name.text("text", provider.name)));
            resource.array("qualification", |list| {
                list.element(|qualification| {
                    qualification.object("code", |code| code.text("text", provider.specialty))
                });
            });
            if let Some(practice) = provider.practice {
                resource.array("address", |addresses| addresses.element(|address| address.text("text", practice)));
            }
        }
    }
    resource.array("telecom", |telecoms| {
        telecoms.element(|telecom| {
            telecom.text("system", "phone");
            telecom.text("value", provider.telephone);
        });
    });
}

fn npi(identifier: &mut Json, provider: &Provider) {
    identifier.object("type", |kind| {
        kind.array("coding", |codings| codings.coding(C4BB_IDENTIFIER, "npi", None));
    });
    identifier.text("system", "http://hl7.org/fhir/sid/us-npi");
    identifier.text("value", provider.npi);
}

fn refer(reference: &mut Json, provider: &Provider, references: References, contained_id: &str) {
    match references {
        References::Relative => {
            reference.text("reference", &format!("{}/{}", provider.sort.resource_type(), provider.id));
        }
        References::Contained => reference.text("reference", &format!("#{contained_id}")),
        References::IdentifierOnly => {
            reference.text("type", provider.sort.resource_type());
            reference.object("identifier", |identifier| npi(identifier, provider));
        }
    }
    reference.text("display", provider.name);
}

fn related(eob: &mut Json, claim: &Claim, stage: Stage) {
    let (index, system, code) = match claim.part {
        // Before it was replaced nobody knew that it would be.
        Part::Replaced { .. } if stage != Stage::Cancelled => return,
        Part::Replaced { by, .. } => {
            (by, "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBRelatedClaimRelationshipCodes", "replacedby")
        }
        Part::Replacement { of } => (of, "http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship", "prior"),
        Part::Whole | Part::Reversed { .. } => return,
    };
    eob.array("related", |list| {
        list.element(|related| {
            related.object("claim", |other| {
                other.text("reference", &format!("ExplanationOfBenefit/{}", claim_id(index)));
            });
            related.concept("relationship", system, code, None);
            related.object("reference", |identifier| {
                identifier.text("system", &claim_number_system());
                identifier.text("value", &claim_number(index, claim));
            });
        });
    });
}

fn care_team(eob: &mut Json, claim: &Claim, references: References) {
    if missing(claim, 1) {
        return;
    }
    let template = claim.template;
    let own_role = match template.kind {
        Kind::Inpatient | Kind::Outpatient => "attending",
        _ => "performing",
    };
    let ordering_role = match template.kind {
        Kind::Pharmacy => "prescribing",
        Kind::Inpatient => "operating",
        _ => "referring",
    };
    eob.array("careTeam", |team| {
        let mut sequence = 0;
        let mut member = |provider: &Provider, role: &str, contained_id: &str| {
            sequence += 1;
            team.element(|member| {
                member.number("sequence", sequence);
                member.object("provider", |reference| refer(reference, provider, references, contained_id));
                member.concept("role", C4BB_ROLE, role, None);
                if provider.sort == Sort::Practitioner {
                    member.object("qualification", |qualification| qualification.text("text", provider.specialty));
                }
            });
        };
        if template.kind != Kind::Pharmacy {
            member(template.provider, own_role, "provider");
        }
        if let Some(ordered_by) = template.ordered_by {
            member(ordered_by, ordering_role, "ordered-by");
        }
        if template.kind == Kind::Pharmacy && template.ordered_by.is_none() {
            member(template.provider, "performing", "provider");
        }
    });
}

fn supporting_info(eob: &mut Json, claim: &Claim) {
    let template = claim.template;
    eob.array("supportingInfo", |list| {
        let mut sequence = 0;
        let mut info = |category: &str, write: &dyn Fn(&mut Json)| {
            sequence += 1;
            list.element(|info| {
                info.number("sequence", sequence);
                info.concept("category", C4BB_INFO, category, None);
                write(info);
            });
        };
        let contract = if claim.in_network() { "contracted" } else { "noncontracted" };
        info("billingnetworkcontractingstatus", &|info| info.concept("code", C4BB_STATUS, contract, None));
        info("clmrecvddate", &|info| info.text("timingDate", &claim.received.date().to_string()));
        if let Some(days) = template.days_supply {
            info("dayssupply", &|info| info.object("valueQuantity", |quantity| quantity.number("value", days)));
            let refill = i64::from(claim.dice % 4);
            info("refillnum", &|info| info.object("valueQuantity", |quantity| quantity.number("value", refill)));
        }
        if template.kind == Kind::Inpatient {
            info("admissionperiod", &|info| {
                info.object("timingPeriod", |period| {
                    period.text("start", &claim.service.date().to_string());
                    period.text("end", &claim.end().date().to_string());
                });
            });
            info("discharge-status", &|info| {
                info.concept("code", "https://www.nubc.org/CodeSystem/PatDischargeStatus", "01", None);
            });
        }
        if !matches!(template.kind, Kind::Pharmacy) {
            let account = format!("{:06}", claim.dice % 1_000_000);
            info("patientaccountnumber", &|info| info.text("valueString", &account));
        }
    });
}

fn diagnoses(eob: &mut Json, claim: &Claim) {
    // Pharmacies are not told why.
    if claim.template.kind == Kind::Pharmacy || claim.template.diagnoses.is_empty() || missing(claim, 2) {
        return;
    }
    eob.array("diagnosis", |list| {
        let mut kind = "principal";
        for (sequence, (code, words)) in (1..).zip(claim.template.diagnoses) {
            list.element(|diagnosis| {
                diagnosis.number("sequence", sequence);
                diagnosis.concept("diagnosisCodeableConcept", "http://hl7.org/fhir/sid/icd-10-cm", code, Some(words));
                diagnosis.array("type", |types| {
                    let system = match kind {
                        "principal" => "http://terminology.hl7.org/CodeSystem/ex-diagnosistype",
                        _ => "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType",
                    };
                    types.element(|concept| concept.array("coding", |codings| codings.coding(system, kind, None)));
                });
            });
            kind = "secondary";
        }
    });
}

fn items(eob: &mut Json, claim: &Claim, lines: &[Line], pending: bool) {
    let template = claim.template;
    eob.array("item", |list| {
        let mut decided = lines.iter();
        for (sequence, service) in (1..).zip(template.lines) {
            list.element(|item| {
                item.number("sequence", sequence);
                if !template.diagnoses.is_empty() && template.kind != Kind::Pharmacy && !missing(claim, 2) {
                    item.raw("diagnosisSequence", "[1]");
                }
                item.concept("productOrService", service.system.url(), service.code, Some(service.words));
                if template.nights > 0 {
                    item.object("servicedPeriod", |period| {
                        period.text("start", &claim.service.date().to_string());
                        period.text("end", &claim.end().date().to_string());
                    });
                } else if !missing(claim, 3) {
                    item.text("servicedDate", &claim.service.date().to_string());
                }
                item.concept(
                    "locationCodeableConcept",
                    "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set",
                    template.place.0,
                    Some(template.place.1),
                );
                item.object("quantity", |quantity| quantity.number("value", service.units));
                match decided.next() {
                    Some(line) => item.array("adjudication", |list| adjudication(list, claim, line)),
                    None if pending => {
                        item.object("net", |net| money_members(net, service.billed.permille(claim.scale)));
                    }
                    None => {}
                }
            });
        }
    });
}

fn money_members(money: &mut Json, amount: Cents) {
    money.raw("value", &amount.to_string());
    money.text("currency", "USD");
}

fn adjudication(list: &mut Json, claim: &Claim, line: &Line) {
    amounts(list, &line.amounts, claim.template.kind, true);
    list.element(|entry| {
        let network = if claim.in_network() { "innetwork" } else { "outofnetwork" };
        entry.concept("category", C4BB_STATUS, network, None);
    });
    if let Some(denial) = line.denial {
        list.element(|entry| {
            entry.concept("category", C4BB_DISCRIMINATOR, "denialreason", None);
            entry.object("reason", |reason| {
                reason.array("coding", |codings| {
                    codings.coding(REASON_GROUP, denial.group(), None);
                    codings.coding(REASON, denial.code(), Some(denial.words()));
                });
                reason.text("text", denial.words());
            });
        });
    }
}

/// The figures as `adjudication` or `total` entries.
fn amounts(list: &mut Json, figures: &Amounts, kind: Kind, of_line: bool) {
    let mut entry = |system: &str, code: &str, words: &str, amount: Cents| {
        list.element(|entry| {
            entry.concept("category", system, code, if of_line { None } else { Some(words) });
            entry.money("amount", amount);
        });
    };
    entry(ADJUDICATION, "submitted", "Billed", figures.billed);
    entry(ADJUDICATION, "eligible", "Plan's price", figures.eligible);
    entry(C4BB_ADJUDICATION, "discount", "Plan discount", figures.discount);
    if figures.not_covered != Cents::ZERO {
        entry(C4BB_ADJUDICATION, "noncovered", "Not covered", figures.not_covered);
    }
    entry(ADJUDICATION, "deductible", "Deductible", figures.deductible);
    entry(ADJUDICATION, "copay", "Copay", figures.copay);
    entry(C4BB_ADJUDICATION, "coinsurance", "Coinsurance", figures.coinsurance);
    entry(ADJUDICATION, "benefit", "Benefit", figures.paid);
    entry(C4BB_ADJUDICATION, "paidtoprovider", "Plan paid", figures.paid);
    if kind == Kind::Pharmacy {
        entry(C4BB_ADJUDICATION, "paidbypatient", "Paid at the pharmacy", figures.owed);
    }
    entry(C4BB_ADJUDICATION, "memberliability", "You owe", figures.owed);
}

fn payment(eob: &mut Json, claim: &Claim, version: Version, totals: &Amounts, lines: &[Line]) {
    if totals.paid == Cents::ZERO || version.stage == Stage::Cancelled || missing(claim, 4) {
        return;
    }
    let some_refused = lines.iter().any(|line| line.denial.is_some());
    eob.object("payment", |payment| {
        let code = if some_refused { "partial" } else { "complete" };
        payment.concept("type", "http://terminology.hl7.org/CodeSystem/ex-paymenttype", code, None);
        payment.text("date", &claim.decided.plus(2).date().to_string());
        payment.money("amount", totals.paid);
    });
}

fn notes(eob: &mut Json, claim: &Claim, stage: Stage) {
    let words = match (claim.part, stage) {
        (Part::Reversed { .. }, Stage::Cancelled) => "This claim was taken back. You do not owe anything for it.",
        (Part::Replaced { .. }, Stage::Cancelled) => "This claim was worked out again. See the claim that replaced it.",
        (Part::Replacement { .. }, _) => "The provider is in the network: this claim replaces an earlier one.",
        (_, Stage::First) => "Worked out with the copay of a specialist visit.",
        _ if !claim.in_network() => "This provider has no contract with the plan and may bill you for the rest.",
        _ => return,
    };
    eob.array("processNote", |notes| {
        notes.element(|note| {
            note.number("number", 1);
            note.text("type", "display");
            note.text("text", words);
        });
    });
}

/// Where the yearly amounts stand after this claim, as the plan states them.
fn balances(eob: &mut Json, claim: &Claim, stage: Stage, totals: &Amounts) {
    if !claim.counts() || !claim.in_network() || stage == Stage::Cancelled || missing(claim, 5) {
        return;
    }
    let after = claim.used.after(totals);
    eob.array("benefitBalance", |list| {
        for (unit, deductible, limit, used_deductible, used_limit) in [
            ("individual", PERSON_DEDUCTIBLE, PERSON_LIMIT, after.person_deductible, after.person_limit),
            ("family", FAMILY_DEDUCTIBLE, FAMILY_LIMIT, after.family_deductible, after.family_limit),
        ] {
            list.element(|balance| {
                balance.concept("category", "http://terminology.hl7.org/CodeSystem/ex-benefitcategory", "1", None);
                balance.concept("network", "http://terminology.hl7.org/CodeSystem/benefit-network", "in", None);
                balance.concept("unit", "http://terminology.hl7.org/CodeSystem/benefit-unit", unit, None);
                balance.concept("term", "http://terminology.hl7.org/CodeSystem/benefit-term", "annual", None);
                balance.array("financial", |list| {
                    list.element(|financial| {
                        let system = "http://terminology.hl7.org/CodeSystem/benefit-type";
                        financial.concept("type", system, "deductible", None);
                        financial.money("allowedMoney", deductible);
                        financial.money("usedMoney", used_deductible);
                    });
                    list.element(|financial| {
                        let system = format!("{PAYER_SYSTEM}/CodeSystem/balance");
                        financial.concept("type", &system, "out-of-pocket", Some("Out-of-pocket limit"));
                        financial.money("allowedMoney", limit);
                        financial.money("usedMoney", used_limit);
                    });
                });
            });
        }
    });
}
