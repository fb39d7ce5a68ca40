//! A small vault, and how damage to it is met.

use crate::book::{Book, Deed, Page};
use crate::chance::Chance;
use crate::files;
use crate::judge::read;
use crate::session::{Session, WORDS, environment, prepare, quiet, unlock};
use crate::{scale, wander};
use std::path::Path;
use uuid::Uuid;
use valise_vault::{Cancel, ClientStore, Freshness, OpenVault, VaultError};

/// A small vault with one client, and what it holds.
pub struct Small {
    folder: tempfile::TempDir,
    pub client: Uuid,
    pub book: Book,
}

impl Small {
    /// Rows, trash, drafts, evidence, settings. Locked.
    pub fn new(chance: &mut Chance) -> Self {
        let (small, mut session) = Self::open(chance);
        session.lock().expect("locks");
        Self {
            book: session.book,
            ..small
        }
    }

    /// The same, still open.
    pub fn open(chance: &mut Chance) -> (Self, Session) {
        let folder = files::quick_folder();
        prepare(folder.path());
        let mut session = Session::new(folder.path());
        let passphrase = WORDS.to_owned();
        session.perform(&Deed::Create { passphrase }).expect("a vault");
        let (codename, strict) = ("Plover".to_owned(), false);
        let made = session
            .perform(&Deed::Add { codename, strict })
            .expect("a client");
        let client = made.expect("its id");
        for _ in 0..12 {
            let live: Vec<Uuid> = session.book.clients[&client].rows.keys().copied().collect();
            let deed = wander::write(client, &live, chance);
            session.perform(&deed).expect("writes");
        }
        let row = *session.book.clients[&client].rows.keys().next().expect("a row");
        let (key, text) = ("field".to_owned(), "half a sentence".to_owned());
        for deed in [
            Deed::Draft { client, key, text },
            Deed::Trash { client, row },
            Deed::Attach {
                client,
                seed: 3,
                length: 9000,
            },
            Deed::Attach {
                client,
                seed: 4,
                length: 300_000,
            },
            Deed::Setting {
                key: "setting-1".into(),
                value: "1".into(),
            },
            Deed::Due { client, count: 3 },
        ] {
            session.perform(&deed).expect("a deed");
        }
        let book = session.book.clone();
        (Self { folder, client, book }, session)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn unlock(&self) -> OpenVault {
        unlock(self.root(), WORDS).expect("unlocks")
    }

    pub fn page(&self) -> &Page {
        &self.book.clients[&self.client]
    }
}

/// How a damaged or older file was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    /// The client does not open; the error says why.
    Refused,
    /// It opens for reading only and says that it was rolled back.
    RolledBack,
    /// `check` tells.
    Check,
    /// Reading itself fails.
    Reading,
    /// Nothing is told, and everything is as it was written.
    Equal,
    /// Nothing is told, and something differs.
    Silent,
}

/// Opens the client and looks at everything, as a careful person would.
pub fn meet(vault: &OpenVault, client: Uuid, page: &Page) -> Met {
    match vault.open_client(client) {
        Err(error) => {
            assert!(
                matches!(
                    error,
                    VaultError::Damaged(_) | VaultError::Newer { .. } | VaultError::Database { .. }
                ),
                "an error that says what is so: {error:?}"
            );
            Met::Refused
        }
        Ok(store) => look(&store, page),
    }
}

pub fn look(store: &ClientStore, page: &Page) -> Met {
    let told = match store.check(true, &mut quiet, &Cancel::new()) {
        Ok(report) => !report.is_sound(),
        Err(_) => true,
    };
    if store.freshness() == Freshness::RolledBack {
        assert!(store.is_read_only(), "what was rolled back is not written to");
        return Met::RolledBack;
    }
    match read(store) {
        _ if told => Met::Check,
        Err(_) => Met::Reading,
        Ok(seen) if same(&seen, page) => Met::Equal,
        Ok(_) => Met::Silent,
    }
}

pub fn same(seen: &Page, page: &Page) -> bool {
    (&seen.rows, &seen.drafts, &seen.evidence) == (&page.rows, &page.drafts, &page.evidence)
}

/// The environment is the same for all of them.
#[test]
fn the_small_vault_is_as_its_book_says() {
    let mut chance = scale::chance("a small vault");
    let small = Small::new(&mut chance);
    assert_eq!(
        environment(small.root()).device,
        environment(Path::new("elsewhere")).device
    );
    let vault = small.unlock();
    assert_eq!(meet(&vault, small.client, small.page()), Met::Equal);
    let mut other = small.page().clone();
    other.drafts.clear();
    assert_eq!(
        meet(&vault, small.client, &other),
        Met::Silent,
        "a difference is seen"
    );
}
