//! Every claim of some FHIR files as the app would show it, as one JSON document: for checking the app against files that
//! nobody here has seen, and for bug reports. `docs/explain.md` describes the document.

mod denial;
mod episodes;

use serde_json::{Map, Value as Json, json};

use super::checks::across::{self, Compared};
use super::files::{self, Contents, FoundClaim, Place};
use super::{Summary, chains, parties, related, say, story, terms};
use crate::date::{PartialDate, Precision};
use crate::fhir::json::{self, Node, Value};
use crate::fhir::reference::{Contained, Identifier, Reference};
use crate::fhir::resource::{each, field, text};
use crate::ipc::{
    Bilingual, Check, ClaimKind, ClaimLine, ClaimStatus, CodedText, Explanation, Figure, ListedCode, Money, Remark,
    RemarkId, StatedValue,
};
use crate::money::Amount;

/// The resource's type in references to it.
const CLAIM: &str = "ExplanationOfBenefit";

/// A file to report on.
#[derive(Debug)]
pub struct File {
    /// Its name, as it is shown.
    pub name: String,
    /// Its content, or why there is none.
    pub content: Result<Vec<u8>, String>,
}

/// What came out.
#[derive(Debug)]
pub struct Report {
    /// The document.
    pub document: Json,
    /// How many claims were read.
    pub claims: usize,
    /// Whether something was not understood.
    pub has_warnings: bool,
    /// Whether a file could not be opened at all.
    pub has_unread: bool,
}

/// A claim with what was read of it.
struct Read {
    file: usize,
    found: FoundClaim,
    summary: Summary,
    explanation: Explanation,
    id: Option<String>,
    numbers: Vec<String>,
    /// Whether it was asked about before the care, whatever replaced it since.
    is_preauthorization: bool,
}

/// Reports on files.
#[must_use]
pub fn of(given: &[File]) -> Report {
    let mut claims: Vec<Read> = Vec::new();
    let mut contents: Vec<Result<Contents, String>> = Vec::new();
    for (index, file) in given.iter().enumerate() {
        contents.push(file.content.as_ref().map_err(Clone::clone).map(|bytes| {
            let mut read = files::read(bytes);
            claims.extend(std::mem::take(&mut read.claims).into_iter().map(|found| Read::of(index, found)));
            read
        }));
    }
    let links: Vec<chains::Link> = claims.iter().map(Read::link).collect();
    let chains = chains::of(&links);
    settle(&mut claims, &chains);
    let compared: Vec<Compared> = claims.iter().enumerate().map(|(at, claim)| claim.compared(at, &chains)).collect();
    let mut across = across::claims(&compared);
    let mut documents: Vec<Vec<Json>> = given.iter().map(|_| Vec::new()).collect();
    for (at, claim) in claims.iter().enumerate() {
        let more = across.get_mut(at).map(std::mem::take).unwrap_or_default();
        let document = claim.document(more, &chain_document(at, &chains, &claims, given));
        if let Some(list) = documents.get_mut(claim.file) {
            list.push(document);
        }
    }
    let mut report = Report { document: Json::Null, claims: claims.len(), has_warnings: false, has_unread: false };
    let files: Vec<Json> = given
        .iter()
        .zip(&contents)
        .zip(documents)
        .map(|((file, contents), claims)| file_document(file, contents, claims, &mut report))
        .collect();
    report.document = json!({"format": 1, "files": files, "episodes": episodes::documents(&claims, given)});
    report
}

fn file_document(file: &File, contents: &Result<Contents, String>, claims: Vec<Json>, report: &mut Report) -> Json {
    match contents {
        Ok(contents) => {
            report.has_warnings |= !contents.warnings.is_empty();
            let warnings: Vec<Json> = contents
                .warnings
                .iter()
                .map(|warning| {
                    json!({"id": warning.id.name(), "place": place(&warning.place), "text": bilingual(&warning.text)})
                })
                .collect();
            json!({"file": file.name, "claims": claims, "otherResources": contents.others, "warnings": warnings})
        }
        Err(reason) => {
            report.has_unread = true;
            let words = Bilingual::of(
                format!("The file could not be opened: {reason}"),
                format!("No se pudo abrir el archivo: {reason}"),
            );
            json!({"file": file.name, "claims": [], "otherResources": {},
                "warnings": [{"id": "unread", "place": Json::Null, "text": bilingual(&words)}]})
        }
    }
}

/// A claim that a later one among the files replaced counts no more, whatever it says of itself: its story says so.
fn settle(claims: &mut [Read], chains: &chains::Chains) {
    for (at, claim) in claims.iter_mut().enumerate() {
        let is_replaced = chains.replaced_by.get(at).is_some_and(|newer| !newer.is_empty());
        if is_replaced && claim.summary.status != ClaimStatus::Replaced {
            claim.summary.status = ClaimStatus::Replaced;
            claim.explanation.story = story::Claim {
                explanation: &claim.explanation,
                provider: claim.summary.provider.clone(),
                status: ClaimStatus::Replaced,
                in_network: claim.summary.in_network,
            }
            .tell();
        }
    }
}

impl Read {
    fn of(file: usize, found: FoundClaim) -> Self {
        let tree = tree(&found.json);
        let resource = &tree;
        let summary = super::summarise(resource);
        let mut explanation = super::explain(resource);
        if !found.is_whole {
            cut_off(&mut explanation);
        }
        if !found.is_typed {
            explanation.remarks.push(Remark {
                id: RemarkId::TypeAssumed,
                element: None,
                text: Bilingual::of(
                    "This does not say that it is a claim. It is read as one because of what it holds.",
                    "Esto no dice que sea un reclamo. Se lee como tal por lo que contiene.",
                ),
            });
        }
        let numbers = Identifier::all(resource).map(|identifier| identifier.value.to_owned()).collect();
        let id = text(resource, "id").map(str::to_owned);
        drop(tree);
        let is_preauthorization = summary.status == ClaimStatus::Preauthorization;
        Self { file, found, summary, explanation, id, numbers, is_preauthorization }
    }

    fn link(&self) -> chains::Link {
        let status = self.explanation.fhir_status.as_deref().unwrap_or_default().to_ascii_lowercase();
        chains::Link {
            id: self.id.clone(),
            numbers: self.numbers.clone(),
            replaces: self.summary.replaces.clone(),
            replaced_by: self.summary.replaced_by.clone(),
            is_void: matches!(status.as_str(), "cancelled" | "entered-in-error"),
        }
    }

    fn name(&self) -> String {
        self.explanation
            .reference
            .clone()
            .or_else(|| self.numbers.first().cloned())
            .unwrap_or_else(|| self.found.place.path.clone())
    }

    /// Whose it is: the id of the person, else the name.
    fn person(&self) -> Option<String> {
        let tree = tree(&self.found.json);
        let patient = Reference::in_field(&tree, "patient");
        self.summary.patient.clone().or_else(|| patient?.display().map(str::to_owned))
    }

    fn compared(&self, at: usize, chains: &chains::Chains) -> Compared {
        let tree = tree(&self.found.json);
        let resource = &tree;
        let contained = Contained::of(resource);
        Compared {
            name: self.name(),
            names: self.id.clone().into_iter().chain(self.numbers.clone()).collect(),
            patient: self.person(),
            provider: parties::provider(resource, &contained),
            // A claim that the file cuts off says too little to be held against others.
            status: if self.found.is_whole { self.summary.status } else { ClaimStatus::Replaced },
            start: self.summary.start.clone(),
            chain: chains.chains.iter().position(|chain| chain.steps.contains(&at)),
            billed: self.summary.billed.clone(),
            plan_paid: self.explanation.plan_paid.clone(),
            services: Compared::services(&self.explanation, self.summary.start.as_deref()),
        }
    }

    fn document(&self, across: Vec<Check>, chain: &Json) -> Json {
        let Self { found, summary, explanation, .. } = self;
        let tree = tree(&found.json);
        let resource = &tree;
        let contained = Contained::of(resource);
        let checks: Vec<Json> = explanation.checks.iter().chain(&across).map(|one| self.check(resource, one)).collect();
        let told = story::text(&explanation.story);
        json!({
            "resource": explanation.reference,
            "place": place(&found.place),
            "isWhole": found.is_whole,
            "isMended": found.is_mended,
            "status": {"code": status_code(summary.status), "label": bilingual(&status_label(summary.status))},
            "counts": summary.status == ClaimStatus::Decided && found.is_whole,
            "fhirStatus": explanation.fhir_status,
            "use": explanation.use_code,
            "outcome": explanation.outcome,
            "disposition": explanation.disposition,
            "kind": {"code": kind_code(summary.kind), "label": bilingual(&kind_label(summary.kind))},
            "type": explanation.type_text,
            "title": summary.title,
            "identifiers": explanation.identifiers.iter()
                .map(|one| json!({"label": one.label, "text": one.text})).collect::<Vec<_>>(),
            "dates": {
                "start": dated(summary.start.as_deref()),
                "end": dated(summary.end.as_deref()),
                "created": dated(explanation.created.as_deref()),
                "received": dated(explanation.received.as_deref()),
            },
            "network": {"inNetwork": summary.in_network, "text": explanation.network_text},
            "parties": {
                "patient": summary.patient.clone().or_else(|| shown_reference(resource, "patient", &contained)),
                "provider": summary.provider,
                "insurer": shown_reference(resource, "insurer", &contained),
                "careTeam": explanation.care_team.iter().map(|one| json!({
                    "name": one.name, "npi": one.npi, "role": one.role, "specialty": one.specialty,
                })).collect::<Vec<_>>(),
            },
            "figures": self.header_figures(resource),
            "notStated": not_stated(explanation),
            "values": explanation.values.iter().map(value).collect::<Vec<_>>(),
            "lines": explanation.lines.iter().map(|line| self.line(resource, line)).collect::<Vec<_>>(),
            "diagnoses": explanation.diagnoses.iter().map(listed).collect::<Vec<_>>(),
            "procedures": explanation.procedures.iter().map(listed).collect::<Vec<_>>(),
            "supportingInfo": explanation.supporting.iter().map(|one| json!({
                "code": one.code, "label": bilingual(&one.name), "text": one.text, "valueCode": one.value_code,
                "start": dated(one.start.as_deref()), "end": dated(one.end.as_deref()), "element": one.element,
            })).collect::<Vec<_>>(),
            "benefitBalances": explanation.balances.iter().map(|one| json!({
                "name": one.name, "network": one.network, "unit": one.unit, "term": one.term,
                "excluded": one.excluded,
                "limits": one.limits.iter().map(|limit| json!({
                    "name": limit.name, "code": limit.code,
                    "allowed": self.optional(resource, &limit.allowed), "allowedText": limit.allowed_text,
                    "used": self.optional(resource, &limit.used), "usedText": limit.used_text,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "payments": explanation.payment.iter().map(|one| json!({
                "amount": self.optional(resource, &one.amount), "adjustment": self.optional(resource, &one.adjustment),
                "adjustmentReason": one.adjustment_reason, "date": dated(one.date.as_deref()),
                "type": one.type_text, "number": one.number, "payee": one.payee,
            })).collect::<Vec<_>>(),
            "insurance": explanation.insurance.iter().map(|one| json!({
                "coverage": one.coverage, "focal": one.is_focal, "preauthorizations": one.preauthorizations,
            })).collect::<Vec<_>>(),
            "accident": explanation.accident.as_ref().map(|one| json!({
                "date": dated(one.date.as_deref()), "kind": one.kind, "place": one.place,
            })),
            "reasons": explanation.reasons.iter().map(coded).collect::<Vec<_>>(),
            "notes": explanation.notes,
            "denial": self.denial(resource),
            "checks": checks,
            "chain": chain,
            "story": {
                "en": told.en,
                "es": told.es,
                "sentences": serde_json::to_value(&explanation.story).unwrap_or_default(),
            },
            "warnings": explanation.remarks.iter().map(|one| json!({
                "id": serde_json::to_value(one.id).unwrap_or_default(), "element": one.element,
                "text": bilingual(&one.text),
            })).collect::<Vec<_>>(),
        })
    }

    fn header_figures(&self, resource: &Value) -> Vec<Json> {
        let named = roles(&self.explanation);
        let others = self.explanation.other_figures.iter().map(|figure| ("other", figure));
        named.into_iter().chain(others).filter_map(|(role, figure)| self.figure(resource, role, figure)).collect()
    }

    fn line(&self, resource: &Value, line: &ClaimLine) -> Json {
        let figures = [
            ("billed", &line.billed),
            ("planPrice", &line.plan_price),
            ("planPaid", &line.plan_paid),
            ("youOwe", &line.you_owe),
        ];
        let others = line.other_figures.iter().map(|figure| ("other", figure));
        let diagnoses: Vec<Json> = line
            .diagnosis_sequences
            .iter()
            .map(|number| {
                let found = self.explanation.diagnoses.iter().find(|own| own.sequence == Some(*number));
                json!({"sequence": number, "isThere": found.is_some(),
                    "text": found.and_then(|own| own.coded.text.as_deref().or(own.coded.code.as_deref()))})
            })
            .collect();
        json!({
            "element": line.element,
            "sequence": line.sequence,
            "service": coded(&line.service),
            "dates": {"start": dated(line.start.as_deref()), "end": dated(line.end.as_deref())},
            "quantity": line.quantity,
            "network": line.network_text,
            "figures": figures.into_iter().chain(others)
                .filter_map(|(role, figure)| self.figure(resource, role, figure)).collect::<Vec<_>>(),
            "values": line.values.iter().map(value).collect::<Vec<_>>(),
            "diagnoses": diagnoses,
            "reasons": line.reasons.iter().map(coded).collect::<Vec<_>>(),
        })
    }

    fn optional(&self, resource: &Value, figure: &Figure) -> Option<Json> {
        self.figure(resource, "balance", figure).map(|mut shown| {
            shown.as_object_mut().map(|fields| fields.remove("role"));
            shown
        })
    }

    /// A stated figure: the amount exactly as it was sent.
    fn figure(&self, resource: &Value, role: &str, figure: &Figure) -> Option<Json> {
        let money = figure.money.as_ref()?;
        let element = figure.element.as_deref();
        let sent = element.and_then(|element| at(resource, element));
        let has_value = sent.is_some_and(|sent| field(sent, "value").is_some());
        let raw = sent.map(|sent| field(sent, "value").unwrap_or(sent)).and_then(Amount::read);
        Some(json!({
            "role": role,
            "label": bilingual(&terms::of_role(role).unwrap_or_else(|| terms::of_figure(figure))),
            "payerLabel": figure.label,
            "category": figure.code,
            "amount": raw.map_or_else(|| money.amount.clone(), |raw| raw.text().to_owned()),
            "currency": money.currency,
            "shownAs": bilingual(&say::amount(money)),
            "element": element,
            "valueElement": element.map(|element| if has_value { format!("{element}.value") } else { element.to_owned() }),
            "elementInDocument": element.map(|element| self.in_document(element)),
        }))
    }

    /// An element's path from the root of its document.
    fn in_document(&self, element: &str) -> String {
        match element.strip_prefix(CLAIM) {
            Some(rest) => format!("{}{rest}", self.found.place.path),
            None => element.to_owned(),
        }
    }

    /// What a check compared. The sums and differences are this app's.
    fn check(&self, resource: &Value, check: &Check) -> Json {
        let worked = |money: &Option<Money>| {
            money.as_ref().map(|money| json!({"amount": money.amount, "currency": money.currency, "by": "Claimfolio"}))
        };
        let own = |figure: &Figure| {
            // The other claim's figures are not found in this one.
            if check.other_claim.is_some() {
                figure.money.as_ref().map(|money| json!({"amount": money.amount, "currency": money.currency}))
            } else {
                self.optional(resource, figure)
            }
        };
        json!({
            "id": serde_json::to_value(check.id).unwrap_or_default(),
            "category": check.code,
            "result": serde_json::to_value(check.result).unwrap_or_default(),
            "title": bilingual(&check.title),
            "finding": bilingual(&check.finding),
            "possibleReason": check.innocent.as_ref().map(bilingual),
            "certainty": check.certainty.map(|certainty| serde_json::to_value(certainty).unwrap_or_default()),
            "stated": check.stated.as_ref().and_then(|figure| self.optional(resource, figure)),
            "against": check.against.iter().filter_map(own).collect::<Vec<_>>(),
            "compared": check.compared,
            "elements": check.elements,
            "workedOut": worked(&check.worked_out),
            "difference": worked(&check.difference),
            "otherClaim": check.other_claim,
        })
    }
}

/// A claim in which the file ends: what is not there was perhaps stated, so nothing is said to be missing and nothing is
/// checked.
fn cut_off(explanation: &mut Explanation) {
    let words = Bilingual::of(
        "The file ends in the middle of this claim. What it says after that is not known.",
        "El archivo termina en medio de este reclamo. No se sabe qué dice después.",
    );
    explanation.story.retain(|sentence| sentence.id != crate::ipc::SentenceId::NotStated);
    explanation.story.insert(0, story::cut_off());
    explanation.checks.clear();
    let is_of_the_end =
        |id: RemarkId| matches!(id, RemarkId::AmountUnreadable | RemarkId::AmountMissing | RemarkId::DiagnosisMissing);
    explanation.remarks.retain(|remark| !is_of_the_end(remark.id));
    explanation.remarks.insert(0, Remark { id: RemarkId::CutOff, element: None, text: words });
}

/// A claim's tree. What was found is JSON, so there is one.
fn tree(json: &str) -> Vec<Node<'_>> {
    json::parse(json).unwrap_or_default()
}

/// The value that a path of this app's names.
fn at<'a>(resource: &'a Value<'a>, element: &str) -> Option<&'a Value<'a>> {
    let mut value = resource;
    for step in element.strip_prefix(CLAIM)?.strip_prefix('.')?.split('.') {
        let (name, index) = match step.split_once('[') {
            Some((name, index)) => (name, Some(index.strip_suffix(']')?.parse::<usize>().ok()?)),
            None => (step, None),
        };
        value = field(value, name)?;
        if let Some(index) = index {
            value = json::elements(value).nth(index)?;
        }
    }
    Some(value)
}

fn roles(explanation: &Explanation) -> [(&'static str, &Figure); 9] {
    [
        ("billed", &explanation.billed),
        ("discount", &explanation.discount),
        ("planPrice", &explanation.plan_price),
        ("planPaid", &explanation.plan_paid),
        ("youOwe", &explanation.you_owe),
        ("deductible", &explanation.deductible),
        ("copay", &explanation.copay),
        ("coinsurance", &explanation.coinsurance),
        ("notCovered", &explanation.not_covered),
    ]
}

fn not_stated(explanation: &Explanation) -> Vec<&'static str> {
    roles(explanation).into_iter().filter(|(_, figure)| figure.money.is_none()).map(|(role, _)| role).collect()
}

/// What names a claim to the reader of the document.
fn named(at: usize, claims: &[Read], given: &[File]) -> Option<Json> {
    let claim = claims.get(at)?;
    let file = given.get(claim.file).map(|file| file.name.as_str());
    Some(json!({"resource": claim.name(), "file": file, "place": place(&claim.found.place)}))
}

/// The story that a claim is a step of, told by the names of its steps.
fn chain_document(at: usize, chains: &chains::Chains, claims: &[Read], given: &[File]) -> Json {
    let named = |index: &usize| named(*index, claims, given);
    let list = |lists: &[Vec<usize>]| lists.get(at).map(|list| list.iter().filter_map(named).collect::<Vec<_>>());
    let chain = chains.chains.iter().find(|chain| chain.steps.contains(&at));
    let own = claims.get(at);
    json!({
        "replaces": list(&chains.replaces).unwrap_or_default(),
        "replacedBy": list(&chains.replaced_by).unwrap_or_default(),
        "namedAsReplaced": own.map(|own| own.summary.replaces.clone()).unwrap_or_default(),
        "namedAsReplacing": own.map(|own| own.summary.replaced_by.clone()).unwrap_or_default(),
        "related": own.map(|own| own.explanation.related.iter().map(|one| json!({
            "relationship": one.relationship, "claim": one.claim,
        })).collect::<Vec<_>>()).unwrap_or_default(),
        "steps": chain.map(|chain| chain.steps.iter().filter_map(named).collect::<Vec<_>>()).unwrap_or_default(),
        "counted": chain.and_then(|chain| chain.counted).map(|counted| counted == at),
        "isReplaced": own.is_some_and(|own| related::is_replaced(&tree(&own.found.json))),
    })
}

fn bilingual(text: &Bilingual) -> Json {
    json!({"en": text.en, "es": text.es})
}

fn place(place: &Place) -> Json {
    let mut fields = Map::new();
    fields.insert("path".to_owned(), json!(place.path));
    fields.insert("entry".to_owned(), json!(place.entry));
    fields.insert("line".to_owned(), json!(place.line));
    Json::Object(fields)
}

fn dated(text: Option<&str>) -> Json {
    let Some(text) = text else { return Json::Null };
    let precision = PartialDate::parse(text).map(|date| match date.precision() {
        Precision::Year => "year",
        Precision::Month => "month",
        Precision::Day => "day",
    });
    json!({"text": text, "precision": precision})
}

fn coded(one: &CodedText) -> Json {
    json!({"text": one.text, "code": one.code, "system": one.system, "role": one.role})
}

fn listed(one: &ListedCode) -> Json {
    json!({
        "sequence": one.sequence, "text": one.coded.text, "code": one.coded.code, "system": one.coded.system,
        "type": one.coded.role, "onAdmission": one.on_admission, "date": dated(one.date.as_deref()),
        "element": one.element,
    })
}

fn value(one: &StatedValue) -> Json {
    let name = one.code.as_deref().and_then(terms::category);
    let label = name.or_else(|| one.label.as_deref().or(one.code.as_deref()).map(Bilingual::same));
    json!({"value": one.value, "element": one.element, "category": one.code, "payerLabel": one.label,
        "label": label.as_ref().map(bilingual)})
}

fn shown_reference<'a>(resource: &'a Value<'a>, name: &str, contained: &Contained<'a>) -> Option<String> {
    let value = each(resource, name).next()?;
    let reference = Reference::of(value);
    let inside = || contained.resolve(reference).and_then(crate::fhir::patient::party_name);
    let identifier = || reference.identifier().map(|identifier| identifier.value.to_owned());
    reference
        .display()
        .map(str::to_owned)
        .or_else(inside)
        .or_else(identifier)
        .or_else(|| text(value, "reference").map(str::to_owned))
}

fn status_code(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Decided => "decided",
        ClaimStatus::Pending => "pending",
        ClaimStatus::NotCovered => "notCovered",
        ClaimStatus::Replaced => "replaced",
        ClaimStatus::Preauthorization => "preauthorization",
    }
}

fn status_label(status: ClaimStatus) -> Bilingual {
    match status {
        ClaimStatus::Decided => Bilingual::of("Decided", "Decidido"),
        ClaimStatus::Pending => Bilingual::of("Still deciding", "Sin decidir"),
        ClaimStatus::NotCovered => Bilingual::of("Not covered", "No cubierto"),
        ClaimStatus::Replaced => Bilingual::of("Replaced", "Reemplazado"),
        ClaimStatus::Preauthorization => Bilingual::of("Asked before care", "Consultado antes"),
    }
}

fn kind_code(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Visit => "visit",
        ClaimKind::Hospital => "hospital",
        ClaimKind::Lab => "lab",
        ClaimKind::Pharmacy => "pharmacy",
        ClaimKind::Therapy => "therapy",
        ClaimKind::Dental => "dental",
        ClaimKind::Vision => "vision",
        ClaimKind::Other => "other",
    }
}

fn kind_label(kind: ClaimKind) -> Bilingual {
    match kind {
        ClaimKind::Visit => Bilingual::of("Doctor visit", "Consulta médica"),
        ClaimKind::Hospital => Bilingual::of("Hospital & ER", "Hospital y urgencias"),
        ClaimKind::Lab => Bilingual::of("Lab & imaging", "Laboratorio e imágenes"),
        ClaimKind::Pharmacy => Bilingual::of("Pharmacy", "Farmacia"),
        ClaimKind::Therapy => Bilingual::of("Therapy", "Terapia"),
        ClaimKind::Dental => Bilingual::of("Dental", "Dental"),
        ClaimKind::Vision => Bilingual::of("Vision", "Vista"),
        ClaimKind::Other => Bilingual::of("Other care", "Otra atención"),
    }
}
