//! The rule and the corrections on claims made for the purpose.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::ipc::EpisodeAbout;

/// A claim of a test: what is not said is a doctor's visit without a diagnosis.
fn claim(key: i64, first: i64, facts: Facts) -> Claim {
    Claim {
        key,
        id: format!("e{key}"),
        first,
        last: first,
        kind: ClaimKind::Visit,
        provider: facts.caregivers.first().cloned(),
        counts: true,
        facts,
    }
}

fn by(caregiver: &str, service: &str, diagnoses: &[&str]) -> Facts {
    Facts {
        caregivers: vec![caregiver.to_owned()],
        service: Some(service.to_owned()),
        diagnoses: diagnoses.iter().map(|code| (*code).to_owned()).collect(),
        ..Facts::default()
    }
}

fn stay(key: i64, first: i64, nights: i64) -> Claim {
    let facts = Facts {
        event: Some(Event::Stay),
        in_facility: true,
        caregivers: vec!["hospital".into(), "surgeon".into()],
        ..by("", "HS", &["K3580"])
    };
    Claim {
        last: first + nights,
        kind: ClaimKind::Hospital,
        provider: Some("Hospital".into()),
        ..claim(key, first, facts)
    }
}

fn pharmacy(key: i64, first: i64, drug: &str, doctor: &str, supply: u32) -> Claim {
    let facts = Facts { ordered_by: vec![doctor.to_owned()], supply: Some(supply), ..by("pharmacy", drug, &[]) };
    Claim { kind: ClaimKind::Pharmacy, ..claim(key, first, facts) }
}

/// Keys by story.
fn keys(stories: &[Story]) -> Vec<Vec<i64>> {
    stories.iter().map(|story| story.members.iter().map(|member| member.claim).collect()).collect()
}

fn reason(stories: &[Story], claim: i64) -> Option<(Reason, i64, bool)> {
    let mut members = stories.iter().flat_map(|story| &story.members);
    members.find(|member| member.claim == claim).map(|member| (member.reason, member.days, member.is_sure))
}

#[test]
fn a_stay_takes_its_emergency_visit_its_doctors_its_medicine_and_the_visit_after_it() {
    let emergency = Facts { event: Some(Event::Emergency), in_facility: true, ..by("hospital", "ER", &["K3580"]) };
    let emergency = Claim { kind: ClaimKind::Hospital, ..claim(1, 99, emergency) };
    let anesthesia = Facts { in_facility: true, ..by("sleep", "AN", &[]) };
    let after = Facts { after_care: true, ..by("family doctor", "OV", &[]) };
    let claims = [
        emergency,
        stay(2, 100, 3),
        claim(3, 101, anesthesia),
        claim(4, 101, by("surgeon", "SU", &["K3580"])),
        pharmacy(5, 104, "antibiotic", "surgeon", 7),
        claim(6, 120, after),
        // The same days, and none of it.
        Claim { kind: ClaimKind::Dental, ..claim(7, 101, by("dentist", "DN", &[])) },
        pharmacy(8, 104, "lisinopril", "surgeon", 90),
        pharmacy(9, 104, "spray", "family doctor", 20),
        claim(10, 103, by("skin doctor", "OV", &["L720"])),
        claim(11, 96, Facts { preventive: true, ..by("family doctor", "CU", &[]) }),
    ];
    let stories = group(&claims);
    assert_eq!(keys(&stories), [[1, 2, 3, 4, 5, 6]]);
    assert_eq!(stories[0].lead, 2);
    for (key, expected) in [
        (1, (Reason::Event, -1, true)),
        (2, (Reason::Event, 0, true)),
        (3, (Reason::DuringStay, 0, true)),
        (5, (Reason::Prescription, 1, false)),
        (6, (Reason::FollowUp, 17, false)),
    ] {
        assert_eq!(reason(&stories, key), Some(expected), "{key}");
    }
}

#[test]
fn care_that_comes_back_is_no_story() {
    let weekly = (0..20).map(|week| claim(week, week * 7, by("counsellor", "TH", &["K3580"])));
    let monthly = (20..40).map(|month| pharmacy(month, (month - 20) * 30, "pills", "doctor", 30));
    let claims: Vec<Claim> = weekly.chain(monthly).collect();
    assert_eq!(group(&claims), []);
}

#[test]
fn care_that_comes_back_joins_the_story_that_it_is_for_and_a_gap_of_three_months_ends_it() {
    let knee = &["M25561"];
    let mut claims = vec![
        claim(1, 0, by("orthopedist", "OV", knee)),
        claim(2, 2, by("imaging", "MRI", knee)),
        claim(3, 5, by("supplies", "BRACE", knee)),
    ];
    let therapy = |key, day| Claim { kind: ClaimKind::Therapy, ..claim(key, day, by("therapist", "TH", knee)) };
    claims.extend((0..5).map(|week| therapy(10 + week, 10 + 7 * week)));
    claims.push(therapy(20, 38 + 89));
    claims.push(therapy(21, 38 + 89 + 90));
    // Another week in between that is for something else.
    claims.push(Claim { kind: ClaimKind::Therapy, ..claim(30, 20, by("therapist", "TH", &["M545"])) });
    let stories = group(&claims);
    assert_eq!(keys(&stories), [[1, 2, 3, 10, 11, 12, 13, 14, 20]]);
    assert_eq!(reason(&stories, 11), Some((Reason::SameDiagnosis, 17, false)));
    assert_eq!(reason(&stories, 1), Some((Reason::First, 0, true)));
}

#[test]
fn two_visits_with_one_diagnosis_are_no_story_and_three_kinds_of_care_are() {
    let ears = &["H6523"];
    let two = [claim(1, 0, by("ear doctor", "OV", ears)), claim(2, 9, by("hearing", "TE", ears))];
    assert_eq!(group(&two), []);
    let three = [two[0].clone(), two[1].clone(), claim(3, 12, by("imaging", "CT", ears))];
    assert_eq!(keys(&group(&three)), [[1, 2, 3]]);
    // A claim that was replaced is shown with them and makes no story.
    let replaced = [two[0].clone(), two[1].clone(), Claim { counts: false, ..three[2].clone() }];
    assert_eq!(group(&replaced), []);
}

#[test]
fn a_number_in_common_is_enough() {
    let numbered = |key, day, who| claim(key, day, Facts { numbers: vec!["approval 1".into()], ..by(who, "OV", &[]) });
    let stories = group(&[numbered(1, 0, "one"), numbered(2, 80, "two"), numbered(3, 200, "three")]);
    assert_eq!(keys(&stories), [[1, 2]]);
    assert_eq!(reason(&stories, 2), Some((Reason::SameNumber, 80, true)));
}

#[test]
fn an_event_alone_is_no_story() {
    assert_eq!(group(&[stay(1, 0, 2)]), []);
    assert_eq!(group(&[]), []);
}

#[test]
fn a_doctor_of_the_story_orders_therapy_within_a_month() {
    let emergency = Facts { event: Some(Event::Emergency), ..by("hospital", "ER", &["S52501"]) };
    let therapy = |key, day| {
        let facts = Facts { ordered_by: vec!["orthopedist".into()], ..by("therapist", "TH", &["M25561"]) };
        Claim { kind: ClaimKind::Therapy, ..claim(key, day, facts) }
    };
    let claims = [
        claim(1, 0, emergency),
        claim(2, 5, by("orthopedist", "CAST", &["S52501"])),
        therapy(3, 35),
        therapy(4, 36),
        Claim { kind: ClaimKind::Visit, ..therapy(5, 20) },
    ];
    let stories = group(&claims);
    assert_eq!(keys(&stories), [[1, 2, 3]]);
    assert_eq!(reason(&stories, 3), Some((Reason::Ordered, 35, false)));
}

#[test]
fn a_story_is_called_by_a_plain_word_or_by_its_event_never_by_a_diagnosis() {
    let called = |claims: &[Claim]| {
        let stories = group(claims);
        let name = name(&stories[0], |key| claims.iter().find(|claim| claim.key == key));
        (name.about, name.code.and_then(words).map(|words| words.en), name.place.map(str::to_owned))
    };
    let surgeon = claim(2, 1, by("surgeon", "SU", &["K3580"]));
    let mut operated = stay(1, 0, 2);
    operated.facts.called = Some("K3580".into());
    let hospital = Some("Hospital".to_owned());
    let with_stay = [operated.clone(), surgeon.clone()];
    assert_eq!(called(&with_stay), (EpisodeAbout::Stay, None, hospital.clone()));
    operated.facts.called = Some("0DTJ4ZZ".into());
    assert_eq!(called(&[operated, surgeon]), (EpisodeAbout::Stay, Some("Appendix surgery".into()), hospital));
    let knee = |key, who: &str| claim(key, key, Facts { called: Some("M25561".into()), ..by(who, who, &["M25561"]) });
    let (about, words, _) = called(&[knee(1, "a"), knee(2, "b"), knee(3, "c")]);
    assert_eq!((about, words.as_deref()), (EpisodeAbout::Care, Some("Knee care")));
}

#[test]
fn what_the_member_says_holds_over_the_rule() {
    let claims = [
        stay(1, 0, 3),
        claim(2, 1, by("surgeon", "SU", &["K3580"])),
        claim(3, 2, by("lab", "LB", &["K3580"])),
        claim(4, 40, by("eye doctor", "OV", &[])),
        claim(5, 41, by("eye doctor", "OV", &[])),
    ];
    let with = |corrections: &[Correction]| corrected(&claims, group(&claims), corrections);
    let apart = Correction::Apart(2);
    assert_eq!(keys(&with(&[])), [[1, 2, 3]]);
    assert_eq!(keys(&with(std::slice::from_ref(&apart))), [[1, 3]]);
    assert_eq!(keys(&with(&[Correction::Joins(4, 2)])), [[1, 2, 3, 4]]);
    assert_eq!(reason(&with(&[Correction::Joins(4, 2)]), 4), Some((Reason::Chosen, 37, true)));
    assert_eq!(keys(&with(&[Correction::Joins(5, 4)])), [vec![1, 2, 3], vec![4, 5]]);
    assert_eq!(keys(&with(&[Correction::Joins(5, 4), Correction::Merges(4, 1)])), [[1, 2, 3, 4, 5]]);
    assert_eq!(keys(&with(&[apart.clone(), Correction::Joins(2, 1)])), [[1, 2, 3]]);
    // Two claims taken out leave one, which is no story.
    assert_eq!(keys(&with(&[apart, Correction::Apart(3)])), Vec::<Vec<i64>>::new());
    // The lead taken out leaves a story with another lead.
    let rest = with(&[Correction::Apart(1)]);
    assert_eq!((rest[0].lead, keys(&rest)), (2, vec![vec![2, 3]]));
    let named = with(&[Correction::Called(3, "Appendix".into())]);
    assert_eq!(named[0].own_name.as_deref(), Some("Appendix"));
    assert_eq!(with(&[Correction::Called(3, "x".into()), Correction::Called(1, String::new())])[0].own_name, None);
    // Claims that are not here change nothing.
    for gone in [Correction::Apart(9), Correction::Joins(9, 1), Correction::Joins(1, 9), Correction::Merges(9, 1)] {
        assert_eq!(keys(&with(&[gone])), [[1, 2, 3]]);
    }
}

/// Any claim, out of few days, doctors and diagnoses, so that they meet.
fn any_claim(key: i64) -> impl Strategy<Value = Claim> {
    let event = select(vec![None, None, None, Some(Event::Stay), Some(Event::Emergency), Some(Event::Procedure)]);
    let codes = subsequence(vec!["K3580", "M25561", "H6523"], 0..=2);
    let who = select(vec!["a", "b", "c"]);
    let kind =
        select(vec![ClaimKind::Visit, ClaimKind::Lab, ClaimKind::Therapy, ClaimKind::Pharmacy, ClaimKind::Hospital]);
    (0..400_i64, 0..4_i64, event, codes, who.clone(), who, kind, any::<[bool; 4]>()).prop_map(
        move |(first, nights, event, codes, caregiver, doctor, kind, [in_facility, after_care, numbered, counts])| {
            let facts = Facts {
                event,
                in_facility,
                after_care,
                ordered_by: vec![doctor.to_owned()],
                numbers: if numbered && first % 5 == 0 { vec!["n".to_owned()] } else { Vec::new() },
                ..by(caregiver, caregiver, &codes)
            };
            Claim { last: first + nights, kind, counts: counts || first % 3 > 0, ..claim(key, first, facts) }
        },
    )
}

fn any_claims() -> impl Strategy<Value = Vec<Claim>> {
    (0..40_i64).prop_flat_map(|count| (0..count).map(any_claim).collect::<Vec<_>>())
}

proptest! {
    /// The order in which pages bring claims, and the keys that they get by it, change nothing.
    #[test]
    fn stories_do_not_depend_on_the_order_in_which_claims_came(claims in any_claims(), seed: u64) {
        let mut shuffled = claims.clone();
        shuffled.sort_by_key(|claim| claim.key.wrapping_mul(0x9E37_79B9) as u64 ^ seed.rotate_left(u32::try_from(claim.key).unwrap()));
        let ids = |claims: &[Claim], stories: &[Story]| -> Vec<Vec<String>> {
            let id = |key: i64| claims.iter().find(|claim| claim.key == key).unwrap().id.clone();
            stories.iter().map(|story| story.members.iter().map(|member| id(member.claim)).collect()).collect()
        };
        let expected = group(&claims);
        prop_assert_eq!(&group(&shuffled), &expected);
        // Keys in the order of arrival.
        let renamed: Vec<Claim> = shuffled.iter().zip(1_000..).map(|(claim, key)| Claim { key, ..claim.clone() }).collect();
        prop_assert_eq!(ids(&renamed, &group(&renamed)), ids(&claims, &expected));
    }

    /// No claim is in two stories, none has a gap, and each is tied to the others.
    #[test]
    fn stories_share_no_claim_and_have_no_gap(claims in any_claims()) {
        let stories = group(&claims);
        let mut all: Vec<i64> = keys(&stories).concat();
        let members = all.len();
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(all.len(), members);
        for story in &stories {
            let own: Vec<&Claim> =
                story.members.iter().map(|member| claims.iter().find(|claim| claim.key == member.claim).unwrap()).collect();
            prop_assert!(own.iter().filter(|claim| claim.counts).count() >= 2);
            prop_assert!(own.iter().any(|claim| claim.key == story.lead));
            let mut end = own[0].last;
            for claim in &own[1..] {
                prop_assert!(claim.first - end < 90, "a gap");
                end = end.max(claim.last);
            }
        }
    }
}
