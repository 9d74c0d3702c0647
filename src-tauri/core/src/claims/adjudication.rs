//! What an adjudication or a total is about: its category, in CARIN's codes, old and new, and HL7's.

use std::borrow::Cow;

use crate::fhir::json::{self, Value};
use crate::fhir::resource::{Coding, Concept, elements};

/// Who was paid, by the code that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paid {
    /// C4BB `paidtoprovider`.
    ToProvider,
    /// C4BB `paidtopatient`.
    ToPatient,
    /// A payer's own `paid`.
    Somebody,
    /// HL7 `benefit`: what the coverage pays, whether or not it has yet.
    Payable,
}

/// What a plan says of a provider's network or of the outcome of a line (C4BB Payer Adjudication Status).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    InNetwork,
    OutOfNetwork,
    Contracted,
    NotContracted,
    Paid,
    PartiallyPaid,
    Denied,
    Other,
}

/// Whose standing is stated, the one that decides what the member pays first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// How the benefit was paid: CARIN 2.0 `benefitpaymentstatus`, 1.0 `inoutnetwork`, and CARIN 1.1's bare status.
    Benefit,
    /// The one who took care: 2.0 `renderingnetworkstatus`.
    Rendering,
    /// The one who sent the bill: 2.0 `billingnetworkstatus`.
    Billing,
    /// A contract with the plan: CARIN 1.1 `…networkcontractingstatus`.
    Contract,
}

/// What an adjudication states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    Billed,
    Discount,
    PlanPrice,
    PlanPaid(Paid),
    YouOwe,
    Deductible,
    Copay,
    Coinsurance,
    NotCovered,
    /// A reason for not paying: `denialreason` (1.1), `adjustmentreason` and `rejectreason` (2.0).
    Reason,
    /// The category names whose standing the reason states.
    StandingOf(Subject),
    /// The category is itself a standing (CARIN 1.1).
    Is(Standing),
    /// Anything else, `paidbypatient` and `priorpayerpaid` among them: shown with the payer's own words.
    Other,
}

impl Category {
    /// A category by its code. Codes are read without regard to their system, because payers copy CARIN's words into
    /// systems of their own; a published system's coding is asked first.
    fn of_code(code: &str) -> Self {
        match in_small_letters(code).as_ref() {
            "submitted" => Self::Billed,
            "discount" => Self::Discount,
            "eligible" | "allowed" => Self::PlanPrice,
            "paidtoprovider" => Self::PlanPaid(Paid::ToProvider),
            "paidtopatient" => Self::PlanPaid(Paid::ToPatient),
            "benefit" => Self::PlanPaid(Paid::Payable),
            "memberliability" => Self::YouOwe,
            "deductible" => Self::Deductible,
            "copay" => Self::Copay,
            "coinsurance" => Self::Coinsurance,
            "noncovered" => Self::NotCovered,
            "denialreason" | "adjustmentreason" | "rejectreason" => Self::Reason,
            "benefitpaymentstatus" | "inoutnetwork" => Self::StandingOf(Subject::Benefit),
            "renderingnetworkstatus" | "performingnetworkstatus" => Self::StandingOf(Subject::Rendering),
            "billingnetworkstatus" => Self::StandingOf(Subject::Billing),
            "billingnetworkcontractingstatus" | "performingnetworkcontractingstatus" => {
                Self::StandingOf(Subject::Contract)
            }
            _ => Self::Other,
        }
    }

    fn of_coding(coding: Coding<'_>) -> Self {
        let Some(code) = coding.code else { return Self::Other };
        if coding.system_name() == Some(STANDING_SYSTEM) {
            return Self::Is(Standing::of_code(code));
        }
        match Self::of_code(code) {
            Self::Other if code.eq_ignore_ascii_case("paid") => Self::PlanPaid(Paid::Somebody),
            category => category,
        }
    }

    /// The category of a concept and the code that decided it, else its first code. A published coding decides before
    /// a payer's own.
    pub(super) fn of(concept: Concept<'_>) -> (Self, Option<&str>) {
        let (mut own, mut first) = (None, None);
        for coding in concept.codings() {
            first = first.or(coding.code);
            match Self::of_coding(coding) {
                Self::Other => {}
                category if is_published(coding) => return (category, coding.code),
                category => own = own.or(Some((category, coding.code))),
            }
        }
        own.unwrap_or((Self::Other, first))
    }
}

/// Most codes are written in small letters as they come.
fn in_small_letters(code: &str) -> Cow<'_, str> {
    if code.bytes().any(|byte| byte.is_ascii_uppercase()) { code.to_ascii_lowercase().into() } else { code.into() }
}

const STANDING_SYSTEM: &str = "C4BBPayerAdjudicationStatus";

fn is_published(coding: Coding<'_>) -> bool {
    let published = ["adjudication", "C4BBAdjudication", "C4BBAdjudicationDiscriminator", STANDING_SYSTEM];
    coding.system_name().is_some_and(|name| published.contains(&name))
}

impl Standing {
    fn of_code(code: &str) -> Self {
        match in_small_letters(code).as_ref() {
            "innetwork" => Self::InNetwork,
            "outofnetwork" => Self::OutOfNetwork,
            "contracted" => Self::Contracted,
            "noncontracted" => Self::NotContracted,
            "paid" => Self::Paid,
            "partiallypaid" => Self::PartiallyPaid,
            "denied" => Self::Denied,
            _ => Self::Other,
        }
    }

    /// The standing a concept states: the first coding that states one.
    pub(super) fn of(concept: Concept<'_>) -> Self {
        concept
            .codings()
            .filter_map(|coding| coding.code)
            .map(Self::of_code)
            .find(|standing| *standing != Self::Other)
            .unwrap_or(Self::Other)
    }
}

/// An entry of `adjudication` or `total`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Adjudication<'a> {
    /// What it states.
    pub(super) category: Category,
    /// The code that says so.
    pub(super) code: Option<&'a str>,
    /// The category, with the payer's words.
    pub(super) concept: Option<Concept<'a>>,
    /// Why, or what standing.
    pub(super) reason: Option<Concept<'a>>,
    /// The element `amount`.
    pub(super) amount: Option<&'a Value<'a>>,
}

/// An entry with its index, where it stands in a list.
pub(super) type Entry<'a> = (Option<usize>, Adjudication<'a>);

/// The entries of a list, `adjudication` or `total`.
pub(super) fn entries<'a>(owner: &'a Value<'a>, list: &str) -> Vec<Entry<'a>> {
    elements(owner, list).map(|(index, element)| (index, Adjudication::of(element))).collect()
}

/// A claim with all that its header and its lines have to say of the adjudication, read once: its figures, its standing,
/// its network and its reasons are all in there.
pub(super) struct Adjudicated<'a> {
    pub(super) claim: &'a Value<'a>,
    pub(super) total: Vec<Entry<'a>>,
    pub(super) header: Vec<Entry<'a>>,
    pub(super) items: Vec<Line<'a>>,
    pub(super) added: Vec<Line<'a>>,
}

/// A line with its entries. Its details are not in there.
#[derive(Clone)]
pub(super) struct Line<'a> {
    /// Its place in its list.
    pub(super) index: Option<usize>,
    pub(super) line: &'a Value<'a>,
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Adjudicated<'a> {
    pub(super) fn of(claim: &'a Value<'a>) -> Self {
        let lines = |list| elements(claim, list).map(Line::of).collect();
        Self {
            claim,
            total: entries(claim, "total"),
            header: entries(claim, "adjudication"),
            items: lines("item"),
            added: lines("addItem"),
        }
    }

    /// The items, then the lines that the payer added.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line<'a>> {
        self.items.iter().chain(&self.added)
    }
}

impl<'a> Line<'a> {
    pub(super) fn of((index, line): (Option<usize>, &'a Value<'a>)) -> Self {
        Self { index, line, entries: entries(line, "adjudication") }
    }
}

impl<'a> Adjudication<'a> {
    pub(super) fn of(element: &'a Value<'a>) -> Self {
        let [category, reason, amount] = json::some_members(element, ["category", "reason", "amount"]);
        let concept = Concept::first_of(category);
        let (category, code) = concept.map_or((Category::Other, None), Category::of);
        Self { category, code, concept, reason: Concept::first_of(reason), amount }
    }

    /// The standing it states, whose, and in which words.
    pub(super) fn standing(&self) -> Option<(Subject, Standing, Concept<'a>)> {
        match self.category {
            Category::StandingOf(subject) => self.reason.map(|reason| (subject, Standing::of(reason), reason)),
            Category::Is(standing) => {
                let subject = match standing {
                    Standing::Contracted | Standing::NotContracted => Subject::Contract,
                    _ => Subject::Benefit,
                };
                self.concept.map(|concept| (subject, standing, concept))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn both_editions_of_carin_and_hl7_are_understood() {
        const HL7: &str = "http://terminology.hl7.org/CodeSystem/adjudication";
        const C4BB: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication";
        const DISCRIMINATOR: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator";
        const STATUS: &str = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus";
        for (system, code, category) in [
            (HL7, "submitted", Category::Billed),
            (HL7, "eligible", Category::PlanPrice),
            (HL7, "benefit", Category::PlanPaid(Paid::Payable)),
            (HL7, "copay", Category::Copay),
            (HL7, "deductible", Category::Deductible),
            (HL7, "tax", Category::Other),
            (HL7, "eligpercent", Category::Other),
            (C4BB, "coinsurance", Category::Coinsurance),
            (C4BB, "discount", Category::Discount),
            (C4BB, "memberliability", Category::YouOwe),
            (C4BB, "noncovered", Category::NotCovered),
            (C4BB, "paidtoprovider", Category::PlanPaid(Paid::ToProvider)),
            (C4BB, "paidtopatient", Category::PlanPaid(Paid::ToPatient)),
            (C4BB, "paidbypatient", Category::Other),
            (C4BB, "paidbypatientcash", Category::Other),
            (C4BB, "priorpayerpaid", Category::Other),
            (C4BB, "drugcost", Category::Other),
            (DISCRIMINATOR, "denialreason", Category::Reason),
            (DISCRIMINATOR, "adjustmentreason", Category::Reason),
            (DISCRIMINATOR, "rejectreason", Category::Reason),
            (DISCRIMINATOR, "benefitpaymentstatus", Category::StandingOf(Subject::Benefit)),
            (DISCRIMINATOR, "billingnetworkstatus", Category::StandingOf(Subject::Billing)),
            (DISCRIMINATOR, "renderingnetworkstatus", Category::StandingOf(Subject::Rendering)),
            (DISCRIMINATOR, "allowedunits", Category::Other),
            (STATUS, "innetwork", Category::Is(Standing::InNetwork)),
            (STATUS, "paid", Category::Is(Standing::Paid)),
            (STATUS, "unheard-of", Category::Is(Standing::Other)),
            ("https://payer.example/codes", "paid", Category::PlanPaid(Paid::Somebody)),
            ("https://payer.example/codes", "Allowed", Category::PlanPrice),
            ("https://payer.example/codes", "withhold", Category::Other),
        ] {
            let concept = json!({"coding": [{"system": system, "code": code}]});
            assert_eq!(Category::of(Concept::of(&concept)), (category, Some(code)), "{system} {code}");
        }
    }

    #[test]
    fn a_published_coding_is_asked_before_a_payers_own() {
        let concept = json!({"coding": [
            {"system": "https://payer.example/codes", "code": "benefit"},
            {"system": "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication|2.0.0", "code": "paidtoprovider"},
        ]});
        let found = Category::of(Concept::of(&concept));
        assert_eq!(found, (Category::PlanPaid(Paid::ToProvider), Some("paidtoprovider")));
    }

    #[test]
    fn words_without_a_code_are_not_guessed_at() {
        let concept = json!({"text": "Member liability"});
        assert_eq!(Category::of(Concept::of(&concept)), (Category::Other, None));
    }
}
