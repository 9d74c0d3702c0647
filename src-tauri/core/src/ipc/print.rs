//! What is put on paper, and how.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a paper is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PrintOptions {
    /// The language of its words. What the plan wrote stays as it is.
    pub language: PaperLanguage,
    /// The size of its pages.
    pub paper: Paper,
    /// The day it is where the member is, `YYYY-MM-DD`: the paper says that it was made then.
    pub today: String,
}

/// The language of a paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PaperLanguage {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

/// The size of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Paper {
    /// US Letter, 8.5 by 11 inches.
    Letter,
    /// ISO A4, 210 by 297 millimetres.
    A4,
}
