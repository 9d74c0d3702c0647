//! The numbers that stand for kinds and statuses in the file. They are never renumbered.

use crate::{
    claims::episodes::Reason,
    ipc::{
        AppealPlan, AppealStatus, ClaimKind, ClaimStatus, DataKind, EpisodeAbout, EpisodeReason, PaymentWay,
        RecordKind, RecordStanding,
    },
    portable::FileKind,
    records::RECORD_KINDS,
};

/// Every kind of care, in the order of its lanes.
pub(super) const CLAIM_KINDS: [ClaimKind; 8] = [
    ClaimKind::Visit,
    ClaimKind::Hospital,
    ClaimKind::Lab,
    ClaimKind::Pharmacy,
    ClaimKind::Therapy,
    ClaimKind::Dental,
    ClaimKind::Vision,
    ClaimKind::Other,
];

pub(super) fn claim_kind_code(kind: ClaimKind) -> i64 {
    match kind {
        ClaimKind::Visit => 0,
        ClaimKind::Hospital => 1,
        ClaimKind::Lab => 2,
        ClaimKind::Pharmacy => 3,
        ClaimKind::Therapy => 4,
        ClaimKind::Dental => 5,
        ClaimKind::Vision => 6,
        ClaimKind::Other => 7,
    }
}

pub(super) fn claim_kind(code: i64) -> ClaimKind {
    usize::try_from(code).ok().and_then(|code| CLAIM_KINDS.get(code)).copied().unwrap_or(ClaimKind::Other)
}

pub(super) fn claim_status_code(status: ClaimStatus) -> i64 {
    match status {
        ClaimStatus::Decided => 0,
        ClaimStatus::Pending => 1,
        ClaimStatus::NotCovered => 2,
        ClaimStatus::Replaced => 3,
        ClaimStatus::Preauthorization => 4,
    }
}

pub(super) fn claim_status(code: i64) -> ClaimStatus {
    match code {
        0 => ClaimStatus::Decided,
        2 => ClaimStatus::NotCovered,
        3 => ClaimStatus::Replaced,
        4 => ClaimStatus::Preauthorization,
        _ => ClaimStatus::Pending,
    }
}

pub(super) fn appeal_plan_code(plan: AppealPlan) -> i64 {
    match plan {
        AppealPlan::Employer => 0,
        AppealPlan::Marketplace => 1,
        AppealPlan::MedicareAdvantage => 2,
        AppealPlan::Medicaid => 3,
    }
}

pub(super) fn appeal_plan(code: i64) -> Option<AppealPlan> {
    Some(match code {
        0 => AppealPlan::Employer,
        1 => AppealPlan::Marketplace,
        2 => AppealPlan::MedicareAdvantage,
        3 => AppealPlan::Medicaid,
        _ => return None,
    })
}

pub(super) fn appeal_status_code(status: AppealStatus) -> i64 {
    match status {
        AppealStatus::NotSent => 0,
        AppealStatus::Sent => 1,
        AppealStatus::Answered => 2,
    }
}

pub(super) fn appeal_status(code: i64) -> AppealStatus {
    match code {
        1 => AppealStatus::Sent,
        2 => AppealStatus::Answered,
        _ => AppealStatus::NotSent,
    }
}

/// Every way of paying, by its code.
pub(super) const PAYMENT_WAYS: [PaymentWay; 6] = [
    PaymentWay::HsaCard,
    PaymentWay::Fsa,
    PaymentWay::CreditCard,
    PaymentWay::Cash,
    PaymentWay::Check,
    PaymentWay::Other,
];

pub(super) fn payment_way_code(way: PaymentWay) -> i64 {
    match way {
        PaymentWay::HsaCard => 0,
        PaymentWay::Fsa => 1,
        PaymentWay::CreditCard => 2,
        PaymentWay::Cash => 3,
        PaymentWay::Check => 4,
        PaymentWay::Other => 5,
    }
}

pub(super) fn payment_way(code: i64) -> PaymentWay {
    usize::try_from(code).ok().and_then(|code| PAYMENT_WAYS.get(code)).copied().unwrap_or(PaymentWay::Other)
}

/// Every kind of file that a receipt can be, by its code.
pub(super) const RECEIPT_KINDS: [FileKind; 7] =
    [FileKind::Pdf, FileKind::Png, FileKind::Jpeg, FileKind::Heic, FileKind::Webp, FileKind::Gif, FileKind::Tiff];

pub(super) fn receipt_kind_code(kind: FileKind) -> Option<i64> {
    RECEIPT_KINDS.iter().zip(0..).find_map(|(known, code)| (*known == kind).then_some(code))
}

pub(super) fn receipt_kind(code: i64) -> Option<FileKind> {
    usize::try_from(code).ok().and_then(|code| RECEIPT_KINDS.get(code)).copied()
}

/// Whether a claim asks about care before it is given.
pub(super) fn is_preauthorization(status: i64) -> bool {
    claim_status(status) == ClaimStatus::Preauthorization
}

pub(super) fn episode_about_code(about: EpisodeAbout) -> i64 {
    match about {
        EpisodeAbout::Stay => 0,
        EpisodeAbout::Emergency => 1,
        EpisodeAbout::Procedure => 2,
        EpisodeAbout::Care => 3,
    }
}

pub(super) fn episode_about(code: i64) -> EpisodeAbout {
    match code {
        0 => EpisodeAbout::Stay,
        1 => EpisodeAbout::Emergency,
        2 => EpisodeAbout::Procedure,
        _ => EpisodeAbout::Care,
    }
}

pub(super) fn episode_reason_code(reason: Reason) -> i64 {
    match reason {
        Reason::Event => 0,
        Reason::First => 1,
        Reason::SameNumber => 2,
        Reason::DuringStay => 3,
        Reason::SameDay => 4,
        Reason::SameDiagnosis => 5,
        Reason::Prescription => 6,
        Reason::FollowUp => 7,
        Reason::Ordered => 8,
        Reason::Chosen => 9,
    }
}

pub(super) fn episode_reason(code: i64) -> EpisodeReason {
    match code {
        0 => EpisodeReason::Event,
        1 => EpisodeReason::First,
        2 => EpisodeReason::SameNumber,
        3 => EpisodeReason::DuringStay,
        4 => EpisodeReason::SameDay,
        5 => EpisodeReason::SameDiagnosis,
        6 => EpisodeReason::Prescription,
        7 => EpisodeReason::FollowUp,
        8 => EpisodeReason::Ordered,
        _ => EpisodeReason::Chosen,
    }
}

pub(super) fn data_kind_code(kind: DataKind) -> i64 {
    match kind {
        DataKind::Person => 0,
        DataKind::Coverage => 1,
        DataKind::Claims => 2,
        DataKind::Records => 3,
    }
}

pub(super) fn record_kind_code(kind: RecordKind) -> i64 {
    match kind {
        RecordKind::Condition => 0,
        RecordKind::Encounter => 1,
        RecordKind::Procedure => 2,
        RecordKind::Prescription => 3,
        RecordKind::Dispense => 4,
        RecordKind::Observation => 5,
        RecordKind::Immunization => 6,
    }
}

pub(super) fn record_kind(code: i64) -> RecordKind {
    usize::try_from(code).ok().and_then(|code| RECORD_KINDS.get(code)).copied().unwrap_or(RecordKind::Observation)
}

pub(super) fn record_standing_code(standing: RecordStanding) -> i64 {
    match standing {
        RecordStanding::Stands => 0,
        RecordStanding::NotDone => 1,
        RecordStanding::RuledOut => 2,
        RecordStanding::InError => 3,
    }
}

pub(super) fn record_standing(code: i64) -> RecordStanding {
    match code {
        1 => RecordStanding::NotDone,
        2 => RecordStanding::RuledOut,
        3 => RecordStanding::InError,
        _ => RecordStanding::Stands,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for (code, kind) in CLAIM_KINDS.iter().enumerate() {
            assert_eq!(usize::try_from(claim_kind_code(*kind)).unwrap(), code);
            assert_eq!(claim_kind(claim_kind_code(*kind)), *kind);
        }
        for (code, kind) in RECORD_KINDS.iter().enumerate() {
            assert_eq!(usize::try_from(record_kind_code(*kind)).unwrap(), code);
            assert_eq!(record_kind(record_kind_code(*kind)), *kind);
        }
        for (code, way) in PAYMENT_WAYS.iter().enumerate() {
            assert_eq!(usize::try_from(payment_way_code(*way)).unwrap(), code);
            assert_eq!(payment_way(payment_way_code(*way)), *way);
        }
        for kind in RECEIPT_KINDS {
            assert_eq!(receipt_kind_code(kind).and_then(receipt_kind), Some(kind));
        }
        use RecordStanding::{InError, NotDone, RuledOut, Stands};
        for standing in [Stands, NotDone, RuledOut, InError] {
            assert_eq!(record_standing(record_standing_code(standing)), standing);
        }
        use ClaimStatus::{Decided, NotCovered, Pending, Preauthorization, Replaced};
        for status in [Decided, Pending, NotCovered, Replaced, Preauthorization] {
            assert_eq!(claim_status(claim_status_code(status)), status);
        }
    }
}
