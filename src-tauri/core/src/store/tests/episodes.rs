//! Stories in the file: made after the pages, corrected by the member, never part of a sum.

use super::*;
use crate::{
    ipc::{Bucket, EpisodeCorrection, EpisodeReason, LaneKind, Timeline, TimelineQuery},
    store::StoreError,
};

/// Care of one knee: a story of three and what comes back for it; and a claim of its own.
fn knee() -> Vec<Resource> {
    let care = |id: &str, day: &str, provider: &str, owe: &str, diagnoses: &[&str]| {
        claim(
            id,
            json!({"patient": "p1", "start": day, "provider": provider, "service": provider, "owe": owe,
                   "billed": owe, "diagnoses": diagnoses}),
        )
    };
    vec![
        care("exam", "2026-03-02", "Okafor", "45.00", &["M25561"]),
        care("scan", "2026-03-04", "Imaging", "684.00", &["M25561"]),
        care("brace", "2026-03-09", "Supplies", "186.00", &["M25561"]),
        care("therapy", "2026-03-16", "Weber", "20.00", &["M25561"]),
        care("therapy again", "2026-03-23", "Weber", "20.00", &["M25561"]),
        care("sore throat", "2026-03-10", "Chen", "25.00", &[]),
    ]
}

fn synced(claims: Vec<Resource>) -> Fixture {
    let fixture = Fixture::new();
    fixture.save(claims);
    fixture.store.end_sync("c", at(2), true).unwrap();
    fixture
}

/// The titles of a claim's story.
fn story(fixture: &Fixture, title: &str) -> Vec<String> {
    let parts = fixture.store.claim_episode(fixture.row(title).id).unwrap().parts;
    parts.into_iter().map(|part| part.row.title.unwrap_or_default()).collect()
}

const KNEE: [&str; 5] = ["exam", "scan", "brace", "therapy", "therapy again"];

fn timeline(fixture: &Fixture) -> Timeline {
    let query = TimelineQuery {
        from: "2026-01-01".into(),
        until: "2027-01-01".into(),
        lanes: LaneKind::Person,
        person: None,
        bucket: Bucket::Week,
        max_marks: 50,
    };
    fixture.store.timeline(&query).unwrap()
}

#[test]
fn a_story_is_there_once_the_sync_has_ended_with_its_parts_and_reasons() {
    let fixture = Fixture::new();
    fixture.save(knee());
    assert_eq!(story(&fixture, "exam"), Vec::<String>::new(), "the pages are still coming");
    fixture.store.end_sync("c", at(2), false).unwrap();
    assert_eq!(story(&fixture, "therapy"), KNEE);
    let own = fixture.store.claim_episode(fixture.row("scan").id).unwrap();
    let episode = own.episode.unwrap();
    assert_eq!((episode.start.as_str(), episode.end.as_str(), episode.claims), ("2026-03-02", "2026-03-23", 5));
    assert_eq!((episode.place.as_deref(), episode.own_name), (Some("Okafor"), None));
    assert!(!own.can_undo);
    let reasons: Vec<_> = own.parts.iter().map(|part| (part.reason, part.days, part.is_lead)).collect();
    assert_eq!(reasons[0], (EpisodeReason::First, 0, true));
    assert_eq!(reasons[3], (EpisodeReason::SameDiagnosis, 14, false));
    assert_eq!(fixture.row("sore throat").episode, None);
    assert_eq!(fixture.row("brace").episode, Some(fixture.row("exam").id));
    assert_eq!(timeline(&fixture).episodes.len(), 1);
    assert!(matches!(fixture.store.claim_episode(4711), Err(StoreError::NotFound)));
}

#[test]
fn grouping_changes_no_sum() {
    let ungrouped = Fixture::new();
    ungrouped.save(knee());
    let grouped = synced(knee());
    let all = |fixture: &Fixture| {
        let Timeline { lanes, summary, owed_by_day, history, undated, .. } = timeline(fixture);
        let lanes: Vec<_> = lanes.into_iter().map(|lane| (lane.person, lane.claims, lane.you_owe)).collect();
        let outline = fixture.store.claims_outline(&ClaimFilter::default()).unwrap();
        let accumulators = fixture.store.accumulators("2026-12-31").unwrap();
        format!("{lanes:?} {summary:?} {owed_by_day:?} {history:?} {undated} {outline:?} {accumulators:?}")
    };
    assert_eq!(timeline(&ungrouped).episodes, []);
    assert_eq!(timeline(&grouped).episodes.len(), 1);
    assert_eq!(all(&ungrouped), all(&grouped));
    grouped.store.correct_episode(&EpisodeCorrection::Apart { claim: grouped.row("scan").id }).unwrap();
    assert_eq!(all(&ungrouped), all(&grouped));
}

#[test]
fn any_order_and_any_split_of_syncs_gives_the_same_stories() {
    let groups = |fixture: &Fixture| -> Vec<Vec<String>> {
        let mut groups: Vec<Vec<String>> = KNEE.iter().map(|title| story(fixture, title)).collect();
        groups.dedup();
        groups
    };
    let expected = groups(&synced(knee()));
    assert_eq!(expected, [KNEE]);
    for turn in 0..knee().len() {
        let mut claims = knee();
        claims.rotate_left(turn);
        if turn.is_multiple_of(2) {
            claims.reverse();
        }
        let later = claims.split_off(turn);
        let fixture = synced(claims);
        for claim in later {
            fixture.save(vec![claim]);
            fixture.store.end_sync("c", at(3), true).unwrap();
        }
        assert_eq!(groups(&fixture), expected, "turned by {turn}");
    }
}

#[test]
fn what_the_member_says_survives_a_sync_a_rebuild_and_a_restart_and_can_be_taken_back() {
    let fixture = synced(knee());
    let id = |fixture: &Fixture, title: &str| fixture.row(title).id;
    let say = |fixture: &Fixture, correction: EpisodeCorrection| fixture.store.correct_episode(&correction).unwrap();
    say(&fixture, EpisodeCorrection::Apart { claim: id(&fixture, "scan") });
    say(&fixture, EpisodeCorrection::Join { claim: id(&fixture, "sore throat"), with: id(&fixture, "exam") });
    let name = "  The bad\u{7} knee ";
    say(&fixture, EpisodeCorrection::Call { claim: id(&fixture, "brace"), name: name.into() });
    let expected = ["exam", "brace", "sore throat", "therapy", "therapy again"];
    let check = |fixture: &Fixture| {
        assert_eq!(story(fixture, "brace"), expected);
        assert_eq!(story(fixture, "scan"), Vec::<String>::new());
        let own = fixture.store.claim_episode(fixture.row("exam").id).unwrap();
        assert_eq!(own.episode.unwrap().own_name.as_deref(), Some("The bad knee"));
        assert!(own.can_undo);
    };
    check(&fixture);
    // The plan says something new of two of them.
    let mut again = knee();
    again.truncate(2);
    for one in &mut again {
        one.json = Json::from(one.json.as_str().replace("owe", "owed"));
    }
    assert_eq!(fixture.save(again).changed, 2);
    fixture.store.end_sync("c", at(3), true).unwrap();
    check(&fixture);
    let before = dump(&fixture.store.reader());
    fixture.store.reproject().unwrap();
    assert_eq!(dump(&fixture.store.reader()), before);
    let Fixture { folder, store } = fixture;
    drop(store);
    let fixture = Fixture { store: Store::open_with(folder.path(), &key(1), project).unwrap(), folder };
    check(&fixture);
    for _ in 0..3 {
        fixture.store.undo_episode(id(&fixture, "exam")).unwrap();
    }
    assert_eq!(story(&fixture, "scan"), KNEE);
    assert_eq!(story(&fixture, "sore throat"), Vec::<String>::new());
    let own = fixture.store.claim_episode(id(&fixture, "exam")).unwrap();
    assert_eq!((own.can_undo, own.episode.unwrap().own_name), (false, None));
    fixture.store.undo_episode(id(&fixture, "exam")).unwrap();
}

#[test]
fn two_stories_can_be_made_one() {
    let mut claims = knee();
    for (name, day) in [("a", "2026-09-01"), ("b", "2026-09-02"), ("c", "2026-09-03")] {
        let content = json!({"patient": "p1", "start": day, "provider": name, "service": name, "diagnoses": ["H6523"]});
        claims.push(claim(name, content));
    }
    let fixture = synced(claims);
    assert_eq!(story(&fixture, "a"), ["a", "b", "c"]);
    let merge = EpisodeCorrection::Merge { claim: fixture.row("b").id, with: fixture.row("exam").id };
    fixture.store.correct_episode(&merge).unwrap();
    assert_eq!(story(&fixture, "a"), [&KNEE[..], &["a", "b", "c"]].concat());
}

#[test]
fn claims_of_different_people_are_never_one_story() {
    let mut claims = knee();
    let other = json!({"patient": "p2", "start": "2026-03-05", "provider": "x", "diagnoses": ["M25561"]});
    claims.push(claim("other", other));
    claims.push(claim("undated", json!({"patient": "p1"})));
    let fixture = synced(claims);
    assert_eq!(story(&fixture, "other"), Vec::<String>::new());
    let exam = fixture.row("exam").id;
    for title in ["other", "undated"] {
        let join = EpisodeCorrection::Join { claim: fixture.row(title).id, with: exam };
        assert!(matches!(fixture.store.correct_episode(&join), Err(StoreError::NotFound)));
    }
    assert_eq!(story(&fixture, "exam"), KNEE);
}

#[test]
fn only_the_people_of_whom_claims_came_are_looked_at_again() {
    let fixture = synced(knee());
    // Were they made again, this story would be put right.
    fixture.store.writer().execute_batch("UPDATE episode SET place = 'untouched'").unwrap();
    fixture.save(vec![claim("new", json!({"patient": "p2", "start": "2026-04-01"}))]);
    fixture.store.end_sync("c", at(3), true).unwrap();
    let place = |fixture: &Fixture| fixture.store.claim_episode(fixture.row("exam").id).unwrap().episode.unwrap().place;
    assert_eq!(place(&fixture).as_deref(), Some("untouched"));
    fixture.save(vec![claim("newer", json!({"patient": "p1", "start": "2026-04-01"}))]);
    fixture.store.end_sync("c", at(4), true).unwrap();
    assert_eq!(place(&fixture).as_deref(), Some("Okafor"));
}

/// T32
#[test]
fn stories_and_what_was_said_of_them_go_with_their_connection() {
    let fixture = synced(knee());
    fixture.store.correct_episode(&EpisodeCorrection::Apart { claim: fixture.row("scan").id }).unwrap();
    fixture.store.delete_connection("c").unwrap();
    for table in ["episode", "episode_member", "episode_fact", "episode_correction"] {
        let rows: i64 =
            fixture.store.reader().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}
