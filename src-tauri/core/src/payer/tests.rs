use super::*;

fn shipped() -> Registry {
    Registry::shipped().unwrap()
}

fn with_demo() -> Registry {
    shipped().with_demo(&Url::parse("http://127.0.0.1:4711").unwrap()).unwrap()
}

fn choices(registry: &Registry, developer_mode: bool) -> Vec<(String, Vec<String>)> {
    let keys = |group: PayerGroup| (group.name, group.payers.into_iter().map(|payer| payer.key).collect());
    registry.groups(developer_mode).into_iter().map(keys).collect()
}

#[test]
fn every_payer_is_a_choice_of_its_own_and_the_demo_plan_comes_last() {
    let expected: [(&str, &[&str]); 5] = [
        ("UnitedHealthcare", &["uhc-hsid", "uhc-rmhp", "uhc-sierra", "uhc-healthx"]),
        ("Optum Physical Health of California", &["oph-ca-ibew-neca", "oph-ca-uc", "oph-ca-ibew-18", "oph-ca-ventura"]),
        ("Optum Idaho", &["optum-idaho"]),
        ("Optum Tooele County", &["optum-tooele"]),
        ("Demo", &["demo"]),
    ];
    let found = choices(&shipped(), false);
    let found: Vec<(&str, Vec<&str>)> =
        found.iter().map(|(name, keys)| (name.as_str(), keys.iter().map(String::as_str).collect())).collect();
    assert_eq!(found, expected.map(|(name, keys)| (name, keys.to_vec())));
}

#[test]
fn sandboxes_are_for_developers() {
    let found = choices(&shipped(), true);
    let sandboxes = found.iter().find(|(name, _)| name == "Sandboxes").unwrap();
    assert_eq!(sandboxes.1, ["uhc-sandbox", "optum-idaho-sandbox", "optum-tooele-sandbox"]);
    assert_eq!(found.last().unwrap().1, ["demo"]);
}

#[test]
fn no_payer_but_the_demo_plan_is_ready_and_that_once_its_server_runs() {
    let ready = |registry: &Registry| -> Vec<String> {
        registry.iter().filter(|p| p.availability() == Availability::Ready).map(|p| p.key.clone()).collect()
    };
    assert_eq!(ready(&shipped()), Vec::<String>::new());
    assert_eq!(ready(&with_demo()), ["demo"]);
}

#[test]
fn nothing_shipped_claims_to_be_verified_and_every_address_says_where_it_is_from() {
    for payer in shipped().iter().filter(|payer| payer.kind != PayerKind::Demo) {
        assert!(!payer.verified, "{}", payer.key);
        let addresses = payer.addresses.as_ref().unwrap();
        for address in [&addresses.authorize, &addresses.token, &addresses.fhir] {
            assert!(!address.source.is_empty(), "{}", payer.key);
            assert_eq!(address.url.scheme(), "https", "{}", payer.key);
        }
    }
}

#[test]
fn the_demo_plan_lives_where_its_server_runs() {
    let registry = with_demo();
    let demo = registry.get(DEMO).unwrap();
    let addresses = demo.addresses.as_ref().unwrap();
    assert_eq!(addresses.authorize.url.as_str(), "http://127.0.0.1:4711/oauth/authorize");
    assert_eq!(addresses.token.url.as_str(), "http://127.0.0.1:4711/oauth/token");
    assert_eq!(addresses.revoke.as_ref().unwrap().url.as_str(), "http://127.0.0.1:4711/oauth/revoke");
    assert_eq!(addresses.fhir.url.as_str(), "http://127.0.0.1:4711/R4");
    assert_eq!(addresses.portal.as_ref().unwrap().url.as_str(), "http://127.0.0.1:4711/portal");
    assert_eq!(demo.registration.client_id.as_deref(), Some("claimfolio-demo"));
    assert_eq!(demo.permission_days, Some(90));
}

#[test]
fn a_demo_plan_on_another_computer_is_refused() {
    for origin in ["http://payer.example/", "https://127.0.0.1/", "http://10.0.0.1/"] {
        assert!(shipped().with_demo(&Url::parse(origin).unwrap()).is_err(), "{origin}");
    }
}

#[test]
fn a_preview_says_what_will_be_asked_for() {
    let preview = with_demo().share_preview(DEMO).unwrap();
    assert_eq!(preview.host, "127.0.0.1");
    assert_eq!(preview.payer_name, "Evergreen Demo Health");
    let kinds: Vec<_> = preview.kinds.iter().map(|kind| (kind.kind, kind.scopes.len(), kind.always)).collect();
    assert_eq!(
        kinds,
        [
            (DataKind::Person, 1, true),
            (DataKind::Coverage, 1, true),
            (DataKind::Claims, 1, true),
            (DataKind::Records, 7, false),
        ]
    );
    assert_eq!(shipped().share_preview("uhc-hsid").unwrap().host, "hsid.fhir.flex.optum.com");
    assert!(shipped().share_preview("nobody").is_none());
}

#[test]
fn optional_scopes_are_asked_for_only_when_wanted() {
    let registry = shipped();
    let payer = registry.get("uhc-hsid").unwrap();
    assert_eq!(payer.scopes_for(&[]).len(), 3);
    assert_eq!(payer.scopes_for(&[DataKind::Records]).len(), 10);
    let california = registry.get("oph-ca-uc").unwrap();
    assert_eq!(california.scopes_for(&[DataKind::Records]).len(), 3);
}

#[test]
fn what_a_payer_does_not_list_may_not_be_sent() {
    let registry = shipped();
    let support = |key: &str, resource: &str| registry.get(key).unwrap().resources[resource].clone();
    assert!(!support("optum-tooele", "Coverage").allows("patient"));
    assert!(!support("uhc-hsid", "ExplanationOfBenefit").allows("_count"));
    assert!(support("oph-ca-uc", "ExplanationOfBenefit").post);
    assert_eq!(support("optum-idaho", "ExplanationOfBenefit").required, ["patient"]);
    for payer in registry.iter() {
        for (resource, support) in &payer.resources {
            for never in ["_sort", "_elements", "_summary", "_format", "_getpagesoffset"] {
                assert!(!support.allows(never), "{} {resource} {never}", payer.key);
            }
        }
    }
}

#[test]
fn scopes_and_kinds_of_data_belong_together() {
    for (scope, kind) in [
        ("patient/Patient.read", Some(DataKind::Person)),
        ("patient/Coverage.read", Some(DataKind::Coverage)),
        ("patient/ExplanationOfBenefit.read", Some(DataKind::Claims)),
        ("patient/Observation.read", Some(DataKind::Records)),
        ("patient/*.read", None),
        ("patient/Patient.write", None),
        ("user/Patient.read", None),
        ("offline_access", None),
    ] {
        assert_eq!(kind_of_scope(scope), kind, "{scope}");
    }
}

/// Spoils the shipped file in one place.
fn spoiled(from: &str, to: &str) -> String {
    let text = include_str!("payers.toml");
    assert!(text.contains(from), "{from}");
    match Registry::read(&text.replacen(from, to, 1)) {
        Ok(_) => panic!("{to} was accepted"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_fault_names_its_entry_and_its_field() {
    for (from, to, says) in [
        ("\"uhc-rmhp\"", "\"uhc-hsid\"", "payer uhc-hsid, field key: is given twice"),
        ("\"uhc-rmhp\"", "\"UHC rmhp\"", "payer UHC rmhp, field key: "),
        ("\"Peoples Health\"", "\" Peoples Health\"", "payer uhc-healthx, field name: "),
        ("platform = \"flex-idaho\"", "platform = \"flex\"", "payer optum-idaho, field platform: is not defined"),
        ("https://hsid.fhir.flex.optum.com/R4", "http://hsid.fhir.flex.optum.com/R4", "payer uhc-hsid, field fhir: "),
        ("https://hsid.fhir.flex.optum.com/R4", "https://hsid.fhir.flex.optum.com/R4/", "payer uhc-hsid, field fhir: "),
        ("https://rmhp.fhir.flex.optum.com/oauth/token", "nowhere", "payer uhc-rmhp, field token: is not an address"),
        ("oauth/authorize/\"", "oauth/authorize/?x=1\"", "payer uhc-hsid, field authorize: has a query"),
        ("patient/Coverage.read", "patient/*.read", "payer uhc-hsid, field scopes: patient/*.read is not a scope"),
        (
            "patient/Coverage.read",
            "patient/Patient.read",
            "payer uhc-hsid, field scopes: patient/Patient.read is listed",
        ),
        (
            "patient/Coverage.read",
            "patient/Condition.read",
            "payer uhc-hsid, field scopes: patient/Condition.read stands",
        ),
        ("patient/ExplanationOfBenefit.read", "patient/Coverage.read", "payer uhc-hsid, field scopes: "),
        ("org.claimfolio.desktop://oauth", "claimfolio://oauth", "payer uhc-hsid, field redirect: "),
        ("required = [\"patient\"]", "required = [\"subject\"]", "payer uhc-hsid, field resources.Coverage.required: "),
        ("client_id = \"claimfolio-demo\"", "client_id = \" \"", "payer demo, field client_id: is empty"),
        ("verified = false\nclient", "verified = \"no\"\nclient", "payer file, field syntax: "),
        ("verified = false\nclient", "verifed = false\nclient", "payer file, field syntax: "),
    ] {
        let error = spoiled(from, to);
        assert!(error.starts_with(says), "{error:?} should start with {says:?}");
    }
}
