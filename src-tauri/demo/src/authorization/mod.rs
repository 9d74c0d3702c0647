//! The authorization server: authorization code with PKCE (RFC 6749, RFC 7636), refresh, revocation (RFC 7009).

pub(crate) mod authorize;
pub(crate) mod form;
pub(crate) mod request;
pub(crate) mod revoke;
pub(crate) mod scope;
pub(crate) mod session;
pub(crate) mod token;
