//! The timeline.

use super::*;
use crate::ipc::{Bucket, ClaimKind, LaneKind, LanePlot, Timeline, TimelineQuery};

fn fixture() -> Fixture {
    let fixture = Fixture::new();
    fixture.save(vec![
        claim("a", json!({"patient": "p1", "start": "2025-12-31", "owe": "1.00"})),
        claim("b", json!({"patient": "p1", "start": "2026-01-01", "owe": "2.00"})),
        claim("c", json!({"patient": "p1", "start": "2026-01-03", "owe": "3.00", "kind": 3})),
        claim("d", json!({"patient": "p1", "start": "2026-01-04", "owe": "4.00", "status": 1, "billed": "40.00"})),
        claim("e", json!({"patient": "p1", "start": "2026-01-10", "owe": "5.00", "status": 3})),
        claim("f", json!({"patient": "p1", "start": "2026-01-10", "owe": "6.00", "currency": "EUR"})),
        claim("g", json!({"patient": "p2", "start": "2026-02", "owe": "7.00"})),
        claim("h", json!({"patient": "p2", "start": "2026", "owe": "8.005"})),
        claim("i", json!({"start": "2026-03-01", "owe": "0.00001"})),
        claim("j", json!({"patient": "p3", "start": "2020-01-01"})),
        claim("k", json!({"patient": "p1"})),
    ]);
    fixture
}

fn query(from: &str, until: &str) -> TimelineQuery {
    TimelineQuery {
        from: from.into(),
        until: until.into(),
        lanes: LaneKind::Person,
        person: None,
        bucket: Bucket::Week,
        max_marks: 3,
    }
}

fn sums(sums: &[crate::ipc::Sum]) -> Vec<String> {
    sums.iter()
        .map(|sum| format!("{} {} of {}", sum.money.amount, sum.money.currency.as_deref().unwrap_or("-"), sum.claims))
        .collect()
}

fn lanes(timeline: &Timeline) -> Vec<(Option<&str>, u64)> {
    timeline.lanes.iter().map(|lane| (lane.person.as_deref(), lane.claims)).collect()
}

#[test]
fn lanes_stand_for_everybody_with_claims_at_any_time() {
    let timeline = fixture().store.timeline(&query("2026-01-01", "2027-01-01")).unwrap();
    assert_eq!(lanes(&timeline), [(Some("c/p1"), 5), (Some("c/p2"), 2), (Some("c/p3"), 0), (None, 1)]);
    assert_eq!(sums(&timeline.lanes[0].you_owe), ["5.00 USD of 2", "6.00 EUR of 1"]);
    assert_eq!(sums(&timeline.lanes[1].you_owe), ["15.005 USD of 2"]);
    assert_eq!(timeline.lanes[2].plot, LanePlot::Marks { marks: Vec::new() });
    assert_eq!(sums(&timeline.lanes[3].you_owe), ["0.00001 USD of 1"]);
}

#[test]
fn a_crowded_lane_becomes_columns_and_another_keeps_its_marks() {
    let timeline = fixture().store.timeline(&query("2026-01-01", "2027-01-01")).unwrap();
    let LanePlot::Columns { columns } = &timeline.lanes[0].plot else { panic!("{:?}", timeline.lanes[0].plot) };
    let columns: Vec<_> =
        columns.iter().map(|column| (column.start.as_str(), column.claims, sums(&column.you_owe))).collect();
    assert_eq!(
        columns,
        [("2025-12-28", 2, vec!["5.00 USD of 2".to_owned()]), ("2026-01-04", 3, vec!["6.00 EUR of 1".to_owned()]),]
    );
    let LanePlot::Marks { marks } = &timeline.lanes[1].plot else { panic!("{:?}", timeline.lanes[1].plot) };
    let titles: Vec<_> = marks.iter().map(|mark| mark.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["h", "g"], "oldest first");
}

#[test]
fn lanes_by_kind_are_those_of_the_person() {
    let fixture = fixture();
    let by_kind = TimelineQuery { lanes: LaneKind::Kind, max_marks: 2, ..query("2026-01-01", "2027-01-01") };
    let kinds = |query: &TimelineQuery| {
        let timeline = fixture.store.timeline(query).unwrap();
        timeline.lanes.iter().map(|lane| (lane.kind.unwrap(), lane.claims)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&by_kind), [(ClaimKind::Visit, 7), (ClaimKind::Pharmacy, 1)]);
    let of_second = TimelineQuery { person: Some("c/p2".into()), ..by_kind };
    assert_eq!(kinds(&of_second), [(ClaimKind::Visit, 2)]);
    let timeline = fixture.store.timeline(&of_second).unwrap();
    let LanePlot::Marks { marks } = &timeline.lanes[0].plot else { panic!() };
    assert_eq!(marks.len(), 2);
    assert_eq!(timeline.undated, 0);
}

#[test]
fn a_person_has_one_lane_and_a_stranger_none() {
    let fixture = fixture();
    let of = |person: &str| {
        fixture
            .store
            .timeline(&TimelineQuery { person: Some(person.into()), ..query("2026-01-01", "2027-01-01") })
            .unwrap()
    };
    assert_eq!(lanes(&of("c/p2")), [(Some("c/p2"), 2)]);
    for stranger in ["c/px", "x/p1", "p1", "c/", ""] {
        assert_eq!(lanes(&of(stranger)), [], "{stranger}");
    }
}

#[test]
fn the_running_total_is_of_decided_claims_in_the_currency_of_most() {
    let timeline = fixture().store.timeline(&query("2026-01-01", "2027-01-01")).unwrap();
    let days: Vec<_> = timeline.owed_by_day.iter().map(|day| (day.day.as_str(), day.amount.as_str())).collect();
    assert_eq!(
        days,
        [("2026-01-01", "10.005"), ("2026-01-03", "3.00"), ("2026-02-01", "7.00"), ("2026-03-01", "0.00001")]
    );
    let summary = timeline.summary;
    assert_eq!((summary.decided, summary.pending, summary.not_covered, summary.replaced), (6, 1, 0, 1));
    assert_eq!(sums(&summary.you_owe), ["20.00501 USD of 5", "6.00 EUR of 1"]);
    assert_eq!(sums(&summary.pending_billed), ["40.00 USD of 1"]);
}

#[test]
fn the_history_is_all_of_it() {
    let timeline = fixture().store.timeline(&query("2026-02-01", "2026-03-01")).unwrap();
    let history: Vec<_> = timeline.history.iter().map(|month| (month.month.as_str(), month.claims)).collect();
    assert_eq!(history, [("2020-01", 1), ("2025-12", 1), ("2026-01", 6), ("2026-02", 1), ("2026-03", 1)]);
    assert_eq!(timeline.undated, 1);
    assert_eq!(lanes(&timeline), [(Some("c/p1"), 0), (Some("c/p2"), 1), (Some("c/p3"), 0), (None, 0)]);
}

#[test]
fn years_in_columns_of_a_month_add_up_to_what_days_do() {
    let fixture = fixture();
    let months = TimelineQuery { bucket: Bucket::Month, ..query("2019-06-15", "2026-03-20") };
    let long = fixture.store.timeline(&months).unwrap();
    let days = fixture.store.timeline(&TimelineQuery { bucket: Bucket::Day, ..months }).unwrap();
    assert_eq!(long.summary, days.summary);
    assert_eq!(lanes(&long), lanes(&days));
    let amounts: Vec<_> = long.owed_by_day.iter().map(|day| (day.day.as_str(), day.amount.as_str())).collect();
    assert_eq!(
        amounts,
        [("2025-12-01", "1.00"), ("2026-01-01", "13.005"), ("2026-02-01", "7.00"), ("2026-03-01", "0.00001")]
    );
    let LanePlot::Columns { columns } = &long.lanes[0].plot else { panic!() };
    assert_eq!(columns.iter().map(|column| column.start.as_str()).collect::<Vec<_>>(), ["2025-12-01", "2026-01-01"]);
}

#[test]
fn nobody_has_one_lane_over_all_connections() {
    let fixture = Fixture::new();
    fixture.connect("d");
    fixture.save(vec![claim("a", json!({"start": "2026-01-03"}))]);
    fixture.save_for("d", vec![claim("b", json!({"start": "2026-01-02"})), claim("c", json!({"start": "2026-01-04"}))]);
    let timeline = fixture.store.timeline(&query("2026-01-01", "2027-01-01")).unwrap();
    assert_eq!(lanes(&timeline), [(None, 3)]);
    let LanePlot::Marks { marks } = &timeline.lanes[0].plot else { panic!() };
    assert_eq!(marks.iter().map(|mark| mark.title.as_deref().unwrap()).collect::<Vec<_>>(), ["b", "a", "c"]);
}

#[test]
fn a_stretch_that_ends_before_it_begins_is_empty() {
    let timeline = fixture().store.timeline(&query("2027-01-01", "2026-01-01")).unwrap();
    assert!(timeline.lanes.iter().all(|lane| lane.claims == 0));
    assert_eq!(timeline.summary.decided, 0);
}
