//! The payments of a year as a table, for a health account or for taxes: RFC 4180, with the byte order mark by which
//! Excel knows UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
//! injection").

use std::collections::HashMap;

use super::csv::{guarded, line};
use crate::ipc::{Ledger, MemberPayment, PaymentWay, Person};

/// Headings, in English and in Spanish.
const HEADINGS: [(&str, &str); 13] = [
    ("Paid on", "Pagado el"),
    ("Amount paid", "Monto pagado"),
    ("Currency", "Moneda"),
    ("How", "Cómo"),
    ("Reimbursed on", "Reembolsado el"),
    ("Date of care", "Fecha de atención"),
    ("Person", "Persona"),
    ("What", "Qué"),
    ("Provider", "Proveedor"),
    ("The plan says you owe", "El plan dice que usted debe"),
    ("Currency of what you owe", "Moneda de lo que debe"),
    ("Receipts", "Recibos"),
    ("Note", "Nota"),
];

/// The table: a line a payment, no sums, so that a spreadsheet adds up nothing twice.
#[must_use]
pub fn statement(ledger: &Ledger, people: &[Person], is_spanish: bool) -> String {
    let names: HashMap<&str, &str> =
        people.iter().filter_map(|person| Some((person.id.as_str(), person.name.as_deref()?))).collect();
    let say = |(en, es): (&str, &str)| if is_spanish { es.to_owned() } else { en.to_owned() };
    let mut table = format!("\u{feff}{}", line(&HEADINGS.map(say)));
    for payment in &ledger.payments {
        table.push_str(&line(&cells(payment, &names, say(way(payment.way)))));
    }
    table
}

fn cells(payment: &MemberPayment, names: &HashMap<&str, &str>, way: String) -> [String; 13] {
    let claim = &payment.counted;
    let text = |text: &Option<String>| text.as_deref().map(guarded).unwrap_or_default();
    let (amount, currency) =
        payment.amount.as_ref().map(|money| (money.amount.clone(), text(&money.currency))).unwrap_or_default();
    let (owed, owed_currency) =
        claim.you_owe.as_ref().map(|money| (money.amount.clone(), text(&money.currency))).unwrap_or_default();
    [
        payment.paid_on.clone(),
        amount,
        currency,
        way,
        text(&payment.reimbursed_on),
        text(&claim.start),
        claim.person.as_deref().and_then(|id| names.get(id)).map(|name| guarded(name)).unwrap_or_default(),
        text(&claim.title),
        text(&claim.provider),
        owed,
        owed_currency,
        payment.receipts.len().to_string(),
        guarded(&payment.note),
    ]
}

fn way(way: PaymentWay) -> (&'static str, &'static str) {
    match way {
        PaymentWay::HsaCard => ("HSA card", "Tarjeta HSA"),
        PaymentWay::Fsa => ("FSA", "FSA"),
        PaymentWay::CreditCard => ("Credit card", "Tarjeta de crédito"),
        PaymentWay::Cash => ("Cash", "Efectivo"),
        PaymentWay::Check => ("Check", "Cheque"),
        PaymentWay::Other => ("Other", "Otra"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::{ClaimKind, ClaimRow, ClaimStatus, LedgerSums, Money};

    #[test]
    fn a_statement_has_a_line_a_payment_and_no_formula_of_a_payers() {
        let usd = |amount: &str| Some(Money { amount: amount.to_owned(), currency: Some("USD".to_owned()) });
        let counted = ClaimRow {
            id: 1,
            person: Some("c/p1".to_owned()),
            start: Some("2026-11-02".to_owned()),
            end: None,
            kind: ClaimKind::Visit,
            title: Some("=HYPERLINK(\"x\")".to_owned()),
            provider: Some("Chen, Grace".to_owned()),
            status: ClaimStatus::Decided,
            in_network: None,
            billed: None,
            plan_paid: None,
            you_owe: usd("45.00"),
            is_new: false,
            is_changed: false,
            episode: None,
        };
        let payment = MemberPayment {
            id: 1,
            claim: 1,
            paid_on: "2026-11-20".to_owned(),
            way: PaymentWay::Cash,
            amount: usd("20.10"),
            note: "half of it".to_owned(),
            reimbursed_on: None,
            receipts: Vec::new(),
            counted,
            owed_then: None,
            owed_changed: false,
        };
        let ledger = Ledger {
            years: Vec::new(),
            payments: vec![payment],
            all: LedgerSums::default(),
            people: Vec::new(),
            by_year: Vec::new(),
            open: Vec::new(),
            open_claims: 0,
            open_owed: Vec::new(),
        };
        let person = Person {
            id: "c/p1".to_owned(),
            short_name: None,
            name: Some("Ana Soto".to_owned()),
            birth_date: None,
            claims: 1,
        };
        let table = statement(&ledger, &[person], true);
        let lines: Vec<_> = table.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}Pagado el,Monto pagado,Moneda"));
        assert_eq!(
            lines[1],
            "2026-11-20,20.10,USD,Efectivo,,2026-11-02,Ana Soto,\"'=HYPERLINK(\"\"x\"\")\",\"Chen, Grace\",45.00,USD,0,half of it"
        );
    }
}
