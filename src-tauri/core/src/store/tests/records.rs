//! Health records beside claims.

use super::*;
use crate::{
    ipc::{RecordFilter, RecordKind, RecordRow, RecordStanding},
    store::StoreError,
};

fn condition(id: &str, patient: &str, onset: &str) -> Resource {
    let subject = json!({"reference": format!("Patient/{patient}")});
    resource(
        "Condition",
        id,
        &json!({"subject": subject, "code": {"text": format!("Condition {id}")}, "onsetDateTime": onset}),
    )
}

fn measured(id: &str, patient: &str, day: &str, value: &str) -> Resource {
    let subject = json!({"reference": format!("Patient/{patient}")});
    let content = json!({"subject": subject, "code": {"text": "Blood sugar"}, "effectiveDateTime": day,
        "valueQuantity": {"value": serde_json::from_str::<Value>(value).unwrap(), "unit": "mg/dL"}});
    resource("Observation", id, &content)
}

fn save(fixture: &Fixture, connection: &str, resources: Vec<Resource>) -> PageSaved {
    fixture.store.save_page(page(connection, DataKind::Records, resources)).unwrap()
}

fn rows(fixture: &Fixture, filter: &RecordFilter) -> Vec<RecordRow> {
    fixture.store.records_page(filter, 0, 1_000).unwrap()
}

fn titles(fixture: &Fixture, filter: &RecordFilter) -> Vec<String> {
    rows(fixture, filter).into_iter().map(|row| row.title.unwrap_or_default()).collect()
}

fn find(fixture: &Fixture, text: &str) -> Vec<String> {
    titles(fixture, &RecordFilter { text: text.into(), ..RecordFilter::default() })
}

#[test]
fn records_are_listed_by_kind_and_within_one_newest_first_with_the_undated_last() {
    let fixture = Fixture::new();
    save(
        &fixture,
        "c",
        vec![
            measured("o", "p1", "2026-01-05", "101.50"),
            condition("a", "p1", "2019"),
            condition("b", "p2", "2026-02-03T23:30:00-11:00"),
            condition("u", "p1", "long ago"),
            resource("Organization", "x", &json!({})),
        ],
    );
    let everything = RecordFilter::default();
    assert_eq!(titles(&fixture, &everything), ["Condition b", "Condition a", "Condition u", "Blood sugar"]);
    let groups: Vec<_> =
        fixture.store.record_groups(&everything).unwrap().iter().map(|group| (group.kind, group.records)).collect();
    assert_eq!(groups, [(RecordKind::Condition, 3), (RecordKind::Observation, 1)]);
    let of_person = RecordFilter { person: Some("c/p1".into()), ..RecordFilter::default() };
    assert_eq!(titles(&fixture, &of_person), ["Condition a", "Condition u", "Blood sugar"]);
    let of_kind = RecordFilter { kind: Some(RecordKind::Observation), ..RecordFilter::default() };
    let [row] = rows(&fixture, &of_kind).try_into().unwrap();
    assert_eq!((row.value.as_deref(), row.start.as_deref()), (Some("101.50 mg/dL"), Some("2026-01-05")));
    assert_eq!(fixture.store.records_page(&everything, 2, 1).unwrap()[0].title.as_deref(), Some("Condition u"));
    let unknown = RecordFilter { person: Some("c/nobody".into()), ..RecordFilter::default() };
    assert_eq!(titles(&fixture, &unknown), Vec::<String>::new());
    assert_eq!(fixture.store.people().unwrap().len(), 2, "who has records is somebody");
}

#[test]
fn records_are_found_by_their_words_codes_and_values_and_not_among_claims() {
    let fixture = Fixture::new();
    let coded = json!({"code": {"coding": [{"code": "K35.80", "display": "Inflamed appendix"}]}});
    save(&fixture, "c", vec![resource("Condition", "a", &coded), measured("o", "p1", "2026-01-05", "101.50")]);
    assert_eq!(find(&fixture, "append"), ["Inflamed appendix"]);
    assert_eq!(find(&fixture, "k35.80"), ["Inflamed appendix"]);
    assert_eq!(find(&fixture, "101.50 sugar"), ["Blood sugar"]);
    assert_eq!(find(&fixture, "\"OR"), Vec::<String>::new());
    assert_eq!(fixture.find("append"), Vec::<String>::new());
    let groups =
        fixture.store.record_groups(&RecordFilter { text: "sugar".into(), ..RecordFilter::default() }).unwrap();
    assert_eq!(groups.len(), 1);
}

#[test]
fn a_changed_record_is_found_by_its_new_words_only_and_keeps_what_it_said() {
    let fixture = Fixture::new();
    let owed = measured("o", "p1", "2026-01-05", "101.50");
    save(&fixture, "c", vec![owed]);
    // What came before the first sync was complete is no news.
    fixture.store.end_sync("c", at(5), true).unwrap();
    fixture.store.mark_seen().unwrap();
    let saved = save(&fixture, "c", vec![measured("o", "p1", "2026-01-05", "99.0")]);
    assert_eq!((saved.new, saved.changed), (0, 1));
    assert_eq!(find(&fixture, "101.50"), Vec::<String>::new());
    assert_eq!(find(&fixture, "99.0"), ["Blood sugar"]);
    let [row] = rows(&fixture, &RecordFilter::default()).try_into().unwrap();
    assert!(row.is_changed && !row.is_new);
    let kept = fixture.store.record(row.id).unwrap();
    let said: Vec<_> = kept.versions.iter().map(|version| version.value.as_deref().unwrap()).collect();
    assert_eq!(said, ["101.50 mg/dL", "99.0 mg/dL"]);
    assert_eq!(kept.reference, "Observation/o");
    assert!(kept.raw.contains("99.0"));
    assert!(matches!(fixture.store.record(row.id + 1), Err(StoreError::NotFound)));
}

#[test]
fn claims_and_records_of_one_person_and_day_stand_beside_each_other() {
    let fixture = Fixture::new();
    fixture.connect("d");
    let stay = json!({"patient": "p1", "start": "2026-08-14", "end": "2026-08-16"});
    let visit = json!({"patient": "p1", "start": "2026-08-17"});
    let others = json!({"patient": "p2", "start": "2026-08-15"});
    let vague = json!({"patient": "p1", "start": "2026-08"});
    fixture.save(vec![
        claim("stay", stay.clone()),
        claim("visit", visit),
        claim("others", others),
        claim("vague", vague),
    ]);
    fixture.save_for("d", vec![claim("elsewhere", stay)]);
    let encounter = json!({"subject": {"reference": "Patient/p1"}, "type": [{"text": "Stay"}],
        "period": {"start": "2026-08-13T22:00:00-06:00", "end": "2026-08-14T01:00:00-06:00"}});
    save(
        &fixture,
        "c",
        vec![
            condition("within", "p1", "2026-08-15"),
            condition("month", "p1", "2026-08"),
            condition("after", "p1", "2026-08-18"),
            resource("Encounter", "e", &encounter),
        ],
    );
    let beside = |title: &str| -> Vec<String> {
        let rows = fixture.store.records_of_claim(fixture.row(title).id).unwrap();
        rows.into_iter().map(|row| row.title.unwrap()).collect()
    };
    let stay_of_c = fixture.all().into_iter().find(|row| row.title.as_deref() == Some("stay")).unwrap();
    assert_eq!(stay_of_c.person.as_deref(), Some("c/p1"));
    assert_eq!(beside("stay"), ["Condition within", "Stay"]);
    assert_eq!(beside("visit"), Vec::<String>::new());
    assert_eq!(beside("others"), Vec::<String>::new());
    assert_eq!(beside("vague"), Vec::<String>::new(), "a month is no day");
    assert_eq!(beside("elsewhere"), Vec::<String>::new());
    let claims = |title: &str| -> Vec<String> {
        let row = rows(&fixture, &RecordFilter::default()).into_iter().find(|row| row.title.as_deref() == Some(title));
        let kept = fixture.store.record(row.unwrap().id).unwrap();
        kept.claims.into_iter().map(|claim| claim.title.unwrap()).collect()
    };
    assert_eq!(claims("Condition within"), ["stay"]);
    assert_eq!(claims("Stay"), ["stay"]);
    assert_eq!(claims("Condition month"), Vec::<String>::new());
    assert_eq!(claims("Condition after"), Vec::<String>::new());
}

#[test]
fn a_connections_end_takes_its_records_and_their_words_and_no_others() {
    let fixture = Fixture::new();
    fixture.connect("d");
    save(&fixture, "c", vec![condition("c1", "p1", "2026")]);
    save(&fixture, "d", vec![condition("d1", "p1", "2026")]);
    let indexed = |word: &str| {
        let reader = fixture.store.reader();
        let mut statement = reader.prepare("SELECT block FROM record_text_data").unwrap();
        let blocks = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        blocks.map(Result::unwrap).any(|block| block.windows(word.len()).any(|window| window == word.as_bytes()))
    };
    // Whatever a list shows or leaves out.
    let kept =
        || -> i64 { fixture.store.reader().query_row("SELECT count(*) FROM record", [], |row| row.get(0)).unwrap() };
    assert!(indexed("c1"));
    fixture.store.delete_connection("c").unwrap();
    assert_eq!(kept(), 1);
    assert_eq!(titles(&fixture, &RecordFilter::default()), ["Condition d1"]);
    assert_eq!(find(&fixture, "c1"), Vec::<String>::new());
    assert!(!indexed("c1"));
    assert_eq!(find(&fixture, "d1"), ["Condition d1"]);
    fixture.store.delete_connection("d").unwrap();
    assert_eq!(kept(), 0);
    assert!(!indexed("condition"));
    assert_eq!(rows(&fixture, &RecordFilter::default()), []);
}

#[test]
fn records_that_an_earlier_version_only_kept_are_read_when_the_file_is_opened() {
    let fixture = Fixture::new();
    save(&fixture, "c", vec![condition("a", "p1", "2026-01-01")]);
    let before = (rows(&fixture, &RecordFilter::default()), dump(&fixture.store.reader()));
    fixture
        .store
        .writer()
        .execute_batch(
            "DELETE FROM record; INSERT INTO record_text (record_text) VALUES ('delete-all');
             UPDATE file_state SET projection = 1",
        )
        .unwrap();
    fixture.store.rebuild_if_outdated().unwrap();
    assert_eq!((rows(&fixture, &RecordFilter::default()), dump(&fixture.store.reader())), before);
    assert_eq!(find(&fixture, "condition"), ["Condition a"]);
}

#[test]
fn an_entry_that_was_a_mistake_is_kept_and_marked() {
    let fixture = Fixture::new();
    save(&fixture, "c", vec![resource("Immunization", "i", &json!({"status": "entered-in-error"}))]);
    assert_eq!(rows(&fixture, &RecordFilter::default())[0].standing, RecordStanding::InError);
}
