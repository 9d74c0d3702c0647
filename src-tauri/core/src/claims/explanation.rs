//! Everything a claim says, element by element.

use super::figures::Figures;
use super::{coded, dates, lines, network, parties};
use crate::date::PartialDate;
use crate::fhir::json::Value;
use crate::fhir::reference::Contained;
use crate::fhir::resource::{Concept, ElementPath, each, text};
use crate::ipc::Explanation;

const RESOURCE_TYPE: &str = "ExplanationOfBenefit";

pub(super) fn of_claim<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> Explanation {
    with_network(claim, contained, network::of_claim(claim).words)
}

/// The same, where the words for the network are known.
pub(super) fn with_network<'a>(
    claim: &'a Value<'a>,
    contained: &Contained<'a>,
    network_text: Option<String>,
) -> Explanation {
    let root = ElementPath::root(RESOURCE_TYPE);
    let owned = |name| text(claim, name).map(str::to_owned);
    let figures = Figures::of_header(claim, &root);
    let adjudicated = std::iter::once(claim).chain(each(claim, "item")).chain(each(claim, "addItem"));
    Explanation {
        reference: text(claim, "id").map(|id| format!("{RESOURCE_TYPE}/{id}")),
        identifiers: parties::identifiers(claim),
        use_code: owned("use"),
        type_text: Concept::in_field(claim, "type").and_then(Concept::words).map(str::to_owned),
        fhir_status: owned("status"),
        outcome: owned("outcome"),
        disposition: owned("disposition"),
        created: text(claim, "created").and_then(PartialDate::parse).map(|date| date.to_string()),
        received: dates::received(claim).map(|date| date.to_string()),
        network_text,
        billed: figures.billed,
        discount: figures.discount,
        plan_price: figures.plan_price,
        plan_paid: figures.plan_paid,
        you_owe: figures.you_owe,
        deductible: figures.deductible,
        copay: figures.copay,
        coinsurance: figures.coinsurance,
        not_covered: figures.not_covered,
        other_figures: figures.others,
        lines: lines::of_claim(claim, &root),
        care_team: parties::care_team(claim, contained),
        diagnoses: coded::diagnoses(claim, contained),
        procedures: coded::procedures(claim, contained),
        reasons: coded::distinct(adjudicated.flat_map(coded::reasons)),
        notes: parties::notes(claim),
    }
}
