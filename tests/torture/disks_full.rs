//! Disks as they are: full, for reading only, pulled out; and two processes at one vault.

use crate::book::{Book, Deed};
use crate::child::{self, Word};
use crate::judge::{goes_on, judge, read};
use crate::session::{Session, WORDS, environment, prepare, unlock, vault_dir};
use crate::{scale, wander};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use uuid::Uuid;
use valise_vault::{Cancel, Freshness, OpenVault, Passphrase, VaultError};

/// A mounted folder; it goes with the value.
struct Mount(tempfile::TempDir);

impl Mount {
    /// `None`, with its reason, where this machine does not let us.
    fn new(words: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let done = Command::new("mount").args(words).arg(folder.path()).output();
        match done {
            Ok(output) if output.status.success() => Some(Self(folder)),
            _ => {
                println!("skipped: mounting needs the rights of root");
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn again(&self, options: &str) {
        let options = format!("remount,{options}");
        let status = Command::new("mount")
            .args(["-o", &options])
            .arg(self.path())
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "remounts with {options}"
        );
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // One that was pulled out is not mounted any more.
        Command::new("umount").arg("-l").arg(self.path()).output().ok();
    }
}

fn made(root: &Path) -> (Session, Uuid) {
    prepare(root);
    let mut session = Session::new(root);
    let passphrase = WORDS.to_owned();
    session.perform(&Deed::Create { passphrase }).expect("a vault");
    let (codename, strict) = ("Plover".to_owned(), false);
    let made = session
        .perform(&Deed::Add { codename, strict })
        .expect("a client");
    (session, made.expect("its id"))
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room_again() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", "size=3m", "none"]) else {
        return;
    };
    let mut chance = scale::chance("full disk");
    let (mut session, client) = made(disk.path());
    let mut maybe = Vec::new();
    let mut refused = |session: &mut Session, deed: Deed| match session.perform(&deed) {
        Ok(_) => false,
        Err(VaultError::DiskFull | VaultError::Disk { .. } | VaultError::Io(_) | VaultError::ReadOnly) => {
            maybe.push(deed);
            true
        }
        Err(error) => panic!("a full disk is told as one: {error:?}"),
    };
    let too_large = Deed::Attach {
        client,
        seed: 1,
        length: 4_000_000,
    };
    assert!(refused(&mut session, too_large), "more than there is room for");
    let mut kept = 0;
    while !refused(&mut session, wander::write(client, &[], &mut chance)) {
        kept += 1;
        assert!(kept < 20_000, "the disk must fill up");
    }
    let seen = read(session.client(client).expect("open")).expect("reading works");
    assert!(seen.rows.len() >= session.book.clients[&client].rows.len());
    let setting = Deed::Setting {
        key: "setting-1".into(),
        value: "1".into(),
    };
    refused(&mut session, setting);
    let book = session.book.clone();
    // The program ends on a full disk, and is started again on one: it opens, if only to read.
    session.drop_all();
    let opened = unlock(disk.path(), WORDS).and_then(|vault| {
        let store = vault.open_client(client)?;
        read(&store).map(|page| page.rows.len())
    });
    let told = match opened {
        Ok(rows) => {
            assert!(rows >= kept, "all acknowledged rows");
            "opens".to_owned()
        }
        Err(error) => {
            assert!(
                matches!(
                    error,
                    VaultError::DiskFull | VaultError::Disk { .. } | VaultError::Io(_) | VaultError::ReadOnly
                ),
                "{error:?}"
            );
            error.code()
        }
    };
    disk.again("size=32m");
    let mut session = judge(disk.path(), &book, &maybe).expect("everything acknowledged is there");
    goes_on(&mut session, 1).expect("goes on");
    println!(
        "full disk: {kept} writes kept, {} refused, started again on the full disk: {told}",
        maybe.len()
    );
    session.drop_all();
}

#[test]
fn a_medium_for_reading_only_is_read() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", "size=16m", "none"]) else {
        return;
    };
    let mut chance = scale::chance("reading only");
    let (mut session, client) = made(disk.path());
    for _ in 0..5 {
        session
            .perform(&wander::write(client, &[], &mut chance))
            .expect("writes");
    }
    session.lock().expect("locks");
    disk.again("ro");
    let refused = unlock(disk.path(), WORDS);
    assert!(
        matches!(refused, Err(VaultError::ReadOnly | VaultError::Io(_))),
        "told before anything else: {:?}",
        refused.err()
    );
    let read_only = OpenVault::unlock_to_read(
        &vault_dir(disk.path()),
        &Passphrase::from(WORDS),
        &environment(disk.path()),
        &Cancel::new(),
    );
    let vault = read_only.expect("reading is possible");
    let store = vault.open_client(client).expect("opens");
    assert!(store.is_read_only() && store.freshness() == Freshness::Fresh);
    assert_eq!(
        read(&store).expect("reads").rows,
        session.book.clients[&client].rows,
        "all of it"
    );
    drop(store);
    drop(vault);
    disk.again("rw");
    judge(disk.path(), &session.book, &[])
        .expect("as it was")
        .drop_all();
}

/// A folder whose mount goes away under a running session: what has a name can no longer be opened.
#[test]
fn a_medium_that_is_pulled_out_loses_nothing_acknowledged() {
    let behind = tempfile::tempdir().expect("a folder");
    let source = behind.path().to_string_lossy().into_owned();
    let Some(disk) = Mount::new(&["--bind", &source]) else {
        return;
    };
    let mut chance = scale::chance("pulled out");
    let (mut session, client) = made(disk.path());
    let mut maybe: Vec<Deed> = Vec::new();
    let mut told = std::collections::BTreeMap::<String, usize>::new();
    for n in 0..24 {
        if n == 8 {
            let pulled = Command::new("umount").arg("-l").arg(disk.path()).status();
            assert!(pulled.is_ok_and(|status| status.success()), "pulls it out");
        }
        let deed = match n % 4 {
            0 => Deed::Setting {
                key: format!("setting-{}", n % 3),
                value: n.to_string(),
            },
            1 => Deed::Draft {
                client,
                key: format!("field-{n}"),
                text: "words".into(),
            },
            _ => wander::write(client, &[], &mut chance),
        };
        if let Err(error) = session.perform(&deed) {
            *told.entry(error.code()).or_default() += 1;
            maybe.push(deed);
            if maybe.len() == 4 {
                break;
            }
        }
    }
    session.close().ok();
    let added = session
        .vault()
        .add_client("Wren", valise_vault::Level::Standard, false);
    assert!(
        matches!(added, Err(VaultError::Absent)),
        "nothing is made where the vault no longer is: {added:?}"
    );
    let removed = session.vault().remove_client(client);
    assert!(
        matches!(removed, Err(VaultError::Absent)),
        "nothing is called destroyed that is out of reach: {removed:?}"
    );
    let mut book = session.book.clone();
    session.drop_all();
    book.close();
    judge(behind.path(), &book, &maybe)
        .and_then(|mut session| goes_on(&mut session, 2).map(|()| session.drop_all()))
        .expect("everything acknowledged is there");
    println!("pulled out: refusals {told:?}");
}

#[test]
fn child_writes_beside() {
    let Some(root) = child::folder() else { return };
    let text = std::fs::read_to_string(root.join("book.json")).expect("its book");
    let book: Book = serde_json::from_str(&text).expect("its book");
    let client = *book.clients.keys().next().expect("a client");
    let mut session = Session::resume(&root, book).expect("unlocks");
    let mut chance = scale::chance("beside");
    child::say("works");
    loop {
        let deed = wander::write(client, &[], &mut chance);
        child::begin(&deed);
        let outcome = session.perform(&deed);
        child::end(&outcome);
        outcome.expect("a healthy disk");
    }
}

#[test]
fn beside_a_writer_others_read_and_none_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (mut session, client) = made(root);
    session.lock().expect("locks");
    let mut book = session.book;
    let text = serde_json::to_string(&book).expect("JSON");
    std::fs::write(root.join("book.json"), text).expect("writes");
    let mut writer = child::again(&[], "disks_full::child_writes_beside", root)
        .spawn()
        .expect("starts");
    let mut said = BufReader::new(writer.stdout.take().expect("its output")).lines();
    let works = said.by_ref().map_while(Result::ok).any(|line| line == "@works");
    assert!(works, "the writer works");
    let until = Instant::now() + Duration::from_secs(scale::count(2, 60) as u64);
    let vault = OpenVault::unlock_to_read(
        &vault_dir(root),
        &Passphrase::from(WORDS),
        &environment(root),
        &Cancel::new(),
    )
    .expect("reading is allowed");
    let (mut looks, mut most) = (0, 0);
    while Instant::now() < until {
        assert!(
            matches!(unlock(root, WORDS), Err(VaultError::InUse)),
            "one writer at a time"
        );
        let store = vault.open_client(client).expect("opens to read");
        assert_ne!(
            store.freshness(),
            Freshness::RolledBack,
            "a writer beside is no rollback"
        );
        let rows = read(&store).expect("reads").rows.len();
        assert!(rows >= most, "time runs forwards");
        assert!(store.rows_not_as_journaled().expect("compares").is_empty());
        store.verify_chain().expect("verifies");
        (looks, most) = (looks + 1, rows);
    }
    drop(vault);
    writer.kill().expect("kills");
    let words: Vec<Word> = said
        .map_while(Result::ok)
        .filter_map(|line| child::word(&line))
        .collect();
    writer.wait().expect("is gone");
    let maybe = child::enter(&mut book, words);
    judge(root, &book, &maybe).expect("whole").drop_all();
    println!("beside: {looks} looks at up to {most} rows, the writer undisturbed");
    assert!(looks > 3, "{looks} looks");
}
