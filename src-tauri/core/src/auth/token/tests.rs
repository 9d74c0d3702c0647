use secrecy::ExposeSecret;

use super::*;

fn asked() -> Vec<String> {
    ["patient/Patient.read", "patient/Coverage.read", "patient/ExplanationOfBenefit.read"].map(str::to_owned).to_vec()
}

fn read(body: &str) -> Option<Grant> {
    super::read(200, false, body.as_bytes(), &asked()).ok()
}

#[test]
fn the_documents_answer_is_read_without_a_token_type() {
    let grant = read(
        r#"{"access_token": "AeT40kbz", "patient": 1291938, "expires_in": 3600,
            "scope": "patient/patient.read patient/explanationofbenefit.read", "refresh_token": "r1"}"#,
    )
    .unwrap();
    assert_eq!(grant.access_token.expose_secret(), "AeT40kbz");
    assert_eq!(grant.refresh_token.unwrap().expose_secret(), "r1");
    assert_eq!(grant.expires_in, Some(Duration::from_secs(3600)));
    assert_eq!(grant.patient.as_deref(), Some("1291938"));
    assert_eq!(grant.scopes.missing, ["patient/Coverage.read"]);
}

#[test]
fn everything_but_the_access_token_may_be_missing_or_odd() {
    for body in [
        r#"{"access_token": "a"}"#,
        r#"{"access_token": "a", "token_type": "Bearer"}"#,
        r#"{"access_token": "a", "token_type": "bearer", "unknown": {"x": [1]}}"#,
        r#"{"access_token": "a", "token_type": "BearerToken"}"#,
        r#"{"access_token": "a", "token_type": null, "patient": null, "expires_in": null, "scope": null}"#,
        r#"{"access_token": "a", "refresh_token": "", "patient": {}, "expires_in": [], "scope": 7}"#,
    ] {
        let grant = read(body).unwrap_or_else(|| panic!("{body}"));
        assert_eq!((grant.refresh_token.is_none(), grant.patient, grant.expires_in), (true, None, None), "{body}");
        assert_eq!(grant.scopes.granted, asked(), "no scope means as asked: {body}");
    }
}

#[test]
fn an_answer_without_a_usable_token_is_none() {
    for body in [
        "{}",
        "[]",
        r#"["a", "Bearer"]"#,
        "null",
        "",
        r#"{"access_token": null}"#,
        r#"{"access_token": ""}"#,
        r#"{"access_token": 7}"#,
        r#"{"access_token": "a\r\nX-Injected: 1"}"#,
        r#"{"access_token": "a", "token_type": "mac"}"#,
        r#"{"access_token": "a", "access_token": "b"}"#,
        r#"{"access_token": "a", }"#,
        r#"{"error": "invalid_grant"}"#,
    ] {
        assert!(read(body).is_none(), "{body}");
    }
}

#[test]
fn a_life_may_be_a_number_or_text_and_garbage_is_no_life() {
    for (given, seconds) in [
        ("300", Some(300)),
        ("\"300\"", Some(300)),
        ("\" 300 \"", Some(300)),
        ("299.9", Some(299)),
        ("\"299.9\"", Some(299)),
        ("0", None),
        ("-5", None),
        ("\"soon\"", None),
        ("\"\"", None),
        ("true", None),
        ("1e3", None),
        ("99999999999999999999", None),
        ("9999999999", Some(365 * 24 * 60 * 60)),
    ] {
        let grant = read(&format!(r#"{{"access_token": "a", "expires_in": {given}}}"#)).unwrap();
        assert_eq!(grant.expires_in, seconds.map(Duration::from_secs), "{given}");
    }
}

#[test]
fn a_patient_may_be_a_number_text_or_a_reference() {
    for (given, id) in [
        ("1291938", Some("1291938")),
        ("\"1291938\"", Some("1291938")),
        ("\"Patient/a-1.b_c\"", Some("a-1.b_c")),
        ("12345678901234567890123", Some("12345678901234567890123")),
        ("\"a/../b\"", None),
        ("\"a b\"", None),
        ("\"a?x=1\"", None),
        ("\"\"", None),
        ("[]", None),
    ] {
        let grant = read(&format!(r#"{{"access_token": "a", "patient": {given}}}"#)).unwrap();
        assert_eq!(grant.patient.as_deref(), id, "{given}");
    }
}

#[test]
fn scopes_may_be_a_list() {
    let grant = read(r#"{"access_token": "a", "scope": ["patient/Patient.read", "patient/Coverage.read"]}"#).unwrap();
    assert_eq!(grant.scopes.missing, ["patient/ExplanationOfBenefit.read"]);
}

#[test]
fn a_grant_shows_no_token_in_debug_output_and_is_not_written() {
    let body = r#"{"access_token": "sesame-1", "refresh_token": "sesame-2"}"#;
    let answer: TokenAnswer = serde_json::from_str(body).unwrap();
    assert!(serde_json::to_string(&answer).is_err());
    let shown = format!("{answer:?}");
    let shown = shown + &format!("{:?}", answer.into_grant(&asked()));
    assert!(!shown.contains("sesame"), "{shown}");
}

#[test]
fn a_refusals_words_are_bounded_and_can_be_shown() {
    let body = format!(r#"{{"error": "odd<code>\u0000{0}", "error_description": "no\u202e{0}"}}"#, "x".repeat(2000));
    let Err(TokenEndpointError::Refused { code: RefusalCode::Other(code), description }) =
        sort(400, false, None, body.as_bytes())
    else {
        panic!("not refused")
    };
    assert!(code.starts_with("oddcodexxx") && code.len() == 60);
    assert_eq!(description.unwrap().chars().count(), 300);
}
