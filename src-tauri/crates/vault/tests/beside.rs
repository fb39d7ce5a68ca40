//! Other processes: beside, killed, starved of disk, and measured.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "how a process tells its parent")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::time::Duration;
use support::{Desk, child, insert};
use uuid::Uuid;
use valise_vault::{Cancel, Freshness, OpenVault, Passphrase, VaultError};

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

fn unlock_to_read(dir: &Path) -> Result<OpenVault, VaultError> {
    let (environment, _) = support::environment();
    OpenVault::unlock_to_read(
        dir,
        &Passphrase::from(support::WORDS),
        &environment,
        &Cancel::new(),
    )
}

fn only_client(vault: &OpenVault) -> Uuid {
    vault.clients().expect("lists")[0].id
}

#[test]
fn child_beside() {
    let Some(dir) = child::folder() else { return };
    assert!(matches!(unlock(&dir), Err(VaultError::InUse)), "one writer");
    let mut vault = unlock_to_read(&dir).expect("reading is allowed");
    let id = only_client(&vault);
    assert!(matches!(
        vault.add_client("Wren", valise_vault::Level::Standard, false),
        Err(VaultError::ReadOnly)
    ));
    assert!(matches!(vault.set_setting("k", "1"), Err(VaultError::ReadOnly)));
    let mut store = vault.open_client(id).expect("opens to read");
    assert!(store.is_read_only() && store.freshness() != Freshness::RolledBack);
    assert_eq!(store.rows().expect("rows").len(), 1);
    assert!(matches!(
        store.transact::<_, VaultError>("x", "", |tx| tx.insert("findings", None, "", 0, "{}")),
        Err(VaultError::ReadOnly)
    ));
    assert!(
        store
            .check(true, &mut quiet, &Cancel::new())
            .expect("checks")
            .is_sound()
    );
    println!("reading");
    std::io::stdout().flush().expect("flushes");
    let mut go_on = String::new();
    std::io::stdin().read_line(&mut go_on).expect("waits");
    assert_eq!(
        store.rows().expect("rows").len(),
        2,
        "sees what was written beside"
    );
    assert_eq!(store.verify_chain().expect("verifies"), 2);
    println!("seen");
}

#[test]
fn a_second_process_may_read_and_not_write() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    insert(&mut store, "findings", "{}");
    let mut beside = child::again("child_beside", &desk.path())
        .stdin(std::process::Stdio::piped())
        .spawn()
        .expect("starts");
    let mut lines = BufReader::new(beside.stdout.take().expect("its output")).lines();
    let told = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|line| line.contains("reading"));
    assert!(told, "the other process reads");
    insert(&mut store, "findings", "{}");
    beside
        .stdin
        .take()
        .expect("its input")
        .write_all(b"go on\n")
        .expect("tells");
    // To the end, so that the other process can finish its own words.
    let seen = lines
        .map_while(Result::ok)
        .filter(|line| line.contains("seen"))
        .count()
        == 1;
    let ended = beside.wait_with_output().expect("ends");
    assert!(
        seen && ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    insert(&mut store, "findings", "{}");
    assert_eq!(store.verify_chain().expect("the reader left everything whole"), 3);
}

#[test]
fn child_writes_until_killed() {
    let Some(dir) = child::folder() else { return };
    let vault = unlock(&dir).expect("unlocks");
    let mut store = vault.open_client(only_client(&vault)).expect("opens");
    assert_ne!(
        store.freshness(),
        Freshness::RolledBack,
        "a killed process is no rollback"
    );
    let mut out = std::io::stdout().lock();
    for n in 0.. {
        let id = insert(&mut store, "findings", &format!(r#"{{"n":{n}}}"#));
        writeln!(out, "kept {id}")
            .and_then(|()| out.flush())
            .expect("acknowledges");
        if n % 5 == 4 {
            store
                .transact::<_, VaultError>("edit", "", |tx| tx.update(id, "[]"))
                .expect("edits");
        }
        if n % 7 == 6 {
            store.save_draft("draft", "text").expect("drafts");
        }
    }
}

#[test]
fn killed_at_any_moment_no_acknowledged_commit_is_lost() {
    let mut desk = Desk::new();
    let id = desk.client("Plover").id();
    desk.lock();
    let mut acknowledged: Vec<Uuid> = Vec::new();
    for round in 0..8_u64 {
        let mut writer = child::again("child_writes_until_killed", &desk.path())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(writer.stdout.take().expect("its output")).lines();
        let first = lines.by_ref().map_while(Result::ok).find_map(|line| kept(&line));
        acknowledged.push(first.expect("it got to work"));
        std::thread::sleep(Duration::from_millis(17 * round % 90));
        writer.kill().expect("kills");
        writer.wait().expect("is gone");
        acknowledged.extend(lines.map_while(Result::ok).filter_map(|line| kept(&line)));

        let store = desk.unlock().expect("unlocks").open_client(id).expect("opens");
        assert_ne!(store.freshness(), Freshness::RolledBack, "round {round}");
        for id in &acknowledged {
            assert!(
                store.row(*id).expect("reads").is_some(),
                "round {round} lost a commit"
            );
        }
        let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
        assert!(report.is_sound(), "round {round}: {report:?}");
        drop(store);
        desk.lock();
    }
    assert!(
        acknowledged.len() >= 16,
        "{} commits were put to the test",
        acknowledged.len()
    );
}

fn kept(line: &str) -> Option<Uuid> {
    line.split("kept ").nth(1)?.trim().parse().ok()
}

#[test]
fn child_reseals_until_killed() {
    let Some(dir) = child::folder() else { return };
    let (mut environment, _) = support::environment();
    environment.credentials = std::sync::Arc::new(FileCredentials(dir.join("kept-beside")));
    let words = Passphrase::from(support::WORDS);
    let mut vault = OpenVault::unlock(&dir, &words, &environment, &Cancel::new()).expect("unlocks");
    let id = only_client(&vault);
    println!("begins");
    std::io::stdout().flush().expect("flushes");
    loop {
        vault.set_level(id, valise_vault::Level::Strict).expect("seals");
        vault
            .set_level(id, valise_vault::Level::Standard)
            .expect("and back");
    }
}

/// Keeps secrets in a file: for a test whose process is killed.
struct FileCredentials(std::path::PathBuf);

impl valise_vault::CredentialStore for FileCredentials {
    fn put(&self, _: &str, secret: &valise_vault::Secret32) -> Result<(), valise_vault::CredentialError> {
        let beside = self.0.with_extension("new");
        fs::write(&beside, secret.expose())
            .and_then(|()| fs::rename(beside, &self.0))
            .expect("keeps");
        Ok(())
    }

    fn get(&self, _: &str) -> Result<Option<valise_vault::Secret32>, valise_vault::CredentialError> {
        Ok(fs::read(&self.0)
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(valise_vault::Secret32::new))
    }

    fn delete(&self, _: &str) -> Result<(), valise_vault::CredentialError> {
        fs::remove_file(&self.0).ok();
        Ok(())
    }
}

#[test]
fn killed_while_resealing_the_client_still_opens() {
    let mut desk = Desk::new();
    let mut store = desk.client("Plover");
    let id = store.id();
    for n in 0..60 {
        insert(&mut store, "findings", &format!(r#"{{"n":{n},"text":"words"}}"#));
    }
    store
        .evidence_import(&mut &[3_u8; 900_000][..], None, &mut quiet, &Cancel::new())
        .expect("imports");
    store.close().expect("closes");
    desk.lock();
    desk.environment.credentials = std::sync::Arc::new(FileCredentials(desk.path().join("kept-beside")));
    for round in 0..12_u64 {
        let mut writer = child::again("child_reseals_until_killed", &desk.path())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(writer.stdout.take().expect("its output")).lines();
        assert!(
            lines
                .by_ref()
                .map_while(Result::ok)
                .any(|line| line.contains("begins")),
            "round {round}"
        );
        std::thread::sleep(Duration::from_millis(3 + 23 * round));
        writer.kill().expect("kills");
        writer.wait().expect("is gone");
        let store = desk
            .unlock()
            .expect("unlocks")
            .open_client(id)
            .expect("opens with what is kept");
        assert_eq!(store.rows().expect("rows").len(), 60, "round {round}");
        let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
        assert!(report.is_sound(), "round {round}: {report:?}");
        drop(store);
        desk.lock();
    }
}

#[test]
fn child_runs_out_of_disk() {
    let Some(dir) = child::folder() else { return };
    let vault = unlock(&dir).expect("unlocks");
    let mut store = vault.open_client(only_client(&vault)).expect("opens");
    let text = "x".repeat(20_000);
    let mut kept = 0;
    let refused = loop {
        let doc = format!(r#"{{"text":"{text}"}}"#);
        match store.transact::<_, VaultError>("fill", "", |tx| tx.insert("findings", None, "", 0, &doc)) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 10_000, "the limit must bite");
    };
    assert!(
        matches!(
            refused,
            VaultError::DiskFull | VaultError::Disk { .. } | VaultError::Io(_)
        ),
        "{refused:?}"
    );
    let rows = store.rows().expect("reading still works").len();
    let too_large = store.evidence_import(
        &mut std::io::repeat(7).take(9_000_000),
        None,
        &mut quiet,
        &Cancel::new(),
    );
    assert!(too_large.is_err(), "no room for evidence either");
    println!("kept {kept} rows {rows}");
}

#[test]
fn a_full_disk_is_an_error_and_loses_nothing() {
    let mut desk = Desk::new();
    let id = desk.client("Plover").id();
    desk.lock();
    // In blocks of 512 bytes: no file may grow beyond 3 MB. The signal for it is ignored.
    let output = child::again_through(
        "trap '' XFSZ; ulimit -f 6000; exec \"$@\"",
        "child_runs_out_of_disk",
        &desk.path(),
    )
    .output()
    .expect("runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    let line = said
        .lines()
        .find(|line| line.contains("kept "))
        .expect("its count");
    let mut numbers = line.split(' ').filter_map(|word| word.parse::<usize>().ok());
    let (kept, rows) = (numbers.next().expect("kept"), numbers.next().expect("rows"));
    assert!(kept > 5 && rows >= kept, "{said}");
    let mut store = desk.unlock().expect("unlocks").open_client(id).expect("opens");
    assert!(store.rows().expect("rows").len() >= kept);
    assert!(store.evidence_list().expect("lists").is_empty());
    let report = store.check(true, &mut quiet, &Cancel::new()).expect("checks");
    assert!(report.is_sound(), "{report:?}");
    insert(&mut store, "findings", "{}");
}
