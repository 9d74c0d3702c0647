//! The payers: a data file, a member's overrides, and what a payer's own server says of itself.
