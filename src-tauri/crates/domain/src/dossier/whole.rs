//! The dossier: every record of a client, typed, in step with the rows of the store.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::date::Day;
use crate::records::*;

use super::change::{Refused, absent, insert, orphan, replace, row_of, single_row};
use super::row::{Entry, Row, RowError};
use super::section::Section;
use super::single::{Reading, Single};

macro_rules! dossier {
    ($($field:ident: $type:ty = $key:literal,)*) => {
        /// A whole client. Lists are typed; single records are read through their functions.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Dossier {
            $(
                #[doc = concat!("Records of `", $key, "`.")]
                pub $field: Section<$type>,
            )*
            answers: BTreeMap<String, Section<Answer>>,
            singles: BTreeMap<String, Single>,
            reading: Reading,
        }

        impl Dossier {
            fn empty(reading: Reading) -> Self {
                Self { $($field: Section::default(),)* answers: BTreeMap::new(), singles: BTreeMap::new(), reading }
            }

            fn insert_listed(&mut self, row: Entry) -> Result<(), RowError> {
                match row.section.as_str() {
                    $($key => insert(&mut self.$field, row),)*
                    _ => Err(absent(&row)),
                }
            }

            fn replace_listed(&mut self, code: &str, row: Entry) -> Result<(), RowError> {
                match row.section.as_str() {
                    $($key => replace(&mut self.$field, code, row),)*
                    _ => Err(absent(&row)),
                }
            }

            fn remove_listed(&mut self, section: &str, code: &str) -> Option<Row> {
                match section {
                    $($key => self.$field.remove(code).map(|kept| row_of($key, None, &kept)),)*
                    _ => None,
                }
            }

            fn listed_rows(&self, rows: &mut Vec<Row>) {
                $(rows.extend(self.$field.iter().map(|kept| row_of($key, None, kept)));)*
            }

            fn listed_row(&self, section: &str, code: &str) -> Option<Row> {
                match section {
                    $($key => self.$field.get(code).map(|kept| row_of($key, None, kept)),)*
                    _ => None,
                }
            }

            /// Every list with the codes and JSON of its records, in the order of the file.
            pub fn lists(&self) -> Vec<(&'static str, Vec<(&str, &Value)>)> {
                vec![$(($key, self.$field.iter().map(|kept| (kept.code(), kept.doc())).collect()),)*]
            }
        }
    };
}

dossier! {
    engagements: Engagement = "engagements",
    people: Person = "people",
    identities: Identity = "identities",
    systems: System = "systems",
    vendors: Vendor = "vendors",
    request_paths: RequestPath = "request_paths",
    milestones: Milestone = "milestones",
    dates: SensitiveDate = "dates",
    rounds: Round = "rounds",
    findings: Finding = "findings",
    scenarios: Scenario = "scenarios",
    actions: Action = "actions",
    capacity: Capacity = "capacity",
    decisions: Decision = "decisions",
    programmes: Programme = "programmes",
    controls: Control = "controls",
    flows: Flow = "flows",
    incidents: Incident = "incidents",
    candidates: Candidate = "candidates",
    notes: Note = "notes",
    duties: Duty = "duties",
    documents: Document = "documents",
    access_grants: Grant = "access_grants",
    env_files: EnvFile = "env_files",
    evidence: Evidence = "evidence",
}

impl Dossier {
    /// Builds the dossier from the rows of the store, in any order. `currency`, `as_of`, `settings`
    /// and `client` must be among them.
    pub fn from_rows(rows: impl IntoIterator<Item = Row>) -> Result<Self, RowError> {
        let entries: Result<Vec<Entry>, RowError> = rows.into_iter().map(Entry::try_from).collect();
        Self::from_entries(entries?).map_err(|refused| *refused.error)
    }

    pub(crate) fn from_entries(entries: Vec<Entry>) -> Result<Self, Refused> {
        let mut singles = BTreeMap::new();
        let mut listed = Vec::new();
        let mut answers = Vec::new();
        for entry in entries {
            match super::catalog::shape(&entry.section) {
                super::SectionShape::Single => {
                    let Entry {
                        id,
                        section,
                        position,
                        doc,
                        ..
                    } = entry;
                    singles.insert(section, Single { id, position, doc });
                }
                super::SectionShape::List if entry.section == "answers" => answers.push(entry),
                super::SectionShape::List => listed.push(entry),
            }
        }
        let reading = Reading::of(&singles).map_err(|error| Refused {
            origin: None,
            error: Box::new(error),
        })?;
        let mut dossier = Self::empty(reading);
        dossier.singles = singles;
        listed.sort_by_key(|entry| entry.position);
        answers.sort_by_key(|entry| entry.position);
        for entry in listed.into_iter().chain(answers) {
            let origin = entry.origin;
            dossier.insert_entry(entry).map_err(|error| Refused {
                origin,
                error: Box::new(error),
            })?;
        }
        Ok(dossier)
    }

    /// Every record as a row: single records first, then lists in the order of the file, answers last.
    pub fn to_rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = self
            .singles
            .iter()
            .map(|(key, single)| single_row(key, single))
            .collect();
        self.listed_rows(&mut rows);
        for round in &self.rounds {
            let of_round = self.answers_of(round.code()).iter();
            rows.extend(of_round.map(|kept| row_of("answers", Some(round.code()), kept)));
        }
        rows
    }

    /// One record as a row. `parent` is the round of an answer; a single record has an empty code.
    pub fn row(&self, section: &str, parent: Option<&str>, code: &str) -> Option<Row> {
        if section == "answers" {
            let kept = self.answers.get(parent?)?.get(code)?;
            return Some(row_of("answers", parent, kept));
        }
        match self.singles.get(section) {
            Some(single) => Some(single_row(section, single)),
            None => self.listed_row(section, code),
        }
    }

    /// Adds a record. A single record that exists already is replaced.
    pub fn insert(&mut self, row: Row) -> Result<(), RowError> {
        self.insert_entry(row.try_into()?)
    }

    fn insert_entry(&mut self, row: Entry) -> Result<(), RowError> {
        if super::catalog::shape(&row.section) == super::SectionShape::Single {
            return self.put_single(row);
        }
        if row.section == "answers" {
            let round = row
                .parent_code
                .clone()
                .filter(|code| self.rounds.contains(code))
                .ok_or_else(|| orphan(&row))?;
            return insert(self.answers.entry(round).or_default(), row);
        }
        self.insert_listed(row)
    }

    /// Puts a record in the place of the one that has `code`. The new record may carry another code;
    /// the answers of a round follow it.
    pub fn replace(&mut self, code: &str, row: Row) -> Result<(), RowError> {
        let row: Entry = row.try_into()?;
        if super::catalog::shape(&row.section) == super::SectionShape::Single {
            return self.put_single(row);
        }
        if row.section == "answers" {
            let of_round = row
                .parent_code
                .as_deref()
                .and_then(|round| self.answers.get_mut(round));
            return match of_round {
                Some(answers) => replace(answers, code, row),
                None => Err(orphan(&row)),
            };
        }
        let renamed = (row.section == "rounds" && row.code != code).then(|| row.code.clone());
        self.replace_listed(code, row)?;
        if let Some(new) = renamed
            && let Some(answers) = self.answers.remove(code)
        {
            self.answers.insert(new, answers);
        }
        Ok(())
    }

    /// Takes a record out and gives it back. The answers of a round go with it.
    pub fn remove(&mut self, section: &str, parent: Option<&str>, code: &str) -> Result<Row, RowError> {
        let gone = || RowError::Absent {
            section: section.to_owned(),
            code: code.to_owned(),
        };
        if super::catalog::shape(section) == super::SectionShape::Single {
            let single = self.singles.remove(section).ok_or_else(gone)?;
            match Reading::of(&self.singles) {
                Ok(reading) => self.reading = reading,
                Err(error) => {
                    self.singles.insert(section.to_owned(), single);
                    return Err(error);
                }
            }
            return Ok(single_row(section, &single));
        }
        if section == "answers" {
            let kept = parent
                .and_then(|round| self.answers.get_mut(round))
                .and_then(|answers| answers.remove(code));
            return kept.map(|kept| row_of("answers", parent, &kept)).ok_or_else(gone);
        }
        let row = self.remove_listed(section, code).ok_or_else(gone)?;
        if section == "rounds" {
            self.answers.remove(code);
        }
        Ok(row)
    }

    fn put_single(&mut self, row: Entry) -> Result<(), RowError> {
        let single = Single {
            id: row.id,
            position: row.position,
            doc: row.doc,
        };
        let before = self.singles.insert(row.section.clone(), single);
        match Reading::of(&self.singles) {
            Ok(reading) => {
                self.reading = reading;
                Ok(())
            }
            Err(error) => {
                match before {
                    Some(before) => self.singles.insert(row.section, before),
                    None => self.singles.remove(&row.section),
                };
                Err(error)
            }
        }
    }

    /// The answers of a round, in order; empty for an unknown round.
    pub fn answers_of(&self, round: &str) -> &Section<Answer> {
        static NONE: std::sync::OnceLock<Section<Answer>> = std::sync::OnceLock::new();
        self.answers
            .get(round)
            .unwrap_or_else(|| NONE.get_or_init(Section::default))
    }

    /// Currency code of every amount.
    pub fn currency(&self) -> &str {
        &self.reading.currency
    }

    /// The day on which the figures stand: the only clock.
    pub fn as_of(&self) -> Day {
        self.reading.as_of
    }

    /// Thresholds and weights.
    pub fn settings(&self) -> &Settings {
        &self.reading.settings
    }

    /// Facts about the client.
    pub fn client(&self) -> &ClientFacts {
        &self.reading.client
    }

    /// The adviser's practice.
    pub fn brand(&self) -> &Brand {
        &self.reading.brand
    }

    /// The map of systems, if there is one.
    pub fn map(&self) -> Option<&RealityMap> {
        self.reading.map.as_ref()
    }

    /// The ledger, if there is one.
    pub fn ledger(&self) -> Option<&Ledger> {
        self.reading.ledger.as_ref()
    }

    /// Own questions and templates.
    pub fn own_bank(&self) -> &OwnBank {
        &self.reading.bank
    }

    /// JSON of a single record (`settings`, `note`, an unknown key ...).
    pub fn single(&self, key: &str) -> Option<&Value> {
        self.singles.get(key).map(|single| &single.doc)
    }

    /// Keys of the single records, in alphabetical order.
    pub fn single_keys(&self) -> impl Iterator<Item = &str> {
        self.singles.keys().map(String::as_str)
    }
}
