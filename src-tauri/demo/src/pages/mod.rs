//! The pages that a member sees. No script: forms and links only, so that the content security policy allows none.

pub(crate) mod consent;
pub(crate) mod portal;
pub(crate) mod problem;
pub(crate) mod sign_in;
pub(crate) mod start;
mod words;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::authorization::session::{Session, cookie_name};
use crate::data::plan::PAYER;
pub(crate) use words::Words;

/// The style of every page.
pub(crate) const STYLE: &str = include_str!("style.css");

/// A page before it is sent.
pub(crate) struct Page {
    words: &'static Words,
    title: &'static str,
    body: String,
    form_target: Option<String>,
    cookie: Option<String>,
}

impl Page {
    fn new(words: &'static Words, title: &'static str, body: String) -> Page {
        Page { words, title, body, form_target: None, cookie: None }
    }

    /// Allows the page's forms to end at an app's address: browsers hold `form-action` against redirects too.
    pub(crate) fn sends_to(mut self, redirect_uri: &str) -> Page {
        self.form_target = source_of(redirect_uri);
        self
    }

    /// Sends the session's cookie along.
    pub(crate) fn with_cookie(mut self, port: u16, session: &Session) -> Page {
        self.cookie = Some(format!("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name(port), session.id));
        self
    }

    pub(crate) fn into_response(self, status: StatusCode) -> Response {
        let html = format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · {PAYER}</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n\
             <header><span class=\"leaf\" aria-hidden=\"true\"></span><span>{PAYER}</span></header>\n\
             <p class=\"made-up\">{made_up}</p>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
            language = self.words.language,
            title = escaped(self.title),
            made_up = escaped(self.words.made_up),
            body = self.body,
        );
        let target = self.form_target.map(|target| format!(" {target}")).unwrap_or_default();
        let policy = format!(
            "default-src 'none'; style-src 'self'; form-action 'self'{target}; base-uri 'none'; frame-ancestors 'none'"
        );
        let mut response = (
            status,
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CACHE_CONTROL, "no-store"),
                (header::REFERRER_POLICY, "no-referrer"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (header::X_FRAME_OPTIONS, "DENY"),
                (header::VARY, "Accept-Language"),
            ],
            html,
        )
            .into_response();
        let headers: &mut HeaderMap = response.headers_mut();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if let Some(cookie) = self.cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
            headers.insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// The source expression of an address: a scheme, or an origin where there is a port.
fn source_of(redirect_uri: &str) -> Option<String> {
    let url = url::Url::parse(redirect_uri).ok()?;
    match url.scheme() {
        "http" | "https" => Some(url.origin().ascii_serialization()),
        scheme => Some(format!("{scheme}:")),
    }
}

/// Text for HTML, in elements and in quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_scheme_and_an_origin_become_sources_of_a_policy() {
        assert_eq!(source_of("org.claimfolio.desktop://oauth/callback").unwrap(), "org.claimfolio.desktop:");
        assert_eq!(source_of("http://127.0.0.1:4000/callback").unwrap(), "http://127.0.0.1:4000");
    }

    #[test]
    fn text_cannot_leave_its_element_or_attribute() {
        assert_eq!(escaped("<a href='x\"&"), "&lt;a href=&#39;x&quot;&amp;");
    }
}
