//! The kinds of data that an app can ask for, one by one: no wildcard exists.

use std::collections::BTreeSet;

/// One kind of data. The first three are what the app does not work without; the others are health records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scope {
    Patient,
    Coverage,
    ExplanationOfBenefit,
    Condition,
    Encounter,
    Immunization,
    MedicationDispense,
    MedicationRequest,
    Observation,
    Procedure,
}

impl Scope {
    pub(crate) const ALL: [Scope; 10] = [
        Scope::Patient,
        Scope::Coverage,
        Scope::ExplanationOfBenefit,
        Scope::Condition,
        Scope::Encounter,
        Scope::Immunization,
        Scope::MedicationDispense,
        Scope::MedicationRequest,
        Scope::Observation,
        Scope::Procedure,
    ];

    /// As it is asked for.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Scope::Patient => "patient/Patient.read",
            Scope::Coverage => "patient/Coverage.read",
            Scope::ExplanationOfBenefit => "patient/ExplanationOfBenefit.read",
            Scope::Condition => "patient/Condition.read",
            Scope::Encounter => "patient/Encounter.read",
            Scope::Immunization => "patient/Immunization.read",
            Scope::MedicationDispense => "patient/MedicationDispense.read",
            Scope::MedicationRequest => "patient/MedicationRequest.read",
            Scope::Observation => "patient/Observation.read",
            Scope::Procedure => "patient/Procedure.read",
        }
    }

    /// The resource type that it is for.
    pub(crate) fn resource_type(self) -> &'static str {
        self.text().trim_start_matches("patient/").trim_end_matches(".read")
    }

    /// The scope for a resource type.
    pub(crate) fn of_type(resource_type: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.resource_type() == resource_type)
    }

    /// Scopes are compared without case: the documents' own answers are in lower case.
    pub(crate) fn parse(text: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.text().eq_ignore_ascii_case(text))
    }

    /// A list parted by single spaces (RFC 6749, 3.3); `None` where it is empty or has anything in it that is not of
    /// these.
    pub(crate) fn parse_list(text: &str, listed: &[Scope]) -> Option<BTreeSet<Scope>> {
        text.split(' ').map(|one| Scope::parse(one).filter(|scope| listed.contains(scope))).collect()
    }

    /// The list as the token endpoint answers it: in lower case, as in the payers' documents.
    pub(crate) fn answer(scopes: &BTreeSet<Scope>) -> String {
        scopes.iter().map(|scope| scope.text().to_lowercase()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_and_unlisted_kinds_are_refused() {
        for text in ["", "patient/*.read", "patient/Patient.*", "openid", "patient/Patient.read  patient/Coverage.read"]
        {
            assert_eq!(Scope::parse_list(text, &Scope::ALL), None, "{text}");
        }
        let both = "patient/Patient.read patient/Coverage.read";
        assert_eq!(Scope::parse_list(both, &Scope::ALL).map(|list| list.len()), Some(2));
        assert_eq!(Scope::parse_list(both, &[Scope::Patient]), None);
    }
}
