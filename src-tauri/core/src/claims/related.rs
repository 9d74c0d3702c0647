//! Claims that replace one another.

use crate::fhir::json::Value;
use crate::fhir::reference::{Reference, Target};
use crate::fhir::resource::{Concept, each, field, text};

/// CARIN's relationship of a claim that another took the place of.
const REPLACED_BY: [&str; 1] = ["replacedby"];
/// HL7's `prior`, and `replaces` where payers mirror CARIN's word.
const REPLACES: [&str; 2] = ["prior", "replaces"];

/// Whether the plan says that another claim took this one's place, whether or not it says which.
pub(super) fn is_replaced(claim: &Value) -> bool {
    with_relationship(claim, &REPLACED_BY).next().is_some()
}

/// The claims that replaced this one.
pub(super) fn replaced_by(claim: &Value) -> Vec<String> {
    names(with_relationship(claim, &REPLACED_BY))
}

/// The claims that this one replaces.
pub(super) fn replaces(claim: &Value) -> Vec<String> {
    names(with_relationship(claim, &REPLACES))
}

fn with_relationship<'a>(
    claim: &'a Value<'a>,
    codes: &'static [&str],
) -> impl Iterator<Item = &'a Value<'a>> + use<'a> {
    each(claim, "related").filter(|related| {
        Concept::in_field(related, "relationship").is_some_and(|kind| codes.iter().any(|code| kind.has_code(code)))
    })
}

/// The FHIR id that `claim` refers to, and the claim numbers of `reference` and of a logical `claim`: payers keep the
/// earlier claim under either.
pub(super) fn names<'a>(related: impl Iterator<Item = &'a Value<'a>>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in related {
        let claim = Reference::in_field(entry, "claim");
        let id = claim.and_then(|claim| match claim.target()? {
            Target::Resource { id, .. } => Some(id),
            Target::Contained(_) | Target::Unresolvable(_) => None,
        });
        let logical = claim.and_then(Reference::identifier).map(|identifier| identifier.value);
        let number = field(entry, "reference").and_then(|identifier| text(identifier, "value"));
        names.extend([id, logical, number].into_iter().flatten().map(str::to_owned));
    }
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn claims_are_named_by_id_and_by_number() {
        let relation = |code: &str| json!({"coding": [{"code": code}]});
        let claim = json!({"related": [
            {"relationship": relation("prior"), "claim": {"reference": "ExplanationOfBenefit/a1/_history/2"}},
            {"relationship": relation("prior"), "reference": {"value": "CLM-7"}},
            {"relationship": relation("replacedby"), "claim": {"identifier": {"value": "CLM-9"}},
                "reference": {"value": "CLM-9"}},
            {"relationship": relation("associated"), "reference": {"value": "CLM-1"}},
            {"reference": {"value": "CLM-2"}},
        ]});
        assert_eq!(replaces(&claim), ["CLM-7", "a1"]);
        assert_eq!(replaced_by(&claim), ["CLM-9"]);
        assert!(is_replaced(&claim));
        assert!(!is_replaced(&json!({"related": [{"relationship": relation("prior")}]})));
    }
}
