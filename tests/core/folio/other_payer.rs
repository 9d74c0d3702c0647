//! A payer of its own beside the demo plan: a small FLEX-like server that a file of payers leads to.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::response::Response;
use claimfolio_core::ipc::{ConnectAttempt, ConnectRequest, ConnectStage};

use crate::host::{Asked, Host, bundle, fhir, status};

use super::computer::Computer;

/// The client secret that whoever registered the app was given.
pub(crate) const SECRET: &str = "s3cret+of/the=client";

/// Answers as a payer of one member, `p`: each code and each refresh brings the next refresh token.
pub(crate) fn payer() -> impl Fn(&str, &Asked) -> Response + Send + Sync + 'static {
    let tokens = AtomicUsize::new(0);
    move |_, asked| match asked.target.split('?').next().unwrap_or_default() {
        "/token" => {
            let number = tokens.fetch_add(1, Ordering::SeqCst) + 1;
            let grant = asked.field("grant_type").unwrap();
            fhir(format!(
                r#"{{"access_token":"a{number}","refresh_token":"{grant}-{number}","patient":"p","expires_in":300}}"#
            ))
        }
        "/revoke" => status(200),
        "/R4/Patient/p" => fhir(r#"{"resourceType":"Patient","id":"p","name":[{"given":["Ada"],"family":"Moss"}]}"#),
        "/R4/ExplanationOfBenefit" => fhir(bundle([1, 2], None)),
        _ => status(404),
    }
}

/// A file with one payer of its own, `other`, at this origin.
pub(crate) fn file(origin: &str, client: &str, more: &str) -> String {
    format!(
        r#"
        [[payer]]
        key = "other"
        group = "Other"
        name = "Other Health"
        kind = "production"
        platform = "flex-oph-ca"
        client = "{client}"
        client_id = "ours"
        scopes = ["patient/Patient.read", "patient/ExplanationOfBenefit.read"]
        authorize = {{ url = "{origin}/authorize" }}
        token = {{ url = "{origin}/token" }}
        revoke = {{ url = "{origin}/revoke" }}
        fhir = {{ url = "{origin}/R4" }}
        {more}
        "#
    )
}

/// The redirect that answers come back to by the app's own scheme.
pub(crate) const DEEP_LINK: &str = r#"redirect = "org.claimfolio.desktop://oauth/callback""#;

impl Computer {
    /// Begins a sign-in at a payer.
    pub(crate) async fn begin_at(&self, payer: &str, reconnect: Option<&str>) -> ConnectAttempt {
        let request =
            ConnectRequest { payer: payer.to_owned(), optional: Vec::new(), reconnect: reconnect.map(str::to_owned) };
        self.folio.connect_begin(request).await.unwrap()
    }

    /// The answer to a sign-in: a code that any payer here takes.
    pub(crate) fn answer_to(&self, attempt: &ConnectAttempt) -> String {
        let page = self.page(attempt);
        let named = |name: &str| page.query_pairs().find(|(found, _)| found == name).unwrap().1.into_owned();
        format!("{}?code=any&state={}", named("redirect_uri"), named("state"))
    }

    /// A whole sign-in at a payer with its first sync.
    pub(crate) async fn connect_to(&self, payer: &str) -> String {
        let attempt = self.begin_at(payer, None).await;
        self.folio.answer_from_browser(self.answer_to(&attempt).as_bytes()).await;
        let stage = self.stage(&attempt);
        assert!(matches!(stage, ConnectStage::Confirm { .. }), "{stage:?}");
        let connection = self.confirm(&attempt).await;
        self.synced(&connection).await;
        connection
    }
}

/// What the token endpoint was asked, in order.
pub(crate) fn asked_of(host: &Host, path: &str) -> Vec<Asked> {
    host.asked().into_iter().filter(|asked| asked.target == path).collect()
}
