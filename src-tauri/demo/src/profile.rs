//! Whom a plan impersonates: one profile a payer, written from the payers' public documents.
//!
//! A profile says where the endpoints are, what may be asked of each resource, and in which of the forms that the
//! documents leave open the answers come. What a document does not list is refused, and [`Seen::undocumented`] tells it
//! from a refusal that a document foresees. The names are those of the app's payer registry.
//!
//! Where a document is silent (the payers of one platform share it), the profiles of its payers differ on purpose: one
//! gives the patient as a number, another leaves `expires_in` out. [`DEMO`] is the plan that members try: no payer's.
//!
//! Not here: hosts. Every profile runs on one loopback port, told apart by its paths; a payer whose authorization and
//! FHIR servers are two hosts has both on one.
//!
//! [`Seen::undocumented`]: crate::Seen

use crate::authorization::scope::Scope;
use crate::directory::{self, Directory};

/// Whom a plan impersonates.
#[derive(Debug)]
pub struct Profile {
    pub(crate) name: &'static str,
    /// Path of the authorization endpoint, with the document's slash at its end or without.
    pub(crate) authorize: &'static str,
    pub(crate) token: &'static str,
    /// Path of the revocation endpoint (RFC 7009). No payer's document has one.
    pub(crate) revoke: Option<&'static str>,
    /// Path of the FHIR base, without a slash at its end: empty where it is the root.
    pub(crate) fhir: &'static str,
    /// Path of the SMART configuration below the base.
    pub(crate) smart: Option<&'static str>,
    /// Whether there is a CapabilityStatement at the member's FHIR base.
    pub(crate) metadata: bool,
    pub(crate) scopes: &'static [Scope],
    pub(crate) types: &'static [Type],
    pub(crate) references: References,
    pub(crate) paging: Paging,
    pub(crate) answer: TokenAnswer,
    /// Where a registration that has a secret sends it.
    pub(crate) secret: SecretPlace,
    /// A search for a Patient that names none finds everyone whom the member may see, not only the member.
    pub(crate) whole_family: bool,
    /// The token endpoint refuses parameters that its document does not list.
    pub(crate) strict_token: bool,
    /// The public directory.
    pub(crate) directory: Option<&'static Directory>,
}

/// What is listed for a resource type.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: &'static str,
    /// The status of a read that is refused whatever it asks for; `None` where reads are answered.
    pub(crate) read_refused: Option<u16>,
    pub(crate) vread: bool,
    /// Search parameters with their FHIR search types. None: the type cannot be searched.
    pub(crate) search: &'static [(&'static str, &'static str)],
    /// A search needs one of these.
    pub(crate) one_of: &'static [&'static str],
    /// The status of a search by GET that is refused whatever it asks for.
    pub(crate) get_refused: Option<u16>,
    /// `POST [type]/_search`.
    pub(crate) post: bool,
    /// `POST [type]/$match`.
    pub(crate) matches: bool,
}

/// How resources refer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum References {
    /// In every way that payers use, one claim so and another so.
    Mixed,
    /// `Organization/1`, without a display: the name must be read.
    Bare,
    /// `https://payer/R4/Organization/1`, with a display.
    Absolute,
    /// `Coverage/1/_history/2`, without a display.
    Versioned,
    /// `#provider`, without a display: the name is in the same resource.
    Contained,
}

/// How a page names the next one. All of them are to be followed as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paging {
    /// `[base]?_getpages=…`
    Opaque,
    /// `[base]?_getpages=…&_getpagesoffset=…&_count=…&_bundletype=searchset`
    Offset,
    /// `[base]/[type]?_getpages=…&_getpagesoffset=…`
    OfType,
    /// `[type]?_getpages=…`, relative to the base.
    Relative,
}

impl Paging {
    /// Whether the links lie below a resource type rather than at the base.
    pub(crate) fn is_of_type(self) -> bool {
        matches!(self, Paging::OfType | Paging::Relative)
    }
}

/// A value that comes as the documents' samples show it, or otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    Missing,
    Number,
    Text,
}

/// What the token endpoint answers besides the access token and the scopes, which come in lower case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenAnswer {
    pub(crate) patient: Given,
    pub(crate) expires_in: Given,
    /// Whether a refresh token comes at all.
    pub(crate) refresh: bool,
}

/// Where a client's secret is sent (RFC 6749, 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecretPlace {
    Body,
    Basic,
}

impl Profile {
    /// The profile of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Profile> {
        Profile::all().find(|profile| profile.name == name)
    }

    /// Every profile, the demo plan's first.
    pub fn all() -> impl Iterator<Item = &'static Profile> {
        std::iter::once(&DEMO).chain(&PAYERS)
    }

    /// The key of the payer in the app's registry.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether a refresh token comes with an access token.
    #[must_use]
    pub fn refreshes(&self) -> bool {
        self.answer.refresh
    }

    /// Whether a client's secret, where a registration has one, goes into an HTTP Basic header rather than the body.
    #[must_use]
    pub fn wants_basic(&self) -> bool {
        self.secret == SecretPlace::Basic
    }

    /// The path of the FHIR base, without a slash at its end; empty where it is the root.
    #[must_use]
    pub fn fhir_path(&self) -> &'static str {
        self.fhir
    }

    pub(crate) fn listed(&self, resource_type: &str) -> Option<&Type> {
        self.types.iter().find(|listed| listed.name == resource_type)
    }

    /// The start of the path with its query of every link to a next page, for rules that make only these go wrong.
    #[must_use]
    pub fn next_page_prefix(&self) -> String {
        match self.paging {
            Paging::Opaque | Paging::Offset if self.fhir.is_empty() => "/?_getpages".to_owned(),
            Paging::Opaque | Paging::Offset => format!("{}?_getpages", self.fhir),
            Paging::OfType | Paging::Relative => format!("{}/ExplanationOfBenefit?_getpages", self.fhir),
        }
    }
}

const fn read(name: &'static str) -> Type {
    let none: &'static [(&'static str, &'static str)] = &[];
    Type {
        name,
        read_refused: None,
        vread: false,
        search: none,
        one_of: &[],
        get_refused: None,
        post: false,
        matches: false,
    }
}

/// A type of health records: the patient is the only parameter.
const fn by_patient(name: &'static str) -> Type {
    read(name).search(BY_PATIENT).one_of(&["patient"])
}

impl Type {
    const fn search(self, search: &'static [(&'static str, &'static str)]) -> Type {
        Type { search, ..self }
    }

    const fn one_of(self, one_of: &'static [&'static str]) -> Type {
        Type { one_of, ..self }
    }

    const fn vread(self) -> Type {
        Type { vread: true, ..self }
    }

    const fn post(self) -> Type {
        Type { post: true, ..self }
    }

    const fn get_refused(self, status: u16) -> Type {
        Type { get_refused: Some(status), ..self }
    }

    const fn match_instead(self, status: u16) -> Type {
        Type { read_refused: Some(status), ..self.matches() }
    }

    const fn matches(self) -> Type {
        Type { matches: true, ..self }
    }
}

const CLAIMS: [Scope; 3] = [Scope::Patient, Scope::Coverage, Scope::ExplanationOfBenefit];

/// The answer of the documents' samples.
const AS_IN_SAMPLES: TokenAnswer = TokenAnswer { patient: Given::Text, expires_in: Given::Number, refresh: true };

/// The plan that members try.
pub(crate) static DEMO: Profile = Profile {
    name: "demo",
    authorize: "/oauth/authorize",
    token: "/oauth/token",
    revoke: Some("/oauth/revoke"),
    fhir: "/R4",
    smart: Some("/.well-known/smart-configuration"),
    metadata: true,
    scopes: &Scope::ALL,
    types: &[
        read("Patient").vread().search(&[("_id", "token"), ("_count", "number")]).post(),
        read("Coverage")
            .vread()
            .search(&[("_id", "token"), ("patient", "reference"), ("_count", "number")])
            .one_of(&["patient", "_id"])
            .post(),
        read("ExplanationOfBenefit")
            .vread()
            .search(&[
                ("patient", "reference"),
                ("_id", "token"),
                ("_lastUpdated", "date"),
                ("identifier", "token"),
                ("service-date", "date"),
                ("type", "token"),
                ("_count", "number"),
            ])
            .one_of(&["patient"])
            .post(),
        // Of the clinical types no parameter is documented but the patient.
        by_patient("Condition"),
        by_patient("Encounter"),
        by_patient("Immunization"),
        by_patient("MedicationDispense"),
        by_patient("MedicationRequest"),
        by_patient("Observation"),
        by_patient("Procedure"),
        read("Organization").vread(),
        read("Practitioner").vread(),
    ],
    references: References::Mixed,
    paging: Paging::Opaque,
    answer: AS_IN_SAMPLES,
    secret: SecretPlace::Body,
    whole_family: true,
    strict_token: false,
    directory: Some(&directory::DEMO),
};

// UnitedHealthcare: one document for four payers, each with a host of its own, and a sandbox. The Coverage and the
// clinical resources are those of the scopes in a guide to it, which documents no parameters but the patient. The
// directory's Organization and Practitioner are read below the same base.

const UHC_CLAIM_SEARCH: &[(&str, &str)] = &[
    ("patient", "reference"),
    ("_id", "token"),
    ("_lastUpdated", "date"),
    ("identifier", "token"),
    ("service-date", "date"),
    ("type", "token"),
];
const BY_PATIENT: &[(&str, &str)] = &[("patient", "reference")];

const fn uhc_types(patient: Type) -> [Type; 12] {
    [
        patient,
        read("Coverage").search(BY_PATIENT).one_of(&["patient"]),
        read("ExplanationOfBenefit").search(UHC_CLAIM_SEARCH).one_of(&["patient"]),
        read("Procedure").search(&[("patient", "reference"), ("_id", "token")]).one_of(&["patient"]),
        by_patient("Condition"),
        by_patient("Encounter"),
        by_patient("Immunization"),
        by_patient("MedicationDispense"),
        by_patient("MedicationRequest"),
        by_patient("Observation"),
        read("Organization"),
        read("Practitioner"),
    ]
}

const UHC_READS: [Type; 12] = uhc_types(read("Patient").matches());
const UHC_MATCHES: [Type; 12] = uhc_types(read("Patient").match_instead(404));

const fn uhc(name: &'static str, answer: TokenAnswer) -> Profile {
    Profile {
        name,
        authorize: "/oauth/authorize/",
        token: "/oauth/token",
        revoke: None,
        fhir: "/R4",
        // Without the dot.
        smart: Some("/well-known/smart-configuration"),
        metadata: true,
        scopes: &Scope::ALL,
        types: &UHC_READS,
        references: References::Bare,
        paging: Paging::Offset,
        answer,
        secret: SecretPlace::Basic,
        whole_family: false,
        strict_token: true,
        directory: Some(&directory::UHC),
    }
}

// Optum Physical Health of California: one document and one address for four payers, the tenant in its path. No
// parameter is required; a search by POST is listed for claims beside the one by GET.

const CA_PATIENT: &[(&str, &str)] = &[
    ("_id", "token"),
    ("_count", "number"),
    ("gender", "token"),
    ("identifier", "token"),
    ("name", "string"),
    ("birthdate", "date"),
];
const CA_COVERAGE: &[(&str, &str)] = &[("_id", "token"), ("_count", "number"), ("patient", "reference")];
const CA_CLAIMS: &[(&str, &str)] = &[
    ("_id", "token"),
    ("_count", "number"),
    ("_lastUpdated", "date"),
    ("identifier", "token"),
    ("service-date", "date"),
    ("type", "token"),
    ("patient", "reference"),
];

const fn california(name: &'static str, types: &'static [Type], answer: TokenAnswer) -> Profile {
    Profile {
        name,
        authorize: "/authz/oph/ca/oauth/authorize",
        token: "/authz/oph/ca/oauth/token",
        revoke: None,
        fhir: "/fhir/oph/ca/R4",
        smart: None,
        metadata: false,
        scopes: &CLAIMS,
        types,
        references: References::Absolute,
        paging: Paging::OfType,
        answer,
        secret: SecretPlace::Body,
        whole_family: false,
        strict_token: true,
        directory: Some(&directory::CALIFORNIA),
    }
}

const fn ca_types(claims: Type) -> [Type; 3] {
    [read("Patient").search(CA_PATIENT), read("Coverage").search(CA_COVERAGE), claims.search(CA_CLAIMS).post()]
}

const CA_GET: [Type; 3] = ca_types(read("ExplanationOfBenefit"));
const CA_405: [Type; 3] = ca_types(read("ExplanationOfBenefit").get_refused(405));
const CA_403: [Type; 3] = ca_types(read("ExplanationOfBenefit").get_refused(403));
const CA_400: [Type; 3] = ca_types(read("ExplanationOfBenefit").get_refused(400));

// Optum Idaho and Optum Tooele County: documents of one mould. Idaho's tables are pictures, so that only what stands in
// its examples is known; it contains resources in others. Tooele refers to versions, reads them, includes providers, and
// has no search of a Coverage but by its id.

const IDAHO: [Type; 3] = [
    read("Patient").search(&[("_id", "token")]).one_of(&["_id"]),
    read("Coverage").search(BY_PATIENT).one_of(&["patient"]),
    read("ExplanationOfBenefit")
        .search(&[("patient", "reference"), ("_lastUpdated", "date"), ("type", "token")])
        .one_of(&["patient"]),
];

const fn idaho(name: &'static str, answer: TokenAnswer) -> Profile {
    Profile {
        name,
        authorize: "/oauth/authorize",
        token: "/oauth/token",
        revoke: None,
        fhir: "/R4",
        smart: None,
        metadata: false,
        scopes: &CLAIMS,
        types: &IDAHO,
        references: References::Contained,
        paging: Paging::Relative,
        answer,
        secret: SecretPlace::Body,
        whole_family: false,
        strict_token: true,
        directory: Some(&directory::IDAHO),
    }
}

const BY_ID: &[(&str, &str)] = &[("_count", "number"), ("_getpagesoffset", "number"), ("_id", "token")];

const TOOELE: [Type; 3] = [
    read("Patient").vread().search(BY_ID).one_of(&["_id"]),
    read("Coverage").vread().search(BY_ID).one_of(&["_id"]),
    read("ExplanationOfBenefit")
        .vread()
        .search(&[
            ("_count", "number"),
            ("_getpagesoffset", "number"),
            ("_id", "token"),
            ("_lastUpdated", "date"),
            ("identifier", "token"),
            ("patient", "reference"),
            ("service-date", "date"),
            ("type", "token"),
            ("_include", "special"),
        ])
        .one_of(&["patient"]),
];

const fn tooele(name: &'static str, answer: TokenAnswer) -> Profile {
    Profile {
        types: &TOOELE,
        references: References::Versioned,
        paging: Paging::OfType,
        directory: Some(&directory::TOOELE),
        ..idaho(name, answer)
    }
}

/// The payers, in the registry's order.
static PAYERS: [Profile; 13] = [
    uhc("uhc-hsid", AS_IN_SAMPLES),
    uhc("uhc-rmhp", TokenAnswer { patient: Given::Number, ..AS_IN_SAMPLES }),
    uhc("uhc-sierra", TokenAnswer { expires_in: Given::Text, ..AS_IN_SAMPLES }),
    Profile { types: &UHC_MATCHES, ..uhc("uhc-healthx", AS_IN_SAMPLES) },
    california("oph-ca-ibew-neca", &CA_GET, AS_IN_SAMPLES),
    california("oph-ca-uc", &CA_405, TokenAnswer { patient: Given::Missing, ..AS_IN_SAMPLES }),
    california("oph-ca-ibew-18", &CA_403, TokenAnswer { expires_in: Given::Missing, ..AS_IN_SAMPLES }),
    california("oph-ca-ventura", &CA_400, AS_IN_SAMPLES),
    idaho("optum-idaho", TokenAnswer { expires_in: Given::Text, ..AS_IN_SAMPLES }),
    tooele("optum-tooele", TokenAnswer { patient: Given::Number, ..AS_IN_SAMPLES }),
    Profile {
        // The document's sandbox base has no /R4.
        fhir: "",
        directory: None,
        ..uhc("uhc-sandbox", TokenAnswer { refresh: false, ..AS_IN_SAMPLES })
    },
    Profile {
        directory: None,
        ..idaho("optum-idaho-sandbox", TokenAnswer { expires_in: Given::Missing, ..AS_IN_SAMPLES })
    },
    Profile { directory: None, ..tooele("optum-tooele-sandbox", TokenAnswer { refresh: false, ..AS_IN_SAMPLES }) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_has_a_name_of_its_own_and_lists_what_it_asks_scopes_for() {
        let mut names: Vec<_> = Profile::all().map(Profile::name).collect();
        assert_eq!(names.len(), 14);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 14);
        for profile in Profile::all() {
            for scope in profile.scopes {
                assert!(profile.listed(scope.resource_type()).is_some(), "{} {scope:?}", profile.name);
            }
            for listed in profile.types {
                let known = |name: &&str| listed.search.iter().any(|(known, _)| known == name);
                assert!(listed.one_of.iter().all(known), "{} {}", profile.name, listed.name);
            }
        }
        assert!(Profile::named("nobody").is_none());
    }
}
