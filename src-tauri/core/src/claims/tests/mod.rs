//! The whole reading of a claim.
