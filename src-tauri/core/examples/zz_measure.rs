#![allow(clippy::all, clippy::pedantic, clippy::restriction, missing_docs)]
use claimfolio_core::{claims, fhir::json, ipc::{Appeal, ClaimStatus}};
use std::time::Instant;
fn main() {
    let mut items = Vec::new();
    for i in 1..=1000 {
        let adj = |code: &str, v: &str| format!(r#"{{"category":{{"coding":[{{"system":"http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication","code":"{code}","display":"{code}"}}],"text":"{code} amount"}},"amount":{{"value":{v},"currency":"USD"}}}}"#);
        items.push(format!(r#"{{"sequence":{i},"diagnosisSequence":[1,2],"productOrService":{{"coding":[{{"system":"http://www.ama-assn.org/go/cpt","code":"9{i:04}","display":"Service number {i}"}}],"text":"Service number {i}"}},"servicedDate":"2026-03-05","quantity":{{"value":1}},"adjudication":[{},{},{},{},{},{},{{"category":{{"coding":[{{"code":"denialreason"}}]}},"reason":{{"coding":[{{"system":"https://x12.org/codes/claim-adjustment-group-codes","code":"CO"}},{{"system":"https://x12.org/codes/claim-adjustment-reason-codes","code":"{}"}}]}}}}]}}"#,
            adj("submitted", "10.00"), adj("eligible","5.00"), adj("discount","5.00"), adj("paidtoprovider","4.00"), adj("memberliability","1.00"), adj("coinsurance","1.00"), [45, 197, 29][i % 3]));
    }
    let total = |code: &str, v: &str| format!(r#"{{"category":{{"coding":[{{"code":"{code}"}}]}},"amount":{{"value":{v},"currency":"USD"}}}}"#);
    let raw = format!(r#"{{"resourceType":"ExplanationOfBenefit","id":"x","status":"active","use":"claim","outcome":"complete","created":"2026-04-01","provider":{{"display":"Dr"}},"diagnosis":[{{"sequence":1}},{{"sequence":2}}],"item":[{}],"total":[{},{},{},{}]}}"#, items.join(","), total("submitted","10000.00"), total("eligible","5000"), total("paidtoprovider","4000"), total("memberliability","1000"));
    for _ in 0..5 {
        let t = Instant::now();
        let tree = json::parse(&raw).unwrap_or_default();
        let parsed = t.elapsed();
        let e = claims::explain(&tree);
        let explained = t.elapsed();
        let known = claims::denials::Known { status: ClaimStatus::Decided, person: None, payer: "P", title: None, provider: None, start: None };
        let d = claims::denials::of_claim(&tree, &e, known, Appeal::default());
        let denied = t.elapsed();
        let out = serde_json::to_string(&e).unwrap();
        println!("raw {} B, parse {:?}, explain {:?}, denial {:?} ({} reasons), json {:?}: {} B", raw.len(), parsed, explained - parsed, denied - explained, d.map_or(0, |d| d.reasons.len()), t.elapsed() - denied, out.len());
    }
}
