//! FHIR R4 over HTTP, and tolerant views of what comes.
//!
//! Nothing here trusts a server: bodies are bounded, next links are confined to the payer's address, and a resource
//! that is not what its profile promises is still kept, as it came.

pub(crate) mod answer;
pub mod backoff;
pub mod client;
#[cfg(test)]
mod client_tests;
pub mod coverage;
pub mod file;
mod head;
pub mod json;
pub mod next_link;
pub mod outcome;
pub mod page;
pub mod patient;
mod quoted;
pub mod reference;
pub mod resource;
pub mod supports;
