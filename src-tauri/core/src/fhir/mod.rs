//! FHIR R4 over HTTP, and tolerant views of what comes.
//!
//! Nothing here trusts a server: bodies are bounded, next links are confined to the payer's address, and a resource
//! that is not what its profile promises is still kept, as it came.

pub mod coverage;
pub mod patient;
pub mod reference;
pub mod resource;
