//! What a stretch of time came to. Months, people and kinds come from the cells that the list and the timeline are
//! added up from; providers and prescriptions from the claims' own rows, as only these hold names.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use rusqlite::{Connection, Row, named_params};
use rust_decimal::Decimal;

use crate::{
    ipc::{
        ClaimKind, ClaimRow, ClaimStatus, KindSpending, LeftOut, LeftOutReason, MonthSpending, NamedSpending,
        PersonSpending, Spending, SpendingNames, SpendingQuery, SpendingYear, Spent,
    },
    store::{
        Store, StoreError,
        amount::{self, Currencies, Portion, Tally},
        care_day, codes,
    },
};

use super::{
    accumulators::stated_years,
    facts::{self, Cell, Grain},
    people::claimants,
    row::{claim_row, claim_row_columns, claim_row_joins},
    scope::Scope,
};

/// Providers or prescriptions that an answer names.
const MOST_NAMES: usize = 100;
/// Claims that are shown as left out.
const MOST_LEFT_OUT: i64 = 200;

impl Store {
    /// The calendar years that have claims, newest first, and the plan years that coverages state, where these are others.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn spending_years(&self) -> Result<Vec<SpendingYear>, StoreError> {
        self.read(|reader| {
            let mut statement =
                reader.prepare_cached("SELECT DISTINCT month / 13 FROM claim_month WHERE month > 0 ORDER BY 1 DESC")?;
            let found = statement.query_map([], |row| row.get::<_, i16>(0))?.collect::<Result<Vec<_>, _>>()?;
            let year = |year: i16| Some((Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(1)?, 1, 1).ok()?));
            let calendar: Vec<_> = found.into_iter().filter_map(year).collect();
            let mut plans = stated_years(reader)?;
            plans.retain(|(from, until, _)| !calendar.contains(&(*from, *until)));
            plans.sort_by(|a, b| b.cmp(a));
            plans.dedup();
            let calendar = calendar.into_iter().map(|(from, until)| (from, until, None));
            let plans = plans.into_iter().map(|(from, until, payer)| (from, until, Some(payer)));
            let years = calendar.chain(plans);
            Ok(years
                .map(|(from, until, plan_of)| SpendingYear {
                    from: from.to_string(),
                    until: until.to_string(),
                    plan_of,
                })
                .collect())
        })
    }

    /// What a stretch of time came to.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn spending(&self, query: &SpendingQuery) -> Result<Spending, StoreError> {
        self.read(|reader| {
            let Some(scope) = scope(reader, query)? else {
                return Ok(Spending::of(&Breakdown::default(), Vec::new(), &Currencies::default()));
            };
            let mut currencies = Currencies::default();
            let mut breakdown = Breakdown::default();
            let memory = &self.inner.facts;
            facts::visit(reader, memory, &scope, Grain::Month, &mut currencies, &mut |cell| breakdown.add(cell))?;
            if query.from.is_some() || query.until.is_some() {
                facts::visit(reader, memory, &undated(scope), Grain::Day, &mut currencies, &mut |cell| {
                    if codes::claim_status(cell.status) == ClaimStatus::Decided {
                        breakdown.left_out(LeftOutReason::Undated, cell);
                    }
                })?;
            }
            Ok(Spending::of(&breakdown, people(reader, &breakdown)?, &currencies))
        })
    }

    /// The same by provider and by prescription.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn spending_names(&self, query: &SpendingQuery) -> Result<SpendingNames, StoreError> {
        self.read(|reader| {
            let mut currencies = Currencies::default();
            let (mut providers, mut prescriptions) = (Names::default(), Names::default());
            if let Some(scope) = scope(reader, query)? {
                let (low, high) = scope.positions();
                let mut statement = reader.prepare_cached(NAMED)?;
                let mut rows = statement.query(named_params! {
                    ":low": low,
                    ":high": high,
                    ":person": scope.person,
                    ":kind": scope.kind,
                })?;
                while let Some(row) = rows.next()? {
                    let cells = named_cells(row, &mut currencies)?;
                    let is_pharmacy = codes::claim_kind(row.get(2)?) == ClaimKind::Pharmacy;
                    let provider = row.get_ref(8)?.as_str_or_null()?;
                    let title = row.get_ref(9)?.as_str_or_null()?.filter(|_| is_pharmacy);
                    for cell in &cells {
                        providers.add(provider, cell);
                        if is_pharmacy {
                            prescriptions.add(title, cell);
                        }
                    }
                }
            }
            let (providers, more_providers) = providers.finish(&currencies);
            let (prescriptions, more_prescriptions) = prescriptions.finish(&currencies);
            Ok(SpendingNames { providers, more_providers, prescriptions, more_prescriptions })
        })
    }

    /// The claims that are left out for one reason, newest first, at most [`MOST_LEFT_OUT`].
    ///
    /// # Errors
    /// Those of the disk.
    pub fn spending_left_out(&self, query: &SpendingQuery, why: LeftOutReason) -> Result<Vec<ClaimRow>, StoreError> {
        let (status, amount) = match why {
            LeftOutReason::Pending => (ClaimStatus::Pending, ANY),
            LeftOutReason::NotCovered => (ClaimStatus::NotCovered, ANY),
            LeftOutReason::Replaced => (ClaimStatus::Replaced, ANY),
            LeftOutReason::Preauthorization => (ClaimStatus::Preauthorization, ANY),
            LeftOutReason::Undated => (ClaimStatus::Decided, ANY),
            LeftOutReason::AmountNotStated => (ClaimStatus::Decided, NOT_STATED),
            LeftOutReason::OtherCurrency => (ClaimStatus::Decided, OTHER_CURRENCY),
        };
        let dominant = match why {
            LeftOutReason::OtherCurrency => self.spending(query)?.all.you_owe.into_iter().next(),
            _ => None,
        };
        self.read(|reader| {
            let Some(mut scope) = scope(reader, query)? else { return Ok(Vec::new()) };
            if why == LeftOutReason::Undated {
                scope = undated(scope);
            }
            let (low, high) = scope.positions();
            let mut statement = reader.prepare_cached(LEFT_OUT)?;
            let rows = statement.query_map(
                named_params! {
                    ":low": low,
                    ":high": high,
                    ":person": scope.person,
                    ":kind": scope.kind,
                    ":status": codes::claim_status_code(status),
                    ":amount": amount,
                    ":currency": dominant.and_then(|sum| sum.money.currency),
                    ":limit": MOST_LEFT_OUT,
                },
                claim_row,
            )?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn scope(reader: &Connection, query: &SpendingQuery) -> Result<Option<Scope>, StoreError> {
    let scope = Scope::of_days(reader, query.person.as_deref(), query.from.as_deref(), query.until.as_deref())?;
    Ok(scope.map(|scope| Scope { kind: query.kind.map(codes::claim_kind_code), ..scope }))
}

/// The claims without a date that the scope's filters mean.
fn undated(scope: Scope) -> Scope {
    Scope { low: 0, high: care_day::FIRST, ..scope }
}

/// [`Spent`] in the making.
#[derive(Debug, Default)]
struct Tallies {
    claims: u64,
    /// Billed, discount, paid, owed.
    figures: [Tally; 4],
}

impl Tallies {
    fn add(&mut self, cell: &Cell) {
        self.claims += cell.claims;
        for (tally, portion) in self.figures.iter_mut().zip(&cell.figures) {
            tally.add(cell.currency, portion);
        }
    }

    fn owed(&self) -> &Tally {
        &self.figures[3]
    }

    /// What is owed in a currency, for the order of a list.
    fn size(&self, currency: Option<usize>) -> Decimal {
        currency.and_then(|currency| self.owed().of(currency).amount()).unwrap_or_default()
    }

    fn finish(&self, currencies: &Currencies) -> Spent {
        let [billed, discount, plan_paid, you_owe] = self.figures.each_ref().map(|tally| tally.sums(currencies));
        Spent { claims: self.claims, billed, discount, plan_paid, you_owe }
    }
}

/// [`Spending`] in the making.
#[derive(Debug, Default)]
struct Breakdown {
    all: Tallies,
    months: BTreeMap<i64, Tallies>,
    people: HashMap<i64, Tallies>,
    kinds: BTreeMap<i64, Tallies>,
    /// How many claims, and what was billed.
    left_out: BTreeMap<LeftOutReason, (u64, Tally)>,
}

impl Breakdown {
    fn add(&mut self, cell: &Cell) {
        match codes::claim_status(cell.status) {
            ClaimStatus::Decided => {
                self.all.add(cell);
                self.months.entry(care_day::month(cell.care_day)).or_default().add(cell);
                self.people.entry(cell.person).or_default().add(cell);
                self.kinds.entry(cell.kind).or_default().add(cell);
            }
            ClaimStatus::Pending => self.left_out(LeftOutReason::Pending, cell),
            ClaimStatus::NotCovered => self.left_out(LeftOutReason::NotCovered, cell),
            ClaimStatus::Replaced => self.left_out(LeftOutReason::Replaced, cell),
            ClaimStatus::Preauthorization => self.left_out(LeftOutReason::Preauthorization, cell),
        }
    }

    fn left_out(&mut self, why: LeftOutReason, cell: &Cell) {
        let (claims, billed) = self.left_out.entry(why).or_default();
        *claims += cell.claims;
        billed.add(cell.currency, &cell.figures[0]);
    }
}

/// Each person's id outside the store, and the keys of their rows.
type People = Vec<(Option<String>, Vec<i64>)>;

/// The people with decided claims, in the order of the list of people; nobody is one, whatever the connection.
fn people(reader: &Connection, breakdown: &Breakdown) -> Result<People, StoreError> {
    let mut people = People::new();
    for claimant in claimants(reader)?.into_iter().filter(|one| breakdown.people.contains_key(&one.key)) {
        match people.last_mut().filter(|(last, _)| last.is_none() && claimant.id.is_none()) {
            Some((_, keys)) => keys.push(claimant.key),
            None => people.push((claimant.id, vec![claimant.key])),
        }
    }
    Ok(people)
}

impl Spending {
    fn of(breakdown: &Breakdown, people: People, currencies: &Currencies) -> Self {
        let dominant = breakdown.all.owed().dominant();
        let months = breakdown.months.iter().rev().map(|(month, tallies)| month_spending(*month, tallies, currencies));
        let mut people: Vec<(Decimal, PersonSpending)> = people
            .into_iter()
            .map(|(person, keys)| {
                let mut together = Tallies::default();
                for tallies in keys.iter().filter_map(|key| breakdown.people.get(key)) {
                    together.claims += tallies.claims;
                    for (sum, part) in together.figures.iter_mut().zip(&tallies.figures) {
                        sum.add_all(part);
                    }
                }
                (together.size(dominant), PersonSpending { person, spent: together.finish(currencies) })
            })
            .collect();
        people.sort_by(|(one, _), (other, _)| other.cmp(one));
        let mut kinds: Vec<(&i64, &Tallies)> = breakdown.kinds.iter().collect();
        kinds.sort_by_key(|(_, tallies)| std::cmp::Reverse(tallies.size(dominant)));
        let mut left_out: Vec<LeftOut> = (breakdown.left_out.iter())
            .filter(|(_, (claims, _))| *claims > 0)
            .map(|(why, (claims, billed))| LeftOut { why: *why, claims: *claims, billed: billed.sums(currencies) })
            .collect();
        let owed = breakdown.all.owed();
        let in_others = owed.claims() - dominant.map_or(0, |currency| owed.of(currency).claims);
        for (why, claims) in [
            (LeftOutReason::AmountNotStated, breakdown.all.claims.saturating_sub(owed.claims())),
            (LeftOutReason::OtherCurrency, in_others),
        ] {
            if claims > 0 {
                left_out.push(LeftOut { why, claims, billed: Vec::new() });
            }
        }
        Self {
            all: breakdown.all.finish(currencies),
            months: months.collect(),
            people: people.into_iter().map(|(_, person)| person).collect(),
            kinds: (kinds.into_iter())
                .map(|(kind, tallies)| KindSpending {
                    kind: codes::claim_kind(*kind),
                    spent: tallies.finish(currencies),
                })
                .collect(),
            left_out,
        }
    }
}

fn month_spending(month: i64, tallies: &Tallies, currencies: &Currencies) -> MonthSpending {
    MonthSpending { month: care_day::month_text(month), spent: tallies.finish(currencies) }
}

/// Claims by what the payer calls something.
#[derive(Debug, Default)]
struct Names {
    all: Tally,
    names: HashMap<Option<String>, (Tallies, BTreeMap<i64, Tallies>)>,
}

impl Names {
    fn add(&mut self, name: Option<&str>, cell: &Cell) {
        self.all.add(cell.currency, &cell.figures[3]);
        let key = name.map(str::to_owned);
        let (all, months) = self.names.entry(key).or_default();
        all.add(cell);
        months.entry(care_day::month(cell.care_day)).or_default().add(cell);
    }

    /// The largest first, and how many there are beyond the answer's.
    fn finish(self, currencies: &Currencies) -> (Vec<NamedSpending>, u64) {
        let dominant = self.all.dominant();
        let mut names: Vec<_> = self.names.into_iter().collect();
        names.sort_by(|(one, (a, _)), (other, (b, _))| {
            let larger = b.size(dominant).cmp(&a.size(dominant)).then(b.claims.cmp(&a.claims));
            larger.then_with(|| one.cmp(other))
        });
        let more = u64::try_from(names.len().saturating_sub(MOST_NAMES)).unwrap_or_default();
        names.truncate(MOST_NAMES);
        let names = names.into_iter().map(|(name, (all, mut months))| {
            let nothing = months.remove(&0);
            let mut months: Vec<_> =
                months.iter().map(|(month, tallies)| month_spending(*month, tallies, currencies)).collect();
            months.extend(nothing.map(|tallies| month_spending(0, &tallies, currencies)));
            NamedSpending { name, spent: all.finish(currencies), months }
        });
        (names.collect(), more)
    }
}

/// Decided claims with their names. Statuses: decided 0.
pub(super) const NAMED: &str = "
    SELECT position, person, kind, currency, billed, discount, paid, owe, provider, title, apart, billed_text,
           discount_text, paid_text, owe_text, billed_currency, discount_currency, paid_currency, owe_currency
    FROM claim INDEXED BY claim_facts
    WHERE position >= :low AND position < :high AND status = 0
      AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)";

/// A claim: its scaled amounts, and each of the others by itself.
fn named_cells(row: &Row<'_>, currencies: &mut Currencies) -> Result<Vec<Cell>, StoreError> {
    let cell = |claims, currency, figures| -> rusqlite::Result<Cell> {
        Ok(Cell {
            care_day: row.get::<_, i64>(0)? / care_day::IDS,
            person: row.get(1)?,
            kind: row.get(2)?,
            status: 0,
            currency,
            claims,
            figures,
        })
    };
    let scaled = [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
    let mut cells = vec![cell(1, currencies.index(row.get_ref(3)?.as_str()?), scaled.map(Portion::of_scaled))?];
    if row.get::<_, bool>(10)? {
        for (index, scaled) in scaled.into_iter().enumerate() {
            let text = row.get_ref(11 + index)?.as_str_or_null()?;
            let Some(apart) = text.filter(|_| scaled.is_none()).and_then(amount::decimal) else { continue };
            let currency = currencies.index(row.get_ref(15 + index)?.as_str_or_null()?.unwrap_or(""));
            let mut figures = [Portion::default(); 4];
            figures[index] = Portion { scaled: 0, apart, claims: 1 };
            cells.push(cell(0, currency, figures)?);
        }
    }
    Ok(cells)
}

/// Values of `:amount` below.
const ANY: i64 = 0;
const NOT_STATED: i64 = 1;
const OTHER_CURRENCY: i64 = 2;

/// The page is chosen among the ids alone; only its rows are joined.
pub(super) const LEFT_OUT: &str = concat!(
    "WITH page (id) AS MATERIALIZED (
        SELECT id FROM claim INDEXED BY claim_facts
        WHERE position >= :low AND position < :high AND status = :status
          AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
          AND (:amount <> 1 OR (owe IS NULL AND owe_text IS NULL))
          AND (:amount <> 2 OR (owe_text IS NOT NULL AND owe_currency IS NOT :currency))
        ORDER BY position DESC LIMIT :limit
     )
     SELECT ",
    claim_row_columns!(),
    " FROM page CROSS JOIN claim ON claim.id = page.id",
    claim_row_joins!(),
    "ORDER BY claim.position DESC"
);
