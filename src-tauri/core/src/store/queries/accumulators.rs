//! How far along the deductibles and out-of-pocket limits of a plan year are: what the plan states, newest first, and
//! beside it what the year's decided claims add up to.
//!
//! The year's claims are gone through in the index `claim_facts`; whole claims are read only where the newest statement
//! of a balance is in them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use jiff::civil::Date;
use rusqlite::{Connection, params};
use rust_decimal::Decimal;

use crate::{
    claims::balances::{self, Balance},
    ipc::{Accumulator, AccumulatorKind, ClaimKind, ClaimStatus, Figure, Money, PlanYear, StatedBalance, Sum},
    store::{
        Store, StoreError,
        amount::{self, Currencies, Portion, Tally},
        body, care_day, codes,
        prepare::{self, SHAPES},
        urns,
    },
};

use super::{people::in_order, row::person_id};

/// Claims of one day that state the same balances and are compared: the one that is furthest stands.
const MOST_OF_A_DAY: usize = 8;

impl Store {
    /// The plan year of each connection that `on` is in, a day as `YYYY-MM-DD`. None where `on` is no day.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn accumulators(&self, on: &str) -> Result<Vec<PlanYear>, StoreError> {
        let Ok(on) = on.parse::<Date>() else { return Ok(Vec::new()) };
        self.read(|reader| {
            let connections = reader
                .prepare_cached("SELECT key, id, payer_name FROM connection ORDER BY key")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<Vec<(i64, String, String)>, _>>()?;
            connections.into_iter().map(|(key, id, payer_name)| plan_year(reader, on, key, id, payer_name)).collect()
        })
    }
}

/// Somebody of a connection.
struct Member {
    key: i64,
    fhir_id: String,
    id: Option<String>,
}

/// A coverage, as far as a year is concerned.
struct Covering {
    start: Option<Date>,
    end: Option<Date>,
    is_active: bool,
    beneficiary: Option<String>,
    limits: Vec<Balance>,
}

fn plan_year(
    reader: &Connection,
    on: Date,
    key: i64,
    connection: String,
    payer_name: String,
) -> Result<PlanYear, StoreError> {
    let coverings = coverings(reader, key)?;
    let (from, until, is_stated) = year_of(on, &coverings);
    let members = members(reader, key, &connection)?;
    let mut found = Found::default();
    go_through(reader, &members, from, until, &mut found)?;
    let mut balances = newest(reader, &members, &found.statements)?;
    for covering in coverings.iter().filter(|covering| covering.is_in_force(on)) {
        let person = members.iter().find(|member| Some(&member.fhir_id) == covering.beneficiary.as_ref());
        for limit in &covering.limits {
            let Some(person) = person else { continue };
            let key = Key { person: Some(person.key), ..Key::of(limit, None) };
            let is_there = balances.keys().any(|known| known.person == key.person && known.kind == key.kind);
            if !is_there {
                let (limit, used) = (limit.limit.clone(), Figure::default());
                balances.insert(key, StatedBalance { limit, used, claim: None, date: None });
            }
        }
    }
    let accumulators = laid_out(&members, &found, balances);
    Ok(PlanYear { connection, payer_name, from: from.to_string(), until: until.to_string(), is_stated, accumulators })
}

impl Covering {
    fn is_in_force(&self, on: Date) -> bool {
        self.is_active && self.start.is_none_or(|start| start <= on) && self.end.is_none_or(|end| on <= end)
    }

    /// Its first day and the day after its last, if that is about a year.
    fn year(&self) -> Option<(Date, Date)> {
        let (start, until) = (self.start?, self.end?.tomorrow().ok()?);
        let days = start.until(until).map_or(0, |span| span.get_days());
        (364..=366).contains(&days).then_some((start, until))
    }
}

/// The years that coverages state from their first day to the day after their last, with the payer's name.
pub(super) fn stated_years(reader: &Connection) -> Result<Vec<(Date, Date, String)>, StoreError> {
    let connections = reader
        .prepare_cached("SELECT key, payer_name FROM connection ORDER BY key")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, String)>, _>>()?;
    let mut years = Vec::new();
    for (key, payer_name) in connections {
        let stated = coverings(reader, key)?.into_iter().filter_map(|covering| covering.year());
        years.extend(stated.map(|(from, until)| (from, until, payer_name.clone())));
    }
    Ok(years)
}

/// The year that a coverage states, if it is about as long as one; else the calendar year, from the day on which all that
/// is in force began.
fn year_of(on: Date, coverings: &[Covering]) -> (Date, Date, bool) {
    for covering in coverings.iter().filter(|covering| covering.is_in_force(on)) {
        if let Some((from, until)) = covering.year() {
            return (from, until, true);
        }
    }
    let (first, last) = (on.first_of_year(), on.last_of_year());
    let began = coverings.iter().filter(|covering| covering.is_in_force(on)).map(|covering| covering.start).min();
    let from = began.flatten().map_or(first, |began| began.max(first));
    (from, last.tomorrow().unwrap_or(last), false)
}

fn coverings(reader: &Connection, key: i64) -> Result<Vec<Covering>, StoreError> {
    let mut statement = reader
        .prepare_cached("SELECT length, body FROM resource WHERE connection = ?1 AND type = 'Coverage' ORDER BY id")?;
    let mut rows = statement.query([key])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let raw = body::decompress(reader, row.get_ref(1)?.as_blob()?, row.get(0)?)?;
        let resource = prepare::parse(&raw);
        let facts = crate::fhir::coverage::read(&resource);
        let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let beneficiary = facts.beneficiary_patient.as_deref().map(|one| urns::person(reader, key, one)).transpose()?;
        let beneficiary = beneficiary.map(Cow::into_owned);
        found.push(Covering {
            start: day(&facts.start),
            end: day(&facts.end),
            is_active: facts.status.as_deref() == Some("active"),
            beneficiary,
            limits: balances::of_coverage(&resource),
        });
    }
    Ok(found)
}

fn members(reader: &Connection, key: i64, connection: &str) -> Result<Vec<Member>, StoreError> {
    let which = "person.connection = ?1 AND (person.claims > 0 OR person.resource IS NOT NULL)";
    let mut statement = reader.prepare_cached(&in_order("person.key, person.fhir_id", which))?;
    let members = statement.query_map([key], |row| {
        let fhir_id: String = row.get(1)?;
        Ok(Member { key: row.get(0)?, id: person_id(connection, &fhir_id), fhir_id })
    })?;
    Ok(members.collect::<Result<_, _>>()?)
}

/// What a balance is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Key {
    /// `None` is the family.
    person: Option<i64>,
    kind: AccumulatorKind,
    in_network: Option<bool>,
    benefit: Option<String>,
}

impl Key {
    fn of(balance: &Balance, patient: Option<i64>) -> Self {
        Self {
            person: patient.filter(|_| !balance.is_family),
            kind: balance.kind,
            in_network: balance.in_network,
            benefit: balance.benefit.clone(),
        }
    }
}

/// What the claims of a year say.
#[derive(Default)]
struct Found {
    currencies: Currencies,
    /// By person, network and kind: the sums.
    sums: HashMap<(i64, Option<bool>, AccumulatorKind), Tally>,
    /// By person: decided claims that do not say their network.
    unknown: HashMap<i64, u64>,
    /// By person and shape: the newest statements, the day first, each with its place in the list.
    statements: HashMap<(i64, i64), (i64, Vec<i64>)>,
}

pub(super) const YEAR: &str = "
    SELECT position, person, kind, status, currency, owe, in_network, deductible, balances
    FROM claim INDEXED BY claim_facts WHERE position >= ?1 AND position < ?2";

/// The amounts that have no scaled form.
const APART: &str = "
    SELECT person, kind, status, in_network, owe_text, owe_currency, owe, deductible_text, deductible_currency
    FROM claim INDEXED BY claim_apart WHERE apart = 1 AND position >= ?1 AND position < ?2";

fn go_through(
    reader: &Connection,
    members: &[Member],
    from: Date,
    until: Date,
    found: &mut Found,
) -> Result<(), StoreError> {
    let range = params![care_day::beginning(from) * care_day::IDS, care_day::beginning(until) * care_day::IDS];
    let is_member = |person: i64| members.iter().any(|member| member.key == person);
    let mut statement = reader.prepare_cached(YEAR)?;
    let mut rows = statement.query(range)?;
    while let Some(row) = rows.next()? {
        let person: i64 = row.get(1)?;
        let status = codes::claim_status(row.get(3)?);
        if !is_member(person) || !matches!(status, ClaimStatus::Decided | ClaimStatus::NotCovered) {
            continue;
        }
        let balances: i64 = row.get(8)?;
        if balances > 0 {
            found.state(person, balances, row.get(0)?);
        }
        if status != ClaimStatus::Decided || !is_medical(row.get(2)?) {
            continue;
        }
        let in_network: Option<bool> = row.get(6)?;
        let currency = found.currencies.index(row.get_ref(4)?.as_str()?);
        if in_network.is_none() {
            *found.unknown.entry(person).or_default() += 1;
        }
        for (kind, amount) in [(AccumulatorKind::OutOfPocket, row.get(5)?), (AccumulatorKind::Deductible, row.get(7)?)]
        {
            let sum = found.sums.entry((person, in_network, kind)).or_default();
            sum.add(currency, &Portion::of_scaled(amount));
        }
    }
    let mut statement = reader.prepare_cached(APART)?;
    let mut rows = statement.query(range)?;
    while let Some(row) = rows.next()? {
        let person: i64 = row.get(0)?;
        let is_counted = codes::claim_status(row.get(2)?) == ClaimStatus::Decided && is_medical(row.get(1)?);
        if !is_counted || !is_member(person) {
            continue;
        }
        let owe_is_scaled = row.get::<_, Option<i64>>(6)?.is_some();
        for (kind, column) in [(AccumulatorKind::OutOfPocket, 4), (AccumulatorKind::Deductible, 7)] {
            let text = row.get_ref(column)?.as_str_or_null()?;
            let is_counted_already = kind == AccumulatorKind::OutOfPocket && owe_is_scaled;
            let Some(apart) = text.filter(|_| !is_counted_already).and_then(amount::decimal) else { continue };
            let currency = found.currencies.index(row.get_ref(column + 1)?.as_str_or_null()?.unwrap_or(""));
            let sum = found.sums.entry((person, row.get(3)?, kind)).or_default();
            sum.add(currency, &Portion { scaled: 0, apart, claims: 1 });
        }
    }
    Ok(())
}

/// Dental and vision care have limits of their own.
fn is_medical(kind: i64) -> bool {
    !matches!(codes::claim_kind(kind), ClaimKind::Dental | ClaimKind::Vision)
}

impl Found {
    fn state(&mut self, person: i64, balances: i64, position: i64) {
        let (day, places) = self.statements.entry((person, balances % SHAPES)).or_default();
        let stated = balances / SHAPES;
        if stated > *day {
            *day = stated;
            places.clear();
        }
        if stated == *day {
            // In the order of care: the latest ones stay.
            if places.len() == MOST_OF_A_DAY {
                places.remove(0);
            }
            places.push(position);
        }
    }

    fn sum(&self, persons: &[i64], in_network: Option<bool>, kind: AccumulatorKind) -> Tally {
        let mut sum = Tally::default();
        let networks: &[Option<bool>] =
            if in_network.is_some() { &[in_network] } else { &[Some(true), Some(false), None] };
        for person in persons {
            for network in networks {
                if let Some(of_one) = self.sums.get(&(*person, *network, kind)) {
                    sum.add_all(of_one);
                }
            }
        }
        sum
    }
}

/// Reads the newest statements. Of two for one thing the later stands; of two of one day the one with more used, as a
/// year's use only grows.
fn newest(
    reader: &Connection,
    members: &[Member],
    statements: &HashMap<(i64, i64), (i64, Vec<i64>)>,
) -> Result<BTreeMap<Key, StatedBalance>, StoreError> {
    let mut chosen: BTreeMap<Key, StatedBalance> = BTreeMap::new();
    let mut statement = reader.prepare_cached("SELECT length, body FROM resource WHERE key = ?1")?;
    for member in members {
        for ((_, _), (_, places)) in statements.iter().filter(|((person, _), _)| *person == member.key) {
            for place in places {
                let id = place % care_day::IDS;
                let (length, body) = statement.query_row([id], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
                let raw = body::decompress(reader, &body, length)?;
                let claim = prepare::parse(&raw);
                let date = balances::stated_on(&claim);
                for balance in balances::of_claim(&claim) {
                    let key = Key::of(&balance, Some(member.key));
                    let Balance { limit, used, .. } = balance;
                    let stated = StatedBalance { limit, used, claim: Some(id), date: date.clone() };
                    if chosen.get(&key).is_none_or(|other| is_newer(&stated, other)) {
                        chosen.insert(key, stated);
                    }
                }
            }
        }
    }
    Ok(chosen)
}

fn is_newer(one: &StatedBalance, other: &StatedBalance) -> bool {
    let used = |stated: &StatedBalance| stated.used.money.as_ref().and_then(|money| amount::decimal(&money.amount));
    (&one.date, used(one), one.claim) > (&other.date, used(other), other.claim)
}

/// The family first, then each person: what is stated, what is out of the network where there is any, and for care in the
/// network also what is not stated.
fn laid_out(members: &[Member], found: &Found, mut balances: BTreeMap<Key, StatedBalance>) -> Vec<Accumulator> {
    let everybody: Vec<i64> = members.iter().map(|member| member.key).collect();
    let people: Vec<&Member> = members.iter().filter(|member| member.id.is_some()).collect();
    let mut whose: Vec<Option<&Member>> = people.iter().map(|member| Some(*member)).collect();
    let has_family = balances.keys().any(|key| key.person.is_none());
    if people.len() != 1 || has_family {
        whose.insert(0, None);
    }
    let mut accumulators = Vec::new();
    for member in whose {
        let person = member.map(|member| member.key);
        let persons = person.map_or_else(|| everybody.clone(), |person| vec![person]);
        for kind in [AccumulatorKind::Deductible, AccumulatorKind::OutOfPocket] {
            let mut keys: Vec<Key> =
                balances.keys().filter(|key| key.person == person && key.kind == kind).cloned().collect();
            for (network, is_wanted) in [
                (Some(true), !keys.iter().any(|key| key.benefit.is_none())),
                (Some(false), !found.sum(&persons, Some(false), kind).sums(&found.currencies).is_empty()),
            ] {
                let key = Key { person, kind, in_network: network, benefit: None };
                if is_wanted && !keys.contains(&key) {
                    keys.push(key);
                }
            }
            keys.sort_by_key(|key| (key.benefit.clone(), key.in_network.map_or(1, |is_in| if is_in { 0 } else { 2 })));
            for key in keys {
                let stated = balances.remove(&key);
                // Which claims go to another benefit the app does not know.
                let added = match key.benefit {
                    None => found.sum(&persons, key.in_network, kind).sums(&found.currencies),
                    Some(_) => Vec::new(),
                };
                let unknown = persons.iter().filter_map(|person| found.unknown.get(person)).sum();
                accumulators.push(Accumulator {
                    kind,
                    in_network: key.in_network,
                    person: member.and_then(|member| member.id.clone()),
                    network_unknown: if key.in_network.is_some() { unknown } else { 0 },
                    difference: stated.as_ref().and_then(|stated| difference(stated, &added)),
                    benefit: key.benefit,
                    stated,
                    added,
                });
            }
        }
    }
    accumulators
}

/// How far the plan's figure and the sum are apart, where they can be compared and are.
fn difference(stated: &StatedBalance, added: &[Sum]) -> Option<Money> {
    let used = stated.used.money.as_ref()?;
    let [sum] = added else { return None };
    if used.currency != sum.money.currency {
        return None;
    }
    let apart = amount::decimal(&used.amount)?.checked_sub(amount::decimal(&sum.money.amount)?)?.abs().normalize();
    if apart == Decimal::ZERO {
        return None;
    }
    let mut apart = apart;
    if apart.scale() < 2 {
        apart.rescale(2);
    }
    Some(Money { amount: apart.to_string(), currency: used.currency.clone() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn covering(start: Option<Date>, end: Option<Date>, is_active: bool) -> Covering {
        Covering { start, end, is_active, beneficiary: None, limits: Vec::new() }
    }

    #[test]
    fn a_coverage_is_in_force_from_its_first_day_to_its_last() {
        let (first, last) = (date(2026, 3, 1), date(2027, 2, 28));
        let of = |is_active, on| covering(Some(first), Some(last), is_active).is_in_force(on);
        assert!(of(true, first) && of(true, last));
        assert!(!of(true, date(2026, 2, 28)) && !of(true, date(2027, 3, 1)));
        assert!(!of(false, first));
    }

    #[test]
    fn a_plan_year_is_about_a_year_long_and_a_calendar_year_begins_no_earlier_than_the_coverage() {
        let on = date(2026, 11, 20);
        let year = covering(Some(date(2026, 3, 1)), Some(date(2027, 2, 28)), true);
        assert_eq!(year_of(on, &[year]), (date(2026, 3, 1), date(2027, 3, 1), true));
        let short = covering(Some(date(2026, 2, 1)), Some(date(2026, 12, 31)), true);
        assert_eq!(year_of(on, &[short]), (date(2026, 2, 1), date(2027, 1, 1), false));
        assert_eq!(year_of(on, &[]), (date(2026, 1, 1), date(2027, 1, 1), false));
    }
}
