//! What a sync asks, and in which order. Pure: what is known goes in, steps come out.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::{
    fhir::supports::Supports,
    ipc::{DataKind, RecordKind},
    records::{self, RECORD_KINDS, resource_type},
    store::SearchPlace,
};

/// What is read where others refer to it, and the kind that it belongs to. Who took care and who insures is part of the
/// claims.
const REFERENCED: [(DataKind, &str); 4] = [
    (DataKind::Coverage, "Coverage"),
    (DataKind::Person, "Patient"),
    (DataKind::Claims, "Organization"),
    (DataKind::Claims, "Practitioner"),
];

/// How far a search for changes reaches back before the last complete one: payers' clocks and delayed writes.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// How often everything is fetched again, because `meta.lastUpdated` is missing or wrong at some payers.
const FULL_PASS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Resources asked for in one page, where the payer lists `_count`.
const PAGE_SIZE: &str = "100";

/// What is known before a sync.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// What the payer lists.
    pub supports: &'a Supports,
    /// The kinds that the member shared.
    pub granted: &'a [DataKind],
    /// The types of records that the member shared: each is a permission of its own.
    pub records: &'a [RecordKind],
    /// The member's FHIR id.
    pub patient: &'a str,
    /// Where the connection's searches stand.
    pub places: &'a [SearchPlace],
    /// Now.
    pub now: Timestamp,
}

/// One step of a sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The kind of data it belongs to.
    pub kind: DataKind,
    /// The resource type that it asks for.
    pub resource_type: &'static str,
    /// Names its place among the connection's searches.
    pub search: String,
    /// What to ask.
    pub ask: Ask,
}

/// What a step asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// One resource by its id.
    Read {
        /// The id.
        id: String,
    },
    /// A search, page by page.
    Search {
        /// The search parameters, all of them listed by the payer.
        parameters: Vec<(&'static str, String)>,
        /// Where an interrupted one goes on.
        resume: Option<String>,
    },
    /// Who the member is, by what their coverage says, where the person could not be read.
    Match {
        /// The member's FHIR id.
        patient: String,
    },
    /// What stored resources refer to and is not here, one by one.
    Referenced {
        /// False where nothing can be missing unless this sync brings something new.
        due: bool,
        /// References name versions and the payer lists `vread`.
        versions: bool,
    },
}

impl Step {
    /// Whether it looks for what other steps' resources refer to.
    #[must_use]
    pub fn follows_references(&self) -> bool {
        matches!(self.ask, Ask::Referenced { .. })
    }
}

/// The kind of data that a resource type belongs to; `None` for what only describes others (`Organization`, …).
#[must_use]
pub fn kind_of(resource_type: &str) -> Option<DataKind> {
    match resource_type {
        "Patient" => Some(DataKind::Person),
        "Coverage" => Some(DataKind::Coverage),
        "ExplanationOfBenefit" => Some(DataKind::Claims),
        record if records::kind_of(record).is_some() => Some(DataKind::Records),
        _ => None,
    }
}

/// The steps of a sync, in their order: the person, coverage, claims, records, then what these refer to.
#[must_use]
pub fn plan(given: &Given<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    let granted = |kind| given.granted.contains(&kind);
    if granted(DataKind::Person) {
        steps.extend(person(given));
    }
    if granted(DataKind::Coverage) {
        steps.extend(search_by_patient(given, DataKind::Coverage, "Coverage"));
    }
    if granted(DataKind::Claims) {
        steps.extend(search_by_patient(given, DataKind::Claims, "ExplanationOfBenefit"));
    }
    if granted(DataKind::Records) {
        let shared = RECORD_KINDS.into_iter().filter(|kind| given.records.contains(kind));
        steps.extend(shared.filter_map(|kind| search_by_patient(given, DataKind::Records, resource_type(kind))));
    }
    if granted(DataKind::Person) && given.supports.matches("Patient").is_ok() && !steps.is_empty() {
        let search = "Patient/match".to_owned();
        let ask = Ask::Match { patient: given.patient.to_owned() };
        steps.push(Step { kind: DataKind::Person, resource_type: "Patient", search, ask });
    }
    // References come with searches; without one there are no new ones, and in a full pass all are looked at again.
    let searches = steps.iter().any(|step| matches!(step.ask, Ask::Search { .. }));
    let full_pass = steps.iter().any(|step| step.kind == DataKind::Claims && step.search == step.resource_type);
    if searches {
        for (kind, resource_type) in REFERENCED {
            let listed = given.supports.get(resource_type).filter(|listed| listed.read);
            if let Some(listed) = listed.filter(|_| granted(kind)) {
                let search = format!("{resource_type}/referenced");
                let due = full_pass || place(given, &search).is_none_or(|place| !is_complete(place));
                let ask = Ask::Referenced { due, versions: listed.vread };
                steps.push(Step { kind, resource_type, search, ask });
            }
        }
    }
    steps
}

fn person(given: &Given<'_>) -> Option<Step> {
    let listed = given.supports.get("Patient")?;
    let id = given.patient.to_owned();
    let ask = if listed.read {
        Ask::Read { id }
    } else if listed.has("_id") {
        Ask::Search { parameters: vec![("_id", id)], resume: None }
    } else {
        return None;
    };
    Some(Step { kind: DataKind::Person, resource_type: "Patient", search: "Patient".to_owned(), ask })
}

/// A search by patient: everything at first and once a month, else what changed.
fn search_by_patient(given: &Given<'_>, kind: DataKind, resource_type: &'static str) -> Option<Step> {
    let listed = given.supports.get(resource_type).filter(|listed| listed.has("patient"))?;
    let mut parameters = vec![("patient", given.patient.to_owned())];
    if listed.has("_count") {
        parameters.push(("_count", PAGE_SIZE.to_owned()));
    }
    parameters.extend(listed.include.iter().map(|include| ("_include", include.clone())));
    let changes_search = format!("{resource_type}/changes");
    let (full, changes) = (place(given, resource_type), place(given, &changes_search));
    let interrupted = full.and_then(|place| place.next.clone());
    let complete = full.and_then(|place| place.complete_as_of).filter(|_| interrupted.is_none());
    let recent = complete.filter(|complete| given.now.duration_since(*complete) < FULL_PASS && *complete <= given.now);
    let (search, resume) = match recent.filter(|_| listed.has("_lastUpdated")) {
        Some(complete) => {
            let since = changes.and_then(|place| place.complete_as_of).map_or(complete, |later| later.max(complete));
            let day = since.saturating_sub(OVERLAP).unwrap_or(since).to_zoned(TimeZone::UTC).date();
            parameters.push(("_lastUpdated", format!("ge{day}")));
            (changes_search, changes.and_then(|place| place.next.clone()))
        }
        None => (resource_type.to_owned(), interrupted),
    };
    Some(Step { kind, resource_type, search, ask: Ask::Search { parameters, resume } })
}

fn place<'a>(given: &Given<'a>, search: &str) -> Option<&'a SearchPlace> {
    given.places.iter().find(|place| place.search == search)
}

/// Whether nothing was begun after the last complete pass.
fn is_complete(place: &SearchPlace) -> bool {
    place.complete_as_of.is_some_and(|complete| complete >= place.started)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::supports::Listed;

    const ALL: [DataKind; 4] = [DataKind::Person, DataKind::Coverage, DataKind::Claims, DataKind::Records];

    fn listed(read: bool, search: &str) -> Listed {
        Listed { read, search: search.split_whitespace().map(str::to_owned).collect(), ..Listed::default() }
    }

    fn california() -> Supports {
        Supports::default()
            .with("Patient", listed(true, "_id _count"))
            .with("Coverage", listed(true, "_id _count patient"))
            .with("ExplanationOfBenefit", listed(true, "_id _count _lastUpdated patient type"))
    }

    fn tooele() -> Supports {
        Supports::default()
            .with("Patient", Listed { vread: true, ..listed(true, "_count _id") })
            .with("Coverage", Listed { vread: true, ..listed(true, "_count _id") })
            .with("ExplanationOfBenefit", listed(true, "_count _id _lastUpdated patient"))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn kept(search: &str, next: Option<&str>, started: &str, complete: Option<&str>) -> SearchPlace {
        SearchPlace {
            search: search.to_owned(),
            next: next.map(str::to_owned),
            started: at(started),
            complete_as_of: complete.map(at),
        }
    }

    /// One line a step, as a person would write the plan down.
    fn lines(supports: &Supports, granted: &[DataKind], places: &[SearchPlace]) -> Vec<String> {
        lines_with(supports, granted, &RECORD_KINDS, places)
    }

    fn lines_with(
        supports: &Supports,
        granted: &[DataKind],
        records: &[RecordKind],
        places: &[SearchPlace],
    ) -> Vec<String> {
        let given = Given { supports, granted, records, patient: "p", places, now: at("2026-11-22T12:00:00Z") };
        plan(&given)
            .iter()
            .map(|step| match &step.ask {
                Ask::Read { id } => format!("{}/{id}", step.resource_type),
                Ask::Search { parameters, resume } => {
                    let parameters: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
                    let resume = resume.as_ref().map(|next| format!(" from {next}")).unwrap_or_default();
                    format!("{}: {}?{}{resume}", step.search, step.resource_type, parameters.join("&"))
                }
                Ask::Match { .. } => step.search.clone(),
                Ask::Referenced { due, versions } => {
                    format!("{} due={due} versions={versions}", step.search)
                }
            })
            .collect()
    }

    #[test]
    fn a_first_sync_asks_for_everything_granted() {
        assert_eq!(
            lines(&california(), &ALL, &[]),
            [
                "Patient/p",
                "Coverage: Coverage?patient=p&_count=100",
                "ExplanationOfBenefit: ExplanationOfBenefit?patient=p&_count=100",
                "Coverage/referenced due=true versions=false",
                "Patient/referenced due=true versions=false",
            ]
        );
    }

    #[test]
    fn coverage_that_cannot_be_searched_by_patient_is_read_by_reference() {
        assert_eq!(
            lines(&tooele(), &ALL, &[]),
            [
                "Patient/p",
                "ExplanationOfBenefit: ExplanationOfBenefit?patient=p&_count=100",
                "Coverage/referenced due=true versions=true",
                "Patient/referenced due=true versions=true",
            ]
        );
    }

    #[test]
    fn a_person_is_matched_after_what_tells_their_number_and_parties_are_read_where_they_are_served() {
        let supports = Supports::default()
            .with("Patient", Listed { matches: true, ..listed(true, "") })
            .with("Coverage", listed(true, "patient"))
            .with(
                "ExplanationOfBenefit",
                Listed { include: vec!["a:b".to_owned()], ..listed(true, "patient _include") },
            )
            .with("Organization", listed(true, ""));
        assert_eq!(
            lines(&supports, &ALL, &[]),
            [
                "Patient/p",
                "Coverage: Coverage?patient=p",
                "ExplanationOfBenefit: ExplanationOfBenefit?patient=p&_include=a:b",
                "Patient/match",
                "Coverage/referenced due=true versions=false",
                "Patient/referenced due=true versions=false",
                "Organization/referenced due=true versions=false",
            ]
        );
    }

    #[test]
    fn what_was_not_granted_is_not_asked_for() {
        assert_eq!(
            lines(&california(), &[DataKind::Claims], &[]),
            ["ExplanationOfBenefit: ExplanationOfBenefit?patient=p&_count=100"]
        );
        assert_eq!(lines(&california(), &[DataKind::Person], &[]), ["Patient/p"]);
        assert!(lines(&california(), &[], &[]).is_empty());
    }

    #[test]
    fn only_the_types_of_records_that_were_shared_are_asked_for() {
        let supports = RECORD_KINDS
            .into_iter()
            .fold(Supports::default(), |all, kind| all.with(resource_type(kind), listed(false, "patient")));
        let asked = |records: &[RecordKind]| lines_with(&supports, &[DataKind::Records], records, &[]);
        assert_eq!(asked(&RECORD_KINDS).len(), RECORD_KINDS.len());
        assert_eq!(
            asked(&[RecordKind::Immunization, RecordKind::Condition]),
            ["Condition: Condition?patient=p", "Immunization: Immunization?patient=p"]
        );
        assert!(asked(&[]).is_empty());
        assert!(lines_with(&supports, &[DataKind::Claims], &RECORD_KINDS, &[]).is_empty());
    }

    #[test]
    fn records_are_asked_for_where_they_can_be_searched_by_patient() {
        let supports = Supports::default()
            .with("Procedure", listed(false, "patient _id"))
            .with("Condition", listed(true, "_id"))
            .with("Immunization", listed(false, "date patient status"));
        assert_eq!(
            lines(&supports, &ALL, &[]),
            ["Procedure: Procedure?patient=p", "Immunization: Immunization?patient=p"]
        );
    }

    #[test]
    fn an_interrupted_search_goes_on() {
        let places = [kept("ExplanationOfBenefit", Some("/R4?n=3"), "2026-11-22T11:00:00Z", None)];
        assert_eq!(
            lines(&california(), &[DataKind::Claims], &places),
            ["ExplanationOfBenefit: ExplanationOfBenefit?patient=p&_count=100 from /R4?n=3"]
        );
    }

    #[test]
    fn after_a_complete_search_only_changes_are_asked_for() {
        let full = kept("ExplanationOfBenefit", None, "2026-11-01T09:00:00Z", Some("2026-11-01T09:00:00Z"));
        let expect = |places: &[SearchPlace], line: &str| {
            assert_eq!(lines(&california(), &[DataKind::Claims], places), [line]);
        };
        expect(
            std::slice::from_ref(&full),
            "ExplanationOfBenefit/changes: ExplanationOfBenefit?patient=p&_count=100&_lastUpdated=ge2026-10-31",
        );
        let changes = kept("ExplanationOfBenefit/changes", None, "2026-11-20T00:30:00Z", Some("2026-11-20T00:30:00Z"));
        expect(
            &[full.clone(), changes],
            "ExplanationOfBenefit/changes: ExplanationOfBenefit?patient=p&_count=100&_lastUpdated=ge2026-11-19",
        );
        let interrupted = kept("ExplanationOfBenefit/changes", Some("/R4?n"), "2026-11-21T00:30:00Z", None);
        expect(
            &[full, interrupted],
            "ExplanationOfBenefit/changes: ExplanationOfBenefit?patient=p&_count=100&_lastUpdated=ge2026-10-31 from /R4?n",
        );
    }

    #[test]
    fn everything_is_fetched_again_once_a_month_and_where_changes_cannot_be_asked_for() {
        let line = "ExplanationOfBenefit: ExplanationOfBenefit?patient=p&_count=100";
        let old = kept("ExplanationOfBenefit", None, "2026-10-01T00:00:00Z", Some("2026-10-01T00:00:00Z"));
        assert_eq!(lines(&california(), &[DataKind::Claims], &[old]), [line]);
        // A clock that was wrong when the search completed: T21.
        let future = kept("ExplanationOfBenefit", None, "2036-10-01T00:00:00Z", Some("2036-10-01T00:00:00Z"));
        assert_eq!(lines(&california(), &[DataKind::Claims], &[future]), [line]);
        let recent = kept("Coverage", None, "2026-11-20T00:00:00Z", Some("2026-11-20T00:00:00Z"));
        assert_eq!(
            lines(&california(), &[DataKind::Coverage], &[recent])[0],
            "Coverage: Coverage?patient=p&_count=100"
        );
    }

    #[test]
    fn references_are_due_until_a_pass_over_them_is_complete() {
        let full = kept("ExplanationOfBenefit", None, "2026-11-20T00:00:00Z", Some("2026-11-20T00:00:00Z"));
        let due = |started: &str, complete: Option<&str>| {
            let referenced = kept("Coverage/referenced", None, started, complete);
            lines(&tooele(), &[DataKind::Coverage, DataKind::Claims], &[full.clone(), referenced])[1].clone()
        };
        let (earlier, later) = ("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
        assert_eq!(due(earlier, Some(earlier)), "Coverage/referenced due=false versions=true");
        assert_eq!(due(later, Some(earlier)), "Coverage/referenced due=true versions=true");
        assert_eq!(due(earlier, None), "Coverage/referenced due=true versions=true");
    }

    #[test]
    fn only_listed_parameters_are_planned() {
        for supports in [california(), tooele()] {
            let full = kept("ExplanationOfBenefit", None, "2026-11-20T00:00:00Z", Some("2026-11-20T00:00:00Z"));
            let given = Given {
                supports: &supports,
                records: &RECORD_KINDS,
                granted: &ALL,
                patient: "p",
                places: &[full],
                now: at("2026-11-22T12:00:00Z"),
            };
            for step in plan(&given) {
                if let Ask::Search { parameters, .. } = &step.ask {
                    let parameters: Vec<_> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    assert!(supports.search(step.resource_type, &parameters).is_ok(), "{step:?}");
                }
            }
        }
    }
}
