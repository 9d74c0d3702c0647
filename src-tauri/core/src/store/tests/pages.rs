//! What a page of a search leaves behind.

use super::*;
use crate::store::{Place, StoreError};

#[test]
fn a_resource_is_kept_as_it_came() {
    let fixture = Fixture::new();
    let raw = r#"{ "resourceType":"ExplanationOfBenefit",  "owe":"1.10", "n":1.00e0,
        "x":"\u00e9", "x":"é" }"#;
    let mut incoming = claim("e", json!({}));
    incoming.json = Json::from(raw.to_owned());
    fixture.save(vec![incoming]);
    assert_eq!(fixture.store.claim(fixture.all()[0].id).unwrap().raw, raw);
}

#[test]
fn a_claim_that_says_nothing_is_in_the_list() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("e", json!({}))]);
    let row = fixture.row("e");
    assert_eq!((row.person, row.start, row.billed, row.you_owe), (None, None, None, None));
    assert_exact(&fixture.store);
}

#[test]
fn on_a_large_page_each_claim_keeps_what_is_its_own() {
    let fixture = Fixture::new();
    fixture
        .save((0..200).map(|number| claim(&format!("e{number}"), json!({"words": [format!("w{number}x")]}))).collect());
    for row in fixture.all() {
        let title = row.title.unwrap();
        assert!(fixture.store.claim(row.id).unwrap().raw.contains(&format!("\"{title}\"")));
        assert_eq!(fixture.find(&format!("w{}x", &title[1..])), [title]);
    }
}

#[test]
fn what_claims_have_in_common_is_kept_with_their_own_connection() {
    let fixture = Fixture::new();
    fixture.connect("d");
    let claims = |from: usize| -> Vec<Resource> {
        (from..from + 50).map(|number| claim(&format!("e{number}"), json!({"provider": "Dr. Ada Okafor"}))).collect()
    };
    for connection in ["c", "d"] {
        // Made ready before the first of them is stored, as in a sync.
        let ready: Vec<_> =
            [0, 50].map(|from| fixture.store.prepare(connection, "search", claims(from)).unwrap()).into();
        for ready in ready {
            let place = Place { connection, search: "search", kind: DataKind::Claims, next: None, received: at(1) };
            fixture.store.save_ready(&place, ready).unwrap();
        }
        fixture.save_for(connection, claims(100));
    }
    let dictionaries = |connection: i64| -> i64 {
        let sql = "SELECT count(*) FROM dictionary WHERE connection = ?1";
        fixture.store.reader().query_row(sql, [connection], |row| row.get(0)).unwrap()
    };
    assert_eq!([dictionaries(1), dictionaries(2)], [2, 2]);
    fixture.store.delete_connection("c").unwrap();
    assert_eq!([dictionaries(1), dictionaries(2)], [0, 2]);
    let rows = fixture.all();
    assert_eq!(rows.len(), 150);
    for row in rows {
        let title = row.title.unwrap();
        assert!(fixture.store.claim(row.id).unwrap().raw.contains(&format!("\"{title}\"")));
    }
}

/// T14
#[test]
fn a_claim_too_deep_to_be_read_is_kept() {
    let fixture = Fixture::new();
    let mut incoming = claim("deep", json!({}));
    let raw = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    incoming.json = Json::from(raw.clone());
    assert_eq!(fixture.save(vec![incoming]).new, 1);
    assert_eq!(fixture.store.claim(fixture.all()[0].id).unwrap().raw, raw);
}

#[test]
fn a_page_says_what_it_changed() {
    let fixture = Fixture::new();
    let first = || claim("a", json!({"start": "2026-03-01", "owe": "1.00"}));
    let second = || claim("b", json!({"start": "2025-12", "owe": "2.00"}));
    let saved = fixture.save(vec![first(), second()]);
    assert_eq!(saved, PageSaved { new: 2, changed: 0, unchanged: 0, earliest_care: Some("2025-12".into()) });
    let saved = fixture.save(vec![first(), claim("b", json!({"start": "2026-04-01", "owe": "2.50"}))]);
    assert_eq!(saved, PageSaved { new: 0, changed: 1, unchanged: 1, earliest_care: Some("2026-03-01".into()) });
    assert_eq!(fixture.row("b").you_owe.unwrap().amount, "2.50");
    assert_exact(&fixture.store);
}

#[test]
fn syncing_twice_leaves_the_same_rows() {
    let fixture = Fixture::new();
    let claims = || {
        (0..30)
            .map(|number| claim(&format!("e{number}"), json!({"start": "2026-01-01", "owe": "1.01", "patient": "p"})))
            .collect::<Vec<_>>()
    };
    fixture.save(claims());
    let before = dump(&fixture.store.reader());
    let saved = fixture.save(claims());
    assert_eq!((saved.new, saved.changed, saved.unchanged), (0, 0, 30));
    assert_eq!(dump(&fixture.store.reader()), before);
}

#[test]
fn a_changed_claim_keeps_its_id_and_what_it_said_before() {
    let fixture = Fixture::new();
    let with = |owe: &str, status: i64| vec![claim("a", json!({"start": "2026-01-01", "owe": owe, "status": status}))];
    fixture.save(with("1.00", 1));
    let id = fixture.row("a").id;
    fixture.save(with("2.00", 0));
    fixture.save(with("2.00", 0));
    let mut last = page("c", DataKind::Claims, with("3.00", 0));
    last.received = at(60);
    fixture.store.save_page(last).unwrap();
    let kept = fixture.store.claim(id).unwrap();
    let told: Vec<_> = (kept.versions.iter())
        .map(|version| (version.seen_at.as_str(), version.you_owe.as_ref().unwrap().amount.as_str(), version.status))
        .collect();
    assert_eq!(
        told,
        [
            ("2026-01-01T00:00:01Z", "1.00", ClaimStatus::Pending),
            ("2026-01-01T00:00:01Z", "2.00", ClaimStatus::Decided),
            ("2026-01-01T00:01:00Z", "3.00", ClaimStatus::Decided),
        ]
    );
    assert_exact(&fixture.store);
}

#[test]
fn a_moved_claim_moves_in_the_list_in_the_sums_and_in_the_search() {
    let fixture = Fixture::new();
    let with = |start: &str, word: &str| {
        vec![
            claim("a", json!({"start": start, "owe": "1.00", "words": [word]})),
            claim("b", json!({"start": "2026-02"})),
        ]
    };
    fixture.save(with("2026-03-01", "knee"));
    assert_eq!(fixture.titles(&ClaimFilter::default()), ["a", "b"]);
    fixture.save(with("2026-01-01", "elbow"));
    assert_eq!(fixture.titles(&ClaimFilter::default()), ["b", "a"]);
    assert_eq!(fixture.find("knee"), Vec::<String>::new());
    assert_eq!(fixture.find("elbow"), ["a"]);
    let months: Vec<_> = fixture
        .store
        .claims_outline(&ClaimFilter::default())
        .unwrap()
        .months
        .into_iter()
        .map(|month| month.month.unwrap())
        .collect();
    assert_eq!(months, ["2026-02", "2026-01"]);
    assert_exact(&fixture.store);
}

#[test]
fn a_resource_that_only_the_server_touched_is_no_news() {
    let fixture = Fixture::new();
    let with =
        |time: &str| vec![claim("a", json!({"owe": "1.00", "meta": {"lastUpdated": time}, "text": {"div": time}}))];
    fixture.save(with("2026-01-01T00:00:00Z"));
    fixture.store.mark_seen().unwrap();
    let saved = fixture.save(with("2026-02-02T00:00:00Z"));
    assert_eq!((saved.changed, saved.unchanged), (0, 1));
    let row = fixture.row("a");
    assert!(!row.is_new && !row.is_changed);
    let kept = fixture.store.claim(row.id).unwrap();
    assert_eq!(kept.versions.len(), 1);
    assert!(kept.raw.contains("2026-02-02"), "the newest bytes are the ones that are kept");
    assert_exact(&fixture.store);
}

#[test]
fn the_newest_version_wins_in_whatever_order_they_come() {
    let older = || of_version(claim("a", json!({"owe": "1.00"})), "1", 10);
    let newer = || of_version(claim("a", json!({"owe": "2.00"})), "2", 20);
    for pages in [vec![vec![older(), newer()]], vec![vec![newer(), older()]], vec![vec![newer()], vec![older()]]] {
        let fixture = Fixture::new();
        let mut new = 0;
        for page in pages {
            new += fixture.save(page).new;
        }
        assert_eq!(new, 1);
        assert_eq!(fixture.all().len(), 1);
        assert_eq!(fixture.row("a").you_owe.unwrap().amount, "2.00");
        assert_exact(&fixture.store);
    }
}

#[test]
fn numbers_of_versions_decide_where_instants_do_not_and_else_the_later_one_does() {
    let save = |first: Resource, second: Resource| {
        let fixture = Fixture::new();
        fixture.save(vec![first]);
        fixture.save(vec![second]);
        fixture.row("a").you_owe.unwrap().amount
    };
    let of = |owe: &str| claim("a", json!({"owe": owe}));
    assert_eq!(save(of_version(of("10.00"), "10", 5), of_version(of("9.00"), "9", 5)), "10.00");
    assert_eq!(save(of_version(of("1.00"), "b", 5), of_version(of("2.00"), "a", 5)), "2.00");
    assert_eq!(save(of("1.00"), of("2.00")), "2.00");
    assert_eq!(save(of_version(of("1.00"), "1", 5), of("2.00")), "2.00");
}

#[test]
fn the_same_id_of_two_types_is_two_resources() {
    let fixture = Fixture::new();
    let saved = fixture.save(vec![claim("a", json!({})), resource("Practitioner", "a", &json!({}))]);
    assert_eq!(saved.new, 2);
    assert_eq!(fixture.all().len(), 1);
}

#[test]
fn a_page_of_an_unknown_connection_is_refused() {
    let fixture = Fixture::new();
    let saved = fixture.store.save_page(page("nobody", DataKind::Claims, vec![claim("a", json!({}))]));
    assert!(matches!(saved, Err(StoreError::NotFound)));
    assert!(fixture.all().is_empty());
}

#[test]
fn a_page_leads_to_the_claims_around_it() {
    let fixture = Fixture::new();
    // Three people over three years, some with the month or the year only, some without a date.
    let start = |number: usize| match number % 11 {
        0 => json!(null),
        1 => json!(format!("{}", 2023 + number % 3)),
        2 => json!(format!("{}-{:02}", 2023 + number % 3, 1 + number % 12)),
        _ => json!(format!("{}-{:02}-{:02}", 2023 + number % 3, 1 + number % 12, 1 + number % 28)),
    };
    let one = |number: usize| {
        let patient = format!("p{}", number % 3);
        claim(&format!("e{number}"), json!({"patient": patient, "start": start(number), "kind": number % 8}))
    };
    fixture.save((0..900).map(one).collect());
    let filters = [
        ClaimFilter::default(),
        ClaimFilter { person: Some("c/p1".into()), ..ClaimFilter::default() },
        ClaimFilter { kind: Some(codes::claim_kind(3)), ..ClaimFilter::default() },
        ClaimFilter { from: Some("2023-05-17".into()), until: Some("2025-08-09".into()), ..ClaimFilter::default() },
        ClaimFilter { until: Some("2025-01-01".into()), ..ClaimFilter::default() },
        ClaimFilter { person: Some("c/p1".into()), kind: Some(codes::claim_kind(3)), ..ClaimFilter::default() },
        ClaimFilter {
            person: Some("c/p1".into()),
            kind: Some(codes::claim_kind(3)),
            from: Some("2023-02-17".into()),
            until: Some("2025-11-09".into()),
            ..ClaimFilter::default()
        },
        ClaimFilter { text: "e1".into(), ..ClaimFilter::default() },
    ];
    for filter in filters {
        let whole = fixture.rows(&filter);
        assert!(whole.len() > 20, "{filter:?}");
        for offset in (0..whole.len() + 40).step_by(37) {
            let page = fixture.store.claims_page(&filter, offset as u64, 20).unwrap();
            let expected: Vec<_> = whole.iter().skip(offset).take(20).cloned().collect();
            assert_eq!(page.rows, expected, "{filter:?} from {offset}");
        }
        let outline = fixture.store.claims_outline(&filter).unwrap();
        let claims: u64 = outline.months.iter().map(|month| month.claims).sum();
        assert_eq!(claims, whole.len() as u64);
        // The months' heads stand where their claims begin.
        let mut offset = 0;
        for month in outline.months {
            let of_month = |row: &ClaimRow| row.start.as_ref().map(|start| start[..start.len().min(7)].to_owned());
            for row in &whole[offset..offset + month.claims as usize] {
                assert_eq!(of_month(row), month.month);
            }
            offset += month.claims as usize;
        }
    }
}
