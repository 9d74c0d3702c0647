//! The store as its callers see it, with claims of a shape of its own: what a real one means is the business of `claims`.

mod accumulators;
mod appeals;
mod care;
mod connections;
mod deletion;
mod episodes;
mod ledger;
mod model;
mod names;
mod news;
mod notes;
mod opening;
mod pages;
mod people;
mod plans;
mod power;
mod rebuilding;
mod records;
mod relations;
mod search;
mod snapshot;
mod spending;
mod sync;
mod timeline;

use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{ConnectionRecord, DatabaseKey, Page, PageSaved, Store, codes};
use crate::{
    claims::{StatedBalances, Summary, balances, episodes::Facts},
    fhir::{
        json::{self, Content},
        page::{Json, Resource},
        resource::{each, whole_number},
    },
    ipc::{ClaimFilter, ClaimRow, ClaimStatus, DataKind, Money},
};

/// An instant of the tests' calendar.
fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + second).unwrap()
}

fn key(byte: u8) -> DatabaseKey {
    DatabaseKey::new(Box::new([byte; 32]))
}

/// Reads the tests' claims.
fn project(claim: &json::Value) -> Summary {
    let string = |value: &json::Value| match json::content(value) {
        Content::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    };
    let text = |name: &str| string(json::member(claim, name)?);
    let texts = |name: &str| each(claim, name).filter_map(string).collect::<Vec<_>>();
    let number = |name: &str| whole_number(claim, name).map_or(0, i64::from);
    let money = |name: &str| {
        let amount = text(name)?;
        let currency = match text("currency").as_deref() {
            None => Some("USD".to_owned()),
            Some("") => None,
            Some(currency) => Some(currency.to_owned()),
        };
        Some(Money { amount, currency })
    };
    Summary {
        patient: text("patient"),
        start: text("start"),
        end: text("end"),
        kind: codes::claim_kind(number("kind")),
        title: text("title"),
        provider: text("provider"),
        status: codes::claim_status(number("status")),
        in_network: json::member(claim, "network").and_then(|network| match json::content(network) {
            Content::Bool(network) => Some(*network),
            _ => None,
        }),
        billed: money("billed"),
        discount: money("discount"),
        plan_paid: money("paid"),
        you_owe: money("owe"),
        deductible: money("deductible"),
        balances: text("balancesOf").map(|day| StatedBalances { day: Some(day), shape: balances::shape(claim) }),
        replaces: texts("replaces"),
        replaced_by: texts("replacedBy"),
        references: texts("coverage").into_iter().map(|id| ("Coverage".to_owned(), id, None)).collect(),
        episode: Facts {
            diagnoses: texts("diagnoses"),
            caregivers: text("provider").into_iter().collect(),
            service: text("service"),
            ..Facts::default()
        },
        words: texts("words"),
    }
}

/// A store in a folder of its own, with the connection `c`.
struct Fixture {
    folder: TempDir,
    store: Store,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_with(folder.path(), &key(1), project).unwrap();
        let fixture = Self { folder, store };
        fixture.connect("c");
        fixture
    }

    fn connect(&self, id: &str) {
        self.store.save_connection(&record(id)).unwrap();
    }

    /// Saves claims as one page of the connection `c`.
    fn save(&self, claims: Vec<Resource>) -> PageSaved {
        self.save_for("c", claims)
    }

    fn save_for(&self, connection: &str, claims: Vec<Resource>) -> PageSaved {
        self.store.save_page(page(connection, DataKind::Claims, claims)).unwrap()
    }

    fn rows(&self, filter: &ClaimFilter) -> Vec<ClaimRow> {
        self.store.claims_page(filter, 0, 1_000).unwrap().rows
    }

    /// The titles of a list.
    fn titles(&self, filter: &ClaimFilter) -> Vec<String> {
        self.rows(filter).into_iter().map(|row| row.title.unwrap_or_default()).collect()
    }

    fn all(&self) -> Vec<ClaimRow> {
        self.rows(&ClaimFilter::default())
    }

    fn find(&self, text: &str) -> Vec<String> {
        self.titles(&ClaimFilter { text: text.into(), ..ClaimFilter::default() })
    }

    /// The row of the claim with this title.
    fn row(&self, title: &str) -> ClaimRow {
        self.all().into_iter().find(|row| row.title.as_deref() == Some(title)).unwrap()
    }

    fn status(&self, title: &str) -> ClaimStatus {
        self.row(title).status
    }
}

fn record(id: &str) -> ConnectionRecord {
    ConnectionRecord {
        id: id.into(),
        payer: "demo".into(),
        payer_name: "Demo Plan".into(),
        patient: Some("p1".into()),
        member_name: Some("Ana Soto".into()),
        scopes: vec!["patient/ExplanationOfBenefit.read".into()],
        granted: vec![DataKind::Claims],
        missing: vec![DataKind::Records],
        created: at(0),
        sign_in_needed_since: None,
        sign_in_until: Some(jiff::civil::date(2027, 1, 1)),
        last_updated: None,
    }
}

fn page(connection: &str, kind: DataKind, resources: Vec<Resource>) -> Page<'_> {
    Page { connection, search: "search", kind, resources, next: None, received: at(1) }
}

fn resource(resource_type: &str, id: &str, content: &Value) -> Resource {
    Resource {
        resource_type: resource_type.into(),
        id: id.into(),
        version: None,
        last_updated: None,
        urn: None,
        json: Json::from(content.to_string()),
    }
}

/// A claim of the tests' shape, titled by its id.
fn claim(id: &str, mut content: Value) -> Resource {
    content["title"] = json!(id);
    resource("ExplanationOfBenefit", id, &content)
}

fn of_version(mut incoming: Resource, version: &str, updated: i64) -> Resource {
    incoming.version = Some(version.into());
    incoming.last_updated = Some(at(updated));
    incoming
}

/// Every table that screens read, as text.
fn dump(connection: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    for table in [
        "claim",
        "claim_month",
        "person",
        "coverage_person",
        "claim_relation",
        "resource_reference",
        "holding",
        "record",
        "episode_fact",
        "episode",
        "episode_member",
        "episode_correction",
    ] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut of_table = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..columns).map(|column| row.get_ref(column).unwrap()).collect();
            of_table.push(format!("{table}: {values:?}"));
        }
        of_table.sort();
        lines.extend(of_table);
    }
    lines
}

/// That every table which the writer keeps exact is what the claims and resources say.
fn assert_exact(store: &Store) {
    let reader = store.reader();
    let differences: i64 = reader
        .query_row(
            "WITH counted AS (
                 SELECT position / 16777216 / 32 AS month, kind, person, status, currency, count(*),
                        coalesce(sum(billed), 0), count(billed), coalesce(sum(discount), 0), count(discount),
                        coalesce(sum(paid), 0), count(paid), coalesce(sum(owe), 0), count(owe)
                 FROM claim GROUP BY 1, 2, 3, 4, 5)
             SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM claim_month))
                  + (SELECT count(*) FROM (SELECT * FROM claim_month EXCEPT SELECT * FROM counted))",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(differences, 0, "claim_month");
    let people: i64 = reader
        .query_row(
            "SELECT count(*) FROM person
             WHERE claims <> (SELECT count(*) FROM claim WHERE claim.person = person.key)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(people, 0, "person.claims");
    let strays: i64 = reader
        .query_row(
            "SELECT count(*) FROM claim LEFT JOIN resource ON resource.key = claim.id
             LEFT JOIN person ON person.key = claim.person
             WHERE claim.connection IS NOT resource.connection OR claim.connection IS NOT person.connection",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(strays, 0, "claim.connection, claim.person");
    let holdings: i64 = reader
        .query_row(
            "SELECT count(*) FROM holding
             WHERE resources <> (SELECT count(*) FROM resource AS r WHERE r.connection = holding.connection
                                 AND r.type = holding.type AND r.kind = holding.kind)
                OR bytes <> (SELECT coalesce(sum(length(body)), 0) FROM resource AS r
                             WHERE r.connection = holding.connection AND r.type = holding.type AND r.kind = holding.kind)
                          + (SELECT coalesce(sum(length(v.body)), 0)
                             FROM resource_version AS v JOIN resource AS r ON r.key = v.resource
                             WHERE r.connection = holding.connection AND r.type = holding.type AND r.kind = holding.kind)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(holdings, 0, "holding");
    let words: i64 = reader
        .query_row(
            "SELECT (SELECT count(*) FROM (SELECT rowid FROM claim_text EXCEPT SELECT position FROM claim))
                  + (SELECT count(*) FROM (SELECT position FROM claim EXCEPT SELECT rowid FROM claim_text))",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(words, 0, "claim_text");
    let broken = reader
        .prepare("PRAGMA foreign_key_check")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .count();
    assert_eq!(broken, 0, "references");
}
