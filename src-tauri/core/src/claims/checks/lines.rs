//! The lines against the totals, category by category. One pass over the lines, however many there are.

use std::collections::HashMap;

use crate::fhir::json::Value;

use super::{distance, is_rounding, open, other_currency, told_difference};
use crate::claims::adjudication::{Adjudication, Category};
use crate::claims::{say, terms};
use crate::fhir::resource::{Concept, ElementPath, elements};
use crate::ipc::{Bilingual, Certainty, Check, CheckId, Explanation, Figure, Money};
use crate::money;

/// What the lines state in one category.
#[derive(Default)]
struct Stated {
    /// How many lines state it.
    lines: usize,
    /// Whether a line states it more than once: which one counts is not for this app to guess.
    is_repeated: bool,
    /// Their sum, while it can be had.
    sum: Option<Money>,
    cannot_add: bool,
    last_line: Option<usize>,
    shown: Vec<Figure>,
}

pub(super) fn against_totals(claim: &Value, explanation: &Explanation) -> Vec<Check> {
    let root = ElementPath::root("ExplanationOfBenefit");
    let totals = totals(claim, &root);
    let title = || Bilingual::of("The lines against the total", "Las líneas contra el total");
    if totals.is_empty() {
        let check = open(CheckId::LinesAgainstTotal, title());
        return vec![check.cannot(
            "Cannot be checked: your plan states no totals.",
            "No se puede comprobar: su plan no indica totales.",
        )];
    }
    let (lines, stated) = lines(claim, &root);
    if stated.is_empty() {
        let check = open(CheckId::LinesAgainstTotal, title());
        return vec![check.cannot(
            "Cannot be checked: your plan states no amounts line by line.",
            "No se puede comprobar: su plan no indica importes línea por línea.",
        )];
    }
    let is_partial = explanation
        .outcome
        .as_deref()
        .is_some_and(|outcome| outcome.eq_ignore_ascii_case("partial") || outcome.eq_ignore_ascii_case("queued"));
    totals
        .iter()
        .filter_map(|total| {
            let code = total.code.as_deref()?.to_ascii_lowercase();
            stated.get(&code).map(|of_lines| compare(total, &code, of_lines, lines, is_partial))
        })
        .collect()
}

/// The header's figures, the first of each category.
fn totals(claim: &Value, root: &ElementPath) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for list in ["total", "adjudication"] {
        for (index, entry) in elements(claim, list) {
            let Some((code, figure)) = figure(entry, &root.child(list, index)) else { continue };
            if seen.insert(code) {
                found.push(figure);
            }
        }
    }
    found
}

fn figure(entry: &Value, path: &ElementPath) -> Option<(String, Figure)> {
    let read = Adjudication::of(entry);
    if matches!(read.category, Category::Reason | Category::StandingOf(_) | Category::Is(_)) {
        return None;
    }
    let code = read.code?;
    let figure = Figure {
        money: Some(money::read(read.amount?)?),
        element: Some(path.child("amount", None).to_string()),
        code: Some(code.to_owned()),
        label: read.concept.and_then(Concept::short_words).map(str::to_owned),
    };
    Some((code.to_ascii_lowercase(), figure))
}

/// How many adjudicated lines there are and what they state. A line whose own adjudication is missing speaks through its
/// details; where both are there, the details are parts of the line.
fn lines(claim: &Value, root: &ElementPath) -> (usize, HashMap<String, Stated>) {
    let mut stated: HashMap<String, Stated> = HashMap::new();
    let mut lines = 0;
    for list in ["item", "addItem"] {
        for (index, item) in elements(claim, list) {
            let path = root.child(list, index);
            if take(item, &path, lines, &mut stated) {
                lines += 1;
                continue;
            }
            for (index, detail) in elements(item, "detail") {
                let path = path.child("detail", index);
                if take(detail, &path, lines, &mut stated) {
                    lines += 1;
                    continue;
                }
                for (index, part) in elements(detail, "subDetail") {
                    lines += usize::from(take(part, &path.child("subDetail", index), lines, &mut stated));
                }
            }
        }
    }
    (lines, stated)
}

/// Whether the line states any amount.
fn take(line: &Value, path: &ElementPath, number: usize, stated: &mut HashMap<String, Stated>) -> bool {
    let mut states_something = false;
    for (index, entry) in elements(line, "adjudication") {
        let Some((code, figure)) = figure(entry, &path.child("adjudication", index)) else { continue };
        states_something = true;
        let own = stated.entry(code).or_default();
        if own.last_line == Some(number) {
            own.is_repeated = true;
        } else {
            own.lines += 1;
        }
        own.last_line = Some(number);
        let amount = figure.money.clone();
        own.sum = match (own.sum.take(), amount) {
            (None, amount) if !own.cannot_add => amount,
            (Some(sum), Some(amount)) => money::add(&sum, &amount),
            _ => None,
        };
        own.cannot_add |= own.sum.is_none();
        if own.shown.len() < Check::SHOWN {
            own.shown.push(figure);
        }
    }
    states_something
}

fn compare(total: &Figure, code: &str, stated: &Stated, lines: usize, is_partial: bool) -> Check {
    let name = terms::of_figure(total);
    let title = Bilingual::of(
        format!("{}: the lines against the total", name.en),
        format!("{}: las líneas contra el total", name.es),
    );
    let mut check = open(CheckId::LinesAgainstTotal, title);
    check.code = Some(code.to_owned());
    check.stated = Some(total.clone());
    check.against = stated.shown.clone();
    check.compared = u32::try_from(stated.lines).unwrap_or(u32::MAX);
    if stated.is_repeated {
        return check.cannot(
            "Cannot be checked: a line states this more than once.",
            "No se puede comprobar: una línea lo indica más de una vez.",
        );
    }
    let (Some(sum), Some(money)) = (&stated.sum, &total.money) else { return other_currency(check) };
    if sum.currency != money.currency {
        return other_currency(check);
    }
    check.worked_out = Some(sum.clone());
    let (added, whole) = (say::amount(sum), say::amount(money));
    let count = stated.lines;
    let (en, es) = match count {
        1 => ("The one line states".to_owned(), "La única línea indica".to_owned()),
        _ => (format!("The {count} lines add up to"), format!("Las {count} líneas suman")),
    };
    if money::is_same(sum, money) {
        return check.agrees(
            format!("{en} {}, as the total does.", added.en),
            format!("{es} {}, igual que el total.", added.es),
        );
    }
    let Some(difference) = distance(sum, money) else { return other_currency(check) };
    let numbers_en = format!("{en} {}; the total is {}.", added.en, whole.en);
    let numbers_es = format!("{es} {}; el total es {}.", added.es, whole.es);
    if count < lines {
        return check.cannot(
            format!("Cannot be checked: only {count} of {lines} lines state this. {numbers_en}"),
            format!("No se puede comprobar: solo {count} de {lines} líneas lo indican. {numbers_es}"),
        );
    }
    if is_partial {
        return check.cannot(
            format!("Cannot be checked: your plan says that its work on this claim is not finished. {numbers_en}"),
            format!("No se puede comprobar: su plan dice que no ha terminado con este reclamo. {numbers_es}"),
        );
    }
    let told = told_difference(&difference);
    let finding = Bilingual::of(format!("{numbers_en} {}", told.en), format!("{numbers_es} {}", told.es));
    let is_rounded = is_rounding(&difference, count);
    check.difference = Some(difference);
    if is_rounded {
        return check.differs(
            Certainty::Possible,
            finding,
            Bilingual::of(
                "Each line may have been rounded to the cent by itself.",
                "Puede que cada línea se haya redondeado al centavo por separado.",
            ),
        );
    }
    let is_of_lines = matches!(code, "submitted" | "eligible" | "allowed" | "discount");
    check.differs(
        if is_of_lines { Certainty::Likely } else { Certainty::Possible },
        finding,
        Bilingual::of(
            "The total may hold something that was decided for the claim as a whole and stands on no line, or a line \
             may be missing.",
            "El total puede incluir algo que se decidió para todo el reclamo y no está en ninguna línea, o puede faltar \
             una línea.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::{Document, json};

    use super::*;
    use crate::claims::explain;
    use crate::ipc::CheckResult;

    fn entry(code: &str, amount: &str, currency: &str) -> Document {
        json!({"category": {"coding": [{"code": code}]},
               "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": currency}})
    }

    fn usd(code: &str, amount: &str) -> Document {
        entry(code, amount, "USD")
    }

    fn line(entries: &[Document]) -> Document {
        json!({"adjudication": entries})
    }

    fn checked(claim: &Value) -> Vec<(CheckResult, Option<String>)> {
        explain(claim)
            .checks
            .into_iter()
            .filter(|check| check.id == CheckId::LinesAgainstTotal)
            .map(|check| (check.result, check.difference.map(|money| money.amount)))
            .collect()
    }

    #[test]
    fn lines_are_held_against_each_total_in_one_currency() {
        use CheckResult::{Agrees, CannotBeChecked, Differs};
        let differs = |amount: &str| (Differs, Some(amount.to_owned()));
        let total = |amount: &str| json!([usd("submitted", amount)]);
        for (case, claim, expected) in [
            ("nothing", json!({}), vec![(CannotBeChecked, None)]),
            ("no lines", json!({"total": total("9")}), vec![(CannotBeChecked, None)]),
            (
                "equal, spelt otherwise",
                json!({"total": total("9.00"), "item": [line(&[usd("submitted", "4.5")]), line(&[usd("Submitted", "4.50")])]}),
                vec![(Agrees, None)],
            ),
            (
                "a cent off",
                json!({"total": total("9.01"), "item": [line(&[usd("submitted", "9")])]}),
                vec![differs("0.01")],
            ),
            (
                "a line of the payer's own counts",
                json!({"total": total("9"), "item": [line(&[usd("submitted", "4")])], "addItem": [line(&[usd("submitted", "5")])]}),
                vec![(Agrees, None)],
            ),
            (
                "details stand for a line that is silent, and are not counted twice",
                json!({"total": total("9"), "item": [
                    {"detail": [line(&[usd("submitted", "4")])]},
                    {"adjudication": [usd("submitted", "5")], "detail": [line(&[usd("submitted", "5")])]},
                ]}),
                vec![(Agrees, None)],
            ),
            (
                "a line that does not state it",
                json!({"total": total("9"), "item": [line(&[usd("submitted", "4")]), line(&[usd("benefit", "5")])]}),
                vec![(CannotBeChecked, None)],
            ),
            (
                "the lines that state it add up",
                json!({"total": total("4"), "item": [line(&[usd("submitted", "4")]), line(&[usd("benefit", "5")])]}),
                vec![(Agrees, None)],
            ),
            (
                "other currency",
                json!({"total": total("9"), "item": [line(&[entry("submitted", "9", "EUR")])]}),
                vec![(CannotBeChecked, None)],
            ),
            (
                "two currencies among the lines",
                json!({"total": total("9"), "item": [line(&[entry("submitted", "4", "EUR")]), line(&[usd("submitted", "5")]),
                    line(&[usd("submitted", "9")])]}),
                vec![(CannotBeChecked, None)],
            ),
            (
                "partial",
                json!({"outcome": "partial", "total": total("9"), "item": [line(&[usd("submitted", "4")])]}),
                vec![(CannotBeChecked, None)],
            ),
            (
                "twice on a line",
                json!({"total": total("9"), "item": [line(&[usd("submitted", "4"), usd("submitted", "5")])]}),
                vec![(CannotBeChecked, None)],
            ),
            (
                "taken back",
                json!({"total": total("4"), "item": [line(&[usd("submitted", "4")]), line(&[usd("submitted", "-4")]),
                    line(&[usd("submitted", "4")])]}),
                vec![(Agrees, None)],
            ),
        ] {
            assert_eq!(checked(&claim), expected, "{case}");
        }
    }
}
