//! Whether a claim can be the one that a bill is for. Each part of the bill is held against the claim by itself.

use std::collections::BTreeSet;

use super::Candidate;
use crate::claims::say;
use crate::date::PartialDate;
use crate::ipc::{Agreement, Bilingual, Bill, BillPart, BillPoint, ClaimRow, Figure, Money};
use crate::money;

/// Claims that an answer names.
pub const MOST_FOUND: usize = 5;
/// A day that far from the care is still close: bills name the day of a statement or of a first visit.
const CLOSE_DAYS: i64 = 7;
/// What names of providers have in common without being alike.
const IDLE_WORDS: &[&str] = &[
    "dr",
    "dra",
    "doctor",
    "md",
    "do",
    "np",
    "inc",
    "llc",
    "pllc",
    "pc",
    "the",
    "of",
    "and",
    "de",
    "del",
    "la",
    "el",
    "los",
    "las",
    "medical",
    "health",
    "center",
    "centre",
    "clinic",
    "hospital",
    "group",
    "associates",
    "care",
    "services",
];
/// Letters of a word that says something.
const TELLING: usize = 4;

/// Whether a claim of the list is worth reading whole, judged by its row.
#[must_use]
pub fn is_worth_reading(bill: &Bill, row: &ClaimRow) -> bool {
    bill.claim == Some(row.id)
        || matches!(date(bill, row), Some((Agreement::Same | Agreement::Near, _)))
        || matches!(provider(bill, row), Some((Agreement::Same | Agreement::Near, _)))
        || usd(bill).is_some_and(|asked| row_amounts(row).iter().any(|amount| money::is_same(amount, &asked)))
}

/// What the bill asks for.
pub(super) fn usd(bill: &Bill) -> Option<Money> {
    let amount = bill.amount.clone().filter(|amount| !amount.trim().is_empty())?;
    Some(Money { amount, currency: Some("USD".to_owned()) })
}

fn row_amounts(row: &ClaimRow) -> Vec<Money> {
    [&row.billed, &row.plan_paid, &row.you_owe].into_iter().flatten().cloned().collect()
}

/// How much the points say for the claim; `None` where they say too little, or something against it.
pub(super) fn weight(points: &[BillPoint]) -> Option<u32> {
    let of = |part: BillPart| points.iter().find(|point| point.part == part).map(|point| point.agreement);
    let is_same_amount = of(BillPart::Amount) == Some(Agreement::Same);
    let speaks_against =
        [BillPart::Date, BillPart::Provider].into_iter().any(|part| of(part) == Some(Agreement::Differs));
    let weight = points
        .iter()
        .map(|point| match (point.part, point.agreement) {
            (BillPart::Service, Agreement::Same | Agreement::Near) => 1,
            (_, Agreement::Same) => 4,
            (_, Agreement::Near) => 2,
            (_, Agreement::Differs | Agreement::NotStated) => 0,
        })
        .sum();
    // An amount alone fits too many claims to contradict a day and a provider with it.
    let both_against =
        of(BillPart::Date) == Some(Agreement::Differs) && of(BillPart::Provider) == Some(Agreement::Differs);
    (weight >= 4 && !both_against && (!speaks_against || is_same_amount)).then_some(weight)
}

/// Every part that the bill says, held against the claim.
pub(super) fn points(bill: &Bill, candidate: Candidate<'_>) -> Vec<BillPoint> {
    let row = candidate.row;
    let point = |part, found: Option<(Agreement, Bilingual)>| {
        found.map(|(agreement, finding)| BillPoint { part, agreement, finding })
    };
    [
        point(BillPart::Date, date(bill, row)),
        point(BillPart::Provider, provider(bill, row)),
        point(BillPart::Service, service(bill, candidate)),
        point(BillPart::Amount, amount(bill, candidate)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn date(bill: &Bill, row: &ClaimRow) -> Option<(Agreement, Bilingual)> {
    let text = bill.date.as_deref()?;
    let day = PartialDate::parse(text)?.first_day();
    let Some(start) = row.start.as_deref().and_then(PartialDate::parse) else {
        let finding = Bilingual::of("The claim has no date of care.", "El reclamo no tiene fecha de atención.");
        return Some((Agreement::NotStated, finding));
    };
    let end = row.end.as_deref().and_then(PartialDate::parse).unwrap_or(start);
    let (first, last) = (start.first_day(), end.last_day().max(start.last_day()));
    let (own, asked) = (say::date(row.start.as_deref().unwrap_or_default()), say::date(text));
    if (first..=last).contains(&day) {
        let finding = Bilingual::of(format!("Care on {}", asked.en), format!("Atención: {}", asked.es));
        return Some((Agreement::Same, finding));
    }
    let apart = if day < first { first - day } else { day - last };
    let agreement = if apart <= CLOSE_DAYS { Agreement::Near } else { Agreement::Differs };
    let finding = Bilingual::of(
        format!("The bill says {}; the claim says {}.", asked.en, own.en),
        format!("La factura dice {}; el reclamo dice {}.", asked.es, own.es),
    );
    Some((agreement, finding))
}

fn provider(bill: &Bill, row: &ClaimRow) -> Option<(Agreement, Bilingual)> {
    let asked = words(&bill.provider);
    if asked.is_empty() {
        return None;
    }
    let Some(own) = row.provider.as_deref() else {
        let finding = Bilingual::of("The claim does not name its provider.", "El reclamo no nombra al proveedor.");
        return Some((Agreement::NotStated, finding));
    };
    let agreement = alike(&asked, &words(own));
    let finding = match agreement {
        Agreement::Same => Bilingual::same(own),
        _ => Bilingual::of(
            format!("The bill is from {}; the claim is from {own}.", bill.provider.trim()),
            format!("La factura es de {}; el reclamo es de {own}.", bill.provider.trim()),
        ),
    };
    Some((agreement, finding))
}

fn service(bill: &Bill, candidate: Candidate<'_>) -> Option<(Agreement, Bilingual)> {
    let asked = words(&bill.service);
    if asked.is_empty() {
        return None;
    }
    let lines = candidate.explanation.lines.iter();
    let named: Vec<String> = (lines.flat_map(|line| [line.service.text.clone(), line.service.code.clone()]))
        .chain([candidate.row.title.clone()])
        .flatten()
        .collect();
    if named.is_empty() {
        let finding = Bilingual::of("The claim does not say what was done.", "El reclamo no dice qué se hizo.");
        return Some((Agreement::NotStated, finding));
    }
    let fits = named.iter().find(|name| matches!(alike(&asked, &words(name)), Agreement::Same | Agreement::Near));
    Some(match fits {
        Some(name) => (Agreement::Near, Bilingual::same(name)),
        None => {
            let own = candidate.row.title.as_deref().or(named.first().map(String::as_str)).unwrap_or_default();
            let finding = Bilingual::of(format!("The claim is for: {own}"), format!("El reclamo es por: {own}"));
            (Agreement::Differs, finding)
        }
    })
}

fn amount(bill: &Bill, candidate: Candidate<'_>) -> Option<(Agreement, Bilingual)> {
    let asked = usd(bill)?;
    let explanation = candidate.explanation;
    let figures: [(&Figure, &str, &str); 4] = [
        (&explanation.you_owe, "what your plan says you owe", "lo que su plan dice que usted debe"),
        (&explanation.billed, "what was billed before the plan", "lo que se cobró antes del plan"),
        (&explanation.plan_price, "the plan’s price", "el precio del plan"),
        (&explanation.plan_paid, "what the plan paid", "lo que pagó el plan"),
    ];
    let is_stated = figures.iter().any(|(figure, ..)| figure.money.is_some());
    let same = figures.iter().find(|(figure, ..)| figure.money.as_ref().is_some_and(|own| is_same(own, &asked)));
    let written = say::amount(&asked);
    Some(match same {
        Some((_, en, es)) => {
            (Agreement::Same, Bilingual::of(format!("{} is {en}.", written.en), format!("{} es {es}.", written.es)))
        }
        None if is_stated => (
            Agreement::Differs,
            Bilingual::of(
                format!("{} is none of the claim’s amounts.", written.en),
                format!("{} no es ninguno de los montos del reclamo.", written.es),
            ),
        ),
        None => (Agreement::NotStated, Bilingual::of("The claim states no amounts.", "El reclamo no indica montos.")),
    })
}

/// The same amount; a claim that states no currency is taken to mean the bill's.
pub(super) fn is_same(own: &Money, asked: &Money) -> bool {
    let own = Money { amount: own.amount.clone(), currency: own.currency.clone().or_else(|| asked.currency.clone()) };
    money::is_same(&own, asked)
}

/// Words in small letters without accents; those that say nothing are left away.
fn words(text: &str) -> BTreeSet<String> {
    let plain: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'á' | 'à' | 'ä' | 'â' => 'a',
            'é' | 'è' | 'ë' | 'ê' => 'e',
            'í' | 'ì' | 'ï' | 'î' => 'i',
            'ó' | 'ò' | 'ö' | 'ô' => 'o',
            'ú' | 'ù' | 'ü' | 'û' => 'u',
            'ñ' => 'n',
            other => other,
        })
        .collect();
    let found: BTreeSet<String> = plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 1)
        .map(str::to_owned)
        .collect();
    let telling: BTreeSet<String> = found.iter().filter(|word| !IDLE_WORDS.contains(&word.as_str())).cloned().collect();
    // "Health Center" is a name too, if there is no better one.
    if telling.is_empty() { found } else { telling }
}

fn alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Agreement {
    if one.is_empty() || other.is_empty() {
        return Agreement::Differs;
    }
    if one.is_subset(other) || other.is_subset(one) {
        return Agreement::Same;
    }
    let shares = one.intersection(other).any(|word| word.chars().count() >= TELLING);
    if shares { Agreement::Near } else { Agreement::Differs }
}
