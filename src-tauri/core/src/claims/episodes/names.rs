//! What a story is called: in our own plain words where they have one for its procedure or for the part of the body, else
//! by its event and place. Never by a diagnosis.

use super::{Claim, Event, Member, Story};
use crate::ipc::{Bilingual, EpisodeAbout};

/// How procedure codes (ICD-10-PCS: section, body system, operation, body part, approach, device) begin.
const PROCEDURES: [(&str, &str, &str); 22] = [
    ("0DTJ", "Appendix surgery", "Cirugía del apéndice"),
    ("0FT4", "Gallbladder surgery", "Cirugía de la vesícula"),
    ("0YQ5", "Hernia surgery", "Cirugía de hernia"),
    ("0YQ6", "Hernia surgery", "Cirugía de hernia"),
    ("0YQA", "Hernia surgery", "Cirugía de hernia"),
    ("099570", "Ear tubes", "Tubos en los oídos"),
    ("099670", "Ear tubes", "Tubos en los oídos"),
    ("0CTP", "Tonsil surgery", "Cirugía de las amígdalas"),
    ("0DBH8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DBK8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DBL8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DBM8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DBN8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DBP8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DJD8", "Colon exam by camera", "Examen del colon con cámara"),
    ("0DJ08", "Stomach exam by camera", "Examen del estómago con cámara"),
    ("08RJ", "Eye lens surgery", "Cirugía del lente del ojo"),
    ("08RK", "Eye lens surgery", "Cirugía del lente del ojo"),
    ("0SR9", "Hip surgery", "Cirugía de cadera"),
    ("0SRB", "Hip surgery", "Cirugía de cadera"),
    ("0SRC", "Knee surgery", "Cirugía de rodilla"),
    ("0SRD", "Knee surgery", "Cirugía de rodilla"),
];

/// How diagnoses (ICD-10-CM) begin that are about one part of the body: the part, not what is wrong with it.
const PARTS: [(&str, &str, &str); 20] = [
    ("M2556", "Knee care", "Cuidado de la rodilla"),
    ("M22", "Knee care", "Cuidado de la rodilla"),
    ("M23", "Knee care", "Cuidado de la rodilla"),
    ("M17", "Knee care", "Cuidado de la rodilla"),
    ("S83", "Knee care", "Cuidado de la rodilla"),
    ("S82", "Lower leg care", "Cuidado de la pierna"),
    ("S92", "Foot care", "Cuidado del pie"),
    ("S93", "Ankle care", "Cuidado del tobillo"),
    ("M16", "Hip care", "Cuidado de la cadera"),
    ("S72", "Hip care", "Cuidado de la cadera"),
    ("M75", "Shoulder care", "Cuidado del hombro"),
    ("S43", "Shoulder care", "Cuidado del hombro"),
    ("S42", "Shoulder care", "Cuidado del hombro"),
    ("S52", "Arm and wrist care", "Cuidado del brazo y la muñeca"),
    ("S62", "Hand care", "Cuidado de la mano"),
    ("M51", "Back care", "Cuidado de la espalda"),
    ("H6", "Ear care", "Cuidado del oído"),
    ("H7", "Ear care", "Cuidado del oído"),
    ("H9", "Ear care", "Cuidado del oído"),
    ("H25", "Eye care", "Cuidado de los ojos"),
];

/// What a story is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// What it is about.
    pub about: EpisodeAbout,
    /// The code that [`words`] has words for.
    pub code: Option<&'a str>,
    /// Where.
    pub place: Option<&'a str>,
}

/// What a story is called by. `claims` finds a claim by its key.
#[must_use]
pub fn name<'a>(story: &Story, claims: impl Fn(i64) -> Option<&'a Claim>) -> Name<'a> {
    let lead = claims(story.lead);
    let about = match lead.and_then(|lead| lead.facts.event) {
        Some(Event::Stay) => EpisodeAbout::Stay,
        Some(Event::Emergency) => EpisodeAbout::Emergency,
        Some(Event::Procedure) => EpisodeAbout::Procedure,
        None => EpisodeAbout::Care,
    };
    let others = story.members.iter().filter_map(|Member { claim, .. }| claims(*claim));
    let mut codes = lead.into_iter().chain(others).filter_map(|claim| claim.facts.called.as_deref());
    let code = codes.clone().find(|code| listed(&PROCEDURES, code).is_some());
    let code = code.or_else(|| codes.find(|code| about != EpisodeAbout::Stay && listed(&PARTS, code).is_some()));
    Name { about, code, place: lead.and_then(|lead| lead.provider.as_deref()) }
}

/// Our words for a procedure or a part of the body.
#[must_use]
pub fn words(code: &str) -> Option<Bilingual> {
    listed(&PROCEDURES, code).or_else(|| listed(&PARTS, code))
}

/// Procedure codes have seven characters, diagnoses of them only injuries before their last letter goes.
fn listed(table: &[(&str, &str, &str)], code: &str) -> Option<Bilingual> {
    let starts_with_digit = code.starts_with(|first: char| first.is_ascii_digit());
    let found = table.iter().find(|(begins, ..)| code.starts_with(begins))?;
    let is_procedure = found.0.starts_with(|first: char| first.is_ascii_digit());
    (starts_with_digit == is_procedure).then(|| Bilingual::of(found.1, found.2))
}
