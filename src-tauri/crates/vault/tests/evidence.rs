//! Evidence: large, cancelled, of the wrong length, kept once.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "how a process tells its parent")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use support::{Desk, child};
use uuid::Uuid;
use valise_vault::{Cancel, OpenVault, Passphrase, VaultError};

fn quiet(_: u64, _: u64) {}

fn unlock(dir: &Path) -> Result<OpenVault, VaultError> {
    let (environment, _) = support::environment();
    OpenVault::unlock(
        dir,
        &Passphrase::from(support::WORDS),
        &environment,
        &Cancel::new(),
    )
}

fn only_client(vault: &OpenVault) -> Uuid {
    vault.clients().expect("lists")[0].id
}

const LARGE: u64 = 200 * 1024 * 1024;

/// Bytes that do not repeat within a chunk, and tell if one is misplaced.
struct Pattern(u64);

impl Read for Pattern {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        for byte in into.iter_mut() {
            *byte = (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56).to_be_bytes()[7];
            self.0 += 1;
        }
        Ok(into.len())
    }
}

fn memory_kib(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status
        .lines()
        .find(|line| line.starts_with(field))
        .expect("the field");
    line.split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .expect("a number")
}

#[test]
fn child_moves_large_evidence() {
    let Some(dir) = child::folder() else { return };
    let vault = unlock(&dir).expect("unlocks");
    let mut store = vault.open_client(only_client(&vault)).expect("opens");
    // The key derivation's memory is the peak so far: the count starts after it.
    fs::write("/proc/self/clear_refs", "5").expect("resets the peak");
    let idle = memory_kib("VmRSS:");
    let blob = store
        .evidence_import(
            &mut Pattern(0).take(LARGE),
            Some(LARGE),
            &mut quiet,
            &Cancel::new(),
        )
        .expect("imports");
    let mut out = fs::File::create(dir.join("out")).expect("creates");
    store
        .evidence_read(&blob.sha256, &mut out, &mut quiet, &Cancel::new())
        .expect("reads");
    let peak = memory_kib("VmHWM:");
    println!("above idle {} KiB", peak.saturating_sub(idle));
}

#[test]
fn large_evidence_streams_in_and_out_within_64_mb() {
    let mut desk = Desk::new();
    let id = desk.client("Plover").id();
    desk.lock();
    let output = child::again("child_moves_large_evidence", &desk.path())
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    let above: u64 = said
        .split("above idle ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .and_then(|number| number.parse().ok())
        .expect("its measure");
    assert!(above < 64 * 1024, "{above} KiB above idle");
    println!("200 MiB in and out: {above} KiB above idle");
    let out = fs::File::open(desk.path().join("out")).expect("the copy");
    assert_eq!(out.metadata().expect("metadata").len(), LARGE);
    let mut bytes = BufReader::with_capacity(1 << 20, out);
    let mut meant = BufReader::with_capacity(1 << 20, Pattern(0).take(LARGE));
    loop {
        let (found, right) = (bytes.fill_buf().expect("reads"), meant.fill_buf().expect("makes"));
        let n = found.len().min(right.len());
        if n == 0 {
            break;
        }
        assert!(found[..n] == right[..n], "what came out is what went in");
        bytes.consume(n);
        meant.consume(n);
    }
    fs::remove_file(desk.path().join("out")).expect("removes");

    // Cancelled halfway: nothing is kept, and the files do not stay large.
    let mut store = desk.unlock().expect("unlocks").open_client(id).expect("opens");
    let kept = store.evidence_list().expect("lists");
    let cancel = Cancel::new();
    let stop = cancel.clone();
    let mut at = |done: u64, _: u64| {
        if done > 8 * 1024 * 1024 {
            stop.cancel();
        }
    };
    let refused = store.evidence_import(&mut Pattern(9).take(LARGE), Some(LARGE), &mut at, &cancel);
    assert!(matches!(refused, Err(VaultError::Cancelled)));
    assert_eq!(store.evidence_list().expect("lists"), kept);
    let log = desk.client_dir(id).join("evidence.db-wal");
    assert_eq!(
        fs::metadata(log).map_or(0, |found| found.len()),
        0,
        "the log is empty again"
    );
    assert!(
        store
            .check(false, &mut quiet, &Cancel::new())
            .expect("checks")
            .is_sound()
    );
    store.evidence_erase(&kept[0].sha256).expect("erases");
    assert!(store.evidence_list().expect("lists").is_empty());
}

#[test]
fn evidence_of_the_wrong_length_is_refused_and_the_same_is_kept_once() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let never = Cancel::new();
    for claimed in [2, 4, 300_000] {
        assert!(matches!(
            store.evidence_import(&mut &b"abc"[..], Some(claimed), &mut quiet, &never),
            Err(VaultError::WrongLength { .. })
        ));
    }
    let first = store
        .evidence_import(&mut &b"abc"[..], Some(3), &mut quiet, &never)
        .expect("imports");
    let again = store
        .evidence_import(&mut &b"abc"[..], None, &mut quiet, &never)
        .expect("imports");
    let nothing = store
        .evidence_import(&mut &b""[..], Some(0), &mut quiet, &never)
        .expect("an empty file is one");
    assert_eq!(
        (first, store.evidence_list().expect("lists")),
        (again, vec![first, nothing])
    );
    assert_eq!(store.evidence_has(&first.sha256).expect("has"), Some(first));
}
