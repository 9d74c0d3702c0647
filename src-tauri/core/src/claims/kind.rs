//! What kind of care a claim is for. The first rule that answers decides.
//!
//! 1. The claim's type: pharmacy, oral, vision.
//! 2. An institutional inpatient claim is a hospital's, and so is one with an emergency room's revenue code or place.
//! 3. Where every line tells the same kind by itself (see [`of_line`]), that kind.
//! 4. The first place of service that tells something (CMS place of service codes).
//! 5. An institutional claim is a hospital's.
//! 6. The specialty of the care team.
//! 7. A professional claim is a visit.

use crate::fhir::json::Value;
use crate::fhir::resource::{Concept, each};
use crate::ipc::ClaimKind;

/// What kind of care a claim is for.
pub(super) fn of_claim(claim: &Value) -> ClaimKind {
    let kind = ClaimType::of(claim);
    if let ClaimType::Kind(kind) = kind {
        return kind;
    }
    let is_inpatient = Concept::in_field(claim, "subType").is_some_and(|sub| sub.has_code("inpatient"));
    let is_institutional = kind == ClaimType::Institutional;
    if is_institutional && (is_inpatient || each(claim, "item").any(is_emergency)) {
        return ClaimKind::Hospital;
    }
    let by_type = || match kind {
        ClaimType::Institutional => Some(ClaimKind::Hospital),
        _ => None,
    };
    of_lines(claim)
        .or_else(|| each(claim, "item").find_map(of_place))
        .or_else(by_type)
        .or_else(|| each(claim, "careTeam").find_map(of_specialty))
        .unwrap_or(if kind == ClaimType::Professional { ClaimKind::Visit } else { ClaimKind::Other })
}

/// Whether a facility sent the claim.
pub(super) fn is_institutional(claim: &Value) -> bool {
    ClaimType::of(claim) == ClaimType::Institutional
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClaimType {
    Kind(ClaimKind),
    Institutional,
    Professional,
    Unknown,
}

impl ClaimType {
    fn of(claim: &Value) -> Self {
        let codes = Concept::in_field(claim, "type").into_iter().flat_map(Concept::codings);
        codes.filter_map(|coding| Self::of_code(coding.code?)).next().unwrap_or(Self::Unknown)
    }

    /// HL7's claim types, and the words that CMS has for them (Blue Button's `eob-type`).
    fn of_code(code: &str) -> Option<Self> {
        Some(match code.to_ascii_lowercase().as_str() {
            "pharmacy" | "pde" => Self::Kind(ClaimKind::Pharmacy),
            "oral" | "dental" => Self::Kind(ClaimKind::Dental),
            "vision" => Self::Kind(ClaimKind::Vision),
            "institutional" | "inpatient" | "outpatient" | "snf" | "hha" | "hospice" => Self::Institutional,
            "professional" | "carrier" => Self::Professional,
            _ => return None,
        })
    }
}

fn of_lines(claim: &Value) -> Option<ClaimKind> {
    let mut kinds = each(claim, "item").map(of_line);
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}

/// What a line tells by itself: an independent laboratory as its place; its revenue code's group; the section of the
/// procedure code; the words of its category and service.
fn of_line(line: &Value) -> Option<ClaimKind> {
    let concepts = ["category", "productOrService"].into_iter().filter_map(|name| Concept::in_field(line, name));
    let is_laboratory = place(line).is_some_and(|place| place.has_code("81"));
    is_laboratory
        .then_some(ClaimKind::Lab)
        .or_else(|| Concept::in_field(line, "revenue").and_then(Concept::code).and_then(of_revenue))
        .or_else(|| {
            let service = Concept::in_field(line, "productOrService")?;
            service.codings().find_map(|coding| of_procedure(coding.code?))
        })
        .or_else(|| concepts.filter_map(Concept::words).find_map(of_words))
}

/// A revenue code's group, the first three of its four digits.
fn of_revenue(code: &str) -> Option<ClaimKind> {
    match revenue_group(code)? {
        30..=35 | 40 | 61 | 92 => Some(ClaimKind::Lab),
        42..=44 => Some(ClaimKind::Therapy),
        _ => None,
    }
}

fn revenue_group(code: &str) -> Option<u16> {
    let number: u16 = code.parse().ok()?;
    (code.len() >= 3).then_some(number / 10)
}

/// The section of a five-digit procedure code: imaging and laboratory work, and the therapies.
fn of_procedure(code: &str) -> Option<ClaimKind> {
    let number: u32 = Some(code).filter(|code| code.len() == 5)?.parse().ok()?;
    match number {
        70_000..=76_999 | 78_000..=89_999 => Some(ClaimKind::Lab),
        90_832..=90_853 | 92_507..=92_508 | 97_010..=97_799 => Some(ClaimKind::Therapy),
        _ => None,
    }
}

fn of_words(words: &str) -> Option<ClaimKind> {
    const LAB: [&str; 15] = [
        "laborator",
        "blood test",
        "tissue test",
        "urine test",
        "patholog",
        "imaging",
        "radiolog",
        "x-ray",
        "xray",
        "ultrasound",
        "mammogra",
        "ct scan",
        "pet scan",
        "mri",
        "biops",
    ];
    const THERAPY: [&str; 7] = [
        "physical therap",
        "occupational therap",
        "speech therap",
        "speech-language",
        "psychotherap",
        "physiotherap",
        "therapeutic exercise",
    ];
    const DENTAL: [&str; 3] = ["dental", "dentist", "orthodont"];
    const VISION: [&str; 4] = ["eye exam", "eyeglass", "contact lens", "optometr"];
    let words = words.to_lowercase();
    // Short words stand alone, lest "mri" be found in another word.
    let says = |needle: &&str| {
        words.match_indices(*needle).any(|(at, _)| {
            needle.len() > 3
                || !words.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
                    && !words.get(at + needle.len()..).is_some_and(|after| after.starts_with(char::is_alphanumeric))
        })
    };
    let tables: [(&[&str], ClaimKind); 4] = [
        (&DENTAL, ClaimKind::Dental),
        (&VISION, ClaimKind::Vision),
        (&THERAPY, ClaimKind::Therapy),
        (&LAB, ClaimKind::Lab),
    ];
    tables.into_iter().find(|(needles, _)| needles.iter().any(says)).map(|(_, kind)| kind)
}

/// Where a line's care was given.
pub(super) fn place<'a>(line: &'a Value<'a>) -> Option<Concept<'a>> {
    Concept::in_field(line, "locationCodeableConcept")
}

/// CMS place of service codes.
fn of_place(line: &Value) -> Option<ClaimKind> {
    place(line)?.codings().find_map(|coding| {
        Some(match coding.code?.trim_start_matches('0') {
            // Pharmacy.
            "1" => ClaimKind::Pharmacy,
            // Hospitals, their outpatient departments, emergency rooms, surgical centers, psychiatric hospitals.
            "19" | "21" | "22" | "23" | "24" | "51" | "52" | "61" => ClaimKind::Hospital,
            // Rehabilitation outside a hospital.
            "62" => ClaimKind::Therapy,
            // Independent laboratory; mobile units are many things.
            "81" => ClaimKind::Lab,
            // Ambulance.
            "41" | "42" => ClaimKind::Other,
            // Telehealth, schools, offices, homes, walk-in and urgent care, clinics, health centers.
            "2" | "3" | "10" | "11" | "12" | "17" | "18" | "20" | "49" | "50" | "53" | "60" | "71" | "72" => {
                ClaimKind::Visit
            }
            _ => return None,
        })
    })
}

/// Whether a line was given in an emergency room.
pub(super) fn is_emergency(line: &Value) -> bool {
    let by_revenue = Concept::in_field(line, "revenue").and_then(Concept::code).and_then(revenue_group) == Some(45);
    by_revenue || place(line).is_some_and(|place| place.has_code("23"))
}

fn of_specialty(member: &Value) -> Option<ClaimKind> {
    of_words(Concept::in_field(member, "qualification")?.words()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    #[test]
    fn the_kind_follows_the_table() {
        use ClaimKind::{Dental, Hospital, Lab, Other, Pharmacy, Therapy, Vision, Visit};
        let typed = |code: &str| {
            json!({"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type",
            "code": code}]})
        };
        let at = |place: &str| json!({"locationCodeableConcept": {"coding": [{"code": place}]}});
        let revenue = |code: &str| json!({"revenue": {"coding": [{"code": code}]}});
        let service = |code: &str, text: &str| json!({"productOrService": {"coding": [{"code": code}], "text": text}});
        let claim = |kind: &str, items: &[Document]| json!({"type": typed(kind), "item": items});
        for (case, claim, kind) in [
            ("nothing", json!({}), Other),
            ("no object", json!("x"), Other),
            ("pharmacy", claim("pharmacy", &[]), Pharmacy),
            ("pharmacy, whatever the place", claim("pharmacy", &[at("21")]), Pharmacy),
            ("oral", claim("oral", &[at("11")]), Dental),
            ("vision", claim("vision", &[]), Vision),
            (
                "a payer's second coding",
                json!({"type": {"coding": [{"code": "40"}, {"code": "institutional"}]}}),
                Hospital,
            ),
            ("CMS carrier", claim("CARRIER", &[]), Visit),
            (
                "inpatient",
                json!({"type": typed("institutional"), "subType": {"coding": [{"code": "inpatient"}]},
                    "item": [revenue("0300")]}),
                Hospital,
            ),
            ("outpatient laboratory", claim("institutional", &[revenue("0301"), revenue("0305")]), Lab),
            ("outpatient imaging", claim("institutional", &[revenue("0610")]), Lab),
            ("outpatient therapy", claim("institutional", &[revenue("0420")]), Therapy),
            ("emergency room with laboratory", claim("institutional", &[revenue("0301"), revenue("0450")]), Hospital),
            ("outpatient surgery", claim("institutional", &[revenue("0360"), revenue("0301")]), Hospital),
            ("office visit", claim("professional", &[at("11")]), Visit),
            (
                "office visit with a blood test",
                claim("professional", &[service("99213", "Visit"), service("80053", "Panel")]),
                Visit,
            ),
            ("laboratory by place", claim("professional", &[at("81")]), Lab),
            (
                "laboratory by section",
                claim("professional", &[service("80053", "Panel"), service("85025", "Count")]),
                Lab,
            ),
            ("imaging by words", claim("professional", &[service("IMG-2", "Knee MRI")]), Lab),
            (
                "imaging read in an emergency room",
                claim(
                    "professional",
                    &[json!({"productOrService": {"text": "Ultrasound reading"},
                            "locationCodeableConcept": {"coding": [{"code": "23"}]}})],
                ),
                Lab,
            ),
            ("therapy by section", claim("professional", &[service("97110", "")]), Therapy),
            ("therapy by words", claim("professional", &[service("T-1", "Physical therapy session")]), Therapy),
            ("no short word inside another", claim("professional", &[service("X", "Umrigar visit")]), Visit),
            ("surgeon in a hospital", claim("professional", &[at("21")]), Hospital),
            ("shot at a pharmacy", claim("professional", &[at("01")]), Pharmacy),
            ("ambulance", claim("professional", &[at("41")]), Other),
            ("the second line's place", claim("professional", &[json!({}), at("23")]), Hospital),
            (
                "specialty as a last resort",
                json!({"type": typed("professional"),
                    "careTeam": [{"qualification": {"text": "Diagnostic Radiology"}}]}),
                Lab,
            ),
            (
                "place before specialty",
                json!({"type": typed("professional"), "item": [at("11")],
                    "careTeam": [{"qualification": {"text": "Diagnostic Radiology"}}]}),
                Visit,
            ),
            ("professional, no more said", claim("professional", &[]), Visit),
        ] {
            assert_eq!(of_claim(&claim), kind, "{case}");
        }
    }
}
