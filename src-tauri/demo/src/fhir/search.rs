//! Searches: exactly the listed parameters of each type, each in its own form.

use jiff::SignedDuration;

use super::dates::DateFilter;
use super::outcome::Outcome;
use crate::authorization::form::Parameters;
use crate::data::Book;
use crate::data::claim::Claim;
use crate::data::explanation::{claim_id, claim_number, claim_number_system};
use crate::data::people::{PEOPLE, Person, person_by_id};
use crate::options::Options;
use crate::profile::Profile;
use crate::state::Allowed;

/// What the documents let a search for claims include.
const INCLUDES: [&str; 2] = ["ExplanationOfBenefit:provider", "ExplanationOfBenefit:patient"];

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
    /// What a search for people says of them.
    described: Vec<(String, String)>,
    pub(crate) include: Include,
    pub(crate) offset: usize,
    pub(crate) count: usize,
}

/// What comes along with claims.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Include {
    pub(crate) providers: bool,
    pub(crate) patients: bool,
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
        options: &Options,
        resource_type: &str,
        parameters: &Parameters,
        allowed: &Allowed,
    ) -> Result<Search, Outcome> {
        let profile = options.profile;
        let listed = profile.listed(resource_type).filter(|listed| !listed.search.is_empty());
        let listed = listed.ok_or_else(|| Outcome::unlisted(format!("{resource_type} cannot be searched")))?;
        for (name, value) in parameters.iter() {
            if !listed.search.iter().any(|(known, _)| *known == name) {
                return Err(Outcome::invalid(format!("search parameter not supported: {name}")));
            }
            if value.is_empty() {
                return Err(Outcome::invalid(format!("search parameter without a value: {name}")));
            }
        }
        if !listed.one_of.is_empty() && listed.one_of.iter().all(|name| parameters.first(name).is_none()) {
            return Err(Outcome::invalid(format!("{} is required", listed.one_of.join(" or "))));
        }
        let ids = once(parameters, "_id")?.map(|text| text.split(',').map(str::to_owned).collect());
        Ok(Search {
            people: people(profile, resource_type, parameters, allowed)?,
            ids,
            described: parameters
                .iter()
                .filter(|(name, _)| matches!(*name, "gender" | "name" | "birthdate") || is_number(resource_type, name))
                .map(|(name, value)| (name.to_owned(), value.to_lowercase()))
                .collect(),
            include: include(parameters)?,
            offset: match once(parameters, "_getpagesoffset")? {
                None => 0,
                Some(text) => text.parse().map_err(|_| Outcome::invalid("_getpagesoffset must be a whole number"))?,
            },
            updated: dates(parameters, "_lastUpdated")?,
            service: dates(parameters, "service-date")?,
            identifiers: tokens(parameters, "identifier")?,
            types: tokens(parameters, "type")?,
            count: match once(parameters, "_count")? {
                None => options.page_size,
                Some(text) => text
                    .parse::<usize>()
                    .ok()
                    .filter(|count| *count > 0)
                    .ok_or_else(|| Outcome::invalid("_count must be a whole number above zero"))?,
            }
            .clamp(1, options.largest_page.max(1)),
        })
    }

    /// Whether a resource with that id matches `_id`.
    pub(crate) fn has_id(&self, id: &str) -> bool {
        self.ids.as_ref().is_none_or(|ids| ids.iter().any(|other| other == id))
    }

    /// Whether a person is as the search says.
    pub(crate) fn describes(&self, person: &Person) -> bool {
        self.described.iter().all(|(name, value)| match name.as_str() {
            "gender" => person.gender == value,
            "birthdate" => person.born == value,
            "identifier" => person.member_number.to_lowercase() == *value,
            _ => person.given.to_lowercase().starts_with(value) || person.family.to_lowercase().starts_with(value),
        })
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

/// A claim has a number of its own; only a person's is a member number.
fn is_number(resource_type: &str, name: &str) -> bool {
    resource_type == "Patient" && name == "identifier"
}

fn include(parameters: &Parameters) -> Result<Include, Outcome> {
    let mut include = Include::default();
    for value in parameters.all("_include") {
        match INCLUDES.iter().position(|known| *known == value) {
            Some(0) => include.providers = true,
            Some(_) => include.patients = true,
            None => return Err(Outcome::invalid(format!("{value} cannot be included"))),
        }
    }
    Ok(include)
}

/// Whose resources are asked for.
fn people(
    profile: &Profile,
    resource_type: &str,
    parameters: &Parameters,
    allowed: &Allowed,
) -> Result<Vec<usize>, Outcome> {
    let visible = (0..PEOPLE.len()).filter(|person| allowed.member.may_see(*person));
    let Some(text) = once(parameters, "patient")? else {
        let myself = resource_type == "Patient" && !profile.whole_family && parameters.first("_id").is_none();
        return Ok(visible.filter(|person| !myself || allowed.member.person() == Some(*person)).collect());
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
