//! Finding care: every payer's public directory, impersonated, and what is wrong with directories.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use claimfolio_core::{
    fhir::supports::Supports,
    ipc::{
        CareInNetwork, CareKind, CareNetworkSource, CarePart, CarePlaceState, CareQuestion, CareResults, CareRun,
        CareSpecialty, CareVerdict, ClaimFilter, ErrorCode, Event, PaperLanguage, PrintOptions,
    },
    payer::Registry,
};
use claimfolio_demo::{Fault, Member, NextLink, Rule, Seen};

use crate::{
    folio::{
        computer::{Computer, until},
        papers::{inter, options, read},
    },
    payers::household::Household,
};

/// The payers with a directory that this app knows the address of.
const PAYERS: [&str; 10] = [
    "uhc-hsid",
    "uhc-rmhp",
    "uhc-sierra",
    "uhc-healthx",
    "oph-ca-ibew-neca",
    "oph-ca-uc",
    "oph-ca-ibew-18",
    "oph-ca-ventura",
    "optum-idaho",
    "optum-tooele",
];

const KINDS: [CareKind; 4] = [CareKind::Person, CareKind::Organization, CareKind::Pharmacy, CareKind::Service];

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn asked(payer: &str, kind: CareKind, fields: &str) -> CareQuestion {
    let has = |field| fields.split(' ').any(|own| own == field);
    let name = match kind {
        CareKind::Person => "Smith",
        CareKind::Organization => "Lakeside",
        CareKind::Pharmacy | CareKind::Service => "Garcia",
    };
    CareQuestion {
        payer: payer.to_owned(),
        kind,
        name: some(name).filter(|_| has("name")),
        specialty: Some(CareSpecialty::FamilyDoctor).filter(|_| has("specialty")),
        city: some("Lakeside").filter(|_| has("city")),
        state: some("ID").filter(|_| has("state")),
        postal_code: some("00010").filter(|_| has("zip")),
        network: some("net-choice").filter(|_| has("network")),
    }
}

/// Waits for something that must come.
async fn reached<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let mut found = None;
    until(what, async || {
        found = look();
        found.is_some()
    })
    .await;
    found.unwrap()
}

async fn ended(folio: &Arc<claimfolio_core::folio::Folio>, search: &str) -> CareResults {
    reached("a search ends", || {
        let results = folio.care_results(search).unwrap();
        (results.run != CareRun::Running).then_some(results)
    })
    .await
}

async fn found(folio: &Arc<claimfolio_core::folio::Folio>, question: CareQuestion) -> CareResults {
    let begun = folio.care_search(question, true).await.unwrap();
    ended(folio, &begun.search).await
}

/// Every kind × every question × every payer: nothing is sent that its list does not have, at most four requests, no token
/// and no cookie; and where it cannot be asked, nothing is sent and it says how it can.
#[tokio::test]
async fn every_directory_is_asked_what_its_document_lists_and_nothing_else() {
    const QUESTIONS: [&str; 12] = [
        "name",
        "name city",
        "name city state zip",
        "name specialty network",
        "specialty",
        "specialty state",
        "specialty city state",
        "city",
        "zip",
        "state",
        "network",
        "network specialty zip",
    ];
    let mut answered = BTreeSet::new();
    for payer in PAYERS {
        let home = Household::with(&[payer]).await;
        for kind in KINDS {
            for fields in QUESTIONS {
                home.payer(payer).forget_requests();
                let results = found(&home.folio, asked(payer, kind, fields)).await;
                let requests: Vec<Seen> = home.payer(payer).requests();
                let what = format!("{payer} {kind:?} {fields}: {requests:#?} {:?}", results.problems);
                assert!(requests.len() <= 4, "{what}");
                assert!(
                    requests.iter().all(|seen| !seen.undocumented && !seen.credentials && seen.status == 200),
                    "{what}"
                );
                match results.run {
                    CareRun::Done => {
                        assert!(results.problems.is_empty() && results.requests as usize == requests.len(), "{what}")
                    }
                    CareRun::Refused => assert!(requests.is_empty() && !results.instead.is_empty(), "{what}"),
                    run => panic!("{run:?} {what}"),
                }
                if !results.rows.is_empty() {
                    answered.insert((payer, kind, fields));
                }
            }
        }
    }
    for payer in PAYERS {
        let count = answered.iter().filter(|(own, ..)| *own == payer).count();
        assert!(count >= if payer == "optum-idaho" { 8 } else { 30 }, "{payer} answered {count} questions with rows");
    }
}

#[tokio::test]
async fn a_name_and_a_place_find_who_is_there_at_every_payer() {
    for payer in PAYERS {
        let home = Household::with(&[payer]).await;
        let fields = if payer == "optum-idaho" { "name city state" } else { "name city" };
        let question =
            CareQuestion { name: some("Dr. Okafor"), city: some("Harbor"), ..asked(payer, CareKind::Person, fields) };
        let mut results = found(&home.folio, question).await;
        // Idaho can be asked for a whole state only: its pages are followed as long as the member wants more.
        while payer == "optum-idaho" && results.rows.is_empty() && results.more {
            home.folio.care_more(&results.search).await.unwrap();
            results = ended(&home.folio, &results.search).await;
        }
        let row = results.rows.iter().find(|row| row.npi.as_deref() == Some("9990000104"));
        let row = row.unwrap_or_else(|| panic!("{payer}: {:#?}", results.rows));
        assert_eq!(row.name.as_deref(), Some("Dr. James Okafor"), "{payer}");
        assert_eq!(row.place_state, CarePlaceState::Stated, "{payer}");
        assert_eq!(row.place.as_ref().unwrap().city.as_deref(), Some("Harbor City"), "{payer}");
        assert!(row.contradicted, "{payer}: two entries of one place differ");
        assert!(row.networks.iter().all(|network| network.name.is_some()), "{payer}: {row:?}");
    }
}

#[tokio::test]
async fn networks_are_listed_once_a_name_and_chosen_once() {
    for payer in ["oph-ca-uc", "optum-tooele", "uhc-rmhp", "optum-idaho"] {
        let home = Household::with(&[payer]).await;
        let networks = home.folio.care_networks(payer).await.unwrap();
        let names: Vec<_> = networks.networks.iter().filter_map(|network| network.name.as_deref()).collect();
        assert_eq!(
            names,
            ["Evergreen Basic", "Evergreen Choice", "Evergreen Select HMO", "Harbor Medicare Advantage"],
            "{payer}"
        );
        assert_eq!(networks.own, None, "{payer}: nobody is signed in");
        home.folio.care_choose_network(payer.to_owned(), Some(networks.networks[1].clone())).await.unwrap();
        let results =
            found(&home.folio, CareQuestion { name: some("Chen"), ..asked(payer, CareKind::Person, "name") }).await;
        if payer != "optum-idaho" {
            let row = results.rows.iter().find(|row| row.npi.as_deref() == Some("9990000101")).unwrap();
            assert_eq!(row.in_network, CareInNetwork::Yes, "{payer}: {row:?}");
        }
        assert!(home.payer(payer).undocumented().is_empty(), "{payer}");
    }
}

/// What is wrong with a directory costs nothing but itself.
#[tokio::test]
async fn what_could_be_found_is_shown_beside_what_could_not() {
    let home = Household::with(&["oph-ca-uc"]).await;
    let payer = home.payer("oph-ca-uc");
    let base = "/fhirpublic/oph/ca/R4";
    let outcome = r#"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}"#.to_owned();
    let search = async |path: &str, fault: Fault| {
        payer.switches().clear_faults();
        payer.switches().add_fault(Rule::always(&format!("{base}{path}"), fault));
        found(&home.folio, asked("oph-ca-uc", CareKind::Person, "name")).await
    };
    let without_places = search("/Location", Fault::Html).await;
    assert_eq!(without_places.run, CareRun::Done);
    assert!(!without_places.rows.is_empty());
    assert!(without_places.rows.iter().all(|row| row.place_state != CarePlaceState::Stated));
    assert!(without_places.rows.iter().any(|row| row.place_state == CarePlaceState::NotAnswered));
    assert_eq!(without_places.problems[0].part, CarePart::Places);
    assert_eq!(without_places.problems[0].error.code, ErrorCode::PayerUnavailable);
    let without_roles = search("/PractitionerRole", Fault::Body { body: outcome.clone() }).await;
    assert_eq!((without_roles.run, without_roles.problems[0].part), (CareRun::Done, CarePart::Roles));
    assert!(without_roles.rows.iter().all(|row| row.name.is_some() && row.place.is_none()));
    let refused = search("/Organization", Fault::Status { status: 400, retry_after: None }).await;
    assert!(refused.rows.iter().any(|row| row.place_state == CarePlaceState::Stated));
    for (fault, code) in [
        (Fault::Body { body: outcome }, ErrorCode::PayerUnavailable),
        (Fault::Html, ErrorCode::PayerUnavailable),
        (Fault::BadJson, ErrorCode::PayerUnreadable),
        (Fault::DeepNesting { levels: 100_000 }, ErrorCode::PayerUnreadable),
        (Fault::GzipBomb { decoded_bytes: 1 << 30 }, ErrorCode::PayerTooLarge),
        (Fault::Redirect { status: 302, location: "http://127.0.0.1:9/".to_owned() }, ErrorCode::PayerLeftItsAddress),
        (Fault::Status { status: 401, retry_after: None }, ErrorCode::KindRefused),
    ] {
        payer.switches().clear_faults();
        payer.switches().add_fault(Rule::always(base, fault.clone()));
        let question =
            CareQuestion { name: some("Nobody asked before"), ..asked("oph-ca-uc", CareKind::Person, "name") };
        let results = found(&home.folio, question).await;
        let problem = results.problems.first().map(|problem| problem.error.code);
        if matches!(fault, Fault::DeepNesting { .. }) && problem.is_none() {
            continue;
        }
        assert_eq!((results.run, problem), (CareRun::Failed, Some(code)), "{fault:?}");
    }
}

/// T6, T13
#[tokio::test]
async fn next_links_that_lead_elsewhere_or_in_circles_are_not_followed_and_the_list_says_that_it_is_short() {
    let home = Household::with(&["uhc-hsid"]).await;
    let payer = home.payer("uhc-hsid");
    payer.switches().set_total(Some(10_000));
    let canary = Household::with(&["optum-idaho"]).await;
    let elsewhere = canary.payer("optum-idaho").fhir_base().to_string();
    let question = || asked("uhc-hsid", CareKind::Person, "specialty");
    payer.switches().set_next_link(Some(NextLink::To { url: elsewhere }));
    let results = found(&home.folio, question()).await;
    assert!(results.cut_short && !results.more && !results.rows.is_empty());
    assert_eq!(results.problems[0].error.code, ErrorCode::PayerLeftItsAddress);
    assert!(canary.payer("optum-idaho").requests().is_empty());
    payer.switches().set_next_link(Some(NextLink::Same));
    let results = found(&home.folio, question()).await;
    assert!(results.cut_short && !results.more);
    payer.switches().set_next_link(Some(NextLink::Relative));
    let mut results = found(&home.folio, question()).await;
    let (mut before, mut rounds) = (0, 0);
    while results.more && rounds < 3 {
        assert!(results.rows.len() > before);
        before = results.rows.len();
        payer.forget_requests();
        home.folio.care_more(&results.search).await.unwrap();
        results = ended(&home.folio, &results.search).await;
        assert!(payer.requests().len() <= 4);
        rounds += 1;
    }
    assert_eq!(rounds, 3);
}

#[tokio::test]
async fn a_directory_that_is_down_shows_what_it_said_before_with_its_age() {
    let home = Household::with(&["optum-tooele"]).await;
    let question = || asked("optum-tooele", CareKind::Person, "name city");
    let first = found(&home.folio, question()).await;
    assert!(!first.kept && !first.rows.is_empty());
    // Asked again within the day, it is not asked again.
    home.payer("optum-tooele").forget_requests();
    let again = home.folio.care_search(question(), false).await.unwrap();
    assert!(again.kept && again.run == CareRun::Done && again.fetched_at == first.fetched_at);
    assert_eq!(again.rows, first.rows);
    assert!(home.payer("optum-tooele").requests().is_empty());
    home.hands.advance(Duration::from_secs(3 * 86_400));
    home.payer("optum-tooele")
        .switches()
        .add_fault(Rule::always("/public", Fault::Status { status: 503, retry_after: None }));
    let begun = home.folio.care_search(question(), false).await.unwrap();
    let down = ended(&home.folio, &begun.search).await;
    assert_eq!((down.run, down.kept, &down.fetched_at), (CareRun::Failed, true, &first.fetched_at));
    assert_eq!(down.problems[0].error.code, ErrorCode::PayerUnavailable);
    assert_eq!(down.rows, first.rows);
}

#[tokio::test]
async fn results_stream_in_and_a_search_that_is_stopped_asks_no_more() {
    let computer = Computer::new().await;
    let folio = &computer.folio;
    let slow = Duration::from_millis(5);
    computer.plan.switches().add_fault(Rule::always("/directory/R4/Location", Fault::Stall));
    computer.plan.switches().set_latency(slow);
    let begun = folio.care_search(asked("demo", CareKind::Person, "name city"), true).await.unwrap();
    let early = reached("the people come before their places", || {
        let results = folio.care_results(&begun.search).unwrap();
        (!results.rows.is_empty()).then_some(results)
    })
    .await;
    assert_eq!(early.run, CareRun::Running);
    assert!(early.rows.iter().any(|row| row.place_state == CarePlaceState::Pending));
    let told = computer.desktop.take_told();
    assert!(told.iter().any(|event| matches!(event, Event::Care(search) if *search == begun.search)));
    folio.care_stop(&begun.search).unwrap();
    let stopped = ended(folio, &begun.search).await;
    assert_eq!(stopped.run, CareRun::Stopped);
    assert!(!stopped.rows.is_empty());
}

#[tokio::test]
async fn the_list_its_notes_and_dated_copies_are_kept_as_they_were() {
    let computer = Computer::new().await;
    let folio = &computer.folio;
    let results =
        found(folio, CareQuestion { name: some("Grace Chen"), ..asked("demo", CareKind::Person, "name") }).await;
    let key = results.rows[0].key.clone();
    let id = folio.care_save(&results.search, &key).await.unwrap();
    assert_eq!(folio.care_save(&results.search, &key).await.unwrap(), id, "once is enough");
    folio.care_save_note(id, " Kind, near the school ".to_owned()).await.unwrap();
    let saved = folio.care_saved().await.unwrap();
    assert_eq!((saved.len(), saved[0].note.as_str()), (1, "Kind, near the school"));
    assert_eq!(saved[0].row, results.rows[0]);
    assert_eq!(folio.care_detail(&results.search, &key).await.unwrap().saved, Some(id));
    let copy = folio.care_keep_copy(&results.search, &key).await.unwrap();
    let kept = folio.care_copy(copy).await.unwrap();
    assert!(kept.intact && kept.sha256.len() == 64);
    assert_eq!((Some(&kept.taken_at), &kept.row), (results.fetched_at.as_ref(), &results.rows[0]));
    assert!(kept.sources.iter().all(|source| source.address.starts_with(computer.plan.directory().unwrap().as_str())));
    assert!(kept.sources.iter().any(|source| source.reference.starts_with("PractitionerRole/")));
    // Saved as a file, its own digest is the copy's: anyone can check it without this app.
    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_owned());
    assert!(folio.care_save_copy(copy).await.unwrap());
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let lines: Vec<String> = kept.sources.iter().map(|source| format!("{}\n", source.json)).collect();
    assert_eq!(std::fs::read_to_string(file).unwrap(), lines.concat());
    folio.care_unsave(id).await.unwrap();
    assert!(folio.care_saved().await.unwrap().is_empty());
    assert_eq!(folio.care_copies().await.unwrap().len(), 1);
    folio.care_remove_copy(copy).await.unwrap();
    assert!(folio.care_copies().await.unwrap().is_empty());
}

/// A copy is opened and put on paper as it was, from itself alone: the directory is not asked again, and need not be there.
#[tokio::test]
async fn a_dated_copy_is_whole_without_a_network_and_its_paper_says_how_to_check_it() {
    let computer = Computer::new().await;
    let folio = &computer.folio;
    let question =
        CareQuestion { name: some("Okafor"), city: some("Harbor"), ..asked("demo", CareKind::Person, "name city") };
    let results = found(folio, question).await;
    let row = results.rows.iter().find(|row| row.npi.as_deref() == Some("9990000104")).unwrap();
    let detail = folio.care_detail(&results.search, &row.key).await.unwrap();
    assert!(!detail.others.is_empty(), "the directory has two entries of this doctor");
    let copy = folio.care_keep_copy(&results.search, &row.key).await.unwrap();
    // A day later the directory says nothing any more.
    computer.plan.switches().add_fault(Rule::always("/directory", Fault::Status { status: 503, retry_after: None }));
    computer.plan.forget_requests();
    let kept = folio.care_copy(copy).await.unwrap();
    assert_eq!((&kept.row, &kept.others, &kept.not_stated), (row, &detail.others, &detail.not_stated));
    assert!(kept.intact);
    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_owned());
    for (language, words) in [(PaperLanguage::En, "How to check it"), (PaperLanguage::Es, "Cómo comprobarla")] {
        let options = PrintOptions { language, ..options() };
        let name = folio.save_care_paper(copy, options, &inter()).await.unwrap().unwrap();
        assert_eq!(name, "claimfolio-directory-2026-11-20.pdf");
        let said = read(&folder.path().join(name));
        let said: String = said.split_whitespace().collect();
        let has = |words: &str| said.contains(&words.split_whitespace().collect::<String>());
        for words in [words, "Dr. James Okafor", &kept.sha256, &kept.taken_at, "PractitionerRole/"] {
            assert!(has(words), "{words}: {said}");
        }
        assert!(kept.sources.iter().all(|source| has(&source.reference) && has(&source.address)), "{said}");
    }
    // What the paper says to do is done: the saved file has the digest on the paper.
    assert!(folio.care_save_copy(copy).await.unwrap());
    let mut files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let file = files.find(|path| path.extension().is_some_and(|ending| ending == "ndjson")).unwrap();
    let sum = std::process::Command::new("sha256sum").arg(file).output().unwrap();
    assert!(String::from_utf8(sum.stdout).unwrap().starts_with(&kept.sha256));
    assert!(computer.plan.requests().is_empty());
    let gone = folio.save_care_paper(copy + 1, options(), &inter()).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn an_entry_and_the_list_say_whose_claims_name_the_provider_by_number_alone() {
    let computer = Computer::with_claims(240).await;
    computer.connect(Member::Maria).await;
    let folio = &computer.folio;
    let results = found(folio, CareQuestion { name: some("Chen"), ..asked("demo", CareKind::Person, "name") }).await;
    let row = results.rows.iter().find(|row| row.npi.as_deref() == Some("9990000101")).unwrap();
    let seen = folio.care_detail(&results.search, &row.key).await.unwrap().seen_by.unwrap();
    assert!(!seen.is_empty());
    // The link of each leads to as many claims as were told of, and each of them names that number.
    for one in &seen {
        let filter =
            ClaimFilter { person: one.person.clone(), text: "NPI-9990000101".to_owned(), ..ClaimFilter::default() };
        let rows = folio.claims_page(filter, 0, 500).await.unwrap().rows;
        assert_eq!(rows.len() as u64, one.claims, "{one:?}");
        assert_eq!(rows[0].start, one.newest);
        for claim in rows {
            assert!(folio.claim_source(claim.id).await.unwrap().contains("9990000101"));
        }
    }
    let others: Vec<_> = results.rows.iter().filter(|other| other.npi != row.npi).collect();
    for other in others {
        let detail = folio.care_detail(&results.search, &other.key).await.unwrap();
        let expected = other.npi.as_ref().map(|_| Vec::new());
        assert_eq!(detail.seen_by, expected, "a name alone is nobody: {other:?}");
    }
    folio.care_save(&results.search, &row.key).await.unwrap();
    assert_eq!(folio.care_saved().await.unwrap()[0].seen_by.as_ref(), Some(&seen));
}

#[tokio::test]
async fn from_a_claim_the_directory_says_yes_no_or_cannot_tell_with_its_evidence() {
    let computer = Computer::with_claims(240).await;
    computer.connect(Member::Maria).await;
    let folio = &computer.folio;
    computer.plan.forget_requests();
    let mut seen = std::collections::BTreeMap::new();
    for row in computer.rows().await {
        let Some(provider) = row.provider.clone().filter(|provider| !seen.contains_key(provider)) else { continue };
        let answer = folio.care_of_claim(row.id).await.unwrap();
        seen.insert(provider, answer);
    }
    let of = |name: &str| {
        let answer = seen.iter().find(|(provider, _)| provider.contains(name)).map(|(_, answer)| answer);
        answer.unwrap_or_else(|| panic!("no claim of {name}: {:?}", seen.keys()))
    };
    assert_eq!(of("Chen").verdict, CareVerdict::Yes, "{:#?}", of("Chen"));
    assert_eq!(of("Pharmacy").verdict, CareVerdict::Yes, "{:#?}", of("Pharmacy"));
    assert_eq!(of("Moreau").verdict, CareVerdict::No, "{:#?}", of("Moreau"));
    assert_eq!(of("Weber").verdict, CareVerdict::CannotTell, "its network leads nowhere: {:#?}", of("Weber"));
    assert!(of("Chen").rows.iter().all(|row| row.updated.is_some() && !row.networks.is_empty()));
    assert!(of("Chen").search.is_some() && of("Chen").fetched_at.is_some());
    assert!(seen.values().filter(|answer| answer.npi.is_some()).count() > 3, "most claims have a provider number");
    // The network on the card was found by its name among the directory's.
    let own = of("Chen").own_network.as_ref().unwrap();
    assert_eq!((own.network.name.as_deref(), own.source), (Some("Evergreen Choice"), CareNetworkSource::Coverage));
    for seen in computer.plan.requests() {
        assert!(seen.path.starts_with("/directory/"), "{seen:?}");
        assert!(!seen.credentials && !seen.undocumented, "nothing of the member is sent: {seen:?}");
        let query = seen.query.unwrap_or_default();
        assert!(!query.contains("4471") && !query.contains("Alvarez"), "{query}");
    }
}

#[tokio::test]
async fn payers_whose_directory_is_not_known_are_not_offered() {
    let computer = Computer::new().await;
    let offered: Vec<String> =
        computer.folio.care_directories().await.unwrap().into_iter().map(|one| one.payer).collect();
    assert_eq!(offered.len(), PAYERS.len() + 1);
    assert!(PAYERS.iter().all(|payer| offered.iter().any(|own| own == payer)));
    assert!(offered.iter().all(|payer| !payer.contains("sandbox")));
}

/// What a bundle says of its own length is never taken for what came.
#[tokio::test]
async fn a_total_that_lies_changes_nothing() {
    let home = Household::with(&["optum-tooele"]).await;
    let question = || asked("optum-tooele", CareKind::Person, "name city");
    let honest = found(&home.folio, question()).await;
    for total in [0, 1, 9_999_999] {
        home.payer("optum-tooele").switches().set_total(Some(total));
        let results = found(&home.folio, question()).await;
        assert_eq!(
            (&results.rows, results.more, results.cut_short),
            (&honest.rows, honest.more, honest.cut_short),
            "{total}"
        );
        assert!(results.problems.is_empty());
    }
}

/// Idaho's document lists its parameters in pictures: what may be sent is what its examples show, no more and no less.
#[test]
fn idaho_is_asked_what_the_examples_of_its_document_show() {
    let registry = Registry::shipped().unwrap();
    let directory = registry.iter().find(|payer| payer.key == "optum-idaho").unwrap().directory.clone().unwrap();
    let supports = Supports::of_directory(&directory);
    let allowed: BTreeSet<String> = supports
        .types()
        .flat_map(|kind| supports.get(kind).unwrap().search.iter().map(move |parameter| format!("{kind} {parameter}")))
        .collect();
    let mut shown: BTreeSet<String> = [
        "HealthcareService name",
        "HealthcareService service-category",
        "HealthcareService specialty",
        "Location _id",
        "Location address",
        "Location address-postalcode",
        "Location address-state",
        "Organization _id",
        "Organization name",
        "Organization type",
        "OrganizationAffiliation _id",
        "OrganizationAffiliation specialty",
        "Practitioner _id",
        "Practitioner given",
        "Practitioner name",
        "PractitionerRole _id",
        "PractitionerRole location.address-state",
        "PractitionerRole specialty",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(allowed, shown);
    assert!(supports.types().all(|kind| supports.get(kind).unwrap().include.is_empty()));
    // Where the document itself is at hand, its examples are read.
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds/000_28ca3187fc45bf12.txt");
    let Ok(text) = std::fs::read_to_string(document) else { return };
    let Some((_, directory)) = text.split_once("Provider Directory Core Resources") else { panic!("no directory") };
    let mut examples = BTreeSet::new();
    for line in directory.lines() {
        let Some((kind, query)) = line.split_once("[base]/").and_then(|(_, asked)| asked.split_once('?')) else {
            continue;
        };
        if kind == "Patient" {
            break;
        }
        examples.extend(query.trim().split('&').filter_map(|part| {
            let (parameter, _) = part.split_once('=')?;
            Some(format!("{} {parameter}", kind.trim()))
        }));
    }
    shown.retain(|one| !examples.contains(one));
    assert!(shown.is_empty() && examples.len() == allowed.len(), "{shown:?} {examples:?}");
}
