//! The book: what a vault must hold after what was done to it, kept without a vault.

use crate::chance::Chance;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One thing that is done to a vault. Each is acknowledged as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    Create { passphrase: String },
    Add { codename: String, strict: bool },
    Write { client: Uuid, rows: Vec<(Uuid, String)> },
    Trash { client: Uuid, row: Uuid },
    Restore { client: Uuid, row: Uuid },
    Undo { client: Uuid },
    Redo { client: Uuid },
    Erase { client: Uuid, row: Uuid },
    Draft { client: Uuid, key: String, text: String },
    Undraft { client: Uuid, key: String },
    Attach { client: Uuid, seed: u64, length: usize },
    Detach { client: Uuid, sha256: String },
    Setting { key: String, value: String },
    Own { id: String, doc: Option<String> },
    Due { client: Uuid, count: u64 },
    Rename { client: Uuid, codename: String },
    Level { client: Uuid, strict: bool },
    Passphrase { next: String },
    Remove { client: Uuid },
    Close,
    Reopen,
}

/// A row, and whether it is in the trash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub doc: String,
    pub trashed: bool,
}

/// A row before and after.
pub type Step = Vec<(Uuid, Option<Kept>, Option<Kept>)>;

/// One client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub codename: String,
    pub strict: bool,
    pub due: Option<String>,
    pub rows: BTreeMap<Uuid, Kept>,
    pub drafts: BTreeMap<String, String>,
    pub evidence: BTreeMap<String, u64>,
    /// Entries of the journal.
    pub entries: usize,
    #[serde(default)]
    pub undo: Vec<Step>,
    #[serde(default)]
    pub redo: Vec<Step>,
}

/// One vault.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// What opens it; `None` before it is made.
    pub passphrase: Option<String>,
    pub settings: BTreeMap<String, String>,
    pub own: BTreeMap<String, String>,
    pub clients: BTreeMap<Uuid, Page>,
    pub open: Option<Uuid>,
}

impl Deed {
    /// Means the same whether or not another that was refused happened after all.
    pub fn stands_alone(&self) -> bool {
        matches!(
            self,
            Self::Setting { .. } | Self::Own { .. } | Self::Draft { .. } | Self::Write { .. } | Self::Reopen
        )
    }

    /// The client that must be open for it.
    pub fn in_client(&self) -> Option<Uuid> {
        match self {
            Self::Write { client, .. }
            | Self::Trash { client, .. }
            | Self::Restore { client, .. }
            | Self::Undo { client }
            | Self::Redo { client }
            | Self::Erase { client, .. }
            | Self::Draft { client, .. }
            | Self::Undraft { client, .. }
            | Self::Attach { client, .. }
            | Self::Detach { client, .. } => Some(*client),
            _ => None,
        }
    }

    /// Needs the open client to be closed first.
    pub fn closes(&self) -> bool {
        matches!(
            self,
            Self::Level { .. } | Self::Remove { .. } | Self::Close | Self::Reopen
        )
    }
}

/// The bytes of a piece of evidence.
pub fn evidence(seed: u64, length: usize) -> Vec<u8> {
    Chance::new(seed).bytes(length)
}

pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn due(count: u64) -> String {
    format!(r#"[{{"what":"findings","on":"2026-12-01","count":{count}}}]"#)
}

impl Book {
    /// Enters a deed; `made` is a new client's id.
    pub fn apply(&mut self, deed: &Deed, made: Option<Uuid>) {
        if deed.closes() || deed.in_client().is_some_and(|client| self.open != Some(client)) {
            self.close();
            self.open = deed.in_client();
        }
        match deed.clone() {
            Deed::Create { passphrase } => self.passphrase = Some(passphrase),
            Deed::Add { codename, strict } => {
                let page = Page {
                    codename,
                    strict,
                    ..Page::default()
                };
                self.clients.insert(made.expect("a new client has an id"), page);
            }
            Deed::Setting { key, value } => drop(self.settings.insert(key, value)),
            Deed::Own { id, doc: Some(doc) } => drop(self.own.insert(id, doc)),
            Deed::Own { id, doc: None } => drop(self.own.remove(&id)),
            Deed::Passphrase { next } => self.passphrase = Some(next),
            Deed::Remove { client } => drop(self.clients.remove(&client)),
            Deed::Due { client, count } => self.page(client).due = Some(due(count)),
            Deed::Rename { client, codename } => self.page(client).codename = codename,
            Deed::Level { client, strict } => self.page(client).strict = strict,
            Deed::Close | Deed::Reopen => {}
            other => {
                let client = other.in_client().expect("the rest is done in a client");
                self.page(client).apply(&other);
            }
        }
    }

    /// The session ended: nothing can be undone any more.
    pub fn close(&mut self) {
        self.open = None;
        for page in self.clients.values_mut() {
            page.undo.clear();
            page.redo.clear();
        }
    }

    fn page(&mut self, client: Uuid) -> &mut Page {
        self.clients.get_mut(&client).expect("a client of this book")
    }
}

impl Page {
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    fn apply(&mut self, deed: &Deed) {
        match deed.clone() {
            Deed::Write { rows, .. } => {
                let step = rows.into_iter().map(|(id, doc)| {
                    let after = Kept { doc, trashed: false };
                    (id, self.rows.get(&id).cloned(), Some(after))
                });
                let step = step.collect();
                self.act(step);
            }
            Deed::Trash { row, .. } => self.mark(row, true),
            Deed::Restore { row, .. } => self.mark(row, false),
            Deed::Undo { .. } => {
                let step = self.undo.pop().expect("something to undo");
                self.set(step.iter().map(|(id, before, _)| (*id, before.clone())));
                self.redo.push(step);
            }
            Deed::Redo { .. } => {
                let step = self.redo.pop().expect("something to redo");
                self.set(step.iter().map(|(id, _, after)| (*id, after.clone())));
                self.undo.push(step);
            }
            Deed::Erase { row, .. } => {
                self.barrier();
                self.set([(row, None)]);
            }
            Deed::Draft { key, text, .. } => drop(self.drafts.insert(key, text)),
            Deed::Undraft { key, .. } => drop(self.drafts.remove(&key)),
            Deed::Attach { seed, length, .. } => {
                let hash = hash(&evidence(seed, length));
                self.evidence.insert(hash, length as u64);
            }
            Deed::Detach { sha256, .. } => {
                self.barrier();
                self.evidence.remove(&sha256);
            }
            _ => {}
        }
    }

    fn mark(&mut self, row: Uuid, trashed: bool) {
        let before = self.rows.get(&row).cloned();
        let after = before.clone().map(|kept| Kept { trashed, ..kept });
        self.act(vec![(row, before, after)]);
    }

    fn act(&mut self, step: Step) {
        self.set(step.iter().map(|(id, _, after)| (*id, after.clone())));
        self.undo.push(step);
        self.redo.clear();
    }

    fn set(&mut self, images: impl IntoIterator<Item = (Uuid, Option<Kept>)>) {
        for (id, image) in images {
            match image {
                Some(kept) => drop(self.rows.insert(id, kept)),
                None => drop(self.rows.remove(&id)),
            }
        }
        self.entries += 1;
    }

    fn barrier(&mut self) {
        self.undo.clear();
        self.redo.clear();
    }
}
