//! The made-up members, providers, plan and claims. Everything follows from a seed and a first day.

pub(crate) mod adjudication;
pub(crate) mod book;
pub(crate) mod catalog;
pub(crate) mod claim;
pub(crate) mod clinical;
pub(crate) mod clinical_tests;
pub(crate) mod day;
pub(crate) mod explanation;
pub(crate) mod json;
pub(crate) mod money;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod providers;
pub(crate) mod records;
pub(crate) mod stories;

pub(crate) use book::Book;
pub use people::Member;
