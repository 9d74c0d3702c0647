//! What a claim was for, in the payer's own words.
//!
//! A hospital stay with several lines: the principal procedure. Else the first line that has words: the service, the
//! drug. Else a principal procedure. Else the words of the claim's type. A code without words is no title.

use super::coded::Coded;
use crate::ipc::ClaimKind;

/// What of a claim may be its title.
pub(super) struct Candidates<'s, 'a> {
    pub(super) kind: ClaimKind,
    /// What each line was for.
    pub(super) services: &'s [Coded<'a>],
    pub(super) procedures: &'s [Coded<'a>],
    pub(super) type_text: Option<&'a str>,
}

/// The title, or `None` where the payer had no words for it.
pub(super) fn of<'a>(claim: &Candidates<'_, 'a>) -> Option<&'a str> {
    let procedure = || claim.procedures.iter().find(|procedure| procedure.role == Some("principal"))?.text;
    let is_stay = claim.kind == ClaimKind::Hospital && claim.services.len() > 1;
    let line = || claim.services.iter().find_map(|service| service.text);
    is_stay.then(procedure).flatten().or_else(line).or_else(procedure).or(claim.type_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::adjudication::Adjudicated;
    use crate::claims::{coded, lines};
    use crate::fhir::json::testing::json;
    use crate::fhir::reference::Contained;
    use crate::fhir::resource::Concept;

    #[test]
    fn the_title_is_the_most_telling_of_the_payers_words() {
        let line = |text: Option<&str>| json!({"productOrService": {"coding": [{"code": "X1"}], "text": text}});
        let procedure = json!([
            {"type": [{"coding": [{"code": "other"}]}], "procedureCodeableConcept": {"text": "Imaging"}},
            {"type": [{"coding": [{"code": "principal"}]}], "procedureCodeableConcept": {"text": "Appendectomy"}},
        ]);
        let typed = json!({"text": "Professional"});
        for (claim, kind, title) in [
            (json!({}), ClaimKind::Other, None),
            (json!({"item": [line(Some("Visit"))], "type": typed}), ClaimKind::Visit, Some("Visit")),
            (json!({"item": [line(None), line(Some("Flu shot"))]}), ClaimKind::Visit, Some("Flu shot")),
            (
                json!({"item": [line(Some("Room")), line(Some("Drugs"))], "procedure": procedure}),
                ClaimKind::Hospital,
                Some("Appendectomy"),
            ),
            (
                json!({"item": [line(Some("Emergency room"))], "procedure": procedure}),
                ClaimKind::Hospital,
                Some("Emergency room"),
            ),
            (json!({"item": [line(None)], "procedure": procedure}), ClaimKind::Visit, Some("Appendectomy")),
            (json!({"item": [line(None)], "type": typed}), ClaimKind::Visit, Some("Professional")),
            (json!({"item": [line(None)], "type": {"coding": [{"code": "professional"}]}}), ClaimKind::Visit, None),
        ] {
            let services: Vec<_> =
                lines::all(&Adjudicated::of(&claim)).iter().map(|line| coded::service(line.line.line)).collect();
            let procedures: Vec<_> = coded::in_list(&claim, &coded::PROCEDURE, &Contained::of(&claim))
                .map(|(_, _, procedure)| procedure)
                .collect();
            let type_text = Concept::in_field(&claim, "type").and_then(Concept::words);
            let candidates = Candidates { kind, services: &services, procedures: &procedures, type_text };
            assert_eq!(of(&candidates), title, "{claim}");
        }
    }
}
