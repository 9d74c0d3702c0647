//! Claims that replace each other: one story, counted once.

use super::*;

fn owed(fixture: &Fixture) -> Vec<String> {
    let outline = fixture.store.claims_outline(&ClaimFilter::default()).unwrap();
    outline.summary.you_owe.into_iter().map(|sum| sum.money.amount).collect()
}

fn old() -> Resource {
    claim("old", json!({"start": "2026-01-01", "owe": "10.00"}))
}

fn new() -> Resource {
    claim("new", json!({"start": "2026-01-01", "owe": "7.00", "replaces": ["old"]}))
}

fn summarised(claim: &Value) -> Summary {
    crate::claims::summarise(&crate::fhir::json::parse(&claim.to_string()).unwrap())
}

/// A preauthorization is no claim: it is in the list, and in no number of claims and no sum.
#[test]
fn a_preauthorization_is_shown_and_never_counted() {
    let asked = json!({"resourceType": "ExplanationOfBenefit", "use": "preauthorization", "outcome": "complete",
        "total": [{"category": {"coding": [{"code": "memberliability"}]}, "amount": {"value": 60, "currency": "USD"}}]});
    let status = codes::claim_status_code(summarised(&asked).status);
    let fixture = Fixture::new();
    fixture.save(vec![old(), claim("asked", json!({"start": "2026-01-01", "owe": "60.00", "status": status}))]);
    assert_eq!(fixture.status("asked"), ClaimStatus::Preauthorization);
    assert_eq!(owed(&fixture), ["10.00"]);
    let summary = fixture.store.claims_outline(&ClaimFilter::default()).unwrap().summary;
    assert_eq!((summary.decided, summary.pending, summary.not_covered, summary.replaced), (1, 0, 0, 0));
    assert_eq!(fixture.all().len(), 2);
    assert_exact(&fixture.store);
}

#[test]
fn a_replaced_claim_is_shown_and_not_counted_whichever_came_first() {
    for pages in [
        vec![vec![old(), new()]],
        vec![vec![new(), old()]],
        vec![vec![old()], vec![new()]],
        vec![vec![new()], vec![old()]],
    ] {
        let fixture = Fixture::new();
        for page in pages {
            fixture.save(page);
        }
        assert_eq!(fixture.status("old"), ClaimStatus::Replaced);
        assert_eq!(fixture.status("new"), ClaimStatus::Decided);
        assert_eq!(owed(&fixture), ["7.00"]);
        let (old, new) = (fixture.row("old").id, fixture.row("new").id);
        let kept = fixture.store.claim(new).unwrap();
        assert_eq!((kept.replaces, kept.replaced_by), (Some(old), None));
        let kept = fixture.store.claim(old).unwrap();
        assert_eq!((kept.replaces, kept.replaced_by), (None, Some(new)));
        assert_exact(&fixture.store);
    }
}

#[test]
fn a_claim_may_say_itself_that_it_was_replaced() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("old", json!({"owe": "10.00", "replacedBy": ["new"]}))]);
    assert_eq!(fixture.status("old"), ClaimStatus::Replaced);
    assert_eq!(fixture.store.claim(fixture.row("old").id).unwrap().replaced_by, None, "it is not here yet");
    fixture.save(vec![claim("new", json!({"owe": "7.00"}))]);
    assert_eq!(fixture.store.claim(fixture.row("old").id).unwrap().replaced_by, Some(fixture.row("new").id));
    assert_eq!(owed(&fixture), ["7.00"]);
}

#[test]
fn a_claim_that_is_replaced_no_longer_counts_again() {
    let fixture = Fixture::new();
    fixture.save(vec![old(), new()]);
    fixture.save(vec![claim("new", json!({"start": "2026-01-01", "owe": "7.00"}))]);
    assert_eq!(fixture.status("old"), ClaimStatus::Decided);
    assert_eq!(owed(&fixture), ["17.00"]);
    assert_exact(&fixture.store);
}

#[test]
fn a_chain_counts_its_last_claim() {
    let fixture = Fixture::new();
    let third = claim("third", json!({"start": "2026-01-01", "owe": "5.00", "replaces": ["new"]}));
    fixture.save(vec![third, old(), new()]);
    assert_eq!(owed(&fixture), ["5.00"]);
    let kept = fixture.store.claim(fixture.row("new").id).unwrap();
    assert_eq!(kept.replaces, Some(fixture.row("old").id));
    assert_eq!(kept.replaced_by, Some(fixture.row("third").id));
}

#[test]
fn a_claim_that_names_itself_counts() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("a", json!({"owe": "1.00", "replaces": ["a"], "replacedBy": ["a"]}))]);
    assert_eq!(owed(&fixture), ["1.00"]);
}

#[test]
fn a_claim_of_another_connection_replaces_nothing() {
    let fixture = Fixture::new();
    fixture.connect("d");
    fixture.save(vec![old()]);
    fixture.save_for("d", vec![new()]);
    assert_eq!(fixture.status("old"), ClaimStatus::Decided);
    assert_eq!(fixture.store.claim(fixture.row("new").id).unwrap().replaces, None);
}
