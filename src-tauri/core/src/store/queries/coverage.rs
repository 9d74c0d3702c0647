//! The coverages.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    ipc::CoverageCard,
    store::{
        Store, StoreError, body, prepare, urns,
        views::{self, CoverageView, Referred},
    },
};

use super::row::person_id;

impl Store {
    /// Every coverage: those in force first, then the younger before the older.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn coverage(&self) -> Result<Vec<CoverageCard>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT connection.key, connection.id, connection.payer_name, resource.id, length, body
                 FROM connection CROSS JOIN resource ON resource.connection = connection.key AND resource.type = 'Coverage'
                 ORDER BY connection.key, resource.id",
            )?;
            let mut rows = statement.query([])?;
            let mut cards = Vec::new();
            while let Some(row) = rows.next()? {
                let raw = body::decompress(reader, &row.get::<_, Vec<u8>>(5)?, row.get(4)?)?;
                let view = CoverageView::of(&prepare::parse(&raw));
                let connection: String = row.get(1)?;
                let key: i64 = row.get(0)?;
                let person = |named_by: &Option<String>| -> Result<Option<String>, StoreError> {
                    let named_by = named_by.as_deref();
                    named_by.map(|one| urns::person(reader, key, one).map(Cow::into_owned)).transpose()
                };
                let refers = Refers {
                    payor: view.payor.clone(),
                    subscriber: person(&view.facts.subscriber_patient)?,
                    beneficiary: person(&view.facts.beneficiary_patient)?,
                };
                let mut card = view.into_card(&connection, row.get(2)?, row.get(3)?);
                complete(reader, key, &connection, &refers, &mut card)?;
                cards.push(card);
            }
            cards.sort_by(|a, b| {
                let ended = |card: &CoverageCard| card.status.as_deref() != Some("active");
                ended(a).cmp(&ended(b)).then_with(|| b.start.cmp(&a.start)).then_with(|| a.order.cmp(&b.order))
            });
            Ok(cards)
        })
    }
}

/// The resources that a coverage refers to: the payer's, and the ids of people.
struct Refers {
    payor: Option<Referred>,
    subscriber: Option<String>,
    beneficiary: Option<String>,
}

/// Fills in what other resources say: the people's names, the payer's name and telephone.
fn complete(
    reader: &Connection,
    key: i64,
    connection: &str,
    refers: &Refers,
    card: &mut CoverageCard,
) -> Result<(), StoreError> {
    if let Some((kind, id, _)) = refers.payor.as_ref().filter(|payor| payor.0 == "Organization")
        && let Some(raw) = raw(reader, key, kind, id)?
    {
        let (name, phone) = views::organization(&prepare::parse(&raw));
        card.issuer = card.issuer.take().or(name);
        card.phone = card.phone.take().or(phone);
    }
    if let Some(subscriber) = refers.subscriber.as_deref().filter(|_| card.subscriber.is_none()) {
        card.subscriber = person(reader, key, subscriber)?.and_then(|known| known.name);
    }
    if let (Some(covered), Some(id)) = (card.beneficiary.as_mut(), refers.beneficiary.as_deref())
        && let Some(Known { name, birth_date }) = person(reader, key, id)?
    {
        covered.person = person_id(connection, id);
        covered.name = name.or_else(|| covered.name.take());
        covered.birth_date = birth_date;
    }
    Ok(())
}

/// Somebody whose claims or records are here.
struct Known {
    name: Option<String>,
    birth_date: Option<String>,
}

fn person(reader: &Connection, key: i64, fhir_id: &str) -> Result<Option<Known>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT name, birth_date FROM person
         WHERE connection = ?1 AND fhir_id = ?2 AND (claims > 0 OR resource IS NOT NULL)",
    )?;
    let known =
        statement.query_row(params![key, fhir_id], |row| Ok(Known { name: row.get(0)?, birth_date: row.get(1)? }));
    Ok(known.optional()?)
}

fn raw(reader: &Connection, key: i64, kind: &str, id: &str) -> Result<Option<String>, StoreError> {
    let mut statement =
        reader.prepare_cached("SELECT length, body FROM resource WHERE connection = ?1 AND type = ?2 AND id = ?3")?;
    let found = statement
        .query_row(params![key, kind, id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    found.map(|(length, body)| body::decompress(reader, &body, length)).transpose()
}
