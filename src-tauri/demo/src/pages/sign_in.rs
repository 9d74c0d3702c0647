//! The sign-in page: a click is enough, and a member number will do.

use std::fmt::Write as _;

use super::{Page, Words, escaped, hidden};
use crate::data::Member;

/// The sign-in page of an app's request.
pub(crate) fn for_app(words: &'static Words, token: &str, request: &str, complaint: Option<&str>) -> Page {
    let hidden = hidden("token", token) + &hidden("request", request);
    page(words, words.sign_in_for_app, "/oauth/sign-in", &hidden, &Member::ALL, complaint)
}

/// The sign-in page of the member portal.
pub(crate) fn for_portal(words: &'static Words, token: &str, complaint: Option<&str>) -> Page {
    let members: Vec<Member> = Member::ALL.into_iter().filter(|member| member.is_eligible()).collect();
    page(words, words.portal, "/portal/sign-in", &hidden("token", token), &members, complaint)
}

fn page(
    words: &'static Words,
    intro: &str,
    action: &str,
    hidden: &str,
    members: &[Member],
    complaint: Option<&str>,
) -> Page {
    let mut buttons = String::new();
    for member in members {
        let note = match member {
            Member::Maria => words.whole_family,
            Member::Daniel => words.own_only,
            Member::Jordan => words.no_claims,
            Member::Robin => words.not_served,
        };
        let _ = write!(
            buttons,
            "<li><button class=\"member\" id=\"member-{key}\" name=\"member\" value=\"{key}\"><b>{name}</b>\
             <span>{number} · {note}</span></button></li>",
            key = member.key(),
            name = escaped(member.name()),
            number = member.number(),
            note = escaped(note),
        );
    }
    let (complaint, invalid) = match complaint {
        Some(text) => (
            format!("<p class=\"complaint\" id=\"complaint\" role=\"alert\">{}</p>", escaped(text)),
            " aria-invalid=\"true\" aria-describedby=\"complaint number-hint\"",
        ),
        None => (String::new(), " aria-describedby=\"number-hint\""),
    };
    let body = format!(
        "<h1>{title}</h1><p>{intro}</p>{complaint}\
         <form method=\"post\" action=\"{action}\">{hidden}<h2 id=\"members\">{choose}</h2><p class=\"quiet\">{free}</p>\
         <ul class=\"members\" aria-labelledby=\"members\">{buttons}</ul></form>\
         <form method=\"post\" action=\"{action}\">{hidden}<h2>{or}</h2>\
         <label for=\"number\">{number}</label>\
         <input id=\"number\" name=\"number\" autocomplete=\"off\" required{invalid}>\
         <p class=\"quiet\" id=\"number-hint\">{hint}</p><button id=\"sign-in\">{title}</button></form>",
        title = escaped(words.sign_in),
        intro = escaped(intro),
        choose = escaped(words.choose_member),
        free = escaped(words.no_password),
        or = escaped(words.or_number),
        number = escaped(words.member_number),
        hint = escaped(words.number_hint),
    );
    Page::new(words, words.sign_in, body)
}
