//! The plan's rules: what a member pays for which kind of care, and why the plan sometimes pays nothing.

use super::money::Cents;

/// The plan's name on the card.
pub(crate) const PLAN_NAME: &str = "Silver Choice PPO";
/// The group's number on the card.
pub(crate) const GROUP: &str = "88-2041-A";
/// The payer.
pub(crate) const PAYER: &str = "Evergreen Demo Health";
/// FHIR id of the payer's Organization.
pub(crate) const PAYER_ID: &str = "evergreen-demo-health";
/// The root of every identifier and code system that the payer made up.
pub(crate) const PAYER_SYSTEM: &str = "https://evergreen-demo.example";

/// Deductible of one person in a plan year.
pub(crate) const PERSON_DEDUCTIBLE: Cents = Cents::new(1_500_00);
/// Deductible of a family in a plan year.
pub(crate) const FAMILY_DEDUCTIBLE: Cents = Cents::new(3_000_00);
/// Most that one person pays in a plan year.
pub(crate) const PERSON_LIMIT: Cents = Cents::new(5_000_00);
/// Most that a family pays in a plan year.
pub(crate) const FAMILY_LIMIT: Cents = Cents::new(10_000_00);

/// Kind of claim: decides the CARIN profile, the claim type and the shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Professional,
    Outpatient,
    Inpatient,
    Pharmacy,
    Dental,
    Vision,
}

impl Kind {
    /// The code of `http://terminology.hl7.org/CodeSystem/claim-type`.
    pub(crate) fn claim_type(self) -> &'static str {
        match self {
            Kind::Professional => "professional",
            Kind::Outpatient | Kind::Inpatient => "institutional",
            Kind::Pharmacy => "pharmacy",
            Kind::Dental => "oral",
            Kind::Vision => "vision",
        }
    }

    /// The CARIN Blue Button 1.1 profile. 1.1 has none of its own for dental and vision claims.
    pub(crate) fn profile(self) -> &'static str {
        match self {
            Kind::Inpatient => {
                "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Inpatient-Institutional"
            }
            Kind::Outpatient => {
                "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Outpatient-Institutional"
            }
            Kind::Pharmacy => "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Pharmacy",
            Kind::Professional => {
                "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Professional-NonClinician"
            }
            Kind::Dental | Kind::Vision => {
                "http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit"
            }
        }
    }

    /// Whether what the member pays counts towards the medical deductible and limit.
    pub(crate) fn counts(self) -> bool {
        !matches!(self, Kind::Dental | Kind::Vision)
    }
}

/// How the price of a claim is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Checkups and vaccines: the plan pays its whole price.
    Preventive,
    /// A fixed amount a claim, deductible or not.
    Copay(Cents),
    /// The deductible first, then the member's percentage.
    Shared(i64),
    /// A fixed amount, then the deductible, then the member's percentage.
    CopayThenShared(Cents, i64),
    /// The member's percentage, without a deductible (dental and vision).
    PercentOnly(i64),
}

impl Rule {
    pub(crate) const PRIMARY: Rule = Rule::Copay(Cents::new(25_00));
    pub(crate) const SPECIALIST: Rule = Rule::Copay(Cents::new(45_00));
    pub(crate) const THERAPY: Rule = Rule::Copay(Cents::new(30_00));
    pub(crate) const GENERIC: Rule = Rule::Copay(Cents::new(10_00));
    pub(crate) const BRAND: Rule = Rule::Copay(Cents::new(40_00));
    pub(crate) const SHARED: Rule = Rule::Shared(20);
    pub(crate) const EMERGENCY: Rule = Rule::CopayThenShared(Cents::new(250_00), 20);
    pub(crate) const OUT_OF_NETWORK: Rule = Rule::Shared(40);

    pub(crate) fn copay(self) -> Cents {
        match self {
            Rule::Copay(amount) | Rule::CopayThenShared(amount, _) => amount,
            Rule::Preventive | Rule::Shared(_) | Rule::PercentOnly(_) => Cents::ZERO,
        }
    }

    pub(crate) fn has_deductible(self) -> bool {
        matches!(self, Rule::Shared(_) | Rule::CopayThenShared(..))
    }

    /// The member's share in percent, after copay and deductible.
    pub(crate) fn percent(self) -> i64 {
        match self {
            Rule::Shared(percent) | Rule::CopayThenShared(_, percent) | Rule::PercentOnly(percent) => percent,
            Rule::Preventive | Rule::Copay(_) => 0,
        }
    }
}

/// Why a line was not paid. The texts are this plan's own words, not those of the code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Denial {
    NoApproval,
    MissingInformation,
    SentTwice,
    SentTooLate,
    NotInPlan,
    TooMany,
}

impl Denial {
    /// `CO`: the provider carries it. `PR`: the member does.
    pub(crate) fn group(self) -> &'static str {
        if self.member_pays() { "PR" } else { "CO" }
    }

    pub(crate) fn member_pays(self) -> bool {
        matches!(self, Denial::NotInPlan | Denial::TooMany)
    }

    /// The claim adjustment reason code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Denial::NoApproval => "197",
            Denial::MissingInformation => "16",
            Denial::SentTwice => "18",
            Denial::SentTooLate => "29",
            Denial::NotInPlan => "96",
            Denial::TooMany => "119",
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Denial::NoApproval => "The plan was not asked to approve this care first.",
            Denial::MissingInformation => "The provider left something out that the plan needs to decide.",
            Denial::SentTwice => "The plan already decided this same care on another claim.",
            Denial::SentTooLate => "The provider sent this claim after the plan's time limit.",
            Denial::NotInPlan => "Your plan does not include this kind of care.",
            Denial::TooMany => "You have used all the visits of this kind that your plan includes this year.",
        }
    }
}
