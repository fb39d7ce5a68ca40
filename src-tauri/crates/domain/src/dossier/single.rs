//! Sections that are one record each, and their typed readings.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::date::Day;
use crate::records::{Brand, ClientFacts, Ledger, OwnBank, RealityMap, Settings};

use super::kept::Kept;
use super::row::RowError;

/// A section that is one record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Single {
    pub(super) id: Option<Uuid>,
    pub(super) position: i64,
    pub(super) doc: Value,
}

/// Typed readings of the single records.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) currency: String,
    pub(super) as_of: Day,
    pub(super) settings: Settings,
    pub(super) client: ClientFacts,
    pub(super) brand: Brand,
    pub(super) map: Option<RealityMap>,
    pub(super) ledger: Option<Ledger>,
    pub(super) bank: OwnBank,
}

impl Reading {
    pub(super) fn of(docs: &BTreeMap<String, Single>) -> Result<Self, RowError> {
        Ok(Self {
            currency: needed(docs, "currency")?,
            as_of: needed(docs, "as_of")?,
            settings: needed(docs, "settings")?,
            client: needed(docs, "client")?,
            brand: optional(docs, "brand")?.unwrap_or_default(),
            map: optional(docs, "map")?,
            ledger: optional(docs, "ledger")?,
            bank: optional(docs, "bank")?.unwrap_or_default(),
        })
    }
}

fn needed<T: DeserializeOwned>(docs: &BTreeMap<String, Single>, key: &str) -> Result<T, RowError> {
    let single = docs.get(key).ok_or_else(|| RowError::Absent {
        section: key.to_owned(),
        code: String::new(),
    })?;
    Kept::read(None, single.doc.clone(), key, "").map(Kept::into_record)
}

fn optional<T: DeserializeOwned>(docs: &BTreeMap<String, Single>, key: &str) -> Result<Option<T>, RowError> {
    match docs.get(key) {
        Some(single) if !single.doc.is_null() => {
            Kept::read(None, single.doc.clone(), key, "").map(|kept: Kept<T>| Some(kept.into_record()))
        }
        _ => Ok(None),
    }
}
