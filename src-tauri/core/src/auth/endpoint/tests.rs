use std::sync::LazyLock;
use std::time::Duration;

use super::*;
use crate::auth::token::RefusalCode;
use crate::clock::ManualClock;
use crate::http::Timeouts;
use crate::http::testing::{Canned, FakeHost};

/// Shared, because reading the computer's root certificates takes time; it keeps no connection.
static HTTP: LazyLock<HttpClient> = LazyLock::new(|| HttpClient::token(Timeouts::TOKEN).unwrap());

const TOKENS: &str = r#"{"access_token": "a1", "expires_in": "300", "refresh_token": "r1"}"#;

fn endpoint(host: &FakeHost, kind: ClientKind, secret: Option<&str>) -> TokenEndpoint {
    let client = OAuthClient { id: "the id".to_owned(), kind, secret: secret.map(Into::into) };
    TokenEndpoint::new(
        HTTP.clone(),
        Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap())),
        Url::parse(&host.url("/oauth/token")).unwrap(),
        client,
    )
}

fn verifier() -> PkceCodeVerifier {
    PkceCodeVerifier::new("eae64b84b53f479d92ab81dce7c8bbe608492951def502d84b4f0cd7".to_owned())
}

async fn exchange(endpoint: &TokenEndpoint) -> Result<Grant, TokenEndpointError> {
    let asked = ["patient/Patient.read".to_owned()];
    endpoint.exchange("the code".into(), verifier(), &RedirectUri::app(), &asked).await
}

fn sorted(mut form: Vec<(String, String)>) -> Vec<(String, String)> {
    form.sort();
    form
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_code_is_exchanged_with_its_verifier_and_nothing_else() {
    let host = FakeHost::start(vec![Canned::json(200, TOKENS)]).await;
    let grant = exchange(&endpoint(&host, ClientKind::Public, None)).await.unwrap();
    assert_eq!(grant.access_token.expose_secret(), "a1");
    assert_eq!(grant.expires_in, Some(Duration::from_secs(300)));
    let request = host.requests().remove(0);
    assert!(request.head.starts_with("POST /oauth/token HTTP/1.1"), "{}", request.head);
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        sorted(request.form()),
        fields(&[
            ("client_id", "the id"),
            ("code", "the code"),
            ("code_verifier", "eae64b84b53f479d92ab81dce7c8bbe608492951def502d84b4f0cd7"),
            ("grant_type", "authorization_code"),
            ("redirect_uri", "org.claimfolio.desktop://oauth/callback"),
        ])
    );
}

#[tokio::test]
async fn a_refresh_names_its_token_and_the_client() {
    let host = FakeHost::start(vec![Canned::json(200, TOKENS)]).await;
    endpoint(&host, ClientKind::Public, None).refresh(&"r0".into(), &[]).await.unwrap();
    let expected = [("client_id", "the id"), ("grant_type", "refresh_token"), ("refresh_token", "r0")];
    assert_eq!(sorted(host.requests().remove(0).form()), fields(&expected));
}

#[tokio::test]
async fn a_registration_with_a_secret_sends_it_where_the_entry_says() {
    let cases = [
        (ClientKind::Public, None, None),
        (ClientKind::SecretPost, Some("a+b c"), None),
        (ClientKind::SecretBasic, None, Some("Basic dGhlK2lkOmElMkJiK2M=")),
    ];
    for (kind, in_body, in_header) in cases {
        let host = FakeHost::start(vec![Canned::json(200, TOKENS), Canned::json(200, "")]).await;
        let endpoint = endpoint(&host, kind, Some("a+b c"));
        exchange(&endpoint).await.unwrap();
        let revocation = Url::parse(&host.url("/oauth/revoke")).unwrap();
        endpoint.revoke(&revocation, &"r1".into(), TokenKind::Refresh).await.unwrap();
        for request in host.requests() {
            assert_eq!(request.field("client_secret").as_deref(), in_body, "{kind:?}");
            assert_eq!(request.header("authorization"), in_header, "{kind:?}");
            assert_eq!(request.field("client_id").is_none(), in_header.is_some(), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn a_revocation_names_the_token_and_its_kind() {
    let host = FakeHost::start(vec![Canned::bytes(200, Vec::new()), Canned::json(503, "")]).await;
    let endpoint = endpoint(&host, ClientKind::Public, None);
    let revocation = Url::parse(&host.url("/oauth/revoke")).unwrap();
    endpoint.revoke(&revocation, &"r1".into(), TokenKind::Refresh).await.unwrap();
    let expected = [("client_id", "the id"), ("token", "r1"), ("token_type_hint", "refresh_token")];
    assert_eq!(sorted(host.requests().remove(0).form()), fields(&expected));
    let unanswered = endpoint.revoke(&revocation, &"r1".into(), TokenKind::Refresh).await;
    assert_eq!(unanswered, Err(HttpError::Status { status: 503, retry_after: None }.into()));
}

/// T7
#[tokio::test]
async fn a_code_does_not_follow_a_redirect() {
    for status in [301, 302, 303, 307, 308] {
        let canary = FakeHost::start(vec![Canned::json(200, TOKENS)]).await;
        let redirect = Canned::json(status, "").header("Location", &canary.url("/oauth/token"));
        let host = FakeHost::start(vec![redirect]).await;
        let result = exchange(&endpoint(&host, ClientKind::Public, None)).await;
        assert_eq!(result.err(), Some(HttpError::Redirected.into()), "{status}");
        assert_eq!(canary.requests().len(), 0, "{status}");
    }
}

/// T11
#[tokio::test]
async fn an_answer_larger_than_64_kib_is_aborted() {
    let padding = " ".repeat(64 * 1024);
    let host = FakeHost::start(vec![Canned::json(200, &format!("{TOKENS}{padding}")).without_length()]).await;
    let result = exchange(&endpoint(&host, ClientKind::Public, None)).await;
    assert_eq!(result.err(), Some(HttpError::TooLarge.into()));
}

#[tokio::test]
async fn an_error_carries_nothing_of_the_body() {
    for body in [r#"{"access_token": ["sesame"]}"#, r#"{"refresh_token": "sesame""#, "sesame", "\"sesame\""] {
        for status in [200, 400, 500] {
            let host = FakeHost::start(vec![Canned::json(status, body)]).await;
            let error = exchange(&endpoint(&host, ClientKind::Public, None)).await.unwrap_err();
            let shown = format!("{error:?} {error}");
            assert!(!shown.contains("sesame"), "{shown}");
        }
    }
}

#[derive(Debug, PartialEq)]
enum Means {
    Tokens,
    InvalidGrant,
    Refused(RefusalCode),
    Unavailable,
}

/// T24
#[tokio::test]
async fn each_answer_of_a_token_endpoint_means_what_it_should() {
    use Means::*;
    const JSON: &str = "application/json";
    const HTML: &str = "text/html";
    let invalid_grant = r#"{"error": "invalid_grant"}"#;
    let page = "<html>invalid_grant</html>";
    let other = |code: &str| Refused(RefusalCode::Other(code.to_owned()));
    let table: [(u16, &str, &str, Means); 43] = [
        (200, JSON, TOKENS, Tokens),
        (200, "application/json;charset=UTF-8", TOKENS, Tokens),
        (200, "text/plain", TOKENS, Tokens),
        (200, "", TOKENS, Tokens),
        (201, JSON, TOKENS, Tokens),
        (200, HTML, page, Unavailable),
        (200, HTML, TOKENS, Unavailable),
        (200, JSON, page, Unavailable),
        (200, JSON, "", Unavailable),
        (200, JSON, "{}", Unavailable),
        (200, JSON, "{\"access_token\": \"a\",}", Unavailable),
        (200, JSON, invalid_grant, Unavailable),
        (204, JSON, "", Unavailable),
        (302, JSON, invalid_grant, Unavailable),
        (304, JSON, "", Unavailable),
        (400, JSON, invalid_grant, InvalidGrant),
        (400, JSON, r#"{"error": "invalid_grant", "error_description": "expired", "x": 1}"#, InvalidGrant),
        (400, "", invalid_grant, InvalidGrant),
        (400, "text/plain", invalid_grant, InvalidGrant),
        (400, HTML, invalid_grant, Unavailable),
        (400, JSON, page, Unavailable),
        (400, JSON, "", Unavailable),
        (400, JSON, "{}", Unavailable),
        (400, JSON, r#"{"error": {"code": "invalid_grant"}}"#, Unavailable),
        (400, JSON, r#"["invalid_grant"]"#, Unavailable),
        (400, JSON, r#"{"error": "INVALID_GRANT"}"#, other("INVALID_GRANT")),
        (400, JSON, r#"{"error": "invalid_client"}"#, Refused(RefusalCode::InvalidClient)),
        (400, JSON, r#"{"error": "unauthorized_client"}"#, Refused(RefusalCode::UnauthorizedClient)),
        (400, JSON, r#"{"error": "invalid_scope"}"#, Refused(RefusalCode::InvalidScope)),
        (400, JSON, r#"{"error": "invalid_request"}"#, Refused(RefusalCode::InvalidRequest)),
        (400, JSON, r#"{"error": "unsupported_grant_type"}"#, Refused(RefusalCode::UnsupportedGrantType)),
        (400, JSON, r#"{"error": "temporarily_unavailable"}"#, Unavailable),
        (401, JSON, r#"{"error": "invalid_client"}"#, Refused(RefusalCode::InvalidClient)),
        (401, JSON, invalid_grant, Unavailable),
        (401, HTML, page, Unavailable),
        (403, JSON, invalid_grant, Unavailable),
        (403, JSON, r#"{"error": "access_denied"}"#, Refused(RefusalCode::AccessDenied)),
        (404, JSON, invalid_grant, Unavailable),
        (408, JSON, invalid_grant, Unavailable),
        (429, JSON, invalid_grant, Unavailable),
        (500, JSON, invalid_grant, Unavailable),
        (502, HTML, page, Unavailable),
        (503, JSON, r#"{"error": "invalid_client"}"#, Unavailable),
    ];
    for (status, kind, body, expected) in table {
        let mut canned = Canned::bytes(status, body.as_bytes().to_vec());
        if !kind.is_empty() {
            canned = canned.header("Content-Type", kind);
        }
        let host = FakeHost::start(vec![canned]).await;
        let found = match endpoint(&host, ClientKind::Public, None).refresh(&"r0".into(), &[]).await {
            Ok(_) => Tokens,
            Err(TokenEndpointError::InvalidGrant { .. }) => InvalidGrant,
            Err(TokenEndpointError::Refused { code, .. }) => Refused(code),
            Err(TokenEndpointError::Unavailable(_)) => Unavailable,
        };
        assert_eq!(found, expected, "{status} {kind} {body}");
    }
}
