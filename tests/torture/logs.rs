//! Flipped bits in the logs beside the databases, which SQLite takes for the log's end: an anchor tells.

use crate::book::Deed;
use crate::chance::Chance;
use crate::files::{self, beside, write_database};
use crate::session::{Session, WORDS, client_dir, unlock, vault_dir};
use crate::small::{Met, Small, look, meet};
use crate::{scale, wander};
use std::fs;
use std::time::Instant;
use valise_vault::Freshness;

const PAGE: usize = 4096;

/// The vault's folder as a process leaves it that ends without a word: the logs are not empty.
struct Abandoned {
    folder: tempfile::TempDir,
    small: Small,
}

fn abandoned(chance: &mut Chance) -> Abandoned {
    let (mut small, mut session) = Small::open(chance);
    session.lock().expect("the logs are emptied");
    session = Session::resume(small.root(), session.book).expect("unlocks");
    let client = small.client;
    let (key, text) = ("field".to_owned(), "a whole sentence".to_owned());
    let value = "2".to_owned();
    for deed in [
        wander::write(client, &[], chance),
        Deed::Setting {
            key: "setting-1".into(),
            value,
        },
        Deed::Draft { client, key, text },
        wander::write(client, &[], chance),
    ] {
        session.perform(&deed).expect("a deed");
    }
    let folder = files::quick_folder();
    files::copy(small.root(), folder.path());
    small.book = session.book.clone();
    session.drop_all();
    Abandoned { folder, small }
}

#[test]
fn a_flipped_bit_in_a_clients_log_is_told() {
    let mut chance = scale::chance("bits of a log");
    let started = Instant::now();
    let Abandoned { folder, small } = abandoned(&mut chance);
    let root = folder.path();
    let data = client_dir(root, small.client).join("data.db");
    let log = beside(&data, "-wal");
    let (database, whole) = (fs::read(&data).expect("reads"), fs::read(&log).expect("reads"));
    assert!(
        whole.len() > 32 + 2 * (PAGE + 24),
        "the log holds frames: {}",
        whole.len()
    );
    let vault = unlock(root, WORDS).expect("unlocks");
    // Every bit of the log's own header, three of each frame's header and three of its page.
    let mut places: Vec<(usize, u8)> = (0..32 * 8).map(|n| (n / 8, 1 << (n % 8))).collect();
    for frame in 0..(whole.len() - 32) / (PAGE + 24) {
        let from = 32 + frame * (PAGE + 24);
        for _ in 0..3 {
            places.push((from + chance.below(24), 1 << chance.below(8)));
            places.push((from + 24 + chance.below(PAGE), 1 << chance.below(8)));
        }
    }
    while places.len() > scale::count(60, usize::MAX) {
        places.remove(chance.below(places.len()));
    }
    for (at, bit) in &places {
        let mut bytes = whole.clone();
        bytes[*at] ^= bit;
        write_database(&data, &database);
        fs::write(&log, bytes).expect("writes");
        let met = meet(&vault, small.client, small.page());
        assert!(
            matches!(met, Met::Refused | Met::Check | Met::RolledBack),
            "byte {at} bit {bit} of {}: {met:?}",
            whole.len()
        );
    }
    write_database(&data, &database);
    fs::write(&log, &whole).expect("writes");
    assert_eq!(meet(&vault, small.client, small.page()), Met::Equal, "put right");
    println!(
        "bits: {} in a log of {} frames, all told; {:.1} s",
        places.len(),
        (whole.len() - 32) / (PAGE + 24),
        started.elapsed().as_secs_f64()
    );
}

/// The registry has no anchor outside itself (decision 5): a flaw in its log may take the last settings with it, and
/// then they are as they were before, never anything else, and no client is lost or called rolled back.
#[test]
fn a_flipped_bit_in_the_registrys_log_gives_an_older_registry_and_loses_no_client() {
    let mut chance = scale::chance("bits of the registry's log");
    let started = Instant::now();
    let Abandoned { folder, small } = abandoned(&mut chance);
    let root = folder.path();
    let kept = files::quick_folder();
    files::copy(root, kept.path());
    let log = beside(&vault_dir(root).join("registry.db"), "-wal");
    let whole = fs::read(&log).expect("reads");
    let flips = scale::count(6, 120);
    let (mut told, mut older) = (0, 0);
    for _ in 0..flips {
        files::put_back(kept.path(), root);
        let mut bytes = whole.clone();
        let at = chance.below(whole.len());
        bytes[at] ^= 1 << chance.below(8);
        fs::write(&log, bytes).expect("writes");
        let vault = unlock(root, WORDS).expect("what stands before the flaw opens");
        let setting = vault.setting("setting-1").expect("reads");
        assert!(
            matches!(setting.as_deref(), Some("1" | "2")),
            "byte {at}: a setting that nobody wrote"
        );
        let store = vault.open_client(small.client).expect("opens");
        assert_ne!(store.freshness(), Freshness::RolledBack, "byte {at}");
        told += usize::from(store.freshness() == Freshness::AheadOfAnchor);
        older += usize::from(setting.as_deref() == Some("1"));
        assert_eq!(
            look(&store, small.page()),
            Met::Equal,
            "byte {at}: the client is whole"
        );
    }
    println!(
        "bits: {flips} in the registry's log: {told} told by the client being ahead, {older} with an older setting; {:.1} s",
        started.elapsed().as_secs_f64()
    );
}
