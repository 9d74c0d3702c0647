//! A letter that asks the plan to look again, with blanks for what only the member knows, and what to send with it.

use super::{Known, say};
use crate::ipc::{Bilingual, DenialReason, Explanation};

/// The letter. Square brackets are blanks.
pub(super) fn to_plan(explanation: &Explanation, known: Known<'_>, reasons: &[DenialReason]) -> Bilingual {
    let number = explanation.identifiers.first().map(|identifier| one_line(&identifier.text));
    let person = known.person.map(one_line);
    let provider = known.provider.map(one_line);
    let title = known.title.map(one_line);
    let day = known.start.map(say::date);
    let billed = explanation.billed.money.as_ref().map(say::amount);
    let or = |text: Option<&String>, blank: &str| text.cloned().unwrap_or_else(|| blank.to_owned());
    let payer = one_line(known.payer);
    Bilingual {
        en: format!(
            "[Date]\n\n{payer}\n[Address for appeals, from the plan’s letter]\n\n\
             Appeal of claim {number}\n\n\
             Member: {person}\nMember number: [from your card]\nDate of care: {day}\nProvider: {provider}\n\
             Service: {title}\nBilled: {billed}\n\n\
             To whom it may concern:\n\n\
             I ask you to look again at your decision on this claim. The reason you gave:\n{reasons}\n\n\
             I believe that this care should be covered because\n\
             [in your own words: what happened, and why the care was needed]\n\n\
             With this letter I send:\n[what you send along]\n\n\
             Please send me the rule that you used and the papers on this claim, free of charge, and answer me in \
             writing.\n\n\
             Sincerely,\n\n[Your name]\n[Your address and telephone]\n",
            number = or(number.as_ref(), "[claim number]"),
            person = or(person.as_ref(), "[name]"),
            day = or(day.as_ref().map(|day| &day.en), "[date of care]"),
            provider = or(provider.as_ref(), "[provider]"),
            title = or(title.as_ref(), "[what was done]"),
            billed = or(billed.as_ref().map(|billed| &billed.en), "[amount]"),
            reasons = listed(reasons, "[the reason in the plan’s letter]", "code"),
        ),
        es: format!(
            "[Fecha]\n\n{payer}\n[Dirección para apelaciones, de la carta del plan]\n\n\
             Apelación del reclamo {number}\n\n\
             Miembro: {person}\nNúmero de miembro: [de su tarjeta]\nFecha de la atención: {day}\nProveedor: {provider}\n\
             Servicio: {title}\nCobrado: {billed}\n\n\
             A quien corresponda:\n\n\
             Les pido que revisen su decisión sobre este reclamo. El motivo que dieron:\n{reasons}\n\n\
             Creo que esta atención debe estar cubierta porque\n\
             [con sus palabras: qué pasó y por qué hacía falta la atención]\n\n\
             Con esta carta envío:\n[lo que adjunta]\n\n\
             Les pido que me envíen sin costo la regla que usaron y los documentos de este reclamo, y que me respondan por \
             escrito.\n\n\
             Atentamente,\n\n[Su nombre]\n[Su dirección y teléfono]\n",
            number = or(number.as_ref(), "[número de reclamo]"),
            person = or(person.as_ref(), "[nombre]"),
            day = or(day.as_ref().map(|day| &day.es), "[fecha de la atención]"),
            provider = or(provider.as_ref(), "[proveedor]"),
            title = or(title.as_ref(), "[lo que se hizo]"),
            billed = or(billed.as_ref().map(|billed| &billed.es), "[importe]"),
            reasons = listed(reasons, "[el motivo de la carta del plan]", "código"),
        ),
    }
}

/// The plan's own words, one reason a line.
fn listed(reasons: &[DenialReason], blank: &str, code: &str) -> String {
    let lines: Vec<String> = reasons
        .iter()
        .filter_map(|reason| {
            let text = reason.plan_text.as_deref().map(one_line);
            let number = reason.code.as_deref().map(|number| format!("{code} {}", one_line(number)));
            match (text, number) {
                (Some(text), Some(number)) => Some(format!("– “{text}” ({number})")),
                (Some(text), None) => Some(format!("– “{text}”")),
                (None, Some(number)) => Some(format!("– {number}")),
                (None, None) => None,
            }
        })
        .collect();
    if lines.is_empty() { blank.to_owned() } else { lines.join("\n") }
}

/// A payer's text cannot break the letter's lines.
fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What to put together before the letter goes out.
pub(super) fn what_to_collect() -> Vec<Bilingual> {
    [
        ("The plan’s letter with its decision", "La carta del plan con su decisión"),
        ("The provider’s bill, with the codes", "La cuenta del proveedor, con los códigos"),
        (
            "The notes of the visit, which you may ask the provider for",
            "Las notas de la consulta, que puede pedir al proveedor",
        ),
        (
            "A letter from the doctor on why the care was needed",
            "Una carta del médico sobre por qué hacía falta la atención",
        ),
        ("The page of your benefits booklet that it is about", "La página de su folleto de beneficios de que se trata"),
        ("Whom you spoke with, when, and what they said", "Con quién habló, cuándo y qué le dijo"),
        (
            "A copy of everything, and proof of the day you sent it",
            "Una copia de todo y una prueba del día en que lo envió",
        ),
    ]
    .into_iter()
    .map(|(en, es)| Bilingual::of(en, es))
    .collect()
}
