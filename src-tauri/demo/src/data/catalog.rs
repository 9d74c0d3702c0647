//! The kinds of claims: who does what, for how much, for which reason. Services have codes of the payer's own, drugs
//! have NDC-shaped numbers, supplies have HCPCS level II codes; no text of a licensed code list is here.

use super::money::Cents;
use super::plan::{Denial, Kind, Rule};
use super::providers::{self, Provider};

/// Which code system a service's code is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeSystem {
    Own,
    Ndc,
    Hcpcs,
}

impl CodeSystem {
    pub(crate) fn url(self) -> &'static str {
        match self {
            CodeSystem::Own => "https://evergreen-demo.example/CodeSystem/service",
            CodeSystem::Ndc => "http://hl7.org/fhir/sid/ndc",
            CodeSystem::Hcpcs => "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        }
    }
}

/// One line of a claim before it is decided.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) system: CodeSystem,
    pub(crate) code: &'static str,
    pub(crate) words: &'static str,
    pub(crate) billed: Cents,
    /// What the plan allows for it.
    pub(crate) price: Cents,
    pub(crate) units: i64,
    pub(crate) denial: Option<Denial>,
}

const fn line(code: &'static str, words: &'static str, billed: i64, price: i64) -> Service {
    let (billed, price) = (Cents::new(billed), Cents::new(price));
    Service { system: CodeSystem::Own, code, words, billed, price, units: 1, denial: None }
}

const fn drug(code: &'static str, words: &'static str, units: i64, billed: i64, price: i64) -> Service {
    Service { system: CodeSystem::Ndc, units, ..line(code, words, billed, price) }
}

const fn supply(code: &'static str, words: &'static str, billed: i64, price: i64) -> Service {
    Service { system: CodeSystem::Hcpcs, ..line(code, words, billed, price) }
}

const fn refused(service: Service, why: Denial) -> Service {
    Service { denial: Some(why), ..service }
}

/// Place of service: the CMS code and its name.
pub(crate) type Place = (&'static str, &'static str);
const OFFICE: Place = ("11", "Office");
const TELEHEALTH: Place = ("10", "Telehealth Provided in Patient's Home");
const URGENT: Place = ("20", "Urgent Care Facility");
const INPATIENT: Place = ("21", "Inpatient Hospital");
const OUTPATIENT: Place = ("22", "On Campus-Outpatient Hospital");
const EMERGENCY_ROOM: Place = ("23", "Emergency Room - Hospital");
const SURGERY_CENTER: Place = ("24", "Ambulatory Surgical Center");
const PHARMACY_PLACE: Place = ("01", "Pharmacy");
const HOME: Place = ("12", "Home");
const LABORATORY: Place = ("81", "Independent Laboratory");

/// A kind of claim.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) kind: Kind,
    pub(crate) rule: Rule,
    pub(crate) provider: &'static Provider,
    /// Who ordered, referred or prescribed it.
    pub(crate) ordered_by: Option<&'static Provider>,
    pub(crate) place: Place,
    /// ICD-10-CM codes with the payer's own words.
    pub(crate) diagnoses: &'static [(&'static str, &'static str)],
    /// ICD-10-PCS code with the payer's own words.
    pub(crate) procedure: Option<(&'static str, &'static str)>,
    pub(crate) lines: &'static [Service],
    /// Nights between the first and the last day of care.
    pub(crate) nights: i32,
    /// Days that a prescription lasts.
    pub(crate) days_supply: Option<i64>,
}

const BLANK: Template = Template {
    kind: Kind::Professional,
    rule: Rule::PRIMARY,
    provider: &providers::CHEN,
    ordered_by: None,
    place: OFFICE,
    diagnoses: &[],
    procedure: None,
    lines: &[],
    nights: 0,
    days_supply: None,
};

const fn prescription(
    rule: Rule,
    ordered_by: &'static Provider,
    days: i64,
    diagnoses: &'static [(&'static str, &'static str)],
    lines: &'static [Service],
) -> Template {
    Template {
        kind: Kind::Pharmacy,
        rule,
        provider: &providers::PHARMACY,
        ordered_by: Some(ordered_by),
        place: PHARMACY_PLACE,
        diagnoses,
        lines,
        days_supply: Some(days),
        ..BLANK
    }
}

const APPENDIX: &[(&str, &str)] = &[("K35.80", "Inflamed appendix")];
const KNEE: &[(&str, &str)] = &[("M25.561", "Pain in right knee")];
const KNEE_INJURY: &[(&str, &str)] = &[("S83.241A", "Torn cartilage in right knee"), ("M25.561", "Pain in right knee")];
const EARS: &[(&str, &str)] = &[("H65.23", "Fluid behind both eardrums"), ("H90.0", "Hearing loss in both ears")];
const PRESSURE: &[(&str, &str)] = &[("I10", "High blood pressure")];
const CHOLESTEROL: &[(&str, &str)] = &[("E78.5", "High cholesterol")];
const WRIST: &[(&str, &str)] = &[("S52.501A", "Broken left wrist")];
const CHECKUP: &[(&str, &str)] = &[("Z00.00", "Yearly checkup")];
const CHILD_CHECKUP: &[(&str, &str)] = &[("Z00.129", "Yearly checkup of a child")];
const VACCINE: &[(&str, &str)] = &[("Z23", "Vaccine")];
const POLYP: &[(&str, &str)] = &[("Z12.11", "Screening for colon cancer"), ("K63.5", "Polyp in the colon")];

// Sofia's appendectomy.
pub(crate) static EMERGENCY: Template = Template {
    kind: Kind::Outpatient,
    rule: Rule::EMERGENCY,
    provider: &providers::HOSPITAL,
    place: EMERGENCY_ROOM,
    diagnoses: APPENDIX,
    lines: &[
        line("ER-40", "Emergency room", 3_980_00, 1_620_00),
        line("IM-12", "Ultrasound of the belly", 1_450_00, 420_00),
        line("LB-02", "Blood tests", 812_00, 210_00),
        line("ER-07", "Fluids by vein", 600_00, 160_00),
    ],
    ..BLANK
};
pub(crate) static ULTRASOUND_READING: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::RADIOLOGY,
    place: EMERGENCY_ROOM,
    diagnoses: APPENDIX,
    lines: &[line("IM-13", "Ultrasound reading", 520_00, 128_00)],
    ..BLANK
};
pub(crate) static HOSPITAL_STAY: Template = Template {
    kind: Kind::Inpatient,
    rule: Rule::SHARED,
    provider: &providers::HOSPITAL,
    ordered_by: Some(&providers::PARK),
    place: INPATIENT,
    diagnoses: APPENDIX,
    procedure: Some(("0DTJ4ZZ", "Appendix taken out through small cuts")),
    lines: &[
        line("HS-02", "Hospital stay, 2 nights", 14_600_00, 5_480_00),
        line("HS-20", "Operating room", 12_350_00, 4_890_00),
        line("HS-31", "Recovery room", 2_180_00, 830_00),
        line("HS-40", "Medicine during the stay", 2_350_00, 760_00),
    ],
    nights: 2,
    ..BLANK
};
pub(crate) static SURGEON: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::PARK,
    place: INPATIENT,
    diagnoses: APPENDIX,
    lines: &[line("SU-44", "Surgeon", 4_650_00, 1_486_00)],
    ..BLANK
};
pub(crate) static ANESTHESIA: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::ANESTHESIA,
    place: INPATIENT,
    diagnoses: APPENDIX,
    lines: &[line("AN-10", "Anesthesia", 2_310_00, 742_00)],
    ..BLANK
};
pub(crate) static TISSUE_TEST: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::LABS,
    ordered_by: Some(&providers::PARK),
    place: LABORATORY,
    diagnoses: APPENDIX,
    lines: &[line("LB-30", "Tissue test", 388_00, 96_50)],
    ..BLANK
};
pub(crate) static ANTIBIOTIC: Template = prescription(
    Rule::GENERIC,
    &providers::PARK,
    7,
    APPENDIX,
    &[drug("99999-0107-14", "Antibiotic, 7 days", 14, 46_20, 18_90)],
);
pub(crate) static AFTER_SURGERY: Template = Template {
    rule: Rule::SHARED,
    diagnoses: &[("Z09", "Check-up after surgery")],
    lines: &[
        line("OV-20", "Office visit", 286_00, 132_00),
        line("LB-02", "Blood test", 78_00, 34_00),
        line("LB-05", "Urine test", 48_00, 22_00),
    ],
    ..BLANK
};

// Daniel's knee.
pub(crate) static KNEE_EXAM: Template = Template {
    rule: Rule::SPECIALIST,
    provider: &providers::OKAFOR,
    diagnoses: KNEE,
    lines: &[line("OV-31", "Knee exam", 310_00, 164_00)],
    ..BLANK
};
pub(crate) static KNEE_MRI: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::IMAGING,
    ordered_by: Some(&providers::OKAFOR),
    place: OUTPATIENT,
    diagnoses: KNEE_INJURY,
    lines: &[line("IM-40", "Knee MRI", 2_150_00, 684_00)],
    ..BLANK
};
pub(crate) static KNEE_MRI_DENIED: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::IMAGING,
    ordered_by: Some(&providers::OKAFOR),
    place: OUTPATIENT,
    diagnoses: KNEE,
    lines: &[refused(line("IM-40", "Knee MRI", 2_150_00, 684_00), Denial::NoApproval)],
    ..BLANK
};
pub(crate) static KNEE_BRACE: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::SUPPLIES,
    ordered_by: Some(&providers::OKAFOR),
    place: HOME,
    diagnoses: KNEE_INJURY,
    lines: &[supply("L1833", "Knee brace", 420_00, 186_00)],
    ..BLANK
};
pub(crate) static PHYSICAL_THERAPY: Template = Template {
    rule: Rule::THERAPY,
    provider: &providers::WEBER,
    ordered_by: Some(&providers::OKAFOR),
    diagnoses: KNEE_INJURY,
    lines: &[line("TH-10", "Physical therapy", 180_00, 96_00)],
    ..BLANK
};
/// Not for the knee: what happens at random is no part of an episode.
pub(crate) static BACK_THERAPY: Template = Template {
    rule: Rule::THERAPY,
    provider: &providers::WEBER,
    ordered_by: Some(&providers::NATARAJAN),
    diagnoses: &[("M54.50", "Low back pain")],
    lines: &[line("TH-10", "Physical therapy", 180_00, 96_00)],
    ..BLANK
};
pub(crate) static THERAPY_OVER_LIMIT: Template = Template {
    rule: Rule::THERAPY,
    provider: &providers::WEBER,
    ordered_by: Some(&providers::OKAFOR),
    diagnoses: KNEE_INJURY,
    lines: &[
        line("TH-10", "Physical therapy", 180_00, 96_00),
        refused(line("TH-14", "Extra half hour of therapy", 85_00, 42_00), Denial::TooMany),
    ],
    ..BLANK
};

// Leo's ear tubes.
pub(crate) static EAR_CHECK: Template = Template {
    rule: Rule::SPECIALIST,
    provider: &providers::BRANDT,
    ordered_by: Some(&providers::CHEN),
    diagnoses: EARS,
    lines: &[line("OV-32", "Ear check", 210_00, 112_00)],
    ..BLANK
};
pub(crate) static HEARING_TEST: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::BRANDT,
    diagnoses: EARS,
    lines: &[line("TE-11", "Hearing test", 165_00, 74_50), line("TE-12", "Eardrum test", 70_00, 28_25)],
    ..BLANK
};
pub(crate) static EAR_TUBES: Template = Template {
    kind: Kind::Outpatient,
    rule: Rule::SHARED,
    provider: &providers::SURGERY_CENTER,
    ordered_by: Some(&providers::BRANDT),
    place: SURGERY_CENTER,
    diagnoses: EARS,
    procedure: Some(("099670Z", "Small tubes put into both eardrums")),
    lines: &[
        line("SC-20", "Operating room", 5_400_00, 1_890_00),
        line("SC-31", "Recovery room", 1_120_00, 310_00),
        line("SC-40", "Ear tubes, a pair", 380_00, 145_00),
    ],
    ..BLANK
};
pub(crate) static EAR_SURGEON: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::BRANDT,
    place: SURGERY_CENTER,
    diagnoses: EARS,
    lines: &[line("SU-61", "Surgeon", 1_980_00, 612_00)],
    ..BLANK
};
pub(crate) static EAR_ANESTHESIA: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::ANESTHESIA,
    place: SURGERY_CENTER,
    diagnoses: EARS,
    lines: &[line("AN-04", "Anesthesia", 1_140_00, 366_00)],
    ..BLANK
};
pub(crate) static EAR_DROPS: Template = prescription(
    Rule::BRAND,
    &providers::BRANDT,
    10,
    EARS,
    &[drug("99999-0212-01", "Ear drops, 10 days", 1, 238_00, 191_40)],
);

// Older stories.
pub(crate) static WRIST_EMERGENCY: Template = Template {
    kind: Kind::Outpatient,
    rule: Rule::EMERGENCY,
    provider: &providers::HOSPITAL,
    place: EMERGENCY_ROOM,
    diagnoses: WRIST,
    lines: &[
        line("ER-30", "Emergency room", 2_890_00, 1_140_00),
        line("IM-02", "X-ray of the wrist", 410_00, 128_00),
        line("ER-15", "Splint", 240_00, 92_00),
    ],
    ..BLANK
};
pub(crate) static EMERGENCY_DOCTOR: Template = Template {
    rule: Rule::OUT_OF_NETWORK,
    provider: &providers::HASKELL,
    place: EMERGENCY_ROOM,
    diagnoses: WRIST,
    lines: &[line("ER-90", "Emergency doctor", 1_260_00, 540_00)],
    ..BLANK
};
pub(crate) static WRIST_CAST: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::OKAFOR,
    diagnoses: WRIST,
    lines: &[line("OV-31", "Wrist exam", 290_00, 148_00), line("OV-45", "Cast", 310_00, 162_00)],
    ..BLANK
};
pub(crate) static COLONOSCOPY: Template = Template {
    kind: Kind::Outpatient,
    rule: Rule::Preventive,
    provider: &providers::ENDOSCOPY,
    ordered_by: Some(&providers::NATARAJAN),
    place: SURGERY_CENTER,
    diagnoses: POLYP,
    procedure: Some(("0DBN8ZX", "Sample taken from the colon through a scope")),
    lines: &[line("SC-50", "Colon screening", 3_650_00, 1_310_00), line("SC-51", "Polyp taken out", 720_00, 260_00)],
    ..BLANK
};
pub(crate) static POLYP_TEST: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::LABS,
    ordered_by: Some(&providers::NATARAJAN),
    place: LABORATORY,
    diagnoses: POLYP,
    lines: &[line("LB-30", "Tissue test", 388_00, 96_50)],
    ..BLANK
};

// Care that comes back every year or every few months.
pub(crate) static LISINOPRIL: Template = prescription(
    Rule::GENERIC,
    &providers::NATARAJAN,
    90,
    PRESSURE,
    &[drug("99999-0310-90", "Lisinopril, 90 days", 90, 38_40, 14_20)],
);
pub(crate) static ATORVASTATIN: Template = prescription(
    Rule::GENERIC,
    &providers::NATARAJAN,
    90,
    CHOLESTEROL,
    &[drug("99999-0320-90", "Atorvastatin, 90 days", 90, 64_20, 19_80)],
);
pub(crate) static INHALER: Template = prescription(
    Rule::BRAND,
    &providers::CHEN,
    60,
    &[("J45.20", "Mild asthma")],
    &[drug("99999-0330-01", "Inhaler, 60 days", 1, 312_00, 246_30)],
);
pub(crate) static FLU_SHOT: Template = Template {
    rule: Rule::Preventive,
    provider: &providers::PHARMACY,
    place: PHARMACY_PLACE,
    diagnoses: VACCINE,
    lines: &[line("VX-01", "Flu shot", 52_00, 31_75)],
    ..BLANK
};
pub(crate) static YEARLY_CHECKUP: Template = Template {
    rule: Rule::Preventive,
    provider: &providers::NATARAJAN,
    diagnoses: CHECKUP,
    lines: &[line("OV-01", "Yearly checkup", 342_00, 196_00), line("LB-01", "Routine blood tests", 118_00, 41_20)],
    ..BLANK
};
pub(crate) static CHILD_YEARLY_CHECKUP: Template = Template {
    rule: Rule::Preventive,
    diagnoses: CHILD_CHECKUP,
    lines: &[line("OV-02", "Yearly checkup", 298_00, 176_00)],
    ..BLANK
};
pub(crate) static BLOOD_PRESSURE_CHECK: Template = Template {
    provider: &providers::NATARAJAN,
    diagnoses: PRESSURE,
    lines: &[line("OV-11", "Blood pressure check", 248_00, 142_00)],
    ..BLANK
};
pub(crate) static BLOOD_TESTS: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::LABS,
    ordered_by: Some(&providers::NATARAJAN),
    place: LABORATORY,
    diagnoses: CHOLESTEROL,
    lines: &[line("LB-02", "Blood tests", 142_00, 36_80)],
    ..BLANK
};
pub(crate) static DENTAL_CLEANING: Template = Template {
    kind: Kind::Dental,
    rule: Rule::Preventive,
    provider: &providers::LIND,
    diagnoses: &[],
    lines: &[line("DN-01", "Teeth cleaning", 128_00, 86_00), line("DN-02", "Dental exam", 64_00, 41_00)],
    ..BLANK
};
pub(crate) static EYE_EXAM: Template = Template {
    kind: Kind::Vision,
    rule: Rule::GENERIC,
    provider: &providers::OYELARAN,
    diagnoses: &[("H52.13", "Nearsighted in both eyes")],
    lines: &[line("VI-01", "Eye exam", 165_00, 92_00)],
    ..BLANK
};

// Care that just happens.
pub(crate) static SICK_VISIT: Template = Template {
    diagnoses: &[("J02.9", "Sore throat")],
    lines: &[line("OV-10", "Office visit", 212_00, 118_00), line("LB-07", "Throat swab", 46_00, 18_40)],
    ..BLANK
};
pub(crate) static VIDEO_VISIT: Template = Template {
    provider: &providers::NATARAJAN,
    place: TELEHEALTH,
    diagnoses: &[("R05.9", "Cough")],
    lines: &[line("OV-60", "Video visit", 139_00, 84_00)],
    ..BLANK
};
pub(crate) static URGENT_VISIT: Template = Template {
    rule: Rule::SPECIALIST,
    provider: &providers::URGENT_CARE,
    place: URGENT,
    diagnoses: &[("S61.411A", "Cut on the right hand")],
    lines: &[line("UC-10", "Urgent care visit", 325_00, 168_00), line("UC-12", "Stitches", 290_00, 142_00)],
    ..BLANK
};
pub(crate) static COUNSELING: Template = Template {
    rule: Rule::PRIMARY,
    provider: &providers::SALAS,
    diagnoses: &[("F41.1", "Anxiety")],
    lines: &[line("TH-50", "Counseling", 175_00, 110_00)],
    ..BLANK
};
pub(crate) static SKIN_VISIT: Template = Template {
    rule: Rule::OUT_OF_NETWORK,
    provider: &providers::MOREAU,
    diagnoses: &[("L20.9", "Skin rash")],
    lines: &[line("OV-33", "Skin exam", 340_00, 155_00)],
    ..BLANK
};
pub(crate) static WALK_IN: Template = Template {
    provider: &providers::CLOSED,
    diagnoses: &[("J01.90", "Sinus infection")],
    lines: &[line("OV-10", "Walk-in visit", 148_00, 92_00)],
    ..BLANK
};
pub(crate) static CHEST_XRAY: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::IMAGING,
    ordered_by: Some(&providers::NATARAJAN),
    place: OUTPATIENT,
    diagnoses: &[("R05.9", "Cough")],
    lines: &[line("IM-01", "Chest X-ray", 286_00, 74_00), line("IM-03", "X-ray reading", 92_00, 24_60)],
    ..BLANK
};
pub(crate) static SHORT_ANTIBIOTIC: Template = prescription(
    Rule::GENERIC,
    &providers::CHEN,
    10,
    &[("J02.9", "Sore throat")],
    &[drug("99999-0110-20", "Antibiotic, 10 days", 20, 34_90, 12_60)],
);
pub(crate) static ALLERGY_SPRAY: Template = prescription(
    Rule::GENERIC,
    &providers::CHEN,
    30,
    &[("J30.2", "Seasonal allergy")],
    &[drug("99999-0340-01", "Allergy spray, 30 days", 1, 41_00, 16_75)],
);
pub(crate) static FILLING: Template = Template {
    kind: Kind::Dental,
    rule: Rule::PercentOnly(20),
    provider: &providers::LIND,
    lines: &[line("DN-20", "Tooth filling", 265_00, 172_00)],
    ..BLANK
};
pub(crate) static GLASSES: Template = Template {
    kind: Kind::Vision,
    rule: Rule::PercentOnly(50),
    provider: &providers::OYELARAN,
    diagnoses: &[("H52.13", "Nearsighted in both eyes")],
    lines: &[
        supply("V2020", "Frames", 210_00, 130_00),
        supply("V2100", "Lenses, a pair", 180_00, 120_00),
        refused(line("VI-20", "Scratch coating", 60_00, 35_00), Denial::NotInPlan),
    ],
    ..BLANK
};
pub(crate) static LATE_VISIT: Template = Template {
    provider: &providers::NATARAJAN,
    diagnoses: &[("M54.50", "Low back pain")],
    lines: &[refused(line("OV-10", "Office visit", 212_00, 118_00), Denial::SentTooLate)],
    ..BLANK
};
pub(crate) static INCOMPLETE_VISIT: Template = Template {
    diagnoses: &[("B34.9", "Virus infection")],
    lines: &[refused(line("OV-10", "Office visit", 212_00, 118_00), Denial::MissingInformation)],
    ..BLANK
};
pub(crate) static DUPLICATE_TEST: Template = Template {
    rule: Rule::SHARED,
    provider: &providers::LABS,
    place: LABORATORY,
    diagnoses: CHOLESTEROL,
    lines: &[refused(line("LB-02", "Blood tests", 142_00, 36_80), Denial::SentTwice)],
    ..BLANK
};
pub(crate) static MASSAGE: Template = Template {
    rule: Rule::THERAPY,
    provider: &providers::WEBER,
    diagnoses: &[("M54.50", "Low back pain")],
    lines: &[refused(line("TH-80", "Massage", 95_00, 60_00), Denial::NotInPlan)],
    ..BLANK
};

/// How often something happens compared with the others, what it is, and to whom (indexes of the family).
pub(crate) type Happening = (u32, &'static Template, &'static [u8]);

/// What happens at random.
pub(crate) static HAPPENINGS: &[Happening] = &[
    (16, &SICK_VISIT, &[2, 3, 2, 3, 1]),
    (9, &VIDEO_VISIT, &[0, 1]),
    (7, &URGENT_VISIT, &[1, 2, 3]),
    (10, &COUNSELING, &[0]),
    (5, &SKIN_VISIT, &[0, 2]),
    (2, &WALK_IN, &[0, 1]),
    (5, &CHEST_XRAY, &[0, 1]),
    (12, &SHORT_ANTIBIOTIC, &[0, 1, 2, 3]),
    (9, &ALLERGY_SPRAY, &[1, 2]),
    (5, &FILLING, &[0, 1, 3]),
    (3, &GLASSES, &[0, 1]),
    (2, &LATE_VISIT, &[0, 1]),
    (2, &INCOMPLETE_VISIT, &[2, 3]),
    (1, &DUPLICATE_TEST, &[0, 1]),
    (2, &MASSAGE, &[0, 1]),
    (4, &BLOOD_TESTS, &[0, 1]),
    (3, &BACK_THERAPY, &[1]),
];

/// What happens at random, too, where the yearly amounts are not added up: in a real family's year one such claim
/// would use them up.
pub(crate) static GREAT_HAPPENINGS: &[Happening] = &[
    (1, &WRIST_EMERGENCY, &[0, 2]),
    (1, &EMERGENCY_DOCTOR, &[0, 2]),
    (1, &EAR_TUBES, &[2, 3]),
    (1, &HOSPITAL_STAY, &[0, 1]),
];
