//! OperationOutcome: what a server says of its own answer (<https://hl7.org/fhir/R4/operationoutcome.html>).
//!
//! Only severities and codes are read. `diagnostics` and `details.text` are the server's prose: they can quote the
//! question, a patient included, and so never reach an error or a log.

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// Longest code that is kept; the longest of the value set, `multiple-matches`, has 16 characters.
const LONGEST_CODE: usize = 32;

/// Most issues that are kept of one outcome.
const MOST_ISSUES: usize = 20;

/// What a server says of its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// In the server's order.
    pub issues: Vec<Issue>,
}

/// One thing it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// A code of the value set `issue-type`, for example `not-found`; `None` where it is not shaped like one.
    pub code: Option<String>,
}

/// `OperationOutcome.issue.severity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Also what a missing or unknown severity counts as.
    Information,
    /// The answer is good, but something is to be said.
    Warning,
    /// The question, or a part of it, was not answered.
    Error,
    /// Nothing was answered.
    Fatal,
}

#[derive(Deserialize)]
struct RawOutcome {
    #[serde(default)]
    issue: Value,
}

impl Outcome {
    /// Reads an outcome. What is not as it should be is left out: it never fails.
    #[must_use]
    pub fn read(resource: &RawValue) -> Self {
        let Ok(RawOutcome { issue: Value::Array(issues) }) = serde_json::from_str(resource.get()) else {
            return Self::default();
        };
        let issues = issues
            .iter()
            .take(MOST_ISSUES)
            .map(|issue| Issue {
                severity: match issue.get("severity").and_then(Value::as_str) {
                    Some("fatal") => Severity::Fatal,
                    Some("error") => Severity::Error,
                    Some("warning") => Severity::Warning,
                    _ => Severity::Information,
                },
                code: issue.get("code").and_then(Value::as_str).filter(|code| is_code(code)).map(str::to_owned),
            })
            .collect();
        Self { issues }
    }

    /// Whether something was not answered.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity >= Severity::Error)
    }

    /// The codes, for a help desk: `invalid, not-supported`.
    #[must_use]
    pub fn codes(&self) -> String {
        self.issues.iter().filter_map(|issue| issue.code.as_deref()).collect::<Vec<_>>().join(", ")
    }
}

fn is_code(text: &str) -> bool {
    (1..=LONGEST_CODE).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Outcome {
        Outcome::read(&RawValue::from_string(json.to_owned()).unwrap())
    }

    #[test]
    fn severities_and_codes_are_read_and_prose_is_not() {
        let outcome = read(
            r#"{"resourceType":"OperationOutcome","issue":[
                {"severity":"error","code":"not-supported","diagnostics":"canary"},
                {"severity":"warning","code":"Jane Canary, born 1950"},
                {"code":7}]}"#,
        );
        assert_eq!(outcome.issues.len(), 3);
        assert!(outcome.is_fault());
        assert_eq!(outcome.codes(), "not-supported");
        assert!(!format!("{outcome:?}").contains("anary"));
    }

    #[test]
    fn an_outcome_of_another_shape_says_nothing() {
        for json in ["{}", r#"{"issue":{}}"#, r#"{"issue":null}"#, "[]", "7"] {
            assert_eq!(read(json), Outcome::default(), "{json}");
        }
        assert!(!read(r#"{"issue":[7,{"severity":"warning"}]}"#).is_fault());
    }
}
