//! `POST Patient/$match` (<https://hl7.org/fhir/R4/patient-operation-match.html>): who this is, asked with what is on a
//! member's card. The answer is a Bundle with one Patient, or with an OperationOutcome where nobody or several fit.

use serde_json::Value;

use super::outcome::Outcome;
use crate::data::people::{PEOPLE, Person};
use crate::state::Allowed;

/// The person whom the question fits, of those whom the member may see; `None` where nobody or several fit.
pub(crate) fn found(body: &[u8], allowed: &Allowed) -> Result<Option<&'static Person>, Outcome> {
    let wrong = || Outcome::invalid("a Parameters resource with a Patient is needed");
    let question: Value = serde_json::from_slice(body).map_err(|_| wrong())?;
    let parameters = question["parameter"].as_array().filter(|_| question["resourceType"] == "Parameters");
    let parameter = parameters.ok_or_else(wrong)?.iter().find(|parameter| parameter["name"] == "resource");
    let patient = &parameter.ok_or_else(wrong)?["resource"];
    let identifiers = patient["identifier"].as_array().filter(|_| patient["resourceType"] == "Patient");
    let identifiers = identifiers.ok_or_else(|| Outcome::invalid("a member's number is needed"))?;
    let says = |given: &Value, own: &str| given.as_str().is_none_or(|given| given.eq_ignore_ascii_case(own));
    let fits = |person: &Person| {
        identifiers.iter().any(|identifier| identifier["value"] == person.member_number)
            && says(&patient["gender"], person.gender)
            && says(&patient["birthDate"], person.born)
            && says(&patient["name"][0]["family"], person.family)
            && says(&patient["name"][0]["given"][0], person.given)
    };
    let mut found = PEOPLE.iter().enumerate().filter(|(index, person)| allowed.member.may_see(*index) && fits(person));
    Ok(found.next().map(|(_, person)| person).filter(|_| found.next().is_none()))
}
