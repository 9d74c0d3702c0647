//! A payer's public provider directory (Da Vinci PDex Plan Net 1.0.0, on FHIR R4): searched without a sign-in.
//!
//! ```text
//! question ──► plan: at most four requests, of what this payer lists ──► walk: asks, page by page ──► found ──► rows
//!  (a member's)  (pure) or "not that way"                                (no token, no cookie)        (facts)   (pure)
//! ```
//!
//! The unit is what one entry says of one place: somebody, at a place, in networks. What a directory does not say is said;
//! what it was not asked for, because its pages were not followed to their end, is never called absent.
//!
//! Deliberately not here: anything of the member. A question holds what they typed and nothing else, so that a directory
//! learns a name and a place that somebody looks for, and not who does.

pub mod answer;
pub mod claim;
pub mod client;
pub mod copy;
mod facts;
pub mod found;
pub mod network;
pub mod plan;
pub mod question;
pub mod specialty;
pub mod walk;
