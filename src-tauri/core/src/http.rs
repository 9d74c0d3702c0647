//! The two HTTP clients: one for FHIR, one for token endpoints. Neither follows a redirect.

/// Why an exchange over HTTP gave nothing usable. Carries no URL with a query, no body, no header.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The host could not be found or reached.
    #[error("the host could not be reached")]
    Unreachable,
    /// Time ran out.
    #[error("the host took too long")]
    TimedOut,
    /// An answer with a status that is a fault.
    #[error("the host answered with status {status}")]
    Status {
        /// The status.
        status: u16,
        /// What `Retry-After` asks for.
        retry_after: Option<std::time::Duration>,
    },
    /// The host sent a redirect; it was not followed (T7).
    #[error("the host sent a redirect")]
    Redirected,
    /// The body is larger than allowed, after decompression (T11).
    #[error("the body is too large")]
    TooLarge,
    /// The body broke off or cannot be decompressed.
    #[error("the body broke off")]
    Broken,
    /// The body is not what the content type or the protocol promises.
    #[error("the body cannot be read")]
    Unreadable,
    /// The address is not `https`, and not `http` on this computer (T6).
    #[error("the address is not allowed")]
    AddressRefused,
}
