//! How the benefit was paid against the network standing of those who gave the care.

use crate::fhir::json::Value;

use super::open;
use crate::claims::adjudication::{Adjudication, Standing, Subject};
use crate::fhir::resource::{ElementPath, elements};
use crate::ipc::{Bilingual, Certainty, Check, CheckId};

/// What the plan lists, and where.
#[derive(Default)]
struct Listed {
    inside: Vec<(Subject, String)>,
    outside: Vec<(Subject, String)>,
}

pub(super) fn standings(claim: &Value) -> Check {
    let check = open(CheckId::Network, Bilingual::of("In or out of network", "Dentro o fuera de la red"));
    let root = ElementPath::root("ExplanationOfBenefit");
    let mut listed = Listed::default();
    for list in ["adjudication", "total"] {
        take(claim, list, &root, &mut listed);
    }
    for list in ["item", "addItem"] {
        for (index, item) in elements(claim, list) {
            take(item, "adjudication", &root.child(list, index), &mut listed);
        }
    }
    let mut check = check;
    let count = listed.inside.len() + listed.outside.len();
    check.compared = u32::try_from(count).unwrap_or(u32::MAX);
    check.elements =
        listed.outside.iter().chain(&listed.inside).map(|(_, place)| place.clone()).take(Check::SHOWN).collect();
    match (listed.inside.is_empty(), listed.outside.is_empty()) {
        (true, true) => {
            return check.cannot(
                "Cannot be checked: your plan does not state whether this was in its network.",
                "No se puede comprobar: su plan no indica si esto fue dentro de su red.",
            );
        }
        (false, true) => {
            return check.agrees(
                "Everything that your plan says of its network on this claim says “in network”.",
                "Todo lo que su plan dice de su red en este reclamo dice «dentro de la red».",
            );
        }
        (true, false) => {
            return check.agrees(
                "Everything that your plan says of its network on this claim says “out of network”.",
                "Todo lo que su plan dice de su red en este reclamo dice «fuera de la red».",
            );
        }
        (false, false) => {}
    }
    // Who sends the bill may be in the network while who gives the care is not: no contradiction by itself.
    let gave_care = |listed: &[(Subject, String)]| {
        listed.iter().any(|(subject, _)| matches!(subject, Subject::Rendering | Subject::Benefit))
    };
    if gave_care(&listed.inside) && gave_care(&listed.outside) {
        return check.differs(
            Certainty::Likely,
            Bilingual::of(
                "Your plan says both “in network” and “out of network” on this claim, about the payment or the one who \
                 gave the care.",
                "Su plan dice tanto «dentro de la red» como «fuera de la red» en este reclamo, sobre el pago o quien dio \
                 la atención.",
            ),
            Bilingual::of(
                "Some services of a visit can be out of network while others are in it. If you had no choice, ask your \
                 plan to treat them all as in network.",
                "Algunos servicios de una visita pueden estar fuera de la red y otros dentro. Si no pudo elegir, pida a su \
                 plan que los trate todos como dentro de la red.",
            ),
        );
    }
    check.cannot(
        "Cannot be checked: the one who billed and the payment are listed differently, and your plan does not say who \
         gave the care.",
        "No se puede comprobar: quien cobró y el pago figuran de forma distinta, y su plan no dice quién dio la \
         atención.",
    )
}

fn take(owner: &Value, list: &str, path: &ElementPath, listed: &mut Listed) {
    for (index, entry) in elements(owner, list) {
        let Some((subject, standing, _)) = Adjudication::of(entry).standing() else { continue };
        let place = || path.child(list, index).to_string();
        match standing {
            Standing::InNetwork => listed.inside.push((subject, place())),
            Standing::OutOfNetwork => listed.outside.push((subject, place())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::json;

    use super::*;
    use crate::ipc::CheckResult::{Agrees, CannotBeChecked, Differs};

    #[test]
    fn only_the_one_who_gave_the_care_contradicts_the_payment() {
        let status = |category: &str, code: &str| json!({"category": {"coding": [{"code": category}]}, "reason": {"coding": [{"code": code}]}});
        let (payment, care, bill) = ("benefitpaymentstatus", "renderingnetworkstatus", "billingnetworkstatus");
        for (header, line, expected) in [
            (vec![], vec![], CannotBeChecked),
            (vec![status(payment, "innetwork"), status(bill, "innetwork")], vec![], Agrees),
            (vec![status(payment, "outofnetwork")], vec![status(payment, "outofnetwork")], Agrees),
            (vec![status(payment, "outofnetwork"), status(bill, "innetwork")], vec![], CannotBeChecked),
            (vec![status(payment, "outofnetwork"), status(care, "innetwork")], vec![], Differs),
            (vec![status(payment, "innetwork")], vec![status(payment, "outofnetwork")], Differs),
        ] {
            let claim = json!({"adjudication": header, "item": [{"adjudication": line}]});
            assert_eq!(standings(&claim).result, expected, "{claim}");
        }
    }
}
