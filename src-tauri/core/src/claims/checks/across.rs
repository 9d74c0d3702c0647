//! The same service, or the same payment, on two claims. The claims of one story, one claim that came twice, and claims
//! that count no more are not held against each other.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::open;
use crate::claims::say;
use crate::ipc::{Bilingual, Certainty, Check, CheckId, ClaimStatus, Explanation, Figure, Money};
use crate::money::{self, Amount};

/// What is compared of a claim.
#[derive(Debug, Clone)]
pub(in crate::claims) struct Compared {
    /// How it is named in a finding: `ExplanationOfBenefit/<id>`, else its claim number.
    pub(in crate::claims) name: String,
    /// Its id and claim numbers.
    pub(in crate::claims) names: Vec<String>,
    pub(in crate::claims) patient: Option<String>,
    pub(in crate::claims) provider: Option<String>,
    pub(in crate::claims) status: ClaimStatus,
    pub(in crate::claims) start: Option<String>,
    /// The story that it is a step of.
    pub(in crate::claims) chain: Option<usize>,
    pub(in crate::claims) billed: Option<Money>,
    pub(in crate::claims) plan_paid: Figure,
    pub(in crate::claims) services: Vec<Service>,
}

/// A line that can be compared.
#[derive(Debug, Clone)]
pub(in crate::claims) struct Service {
    date: String,
    name: String,
    figure: Figure,
}

type Key<'a> = (Option<&'a str>, String, &'a str, &'a str, Decimal, Option<&'a str>);

impl Compared {
    /// The lines that have a day, a service and an amount.
    pub(in crate::claims) fn services(explanation: &Explanation, start: Option<&str>) -> Vec<Service> {
        let lines = explanation.lines.iter().filter_map(|line| {
            let money = line.billed.money.as_ref()?;
            let name = line.service.code.clone().or_else(|| line.service.text.clone())?;
            let date = line.start.as_deref().or(start)?;
            (!money::is_zero(money)).then(|| Service { date: date.to_owned(), name, figure: line.billed.clone() })
        });
        lines.collect()
    }

    fn counts(&self) -> bool {
        !matches!(self.status, ClaimStatus::Replaced | ClaimStatus::Preauthorization)
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        let is_same_claim = self.names.iter().any(|name| other.names.contains(name));
        let is_same_story = self.chain.is_some() && self.chain == other.chain;
        !is_same_claim && !is_same_story
    }

    /// What is left of the lines once what was taken back is gone.
    fn keys(&self) -> Vec<(Key<'_>, &Figure)> {
        let Some(provider) = self.provider.as_deref().map(str::to_lowercase) else { return Vec::new() };
        let keyed: Vec<(Key<'_>, &Figure)> = self
            .services
            .iter()
            .filter_map(|service| {
                let money = service.figure.money.as_ref()?;
                let amount = Amount::parse(&money.amount)?.decimal()?.normalize();
                let currency = money.currency.as_deref();
                let patient = self.patient.as_deref();
                Some(((patient, provider.clone(), &*service.date, &*service.name, amount, currency), &service.figure))
            })
            .collect();
        let mut left: HashMap<Key<'_>, usize> = HashMap::new();
        for (key, _) in &keyed {
            *left.entry(key.clone()).or_default() += 1;
        }
        for (key, _) in &keyed {
            if key.4.is_sign_negative() {
                let mut opposite = key.clone();
                opposite.4 = -opposite.4;
                if let Some(count) = left.get_mut(&opposite) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        let mut found = HashMap::new();
        for (key, figure) in keyed {
            if key.4.is_sign_positive() && left.get(&key).is_some_and(|count| *count > 0) {
                found.entry(key).or_insert(figure);
            }
        }
        found.into_iter().collect()
    }
}

/// The checks of each claim against the others.
pub(in crate::claims) fn claims(claims: &[Compared]) -> Vec<Vec<Check>> {
    let mut results: Vec<Vec<Check>> = claims.iter().map(|_| Vec::new()).collect();
    let counted: Vec<usize> = claims.iter().enumerate().filter(|(_, one)| one.counts()).map(|(at, _)| at).collect();
    if counted.len() < 2 {
        return results;
    }
    let keys: Vec<Vec<(Key<'_>, &Figure)>> =
        claims.iter().map(|one| if one.counts() { one.keys() } else { Vec::new() }).collect();
    let mut first: HashMap<&Key<'_>, usize> = HashMap::new();
    // Shared services of two claims; each later claim is held against the first that had the service.
    let mut pairs: BTreeMap<(usize, usize), Vec<&Figure>> = BTreeMap::new();
    for at in &counted {
        for (key, figure) in keys.get(*at).into_iter().flatten() {
            match first.get(key) {
                Some(before) if is_apart(claims, *before, *at) => {
                    pairs.entry((*before, *at)).or_default().push(figure);
                }
                Some(_) => {}
                None => {
                    first.insert(key, *at);
                }
            }
        }
    }
    for ((before, at), figures) in &pairs {
        let (Some(one), Some(other)) = (claims.get(*before), claims.get(*at)) else { continue };
        let all = keys.get(*before).map_or(0, Vec::len).min(keys.get(*at).map_or(0, Vec::len)) == figures.len();
        for (own, twin, place) in [(other, one, *at), (one, other, *before)] {
            if let Some(found) = results.get_mut(place) {
                found.push(same_services(figures, twin, all));
                found.extend(same_payment(own, twin));
            }
        }
    }
    for at in counted {
        let (Some(found), Some(own)) = (results.get_mut(at), keys.get(at)) else { continue };
        if found.is_empty() {
            found.push(nothing_alike(own.is_empty(), claims.len()));
        }
    }
    results
}

fn is_apart(claims: &[Compared], one: usize, other: usize) -> bool {
    claims.get(one).zip(claims.get(other)).is_some_and(|(one, other)| one.is_apart_from(other))
}

fn title() -> Bilingual {
    Bilingual::of("The same service on another claim", "El mismo servicio en otro reclamo")
}

fn nothing_alike(is_incomparable: bool, claims: usize) -> Check {
    let check = open(CheckId::Duplicate, title());
    if is_incomparable {
        return check.cannot(
            "Cannot be checked: no line has a provider, a day, a service and an amount.",
            "No se puede comprobar: ninguna línea tiene proveedor, día, servicio e importe.",
        );
    }
    let others = claims.saturating_sub(1);
    let mut check = check.agrees(
        format!("Compared with {others} other claims: none has the same provider, day, service and amount."),
        format!("Comparado con otros {others} reclamos: ninguno tiene el mismo proveedor, día, servicio e importe."),
    );
    check.compared = u32::try_from(others).unwrap_or(u32::MAX);
    check
}

fn same_services(figures: &[&Figure], twin: &Compared, is_whole: bool) -> Check {
    let mut check = open(CheckId::Duplicate, title()).with(figures);
    check.other_claim = Some(twin.name.clone());
    let amounts: Vec<Bilingual> =
        figures.iter().take(3).filter_map(|figure| figure.money.as_ref()).map(say::amount).collect();
    let list = say::list(&amounts);
    let count = figures.len();
    let (en, es) = if count == 1 {
        ("A service".to_owned(), "Un servicio".to_owned())
    } else {
        (format!("{count} services"), format!("{count} servicios"))
    };
    check.differs(
        if is_whole { Certainty::Likely } else { Certainty::Possible },
        Bilingual::of(
            format!("{en} ({}) with the same provider and day as on {}.", list.en, twin.name),
            format!("{es} ({}) con el mismo proveedor y día que en {}.", list.es, twin.name),
        ),
        Bilingual::of(
            "A service can be done twice on one day, and a plan can list one claim under two numbers.",
            "Un servicio puede hacerse dos veces en un día, y un plan puede mostrar un reclamo con dos números.",
        ),
    )
}

/// Two claims for the same services that the plan paid the same for.
fn same_payment(own: &Compared, twin: &Compared) -> Option<Check> {
    let (paid, other) = (own.plan_paid.money.as_ref()?, twin.plan_paid.money.as_ref()?);
    let is_same_bill = own.billed.as_ref().zip(twin.billed.as_ref()).is_some_and(|(one, two)| money::is_same(one, two));
    if money::is_zero(paid) || !money::is_same(paid, other) || !is_same_bill || own.start != twin.start {
        return None;
    }
    let title = Bilingual::of("Paid twice", "Pagado dos veces");
    let mut check = open(CheckId::PaidTwice, title).with(&[&twin.plan_paid]);
    check.stated = Some(own.plan_paid.clone());
    check.other_claim = Some(twin.name.clone());
    let amount = say::amount(paid);
    Some(check.differs(
        Certainty::Possible,
        Bilingual::of(
            format!("Your plan paid {} on this claim and the same on {}.", amount.en, twin.name),
            format!("Su plan pagó {} en este reclamo y lo mismo en {}.", amount.es, twin.name),
        ),
        Bilingual::of(
            "Two visits can cost the same, and a plan can list one claim under two numbers.",
            "Dos visitas pueden costar lo mismo, y un plan puede mostrar un reclamo con dos números.",
        ),
    ))
}
