//! What a token endpoint answers.

use std::time::Duration;

use claimfolio_core::auth::token::{Grant, TokenEndpointError, read};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

/// Reads an answer. The first line is its status and, behind it, `html` where that is what it calls itself; the rest is
/// its body.
pub fn token(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (head, body) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let head = std::str::from_utf8(head).unwrap_or_default();
    let status = head.split(' ').next().and_then(|status| status.parse().ok()).unwrap_or(200);
    let is_html = head.ends_with("html");
    let asked = ["patient/Patient.read", "patient/Coverage.read", "patient/ExplanationOfBenefit.read"];
    let asked = asked.map(str::to_owned).to_vec();
    match read(status, is_html, body, &asked) {
        Ok(grant) => {
            assert!((200..300).contains(&status) && !is_html);
            holds(&grant, &asked, body);
        }
        Err(TokenEndpointError::InvalidGrant { description }) => {
            // The one answer that ends a sign-in (T24).
            let said: Value = serde_json::from_slice(body).unwrap();
            assert!(status == 400 && !is_html && said["error"] == "invalid_grant");
            is_plain(description.as_deref());
        }
        Err(TokenEndpointError::Refused { code, description }) => {
            assert!(matches!(status, 400 | 401 | 403) && !is_html);
            assert!(code.to_string().bytes().all(|byte| byte.is_ascii_graphic()) && code.to_string().len() <= 60);
            is_plain(description.as_deref());
        }
        Err(TokenEndpointError::Unavailable(_)) => {}
    }
}

fn holds(grant: &Grant, asked: &[String], body: &[u8]) {
    let said: Value = serde_json::from_slice(body).unwrap();
    assert_eq!(said["access_token"], grant.access_token.expose_secret());
    let fits_a_header = |token: &SecretString| {
        let token = token.expose_secret();
        !token.is_empty() && token.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
    };
    assert!(fits_a_header(&grant.access_token));
    if let Some(refresh) = &grant.refresh_token {
        assert!(fits_a_header(refresh) && said["refresh_token"] == refresh.expose_secret());
    }
    let life = grant.expires_in.unwrap_or(Duration::from_secs(1));
    assert!((1..=365 * 24 * 60 * 60).contains(&life.as_secs()));
    let patient = grant.patient.as_deref().unwrap_or("-");
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    assert!((1..=128).contains(&patient.len()) && patient.bytes().all(fits));
    let sorted: Vec<&String> = grant.scopes.granted.iter().chain(&grant.scopes.missing).collect();
    assert!(sorted.len() == asked.len() && asked.iter().all(|scope| sorted.contains(&scope)), "{sorted:?}");
    let shown = format!("{grant:?}");
    for token in [Some(&grant.access_token), grant.refresh_token.as_ref()].into_iter().flatten() {
        assert!(token.expose_secret().len() < 200 || !shown.contains(token.expose_secret()), "a token is shown");
    }
}

/// Words that are shown: bounded, and unable to disguise themselves.
fn is_plain(words: Option<&str>) {
    let words = words.unwrap_or("-");
    let is_hidden =
        |character: char| character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{200b}');
    assert!(!words.is_empty() && words.chars().count() <= 300 && !words.contains(is_hidden));
}
