//! What a member keeps of an appeal, and the claims that stand beside one.

use super::*;
use crate::{
    ipc::{Appeal, AppealPlan, AppealStatus},
    store::StoreError,
};

fn entered() -> Appeal {
    Appeal {
        plan: Some(AppealPlan::Marketplace),
        letter_date: Some("2026-11-12".to_owned()),
        status: AppealStatus::NotSent,
        status_date: None,
        note: "Called on Friday".to_owned(),
        remind: true,
    }
}

#[test]
fn what_a_member_enters_is_kept_through_syncs_and_restarts() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("a", json!({"start": "2026-10-28"}))]);
    let id = fixture.row("a").id;
    assert_eq!(fixture.store.appeal(id).unwrap(), Appeal::default());
    fixture.store.save_appeal(id, &entered(), Some("2027-05-11")).unwrap();
    fixture.save(vec![claim("a", json!({"start": "2026-10-28", "owe": "5.00"}))]);
    assert_eq!(fixture.store.appeal(id).unwrap(), entered());
    let folder = fixture.folder;
    drop(fixture.store);
    let store = Store::open_with(folder.path(), &key(1), project).unwrap();
    assert_eq!(store.appeal(id).unwrap(), entered());
}

#[test]
fn only_what_is_not_sent_reminds_the_nearest_first() {
    let fixture = Fixture::new();
    fixture.save(["a", "b", "c", "d"].map(|id| claim(id, json!({"start": "2026-10-28"}))).into());
    let save = |title: &str, appeal: Appeal, last_day: Option<&str>| {
        fixture.store.save_appeal(fixture.row(title).id, &appeal, last_day).unwrap();
    };
    save("a", entered(), Some("2027-05-11"));
    save("b", entered(), Some("2027-01-02"));
    save("c", Appeal { status: AppealStatus::Sent, ..entered() }, Some("2026-12-01"));
    save("d", Appeal { remind: false, ..entered() }, Some("2026-12-01"));
    let due: Vec<_> = fixture.store.appeal_reminders().unwrap().into_iter().map(|one| one.last_day).collect();
    assert_eq!(due, ["2027-01-02", "2027-05-11"]);
}

#[test]
fn the_kind_of_plan_is_asked_for_once_a_connection() {
    let fixture = Fixture::new();
    fixture.connect("d");
    fixture.save(vec![claim("a", json!({})), claim("b", json!({}))]);
    fixture.save_for("d", vec![claim("other", json!({}))]);
    fixture.store.save_appeal(fixture.row("a").id, &entered(), None).unwrap();
    let plan = |title: &str| fixture.store.appeal(fixture.row(title).id).unwrap().plan;
    assert_eq!((plan("b"), plan("other")), (Some(AppealPlan::Marketplace), None));
}

#[test]
fn an_appeal_goes_with_its_connection_and_needs_a_claim() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("a", json!({"start": "2026-10-28"}))]);
    let id = fixture.row("a").id;
    fixture.store.save_appeal(id, &entered(), Some("2027-05-11")).unwrap();
    assert!(matches!(fixture.store.save_appeal(id + 1, &entered(), None), Err(StoreError::NotFound)));
    fixture.store.delete_connection("c").unwrap();
    let left: i64 = fixture.store.reader().query_row("SELECT count(*) FROM appeal", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn beside_a_claim_stand_those_of_its_person_provider_and_day() {
    let fixture = Fixture::new();
    let of =
        |patient: &str, start: &str, provider: &str| json!({"patient": patient, "start": start, "provider": provider});
    let mut replaced = of("p1", "2026-10-28", "Dr. Chen");
    replaced["replaces"] = json!(["own"]);
    fixture.save(vec![
        claim("own", of("p1", "2026-10-28", "Dr. Chen")),
        claim("same", of("p1", "2026-10-28", "DR. CHEN")),
        claim("day", of("p1", "2026-10-29", "Dr. Chen")),
        claim("person", of("p2", "2026-10-28", "Dr. Chen")),
        claim("provider", of("p1", "2026-10-28", "Dr. Weiss")),
        claim("undated", json!({"patient": "p1", "provider": "Dr. Chen"})),
    ]);
    let beside = |title: &str| fixture.store.beside(fixture.row(title).id).unwrap();
    assert_eq!(beside("own"), [fixture.row("same").id]);
    assert_eq!(beside("undated"), Vec::<i64>::new());
    // The claim that takes its place is of the same story, and it itself counts no more.
    fixture.save(vec![claim("newer", replaced)]);
    assert_eq!(beside("own"), Vec::<i64>::new());
    assert_eq!(beside("newer"), [fixture.row("same").id]);
}
