//! Reading what a browser brings back (RFC 6749, 4.1.2; RFC 9207).
//!
//! Any web page can send such a link, so everything about it is hostile until its `state` matches (T3). It is read here
//! from the bytes as they arrived; no URL parser sees it, because those repair what must be refused: they trim spaces,
//! lower the scheme, fold `..` and turn bad bytes into U+FFFD.
//!
//! | rule | why |
//! | --- | --- |
//! | 1 to 8,192 bytes, each in 0x21–0x7E | a link has no spaces, no controls and no raw Unicode |
//! | begins with the registered redirect URI, byte by byte, then `?` | no other scheme, host, path, user name or port |
//! | no `#` | a fragment belongs to other flows, and servers do not see it |
//! | at most 32 parameters, names decoded before they are compared | `%63ode` is `code` |
//! | `code`, `state`, `iss`, `error`, `error_description` at most once | RFC 6749, 3.1: not more than once |
//! | `state` is there and has the form of ours | an answer without it answers nothing |
//! | either `code` or `error`, not both | |
//! | `%` only before two hexadecimal digits, UTF-8 after decoding, no control characters | |
//!
//! Other parameters are ignored, as RFC 6749, 4.1.2 demands, and counted.

use secrecy::SecretString;

use super::pkce::State;
use super::redirect::RedirectUri;
use super::text::plain;

/// The most bytes that a link may have.
pub const LONGEST_LINK: usize = 8 * 1024;
const MOST_PARAMETERS: usize = 32;
const LONGEST_DESCRIPTION: usize = 300;

/// An answer in the right form. Whether it is ours is for its `state` to say.
#[derive(Debug, Clone)]
pub struct Callback {
    /// Where it came back to.
    pub redirect: RedirectUri,
    /// Which request it claims to answer.
    pub state: State,
    /// What it says.
    pub answer: Answer,
    /// Who says that it sent it (RFC 9207).
    pub issuer: Option<String>,
    /// How many parameters were ignored.
    pub ignored: usize,
}

/// What an answer says.
#[derive(Debug, Clone)]
pub enum Answer {
    /// The member agreed.
    Code(SecretString),
    /// It did not work, or the member said no.
    Refused(Refusal),
}

/// An error answer (RFC 6749, 4.1.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code, for example `access_denied`.
    pub error: String,
    /// The payer's words, cut short, without control characters.
    pub description: Option<String>,
}

/// Why a link is not an answer. Says nothing of what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// Empty, or longer than [`LONGEST_LINK`].
    #[error("the link is empty or too long")]
    Length,
    /// A byte outside 0x21–0x7E.
    #[error("the link has a byte that links do not have")]
    Byte,
    /// Not the registered redirect URI.
    #[error("the link leads elsewhere")]
    Elsewhere,
    /// A fragment.
    #[error("the link has a fragment")]
    Fragment,
    /// More parameters than any answer has.
    #[error("the link has too many parameters")]
    TooMany,
    /// A parameter that may come once came twice.
    #[error("a parameter came twice")]
    Twice,
    /// An escape or a decoded byte that is not text, or a value that is not of its form.
    #[error("a parameter cannot be read")]
    Value,
    /// No `state`, or not in the form of ours.
    #[error("the state is missing or not ours")]
    State,
    /// Neither `code` nor `error`, or both.
    #[error("neither a code nor an error, or both")]
    Answer,
}

/// Reads a link that should have come back to `redirect`.
///
/// # Errors
/// [`CallbackError`]; see the table above.
pub fn parse_callback(raw: &[u8], redirect: &RedirectUri) -> Result<Callback, CallbackError> {
    if raw.is_empty() || raw.len() > LONGEST_LINK {
        return Err(CallbackError::Length);
    }
    if !raw.iter().all(|byte| (0x21..=0x7e).contains(byte)) {
        return Err(CallbackError::Byte);
    }
    if raw.contains(&b'#') {
        return Err(CallbackError::Fragment);
    }
    let query = raw.strip_prefix(redirect.as_str().as_bytes()).and_then(|rest| rest.strip_prefix(b"?"));
    let query = query.ok_or(CallbackError::Elsewhere)?;

    let mut known = Known::default();
    let mut ignored = 0;
    for (position, pair) in query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).enumerate() {
        if position == MOST_PARAMETERS {
            return Err(CallbackError::TooMany);
        }
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = decode(halves.next().unwrap_or_default())?;
        let value = decode(halves.next().unwrap_or_default())?;
        match known.slot(&name) {
            None => ignored += 1,
            Some(Some(_)) => return Err(CallbackError::Twice),
            Some(slot) => *slot = Some(value),
        }
    }

    let state = known.state.as_deref().and_then(State::read).ok_or(CallbackError::State)?;
    let answer = match (known.code, known.error) {
        (Some(code), None) if is_visible_ascii(&code, 4096) => Answer::Code(code.into()),
        (None, Some(error)) if is_visible_ascii(&error, 100) => {
            let description = known.error_description.map(|words| plain(&words, LONGEST_DESCRIPTION));
            Answer::Refused(Refusal { error, description: description.filter(|words| !words.is_empty()) })
        }
        (Some(_), Some(_)) | (None, None) => return Err(CallbackError::Answer),
        (Some(_), None) | (None, Some(_)) => return Err(CallbackError::Value),
    };
    if known.iss.as_deref().is_some_and(|issuer| !is_visible_ascii(issuer, 2048)) {
        return Err(CallbackError::Value);
    }
    Ok(Callback { redirect: redirect.clone(), state, answer, issuer: known.iss, ignored })
}

#[derive(Default)]
struct Known {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

impl Known {
    fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "code" => Some(&mut self.code),
            "state" => Some(&mut self.state),
            "iss" => Some(&mut self.iss),
            "error" => Some(&mut self.error),
            "error_description" => Some(&mut self.error_description),
            _ => None,
        }
    }
}

/// Decodes `application/x-www-form-urlencoded`, strictly.
fn decode(raw: &[u8]) -> Result<String, CallbackError> {
    let mut decoded = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = bytes.next().and_then(|digit| hexadecimal(*digit)).ok_or(CallbackError::Value)?;
                let low = bytes.next().and_then(|digit| hexadecimal(*digit)).ok_or(CallbackError::Value)?;
                high << 4 | low
            }
            byte => *byte,
        });
    }
    let text = String::from_utf8(decoded).map_err(|_| CallbackError::Value)?;
    if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        return Err(CallbackError::Value);
    }
    Ok(text)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// RFC 6749, appendix A: visible characters (and, within a code, spaces), at least one.
fn is_visible_ascii(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
}

#[cfg(test)]
mod tests;
