//! That no hot question goes through all claims.

use super::*;
use crate::store::queries::hot_statements;

#[test]
fn no_hot_question_goes_through_a_whole_table() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("a", json!({"patient": "p", "start": "2026-01-01", "owe": "1.00"}))]);
    let reader = fixture.store.reader();
    for (name, sql) in hot_statements() {
        let mut statement = reader.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps: Vec<String> = statement.raw_query().mapped(|row| row.get(3)).map(Result::unwrap).collect();
        assert!(!steps.is_empty());
        for step in &steps {
            let scans = step.starts_with("SCAN ")
                && !["VIRTUAL TABLE", "CONSTANT ROW", "SCAN page", "SCAN mark"]
                    .iter()
                    .any(|harmless| step.contains(harmless));
            assert!(!scans, "{name}: {steps:#?}");
        }
    }
}

#[test]
fn sums_never_touch_the_claims_own_rows() {
    let fixture = Fixture::new();
    let reader = fixture.store.reader();
    for (name, sql) in hot_statements().into_iter().filter(|(name, _)| name.starts_with("facts")) {
        let mut statement = reader.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps: Vec<String> = statement.raw_query().mapped(|row| row.get(3)).map(Result::unwrap).collect();
        assert!(steps.iter().any(|step| step.contains("USING COVERING INDEX claim_facts")), "{name}: {steps:#?}");
    }
}
