//! Comparing what was asked for with what was granted.

/// Scopes that were asked for, sorted by what became of them. Spelled as they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scopes {
    /// Granted.
    pub granted: Vec<String>,
    /// Asked for and not granted: the member unticked them, or the payer does not give them. Never an error.
    pub missing: Vec<String>,
}

impl Scopes {
    /// Compares. Payers answer `patient/patient.read` to `patient/Patient.read`, so letters' case does not count; the
    /// SMART 2 spelling `.rs` means `.read`, and `patient/*.read` covers every resource. No `scope` in an answer means
    /// that all of it was granted (RFC 6749, 5.1). What was granted unasked is left out: this app does not use it.
    #[must_use]
    pub fn compare(asked: &[String], answered: Option<&str>) -> Self {
        let Some(answered) = answered else {
            return Self { granted: asked.to_vec(), missing: Vec::new() };
        };
        let answered: Vec<String> = answered.split_ascii_whitespace().map(key).collect();
        let covers = |scope: &String| {
            let wanted = key(scope);
            let any_resource = wanted.split_once('/').zip(wanted.rsplit_once('.'));
            let any_resource = any_resource.map(|((context, _), (_, access))| format!("{context}/*.{access}"));
            answered.iter().any(|granted| *granted == wanted || Some(granted) == any_resource.as_ref())
        };
        let (granted, missing) = asked.iter().cloned().partition(covers);
        Self { granted, missing }
    }
}

fn key(scope: &str) -> String {
    let scope = scope.to_ascii_lowercase();
    match scope.rsplit_once('.') {
        Some((resource, "rs" | "*")) => format!("{resource}.read"),
        _ => scope,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Vec<String> {
        ["patient/Patient.read", "patient/Coverage.read"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_is_granted_is_told_from_what_is_missing() {
        for (answered, granted, missing) in [
            (None, 2, 0),
            (Some("patient/patient.read PATIENT/COVERAGE.READ"), 2, 0),
            (Some("  patient/Patient.read\tlaunch/patient "), 1, 1),
            (Some("patient/Patient.rs patient/Coverage.rs"), 2, 0),
            (Some("patient/*.read"), 2, 0),
            (Some("patient/*.*"), 2, 0),
            (Some("user/*.read"), 0, 2),
            (Some("patient/Patient.write"), 0, 2),
            (Some("patient/PatientX.read"), 0, 2),
            (Some(""), 0, 2),
        ] {
            let scopes = Scopes::compare(&asked(), answered);
            assert_eq!((scopes.granted.len(), scopes.missing.len()), (granted, missing), "{answered:?}");
        }
    }

    #[test]
    fn scopes_keep_the_spelling_that_was_asked_for() {
        assert_eq!(Scopes::compare(&asked(), Some("patient/patient.read")).granted, ["patient/Patient.read"]);
    }
}
