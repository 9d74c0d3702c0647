//! Who a member is, asked with the number on their card (`POST Patient/$match`).

use serde_json::json;

/// The question: a Parameters resource with what is known of the person. Nothing is in it but the payer's own number for
/// them, from their Coverage.
pub(super) fn question(member_number: &str) -> String {
    let kind = json!({"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MB"}]});
    let patient = json!({"resourceType": "Patient", "identifier": [{"type": kind, "value": member_number}]});
    json!({"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": patient}]}).to_string()
}
