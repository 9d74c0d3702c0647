//! Searches: exactly the listed parameters of each type, each in its own form.

use jiff::SignedDuration;

use super::dates::DateFilter;
use super::outcome::Outcome;
use crate::authorization::form::Parameters;
use crate::data::Book;
use crate::data::claim::Claim;
use crate::data::explanation::{claim_id, claim_number, claim_number_system};
use crate::data::people::{PEOPLE, person_by_id};
use crate::state::Allowed;

/// No page is larger, whatever the client asks for.
const LARGEST_PAGE: usize = 200;

/// The search parameters of each type that can be searched: name and FHIR search type.
pub(crate) const LISTED: [(&str, &[(&str, &str)]); 10] = [
    ("Patient", &[("_id", "token"), ("_count", "number")]),
    ("Coverage", &[("_id", "token"), ("patient", "reference"), ("_count", "number")]),
    (
        "ExplanationOfBenefit",
        &[
            ("patient", "reference"),
            ("_id", "token"),
            ("_lastUpdated", "date"),
            ("identifier", "token"),
            ("service-date", "date"),
            ("type", "token"),
            ("_count", "number"),
        ],
    ),
    // Of the clinical types no parameter is documented but the patient.
    ("Condition", BY_PATIENT),
    ("Encounter", BY_PATIENT),
    ("Immunization", BY_PATIENT),
    ("MedicationDispense", BY_PATIENT),
    ("MedicationRequest", BY_PATIENT),
    ("Observation", BY_PATIENT),
    ("Procedure", BY_PATIENT),
];

const BY_PATIENT: &[(&str, &str)] = &[("patient", "reference")];

/// A search that may be answered.
#[derive(Debug)]
pub(crate) struct Search {
    /// Indexes of the people whose resources match.
    pub(crate) people: Vec<usize>,
    ids: Option<Vec<String>>,
    updated: Vec<DateFilter>,
    service: Vec<DateFilter>,
    identifiers: Option<Vec<Token>>,
    types: Option<Vec<Token>>,
    pub(crate) count: usize,
}

/// A token value: `code`, `system|code`, `|code` or `system|`.
#[derive(Debug)]
struct Token {
    system: Option<String>,
    code: Option<String>,
}

impl Token {
    fn parse(text: &str) -> Token {
        let some = |text: &str| Some(text.to_owned());
        match text.split_once('|') {
            Some((system, "")) => Token { system: some(system), code: None },
            // `|code` means a code without a system; the documents' examples use it for any.
            Some(("", code)) => Token { system: None, code: some(code) },
            Some((system, code)) => Token { system: some(system), code: some(code) },
            None => Token { system: None, code: some(text) },
        }
    }

    fn matches(&self, system: &str, code: &str) -> bool {
        self.system.as_deref().is_none_or(|own| own == system) && self.code.as_deref().is_none_or(|own| own == code)
    }
}

impl Search {
    /// Reads the parameters of a search of that type.
    pub(crate) fn parse(
        resource_type: &str,
        parameters: &Parameters,
        allowed: &Allowed,
        page_size: usize,
    ) -> Result<Search, Outcome> {
        let listed = LISTED.iter().find(|(name, _)| *name == resource_type).map(|(_, listed)| *listed);
        let listed = listed.ok_or_else(|| Outcome::not_found(format!("{resource_type} cannot be searched")))?;
        for (name, value) in parameters.iter() {
            if !listed.iter().any(|(known, _)| *known == name) {
                return Err(Outcome::invalid(format!("search parameter not supported: {name}")));
            }
            if value.is_empty() {
                return Err(Outcome::invalid(format!("search parameter without a value: {name}")));
            }
        }
        let ids = once(parameters, "_id")?.map(|text| text.split(',').map(str::to_owned).collect());
        Ok(Search {
            people: people(resource_type, parameters, allowed)?,
            ids,
            updated: dates(parameters, "_lastUpdated")?,
            service: dates(parameters, "service-date")?,
            identifiers: tokens(parameters, "identifier")?,
            types: tokens(parameters, "type")?,
            count: match once(parameters, "_count")? {
                None => page_size,
                Some(text) => text
                    .parse::<usize>()
                    .ok()
                    .filter(|count| *count > 0)
                    .ok_or_else(|| Outcome::invalid("_count must be a whole number above zero"))?,
            }
            .clamp(1, LARGEST_PAGE),
        })
    }

    /// Whether a resource with that id matches `_id`.
    pub(crate) fn has_id(&self, id: &str) -> bool {
        self.ids.as_ref().is_none_or(|ids| ids.iter().any(|other| other == id))
    }

    /// Whether the answer says how many there are. It does not where claims are asked for by their last change.
    pub(crate) fn tells_total(&self) -> bool {
        self.updated.is_empty()
    }

    /// Indexes of the claims that match, newest care first.
    pub(crate) fn claims(&self, book: &Book) -> Vec<u32> {
        book.newest_first()
            .filter(|(index, claim)| self.has_claim(book, *index, claim))
            .filter_map(|(index, _)| u32::try_from(index).ok())
            .collect()
    }

    fn has_claim(&self, book: &Book, index: usize, claim: &Claim) -> bool {
        self.people.contains(&claim.person)
            && (self.ids.is_none() || self.has_id(&claim_id(index)))
            && (self.service.is_empty() || {
                let (start, end) = (claim.service.at(0), claim.end().plus(1).at(0));
                self.service.iter().all(|filter| filter.matches(start, end))
            })
            && (self.updated.is_empty()
                || book.last_updated(index).is_some_and(|at| {
                    let end = at + SignedDuration::from_millis(1);
                    self.updated.iter().all(|filter| filter.matches(at, end))
                }))
            && self.types.as_ref().is_none_or(|types| {
                let code = claim.template.kind.claim_type();
                types.iter().any(|token| token.matches("http://terminology.hl7.org/CodeSystem/claim-type", code))
            })
            && self.identifiers.as_ref().is_none_or(|tokens| {
                let (system, number) = (claim_number_system(), claim_number(index, claim));
                tokens.iter().any(|token| token.matches(&system, &number))
            })
    }
}

/// Whose resources are asked for.
fn people(resource_type: &str, parameters: &Parameters, allowed: &Allowed) -> Result<Vec<usize>, Outcome> {
    let visible = (0..PEOPLE.len()).filter(|person| allowed.member.may_see(*person));
    let Some(text) = once(parameters, "patient")? else {
        let needed = match resource_type {
            "Coverage" => parameters.first("_id").is_none(),
            "Patient" => false,
            _ => true,
        };
        return if needed { Err(Outcome::invalid("patient is required")) } else { Ok(visible.collect()) };
    };
    let id = text.strip_prefix("Patient/").unwrap_or(text);
    match person_by_id(id) {
        Some(person) if allowed.member.may_see(person) => {
            // A subscriber's id stands for the family.
            Ok(visible.filter(|other| *other == person || PEOPLE[*other].subscriber == person).collect())
        }
        _ => Err(Outcome::forbidden("the member shared no records of that patient")),
    }
}

fn once<'a>(parameters: &'a Parameters, name: &'a str) -> Result<Option<&'a str>, Outcome> {
    let mut values = parameters.all(name);
    let value = values.next();
    match values.next() {
        Some(_) => Err(Outcome::invalid(format!("search parameter came more than once: {name}"))),
        None => Ok(value),
    }
}

fn dates(parameters: &Parameters, name: &str) -> Result<Vec<DateFilter>, Outcome> {
    let read = |text| DateFilter::parse(text).ok_or_else(|| Outcome::invalid(format!("not a date: {name}")));
    parameters.all(name).map(read).collect()
}

fn tokens(parameters: &Parameters, name: &str) -> Result<Option<Vec<Token>>, Outcome> {
    Ok(once(parameters, name)?.map(|text| text.split(',').map(Token::parse).collect()))
}
