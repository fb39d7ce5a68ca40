//! Backups of the whole vault: made, verified without a key, restored elsewhere, drilled.

mod support;

use std::collections::BTreeSet;
use std::fs;
use support::child;
use support::stick::{all, back_up, desk, names};
use uuid::Uuid;
use valise_vault::{
    BackupFault, BackupManifest, Cancel, CopyKind, Level, NewCopy, OpenVault, Passphrase, VaultError,
    VaultFile, restore_backup, verify_backup,
};

fn quiet(_: u64, _: u64) {}

fn words() -> Passphrase {
    Passphrase::from(support::WORDS)
}

#[test]
fn a_backup_names_nobody_and_is_whole() {
    let (mut desk, standard, strict, stick) = desk();
    let mut told = Vec::new();
    let made = desk
        .vault()
        .backup(
            &stick,
            Some(1_800_000_000_000),
            &mut |done: u64, total: u64| told.push((done, total)),
            &Cancel::new(),
        )
        .expect("backs up");
    let (done, total) = *told.last().expect("was told");
    assert!(done == total && total == made.bytes && told.is_sorted());
    assert_eq!((made.clients, names(&stick).len()), (2, 1));
    let name = made
        .path
        .file_name()
        .expect("a name")
        .to_str()
        .expect("text")
        .to_owned();
    assert!(name.starts_with("valise-backup-2026"), "{name}");
    assert!(
        name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        "{name}"
    );
    for (path, bytes) in all(&made.path) {
        for word in [&b"Plover"[..], b"Wren", b"quokka", b"SQLite format"] {
            assert!(
                !bytes.windows(word.len()).any(|window| window == word),
                "{path:?}"
            );
        }
    }
    let check = verify_backup(&made.path, &mut quiet, &Cancel::new()).expect("verifies");
    assert!(check.is_sound(), "{:?}", check.faults);
    let manifest = check.manifest;
    assert_eq!(
        (manifest.id, manifest.keep_until_ms),
        (made.id, Some(1_800_000_000_000))
    );
    assert_eq!(manifest.vault, desk.vault().id());
    let paths: BTreeSet<_> = manifest.files.iter().map(|file| file.path.clone()).collect();
    for file in ["keyslots.a", "keyslots.b", "registry.db"] {
        assert!(paths.contains(file), "{file}");
    }
    for id in [standard, strict] {
        for file in ["keyslots.a", "keyslots.b", "data.db", "evidence.db"] {
            assert!(paths.contains(&format!("clients/{id}/{file}")), "{file}");
        }
    }
    assert!(
        paths.contains(&format!("clients/{strict}/data.db-wal")),
        "a log that was not emptied"
    );
    let seqs: BTreeSet<_> = manifest
        .clients
        .iter()
        .map(|client| (client.id, client.seq))
        .collect();
    assert_eq!(seqs, BTreeSet::from([(standard, 1), (strict, 1)]));

    let known = desk.vault().copies().expect("lists");
    assert_eq!(known.len(), 1);
    assert_eq!(
        (known[0].id, known[0].finished, known[0].verified_ms),
        (made.id, true, None)
    );
    assert_eq!(known[0].keep_until_ms, Some(1_800_000_000_000));
    let levels: Vec<_> = known[0]
        .holds
        .iter()
        .map(|held| (held.client, held.level))
        .collect();
    assert_eq!(levels, [(standard, Level::Standard), (strict, Level::Strict)]);
}

#[test]
fn every_flaw_is_named_and_none_is_restored() {
    let (mut desk, standard, _, stick) = desk();
    let made = back_up(&mut desk, &stick);
    let verify = || {
        verify_backup(&made.path, &mut quiet, &Cancel::new())
            .expect("verifies")
            .faults
    };
    let target = desk.dir.path().join("restored");
    let refused = |what: &str| {
        let outcome = restore_backup(&made.path, &target, &mut quiet, &Cancel::new());
        assert!(
            matches!(outcome, Err(VaultError::Damaged(VaultFile::Backup))),
            "{what}: {outcome:?}"
        );
        assert!(!target.exists(), "{what}");
        assert!(
            !names(desk.dir.path())
                .iter()
                .any(|name| name.contains("restoring")),
            "{what}"
        );
    };
    let files: Vec<String> = BackupManifest::read(&made.path)
        .expect("reads")
        .files
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert!(files.len() >= 12);
    for file in &files {
        let path = made.path.join(file);
        let whole = fs::read(&path).expect("reads");
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 16;
        fs::write(&path, &bytes).expect("flips one bit");
        assert_eq!(verify(), [BackupFault::Changed(file.clone())]);
        refused(file);
        fs::write(&path, &whole[..whole.len() - 1]).expect("shortens");
        assert_eq!(verify(), [BackupFault::Changed(file.clone())]);
        fs::remove_file(&path).expect("removes");
        assert_eq!(verify(), [BackupFault::Missing(file.clone())]);
        refused(file);
        fs::create_dir(&path).expect("a folder in its place");
        assert_eq!(verify(), [BackupFault::Missing(file.clone())]);
        refused(file);
        fs::remove_dir(&path).expect("removes");
        fs::write(&path, &whole).expect("puts right");
    }
    assert_eq!(verify(), []);
    #[cfg(unix)]
    {
        let path = made.path.join("registry.db");
        let aside = desk.dir.path().join("aside");
        fs::rename(&path, &aside).expect("moves");
        std::os::unix::fs::symlink(&aside, &path).expect("links");
        assert_eq!(
            verify(),
            [BackupFault::Missing("registry.db".to_owned())],
            "a link is not the file"
        );
        refused("a link");
        fs::remove_file(&path).expect("removes");
        fs::rename(&aside, &path).expect("moves back");
    }
    let extra = format!("clients/{standard}/extra");
    fs::write(made.path.join(&extra), "x").expect("writes");
    fs::write(made.path.join(".DS_Store"), "x").expect("writes");
    assert_eq!(
        verify(),
        [BackupFault::Extra(extra)],
        "what every system leaves does not count"
    );
    let manifest = made.path.join("backup.json");
    let text = fs::read_to_string(&manifest).expect("reads");
    fs::write(&manifest, text.replace("keyslots.a", "../slots.a")).expect("writes");
    refused("a manifest that leads elsewhere");
    fs::remove_file(&manifest).expect("removes");
    refused("no manifest");
}

#[test]
fn restored_elsewhere_it_is_the_vault() {
    let (mut desk, standard, strict, stick) = desk();
    desk.vault().set_setting("theme", r#""dark""#).expect("sets");
    let seed = desk.vault().identity_seed().expect("made on first use");
    assert_eq!(
        seed.expose(),
        desk.vault().identity_seed().expect("and kept").expose()
    );
    let sheet: Vec<String> = desk
        .vault()
        .sheet(strict)
        .expect("a sheet")
        .groups()
        .map(str::to_owned)
        .collect();
    let made = back_up(&mut desk, &stick);
    let elsewhere = tempfile::tempdir().expect("another machine");
    let full = elsewhere.path().join("full");
    fs::create_dir(&full).expect("makes");
    fs::write(full.join("letter.txt"), "mine").expect("writes");
    assert!(matches!(
        restore_backup(&made.path, &full, &mut quiet, &Cancel::new()),
        Err(VaultError::FolderNotEmpty)
    ));
    assert_eq!(names(&full).len(), 1);
    let empty = elsewhere.path().join("empty");
    fs::create_dir(&empty).expect("makes");
    for to in [empty, elsewhere.path().join("new/deeper/vault")] {
        restore_backup(&made.path, &to, &mut quiet, &Cancel::new()).expect("restores");
        let (environment, _) = support::environment();
        let vault = OpenVault::unlock(&to, &words(), &environment, &Cancel::new()).expect("unlocks");
        assert_eq!(
            vault.setting("theme").expect("setting").as_deref(),
            Some(r#""dark""#)
        );
        assert_eq!(vault.identity_seed().expect("the same").expose(), seed.expose());
        assert_eq!(
            vault.copies().expect("lists")[0].id,
            made.id,
            "it knows of what it came from"
        );
        let store = vault.open_client(standard).expect("opens with the passphrase");
        assert!(
            store
                .check(true, &mut quiet, &Cancel::new())
                .expect("checks")
                .is_sound()
        );
        store.close().expect("closes");
        assert!(matches!(vault.open_client(strict), Err(VaultError::SheetNeeded)));
        let (store, _) = vault
            .open_client_with_sheet(strict, &sheet.join(" "))
            .expect("opens with its sheet");
        assert_eq!(
            store.rows().expect("rows").len(),
            1,
            "also what was in the log only"
        );
        store.close().expect("closes");
        #[cfg(unix)]
        for (path, _) in all(&to) {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).expect("metadata").permissions().mode() & 0o777,
                0o600,
                "{path:?}"
            );
        }
    }
}

#[test]
fn a_backup_that_did_not_come_to_its_end_leaves_everything_as_it_was() {
    let (mut desk, _, _, stick) = desk();
    let before: Vec<_> = desk.vault().clients().expect("lists");
    // Cancelled early, late, and at the last moment.
    for stop_at in [1_u64, 1_500_000, u64::MAX] {
        let cancel = Cancel::new();
        let refused = desk.vault().backup(
            &stick,
            None,
            &mut |done: u64, total: u64| {
                if done >= stop_at.min(total) {
                    cancel.cancel();
                }
            },
            &cancel,
        );
        assert!(
            matches!(refused, Err(VaultError::Cancelled)),
            "{stop_at}: {refused:?}"
        );
        assert!(names(&stick).is_empty(), "{stop_at}");
        assert!(desk.vault().copies().expect("lists").is_empty(), "{stop_at}");
    }
    // Pulled out: its folder is gone from one moment to the next.
    let pulled = desk.dir.path().join("pulled");
    let mut gone = false;
    let refused = desk.vault().backup(
        &stick,
        None,
        &mut |done: u64, _: u64| {
            if done > 1_000_000 && !gone {
                fs::rename(&stick, &pulled).expect("pulls");
                gone = true;
            }
        },
        &Cancel::new(),
    );
    assert!(refused.is_err() && gone);
    let left = names(&pulled);
    assert!(left.iter().all(|name| name.ends_with(".part")), "{left:?}");
    let part = pulled.join(left.first().expect("a part"));
    assert!(matches!(
        verify_backup(&part, &mut quiet, &Cancel::new()),
        Err(VaultError::Damaged(VaultFile::Backup))
    ));
    let known = desk.vault().copies().expect("lists");
    assert_eq!(
        (known.len(), known[0].finished),
        (1, false),
        "a part of it may be on the stick"
    );
    // Put in again: the part goes, and so does what was known of it.
    fs::rename(&pulled, &stick).expect("puts in");
    let made = back_up(&mut desk, &stick);
    assert_eq!(names(&stick).len(), 1);
    let known = desk.vault().copies().expect("lists");
    assert_eq!((known.len(), known[0].id), (1, made.id));
    assert_eq!(desk.vault().clients().expect("lists"), before);
}

#[test]
fn places_that_do_not_do_are_refused() {
    let (mut desk, standard, _, stick) = desk();
    let inside = desk.path().join("clients");
    let file = stick.join("file");
    fs::write(&file, "x").expect("writes");
    for place in [&inside, &desk.path(), &stick.join("nowhere"), &file] {
        let refused = desk.vault().backup(place, None, &mut quiet, &Cancel::new());
        assert!(
            matches!(refused, Err(VaultError::PlaceUnfit)),
            "{place:?}: {refused:?}"
        );
    }
    let store = desk.vault().open_client(standard).expect("opens");
    assert!(matches!(
        desk.vault().backup(&stick, None, &mut quiet, &Cancel::new()),
        Err(VaultError::ClientOpen)
    ));
    drop(store);
    desk.lock();
    let mut vault = OpenVault::unlock_to_read(&desk.path(), &words(), &desk.environment, &Cancel::new())
        .expect("unlocks");
    assert!(matches!(
        vault.backup(&stick, None, &mut quiet, &Cancel::new()),
        Err(VaultError::ReadOnly)
    ));
    assert_eq!(names(&stick), BTreeSet::from(["file".to_owned()]));
}

#[test]
fn copies_are_noted_and_forgotten() {
    let (mut desk, standard, _, stick) = desk();
    let new = NewCopy {
        kind: CopyKind::Handover,
        client: standard,
        place: &stick.join("out.valise"),
        keep_until_ms: None,
    };
    let id = desk.vault().note_copy(&new).expect("notes");
    let known = desk.vault().copies().expect("lists").remove(0);
    assert_eq!(
        (known.id, known.client, known.kind),
        (id, Some(standard), CopyKind::Handover)
    );
    assert_eq!(known.holds.len(), 1);
    assert_eq!((known.holds[0].seq, known.forgotten_ms), (1, None));
    desk.vault().forget_copy(id).expect("forgets");
    assert!(desk.vault().copies().expect("lists")[0].forgotten_ms.is_some());
    assert!(matches!(
        desk.vault().forget_copy(Uuid::nil()),
        Err(VaultError::NoSuchCopy)
    ));
    let nobody = NewCopy {
        client: Uuid::nil(),
        ..new
    };
    assert!(matches!(
        desk.vault().note_copy(&nobody),
        Err(VaultError::NoSuchClient)
    ));
    assert_eq!(desk.vault().copies().expect("lists").len(), 1);
}

#[test]
fn a_full_stick_is_told_before_and_while_it_is_written() {
    let (desk, ..) = desk();
    let mut desk = desk;
    desk.lock();
    // Asked before: a real small disk, where the system lets us make one.
    let mount = "exec unshare -Urm sh -c 'mount -t tmpfs -o size=1m tmpfs \"$VAULT_TEST_DIR/../stick\" || exit 90; exec \"$@\"' sh \"$@\"";
    let can = std::process::Command::new("unshare")
        .args(["-Urm", "true"])
        .status();
    if cfg!(target_os = "linux") && can.is_ok_and(|status| status.success()) {
        let output = child::again_through(mount, "child_backs_up_without_room", &desk.path())
            .output()
            .expect("runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("told before"),
            "{output:?}"
        );
    }
    // Found while writing: no file may grow beyond 1 MB. The signal for it is ignored.
    let output = child::again_through(
        "trap '' XFSZ; ulimit -f 2000; exec \"$@\"",
        "child_backs_up_without_room",
        &desk.path(),
    )
    .output()
    .expect("runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("told while"),
        "{output:?}"
    );
    assert!(names(&desk.dir.path().join("stick")).is_empty());
    desk.unlock().expect("unlocks");
    assert!(desk.vault().copies().expect("lists").is_empty());
}

#[test]
#[allow(clippy::print_stdout, reason = "how a process tells its parent")]
fn child_backs_up_without_room() {
    let Some(dir) = child::folder() else { return };
    let stick = dir.parent().expect("a folder").join("stick");
    let (environment, _) = support::environment();
    let mut vault = OpenVault::unlock(&dir, &words(), &environment, &Cancel::new()).expect("unlocks");
    let mut began = false;
    let refused = vault
        .backup(&stick, None, &mut |_: u64, _: u64| began = true, &Cancel::new())
        .expect_err("no room");
    assert!(names(&stick).is_empty(), "nothing stays");
    match refused {
        VaultError::NoSpace { needed, free } if !began && needed > free => println!("told before"),
        VaultError::DiskFull | VaultError::Io(_) if began => println!("told while"),
        other => panic!("{other:?}"),
    }
}
