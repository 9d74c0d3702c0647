//! "Is this provider in my network?": yes, no, or cannot tell, and why.
//!
//! Yes only where every entry of theirs that is in force names the member's network, no only where each names networks and
//! none of them is it. Everything else is a doubt, and a doubt is said. Even a yes is only as good as the directory: the
//! payer's telephone decides.

use crate::ipc::{CareDoubt, CareInNetwork, CareRow, CareVerdict};

use super::{claim::Sought, network::folded};

/// The rows that are about whom a claim names, and whether that is by name alone.
#[must_use]
pub fn about(sought: &Sought, rows: &[CareRow]) -> (Vec<CareRow>, Vec<CareDoubt>) {
    if let Some(npi) = &sought.npi {
        let by_number: Vec<CareRow> = rows.iter().filter(|row| row.npi.as_ref() == Some(npi)).cloned().collect();
        // Who has another number is somebody else.
        let numberless = rows.iter().filter(|row| row.npi.is_none()).cloned();
        return match by_number.is_empty() {
            false => (by_number, Vec::new()),
            true => by_name(sought, numberless.collect()),
        };
    }
    by_name(sought, rows.to_vec())
}

fn by_name(sought: &Sought, rows: Vec<CareRow>) -> (Vec<CareRow>, Vec<CareDoubt>) {
    let asked = sought.name.as_deref().map(plain);
    let fits =
        |row: &CareRow| asked.as_ref().is_some_and(|asked| row.name.as_deref().map(plain).as_ref() == Some(asked));
    let rows: Vec<CareRow> = rows.into_iter().filter(fits).collect();
    let mut subjects: Vec<&str> = rows.iter().map(|row| row.subject.as_str()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let doubts = match subjects.len() {
        0 => Vec::new(),
        1 => vec![CareDoubt::ByNameAlone],
        _ => vec![CareDoubt::SeveralOfThatName],
    };
    (rows, doubts)
}

/// A name without title and degrees.
fn plain(name: &str) -> String {
    let tidied = super::question::tidy(crate::ipc::CareQuestion { name: Some(name.to_owned()), ..Default::default() });
    folded(&tidied.name.unwrap_or_default())
}

/// The answer from the rows about them. `has_network`: whether the member's network is known.
#[must_use]
pub fn verdict(
    sought: &Sought,
    rows: &[CareRow],
    mut doubts: Vec<CareDoubt>,
    has_network: bool,
) -> (CareVerdict, Vec<CareDoubt>) {
    let at_place: Vec<&CareRow> = rows.iter().filter(|row| is_at(row, sought.place.as_deref())).collect();
    let listed: Vec<&CareRow> = if at_place.is_empty() { rows.iter().collect() } else { at_place };
    let rows: Vec<&CareRow> = listed.into_iter().filter(|row| !row.inactive).collect();
    if rows.iter().any(|row| row.old) {
        doubts.push(CareDoubt::Old);
    }
    if rows.iter().any(|row| row.contradicted) {
        doubts.push(CareDoubt::Contradicted);
    }
    let count = |answer| rows.iter().filter(|row| row.in_network == answer).count();
    let (yes, no) = (count(CareInNetwork::Yes), count(CareInNetwork::No));
    let cannot = |doubts: Vec<CareDoubt>| (CareVerdict::CannotTell, doubts);
    if rows.is_empty() {
        doubts.push(CareDoubt::NotListed);
        return cannot(doubts);
    }
    if !has_network {
        doubts.push(CareDoubt::NetworkNotChosen);
        return cannot(doubts);
    }
    if doubts.contains(&CareDoubt::SeveralOfThatName) || doubts.contains(&CareDoubt::Contradicted) {
        return cannot(doubts);
    }
    if yes == rows.len() {
        return (CareVerdict::Yes, doubts);
    }
    if no == rows.len() {
        return (CareVerdict::No, doubts);
    }
    doubts.push(if yes > 0 && no > 0 { CareDoubt::DependsOnPlace } else { CareDoubt::NetworksNotStated });
    cannot(doubts)
}

/// Whether a row is at the place that a claim names, by the name of the place or of the organization there.
fn is_at(row: &CareRow, place: Option<&str>) -> bool {
    let Some(place) = place.map(folded) else { return false };
    let names = [row.organization.as_deref(), row.place.as_ref().and_then(|place| place.name.as_deref())];
    names.into_iter().flatten().any(|name| folded(name) == place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::{CareAccepting, CareKind, CarePlaceState};

    fn row(subject: &str, npi: Option<&str>, at: &str, in_network: CareInNetwork) -> CareRow {
        CareRow {
            key: format!("{subject}@{at}"),
            subject: subject.to_owned(),
            name: Some("Grace Chen".to_owned()),
            npi: npi.map(str::to_owned),
            specialties: Vec::new(),
            organization: Some(at.to_owned()),
            place_state: CarePlaceState::Stated,
            place: None,
            networks: Vec::new(),
            in_network,
            accepting: CareAccepting::NotStated,
            phone: None,
            languages: Vec::new(),
            hours: Vec::new(),
            updated: None,
            old: false,
            inactive: false,
            contradicted: false,
        }
    }

    fn sought(npi: Option<&str>, place: Option<&str>) -> Sought {
        let name = Some("Dr. Grace Chen".to_owned());
        Sought { kind: CareKind::Person, name, npi: npi.map(str::to_owned), place: place.map(str::to_owned) }
    }

    fn answered(sought: &Sought, rows: &[CareRow], has_network: bool) -> (CareVerdict, Vec<CareDoubt>) {
        let (rows, doubts) = about(sought, rows);
        verdict(sought, &rows, doubts, has_network)
    }

    use CareInNetwork::{No, NotStated, Yes};

    #[test]
    fn yes_and_no_are_said_only_where_every_entry_says_so() {
        let own = sought(Some("1"), None);
        let rows = |answers: &[CareInNetwork]| -> Vec<CareRow> {
            answers.iter().enumerate().map(|(at, answer)| row("p", Some("1"), &at.to_string(), *answer)).collect()
        };
        for (answers, verdict, doubts) in [
            (&[Yes][..], CareVerdict::Yes, vec![]),
            (&[Yes, Yes], CareVerdict::Yes, vec![]),
            (&[No, No], CareVerdict::No, vec![]),
            (&[Yes, No], CareVerdict::CannotTell, vec![CareDoubt::DependsOnPlace]),
            (&[Yes, NotStated], CareVerdict::CannotTell, vec![CareDoubt::NetworksNotStated]),
            (&[No, NotStated], CareVerdict::CannotTell, vec![CareDoubt::NetworksNotStated]),
            (&[], CareVerdict::CannotTell, vec![CareDoubt::NotListed]),
        ] {
            assert_eq!(answered(&own, &rows(answers), true), (verdict, doubts), "{answers:?}");
        }
        assert_eq!(answered(&own, &rows(&[Yes]), false).1, [CareDoubt::NetworkNotChosen]);
    }

    #[test]
    fn the_claims_own_place_decides_where_it_is_listed() {
        let rows = [row("p", Some("1"), "Cedar Clinic", Yes), row("p", Some("1"), "Harbor Clinic", No)];
        assert_eq!(answered(&sought(Some("1"), Some("cedar  clinic")), &rows, true).0, CareVerdict::Yes);
        assert_eq!(answered(&sought(Some("1"), Some("Harbor Clinic")), &rows, true).0, CareVerdict::No);
        assert_eq!(answered(&sought(Some("1"), Some("Elsewhere")), &rows, true).0, CareVerdict::CannotTell);
    }

    #[test]
    fn somebody_else_of_the_same_name_is_not_them() {
        let other = [row("q", Some("2"), "a", Yes)];
        assert_eq!(answered(&sought(Some("1"), None), &other, true).1, [CareDoubt::NotListed]);
        let numberless = [row("q", None, "a", Yes)];
        assert_eq!(
            answered(&sought(Some("1"), None), &numberless, true),
            (CareVerdict::Yes, vec![CareDoubt::ByNameAlone])
        );
        let two = [row("p", None, "a", Yes), row("q", None, "a", Yes)];
        assert_eq!(
            answered(&sought(None, None), &two, true),
            (CareVerdict::CannotTell, vec![CareDoubt::SeveralOfThatName])
        );
    }

    #[test]
    fn contradictions_and_age_are_said() {
        let mut old = row("p", Some("1"), "a", Yes);
        old.old = true;
        assert_eq!(answered(&sought(Some("1"), None), &[old.clone()], true), (CareVerdict::Yes, vec![CareDoubt::Old]));
        old.contradicted = true;
        assert_eq!(answered(&sought(Some("1"), None), &[old.clone()], true).0, CareVerdict::CannotTell);
        old.inactive = true;
        assert_eq!(answered(&sought(Some("1"), None), &[old], true).1, [CareDoubt::NotListed]);
    }
}
