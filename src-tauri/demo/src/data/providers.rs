//! The made-up doctors, pharmacies and hospitals. National provider numbers start with 999, which no real one does.

/// What a provider is in FHIR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Practitioner,
    Organization,
}

impl Sort {
    pub(crate) fn resource_type(self) -> &'static str {
        match self {
            Sort::Practitioner => "Practitioner",
            Sort::Organization => "Organization",
        }
    }
}

/// One made-up provider.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sort: Sort,
    pub(crate) npi: &'static str,
    /// The practice that a person works at.
    pub(crate) practice: Option<&'static str>,
    pub(crate) specialty: &'static str,
    pub(crate) in_network: bool,
    pub(crate) telephone: &'static str,
    /// Whether claims refer to it although the server does not have it.
    pub(crate) dangling: bool,
}

/// A person who works at a practice, in the plan's network.
const fn person(
    id: &'static str,
    name: &'static str,
    npi: &'static str,
    practice: &'static str,
    specialty: &'static str,
    telephone: &'static str,
) -> Provider {
    let practice = Some(practice);
    let sort = Sort::Practitioner;
    Provider { id, name, sort, npi, practice, specialty, in_network: true, telephone, dangling: false }
}

/// A place in the plan's network.
const fn place(
    id: &'static str,
    name: &'static str,
    npi: &'static str,
    specialty: &'static str,
    telephone: &'static str,
) -> Provider {
    let sort = Sort::Organization;
    Provider { id, name, sort, npi, practice: None, specialty, in_network: true, telephone, dangling: false }
}

/// The same provider without a contract with the plan.
const fn out_of_network(provider: Provider) -> Provider {
    Provider { in_network: false, ..provider }
}

/// The same provider, referred to by claims but not on this server.
const fn dangling(provider: Provider) -> Provider {
    Provider { dangling: true, ..provider }
}

pub(crate) static CHEN: Provider =
    person("grace-chen", "Dr. Grace Chen", "9990000101", "Cedar Family Medicine", "Pediatrics", "555-0101");
pub(crate) static NATARAJAN: Provider = person(
    "priya-natarajan",
    "Dr. Priya Natarajan",
    "9990000102",
    "Cedar Family Medicine",
    "Internal medicine",
    "555-0101",
);
pub(crate) static BRANDT: Provider = person(
    "samuel-brandt",
    "Dr. Samuel Brandt",
    "9990000103",
    "Northshore Ear, Nose and Throat",
    "Ear, nose and throat",
    "555-0103",
);
pub(crate) static OKAFOR: Provider =
    person("james-okafor", "Dr. James Okafor", "9990000104", "Lakeside Orthopedics", "Orthopedics", "555-0104");
pub(crate) static PARK: Provider =
    person("helen-park", "Dr. Helen Park", "9990000105", "Mercy Lake Surgeons", "Surgery", "555-0105");
pub(crate) static LIND: Provider =
    person("ingrid-lind", "Dr. Ingrid Lind", "9990000106", "Lind Dental", "Dentistry", "555-0106");
pub(crate) static OYELARAN: Provider =
    person("tunde-oyelaran", "Dr. Tunde Oyelaran", "9990000107", "Clearview Eye Care", "Optometry", "555-0107");
pub(crate) static WEBER: Provider =
    person("ruth-weber", "Ruth Weber, PT", "9990000108", "Lakeside Physical Therapy", "Physical therapy", "555-0108");
pub(crate) static SALAS: Provider =
    person("elena-salas", "Elena Salas, LCSW", "9990000109", "Harbor Counseling", "Counseling", "555-0109");
pub(crate) static MOREAU: Provider = out_of_network(person(
    "paul-moreau",
    "Dr. Paul Moreau",
    "9990000110",
    "Moreau Dermatology",
    "Dermatology",
    "555-0110",
));
pub(crate) static HASKELL: Provider = out_of_network(person(
    "dana-haskell",
    "Dr. Dana Haskell",
    "9990000111",
    "Ridgeway Emergency Physicians",
    "Emergency medicine",
    "555-0111",
));
pub(crate) static PHARMACY: Provider =
    place("lakeside-pharmacy", "Lakeside Pharmacy", "9990000201", "Pharmacy", "555-0121");
pub(crate) static HOSPITAL: Provider =
    place("mercy-lake-hospital", "Mercy Lake Hospital", "9990000202", "Hospital", "555-0122");
pub(crate) static LABS: Provider = place("summit-labs", "Summit Labs", "9990000203", "Laboratory", "555-0123");
pub(crate) static IMAGING: Provider =
    place("lakeside-imaging", "Lakeside Imaging", "9990000204", "Imaging", "555-0124");
pub(crate) static RADIOLOGY: Provider =
    place("lakeside-radiology", "Lakeside Radiology", "9990000205", "Radiology", "555-0125");
pub(crate) static ANESTHESIA: Provider =
    place("northshore-anesthesia", "Northshore Anesthesia", "9990000206", "Anesthesia", "555-0126");
pub(crate) static SURGERY_CENTER: Provider =
    place("northshore-surgery-center", "Northshore Surgery Center", "9990000207", "Outpatient surgery", "555-0127");
pub(crate) static URGENT_CARE: Provider =
    place("lakeside-urgent-care", "Lakeside Urgent Care", "9990000208", "Urgent care", "555-0128");
pub(crate) static SUPPLIES: Provider =
    place("harbor-medical-supplies", "Harbor Medical Supplies", "9990000209", "Medical supplies", "555-0129");
pub(crate) static ENDOSCOPY: Provider =
    place("lakeside-endoscopy", "Lakeside Endoscopy Center", "9990000210", "Outpatient surgery", "555-0130");
pub(crate) static CLOSED: Provider =
    dangling(place("willow-walk-in", "Willow Walk-in Clinic", "9990000211", "Clinic", "555-0131"));

/// Everyone who sends claims.
pub(crate) static PROVIDERS: [&Provider; 22] = [
    &CHEN,
    &NATARAJAN,
    &BRANDT,
    &OKAFOR,
    &PARK,
    &LIND,
    &OYELARAN,
    &WEBER,
    &SALAS,
    &MOREAU,
    &HASKELL,
    &PHARMACY,
    &HOSPITAL,
    &LABS,
    &IMAGING,
    &RADIOLOGY,
    &ANESTHESIA,
    &SURGERY_CENTER,
    &URGENT_CARE,
    &SUPPLIES,
    &ENDOSCOPY,
    &CLOSED,
];

/// The provider with that FHIR type and id that this server has.
pub(crate) fn provider_by_id(resource_type: &str, id: &str) -> Option<&'static Provider> {
    PROVIDERS
        .into_iter()
        .find(|provider| provider.id == id && provider.sort.resource_type() == resource_type && !provider.dangling)
}
