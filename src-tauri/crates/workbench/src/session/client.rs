//! One open client: its rows in the vault, its dossier in memory, kept in step.

use super::{Sealed, Vault};
use crate::figures::Figures;
use crate::view::{ClientHead, SealLevel};
use crate::{Problem, ProblemCode, Result};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;
use valise_domain::bank::Bank;
use valise_domain::figures::{Audience, CopyFigures, EngagementFigures, FindingFigures, RoundFigures};
use valise_domain::library::Library;
use valise_domain::{Dossier, Row};
use valise_vault::{Change, ClientEntry, ClientStore, Row as StoredRow};

/// A client that is open, with the vault that it belongs to.
pub struct Client {
    pub(crate) vault: Vault,
    pub(crate) store: ClientStore,
    pub(crate) entry: ClientEntry,
    pub(crate) dossier: Dossier,
    pub(crate) bank: Bank,
    pub(crate) library: Library,
    places: HashMap<Uuid, Place>,
    changed: BTreeSet<String>,
    figures: Figures,
}

/// Where a stored row stands in the dossier.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub section: String,
    pub parent: Option<String>,
    pub code: String,
}

impl Client {
    pub(crate) fn open(
        vault: Vault,
        store: ClientStore,
        entry: ClientEntry,
    ) -> std::result::Result<Self, (Vault, Problem)> {
        let loaded = load(&store);
        match loaded {
            Ok((dossier, places)) => {
                let bank = Bank::latest().with_own(dossier.own_bank());
                let library = Library::built_in().with_own(dossier.own_bank());
                Ok(Self {
                    vault,
                    store,
                    entry,
                    dossier,
                    bank,
                    library,
                    places,
                    changed: BTreeSet::new(),
                    figures: Figures::default(),
                })
            }
            Err(problem) => {
                store.close().ok();
                Err((vault, problem))
            }
        }
    }

    /// Notes for the list of clients that a person opened this one, which no check, copy or command is. A note that
    /// cannot be written keeps nobody out.
    pub fn note_opened(&self) {
        if !self.store.is_read_only() {
            self.store.note_opened().ok();
        }
    }

    /// Codename, currency and the like.
    pub fn head(&self) -> ClientHead {
        let facts = self.dossier.client();
        ClientHead {
            id: self.entry.id.to_string(),
            codename: self.entry.codename.clone(),
            name: facts.name.clone(),
            currency: self.dossier.currency().to_owned(),
            language: facts.language.clone(),
            as_of: self.dossier.as_of().to_string(),
            level: SealLevel::from(self.entry.level),
            read_only: self.store.is_read_only(),
            sample: self.entry.sample,
            rooms: self.rooms_in_use(),
        }
    }

    /// The client in memory.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The vault around it.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The vault around it.
    pub fn vault_mut(&mut self) -> &mut Vault {
        &mut self.vault
    }

    /// Figures of a finding.
    pub(crate) fn finding_figures(&self, code: &str) -> Option<&FindingFigures> {
        self.figures.finding(&self.dossier, code)
    }

    /// Figures of an engagement.
    pub(crate) fn engagement_figures(&self, code: &str) -> Option<&EngagementFigures> {
        self.figures.engagement(&self.dossier, code)
    }

    /// Figures of a copy for an audience.
    pub(crate) fn copy_figures(&self, engagement: &str, audience: Audience) -> Option<&CopyFigures> {
        self.figures.copy(&self.dossier, engagement, audience)
    }

    /// Figures of a round.
    pub(crate) fn round_figures(&self, code: &str) -> Result<Arc<RoundFigures>> {
        let round = self
            .dossier
            .rounds
            .get(code)
            .ok_or_else(|| Problem::not_found("round"))?;
        Ok(self.figures.round(&self.dossier, &self.bank, round))
    }

    /// Sections written since the last call.
    pub fn take_changed_sections(&mut self) -> Vec<String> {
        std::mem::take(&mut self.changed).into_iter().collect()
    }

    /// Where a record of the store stands in the dossier.
    pub(crate) fn place(&self, id: &str) -> Result<(Uuid, &Place)> {
        let id = Uuid::parse_str(id).map_err(|_| Problem::not_found("record"))?;
        self.places
            .get(&id)
            .map(|place| (id, place))
            .ok_or_else(|| Problem::not_found("record"))
    }

    /// The code of a record of a given section.
    pub(crate) fn code_of(&self, section: &str, id: &str) -> Result<String> {
        let (_, place) = self.place(id)?;
        if place.section == section {
            Ok(place.code.clone())
        } else {
            Err(Problem::not_found(section))
        }
    }

    /// The ids of all records by section, parent and code.
    pub(crate) fn ids(&self) -> HashMap<(&str, Option<&str>, &str), Uuid> {
        let places = self.places.iter();
        places
            .map(|(id, place)| {
                let key = (
                    place.section.as_str(),
                    place.parent.as_deref(),
                    place.code.as_str(),
                );
                (key, *id)
            })
            .collect()
    }

    /// Key of a section that is one record.
    pub(crate) fn single_id(&self, section: &str) -> Option<Uuid> {
        self.places
            .iter()
            .find(|(_, place)| place.section == section && place.code.is_empty())
            .map(|(id, _)| *id)
    }

    /// Brings the dossier into step with rows that were written.
    pub(crate) fn follow(&mut self, changes: &[Change]) -> Result<()> {
        self.figures = Figures::default();
        // Rounds before their answers when they come, after them when they go.
        let mut ordered: Vec<&Change> = changes.iter().collect();
        ordered.sort_by_key(|change| change.section == "answers");
        for change in ordered {
            self.changed.insert(change.section.clone());
            let row = self.store.row(change.id)?.filter(|row| row.trashed_at.is_none());
            self.follow_row(change.id, row)?;
        }
        if changes.iter().any(|change| change.section == "bank") {
            self.bank = Bank::latest().with_own(self.dossier.own_bank());
            self.library = Library::built_in().with_own(self.dossier.own_bank());
        }
        Ok(())
    }

    fn follow_row(&mut self, id: Uuid, row: Option<StoredRow>) -> Result<()> {
        let was = self.places.remove(&id);
        match (was, row) {
            (None, None) => {}
            (Some(was), None) => {
                // The answers of a round go with it; they may be gone before their own turn comes.
                self.dossier
                    .remove(&was.section, was.parent.as_deref(), &was.code)
                    .ok();
            }
            (was, Some(row)) => {
                let parent = row
                    .parent
                    .and_then(|parent| self.places.get(&parent))
                    .map(|place| place.code.clone());
                let place = Place {
                    section: row.section.clone(),
                    parent: parent.clone(),
                    code: row.code.clone(),
                };
                let row = domain_row(row, parent);
                let done = match &was {
                    Some(was) => self.dossier.replace(&was.code, row),
                    None => self.dossier.insert(row),
                };
                done.map_err(|_| Problem::new(ProblemCode::Internal))?;
                self.places.insert(id, place);
            }
        }
        Ok(())
    }

    /// Reads every row again.
    pub(crate) fn reload(&mut self) -> Result<()> {
        let (dossier, places) = load(&self.store)?;
        self.bank = Bank::latest().with_own(dossier.own_bank());
        self.library = Library::built_in().with_own(dossier.own_bank());
        self.dossier = dossier;
        self.places = places;
        self.figures = Figures::default();
        Ok(())
    }

    /// Closes the client's files; the vault stays open.
    pub fn close(mut self) -> Vault {
        self.keep_due();
        self.keep_snapshot_at_leaving();
        // A failed checkpoint loses nothing: the write-ahead log is read at the next opening.
        self.store.close().ok();
        self.vault
    }

    /// Drops every key.
    pub fn lock(self) -> Sealed {
        self.close().lock()
    }
}

pub(crate) fn domain_row(row: StoredRow, parent_code: Option<String>) -> Row {
    Row {
        id: Some(row.id),
        section: row.section,
        code: row.code,
        parent_code,
        position: row.position,
        doc: row.doc,
    }
}

pub(crate) fn load(store: &ClientStore) -> Result<(Dossier, HashMap<Uuid, Place>)> {
    let rows = store.rows()?;
    let rounds: HashMap<Uuid, String> = rows
        .iter()
        .filter(|row| row.section == "rounds")
        .map(|row| (row.id, row.code.clone()))
        .collect();
    let mut places = HashMap::with_capacity(rows.len());
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|row| {
            let parent = row.parent.and_then(|parent| rounds.get(&parent).cloned());
            let place = Place {
                section: row.section.clone(),
                parent: parent.clone(),
                code: row.code.clone(),
            };
            places.insert(row.id, place);
            domain_row(row, parent)
        })
        .collect();
    let dossier = Dossier::from_rows(rows).map_err(|_| Problem::new(ProblemCode::VaultDamaged))?;
    Ok((dossier, places))
}
