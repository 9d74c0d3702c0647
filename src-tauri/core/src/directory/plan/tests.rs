use super::*;
use crate::{ipc::CareSpecialty, payer::Registry};

fn directory(payer: &str) -> DirectorySupport {
    Registry::shipped().unwrap().get(payer).unwrap().directory.clone().unwrap()
}

fn supports(payer: &str) -> Supports {
    Supports::of_directory(&directory(payer))
}

const PAYERS: [&str; 5] = ["demo", "uhc-hsid", "oph-ca-uc", "optum-idaho", "optum-tooele"];
const KINDS: [CareKind; 4] = [CareKind::Person, CareKind::Organization, CareKind::Pharmacy, CareKind::Service];

fn question(kind: CareKind, bits: u32) -> CareQuestion {
    let some = |bit: u32, text: &str| (bits & 1 << bit != 0).then(|| text.to_owned());
    CareQuestion {
        payer: String::new(),
        kind,
        name: some(0, if bits & 1 << 6 == 0 { "Chen" } else { "Grace Chen" }),
        specialty: some(1, "").map(|_| CareSpecialty::Cancer),
        city: some(2, "Lakeside"),
        state: some(3, "ID"),
        postal_code: some(4, "00010"),
        network: some(5, "net-1"),
    }
}

fn sent(ask: &Ask) -> String {
    let parameters: Vec<String> = ask.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}?{}", ask.resource_type, parameters.join("&"))
}

/// Every question, at every payer: what is sent is listed, and there are at most two searches before those by id.
#[test]
fn nothing_is_asked_that_a_payer_does_not_list() {
    let mut possible = 0;
    for payer in PAYERS {
        let supports = supports(payer);
        for kind in KINDS {
            for bits in 0..128 {
                let Ok(route) = plan(&question(kind, bits), &supports) else { continue };
                possible += 1;
                let asks =
                    route.first.parameters.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>();
                assert!(!asks.is_empty(), "{payer} {kind:?} {bits}");
                supports.search(route.first.resource_type, &asks).unwrap();
                if let Some(follow) = route.follow {
                    let mut asks = vec![(follow.by, "Practitioner/1,Practitioner/2")];
                    asks.extend(follow.ask.parameters.iter().map(|(name, value)| (*name, value.as_str())));
                    supports.search(follow.ask.resource_type, &asks).unwrap();
                }
            }
        }
    }
    assert!(possible > 1_000, "{possible}");
}

#[test]
fn a_name_and_a_place_take_the_shortest_way_that_each_payer_has() {
    let asked = question(CareKind::Person, 0b0000_0101);
    let of = |payer: &str| {
        let route = plan(&asked, &supports(payer)).unwrap();
        (sent(&route.first), route.follow.map(|follow| format!("{} by {}", sent(&follow.ask), follow.by)))
    };
    let along = "Practitioner?name=Chen&_revinclude=PractitionerRole:practitioner";
    assert_eq!(of("demo"), (along.to_owned(), None));
    assert_eq!(of("optum-tooele"), (along.to_owned(), None));
    let roles = Some("PractitionerRole? by practitioner".to_owned());
    assert_eq!(of("oph-ca-uc"), ("Practitioner?name=Chen".to_owned(), roles.clone()));
    assert_eq!(of("uhc-hsid"), ("Practitioner?name=Chen".to_owned(), roles));
    // Idaho's examples have no search for the roles of a person, nor of a place.
    assert_eq!(plan(&asked, &supports("optum-idaho")), Err(NotThatWay));
    let with_state = CareQuestion { state: Some("ID".to_owned()), ..asked };
    let route = plan(&with_state, &supports("optum-idaho")).unwrap();
    assert_eq!(sent(&route.first), "PractitionerRole?location.address-state=ID");
    assert!(route.look_at_name && !route.without_places);
    let by_name = plan(&question(CareKind::Person, 1), &supports("optum-idaho")).unwrap();
    assert!(by_name.without_places);
}

#[test]
fn a_full_name_is_sent_in_its_parts_where_the_payer_lists_them() {
    let asked = question(CareKind::Person, 0b0100_0001);
    let first = |payer: &str| plan(&asked, &supports(payer)).map(|route| (sent(&route.first), route.look_at_name));
    assert_eq!(first("uhc-hsid"), Ok(("Practitioner?family=Chen&given=Grace".to_owned(), false)));
    assert_eq!(first("optum-idaho"), Ok(("Practitioner?name=Chen".to_owned(), true)));
}

#[test]
fn a_place_is_asked_for_by_what_the_payer_lists_and_a_required_role_is_never_left_out() {
    let first = |payer: &str, kind, bits| {
        let route = plan(&question(kind, bits), &supports(payer)).unwrap();
        (sent(&route.first), route.follow.map(|follow| sent(&follow.ask)))
    };
    let (city_and_state, specialty) = (0b0000_1100, 0b0000_0010);
    assert_eq!(
        first("uhc-hsid", CareKind::Person, city_and_state | specialty),
        ("Location?address=Lakeside".to_owned(), Some("PractitionerRole?specialty=207RX0202X,207RH0003X".to_owned()))
    );
    let (location, follow) = first("oph-ca-uc", CareKind::Organization, city_and_state);
    assert_eq!(location, "Location?address-city=Lakeside&address-state=ID");
    assert_eq!(follow.as_deref(), Some("OrganizationAffiliation?role=provider"));
    assert_eq!(
        first("optum-tooele", CareKind::Person, city_and_state).0,
        "Location?address-city=Lakeside&address-state=ID&_revinclude=PractitionerRole:location"
    );
    assert_eq!(
        first("oph-ca-uc", CareKind::Pharmacy, city_and_state).0,
        "HealthcareService?location.address-city=Lakeside&location.address-state=ID&service-category=pharm"
    );
}

#[test]
fn each_payer_says_how_its_directory_can_be_searched() {
    use CareField::{City, Name, Network, PostalCode, Specialty, State};
    assert_eq!(
        ways(CareKind::Person, &supports("uhc-hsid")),
        [vec![Name], vec![Specialty], vec![City], vec![State], vec![PostalCode], vec![Network]]
    );
    assert_eq!(ways(CareKind::Person, &supports("optum-idaho")), [vec![Name], vec![Specialty], vec![State]]);
    assert_eq!(ways(CareKind::Pharmacy, &supports("optum-idaho")), [vec![Name], vec![Specialty]]);
}

#[test]
fn networks_are_found_as_each_document_says() {
    assert_eq!(sent(&networks(&directory("optum-tooele")).unwrap()), "Organization?type=ntwk");
    for payer in ["uhc-hsid", "oph-ca-uc"] {
        assert!(
            sent(&networks(&directory(payer)).unwrap()).starts_with("Organization?_profile=http://hl7.org/fhir/us/")
        );
    }
}

#[test]
fn what_has_a_meaning_in_a_search_is_escaped() {
    let asked = CareQuestion { name: Some("O,Brien|x$".to_owned()), ..question(CareKind::Organization, 0) };
    assert_eq!(sent(&plan(&asked, &supports("uhc-hsid")).unwrap().first), "Organization?name=O\\,Brien\\|x\\$");
}

#[test]
fn a_provider_number_is_asked_for_only_where_the_payer_lists_that() {
    let by = |payer: &str| by_number(CareKind::Person, "9990000101", &supports(payer)).map(|route| sent(&route.first));
    assert_eq!(by("oph-ca-uc").as_deref(), Some("Practitioner?identifier=9990000101"));
    assert_eq!(by("uhc-hsid"), None);
}
