//! A payer's token endpoint, as this app's registered client.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth2::basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse};
use oauth2::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, StandardRevocableToken, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::redirect::RedirectUri;
use super::token::{Grant, TokenAnswer, TokenEndpointError, sort};
use crate::clock::Clock;
use crate::http::{HttpClient, HttpError, TOKEN_LIMIT, retry_after};

/// How this app shows a payer who it is. PKCE comes on top of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    /// No secret: an app on a member's computer cannot keep one (RFC 8252, 8.5).
    #[default]
    Public,
    /// A secret in the request's body.
    SecretPost,
    /// A secret by HTTP Basic.
    SecretBasic,
}

/// This app as it is registered with a payer.
#[derive(Debug, Clone)]
pub struct OAuthClient {
    /// The client id. Not a secret.
    pub id: String,
    /// How it authenticates.
    pub kind: ClientKind,
    /// Entered by whoever registered the app, and kept in the keychain; never shipped.
    pub secret: Option<SecretString>,
}

type Client = oauth2::Client<
    BasicErrorResponse,
    TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// A payer's token endpoint and, where it has one, revocation endpoint.
#[derive(Clone)]
pub struct TokenEndpoint {
    http: HttpClient,
    clock: Arc<dyn Clock>,
    token: Url,
    client: OAuthClient,
}

impl std::fmt::Debug for TokenEndpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenEndpoint").field("host", &self.token.host_str()).finish_non_exhaustive()
    }
}

impl TokenEndpoint {
    /// The endpoint at `token`. `http` must be the client for token endpoints.
    #[must_use]
    pub fn new(http: HttpClient, clock: Arc<dyn Clock>, token: Url, client: OAuthClient) -> Self {
        Self { http, clock, token, client }
    }

    fn client(&self) -> Client {
        let auth_type = match self.client.kind {
            ClientKind::SecretBasic => AuthType::BasicAuth,
            ClientKind::Public | ClientKind::SecretPost => AuthType::RequestBody,
        };
        let client = oauth2::Client::new(ClientId::new(self.client.id.clone()))
            .set_auth_type(auth_type)
            .set_token_uri(TokenUrl::from_url(self.token.clone()));
        match self.secret() {
            Some(secret) => client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned())),
            None => client,
        }
    }

    /// The secret, unless the registration is a public one.
    fn secret(&self) -> Option<&SecretString> {
        self.client.secret.as_ref().filter(|_| self.client.kind != ClientKind::Public)
    }

    /// Exchanges a code for tokens (RFC 6749, 4.1.3; RFC 7636, 4.5). A code and its verifier are used once.
    ///
    /// # Errors
    /// [`TokenEndpointError`].
    pub async fn exchange(
        &self,
        code: SecretString,
        verifier: PkceCodeVerifier,
        redirect: &RedirectUri,
        asked: &[String],
    ) -> Result<Grant, TokenEndpointError> {
        let redirect = RedirectUrl::new(redirect.as_str().to_owned()).map_err(|_| HttpError::AddressRefused)?;
        let answer = self
            .client()
            .set_redirect_uri(redirect)
            .exchange_code(AuthorizationCode::new(code.expose_secret().to_owned()))
            .set_pkce_verifier(verifier)
            .request_async(self)
            .await;
        Ok(answer.map_err(read_error)?.into_grant(asked))
    }

    /// Asks for a new access token (RFC 6749, 6).
    ///
    /// # Errors
    /// [`TokenEndpointError`].
    pub async fn refresh(&self, token: &SecretString, asked: &[String]) -> Result<Grant, TokenEndpointError> {
        let token = RefreshToken::new(token.expose_secret().to_owned());
        let answer = self.client().exchange_refresh_token(&token).request_async(self).await;
        Ok(answer.map_err(read_error)?.into_grant(asked))
    }

    /// Ends the app's own access (RFC 7009, 2.1). A token that the payer does not know any more counts as ended. Built
    /// here because `oauth2` refuses the demo payer's loopback address.
    ///
    /// # Errors
    /// [`TokenEndpointError`]: nothing is known about the token then.
    pub async fn revoke(
        &self,
        revocation: &Url,
        token: &SecretString,
        kind: TokenKind,
    ) -> Result<(), TokenEndpointError> {
        let mut form = Serializer::new(String::new());
        form.append_pair("token", token.expose_secret()).append_pair("token_type_hint", kind.hint());
        let mut request = ::http::Request::post(revocation.as_str())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        match self.secret() {
            Some(secret) if self.client.kind == ClientKind::SecretBasic => {
                request = request.header(AUTHORIZATION, basic(&self.client.id, secret));
            }
            Some(secret) => {
                form.append_pair("client_id", &self.client.id).append_pair("client_secret", secret.expose_secret());
            }
            None => {
                form.append_pair("client_id", &self.client.id);
            }
        }
        let request = request.body(form.finish().into_bytes()).map_err(|_| HttpError::AddressRefused)?;
        self.post(request).await.map(drop)
    }

    async fn post(&self, request: HttpRequest) -> Result<HttpResponse, TokenEndpointError> {
        let request = reqwest::Request::try_from(request).map_err(|_| HttpError::AddressRefused)?;
        let response = self.http.send(request).await?;
        let (status, is_html) = (response.status(), response.is_html());
        let wait = retry_after(response.headers(), &*self.clock);
        let body = match response.into_body(TOKEN_LIMIT) {
            Ok(body) => body.read().await,
            Err(error) => Err(error),
        };
        // A fault is told by its status; that its body is too large or broken adds nothing.
        let body = if (200..300).contains(&status) { body? } else { body.unwrap_or_default() };
        sort(status, is_html, wait, &body)?;
        // With status 200 and without a content type `oauth2` reads the body whatever the payer calls it.
        Ok(::http::Response::new(body))
    }
}

/// HTTP Basic with each half encoded as a form is (RFC 6749, 2.3.1).
fn basic(id: &str, secret: &SecretString) -> String {
    let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encode(id), encode(secret.expose_secret()))))
}

/// Which token is to be revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// An access token.
    Access,
    /// A refresh token: payers end its access tokens with it.
    Refresh,
}

impl TokenKind {
    fn hint(self) -> &'static str {
        match self {
            Self::Access => "access_token",
            Self::Refresh => "refresh_token",
        }
    }
}

impl<'c> AsyncHttpClient<'c> for TokenEndpoint {
    type Error = TokenEndpointError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TokenEndpointError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.post(request))
    }
}

/// `oauth2`'s parse error carries the body, tokens included: it is dropped here and nowhere looked at.
fn read_error(error: RequestTokenError<TokenEndpointError, BasicErrorResponse>) -> TokenEndpointError {
    match error {
        RequestTokenError::Request(error) => error,
        RequestTokenError::ServerResponse(_) | RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            HttpError::Unreadable.into()
        }
    }
}

#[cfg(test)]
mod tests;
