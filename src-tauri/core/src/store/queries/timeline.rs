//! The timeline.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{ToSpan as _, civil::Date};
use rusqlite::{Connection, named_params, params};

use crate::{
    ipc::{
        Bucket, ClaimKind, ClaimRow, ClaimStatus, Column, DayAmount, Lane, LaneKind, LanePlot, MonthCount, Timeline,
        TimelineQuery,
    },
    store::{
        Store, StoreError,
        amount::{Currencies, Portion},
        care_day, codes, count,
    },
};

use super::{
    episodes,
    facts::{self, Cell, Grain},
    facts_in_memory::FactsInMemory,
    people::claimants,
    row::{claim_row, claim_row_columns, claim_row_joins},
    scope::Scope,
    summary::{Group, SummaryTally},
};

/// A stretch of more care days than this (about two years) in columns of a month is summed up by months altogether.
const LONG: i64 = 26 * 32;

impl Store {
    /// The timeline. Lanes stand for everybody (or every kind of care) with claims at any time, so that they stay while the
    /// member moves through the years. In columns of a month over years, `owed_by_day` names the first day of each month.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn timeline(&self, query: &TimelineQuery) -> Result<Timeline, StoreError> {
        self.read(|reader| {
            let (from, until) = (Some(query.from.as_str()), Some(query.until.as_str()));
            match Scope::of_days(reader, query.person.as_deref(), from, until)? {
                Some(scope) => timeline(reader, &self.inner.facts, query, &scope),
                None => Ok(Timeline {
                    lanes: Vec::new(),
                    summary: SummaryTally::default().finish(&Currencies::default()),
                    owed_by_day: Vec::new(),
                    history: Vec::new(),
                    undated: 0,
                    episodes: Vec::new(),
                }),
            }
        })
    }
}

fn timeline(
    reader: &Connection,
    memory: &FactsInMemory,
    query: &TimelineQuery,
    scope: &Scope,
) -> Result<Timeline, StoreError> {
    let history = History::read(reader, scope.person)?;
    let mut lanes = Lanes::new(reader, query, scope, &history)?;
    let long = query.bucket == Bucket::Month && scope.high - scope.low > LONG;
    let grain = if long { Grain::Month } else { Grain::Day };
    let mut currencies = Currencies::default();
    let mut summary = SummaryTally::default();
    let mut owed = OwedByDay::default();
    facts::visit(reader, memory, scope, grain, &mut currencies, &mut |cell| {
        summary.add(cell);
        owed.add(cell);
        lanes.add(cell);
    })?;
    let lanes = lanes.finish(reader, scope, query.max_marks, &currencies)?;
    let marks = lanes.iter().flat_map(|lane| match &lane.plot {
        LanePlot::Marks { marks } => marks.as_slice(),
        LanePlot::Columns { .. } => &[],
    });
    Ok(Timeline {
        episodes: episodes::of_rows(reader, marks)?,
        lanes,
        owed_by_day: summary.you_owe.dominant().map_or_else(Vec::new, |currency| owed.finish(currency)),
        summary: summary.finish(&currencies),
        undated: history.undated,
        history: history.months(),
    })
}

/// The months of the whole history.
struct History {
    counts: BTreeMap<i64, u64>,
    kinds: Vec<i64>,
    undated: u64,
}

impl History {
    fn read(reader: &Connection, person: Option<i64>) -> Result<Self, StoreError> {
        let mut history = Self { counts: BTreeMap::new(), kinds: Vec::new(), undated: 0 };
        let sql = if person.is_some() { HISTORY_OF_PERSON } else { HISTORY };
        let mut statement = reader.prepare_cached(sql)?;
        let mut rows = statement.query(params![person])?;
        while let Some(row) = rows.next()? {
            let (month, kind, claims): (i64, i64, u64) = (row.get(0)?, row.get(1)?, count(row, 2)?);
            if !history.kinds.contains(&kind) {
                history.kinds.push(kind);
            }
            match month % 13 {
                _ if month == 0 => history.undated += claims,
                // A year alone counts where its interval begins.
                0 => *history.counts.entry(month + 1).or_default() += claims,
                _ => *history.counts.entry(month).or_default() += claims,
            }
        }
        history.kinds.sort_unstable();
        Ok(history)
    }

    fn months(&self) -> Vec<MonthCount> {
        let months = self.counts.iter();
        months
            .filter_map(|(month, claims)| Some(MonthCount { month: care_day::month_text(*month)?, claims: *claims }))
            .collect()
    }
}

/// The months' claims by kind.
const HISTORY: &str = "
    SELECT month, kind, sum(claims) FROM claim_month WHERE ?1 IS NULL GROUP BY month, kind";

const HISTORY_OF_PERSON: &str = "
    SELECT month, kind, sum(claims) FROM claim_month INDEXED BY claim_month_person WHERE person = ?1
    GROUP BY month, kind";

/// What the member owes, by currency and day.
#[derive(Default)]
struct OwedByDay(HashMap<usize, BTreeMap<i64, Portion>>);

impl OwedByDay {
    fn add(&mut self, cell: &Cell) {
        let owed = &cell.figures[3];
        if owed.claims > 0 && codes::claim_status(cell.status) == ClaimStatus::Decided {
            self.0.entry(cell.currency).or_default().entry(cell.care_day).or_default().add(owed);
        }
    }

    /// The days of one currency on which something was added.
    fn finish(&mut self, currency: usize) -> Vec<DayAmount> {
        let mut days: BTreeMap<Date, Portion> = BTreeMap::new();
        for (care_day, owed) in self.0.remove(&currency).unwrap_or_default() {
            // `2026`, `2026-01` and `2026-01-01` begin on one day.
            if let Some(day) = care_day::first_day(care_day) {
                days.entry(day).or_default().add(&owed);
            }
        }
        let amounts = days.into_iter().filter_map(|(day, owed)| Some((day, owed.amount()?)));
        amounts
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(day, amount)| DayAmount { day: day.to_string(), amount: amount.to_string() })
            .collect()
    }
}

/// The lanes in the making.
struct Lanes {
    by: LaneKind,
    bucket: Bucket,
    lanes: Vec<LaneInTheMaking>,
    /// From the key of a person or the code of a kind.
    places: HashMap<i64, usize>,
    /// The column of the care day that came last; claims come day by day.
    last: Option<(i64, Date)>,
}

struct LaneInTheMaking {
    person: Option<String>,
    kind: Option<ClaimKind>,
    /// Keys of people (nobody has one in each connection) or the code of the kind.
    keys: Vec<i64>,
    all: Group,
    columns: BTreeMap<Date, Group>,
    /// The months (`care_day::month`) in which it has claims.
    months: BTreeSet<i64>,
}

impl Lanes {
    fn new(reader: &Connection, query: &TimelineQuery, scope: &Scope, history: &History) -> Result<Self, StoreError> {
        let mut lanes: Vec<LaneInTheMaking> = Vec::new();
        let lane = |person: Option<String>, kind: Option<ClaimKind>, key: i64| LaneInTheMaking {
            person,
            kind,
            keys: vec![key],
            all: Group::default(),
            columns: BTreeMap::new(),
            months: BTreeSet::new(),
        };
        match query.lanes {
            LaneKind::Kind => {
                lanes.extend(history.kinds.iter().map(|code| lane(None, Some(codes::claim_kind(*code)), *code)));
            }
            LaneKind::Person => {
                for claimant in claimants(reader)? {
                    if scope.person.is_some_and(|person| person != claimant.key) {
                        continue;
                    }
                    match lanes.last_mut().filter(|last| last.person.is_none() && claimant.id.is_none()) {
                        Some(nobody) => nobody.keys.push(claimant.key),
                        None => lanes.push(lane(claimant.id, None, claimant.key)),
                    }
                }
            }
        }
        let keys = |(place, lane): (usize, &LaneInTheMaking)| lane.keys.iter().map(move |key| (*key, place)).collect();
        let places = lanes.iter().enumerate().flat_map::<Vec<_>, _>(keys).collect();
        Ok(Self { by: query.lanes, bucket: query.bucket, lanes, places, last: None })
    }

    fn add(&mut self, cell: &Cell) {
        let key = match self.by {
            LaneKind::Person => cell.person,
            LaneKind::Kind => cell.kind,
        };
        let Some(lane) = self.places.get(&key).and_then(|place| self.lanes.get_mut(*place)) else { return };
        lane.all.add(cell);
        lane.months.insert(care_day::month(cell.care_day));
        let column = match self.last {
            Some((care_day, column)) if care_day == cell.care_day => Some(column),
            _ => care_day::first_day(cell.care_day).map(|day| column(day, self.bucket)),
        };
        if let Some(column) = column {
            self.last = Some((cell.care_day, column));
            lane.columns.entry(column).or_default().add(cell);
        }
    }

    fn finish(
        self,
        reader: &Connection,
        scope: &Scope,
        max_marks: u32,
        currencies: &Currencies,
    ) -> Result<Vec<Lane>, StoreError> {
        let by = self.by;
        let finish = |lane: LaneInTheMaking| {
            let plot = if lane.all.claims <= u64::from(max_marks) {
                LanePlot::Marks { marks: marks(reader, scope, by, &lane)? }
            } else {
                let columns = lane.columns.iter().map(|(start, group)| Column {
                    start: start.to_string(),
                    claims: group.claims,
                    you_owe: group.you_owe.sums(currencies),
                });
                LanePlot::Columns { columns: columns.collect() }
            };
            let LaneInTheMaking { person, kind, all, .. } = lane;
            Ok(Lane { person, kind, claims: all.claims, you_owe: all.you_owe.sums(currencies), plot })
        };
        self.lanes.into_iter().map(finish).collect()
    }
}

/// The first day of a day's column.
fn column(day: Date, bucket: Bucket) -> Date {
    match bucket {
        Bucket::Day => day,
        Bucket::Week => {
            let since_sunday = i64::from(day.weekday().to_sunday_zero_offset());
            day.checked_sub(since_sunday.days()).unwrap_or(day)
        }
        Bucket::Month => day.first_of_month(),
    }
}

/// The claims of a lane that has few, oldest first. They are looked for where they are known to be: between the few claims
/// of a lane there may be a hundred thousand others.
fn marks(
    reader: &Connection,
    scope: &Scope,
    by: LaneKind,
    lane: &LaneInTheMaking,
) -> Result<Vec<ClaimRow>, StoreError> {
    let (first, last) = scope.positions();
    let mut marks: Vec<(i64, ClaimRow)> = Vec::new();
    for key in &lane.keys {
        let (person, kind) = match by {
            LaneKind::Person => (Some(*key), None),
            LaneKind::Kind => (scope.person, Some(*key)),
        };
        let mut statement = reader.prepare_cached(MARKS)?;
        for (low, high) in stretches(&lane.months) {
            let (low, high) = (care_day::of_month(low) * care_day::IDS, care_day::of_month(high) * care_day::IDS);
            let (low, high) = (low.max(first), high.min(last));
            let rows = statement
                .query_map(named_params! { ":low": low, ":high": high, ":person": person, ":kind": kind }, |row| {
                    Ok((row.get(19)?, claim_row(row)?))
                })?;
            for row in rows {
                marks.push(row?);
            }
        }
    }
    if lane.keys.len() > 1 {
        marks.sort_by_key(|(position, _)| *position);
    }
    Ok(marks.into_iter().map(|(_, row)| row).collect())
}

/// Months that follow each other, as the first one and the one behind the last.
fn stretches(months: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for month in months {
        match stretches.last_mut() {
            Some((_, end)) if *end == *month => *end += 1,
            _ => stretches.push((*month, month + 1)),
        }
    }
    stretches
}

pub(super) const MARKS: &str = concat!(
    "WITH mark (id) AS MATERIALIZED (
        SELECT id FROM claim INDEXED BY claim_facts
        WHERE position >= :low AND position < :high
          AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
     )
     SELECT ",
    claim_row_columns!(),
    ", claim.position FROM mark CROSS JOIN claim ON claim.id = mark.id",
    claim_row_joins!(),
    "ORDER BY claim.position"
);
