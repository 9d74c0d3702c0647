//! Episodes that belong together, and care that comes back, told as days before the first day of the demo plan.

use super::catalog::{self as c, Template};
use super::day::Day;

/// How one claim follows from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Decided once.
    Plain,
    /// Decided as if the provider were out of the network, and replaced after that many days.
    Replaced { after: i32 },
    /// Decided with a copay first, then again, that many days after the care, by the plan's real rule.
    DecidedAgain { after: i32 },
    /// Taken back after that many days.
    Reversed { after: i32 },
}

/// One claim of an episode.
#[derive(Debug)]
pub(crate) struct Scene {
    /// Days before the first day of the demo plan.
    pub(crate) before: i32,
    /// Index of the person in the family.
    pub(crate) person: u8,
    pub(crate) template: &'static Template,
    pub(crate) turn: Turn,
    /// Days from receipt to decision, where it matters.
    pub(crate) decided_after: Option<i32>,
    /// Which claims belong together: what an app that groups them is held against.
    pub(crate) story: Option<Story>,
}

/// An episode whose claims belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Story {
    Wrist,
    Colon,
    Knee,
    Ears,
    Appendix,
    KneeAgain,
}

const MARIA: u8 = 0;
const DANIEL: u8 = 1;
const SOFIA: u8 = 2;
const LEO: u8 = 3;

const fn scene(before: i32, person: u8, template: &'static Template) -> Scene {
    Scene { before, person, template, turn: Turn::Plain, decided_after: None, story: None }
}

const fn decided(scene: Scene, after: i32) -> Scene {
    Scene { decided_after: Some(after), ..scene }
}

const fn of(story: Story, scene: Scene) -> Scene {
    Scene { story: Some(story), ..scene }
}

const fn turning(scene: Scene, turn: Turn) -> Scene {
    Scene { turn, ..scene }
}

/// Every episode.
pub(crate) static SCENES: &[Scene] = &[
    // Maria breaks her wrist; the emergency doctor has no contract with the plan.
    of(Story::Wrist, scene(1060, MARIA, &c::WRIST_EMERGENCY)),
    of(Story::Wrist, scene(1060, MARIA, &c::EMERGENCY_DOCTOR)),
    of(Story::Wrist, scene(1055, MARIA, &c::WRIST_CAST)),
    of(Story::Wrist, scene(1014, MARIA, &c::WRIST_CAST)),
    of(Story::Wrist, scene(1000, MARIA, &c::PHYSICAL_THERAPY)),
    of(Story::Wrist, scene(993, MARIA, &c::PHYSICAL_THERAPY)),
    // Daniel's first colon screening.
    of(Story::Colon, scene(611, DANIEL, &c::COLONOSCOPY)),
    of(Story::Colon, scene(610, DANIEL, &c::POLYP_TEST)),
    // Visits that the plan refused, in whole or in part.
    scene(702, MARIA, &c::MASSAGE),
    turning(scene(560, SOFIA, &c::SHORT_ANTIBIOTIC), Turn::Reversed { after: 4 }),
    scene(455, DANIEL, &c::GLASSES),
    // Daniel hurts his knee.
    of(Story::Knee, scene(289, DANIEL, &c::KNEE_EXAM)),
    of(Story::Knee, scene(287, DANIEL, &c::KNEE_MRI)),
    of(Story::Knee, scene(284, DANIEL, &c::KNEE_BRACE)),
    of(Story::Knee, scene(277, DANIEL, &c::PHYSICAL_THERAPY)),
    of(Story::Knee, scene(270, DANIEL, &c::PHYSICAL_THERAPY)),
    of(Story::Knee, scene(263, DANIEL, &c::PHYSICAL_THERAPY)),
    of(Story::Knee, scene(256, DANIEL, &c::PHYSICAL_THERAPY)),
    of(Story::Knee, scene(249, DANIEL, &c::PHYSICAL_THERAPY)),
    of(Story::Knee, scene(242, DANIEL, &c::PHYSICAL_THERAPY)),
    of(Story::Knee, scene(235, DANIEL, &c::THERAPY_OVER_LIMIT)),
    // Leo's ear tubes.
    of(Story::Ears, scene(251, LEO, &c::EAR_CHECK)),
    of(Story::Ears, scene(240, LEO, &c::HEARING_TEST)),
    of(Story::Ears, scene(226, LEO, &c::EAR_TUBES)),
    of(Story::Ears, scene(226, LEO, &c::EAR_SURGEON)),
    of(Story::Ears, scene(226, LEO, &c::EAR_ANESTHESIA)),
    of(Story::Ears, scene(225, LEO, &c::EAR_DROPS)),
    of(Story::Ears, scene(205, LEO, &c::EAR_CHECK)),
    // Sofia's appendectomy.
    of(Story::Appendix, decided(scene(98, SOFIA, &c::EMERGENCY), 6)),
    of(Story::Appendix, decided(scene(98, SOFIA, &c::ULTRASOUND_READING), 8)),
    of(Story::Appendix, decided(scene(98, SOFIA, &c::HOSPITAL_STAY), 12)),
    of(Story::Appendix, decided(scene(97, SOFIA, &c::SURGEON), 14)),
    of(Story::Appendix, decided(scene(97, SOFIA, &c::ANESTHESIA), 15)),
    of(Story::Appendix, decided(scene(97, SOFIA, &c::TISSUE_TEST), 16)),
    of(Story::Appendix, scene(96, SOFIA, &c::ANTIBIOTIC)),
    of(Story::Appendix, turning(decided(scene(78, SOFIA, &c::AFTER_SURGERY), 13), Turn::DecidedAgain { after: 77 })),
    // Daniel's knee again: one claim replaced, the second scan refused.
    of(Story::KneeAgain, turning(decided(scene(31, DANIEL, &c::KNEE_EXAM), 5), Turn::Replaced { after: 13 })),
    of(Story::KneeAgain, decided(scene(23, DANIEL, &c::KNEE_MRI_DENIED), 9)),
    // The newest care.
    decided(scene(10, LEO, &c::EAR_CHECK), 4),
    decided(scene(3, MARIA, &c::BLOOD_PRESSURE_CHECK), 9),
];

/// Care that comes back.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) person: u8,
    pub(crate) template: &'static Template,
    pub(crate) rhythm: Rhythm,
}

/// How often care comes back.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rhythm {
    /// Every so many days, counted from a day long ago.
    Every { days: i32, phase: i32 },
    /// Once a year, about this many days after New Year.
    Yearly(i32),
}

const fn every(person: u8, template: &'static Template, days: i32, phase: i32) -> Series {
    Series { person, template, rhythm: Rhythm::Every { days, phase } }
}

const fn yearly(person: u8, template: &'static Template, day: i32) -> Series {
    Series { person, template, rhythm: Rhythm::Yearly(day) }
}

/// All care that comes back.
pub(crate) static SERIES: &[Series] = &[
    every(MARIA, &c::LISINOPRIL, 90, 60),
    every(DANIEL, &c::ATORVASTATIN, 90, 18),
    every(SOFIA, &c::INHALER, 120, 33),
    every(MARIA, &c::BLOOD_PRESSURE_CHECK, 168, 10),
    every(DANIEL, &c::BLOOD_TESTS, 182, 141),
    yearly(MARIA, &c::FLU_SHOT, 264),
    yearly(DANIEL, &c::FLU_SHOT, 271),
    yearly(SOFIA, &c::FLU_SHOT, 279),
    yearly(LEO, &c::FLU_SHOT, 279),
    yearly(MARIA, &c::YEARLY_CHECKUP, 76),
    yearly(DANIEL, &c::YEARLY_CHECKUP, 128),
    yearly(SOFIA, &c::CHILD_YEARLY_CHECKUP, 154),
    yearly(LEO, &c::CHILD_YEARLY_CHECKUP, 271),
    yearly(MARIA, &c::DENTAL_CLEANING, 22),
    yearly(DANIEL, &c::DENTAL_CLEANING, 22),
    yearly(SOFIA, &c::DENTAL_CLEANING, 100),
    yearly(LEO, &c::DENTAL_CLEANING, 100),
    yearly(MARIA, &c::DENTAL_CLEANING, 207),
    yearly(SOFIA, &c::DENTAL_CLEANING, 290),
    yearly(MARIA, &c::EYE_EXAM, 111),
    yearly(DANIEL, &c::EYE_EXAM, 111),
];

impl Series {
    /// The days of care in `from..until`, oldest first. They do not depend on the range.
    pub(crate) fn days(&self, from: Day, until: Day) -> Vec<Day> {
        // A week on either side, as a weekend moves a day of care.
        let (first, last) = (from.plus(-7), until.plus(7));
        let days: Vec<Day> = match self.rhythm {
            Rhythm::Every { days, phase } => {
                let ahead = (phase - first.number()).rem_euclid(days);
                (0..).map(|turn| first.plus(ahead + turn * days)).take_while(|day| *day < last).collect()
            }
            Rhythm::Yearly(day) => (first.date().year()..=last.date().year())
                .map(|year| {
                    let new_year = Day::of(jiff::civil::Date::constant(year, 1, 1));
                    new_year.plus(day + (i32::from(year) * 5 + i32::from(self.person)) % 6)
                })
                .collect(),
        };
        days.into_iter().map(Day::on_a_weekday).filter(|day| (from..until).contains(day)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn care_that_comes_back_does_so_on_the_same_days_whatever_is_asked() {
        let start = Day::OLDEST;
        for series in SERIES {
            let whole = series.days(start, start.plus(2_000));
            let mut parts = series.days(start, start.plus(777));
            parts.extend(series.days(start.plus(777), start.plus(2_000)));
            assert_eq!(whole, parts);
            assert!(whole.len() >= 4);
        }
    }
}
