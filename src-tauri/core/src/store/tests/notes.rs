//! Notes, tags and named views: only the member changes them, and they follow their claims.

use super::*;
use crate::{
    ipc::{ClaimsPage, ViewEntry},
    store::StoreError,
};

fn fixture() -> Fixture {
    let fixture = Fixture::new();
    // What comes after a first sync is new.
    fixture.store.begin_sync("c", at(0)).unwrap();
    fixture.store.end_sync("c", at(5), true).unwrap();
    fixture.save(vec![
        claim("1", json!({"patient": "p1", "start": "2026-01-01", "words": ["Knee visit"], "provider": "Harbor"})),
        claim(
            "2",
            json!({"patient": "p1", "start": "2026-01-02", "words": ["Flu shot"], "provider": "Harbor", "kind": 3}),
        ),
        claim(
            "3",
            json!({"patient": "p2", "start": "2026-01-03", "words": ["Lab"], "provider": "Ridge", "owe": "5.00001"}),
        ),
    ]);
    fixture
}

impl Fixture {
    fn id(&self, title: &str) -> i64 {
        self.row(title).id
    }

    fn note(&self, title: &str, note: &str) {
        self.store.save_claim_note(self.id(title), note).unwrap();
    }

    fn tag(&self, title: &str, name: &str) -> i64 {
        self.store.add_tag(self.id(title), name).unwrap();
        self.tag_id(name)
    }

    fn tag_id(&self, name: &str) -> i64 {
        self.store.tags().unwrap().into_iter().find(|tag| tag.name.to_lowercase() == name.to_lowercase()).unwrap().id
    }

    fn tags_of(&self, title: &str) -> Vec<String> {
        self.store.claim_notes(self.id(title)).unwrap().tags.into_iter().map(|tag| tag.name).collect()
    }

    fn note_of(&self, title: &str) -> String {
        self.store.claim_notes(self.id(title)).unwrap().note
    }

    /// As the list marks its claims: `title: has a note, tags`.
    fn marked(&self) -> Vec<String> {
        let ClaimsPage { rows, marks, .. } = self.store.claims_page(&ClaimFilter::default(), 0, 100).unwrap();
        let title = |id| rows.iter().find(|row| row.id == id).and_then(|row| row.title.clone()).unwrap();
        marks.iter().map(|mark| format!("{}: {}, {}", title(mark.claim), mark.has_note, mark.tags.join(" "))).collect()
    }

    /// The claims of a filter, by page and as many as the outline says.
    fn filtered(&self, filter: &ClaimFilter) -> Vec<String> {
        let titles = self.titles(filter);
        let outline = self.store.claims_outline(filter).unwrap();
        assert_eq!(outline.months.iter().map(|month| month.claims).sum::<u64>(), titles.len() as u64, "{filter:?}");
        titles
    }
}

fn words(text: &str) -> ClaimFilter {
    ClaimFilter { text: text.into(), ..ClaimFilter::default() }
}

#[test]
fn a_note_is_kept_found_and_gone_when_it_is_emptied() {
    let fixture = fixture();
    fixture.note("1", "Ask Marlène about the invoice, E11.9");
    assert_eq!(fixture.note_of("1"), "Ask Marlène about the invoice, E11.9");
    assert_eq!(fixture.marked(), ["1: true, "]);
    for text in ["marlene", "inv", "ask invoice", "e11.9"] {
        assert_eq!(fixture.filtered(&words(text)), ["1"], "{text}");
    }
    fixture.note("1", "");
    assert_eq!((fixture.note_of("1"), fixture.marked()), (String::new(), vec![]));
    assert_eq!(fixture.find("invoice"), Vec::<String>::new());
    assert!(matches!(fixture.store.save_claim_note(4711, "x"), Err(StoreError::NotFound)));
    assert!(matches!(fixture.store.claim_notes(4711), Err(StoreError::NotFound)));
}

#[test]
fn some_words_may_be_the_members_and_some_the_plans() {
    let fixture = fixture();
    fixture.note("1", "Ask about the flu");
    fixture.tag("3", "tax 2026");
    assert_eq!(fixture.filtered(&words("flu")), ["2", "1"], "by the claim and by the note");
    assert_eq!(fixture.filtered(&words("flu harbor")), ["2", "1"]);
    assert_eq!(fixture.filtered(&words("flu knee")), ["1"]);
    assert_eq!(fixture.filtered(&words("ridge tax")), ["3"]);
    assert_eq!(fixture.filtered(&words("knee tax")), Vec::<String>::new());
    let ana = ClaimFilter { person: Some("c/p2".into()), ..words("flu") };
    assert_eq!(fixture.filtered(&ana), Vec::<String>::new());
    let later = ClaimFilter { from: Some("2026-01-02".into()), ..words("flu") };
    assert_eq!(fixture.filtered(&later), ["2"]);
    let sums = fixture.store.claims_outline(&words("tax")).unwrap().summary;
    assert_eq!(sums.you_owe[0].money.amount, "5.00001", "an amount that is added up apart");
    assert_eq!(fixture.store.claims_page(&words("flu"), 1, 1).unwrap().rows[0].title.as_deref(), Some("1"));
}

#[test]
fn a_note_and_tags_follow_the_chain_of_their_claim() {
    let fixture = fixture();
    fixture.note("1", "Call them");
    fixture.tag("1", "knee");
    fixture.save(vec![claim("4", json!({"start": "2026-01-09", "replaces": ["1"]}))]);
    fixture.save(vec![claim("5", json!({"start": "2026-01-10", "replaces": ["4"]}))]);
    for title in ["1", "4", "5"] {
        assert_eq!((fixture.note_of(title), fixture.tags_of(title)), ("Call them".to_owned(), vec!["knee".to_owned()]));
    }
    assert_eq!(fixture.store.claim_notes(fixture.id("5")).unwrap().claims, 3);
    assert_eq!(fixture.marked(), ["1: true, knee", "4: true, knee", "5: true, knee"]);
    assert_eq!(fixture.filtered(&words("call")), ["5", "4", "1"]);
    let tagged = ClaimFilter { tags: vec![fixture.tag_id("knee")], ..ClaimFilter::default() };
    assert_eq!(fixture.filtered(&tagged), ["5", "4", "1"]);
    fixture.note("5", "Called");
    assert_eq!((fixture.note_of("1"), fixture.find("call them")), ("Called".to_owned(), vec![]));
    fixture.store.add_tag(fixture.id("5"), "KNEE").unwrap();
    assert_eq!(fixture.store.tags().unwrap()[0].claims, 1, "it is on the chain already");
    fixture.store.take_tag_off(fixture.id("4"), fixture.tag_id("knee")).unwrap();
    assert_eq!(fixture.tags_of("1"), Vec::<String>::new());
    assert_eq!(fixture.store.tags().unwrap(), []);
}

#[test]
fn two_notes_that_become_one_chain_are_both_shown_and_kept_as_one() {
    let fixture = fixture();
    fixture.note("1", "First");
    fixture.note("2", "Second");
    fixture.save(vec![claim("4", json!({"start": "2026-01-09", "replaces": ["1", "2"]}))]);
    assert_eq!(fixture.note_of("4"), "First\n\nSecond");
    fixture.note("4", "First and second");
    assert_eq!(fixture.note_of("1"), "First and second");
    fixture.note("2", "");
    assert_eq!(fixture.note_of("1"), "");
}

#[test]
fn tags_combine_with_the_other_filters() {
    let fixture = fixture();
    let (knee, tax) = (fixture.tag("1", "knee"), fixture.tag("2", "Tax"));
    fixture.tag("3", "tax");
    let with = |tags: &[i64]| ClaimFilter { tags: tags.to_vec(), ..ClaimFilter::default() };
    assert_eq!(fixture.filtered(&with(&[knee])), ["1"]);
    assert_eq!(fixture.filtered(&with(&[tax])), ["3", "2"]);
    assert_eq!(fixture.filtered(&with(&[knee, tax])), ["3", "2", "1"], "any of them");
    assert_eq!(fixture.filtered(&with(&[4711])), Vec::<String>::new());
    assert_eq!(fixture.filtered(&ClaimFilter { text: "harbor".into(), ..with(&[tax]) }), ["2"]);
    assert_eq!(fixture.filtered(&ClaimFilter { text: "tax flu".into(), ..with(&[knee, tax]) }), ["2"]);
    assert_eq!(fixture.filtered(&ClaimFilter { person: Some("c/p2".into()), ..with(&[knee, tax]) }), ["3"]);
    assert_eq!(fixture.filtered(&ClaimFilter { kind: Some(codes::claim_kind(3)), ..with(&[tax]) }), ["2"]);
    assert_eq!(fixture.filtered(&ClaimFilter { until: Some("2026-01-03".into()), ..with(&[tax]) }), ["2"]);
    assert_eq!(fixture.filtered(&ClaimFilter { news: true, ..with(&[tax]) }), ["3", "2"]);
    assert_eq!(fixture.filtered(&ClaimFilter { news: true, ..words("tax") }), ["3", "2"]);
    assert_eq!(fixture.store.claims_outline(&with(&[tax])).unwrap().summary.you_owe[0].money.amount, "5.00001");
    assert_eq!(fixture.store.claims_outline(&with(&[knee])).unwrap().summary.you_owe, []);
}

#[test]
fn a_tag_is_renamed_and_deleted_everywhere_and_comes_back() {
    let fixture = fixture();
    let tax = fixture.tag("1", "tax");
    fixture.tag("2", "TAX");
    let knee = fixture.tag("2", "knee");
    assert!(fixture.store.rename_tag(tax, "Taxes 2026").unwrap());
    assert_eq!(fixture.tags_of("2"), ["knee", "Taxes 2026"]);
    assert_eq!(
        (fixture.find("2026"), fixture.find("taxes")),
        (vec!["2".to_owned(), "1".into()], vec!["2".into(), "1".into()])
    );
    assert!(!fixture.store.rename_tag(knee, "TAXES 2026").unwrap(), "another has it");
    assert!(fixture.store.rename_tag(knee, "Knee").unwrap(), "its own, in other letters");
    fixture.store.remove_tag(tax, true).unwrap();
    assert_eq!((fixture.tags_of("1"), fixture.find("taxes")), (vec![], vec![]));
    assert_eq!(fixture.marked(), ["2: false, Knee"]);
    fixture.store.remove_tag(tax, false).unwrap();
    assert_eq!(fixture.find("taxes"), ["2", "1"]);
    fixture.store.remove_tag(tax, true).unwrap();
    let again = fixture.tag("3", "taxes 2026");
    fixture.store.remove_tag(tax, false).unwrap();
    assert_eq!(
        fixture.store.tags().unwrap().iter().map(|tag| (tag.id, tag.claims)).collect::<Vec<_>>(),
        [(knee, 1), (again, 3)]
    );
    assert!(matches!(fixture.store.rename_tag(4711, "x"), Err(StoreError::NotFound)));
    assert!(matches!(fixture.store.remove_tag(4711, true), Err(StoreError::NotFound)));
}

#[test]
fn what_is_written_survives_a_sync_a_rebuild_and_a_restart() {
    let fixture = fixture();
    fixture.note("1", "Call them");
    fixture.tag("1", "knee");
    let gone = fixture.tag("2", "gone");
    fixture.store.remove_tag(gone, true).unwrap();
    fixture.save(vec![claim("1", json!({"patient": "p1", "start": "2025-12-01", "owe": "3.00"}))]);
    assert_eq!(fixture.find("call"), ["1"]);
    let Fixture { folder, store } = fixture;
    store.writer().execute("UPDATE file_state SET projection = 0", []).unwrap();
    drop(store);
    let store = Store::open_with(folder.path(), &key(1), project).unwrap();
    let fixture = Fixture { folder, store };
    assert_eq!((fixture.note_of("1"), fixture.tags_of("1")), ("Call them".to_owned(), vec!["knee".to_owned()]));
    assert_eq!((fixture.find("call"), fixture.find("knee")), (vec!["1".to_owned()], vec!["1".to_owned()]));
    assert!(matches!(fixture.store.remove_tag(gone, false), Err(StoreError::NotFound)), "forgotten for good");
    assert_exact(&fixture.store);
}

/// T32: nothing of what the member wrote stays behind in a table or in the index.
#[test]
fn what_is_written_goes_with_its_connection_and_is_counted() {
    let fixture = fixture();
    fixture.connect("d");
    fixture.save_for("d", vec![claim("other", json!({"patient": "p1", "start": "2026-02-01"}))]);
    fixture.note("other", "Stays");
    fixture.tag("other", "both");
    fixture.note("1", "Goes");
    fixture.tag("1", "both");
    fixture.tag("2", "only");
    fixture.store.save_view(&view(None, "Mine", "goes", Some("c/p1"), &[])).unwrap();
    assert_eq!(fixture.store.kept("c").unwrap().noted, 2);
    assert_eq!(fixture.store.delete_connection("c").unwrap().noted, 2);
    assert_eq!((fixture.find("stays"), fixture.find("goes")), (vec!["other".to_owned()], vec![]));
    assert_eq!(fixture.store.tags().unwrap().iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["both"]);
    let left = |sql: &str| fixture.store.reader().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(left("SELECT (SELECT count(*) FROM claim_note) + (SELECT count(*) FROM claim_tag)"), 2);
    assert_eq!(left("SELECT count(*) FROM note_text"), 1);
    assert_eq!(left("SELECT count(*) FROM tag"), 1);
    assert_eq!(fixture.store.views().unwrap().len(), 1);
    fixture.store.delete_connection("d").unwrap();
    assert_eq!(left("SELECT (SELECT count(*) FROM tag) + (SELECT count(*) FROM note_text)"), 0);
    assert_eq!(fixture.store.views().unwrap(), [], "none where no connection is left");
}

fn view(id: Option<i64>, name: &str, text: &str, person: Option<&str>, tags: &[i64]) -> ViewEntry {
    let filter = ClaimFilter {
        text: text.into(),
        person: person.map(str::to_owned),
        tags: tags.to_vec(),
        ..ClaimFilter::default()
    };
    ViewEntry { id, name: name.into(), filter: Some(filter) }
}

#[test]
fn a_view_is_saved_renamed_replaced_and_deleted() {
    let fixture = fixture();
    let saved = fixture.store.save_view(&view(None, "Knee", "knee", Some("c/p1"), &[])).unwrap().unwrap();
    assert_eq!((saved.name.as_str(), saved.filter.text.as_str(), saved.person_gone), ("Knee", "knee", false));
    assert_eq!(fixture.store.save_view(&view(None, "KNEE", "x", None, &[])).unwrap(), None, "the name is taken");
    let renamed = ViewEntry { id: Some(saved.id), name: "My knee".into(), filter: None };
    assert_eq!(fixture.store.save_view(&renamed).unwrap().unwrap().filter, saved.filter);
    let replaced = fixture.store.save_view(&view(Some(saved.id), "My knee", "flu", None, &[])).unwrap().unwrap();
    assert_eq!((replaced.id, replaced.filter.text.as_str(), replaced.filter.person), (saved.id, "flu", None));
    fixture.store.save_view(&view(None, "a first one", "", None, &[])).unwrap();
    let names: Vec<_> = fixture.store.views().unwrap().into_iter().map(|view| view.name).collect();
    assert_eq!(names, ["a first one", "My knee"]);
    fixture.store.remove_view(saved.id).unwrap();
    assert!(matches!(fixture.store.remove_view(saved.id), Err(StoreError::NotFound)));
    assert!(matches!(fixture.store.save_view(&view(Some(saved.id), "x", "", None, &[])), Err(StoreError::NotFound)));
}

#[test]
fn a_view_applies_what_is_still_here_and_says_what_is_not() {
    let fixture = fixture();
    let (knee, tax) = (fixture.tag("1", "knee"), fixture.tag("1", "tax"));
    fixture.store.save_view(&view(None, "All", "harbor", Some("x/p9"), &[knee, tax])).unwrap();
    fixture.store.remove_tag(tax, true).unwrap();
    let views = fixture.store.views().unwrap();
    assert_eq!((views[0].person_gone, views[0].tags_gone), (true, 1));
    assert_eq!((views[0].filter.person.as_ref(), views[0].filter.tags.as_slice()), (None, [knee].as_slice()));
    assert_eq!(views[0].filter.text, "harbor");
    fixture.store.remove_tag(tax, false).unwrap();
    assert_eq!(fixture.store.views().unwrap()[0].tags_gone, 0, "what comes back is asked for again");
}

/// T13: a payer that has everything replace everything is followed only so far.
#[test]
fn a_chain_without_end_ends() {
    let fixture = Fixture::new();
    let ids: Vec<String> = (0..150).map(|number| number.to_string()).collect();
    fixture.save(ids.iter().map(|id| claim(id, json!({"start": "2026-01-01", "replaces": ids}))).collect());
    fixture.note("7", "Odd");
    assert_eq!(fixture.filtered(&words("odd")).len(), 150);
    assert!(!fixture.store.claims_page(&ClaimFilter::default(), 0, 100).unwrap().marks.is_empty());
}
