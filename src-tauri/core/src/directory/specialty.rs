//! Specialties in plain words, and the codes by which directories know them (<http://nucc.org/provider-taxonomy>).
//!
//! Codes only: the list's own names are not this project's to give out. Beside the app's words stands what the directory
//! itself says.

use crate::ipc::CareSpecialty::{self, *};

/// Each with its codes, the first the usual one.
const CODES: [(CareSpecialty, &[&str]); 32] = [
    (FamilyDoctor, &["207Q00000X"]),
    (InternalMedicine, &["207R00000X"]),
    (Children, &["208000000X"]),
    (ChildrensSurgery, &["2086S0120X"]),
    (WomensHealth, &["207V00000X"]),
    (Heart, &["207RC0000X"]),
    (Skin, &["207N00000X"]),
    (BonesAndJoints, &["207X00000X"]),
    (EarNoseThroat, &["207Y00000X"]),
    (Eyes, &["207W00000X"]),
    (Optometry, &["152W00000X"]),
    (Digestion, &["207RG0100X"]),
    (Hormones, &["207RE0101X"]),
    (Cancer, &["207RX0202X", "207RH0003X"]),
    (Kidneys, &["207RN0300X"]),
    (Lungs, &["207RP1001X"]),
    (Nerves, &["2084N0400X"]),
    (Surgery, &["208600000X"]),
    (Urology, &["208800000X"]),
    (Allergy, &["207K00000X"]),
    (Psychiatry, &["2084P0800X"]),
    (Psychology, &["103T00000X"]),
    (SocialWork, &["1041C0700X"]),
    (Counseling, &["101YM0800X"]),
    (PhysicalTherapy, &["225100000X"]),
    (OccupationalTherapy, &["225X00000X"]),
    (SpeechTherapy, &["235Z00000X"]),
    (Chiropractic, &["111N00000X"]),
    (Dentist, &["122300000X"]),
    (Feet, &["213E00000X"]),
    (NursePractitioner, &["363L00000X"]),
    (Emergency, &["207P00000X"]),
];

/// The codes of a specialty.
#[must_use]
pub fn codes(specialty: CareSpecialty) -> &'static [&'static str] {
    CODES.iter().find(|(own, _)| *own == specialty).map_or(&[], |(_, codes)| codes)
}

/// The specialty that a code stands for.
#[must_use]
pub fn of_code(code: &str) -> Option<CareSpecialty> {
    CODES.iter().find(|(_, codes)| codes.contains(&code)).map(|(specialty, _)| *specialty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_form_of_one_and_stands_once() {
        let mut all: Vec<&str> = CODES.iter().flat_map(|(_, codes)| *codes).copied().collect();
        assert!(all.iter().all(|code| code.len() == 10 && code.ends_with('X')));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for (specialty, codes) in CODES {
            assert!(codes.iter().all(|code| of_code(code) == Some(specialty)), "{specialty:?}");
        }
    }
}
