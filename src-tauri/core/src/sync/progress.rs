//! What the screen is told while a sync runs.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;

use crate::{
    clock::Clock,
    ipc::{AppError, DataKind, ErrorCode, SyncKind, SyncKindState, SyncRun, SyncStatus},
    records,
    store::PageSaved,
};

use super::plan::{Step, kind_of};

/// Shortest time between two reports; the first, the last and a change of state are always told.
const BETWEEN: Duration = Duration::from_millis(100);

/// Takes the reports. Called often and from the sync's own task: it must not block.
pub type Report = Arc<dyn Fn(SyncStatus) + Send + Sync>;

/// How the steps of one kind went.
#[derive(Debug, Default)]
struct Tally {
    steps_left: usize,
    good: usize,
    refused: usize,
    failed: usize,
}

/// The status of a sync under way.
pub struct Progress {
    status: SyncStatus,
    tallies: HashMap<DataKind, Tally>,
    counted: HashSet<(String, String)>,
    report: Report,
    clock: Arc<dyn Clock>,
    told: Option<Duration>,
}

impl Progress {
    /// Before the first question.
    #[must_use]
    pub fn new(connection: &str, payer_name: &str, started: Timestamp, report: Report, clock: Arc<dyn Clock>) -> Self {
        let status = SyncStatus {
            connection: connection.to_owned(),
            payer_name: payer_name.to_owned(),
            run: SyncRun::Running,
            started_at: started.to_string(),
            kinds: Vec::new(),
            new_claims: 0,
            changed_claims: 0,
            problem: None,
        };
        Self { status, tallies: HashMap::new(), counted: HashSet::new(), report, clock, told: None }
    }

    /// The kinds that will be fetched.
    pub fn planned(&mut self, steps: &[Step]) {
        for step in steps {
            let tally = self.tallies.entry(step.kind).or_default();
            if tally.steps_left == 0 {
                self.status.kinds.push(SyncKind {
                    kind: step.kind,
                    state: SyncKindState::Waiting,
                    count: 0,
                    back_to: None,
                    unreadable: 0,
                    problem: None,
                    refused: Vec::new(),
                });
            }
            tally.steps_left += 1;
        }
        // What only references bring must not keep a kind from being done that has come by itself.
        for step in steps.iter().filter(|step| step.follows_references()) {
            if let Some(tally) = self.tallies.get_mut(&step.kind).filter(|tally| tally.steps_left > 1) {
                tally.steps_left -= 1;
            }
        }
        self.tell();
    }

    /// A step begins.
    pub fn begin(&mut self, kind: DataKind) {
        if let Some(kind) = self.kind(kind).filter(|kind| kind.state == SyncKindState::Waiting) {
            kind.state = SyncKindState::Running;
            self.tell();
        }
    }

    /// A step has ended.
    pub fn end(&mut self, kind: DataKind, problem: Option<AppError>) {
        let Some(tally) = self.tallies.get_mut(&kind) else { return };
        tally.steps_left = tally.steps_left.saturating_sub(1);
        match &problem {
            None => tally.good += 1,
            Some(problem) if problem.code == ErrorCode::KindRefused => tally.refused += 1,
            Some(_) => tally.failed += 1,
        }
        let state = match tally {
            Tally { steps_left: 1.., .. } => SyncKindState::Running,
            Tally { failed: 1.., .. } => SyncKindState::Failed,
            Tally { good: 0, refused: 1.., .. } => SyncKindState::Refused,
            Tally { .. } => SyncKindState::Done,
        };
        if let Some(kind) = self.kind(kind) {
            kind.state = state;
            kind.problem = kind.problem.take().or(problem);
        }
        self.tell();
    }

    /// A resource came. Repeated ones count once.
    pub fn came(&mut self, resource_type: String, id: String) {
        let Some(kind) = kind_of(&resource_type) else { return };
        if self.counted.insert((resource_type, id))
            && let Some(kind) = self.kind(kind)
        {
            kind.count += 1;
        }
    }

    /// Resources came that cannot be read.
    pub fn unreadable(&mut self, kind: DataKind, count: usize) {
        if let Some(kind) = self.kind(kind) {
            kind.unreadable += count as u64;
        }
    }

    /// A resource type did not come. One that was refused is named: others of its kind may have come.
    pub fn fell_short(&mut self, kind: DataKind, resource_type: &str, problem: &AppError) {
        if problem.code == ErrorCode::KindRefused
            && let Some(record) = records::kind_of(resource_type)
            && let Some(kind) = self.kind(kind)
            && !kind.refused.contains(&record)
        {
            kind.refused.push(record);
        }
    }

    /// The payer said that a part of its answer is missing.
    pub fn warned(&mut self, kind: DataKind, problem: AppError) {
        if let Some(kind) = self.kind(kind) {
            kind.problem.get_or_insert(problem);
        }
    }

    /// Resources of a kind were kept.
    pub fn saved(&mut self, kind: DataKind, saved: &PageSaved) {
        if kind == DataKind::Claims {
            self.status.new_claims += saved.new;
            self.status.changed_claims += saved.changed;
        }
        if let (Some(kind), Some(earliest)) = (self.kind(kind), &saved.earliest_care) {
            // FHIR dates of any precision sort as texts.
            if kind.back_to.as_ref().is_none_or(|back_to| earliest < back_to) {
                kind.back_to = Some(earliest.clone());
            }
        }
        let now = self.clock.monotonic();
        if self.told.is_none_or(|told| now.saturating_sub(told) >= BETWEEN) {
            self.tell();
        }
    }

    /// Whether anything of a kind has come.
    #[must_use]
    pub fn has_come(&self, kind: DataKind) -> bool {
        self.status.kinds.iter().any(|candidate| candidate.kind == kind && candidate.count > 0)
    }

    /// Whether a kind was refused.
    #[must_use]
    pub fn is_refused(&self, kind: DataKind) -> bool {
        self.status.kinds.iter().any(|candidate| candidate.kind == kind && candidate.state == SyncKindState::Refused)
    }

    /// Whether every kind came or was refused.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.status.kinds.iter().all(|kind| matches!(kind.state, SyncKindState::Done | SyncKindState::Refused))
    }

    /// The sync has ended; the last report. A kind that was under way waits for the next sync.
    pub fn finish(mut self, run: SyncRun, problem: Option<AppError>) -> SyncStatus {
        for kind in &mut self.status.kinds {
            if kind.state == SyncKindState::Running {
                kind.state = SyncKindState::Waiting;
            }
        }
        let all_failed =
            !self.status.kinds.is_empty() && self.status.kinds.iter().all(|kind| kind.state == SyncKindState::Failed);
        self.status.run = if run == SyncRun::Done && all_failed { SyncRun::Failed } else { run };
        let first = || self.status.kinds.iter().find_map(|kind| kind.problem.clone());
        self.status.problem = problem.or_else(|| if all_failed { first() } else { None });
        self.tell();
        self.status
    }

    fn kind(&mut self, kind: DataKind) -> Option<&mut SyncKind> {
        self.status.kinds.iter_mut().find(|candidate| candidate.kind == kind)
    }

    fn tell(&mut self) {
        self.told = Some(self.clock.monotonic());
        (self.report)(self.status.clone());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::{clock::ManualClock, ipc::Retry, sync::plan::Ask};

    fn step(kind: DataKind, referenced: bool) -> Step {
        let ask =
            if referenced { Ask::Referenced { due: true, versions: false } } else { Ask::Read { id: "p".to_owned() } };
        Step { kind, resource_type: "Patient", search: String::new(), ask }
    }

    fn problem(code: ErrorCode) -> Option<AppError> {
        Some(AppError { code, retry: Retry::Later, detail: None })
    }

    struct Seen {
        progress: Progress,
        clock: Arc<ManualClock>,
        told: Arc<Mutex<Vec<SyncStatus>>>,
    }

    fn seen(steps: &[Step]) -> Seen {
        let clock = Arc::new(ManualClock::at("2026-11-22T12:00:00Z".parse().unwrap()));
        let told: Arc<Mutex<Vec<SyncStatus>>> = Arc::default();
        let kept = Arc::clone(&told);
        let report: Report = Arc::new(move |status| kept.lock().unwrap().push(status));
        let mut progress = Progress::new("c", "Plan", clock.now(), report, Arc::clone(&clock) as Arc<dyn Clock>);
        progress.planned(steps);
        Seen { progress, clock, told }
    }

    #[test]
    fn reports_come_at_most_ten_times_a_second_and_the_last_always() {
        let Seen { mut progress, clock, told } = seen(&[step(DataKind::Claims, false)]);
        progress.begin(DataKind::Claims);
        let before = told.lock().unwrap().len();
        for _ in 0..1_000 {
            clock.advance(Duration::from_millis(1));
            progress.saved(DataKind::Claims, &PageSaved { new: 1, ..PageSaved::default() });
        }
        assert_eq!(told.lock().unwrap().len() - before, 10);
        progress.finish(SyncRun::Stopped, None);
        let last = told.lock().unwrap().pop().unwrap();
        assert_eq!((last.run, last.new_claims), (SyncRun::Stopped, 1_000));
    }

    #[test]
    fn a_repeated_resource_counts_once_and_what_only_describes_others_not_at_all() {
        let Seen { mut progress, .. } = seen(&[step(DataKind::Claims, false)]);
        for id in ["a", "b", "a"] {
            progress.came("ExplanationOfBenefit".to_owned(), id.to_owned());
            progress.came("Organization".to_owned(), id.to_owned());
            progress.came("Coverage".to_owned(), id.to_owned());
        }
        assert_eq!(progress.finish(SyncRun::Done, None).kinds[0].count, 2);
    }

    #[test]
    fn the_earliest_care_is_told() {
        let Seen { mut progress, .. } = seen(&[step(DataKind::Claims, false)]);
        for date in ["2020-03-01", "2019", "2019-05-01", "2020"] {
            let saved = PageSaved { earliest_care: Some(date.to_owned()), ..PageSaved::default() };
            progress.saved(DataKind::Claims, &saved);
        }
        assert_eq!(progress.finish(SyncRun::Done, None).kinds[0].back_to.as_deref(), Some("2019"));
    }

    #[test]
    fn a_kind_with_several_steps_is_refused_only_where_nothing_of_it_came() {
        let cases = [
            ([None, None], SyncKindState::Done),
            ([None, problem(ErrorCode::KindRefused)], SyncKindState::Done),
            ([problem(ErrorCode::KindRefused), problem(ErrorCode::KindRefused)], SyncKindState::Refused),
            ([None, problem(ErrorCode::PayerTimedOut)], SyncKindState::Failed),
            ([problem(ErrorCode::KindRefused), problem(ErrorCode::PayerTimedOut)], SyncKindState::Failed),
        ];
        for (ends, expected) in cases {
            let steps = [step(DataKind::Records, false), step(DataKind::Records, false), step(DataKind::Person, false)];
            let Seen { mut progress, .. } = seen(&steps);
            let has_problem = ends.iter().any(Option::is_some);
            for problem in ends {
                progress.begin(DataKind::Records);
                progress.end(DataKind::Records, problem);
            }
            let kind = progress.finish(SyncRun::Done, None).kinds.remove(0);
            assert_eq!((kind.state, kind.problem.is_some()), (expected, has_problem));
        }
    }

    #[test]
    fn a_kind_is_done_before_its_references_are_looked_at() {
        let steps = [step(DataKind::Person, false), step(DataKind::Coverage, true), step(DataKind::Person, true)];
        let Seen { mut progress, told, .. } = seen(&steps);
        progress.end(DataKind::Person, None);
        let states = |status: &SyncStatus| status.kinds.iter().map(|kind| kind.state).collect::<Vec<_>>();
        assert_eq!(states(told.lock().unwrap().last().unwrap()), [SyncKindState::Done, SyncKindState::Waiting]);
        progress.begin(DataKind::Coverage);
        progress.end(DataKind::Coverage, None);
        progress.begin(DataKind::Person);
        progress.end(DataKind::Person, None);
        assert!(progress.is_complete());
        assert_eq!(states(&progress.finish(SyncRun::Done, None)), [SyncKindState::Done, SyncKindState::Done]);
    }

    #[test]
    fn a_sync_of_which_nothing_came_has_failed() {
        let Seen { mut progress, .. } = seen(&[step(DataKind::Claims, false)]);
        progress.end(DataKind::Claims, problem(ErrorCode::PayerTimedOut));
        assert!(!progress.is_complete());
        let status = progress.finish(SyncRun::Done, None);
        assert_eq!((status.run, status.problem), (SyncRun::Failed, problem(ErrorCode::PayerTimedOut)));
    }
}
