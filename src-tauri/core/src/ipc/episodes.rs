//! Stories: claims that belong together. A way of showing claims: no sum is ever made of stories.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Bilingual, ClaimRow};

/// A story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Episode {
    /// Names the story as long as nothing new comes; what a member says of a story names its claims.
    #[ts(type = "number")]
    pub id: i64,
    /// The person's id.
    pub person: Option<String>,
    /// The member's own name for it.
    pub own_name: Option<String>,
    /// This app's words for it.
    pub words: Option<Bilingual>,
    /// What it is about.
    pub about: EpisodeAbout,
    /// Where, in the payer's words.
    pub place: Option<String>,
    /// First day of care, `YYYY-MM-DD`.
    pub start: String,
    /// Last day of care.
    pub end: String,
    /// How many claims, replaced ones included.
    #[ts(type = "number")]
    pub claims: u64,
}

/// What a story is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EpisodeAbout {
    /// A stay in hospital.
    Stay,
    /// A visit to an emergency room.
    Emergency,
    /// Surgery without a night in hospital.
    Procedure,
    /// Care without such an event.
    Care,
}

/// The story of a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimEpisode {
    /// The story; `null` where the claim is part of none.
    pub episode: Option<Episode>,
    /// Its claims, the earliest first.
    pub parts: Vec<EpisodePart>,
    /// Whether there is something that the member said of this person's stories, to be taken back.
    pub can_undo: bool,
}

/// A claim of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EpisodePart {
    /// The claim.
    pub row: ClaimRow,
    /// Whether the story is named and dated by it.
    pub is_lead: bool,
    /// Why it is part of the story.
    pub reason: EpisodeReason,
    /// How many days after the end of the leading claim it began; negative: before.
    #[ts(type = "number")]
    pub days: i64,
    /// Whether the claims say so, or it is only likely.
    pub is_sure: bool,
}

/// Why a claim is part of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EpisodeReason {
    /// It is what the story is about, or what that began with.
    Event,
    /// The first claim of a story without an event.
    First,
    /// An authorization, referral or encounter number in common.
    SameNumber,
    /// Care during the stay.
    DuringStay,
    /// Care on the day of the emergency visit or the procedure.
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

/// What the member says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "say", rename_all = "camelCase")]
pub enum EpisodeCorrection {
    /// This claim belongs to no story.
    Apart {
        /// The claim.
        #[ts(type = "number")]
        claim: i64,
    },
    /// A claim belongs to the story of another one; where that has none, the two are one.
    Join {
        /// The claim.
        #[ts(type = "number")]
        claim: i64,
        /// The other one.
        #[ts(type = "number")]
        with: i64,
    },
    /// The stories of two claims are one.
    Merge {
        /// A claim of one.
        #[ts(type = "number")]
        claim: i64,
        /// A claim of the other.
        #[ts(type = "number")]
        with: i64,
    },
    /// What the story of a claim is called.
    Call {
        /// The claim.
        #[ts(type = "number")]
        claim: i64,
        /// The name; empty for the app's own.
        name: String,
    },
}
