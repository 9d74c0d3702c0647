//! What a claim was for, in the payer's own words.
//!
//! A hospital stay with several lines: the principal procedure. Else the first line that has words: the service, the
//! drug. Else a principal procedure. Else the words of the claim's type. A code without words is no title.

use crate::ipc::{ClaimKind, Explanation};

/// The title, or `None` where the payer had no words for it.
pub(super) fn of(explanation: &Explanation, kind: ClaimKind) -> Option<String> {
    let procedure = || {
        let mut procedures = explanation.procedures.iter();
        procedures.find(|procedure| procedure.coded.role.as_deref() == Some("principal"))?.coded.text.clone()
    };
    let is_stay = kind == ClaimKind::Hospital && explanation.lines.len() > 1;
    let line = || explanation.lines.iter().find_map(|line| line.service.text.clone());
    is_stay.then(procedure).flatten().or_else(line).or_else(procedure).or_else(|| explanation.type_text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::explain;
    use crate::fhir::json::testing::json;

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
            assert_eq!(of(&explain(&claim), kind).as_deref(), title, "{claim}");
        }
    }
}
