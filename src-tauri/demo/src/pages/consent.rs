//! The consent page: one checkbox for each kind of data, all ticked at first, as the payers' documents say.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Page, Words, escaped, hidden};
use crate::authorization::scope::Scope;
use crate::data::Member;

/// The name of the one registered app.
pub(crate) const APP: &str = "Claimfolio";

/// The page for what the app asked for.
pub(crate) fn page(
    words: &'static Words,
    token: &str,
    request: &str,
    member: Member,
    scopes: &BTreeSet<Scope>,
    days: u32,
) -> Page {
    let mut boxes = String::new();
    for scope in scopes {
        let (name, detail) = words_of(words, *scope);
        let _ = write!(
            boxes,
            "<label class=\"scope\"><input type=\"checkbox\" name=\"scope\" value=\"{value}\" checked>\
             <span><b>{name}</b><span>{detail}</span></span></label>",
            value = scope.text(),
            name = escaped(name),
            detail = escaped(detail),
        );
    }
    let body = format!(
        "<h1>{title}</h1><p><b>{APP}</b> {asks}</p><p class=\"quiet\">{signed_in} {name}</p>\
         <form method=\"post\" action=\"/oauth/consent\">{token}{request}\
         <fieldset><legend>{what}</legend>{boxes}</fieldset>\
         <p class=\"quiet\">{how_long} {days} {days_word} {stop}</p>\
         <div class=\"actions\"><button id=\"allow\" name=\"decision\" value=\"allow\">{allow}</button>\
         <button id=\"deny\" class=\"second\" name=\"decision\" value=\"deny\">{deny}</button></div></form>",
        title = escaped(words.share_title),
        asks = escaped(words.app_asks),
        signed_in = escaped(words.signed_in_as),
        name = escaped(member.name()),
        token = hidden("token", token),
        request = hidden("request", request),
        what = escaped(words.what_to_share),
        how_long = escaped(words.how_long),
        days_word = escaped(words.days),
        stop = escaped(words.stop_any_time),
        allow = escaped(words.allow),
        deny = escaped(words.deny),
    );
    Page::new(words, words.share_title, body)
}

/// What a member calls that kind of data, and what is in it.
pub(crate) fn words_of(words: &Words, scope: Scope) -> (&'static str, &'static str) {
    let record = |place: usize| (words.records[place], words.records_detail);
    match scope {
        Scope::Patient => (words.patient, words.patient_detail),
        Scope::Coverage => (words.coverage, words.coverage_detail),
        Scope::ExplanationOfBenefit => (words.claims, words.claims_detail),
        Scope::Condition => record(0),
        Scope::Encounter => record(1),
        Scope::Immunization => record(2),
        Scope::MedicationDispense => record(3),
        Scope::MedicationRequest => record(4),
        Scope::Observation => record(5),
        Scope::Procedure => record(6),
    }
}
