//! What a member takes along and brings back: copies, and files that are opened.

use std::{collections::HashMap, path::PathBuf};

use claimfolio_core::ipc::{
    AccessEnded, ClaimFilter, ClaimStatus, ConnectionStatus, CopyFormat, CopyLanguage, CopySaved, CopyWhat, ErrorCode,
    Event, FilesPreview, FilesReceipt, FilesState, NotTakenWhy, PayerKind,
};
use claimfolio_demo::Member;
use serde_json::{Value, json};

use super::computer::{Computer, until};

/// A folder that the member chooses in each dialog.
fn chosen_folder(computer: &Computer) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_path_buf());
    folder
}

async fn copy(computer: &Computer, what: CopyWhat, format: CopyFormat) -> (CopySaved, Vec<u8>) {
    let folder = chosen_folder(computer);
    let saved = computer.folio.save_copy(what, format, CopyLanguage::En).await.unwrap().unwrap();
    let bytes = std::fs::read(folder.path().join(&saved.file)).unwrap();
    assert_eq!(saved.bytes, bytes.len() as u64);
    (saved, bytes)
}

/// Opens a file with these bytes and waits until it is looked at.
async fn look(computer: &Computer, name: &str, bytes: &[u8]) -> (FilesState, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    computer.folio.look_at_files(vec![path]);
    until("the file is looked at", async || !matches!(computer.folio.files_state(), FilesState::Looking { .. })).await;
    (computer.folio.files_state(), folder)
}

async fn found(computer: &Computer, bytes: &[u8]) -> (FilesPreview, tempfile::TempDir) {
    match look(computer, "from-home.ndjson", bytes).await {
        (FilesState::Found { preview }, folder) => (preview, folder),
        (state, _) => panic!("{state:?}"),
    }
}

async fn add(computer: &Computer, bytes: &[u8]) -> FilesReceipt {
    let (preview, _folder) = found(computer, bytes).await;
    match computer.folio.add_files(preview.belongs_to).await.unwrap() {
        FilesState::Added { receipt } => receipt,
        state => panic!("{state:?}"),
    }
}

/// Everything that is shown, without what differs between two computers: ids of rows and connections, names of
/// connections, and when something came.
async fn shown(computer: &Computer) -> Value {
    let folio = &computer.folio;
    let rows = computer.rows().await;
    let places: HashMap<i64, usize> = rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    let mut details = Vec::new();
    for row in &rows {
        let mut detail = serde_json::to_value(folio.claim(row.id).await.unwrap()).unwrap();
        for version in detail["versions"].as_array_mut().unwrap() {
            version["seenAt"] = Value::Null;
        }
        detail["row"]["id"] = json!(places[&row.id]);
        // The one thing that is another on purpose.
        detail["fromFile"] = Value::Null;
        details.push(detail);
    }
    let mut all = json!({
        "details": details,
        "people": folio.people().await.unwrap(),
        "coverage": folio.coverage().await.unwrap(),
        "outline": folio.claims_outline(ClaimFilter::default()).await.unwrap(),
        "years": folio.accumulators("2026-11-20".to_owned()).await.unwrap(),
    });
    anonymous(&mut all, &connection_ids(computer).await, &places);
    all
}

/// Where two texts of JSON part for the first time.
fn first_difference(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            ours.iter().zip(theirs).enumerate().find_map(|(place, (one, other))| {
                first_difference(one, other).map(|difference| format!("[{place}]{difference}"))
            })
        }
        (Value::Object(ours), Value::Object(theirs)) if ours.len() == theirs.len() => {
            ours.iter().find_map(|(name, one)| {
                first_difference(one, &theirs[name]).map(|difference| format!(".{name}{difference}"))
            })
        }
        _ => (one != other).then(|| format!(": {one} is not {other}")),
    }
}

async fn connection_ids(computer: &Computer) -> Vec<String> {
    computer.folio.connections().await.unwrap().into_iter().map(|connection| connection.id).collect()
}

fn anonymous(value: &mut Value, connections: &[String], places: &HashMap<i64, usize>) {
    match value {
        Value::String(text) => {
            for connection in connections {
                *text = text.replace(connection, "connection");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| anonymous(item, connections, places)),
        Value::Object(members) => {
            for name in ["connection", "payerName"] {
                if let Some(member) = members.get_mut(name) {
                    *member = Value::Null;
                }
            }
            // A story's own number differs; that a claim is part of one does not.
            if let Some(episode) = members.get_mut("episode") {
                *episode = json!(!episode.is_null());
            }
            for name in ["replaces", "replacedBy", "claim", "otherClaim"] {
                if let Some(id) = members.get(name).and_then(Value::as_i64) {
                    members.insert(name.to_owned(), json!(places[&id]));
                }
            }
            members.values_mut().for_each(|member| anonymous(member, connections, places));
        }
        _ => {}
    }
}

#[tokio::test]
async fn what_was_taken_along_and_brought_back_is_the_same_to_the_last_figure() {
    let home = Computer::with_claims(150).await;
    home.connect(Member::Maria).await;
    let expected = shown(&home).await;
    assert!(expected["details"].as_array().unwrap().len() > 100);
    for format in [CopyFormat::Ndjson, CopyFormat::Bundle] {
        let (saved, bytes) = copy(&home, CopyWhat::Everything, format).await;
        assert_eq!(saved.claims, home.rows().await.len() as u64);
        assert!(saved.others > 5, "{saved:?}");
        let away = Computer::new().await;
        let receipt = add(&away, &bytes).await;
        assert_eq!((receipt.new_claims, receipt.changed_claims), (saved.claims, 0));
        assert_eq!(receipt.others, saved.others);
        let shown = shown(&away).await;
        for (part, expected) in expected.as_object().unwrap() {
            assert_eq!(first_difference(&shown[part], expected), None, "{format:?}: {part}");
        }
        assert_eq!(away.asked("/"), 0, "nobody is asked for anything");
        // And once more along: the same file to the byte, but for the time in a Bundle's head.
        let (again, same) = copy(&away, CopyWhat::Everything, CopyFormat::Ndjson).await;
        assert_eq!((again.claims, again.others), (saved.claims, saved.others));
        let lines = |bytes: &[u8]| {
            let mut lines: Vec<String> =
                String::from_utf8(bytes.to_vec()).unwrap().lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        if format == CopyFormat::Ndjson {
            assert_eq!(lines(&same), lines(&bytes));
        }
    }
}

#[tokio::test]
async fn the_same_file_again_brings_nothing_twice_and_a_newer_one_brings_what_changed() {
    let home = Computer::with_claims(40).await;
    home.connect(Member::Maria).await;
    let (saved, bytes) = copy(&home, CopyWhat::Everything, CopyFormat::Ndjson).await;
    let away = Computer::new().await;
    let first = add(&away, &bytes).await;
    let before = shown(&away).await;
    let second = add(&away, &bytes).await;
    assert_eq!(second.connection, first.connection, "it belongs to the connection that has its claims");
    assert_eq!((second.new_claims, second.changed_claims, second.unchanged_claims), (0, 0, saved.claims));
    assert_eq!(second.others, 0);
    assert_eq!(shown(&away).await, before);
    let text = String::from_utf8(bytes).unwrap();
    let line = text.lines().find(|line| line.contains("\"ExplanationOfBenefit\"") && line.contains("\"USD\"")).unwrap();
    let newer = line.replace("\"USD\"", "\"CAD\"");
    let third = add(&away, format!("{newer}\n").as_bytes()).await;
    assert_eq!((third.new_claims, third.changed_claims), (0, 1));
    assert_eq!(away.folio.whats_new().await.unwrap().changed, 1);
    assert_eq!(away.rows().await.len() as u64, saved.claims);
    assert_eq!(away.folio.connections().await.unwrap().len(), 1);
}

/// T11 to T14: a broken file changes nothing, wherever it is broken.
#[tokio::test]
async fn a_broken_file_changes_nothing() {
    let home = Computer::with_claims(30).await;
    home.connect(Member::Maria).await;
    let (_, bundle) = copy(&home, CopyWhat::Everything, CopyFormat::Bundle).await;
    let away = Computer::new().await;
    for part in 1..40 {
        let end = bundle.len() * part / 40;
        let (state, _folder) = look(&away, "cut.json", &bundle[..end]).await;
        let FilesState::Failed { problem, names } = state else { panic!("{part}: {state:?}") };
        assert_eq!((problem.code, names), (ErrorCode::FileBrokenOff, vec!["cut.json".to_owned()]));
        assert_eq!(away.folio.add_files(None).await.unwrap_err().code, ErrorCode::NotFound);
    }
    for (bytes, code) in [
        (&b"%PDF-1.7"[..], ErrorCode::FileNotUnderstood),
        (b"", ErrorCode::FileWithoutRecords),
        (b"{}\n", ErrorCode::FileWithoutRecords),
        (br#"{"resourceType":"Bundle","entry":[]}"#, ErrorCode::FileWithoutRecords),
    ] {
        let (state, _folder) = look(&away, "odd.json", bytes).await;
        assert!(matches!(&state, FilesState::Failed { problem, .. } if problem.code == code), "{state:?}");
    }
    away.folio.look_at_files(vec![PathBuf::from("/nowhere/at-all.json")]);
    until("it is told", async || matches!(away.folio.files_state(), FilesState::Failed { .. })).await;
    assert_eq!(away.folio.connections().await.unwrap(), []);
    // A file that is replaced or cut between the look and the yes.
    let (preview, folder) = found(&away, &bundle).await;
    std::fs::write(folder.path().join("from-home.ndjson"), &bundle[..bundle.len() / 2]).unwrap();
    let state = away.folio.add_files(None).await.unwrap();
    assert!(
        matches!(&state, FilesState::Failed { problem, .. } if problem.code == ErrorCode::FileChanged),
        "{state:?}"
    );
    assert!(preview.claims > 20);
    assert_eq!(away.folio.connections().await.unwrap(), []);
    assert_eq!(away.rows().await.len(), 0);
}

#[tokio::test]
async fn what_was_not_understood_is_told_with_its_place_and_the_rest_can_be_added() {
    let away = Computer::new().await;
    let file = concat!(
        r#"{"resourceType":"Patient","id":"a","name":[{"given":["Ana"],"family":"Sol"}],"birthDate":"1990-05-06"}"#,
        "\nnot json\n{\"x\":1}\n",
        r#"{"resourceType":"ExplanationOfBenefit","id":"1","patient":{"reference":"Patient/a"},"billablePeriod":{"start":"2026-02-03"}}"#,
        "\n",
        r#"{"resourceType":"ExplanationOfBenefit","id":"2","patient":{"reference":"Patient/b"},"billablePeriod":{"start":"2025"}}"#,
        "\n",
        r#"{"resourceType":"Location","id":"l"}"#,
        "\n",
    );
    let (preview, _folder) = found(&away, file.as_bytes()).await;
    assert_eq!((preview.claims, preview.people_count, preview.not_taken_count), (2, 2, 2));
    assert_eq!((preview.from.as_deref(), preview.until.as_deref()), (Some("2025"), Some("2026-02-03")));
    assert!(preview.people.iter().any(|person| person.name.as_deref() == Some("Ana Sol") && person.claims == 1));
    let told: Vec<_> = preview.not_taken.iter().map(|one| (one.line, one.why)).collect();
    assert_eq!(told, [(2, NotTakenWhy::NotJson), (3, NotTakenWhy::NoType)]);
    assert_eq!(preview.others[0].resource_type, "Location");
    let FilesState::Added { receipt } = away.folio.add_files(None).await.unwrap() else { panic!() };
    assert_eq!((receipt.new_claims, receipt.not_taken_count), (2, 2));
    assert_eq!(away.folio.people().await.unwrap().len(), 2, "two people, as after a sync");
    assert_eq!(away.folio.whats_new().await.unwrap().new, 0, "a first file is no news");
}

#[tokio::test]
async fn what_came_from_a_file_is_shown_as_such_and_deleted_without_asking_anybody() {
    let away = Computer::new().await;
    let file = r#"{"resourceType":"ExplanationOfBenefit","id":"1","patient":{"reference":"Patient/a"}}"#;
    let receipt = add(&away, file.as_bytes()).await;
    let connection = away.connection(&receipt.connection).await;
    assert_eq!((connection.status, connection.payer_kind), (ConnectionStatus::FromFile, PayerKind::File));
    assert_eq!(connection.payer_name, "from-home.ndjson");
    assert!(!connection.can_revoke && !connection.has_portal);
    assert!(away.folio.app_state().await.has_connections);
    assert!(away.folio.sync_start(&receipt.connection).await.is_err(), "there is nobody to ask");
    let goodbye = away.folio.disconnect(&receipt.connection).await.unwrap();
    assert_eq!((goodbye.access, goodbye.deleted.claims), (AccessEnded::NoneThere, 1));
    assert_eq!(away.rows().await.len(), 0);
    assert_eq!(away.folio.connections().await.unwrap(), []);
}

#[tokio::test]
async fn a_plans_own_claims_in_a_file_are_told_before_they_would_count_twice() {
    let home = Computer::with_claims(30).await;
    let connection = home.connect(Member::Maria).await;
    let (saved, bytes) = copy(&home, CopyWhat::Connection { id: connection.clone() }, CopyFormat::Ndjson).await;
    let (preview, _folder) = found(&home, &bytes).await;
    let told: Vec<_> = preview.already_from.iter().map(|one| (one.connection.clone(), one.claims)).collect();
    assert_eq!(told, [(connection.clone(), saved.claims)]);
    assert_eq!((preview.belongs_to, preview.into), (None, Vec::new()));
    assert_eq!(
        home.folio.add_files(Some(connection)).await.unwrap_err().code,
        ErrorCode::NotFound,
        "not into a plan's"
    );
    home.folio.close_files();
    assert_eq!(home.folio.files_state(), FilesState::None);
}

#[tokio::test]
async fn a_table_has_the_lists_claims_in_its_order_with_the_plans_own_figures() {
    let home = Computer::with_claims(60).await;
    home.connect(Member::Maria).await;
    let filter = ClaimFilter { status: Some(ClaimStatus::Decided), ..ClaimFilter::default() };
    let (saved, bytes) = copy(&home, CopyWhat::Claims { filter: filter.clone() }, CopyFormat::Csv).await;
    let page = home.folio.claims_page(filter, 0, 500).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}Date of care,"));
    let lines: Vec<&str> = text.split("\r\n").skip(1).filter(|line| !line.is_empty()).collect();
    assert_eq!((lines.len(), saved.claims), (page.rows.len(), page.rows.len() as u64));
    for (line, row) in lines.iter().zip(&page.rows) {
        assert!(line.starts_with(row.start.as_deref().unwrap_or_default()), "{line}");
        let amount =
            |money: &Option<claimfolio_core::ipc::Money>| money.as_ref().map_or("", |money| &money.amount).to_owned();
        let figures = format!(",{},{},{},", amount(&row.billed), amount(&row.plan_paid), amount(&row.you_owe));
        assert!(line.contains(&figures), "{line} {figures}");
    }
}

#[tokio::test]
async fn one_claim_is_taken_along_with_whom_it_refers_to_and_nothing_else() {
    let home = Computer::with_claims(30).await;
    home.connect(Member::Maria).await;
    let row = home.rows().await.into_iter().find(|row| row.status == ClaimStatus::Decided).unwrap();
    let (saved, bytes) = copy(&home, CopyWhat::Claim { id: row.id }, CopyFormat::Bundle).await;
    assert_eq!(saved.claims, 1);
    let bundle: Value = serde_json::from_slice(&bytes).unwrap();
    let types: Vec<&str> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["resource"]["resourceType"].as_str().unwrap())
        .collect();
    for wanted in ["ExplanationOfBenefit", "Patient", "Coverage"] {
        assert!(types.contains(&wanted), "{types:?}");
    }
    let away = Computer::new().await;
    add(&away, &bytes).await;
    let (there, here) = (away.rows().await, home.folio.claim(row.id).await.unwrap());
    let there = away.folio.claim(there[0].id).await.unwrap();
    assert_eq!((there.explanation, there.person_name), (here.explanation, here.person_name));
}

/// T29
#[tokio::test]
async fn a_copy_is_private_and_one_that_is_stopped_or_cannot_be_saved_leaves_nothing() {
    let home = Computer::with_claims(30).await;
    home.connect(Member::Maria).await;
    let folder = chosen_folder(&home);
    let save = async || home.folio.save_copy(CopyWhat::Everything, CopyFormat::Ndjson, CopyLanguage::En).await;
    let saved = save().await.unwrap().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.path().join(&saved.file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(home.desktop.take_told().iter().any(|event| matches!(event, Event::Copy(_))));
    *home.desktop.dialogs.lock().unwrap() = None;
    assert_eq!(save().await.unwrap(), None, "the member thought better of it");
    *home.desktop.dialogs.lock().unwrap() = Some(folder.path().join("gone"));
    assert_eq!(save().await.unwrap_err().code, ErrorCode::FolderNotWritable);
    let missing = home.folio.save_copy(CopyWhat::Claim { id: 999_999 }, CopyFormat::Bundle, CopyLanguage::En);
    *home.desktop.dialogs.lock().unwrap() = Some(folder.path().to_path_buf());
    assert_eq!(missing.await.unwrap_err().code, ErrorCode::NotFound);
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names, [std::ffi::OsString::from(saved.file)]);
}

/// The state that files leave where the member goes on to others, or closes them while they are looked at.
#[tokio::test]
async fn only_the_files_opened_last_are_shown() {
    let away = Computer::new().await;
    away.folio.files_hover(true);
    assert_eq!(away.folio.files_state(), FilesState::Hovering);
    away.folio.files_hover(false);
    assert_eq!(away.folio.files_state(), FilesState::None);
    let file = r#"{"resourceType":"ExplanationOfBenefit","id":"1"}"#;
    let (first, _first_folder) = found(&away, file.as_bytes()).await;
    assert_eq!(first.claims, 1);
    let (state, _folder) = look(&away, "second.json", b"nothing").await;
    assert!(matches!(state, FilesState::Failed { names, .. } if names == ["second.json"]));
    away.folio.close_files();
    assert_eq!(away.folio.files_state(), FilesState::None);
    assert_eq!(away.folio.add_files(None).await.unwrap_err().code, ErrorCode::NotFound);
}

/// As programs write them that make up patients: entries that were on no server yet and call one another by name, some of
/// them before they come.
#[tokio::test]
async fn claims_of_a_bundle_whose_entries_call_one_another_by_name_find_their_people() {
    let away = Computer::new().await;
    let name = |number: u8| format!("urn:uuid:3f1b0c9e-0000-4000-8000-0000000000{number:02}");
    let entry = |number: u8, resource: Value| json!({"fullUrl": name(number), "resource": resource});
    let refers = |number: u8| json!({"reference": name(number)});
    let claim = |id: &str, patient: u8| {
        let money =
            json!({"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 10, "currency": "USD"}});
        json!({"resourceType": "ExplanationOfBenefit", "id": id, "patient": refers(patient), "provider": refers(4),
            "insurer": refers(4), "billablePeriod": {"start": "2026-02-03"}, "total": [money]})
    };
    let ana =
        |id: Option<&str>| json!({"resourceType": "Patient", "id": id, "name": [{"given": ["Ana"], "family": "Sol"}]});
    let bundle = json!({"resourceType": "Bundle", "type": "transaction", "entry": [
        entry(10, claim("first", 1)),
        entry(11, claim("second", 2)),
        // The entry's name and the resource's id are not the same; one has no id; one has its name for an id.
        entry(1, ana(Some("ana"))),
        entry(2, json!({"resourceType": "Patient", "name": [{"given": ["Ben"], "family": "Sol"}]})),
        entry(3, json!({"resourceType": "Patient", "id": name(3).replace("urn:uuid:", ""), "name": [{"text": "Cleo Sol"}]})),
        entry(4, json!({"resourceType": "Organization", "id": "lakeside", "name": "Lakeside Clinic",
            "telecom": [{"system": "phone", "value": "555-0101"}]})),
        entry(12, claim("third", 3)),
        entry(13, claim("nobody here", 9)),
        entry(14, json!({"resourceType": "Coverage", "id": "c", "status": "active", "beneficiary": refers(2),
            "subscriber": refers(1)})),
        entry(15, json!({"resourceType": "Condition", "id": "k", "subject": refers(1), "code": {"text": "Sprain"}})),
    ]});
    let bytes = bundle.to_string().into_bytes();
    let (preview, _folder) = found(&away, &bytes).await;
    let told: Vec<_> = preview.people.iter().map(|one| (one.name.clone().unwrap(), one.claims)).collect();
    assert_eq!(preview.people_count, 3);
    for name in ["Ana Sol", "Ben Sol", "Cleo Sol"] {
        assert!(told.contains(&(name.to_owned(), 1)), "{told:?}");
    }
    let FilesState::Added { receipt } = away.folio.add_files(None).await.unwrap() else { panic!() };
    assert_eq!(receipt.new_claims, 4);

    let whose = async |computer: &Computer| {
        let people = computer.folio.people().await.unwrap();
        let mut claims = Vec::new();
        for row in computer.rows().await {
            let id = computer.folio.claim(row.id).await.unwrap().explanation.reference.unwrap();
            let person = row.person.and_then(|person| people.iter().find(|one| one.id == person).cloned());
            claims.push((id.replace("ExplanationOfBenefit/", ""), person.and_then(|one| one.name), row.provider));
        }
        claims.sort();
        claims
    };
    let clinic = Some("Lakeside Clinic".to_owned());
    let of = |id: &str, person: Option<&str>| (id.to_owned(), person.map(str::to_owned), clinic.clone());
    let expected = [
        of("first", Some("Ana Sol")),
        of("nobody here", None),
        of("second", Some("Ben Sol")),
        of("third", Some("Cleo Sol")),
    ];
    assert_eq!(whose(&away).await, expected);
    let detail = away.folio.claim(away.rows().await[0].id).await.unwrap();
    let [phone] = detail.telephones.as_slice() else { panic!("{:?}", detail.telephones) };
    assert_eq!((phone.name.as_deref(), phone.number.as_str()), (Some("Lakeside Clinic"), "555-0101"));
    let [card] = away.folio.coverage().await.unwrap().try_into().unwrap();
    assert_eq!(card.subscriber.as_deref(), Some("Ana Sol"));
    assert_eq!(card.beneficiary.unwrap().name.as_deref(), Some("Ben Sol"));
    let again = add(&away, &bytes).await;
    assert_eq!((again.new_claims, again.changed_claims, again.unchanged_claims), (0, 0, 4));
    assert_eq!(whose(&away).await, expected);

    // A line a resource has no names of entries; who has the name for an id is found all the same.
    let lines: Vec<String> =
        bundle["entry"].as_array().unwrap().iter().map(|one| one["resource"].to_string()).collect();
    let elsewhere = Computer::new().await;
    add(&elsewhere, lines.join("\n").as_bytes()).await;
    assert_eq!(whose(&elsewhere).await.last().unwrap().1.as_deref(), Some("Cleo Sol"));
}
