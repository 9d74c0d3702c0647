//! Everything a claim says, element by element.

use super::adjudication::Adjudicated;
use super::figures::Figures;
use super::{checks, coded, context, dates, lines, network, parties, remarks, status, story, terms};
use crate::date::PartialDate;
use crate::fhir::json::Value;
use crate::fhir::reference::Contained;
use crate::fhir::resource::{Concept, ElementPath, text};
use crate::ipc::Explanation;

const RESOURCE_TYPE: &str = "ExplanationOfBenefit";

/// What the plan says, and what this app makes of it.
pub(super) fn whole(claim: &Value) -> Explanation {
    let contained = Contained::of(claim);
    let adjudicated = Adjudicated::of(claim);
    let network = network::of_claim(&adjudicated);
    let mut explanation = stated(&adjudicated, &contained, network.words);
    let teller = story::Claim {
        explanation: &explanation,
        provider: parties::provider(claim, &contained),
        status: status::of_claim(&adjudicated),
        in_network: network.is_in,
    };
    let (story, checks) = (teller.tell(), checks::of_claim(claim, &explanation));
    let (remarks, terms) = (remarks::of_claim(claim, &explanation), terms::of_claim(&explanation));
    Explanation { story, checks, remarks, terms, ..std::mem::take(&mut explanation) }
}

/// What the plan says, with the words for the network that are known already. The story, the checks, the remarks and the
/// terms are still empty.
pub(super) fn stated<'a>(
    adjudicated: &Adjudicated<'a>,
    contained: &Contained<'a>,
    network_text: Option<String>,
) -> Explanation {
    let claim = adjudicated.claim;
    let root = ElementPath::root(RESOURCE_TYPE);
    let owned = |name| text(claim, name).map(str::to_owned);
    let figures = Figures::of_header(adjudicated).told(&root);
    let entries = std::iter::once(&adjudicated.header).chain(adjudicated.lines().map(|line| &line.entries));
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
        values: context::values(claim, &root),
        lines: lines::of_claim(adjudicated, &root),
        care_team: parties::care_team(claim, contained),
        diagnoses: coded::diagnoses(claim, contained, &root),
        procedures: coded::procedures(claim, contained, &root),
        reasons: coded::distinct(entries.flat_map(|entries| coded::reasons(entries))),
        notes: parties::notes(claim).map(str::to_owned).collect(),
        payment: context::payment(claim, &root),
        supporting: context::supporting(claim, contained, &root),
        balances: context::balances(claim, &root),
        insurance: context::insurance(claim, contained),
        related: context::related(claim),
        accident: context::accident(claim),
        story: Vec::new(),
        checks: Vec::new(),
        remarks: Vec::new(),
        terms: Vec::new(),
    }
}
