//! Set back in time: what decision 5 promises, row by row, and what it does not promise, so that nobody promises more.

use crate::book::{Book, Deed, evidence, hash};
use crate::files::{self, beside, write_database};
use crate::judge::read;
use crate::moments::{LATE_EVIDENCE, Moment, Moments, moments};
use crate::scale;
use crate::session::{Session, WORDS, client_dir, quiet, unhex, unlock, vault_dir};
use crate::small::{Met, Small, meet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use uuid::Uuid;
use valise_vault::{Cancel, Freshness, OpenVault, VaultError};

const PAGE: usize = 4096;
const FRAME: usize = PAGE + 24;

/// Where a file of the client, or of the vault, lies.
type Where = fn(&Path, Uuid) -> PathBuf;

fn data(root: &Path, client: Uuid) -> PathBuf {
    client_dir(root, client).join("data.db")
}

fn data_log(root: &Path, client: Uuid) -> PathBuf {
    beside(&data(root, client), "-wal")
}

fn evidence_file(root: &Path, client: Uuid) -> PathBuf {
    client_dir(root, client).join("evidence.db")
}

fn slot_a(root: &Path, client: Uuid) -> PathBuf {
    client_dir(root, client).join("keyslots.a")
}

fn slot_b(root: &Path, client: Uuid) -> PathBuf {
    client_dir(root, client).join("keyslots.b")
}

fn registry(root: &Path, _: Uuid) -> PathBuf {
    vault_dir(root).join("registry.db")
}

fn registry_log(root: &Path, client: Uuid) -> PathBuf {
    beside(&registry(root, client), "-wal")
}

/// One line of the table: these files of `now` are replaced by those of `then`; what is met.
type Line<'a> = (&'static str, &'a Moment, &'a Moment, &'static [Where], Met);

#[test]
fn files_set_back_are_met_as_promised() {
    let started = Instant::now();
    let moments = moments();
    let Moments {
        early,
        late,
        fork,
        two,
        five,
        resealed,
        client,
        other,
    } = &moments;
    let whole_client: &'static [Where] = &[data, data_log, evidence_file, slot_a, slot_b];
    let everything: &'static [Where] = &[
        data,
        data_log,
        evidence_file,
        slot_a,
        slot_b,
        registry,
        registry_log,
    ];
    #[rustfmt::skip] // a table
    let table: &[Line<'_>] = &[
        // Promised: told at the opening.
        ("an older data file", late, early, &[data], Met::RolledBack),
        ("an older data file and its evidence", late, early, &[data, evidence_file], Met::RolledBack),
        ("an older evidence file", late, early, &[evidence_file], Met::RolledBack),
        ("an older folder of the client", late, early, whole_client, Met::RolledBack),
        ("another history, longer", late, fork, whole_client, Met::RolledBack),
        ("another history in the data file alone", late, fork, &[data], Met::RolledBack),
        ("an older log", five, two, &[data_log], Met::RolledBack),
        ("no log", five, late, &[data_log], Met::RolledBack),
        ("an older data file, no log", five, late, &[data, data_log], Met::RolledBack),
        ("a much older data file, no log", five, early, &[data, data_log], Met::RolledBack),
        ("key slots from before a new key", resealed, late, &[slot_a, slot_b], Met::Refused),
        ("a data file from before a new key", resealed, late, &[data], Met::Refused),
        ("an evidence file from before a new key", resealed, late, &[evidence_file], Met::Refused),
        ("a folder from before a new key", resealed, late, whole_client, Met::Refused),
        ("a registry from before a new key", resealed, late, &[registry, registry_log], Met::Refused),
        // Harmless: the newer of two copies counts, and a client may be ahead of the registry.
        ("one copy of the key slots", resealed, late, &[slot_a], Met::Equal),
        ("the other copy of the key slots", resealed, late, &[slot_b], Met::Equal),
        ("an older registry", late, early, &[registry, registry_log], Met::Equal),
        // Not promised: everything at once, which nothing inside the vault can know.
        ("the whole vault", late, early, everything, Met::Silent),
    ];
    let place = files::quick_folder();
    for (what, now, then, set_back, expected) in table {
        files::put_back(now.root(), place.path());
        for file in *set_back {
            let (from, to) = (file(then.root(), *client), file(place.path(), *client));
            fs::remove_file(&to).ok();
            if from.exists() {
                fs::copy(from, to).expect("sets back");
            }
        }
        let vault = unlock(place.path(), WORDS).expect("the vault's own header is as it was");
        let met = meet(&vault, *client, &now.page);
        assert_eq!(met, *expected, "{what}");
        if met == Met::Equal {
            let mut session = Session::with(place.path(), vault, Book::default());
            let store = session.client(*client).expect("opens");
            assert!(!store.is_read_only(), "{what}: and it goes on");
        }
    }

    // Of another client of the same vault.
    files::put_back(late.root(), place.path());
    for file in [data as Where, evidence_file] {
        fs::copy(file(late.root(), *other), file(place.path(), *client)).expect("exchanges");
        let vault = unlock(place.path(), WORDS).expect("unlocks");
        assert_eq!(
            meet(&vault, *client, &late.page),
            Met::Refused,
            "another client's file"
        );
        fs::copy(file(late.root(), *client), file(place.path(), *client)).expect("puts back");
    }
    println!(
        "rollback: {} lines and 2 exchanges, {:.1} s",
        table.len(),
        started.elapsed().as_secs_f64()
    );
    pages_and_tails(&moments, place.path());
}

fn pages_and_tails(moments: &Moments, place: &Path) {
    let started = Instant::now();
    let Moments {
        early,
        late,
        five,
        client,
        ..
    } = moments;
    files::put_back(five.root(), place);
    let vault = unlock(place, WORDS).expect("unlocks");
    let (path, log) = (data(place, *client), data_log(place, *client));
    let (database, whole) = (fs::read(&path).expect("reads"), fs::read(&log).expect("reads"));
    // Every border of a frame, a byte beside it, its middle; and all of the log's own header.
    let of_interest = |length: &usize| {
        let in_frame = length.saturating_sub(32) % FRAME;
        [0, 1, FRAME / 2, FRAME - 1].contains(&in_frame)
    };
    let lengths: Vec<usize> = (0..whole.len()).filter(of_interest).collect();
    let every = lengths.len().div_ceil(scale::count(40, usize::MAX));
    let mut tails = 0;
    // From the end: the shortest loss, one frame, is always among them.
    for length in lengths.into_iter().rev().step_by(every) {
        write_database(&path, &database);
        fs::write(&log, &whole[..length]).expect("cuts");
        assert_eq!(
            meet(&vault, *client, &five.page),
            Met::RolledBack,
            "{length} of {}",
            whole.len()
        );
        tails += 1;
    }
    drop(vault);

    files::put_back(late.root(), place);
    let vault = unlock(place, WORDS).expect("unlocks");
    let mut page = late.page.clone();
    let (mut told, mut nothing_in_it, mut drafts) = (0, 0, 0);
    set_back_each_page(&data(place, *client), &data(early.root(), *client), |at| {
        match meet(&vault, *client, &page) {
            Met::Refused | Met::RolledBack | Met::Check | Met::Reading => told += 1,
            Met::Equal => nothing_in_it += 1,
            // What is being typed is not journaled: a page of drafts may be of any age.
            Met::Silent => {
                let store = vault.open_client(*client).expect("opens");
                page.drafts = read(&store).expect("reads").drafts;
                drop(store);
                assert_eq!(
                    meet(&vault, *client, &page),
                    Met::Equal,
                    "page {at}: no row is old in silence"
                );
                page.drafts = late.page.drafts.clone();
                drafts += 1;
            }
        }
    });
    assert!(told > 3, "{told} pages told");
    let (mut at_opening, mut by_check, mut on_read, mut same) = (0, 0, 0, 0);
    set_back_each_page(
        &evidence_file(place, *client),
        &evidence_file(early.root(), *client),
        |at| match meet(&vault, *client, &late.page) {
            Met::Refused | Met::Check | Met::Reading => by_check += 1,
            Met::Equal => same += 1,
            Met::Silent => {
                assert!(missing_on_read(&vault, *client), "page {at} of the evidence");
                on_read += 1;
            }
            // A page of the list of pieces: the anchor of the evidence is not met.
            Met::RolledBack => at_opening += 1,
        },
    );
    println!(
        "rollback: {tails} cut tails of a log told at the opening; single older pages of data.db: {told} told, {nothing_in_it} \
         without effect, {drafts} with an older draft; of evidence.db: {at_opening} told at the opening, \
         {by_check} by the check, {on_read} on reading, {same} without effect; {:.1} s",
        started.elapsed().as_secs_f64()
    );
    // The whole older file, too, is told when the evidence is read.
    fs::copy(
        evidence_file(early.root(), *client),
        evidence_file(place, *client),
    )
    .expect("sets back");
    assert!(missing_on_read(&vault, *client), "an older evidence file");
}

/// Puts an older version of each page that differs into the newer file, one at a time.
fn set_back_each_page(path: &Path, older: &Path, mut look: impl FnMut(usize)) {
    let (new, old) = (fs::read(path).expect("reads"), fs::read(older).expect("reads"));
    for page in 0..new.len().min(old.len()) / PAGE {
        let at = page * PAGE..(page + 1) * PAGE;
        if old[at.clone()] != new[at.clone()] {
            let mut mixed = new.clone();
            mixed[at.clone()].copy_from_slice(&old[at]);
            write_database(path, &mixed);
            look(page);
        }
    }
    write_database(path, &new);
}

fn missing_on_read(vault: &OpenVault, client: Uuid) -> bool {
    let (seed, length) = LATE_EVIDENCE;
    let sha256 = unhex(&hash(&evidence(seed, length)));
    let store = vault.open_client(client).expect("opens");
    let outcome = store.evidence_read(&sha256, &mut std::io::sink(), &mut quiet, &Cancel::new());
    matches!(outcome, Err(VaultError::NoSuchEvidence | VaultError::Damaged(_)))
}

/// The vault's own header has no anchor outside (decision 5): whoever puts old key slots back opens with the old
/// passphrase, and nothing of the clients is lost by it.
#[test]
fn older_key_slots_of_the_vault_open_with_the_older_passphrase() {
    let mut chance = scale::chance("older key slots of the vault");
    let (small, mut session) = Small::open(&mut chance);
    let dir = vault_dir(small.root());
    let old = fs::read(dir.join("keyslots.a")).expect("reads");
    let next = "other words".to_owned();
    session.perform(&Deed::Passphrase { next }).expect("changes");
    session.lock().expect("locks");
    assert!(matches!(
        unlock(small.root(), WORDS),
        Err(VaultError::WrongPassphrase)
    ));
    for copy in ["keyslots.a", "keyslots.b"] {
        fs::write(dir.join(copy), &old).expect("sets back");
    }
    let vault = unlock(small.root(), WORDS).expect("opens with the old one");
    let store = vault.open_client(small.client).expect("opens");
    assert_eq!(store.freshness(), Freshness::Fresh);
}
