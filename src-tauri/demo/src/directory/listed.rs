//! What each profile's document lists of its directory.

/// A profile's directory.
#[derive(Debug)]
pub(crate) struct Directory {
    /// The path of its base.
    pub(crate) path: &'static str,
    pub(crate) types: &'static [Listed],
    /// `GET [type]/[id]/_history/[version]`.
    pub(crate) vread: bool,
}

/// What is listed for a type.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) name: &'static str,
    pub(crate) read: bool,
    pub(crate) search: &'static [&'static str],
    /// A search needs these.
    pub(crate) required: &'static [&'static str],
    pub(crate) include: &'static [&'static str],
    pub(crate) revinclude: &'static [&'static str],
}

impl Directory {
    pub(crate) fn listed(&self, resource_type: &str) -> Option<&'static Listed> {
        self.types.iter().find(|listed| listed.name == resource_type)
    }
}

const fn listed(name: &'static str, search: &'static [&'static str]) -> Listed {
    Listed { name, read: true, search, required: &[], include: &[], revinclude: &[] }
}

impl Listed {
    const fn required(self, required: &'static [&'static str]) -> Listed {
        Listed { required, ..self }
    }

    const fn include(self, include: &'static [&'static str]) -> Listed {
        Listed { include, ..self }
    }

    const fn revinclude(self, revinclude: &'static [&'static str]) -> Listed {
        Listed { revinclude, ..self }
    }

    const fn unread(self) -> Listed {
        Listed { read: false, ..self }
    }
}

/// UnitedHealthcare: below the member's base. `location.name`, `partof.name` and `coverage-area.address` stand in examples.
pub(crate) static UHC: Directory = Directory {
    path: "/R4",
    vread: false,
    types: &[
        listed(
            "HealthcareService",
            &["_id", "endpoint", "location", "name", "organization", "service-category", "service-type", "specialty"],
        ),
        listed(
            "InsurancePlan",
            &[
                "_id",
                "administered-by",
                "coverage-area",
                "coverage-area.address",
                "name",
                "network",
                "owned-by",
                "plan-coverage-area",
                "plan-type",
                "type",
            ],
        ),
        listed("Location", &["_id", "address", "organization", "partof", "type"]),
        listed("Organization", &["_id", "_profile", "address", "endpoint", "name", "partof", "partof.name"]),
        listed(
            "OrganizationAffiliation",
            &[
                "_id",
                "location",
                "location.name",
                "network",
                "participating-organization",
                "primary-organization",
                "role",
                "service",
                "specialty",
            ],
        )
        .unread(),
        listed("Practitioner", &["_id", "family", "given", "name"]),
        listed(
            "PractitionerRole",
            &[
                "_id",
                "endpoint",
                "location",
                "location.name",
                "network",
                "organization",
                "practitioner",
                "role",
                "service",
                "specialty",
            ],
        ),
    ],
};

/// Optum Physical Health of California. `location.address-state` of a PractitionerRole stands in an example.
pub(crate) static CALIFORNIA: Directory = Directory {
    path: "/fhirpublic/oph/ca/R4",
    vread: false,
    types: &[
        listed(
            "HealthcareService",
            &[
                "_id",
                "_lastupdated",
                "_pretty",
                "location",
                "name",
                "organization",
                "service-category",
                "service-type",
                "specialty",
                "characteristic",
                "coverage-area",
                "location.address",
                "location.address-city",
                "location.address-postalcode",
                "location.address-state",
            ],
        ),
        listed(
            "InsurancePlan",
            &[
                "_id",
                "_lastupdated",
                "_pretty",
                "coverage-area",
                "name",
                "owned-by",
                "plan-type",
                "type",
                "location.address",
                "location.address-city",
                "location.address-postalcode",
                "location.address-state",
                "identifier",
            ],
        ),
        listed(
            "Location",
            &[
                "_id",
                "_lastupdated",
                "_pretty",
                "address",
                "organization",
                "partof",
                "type",
                "address-city",
                "address-state",
                "address-postalcode",
                "address-country",
                "identifier",
            ],
        ),
        listed(
            "Organization",
            &[
                "_id",
                "_lastupdated",
                "_pretty",
                "_profile",
                "endpoint",
                "name",
                "partof",
                "address-city",
                "address",
                "address-state",
                "address-postalcode",
                "identifier",
                "type",
            ],
        ),
        listed(
            "OrganizationAffiliation",
            &[
                "_id",
                "_lastupdated",
                "_pretty",
                "network",
                "participating-organization",
                "primary-organization",
                "role",
                "service",
                "specialty",
                "location.address",
                "location.address-city",
                "location.address-state",
                "location.address-postalcode",
                "identifier",
                "location",
                "near",
            ],
        )
        .required(&["role"])
        .unread(),
        listed(
            "Practitioner",
            &[
                "_id",
                "_lastupdated",
                "family",
                "given",
                "name",
                "identifier",
                "address-state",
                "qualification-wherevalid-code",
            ],
        ),
        listed(
            "PractitionerRole",
            &[
                "_id",
                "_lastupdated",
                "endpoint",
                "location",
                "location.address-state",
                "network",
                "organization",
                "practitioner",
                "role",
                "service",
                "specialty",
            ],
        ),
    ],
};

const ROLE_INCLUDES: &[&str] =
    &["PractitionerRole:practitioner", "PractitionerRole:organization", "PractitionerRole:network"];
const AFFILIATION_INCLUDES: &[&str] =
    &["OrganizationAffiliation:primary-organization", "OrganizationAffiliation:participating-organization"];
const AT_LOCATIONS: &[&str] =
    &["HealthcareService:location", "OrganizationAffiliation:location", "PractitionerRole:location"];
const OF_ORGANIZATIONS: &[&str] = &[
    "HealthcareService:organization",
    "OrganizationAffiliation:primary-organization",
    "OrganizationAffiliation:participating-organization",
    "PractitionerRole:organization",
    "PractitionerRole:network",
];

/// Optum Tooele County.
pub(crate) static TOOELE: Directory = Directory {
    path: "/public/R4",
    vread: true,
    types: &[
        listed(
            "HealthcareService",
            &[
                "_count",
                "_getpagesoffset",
                "_id",
                "_lastUpdated",
                "name",
                "organization",
                "service-category",
                "specialty",
                "_include",
            ],
        )
        .include(&["HealthcareService:organization"]),
        listed(
            "Location",
            &[
                "_count",
                "_getpagesoffset",
                "_id",
                "_lastUpdated",
                "address",
                "address-city",
                "address-postalcode",
                "address-state",
                "_include",
                "_revinclude",
            ],
        )
        .include(&["Location:organization"])
        .revinclude(AT_LOCATIONS),
        listed(
            "Organization",
            &["_count", "_getpagesoffset", "_id", "_lastUpdated", "address", "name", "type", "_include", "_revinclude"],
        )
        .include(&["Organization:partof"])
        .revinclude(OF_ORGANIZATIONS),
        listed(
            "OrganizationAffiliation",
            &[
                "_count",
                "_getpagesoffset",
                "_id",
                "_lastUpdated",
                "network",
                "participating-organization",
                "primary-organization",
                "specialty",
                "_include",
            ],
        )
        .include(AFFILIATION_INCLUDES),
        listed(
            "Practitioner",
            &["_count", "_getpagesoffset", "_id", "_lastUpdated", "family", "given", "name", "_revinclude"],
        )
        .revinclude(&["PractitionerRole:practitioner"]),
        listed(
            "PractitionerRole",
            &[
                "_count",
                "_getpagesoffset",
                "_id",
                "_lastUpdated",
                "location.address-state",
                "network",
                "organization",
                "practitioner",
                "role",
                "specialty",
                "_include",
            ],
        )
        .include(ROLE_INCLUDES),
    ],
};

/// Optum Idaho: its tables are pictures, so that only what stands in its examples is known.
pub(crate) static IDAHO: Directory = Directory {
    path: "/public/R4",
    vread: false,
    types: &[
        listed("HealthcareService", &["service-category", "name", "specialty"]),
        listed("Location", &["_id", "address", "address-postalcode", "address-state"]),
        listed("Organization", &["_id", "name", "type"]),
        listed("OrganizationAffiliation", &["_id", "specialty"]),
        listed("Practitioner", &["_id", "given", "name"]),
        listed("PractitionerRole", &["_id", "location.address-state", "specialty"]),
    ],
};

/// The plan that members try: Tooele's mould, and what others have besides.
pub(crate) static DEMO: Directory = Directory {
    path: "/directory/R4",
    vread: false,
    types: &[
        listed("Endpoint", &["_id"]),
        listed(
            "HealthcareService",
            &[
                "_id",
                "location.address-city",
                "location.address-postalcode",
                "location.address-state",
                "name",
                "organization",
                "service-category",
                "specialty",
                "_include",
            ],
        )
        .include(&["HealthcareService:organization"]),
        listed("InsurancePlan", &["_id", "name", "network"]),
        listed(
            "Location",
            &["_id", "address", "address-city", "address-postalcode", "address-state", "_include", "_revinclude"],
        )
        .include(&["Location:organization"])
        .revinclude(AT_LOCATIONS),
        listed("Organization", &["_id", "address", "name", "type", "_include", "_revinclude"])
            .include(&["Organization:partof"])
            .revinclude(OF_ORGANIZATIONS),
        listed(
            "OrganizationAffiliation",
            &["_id", "network", "participating-organization", "primary-organization", "specialty", "_include"],
        )
        .include(AFFILIATION_INCLUDES),
        listed("Practitioner", &["_id", "family", "given", "identifier", "name", "_revinclude"])
            .revinclude(&["PractitionerRole:practitioner"]),
        listed(
            "PractitionerRole",
            &[
                "_id",
                "location",
                "location.address-state",
                "network",
                "organization",
                "practitioner",
                "role",
                "specialty",
                "_include",
            ],
        )
        .include(ROLE_INCLUDES),
    ],
};
