//! Dated copies of what a directory said, on paper.

use super::tests::{INTER, english, keep, options, text};
use super::{Copied, care};
use crate::ipc::{CareCopy, CareFact, CareRow, CareSource, Paper, PaperLanguage, PrintOptions};

fn copied() -> CareCopy {
    let entry = |key: &str, networks: &[Option<&str>], city: Option<&str>| -> CareRow {
        let networks: Vec<_> = networks
            .iter()
            .enumerate()
            .map(|(id, name)| serde_json::json!({"id": format!("n{id}"), "name": name}))
            .collect();
        let place = city.map(|city| {
            serde_json::json!({"name": "Cedar Family Medicine", "lines": ["4 Alder Street"], "city": city, "state": "ID",
                "postalCode": "00010"})
        });
        serde_json::from_value(serde_json::json!({
            "key": key, "subject": "Practitioner/1", "name": "Dr. Grace Chen", "npi": "9990000101",
            "specialties": [{"own": "familyDoctor", "text": "Family Medicine"}], "organization": "Cedar Family Medicine",
            "placeState": if place.is_some() { "stated" } else { "notFound" }, "place": place, "networks": networks,
            "inNetwork": "yes", "accepting": "existing", "phone": null, "languages": ["Spanish"],
            "hours": [{"days": ["mon", "wed"], "allDay": false, "from": "08:00", "until": "17:00"}],
            "updated": "2025-02-03", "old": true, "inactive": false, "contradicted": false,
        }))
        .unwrap()
    };
    let source = |reference: &str| CareSource {
        reference: reference.to_owned(),
        address: format!("https://public.plan.example/R4/{reference}"),
        json: "{}".to_owned(),
    };
    CareCopy {
        id: 1,
        payer_name: "Evergreen Health".to_owned(),
        taken_at: "2026-11-22T15:04:00Z".to_owned(),
        row: entry("PractitionerRole/12@Location/3", &[Some("Evergreen Choice"), None], Some("Lakeside")),
        others: vec![entry("PractitionerRole/13@Location/4", &[], None)],
        not_stated: vec![CareFact::Phone],
        sources: vec![source("PractitionerRole/12"), source("Practitioner/1")],
        sha256: "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb".to_owned(),
        intact: true,
    }
}

fn copy_paper(copy: &CareCopy, options: &PrintOptions) -> Vec<u8> {
    let copied = Copied { copy, day: "2026-11-22", time: "08:04", offset: "-07:00" };
    care(&copied, options, &INTER).unwrap()
}

#[test]
fn a_dated_copy_says_what_was_said_when_by_whom_and_how_to_check_it() {
    let file = copy_paper(&copied(), &english());
    keep("directory.pdf", &file);
    let said = text(&file);
    for words in [
        "A copy of what Evergreen Health’s directory said: Nov 22, 2026, 08:04 (UTC-07:00).",
        "its digest still fits",
        "Earlier patients only",
        "Mon, Wed 08:00–17:00",
        "The directory does not say a telephone number.",
        "PractitionerRole/12",
        "Evergreen Choice",
        "n1, which the directory does not have",
        "PractitionerRole/13",
        "The directory does not have this place",
        "Feb 3, 2025 (Old, over a year)",
        "9990000101",
        "2026-11-22T15:04:00Z",
        "https://public.plan.example/R4/Practitioner/1",
        "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb",
        "sha256sum",
        "certutil",
        "the plan’s own telephone decides",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Whether a network is the member's is this app's comparison, and was not said by the directory.
    assert!(!said.contains("In network"), "{said}");
    // One line for each role, place and network.
    assert_eq!(said.matches("Cedar Family Medicine, 4 Alder Street").count(), 3, "{said}");
    let changed = CareCopy { intact: false, ..copied() };
    assert!(text(&copy_paper(&changed, &english())).contains("its digest no longer fits"));
}

#[test]
fn a_dated_copy_is_in_either_language_on_either_paper() {
    let spanish = text(&copy_paper(&copied(), &options(PaperLanguage::Es, Paper::A4)));
    for words in
        ["Una copia de lo que decía el directorio de Evergreen Health", "lun, mié", "Huella digital", "3 feb 2025"]
    {
        assert!(spanish.contains(words), "{words}: {spanish}");
    }
    assert_ne!(copy_paper(&copied(), &english()), copy_paper(&copied(), &options(PaperLanguage::En, Paper::A4)));
}
