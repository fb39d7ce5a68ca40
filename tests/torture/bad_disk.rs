//! The child that meets a bad disk, and what it has to do.

use crate::book::{Book, Deed};
use crate::chance::Chance;
use crate::child;
use crate::judge::read;
use crate::session::{Session, WORDS, prepare};
use crate::{files, scale, wander};
use std::fs;
use uuid::Uuid;
use valise_vault::VaultError;

/// After so many refusals the child has seen enough.
const REFUSALS: usize = 3;

/// Works through a fixed list; goes on after a refusal with what stands alone.
#[test]
fn child_meets_a_bad_disk() {
    let Some(root) = child::folder() else { return };
    let text = fs::read_to_string(root.join("book.json")).expect("its book");
    let (book, deeds): (Book, Vec<Deed>) = serde_json::from_str(&text).expect("its book");
    // Opening may meet the bad disk as well.
    let mut session = match Session::resume(&root, book) {
        Ok(session) => session,
        Err(error) => return opening_refused(&error),
    };
    let mut refusals = 0;
    for deed in deeds {
        if refusals > 0 && !deed.stands_alone() {
            continue;
        }
        child::begin(&deed);
        let outcome = session.perform(&deed);
        child::end(&outcome);
        let Err(error) = outcome else { continue };
        told(&error);
        refusals += 1;
        reads_on(&mut session);
        if refusals == REFUSALS {
            break;
        }
    }
    match session.lock() {
        Ok(()) => child::say("locked"),
        Err(error) => {
            told(&error);
            child::say(&format!("lock {}", error.code()));
        }
    }
}

fn opening_refused(error: &VaultError) {
    told(error);
    child::say(&format!("opening {}", error.code()));
}

/// The most rows of one write.
const MOST_WRITTEN: usize = 4;

/// SQLite's primary codes for a page that is not what was written: so SQLCipher's codec calls one that a dead disk did
/// not give.
const MALFORMED: [i32; 2] = [11, 26];

/// The error says what is so: the disk, or that nothing is written any more because of it.
fn told(error: &VaultError) {
    assert!(
        matches!(
            error,
            VaultError::Disk { .. }
                | VaultError::DiskFull
                | VaultError::Io(_)
                | VaultError::ReadOnly
                | VaultError::Damaged(_)
        ) || matches!(error, VaultError::Database { code } if MALFORMED.contains(&(code & 0xff))),
        "an error that does not tell of the disk: {error:?}"
    );
}

/// The open client reads what it held, without or with what was refused.
fn reads_on(session: &mut Session) {
    let Some((client, page)) = session.book.clients.clone().into_iter().next() else {
        return;
    };
    match session
        .client(client)
        .and_then(|store| Ok((read(store)?, store.is_read_only())))
    {
        Ok((seen, read_only)) => {
            let missing = page.rows.keys().filter(|id| !seen.rows.contains_key(*id)).count();
            // What was refused may have happened all the same: an erasure takes one row, an undo those of one write.
            assert!(
                missing <= MOST_WRITTEN,
                "reading after the refusal: {missing} rows missing"
            );
            child::say(&format!(
                "reads {}",
                if read_only { "read-only" } else { "writable" }
            ));
        }
        Err(error) => {
            told(&error);
            child::say(&format!("unreadable {}", error.code()));
        }
    }
}

/// A vault with one client, its book, and the deeds to be done to it.
pub struct Prepared {
    pub folder: tempfile::TempDir,
    pub book: Book,
    pub client: Uuid,
}

pub fn prepared() -> Prepared {
    let folder = files::quick_folder();
    let mut chance = scale::chance("bad disks");
    prepare(folder.path());
    let mut session = Session::new(folder.path());
    let passphrase = WORDS.to_owned();
    session.perform(&Deed::Create { passphrase }).expect("a vault");
    let (codename, strict) = ("Plover".to_owned(), false);
    let made = session
        .perform(&Deed::Add { codename, strict })
        .expect("a client");
    let client = made.expect("its id");
    for _ in 0..6 {
        let deed = wander::write(client, &[], &mut chance);
        session.perform(&deed).expect("writes");
    }
    session.lock().expect("locks");
    let book = session.book;
    let deeds = deeds(&book, client, &mut chance);
    let given = serde_json::to_string(&(&book, deeds)).expect("JSON");
    fs::write(folder.path().join("book.json"), given).expect("writes");
    Prepared { folder, book, client }
}

fn deeds(book: &Book, client: Uuid, chance: &mut Chance) -> Vec<Deed> {
    let live: Vec<Uuid> = book.clients[&client].rows.keys().copied().collect();
    let mut fresh = |key: &str| Deed::Setting {
        key: key.into(),
        value: (chance.next() >> 12).to_string(),
    };
    let (first, last) = (fresh("setting-1"), fresh("setting-2"));
    let text = wander::words(chance, 300);
    vec![
        first,
        wander::write(client, &live, chance),
        Deed::Draft {
            client,
            key: "field".into(),
            text: text.clone(),
        },
        wander::write(client, &[], chance),
        Deed::Undo { client },
        Deed::Attach {
            client,
            seed: 9,
            length: 40_000,
        },
        Deed::Due { client, count: 4 },
        Deed::Erase { client, row: live[0] },
        Deed::Level { client, strict: true },
        Deed::Passphrase {
            next: "other words".into(),
        },
        wander::write(client, &[], chance),
        Deed::Draft {
            client,
            key: "field-2".into(),
            text,
        },
        last,
    ]
}
