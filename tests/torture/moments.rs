//! The same vault at several moments of its life.

use crate::book::{Deed, Page};
use crate::files;
use crate::session::Session;
use crate::small::Small;
use crate::{scale, wander};
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

/// The same vault at several moments, each a copy of its folder.
pub struct Moments {
    /// Locked, some rows.
    pub early: Moment,
    /// Locked, more rows, more evidence, a changed draft.
    pub late: Moment,
    /// Locked, `early` gone on another way, with as many entries as `late` and more.
    pub fork: Moment,
    /// Two transactions in the log, none of them in the file.
    pub two: Moment,
    /// Three more.
    pub five: Moment,
    /// Locked, after the client went to Strict and back.
    pub resealed: Moment,
    pub client: Uuid,
    pub other: Uuid,
}

pub struct Moment {
    folder: TempDir,
    pub page: Page,
}

impl Moment {
    fn of(root: &Path, session: &Session, client: Uuid) -> Self {
        let folder = files::quick_folder();
        files::copy(root, folder.path());
        let page = session.book.clients[&client].clone();
        Self { folder, page }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }
}

pub const LATE_EVIDENCE: (u64, usize) = (5, 20_000);

pub fn moments() -> Moments {
    let mut chance = scale::chance("rollback");
    let (small, mut session) = Small::open(&mut chance);
    let client = small.client;
    let root = small.root();
    let (codename, strict) = ("Wren".to_owned(), false);
    let made = session
        .perform(&Deed::Add { codename, strict })
        .expect("a client");
    let other = made.expect("its id");
    session
        .perform(&wander::write(other, &[], &mut chance))
        .expect("writes");
    session.lock().expect("locks");
    let early = Moment::of(root, &session, client);
    let live: Vec<Uuid> = early
        .page
        .rows
        .iter()
        .filter(|(_, kept)| !kept.trashed)
        .map(|(id, _)| *id)
        .collect();
    let mut go_on = |session: &mut Session, n: usize| {
        for _ in 0..n {
            let deed = wander::write(client, &live, &mut chance);
            session.perform(&deed).expect("writes");
        }
    };

    let mut forked = Session::resume(root, session.book.clone()).expect("unlocks");
    go_on(&mut forked, 9);
    forked.lock().expect("locks");
    let fork = Moment::of(root, &forked, client);
    files::put_back(early.root(), root);

    session = Session::resume(root, session.book).expect("unlocks");
    go_on(&mut session, 6);
    let (seed, length) = LATE_EVIDENCE;
    let (key, text) = ("field".to_owned(), "another half".to_owned());
    for deed in [
        Deed::Attach { client, seed, length },
        Deed::Draft { client, key, text },
    ] {
        session.perform(&deed).expect("a deed");
    }
    session.lock().expect("locks");
    let late = Moment::of(root, &session, client);

    session = Session::resume(root, session.book).expect("unlocks");
    go_on(&mut session, 2);
    let two = Moment::of(root, &session, client);
    go_on(&mut session, 3);
    let five = Moment::of(root, &session, client);
    for strict in [true, false] {
        session.perform(&Deed::Level { client, strict }).expect("reseals");
    }
    session.lock().expect("locks");
    let resealed = Moment::of(root, &session, client);
    Moments {
        early,
        late,
        fork,
        two,
        five,
        resealed,
        client,
        other,
    }
}
