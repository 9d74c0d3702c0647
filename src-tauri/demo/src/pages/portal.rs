//! The member portal: which apps can see my records, and a button to stop each.

use std::fmt::Write as _;

use super::consent::{APP, words_of};
use super::{Page, Words, escaped, hidden};
use crate::data::Member;
use crate::state::Grant;

/// The list of connected apps.
pub(crate) fn page(words: &'static Words, token: &str, member: Member, grants: &[Grant], stopped: bool) -> Page {
    let token = hidden("token", token);
    let mut list = String::new();
    for (place, grant) in grants.iter().enumerate() {
        let kinds: Vec<&str> = grant.scopes.iter().map(|scope| words_of(words, *scope).0).collect();
        let date = |at: jiff::Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let _ = write!(
            list,
            "<li><h3 id=\"app-{place}\">{APP}</h3><p>{can_see}: {kinds}</p>\
             <p class=\"quiet\">{since} {given} · {until} {ends}</p>\
             <form method=\"post\" action=\"/portal/revoke\">{token}<input type=\"hidden\" name=\"grant\" value=\"{id}\">\
             <button class=\"second revoke\" id=\"revoke-{place}\" aria-describedby=\"app-{place}\">{revoke}</button>\
             </form></li>",
            can_see = escaped(words.can_see),
            kinds = escaped(&kinds.join(", ")),
            since = escaped(words.since),
            given = date(grant.given),
            until = escaped(words.until),
            ends = date(grant.ends),
            id = escaped(&grant.id),
            revoke = escaped(words.revoke),
        );
    }
    let list = if grants.is_empty() {
        format!("<p id=\"no-apps\">{}</p>", escaped(words.no_apps))
    } else {
        format!("<ul class=\"apps\">{list}</ul>")
    };
    let receipt = if stopped {
        format!("<p class=\"receipt\" role=\"status\">{}</p>", escaped(words.revoked))
    } else {
        String::new()
    };
    let body = format!(
        "<h1>{title}</h1><p class=\"quiet\">{signed_in} {name}</p>{receipt}<h2>{apps}</h2>{list}\
         <form method=\"post\" action=\"/portal/sign-out\">{token}<button class=\"second\" id=\"sign-out\">{sign_out}\
         </button></form>",
        title = escaped(words.portal),
        signed_in = escaped(words.signed_in_as),
        name = escaped(member.name()),
        apps = escaped(words.connected_apps),
        sign_out = escaped(words.sign_out),
    );
    Page::new(words, words.portal, body)
}
