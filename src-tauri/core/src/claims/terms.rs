//! What a member calls the categories, facts and standings that CARIN (1.1 and 2.0) and HL7 have codes for. Our own
//! words; a code without one is shown in the payer's words.

use std::collections::BTreeSet;

use crate::ipc::{Bilingual, Explanation, Figure, Term};

/// Categories of adjudication and total, and elements that stand for one.
const CATEGORIES: [(&str, &str, &str); 57] = [
    ("submitted", "Billed", "Cobrado"),
    ("discount", "Plan discount", "Descuento del plan"),
    ("eligible", "Plan’s price", "Precio del plan"),
    ("allowed", "Plan’s price", "Precio del plan"),
    ("paidtoprovider", "Plan paid the provider", "El plan le pagó al proveedor"),
    ("paidtopatient", "Plan paid you", "El plan le pagó a usted"),
    ("paid", "Plan paid", "El plan pagó"),
    ("benefit", "Plan’s benefit", "Beneficio del plan"),
    ("memberliability", "You owe", "Usted debe"),
    ("deductible", "Deductible", "Deducible"),
    ("unallocdeduct", "Deductible not assigned to a line", "Deducible sin asignar a una línea"),
    ("copay", "Copay", "Copago"),
    ("coinsurance", "Coinsurance", "Coseguro"),
    ("noncovered", "Not covered", "No cubierto"),
    ("paidbypatient", "You paid", "Usted pagó"),
    ("paidbypatientcash", "You paid from your own money", "Usted pagó de su dinero"),
    ("paidbypatienthealthaccount", "You paid from a health account", "Usted pagó de una cuenta de salud"),
    ("paidbypatientother", "You paid in another way", "Usted pagó de otra forma"),
    ("priorpayerpaid", "Another insurer paid first", "Otro seguro pagó antes"),
    ("drugcost", "Price of the drug", "Precio del medicamento"),
    ("tax", "Tax", "Impuesto"),
    ("eligpercent", "Share that is covered", "Porcentaje cubierto"),
    ("denialreason", "Reason for not paying", "Motivo para no pagar"),
    ("adjustmentreason", "Reason for an adjustment", "Motivo de un ajuste"),
    ("rejectreason", "Reason for a rejection", "Motivo de un rechazo"),
    ("allowedunits", "Units allowed", "Unidades permitidas"),
    ("consumedunits", "Units used", "Unidades usadas"),
    ("benefitpaymentstatus", "Network of the payment", "Red del pago"),
    ("inoutnetwork", "Network of the payment", "Red del pago"),
    ("billingnetworkstatus", "Network of the one who billed", "Red de quien cobró"),
    ("renderingnetworkstatus", "Network of the one who gave the care", "Red de quien dio la atención"),
    ("performingnetworkstatus", "Network of the one who gave the care", "Red de quien dio la atención"),
    ("billingnetworkcontractingstatus", "Contract of the one who billed", "Contrato de quien cobró"),
    (
        "performingnetworkcontractingstatus",
        "Contract of the one who gave the care",
        "Contrato de quien dio la atención",
    ),
    ("innetwork", "In network", "Dentro de la red"),
    ("outofnetwork", "Out of network", "Fuera de la red"),
    ("contracted", "Under contract with the plan", "Con contrato con el plan"),
    ("noncontracted", "Without a contract with the plan", "Sin contrato con el plan"),
    ("partiallypaid", "Paid in part", "Pagado en parte"),
    ("denied", "Not paid", "No pagado"),
    ("unitPrice", "Price of one", "Precio de uno"),
    ("net", "Line’s price", "Precio de la línea"),
    ("payment", "Payment", "Pago"),
    ("adjustment", "Payment adjustment", "Ajuste del pago"),
    ("complete", "Payment", "Pago"),
    ("partial", "Partial payment", "Pago parcial"),
    ("fundsreserve", "Set aside", "Reservado"),
    ("copay-percent", "Copay in percent", "Copago en porcentaje"),
    ("copay-maximum", "Most you pay as copay", "Copago máximo"),
    ("medical-primarycare", "Primary care", "Atención primaria"),
    ("room", "Room", "Habitación"),
    ("visit", "Visits", "Visitas"),
    ("vision-exam", "Eye exam", "Examen de la vista"),
    ("vision-glasses", "Glasses", "Anteojos"),
    ("vision-contacts", "Contact lenses", "Lentes de contacto"),
    ("allowedMoney", "Limit", "Límite"),
    ("usedMoney", "Used", "Usado"),
];

/// Categories of supporting information, CARIN's and HL7's.
const FACTS: [(&str, &str, &str); 42] = [
    ("admissionperiod", "Hospital stay", "Estancia en el hospital"),
    ("admtype", "Type of admission", "Tipo de ingreso"),
    ("pointoforigin", "Came from", "Procedencia"),
    ("discharge-status", "Where you went after", "Destino al alta"),
    ("drg", "Payment group (DRG)", "Grupo de pago (DRG)"),
    ("typeofbill", "Type of bill", "Tipo de cuenta"),
    ("clmrecvddate", "Plan received the claim", "El plan recibió el reclamo"),
    ("received", "Plan received the claim", "El plan recibió el reclamo"),
    ("medicalrecordnumber", "Medical record number", "Número de expediente médico"),
    ("patientaccountnumber", "Patient account number", "Número de cuenta del paciente"),
    ("servicefacility", "Place of care", "Lugar de la atención"),
    ("brandgenericindicator", "Brand or generic", "De marca o genérico"),
    ("compoundcode", "Compounded drug", "Medicamento compuesto"),
    ("dawcode", "Substitution", "Sustitución"),
    ("dayssupply", "Days of supply", "Días de suministro"),
    ("refillnum", "Refill number", "Número de resurtido"),
    ("refillsauthorized", "Refills allowed", "Resurtidos permitidos"),
    ("rxorigincode", "How the prescription came", "Cómo llegó la receta"),
    ("billingnetworkcontractingstatus", "Contract of the one who billed", "Contrato de quien cobró"),
    (
        "performingnetworkcontractingstatus",
        "Contract of the one who gave the care",
        "Contrato de quien dio la atención",
    ),
    ("additionalbodysite", "Other tooth or place", "Otro diente o lugar"),
    ("missingtoothnumber", "Missing tooth", "Diente faltante"),
    ("orthodontics", "Orthodontics", "Ortodoncia"),
    ("prosthesis", "Prosthesis", "Prótesis"),
    ("ambulancetransportreason", "Why an ambulance was needed", "Por qué se necesitó una ambulancia"),
    ("pickuplocation", "Picked up at", "Lugar de recogida"),
    ("dropofflocation", "Brought to", "Lugar de llegada"),
    ("transportationdistance", "Distance", "Distancia"),
    ("patientweight", "Patient’s weight", "Peso del paciente"),
    ("roudtrippurpose", "Why a round trip", "Motivo del viaje de ida y vuelta"),
    ("stretcherpurpose", "Why a stretcher", "Motivo de la camilla"),
    ("info", "Information", "Información"),
    ("discharge", "Discharge", "Alta"),
    ("onset", "Began", "Comienzo"),
    ("related", "Related", "Relacionado"),
    ("exception", "Exception", "Excepción"),
    ("material", "Material", "Material"),
    ("attachment", "Attachment", "Documento adjunto"),
    ("hospitalized", "In hospital", "Hospitalización"),
    ("employmentimpacted", "Off work", "Baja laboral"),
    ("externalcause", "Outside cause", "Causa externa"),
    ("patientreasonforvisit", "Reason for the visit", "Motivo de la visita"),
];

fn find(table: &[(&str, &str, &str)], code: &str) -> Option<Bilingual> {
    table.iter().find(|(own, ..)| own.eq_ignore_ascii_case(code)).map(|(_, en, es)| Bilingual::of(*en, *es))
}

/// The plain name of a category.
pub(crate) fn category(code: &str) -> Option<Bilingual> {
    find(&CATEGORIES, code)
}

/// The plain name of a figure: by its category, else in the payer's words, else its code; never blank.
pub(crate) fn of_figure(figure: &Figure) -> Bilingual {
    let code = figure.code.as_deref();
    code.and_then(category)
        .or_else(|| figure.label.as_deref().or(code).map(Bilingual::same))
        .unwrap_or_else(|| Bilingual::of("An amount without a name", "Un importe sin nombre"))
}

/// What a figure with a place of its own is called, whichever category it came under.
pub(super) fn of_role(role: &str) -> Option<Bilingual> {
    let code = match role {
        "billed" => "submitted",
        "discount" => "discount",
        "planPrice" => "eligible",
        "planPaid" => "paid",
        "youOwe" => "memberliability",
        "deductible" => "deductible",
        "copay" => "copay",
        "coinsurance" => "coinsurance",
        "notCovered" => "noncovered",
        _ => return None,
    };
    category(code)
}

/// The plain name of a fact: by its category, else in the payer's words.
pub(super) fn of_fact(code: Option<&str>, words: Option<&str>) -> Bilingual {
    code.and_then(|code| find(&FACTS, code))
        .or_else(|| words.or(code).map(Bilingual::same))
        .unwrap_or_else(|| Bilingual::of("Not named by your plan", "Sin nombre de su plan"))
}

/// The plain names of the categories that a claim's figures and values have, each once.
pub(super) fn of_claim(explanation: &Explanation) -> Vec<Term> {
    let values = explanation.values.iter().chain(explanation.lines.iter().flat_map(|line| &line.values));
    let codes: BTreeSet<&str> = super::words::all_figures(explanation)
        .filter_map(|figure| figure.code.as_deref())
        .chain(values.filter_map(|value| value.code.as_deref()))
        .collect();
    codes.into_iter().filter_map(|code| category(code).map(|name| Term { code: code.to_owned(), name })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_that_nobody_knows_is_named_by_the_payer_and_never_blank() {
        let figure = |code: Option<&str>, label: Option<&str>| Figure {
            code: code.map(str::to_owned),
            label: label.map(str::to_owned),
            ..Figure::default()
        };
        for (figure, en) in [
            (figure(Some("Eligible"), Some("Allowed")), "Plan’s price"),
            (figure(Some("withhold"), Some("Held back")), "Held back"),
            (figure(Some("withhold"), None), "withhold"),
            (figure(None, Some("Held back")), "Held back"),
            (figure(None, None), "An amount without a name"),
        ] {
            assert_eq!(of_figure(&figure).en, en);
        }
    }

    #[test]
    fn no_code_has_two_names() {
        for table in [CATEGORIES.as_slice(), FACTS.as_slice()] {
            let mut codes: Vec<&str> = table.iter().map(|(code, ..)| *code).collect();
            codes.sort_unstable();
            let listed = codes.len();
            codes.dedup();
            assert_eq!(codes.len(), listed);
        }
    }
}
