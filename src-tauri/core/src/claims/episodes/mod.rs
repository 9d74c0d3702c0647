//! Claims that belong together: a stay in hospital with its surgeon, its medicine and the visit after it, shown as one
//! story.
//!
//! Pure: all claims of one person go in ([`group`]), stories come out, each membership with its reason and with how sure it
//! is. The answer depends on the claims alone, never on the order in which they came: whatever has to be decided one claim
//! after the other goes by day of care and FHIR id. What the member said otherwise is applied on top ([`corrected`]).
//!
//! A story is only a way of showing claims: no sum and no count is ever made of stories. It has to be told by facts that
//! stand in the claims; care that merely comes back (a refill every month, counselling every week) makes none.

mod corrections;
mod facts;
mod names;
mod rule;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::ipc::ClaimKind;

pub use corrections::{Correction, corrected};
pub(super) use facts::{Read, of_claim};
pub use names::{name, words};
pub use rule::group;

/// What a claim says that can make it part of a story. Kept beside the claim in the store, therefore with short names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// What a story can be about.
    #[serde(rename = "e", skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// Diagnoses that name one illness or injury, without their dots. Symptoms, check-ups and conditions that last are not
    /// here: sharing one of these says nothing.
    #[serde(rename = "d", skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<String>,
    /// Numbers that a plan or provider gave to care that belongs together: authorizations, referrals, encounters.
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<String>,
    /// Who gave the care, in lower case.
    #[serde(rename = "c", skip_serializing_if = "Vec::is_empty")]
    pub caregivers: Vec<String>,
    /// Who ordered, referred to or prescribed it.
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    pub ordered_by: Vec<String>,
    /// The code of the first line: what the care was.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The principal procedure (ICD-10-PCS), or the principal diagnosis where there is none: what the story is called.
    #[serde(rename = "w", skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// Days that a prescription lasts.
    #[serde(rename = "r", skip_serializing_if = "Option::is_none")]
    pub supply: Option<u32>,
    /// Given in a hospital, an emergency room or a surgery center.
    #[serde(rename = "f", skip_serializing_if = "std::ops::Not::not")]
    pub in_facility: bool,
    /// A check-up after treatment that has ended (ICD-10-CM Z09, Z47, Z48).
    #[serde(rename = "a", skip_serializing_if = "std::ops::Not::not")]
    pub after_care: bool,
    /// Nothing but check-ups, screenings and vaccines.
    #[serde(rename = "p", skip_serializing_if = "std::ops::Not::not")]
    pub preventive: bool,
}

/// What a story can be about: only a facility's own claim is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Event {
    /// A night in hospital or more.
    #[serde(rename = "s")]
    Stay,
    /// A visit to an emergency room.
    #[serde(rename = "e")]
    Emergency,
    /// Surgery without a night in hospital.
    #[serde(rename = "p")]
    Procedure,
}

/// A claim as the rule sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Names it in the answer.
    pub key: i64,
    /// Its FHIR id.
    pub id: String,
    /// Days of care, as [`crate::date::day_number`] counts them.
    pub first: i64,
    /// The last of them.
    pub last: i64,
    /// What kind of care.
    pub kind: ClaimKind,
    /// Who did it, in the payer's words.
    pub provider: Option<String>,
    /// Whether it counts: a claim that was replaced is part of a story and makes none.
    pub counts: bool,
    /// What it says.
    pub facts: Facts,
}

/// Claims that belong together, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// What it is about: its event, else its first claim.
    pub lead: i64,
    /// The claims.
    pub members: Vec<Member>,
    /// The member's own name for it.
    pub own_name: Option<String>,
}

/// A claim of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The claim's key.
    pub claim: i64,
    /// Why it is part of the story.
    pub reason: Reason,
    /// How many days after the end of the story's lead it began; negative: before.
    pub days: i64,
    /// Whether the claims say so, or it is only likely.
    pub is_sure: bool,
}

/// Why a claim is part of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It is what the story is about, or the emergency visit that a stay began with.
    Event,
    /// The first claim of a story without an event.
    First,
    /// An authorization, referral or encounter number in common.
    SameNumber,
    /// Care during the stay.
    DuringStay,
    /// Care at the emergency visit or the procedure.
    SameDay,
    /// A diagnosis in common.
    SameDiagnosis,
    /// A prescription of the same doctor's, picked up right after.
    Prescription,
    /// A check-up after treatment.
    FollowUp,
    /// Ordered by a doctor of the story.
    Ordered,
    /// The member said so.
    Chosen,
}
