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
fn no_payer_but_the_demo_plan_is_ready_running_or_not() {
    let ready = |registry: &Registry| -> Vec<String> {
        registry.iter().filter(|p| p.availability() == Availability::Ready).map(|p| p.key.clone()).collect()
    };
    assert_eq!(ready(&shipped()), ["demo"]);
    assert_eq!(ready(&with_demo()), ["demo"]);
}

#[test]
fn nothing_shipped_claims_to_be_verified_and_every_address_says_where_it_is_from() {
    for payer in shipped().iter().filter(|payer| payer.kind != PayerKind::Demo) {
        assert!(!payer.verified(), "{}", payer.key);
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
    assert_eq!(demo.registration.client_id(), Some("claimfolio-demo"));
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
        ("https://hsid.fhir.flex.optum.com/R4", "http://127.0.0.1/R4", "payer uhc-hsid, field fhir: is not an https"),
        ("https://hsid.fhir.flex.optum.com/R4", "https://hsid.fhir.flex.optum.com/R4/", "payer uhc-hsid, field fhir: "),
        ("https://rmhp.fhir.flex.optum.com/oauth/token", "nowhere", "payer uhc-rmhp, field token: is not an address"),
        (
            "https://rmhp.fhir.flex.optum.com/oauth/token",
            "https://rmhp.example/t",
            "payer uhc-rmhp, field registration: ",
        ),
        ("https://flex.optum.com/portal", "javascript:alert(1)", "payer uhc-hsid, field register: is not an https"),
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
        (
            "redirect = \"org.claimfolio.desktop://oauth",
            "redirect = \"claimfolio://oauth",
            "payer uhc-hsid, field redirect: ",
        ),
        ("required = [\"patient\"]", "required = [\"subject\"]", "payer flex-uhc, field resources.Coverage.required: "),
        ("client_id = \"claimfolio-demo\"", "client_id = \" \"", "payer demo, field client_id: is empty"),
        ("served = [\"medicare_advantage\"", "served = [\"medicare\"", "payer flex-uhc, field served: "),
        ("client = \"public\"", "client = \"secret\"", "payer uhc-hsid, field client: "),
        ("client = \"public\"", "klient = \"public\"", "payer uhc-hsid, field client: is missing"),
        (
            "client = \"public\"",
            "client = \"public\"\nclinet_id = 1",
            "payer uhc-hsid, field clinet_id: is not a field",
        ),
        (
            "core resources; the payer is hsid\", verified",
            "core resources; the payer is hsid\", verifed",
            "payer uhc-hsid, field fhir.verifed: ",
        ),
        ("[platform.flex-uhc]", "[platform.flex-uhc", "payer file, field syntax: line "),
    ] {
        let error = spoiled(from, to);
        assert!(error.starts_with(says), "{error:?} should start with {says:?}");
    }
}

#[test]
fn every_entry_says_what_an_organisation_and_a_member_need_to_know() {
    for payer in shipped().iter().filter(|payer| payer.kind != PayerKind::Demo) {
        assert_eq!(payer.served.len(), 4, "{}", payer.key);
        assert!(payer.support.is_some(), "{}", payer.key);
        assert_eq!(payer.freshness.earliest_year, Some(2016), "{}", payer.key);
        assert_eq!(payer.freshness.directory_days, Some(30), "{}", payer.key);
        assert_eq!(payer.registration.redirect.as_str(), "org.claimfolio.desktop://oauth/callback", "{}", payer.key);
    }
}

#[test]
fn one_registration_of_unitedhealthcare_serves_its_four_payers_and_no_other() {
    let registry =
        shipped().with_client_ids("# our ids\nunitedhealthcare = \"an-id\", optum-idaho=idaho-id\n").unwrap();
    let ids: Vec<_> = registry.iter().filter_map(|p| Some((p.key.as_str(), p.registration.client_id()?))).collect();
    assert_eq!(
        ids,
        [
            ("uhc-hsid", "an-id"),
            ("uhc-rmhp", "an-id"),
            ("uhc-sierra", "an-id"),
            ("uhc-healthx", "an-id"),
            ("optum-idaho", "idaho-id"),
            ("demo", "claimfolio-demo"),
        ]
    );
    let shown = registry.registrations(true);
    let uhc = shown.iter().find(|one| one.id == "unitedhealthcare").unwrap();
    assert_eq!((uhc.payers.len(), uhc.source, uhc.needs_secret), (4, RegistrationSource::Build, false));
    assert!(shown.iter().all(|one| one.id != "demo"));
    assert_eq!(shown.len() - registry.registrations(false).len(), 3, "sandboxes are for developers");
}

#[test]
fn a_list_of_client_ids_at_fault_says_where() {
    for (list, says) in [
        ("unitedhealthcare", "payer list, field client_id: has an item without ="),
        ("nobody=id", "payer nobody, field client_id: is given for a registration that no payer has"),
        ("unitedhealthcare=an id", "payer unitedhealthcare, field client_id: is not a client id"),
        ("unitedhealthcare=", "payer unitedhealthcare, field client_id: is not a client id"),
    ] {
        assert_eq!(
            shipped().with_client_ids(list).err().unwrap().to_string().split(": ").next(),
            says.split(": ").next()
        );
        assert_eq!(shipped().with_client_ids(list).err().unwrap().to_string(), says);
    }
}

#[test]
fn what_a_member_entered_wins_and_goes_away_again() {
    let mut registry = shipped().with_client_ids("unitedhealthcare=built").unwrap();
    let own = OwnRegistration { client_id: "own".to_owned(), has_secret: false };
    registry.set_own_registration("unitedhealthcare", Some(&own));
    assert!(registry.served_by("unitedhealthcare").all(|payer| payer.registration.client_id() == Some("own")));
    registry.set_own_registration("unitedhealthcare", None);
    assert_eq!(registry.get("uhc-rmhp").unwrap().registration.client_id(), Some("built"));
}

/// What a file of this computer makes of the payers.
fn laid(text: &str) -> Result<Registry, RegistryError> {
    shipped().laid_over(text).map(|(registry, _)| registry)
}

#[test]
fn a_file_changes_the_fields_it_names_and_leaves_the_others() {
    let registry = laid(
        r#"
        [[payer]]
        key = "uhc-hsid"
        client_id = "ours"
        fhir = { url = "https://flex.optum.com/fhir/R4" }
        "#,
    )
    .unwrap();
    let (payer, before) = (registry.get("uhc-hsid").unwrap().clone(), shipped().get("uhc-hsid").unwrap().clone());
    let (addresses, old) = (payer.addresses.unwrap(), before.addresses.unwrap());
    assert_eq!(addresses.fhir.url.as_str(), "https://flex.optum.com/fhir/R4");
    assert_eq!(addresses.fhir.source, "payers.toml of this computer");
    assert_eq!(addresses.token.url, old.token.url);
    assert_eq!((payer.scopes, payer.name), (before.scopes, before.name));
    assert_eq!(payer.registration.client_id(), Some("ours"));
    assert_eq!(payer.registration.source(), RegistrationSource::File);
    assert_eq!(registry.get("uhc-rmhp").unwrap().registration.client_id(), None, "each entry says its own");
}

/// Another FLEX payer, as a file adds it.
const ANOTHER: &str = r#"
    [[payer]]
    key = "another"
    group = "Another"
    name = "Another Health Plan"
    kind = "production"
    platform = "flex-tooele"
    client = "secret_basic"
    client_id = "ours"
    redirect = "http://127.0.0.1/callback"
    scopes = ["patient/Patient.read", "patient/ExplanationOfBenefit.read"]
    authorize = { url = "http://127.0.0.1:4711/authorize" }
    token = { url = "http://127.0.0.1:4711/token" }
    fhir = { url = "http://127.0.0.1:4711/R4" }
"#;

#[test]
fn a_file_adds_a_payer_that_needs_its_secret_first() {
    let registry = laid(ANOTHER).unwrap();
    let payer = registry.get("another").unwrap();
    assert_eq!(payer.availability(), Availability::NeedsSecret);
    let groups = choices(&registry, false);
    assert_eq!(groups[groups.len() - 2], ("Another".to_owned(), vec!["another".to_owned()]));
    let mut registry = registry.clone();
    let own = OwnRegistration { client_id: "ours".to_owned(), has_secret: true };
    registry.set_own_registration("another", Some(&own));
    assert_eq!(registry.get("another").unwrap().availability(), Availability::Ready);
}

#[test]
fn a_file_that_is_wrong_says_where_and_nothing_of_it_is_used() {
    let own = |field: &str| ANOTHER.replace("key = \"another\"", &format!("key = \"another\"\n{field}"));
    for (text, entry, field, kind) in [
        ("[[payer".to_owned(), "file", "syntax", FaultKind::Syntax),
        ("payer = 1".to_owned(), "file", "payer", FaultKind::Form),
        ("[[payers]]\nkey = \"x\"".to_owned(), "file", "payers", FaultKind::Unknown),
        ("[[payer]]\nname = \"x\"".to_owned(), "#1", "key", FaultKind::Missing),
        ("[[payer]]\nkey = \"demo\"\nname = \"x\"".to_owned(), "demo", "kind", FaultKind::Reserved),
        (own("permission_days = \"many\""), "another", "permission_days", FaultKind::Form),
        (own("verified = true"), "another", "verified", FaultKind::Unknown),
        (own("registration = \"unitedhealthcare\""), "another", "registration", FaultKind::Contradiction),
        (ANOTHER.replace("name = \"Another Health Plan\"", ""), "another", "name", FaultKind::Missing),
        (ANOTHER.replace("flex-tooele", "flex"), "another", "platform", FaultKind::Contradiction),
        (ANOTHER.replace("127.0.0.1:4711/token", "payer.example/token"), "another", "token", FaultKind::NotSecure),
        (ANOTHER.replace("127.0.0.1:4711/R4", "me:pw@127.0.0.1/R4"), "another", "fhir", FaultKind::Form),
        (format!("{ANOTHER}{ANOTHER}"), "another", "key", FaultKind::Twice),
        ("[platform.demo]\nresources = {}".to_owned(), "demo", "platform", FaultKind::Reserved),
        (format!("{ANOTHER}[[payer]]\nkey = \"uhc-hsid\"\nclient_id = \"\""), "uhc-hsid", "client_id", FaultKind::Form),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("payers.toml");
        std::fs::write(&path, &text).unwrap();
        let (registry, file) = shipped().with_file(&path);
        let fault = file.fault.unwrap_or_else(|| panic!("{text} was taken"));
        assert_eq!((fault.entry.as_str(), fault.field.as_str(), fault.kind), (entry, field, kind), "{text}");
        assert_eq!(choices(&registry, true), choices(&shipped(), true), "{text}");
        assert_eq!(file.changed, Vec::<String>::new());
        assert_eq!(registry.get("uhc-hsid").unwrap().registration.client_id(), None);
    }
}

#[test]
fn a_file_that_is_not_there_is_no_fault_and_one_that_is_no_text_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("payers.toml");
    assert_eq!(shipped().with_file(&path).1.fault, None);
    std::fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(shipped().with_file(&path).1.fault.unwrap().kind, FaultKind::Unreadable);
    std::fs::write(&path, "#".repeat(2 * 1024 * 1024)).unwrap();
    assert_eq!(shipped().with_file(&path).1.fault.unwrap().kind, FaultKind::Unreadable);
}

#[test]
fn a_client_id_and_a_secret_have_no_characters_that_would_break_a_request() {
    for (text, id, secret) in
        [("a-Id_1.~", true, true), ("", false, false), ("a b", false, true), ("a\n", false, false), ("ñ", false, false)]
    {
        assert_eq!((is_client_id(text), is_client_secret(text)), (id, secret), "{text:?}");
    }
}
