//! Claims as a table: RFC 4180, with the byte order mark by which Excel knows UTF-8.
//!
//! Amounts stand as the plan wrote them; what it did not state is an empty cell. A text that a spreadsheet would take for
//! a formula gets an apostrophe in front (OWASP, "CSV injection"): payers' texts are not to be trusted, and the file is
//! opened by a program that computes.

use crate::{
    ipc::{ClaimKind, ClaimStatus, CopyLanguage, Money},
    store::ClaimLine,
};

/// What Excel knows UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Headings, in English and in Spanish.
const HEADINGS: [(&str, &str); 15] = [
    ("Date of care", "Fecha de atención"),
    ("Last day", "Último día"),
    ("Person", "Persona"),
    ("What", "Qué"),
    ("Provider", "Proveedor"),
    ("Kind of care", "Tipo de atención"),
    ("Status", "Estado"),
    ("In network", "Dentro de la red"),
    ("Billed", "Facturado"),
    ("Plan paid", "Pagó el plan"),
    ("You owe", "Usted debe"),
    ("Currency", "Moneda"),
    ("Plan", "Plan"),
    ("Your note", "Su nota"),
    ("Your tags", "Sus etiquetas"),
];

/// The first line.
#[must_use]
pub(super) fn heading(language: CopyLanguage) -> String {
    let cells = HEADINGS.map(|(en, es)| in_language((en, es), language).to_owned());
    format!("{BYTE_ORDER_MARK}{}", line(&cells))
}

/// The line of a claim.
#[must_use]
pub(super) fn claim(told: &ClaimLine, language: CopyLanguage) -> String {
    let ClaimLine { row, person, payer_name, notes, .. } = told;
    let text = |text: &Option<String>| text.as_deref().map(guarded).unwrap_or_default();
    let amount = |money: &Option<Money>| money.as_ref().map(|money| guarded(&money.amount)).unwrap_or_default();
    let tags: Vec<&str> = notes.tags.iter().map(|tag| tag.name.as_str()).collect();
    let network = row.in_network.map(|is_in| if is_in { ("Yes", "Sí") } else { ("No", "No") });
    line(&[
        text(&row.start),
        text(&row.end),
        text(person),
        text(&row.title),
        text(&row.provider),
        in_language(kind(row.kind), language).to_owned(),
        in_language(status(row.status), language).to_owned(),
        network.map(|words| in_language(words, language).to_owned()).unwrap_or_default(),
        amount(&row.billed),
        amount(&row.plan_paid),
        amount(&row.you_owe),
        guarded(&currency([&row.billed, &row.plan_paid, &row.you_owe])),
        guarded(payer_name),
        guarded(&notes.note),
        guarded(&tags.join(", ")),
    ])
}

/// The currency of the three amounts; where they have several, that of each, in their order.
fn currency(amounts: [&Option<Money>; 3]) -> String {
    let stated = amounts.into_iter().flatten().map(|money| money.currency.as_deref().unwrap_or("?"));
    let mut all: Vec<&str> = stated.collect();
    if all.iter().all(|one| Some(one) == all.first()) {
        all.truncate(1);
    }
    if all == ["?"] { String::new() } else { all.join(" / ") }
}

fn in_language(words: (&'static str, &'static str), language: CopyLanguage) -> &'static str {
    match language {
        CopyLanguage::En => words.0,
        CopyLanguage::Es => words.1,
    }
}

fn kind(kind: ClaimKind) -> (&'static str, &'static str) {
    match kind {
        ClaimKind::Visit => ("Visit", "Consulta"),
        ClaimKind::Hospital => ("Hospital or ER", "Hospital o urgencias"),
        ClaimKind::Lab => ("Lab or imaging", "Laboratorio o imágenes"),
        ClaimKind::Pharmacy => ("Pharmacy", "Farmacia"),
        ClaimKind::Therapy => ("Therapy", "Terapia"),
        ClaimKind::Dental => ("Dental", "Dental"),
        ClaimKind::Vision => ("Vision", "Visión"),
        ClaimKind::Other => ("Other", "Otro"),
    }
}

fn status(status: ClaimStatus) -> (&'static str, &'static str) {
    match status {
        ClaimStatus::Decided => ("Decided", "Decidido"),
        ClaimStatus::Pending => ("Still deciding", "En decisión"),
        ClaimStatus::NotCovered => ("Not covered", "No cubierto"),
        ClaimStatus::Replaced => ("Replaced", "Reemplazado"),
        ClaimStatus::Preauthorization => ("Asked in advance", "Consulta previa"),
    }
}

/// A text that no spreadsheet takes for a formula. A plain number may begin with a minus.
pub(super) fn guarded(text: &str) -> String {
    let is_number = text
        .strip_prefix('-')
        .unwrap_or(text)
        .split('.')
        .take(3)
        .all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        && text.matches('.').count() < 2;
    let begins = |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    // White space before it helps nobody: some programs pass over it.
    let is_formula = text.trim_start_matches(' ').starts_with(begins);
    if is_formula && !is_number { format!("'{text}") } else { text.to_owned() }
}

/// Cells with commas between them. Those are quoted that would be cut otherwise.
pub(super) fn line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| {
        if cell.contains([',', '"', '\r', '\n', ';', '\t']) || cell.starts_with('\'') {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    });
    format!("{}\r\n", quoted.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use crate::ipc::{ClaimNotes, ClaimRow, Tag};

    use super::*;

    fn usd(amount: &str) -> Option<Money> {
        Some(Money { amount: amount.to_owned(), currency: Some("USD".to_owned()) })
    }

    fn told() -> ClaimLine {
        ClaimLine {
            row: ClaimRow {
                id: 1,
                person: None,
                start: Some("2026-11-09".to_owned()),
                end: None,
                kind: ClaimKind::Visit,
                title: Some("Office visit, \"new\" patient".to_owned()),
                provider: Some("=HYPERLINK(\"http://evil.example\")".to_owned()),
                status: ClaimStatus::NotCovered,
                in_network: Some(true),
                billed: usd("412.0"),
                plan_paid: None,
                you_owe: usd("-38.125"),
                is_new: false,
                is_changed: false,
                episode: None,
            },
            person: Some("José Núñez".to_owned()),
            payer_name: "Plan".to_owned(),
            fhir_id: "e1".to_owned(),
            notes: ClaimNotes {
                note: "Ask, \"why\"\n=1+1".to_owned(),
                tags: vec![
                    Tag { id: 1, name: "knee".to_owned(), claims: 1 },
                    Tag { id: 2, name: "=tax".to_owned(), claims: 1 },
                ],
                claims: 1,
            },
        }
    }

    #[test]
    fn a_claim_is_a_line_with_the_plans_own_figures_and_nothing_for_what_it_did_not_state() {
        assert_eq!(
            claim(&told(), CopyLanguage::En),
            "2026-11-09,,José Núñez,\"Office visit, \"\"new\"\" patient\",\"'=HYPERLINK(\"\"http://evil.example\"\")\",\
             Visit,Not covered,Yes,412.0,,-38.125,USD,Plan,\
             \"Ask, \"\"why\"\"\n=1+1\",\"knee, =tax\"\r\n"
        );
        let spanish = claim(&told(), CopyLanguage::Es);
        assert!(spanish.contains("Consulta,No cubierto,Sí,412.0,,-38.125,USD"), "{spanish}");
    }

    #[test]
    fn the_headings_are_as_many_as_the_cells() {
        for language in [CopyLanguage::En, CopyLanguage::Es] {
            let heading = heading(language);
            assert!(heading.starts_with('\u{feff}') && heading.ends_with("\r\n"));
            assert_eq!(heading.matches(',').count(), 14, "{heading}");
        }
    }

    /// T29: as OWASP lists them.
    #[test]
    fn no_text_of_a_payer_becomes_a_formula() {
        for text in [
            "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "-", "--1", "-1.2.3", "-.", "+1.50",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "-3.5", "-12", "412.00", "a=b", "1-2", "(555) 010-0000"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn several_currencies_are_each_told() {
        let money =
            |currency: Option<&str>| Some(Money { amount: "1".to_owned(), currency: currency.map(str::to_owned) });
        let told = |all: [Option<&str>; 3]| {
            let [a, b, c] = all.map(money);
            currency([&a, &b, &c])
        };
        assert_eq!(told([Some("USD"), Some("USD"), Some("USD")]), "USD");
        assert_eq!(told([Some("USD"), Some("EUR"), Some("USD")]), "USD / EUR / USD");
        assert_eq!(told([Some("USD"), None, Some("USD")]), "USD / ? / USD");
        assert_eq!(told([None, None, None]), "");
        assert_eq!(currency([&None, &None, &None]), "");
    }
}
