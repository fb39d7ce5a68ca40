//! Ways in, backups, snapshots, seals, and the end of a client.

use crate::room::{Room, edit, must, new_client, open, refusal, refused, whole};
use std::fs;
use std::path::{Path, PathBuf};
use valise_tests::{PASSPHRASE, difference};
use valise_workbench::view::{BackupWish, CopyKind, RaiseFinding, SealLevel};
use valise_workbench::{Cancel, CredentialError, Problem, ProblemCode, Secret, Surroundings, Vault, drill};

const NEXT: &str = "quarry lemon harbour thistle bronze";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn kit(vault: &mut Vault) -> String {
    let key = must(vault.begin_recovery_key(&secret(PASSPHRASE), &Cancel::default()));
    let typed = key.asks.map(|number| key.groups[usize::from(number) - 1].clone());
    must(vault.confirm_recovery_key(&typed[0], &typed[1]));
    key.groups.join(" ")
}

fn back_up(vault: &mut Vault, into: &Path) -> Result<PathBuf, Problem> {
    let made = vault.back_up(
        into,
        BackupWish { keep_days: 30 },
        &mut |_, _| (),
        &Cancel::default(),
    )?;
    Ok(into.join(made.name))
}

#[test]
fn a_recovery_key_opens_the_vault_once_and_only_after_it_was_confirmed() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    refused(
        vault.begin_recovery_key(&secret(NEXT), &Cancel::default()),
        ProblemCode::WrongPassphrase,
        "whoever finds the vault open makes no key for it",
    );
    let drawn = must(vault.begin_recovery_key(&secret(PASSPHRASE), &Cancel::default()));
    refused(
        vault.confirm_recovery_key("0000", "0000"),
        ProblemCode::GroupsWrong,
        "groups that nobody printed",
    );
    drop(vault.lock());
    let key = secret(&drawn.groups.join("-"));
    let closed = room.sealed().recover(&key, &secret(NEXT), &Cancel::default());
    refused(
        closed.map_err(|unopened| unopened.problem),
        ProblemCode::NoRecoveryKey,
        "a key that was never confirmed opens nothing",
    );

    let mut vault = room.unlock();
    let key = secret(&kit(&mut vault));
    assert!(must(vault.safekeeping()).ways.recovery_key);
    drop(vault.lock());
    let first = &key.expose()[..1];
    let other = if first == "Y" { "Z" } else { "Y" };
    let mistyped = secret(&key.expose().replacen(first, other, 1));
    let refusal_of = |typed: &Secret, next: &str| {
        let closed = room.sealed().recover(typed, &secret(next), &Cancel::default());
        refusal(closed.map_err(|unopened| unopened.problem), "not this").code
    };
    assert_eq!(refusal_of(&mistyped, NEXT), ProblemCode::RecoveryMistyped);
    assert_eq!(refusal_of(&key, "password1"), ProblemCode::PassphraseWeak);

    let opened = room.sealed().recover(&key, &secret(NEXT), &Cancel::default());
    let vault = must(opened.map_err(|unopened| unopened.problem));
    assert!(!must(vault.safekeeping()).ways.recovery_key, "it is used up");
    let client = open(vault, "HERON");
    assert!(!must(client.findings(None)).is_empty(), "and everything is there");
    drop(client.lock());
    assert_eq!(refusal_of(&key, NEXT), ProblemCode::NoRecoveryKey);
    let old = room.sealed().unlock(PASSPHRASE, &Cancel::default());
    refused(
        old.map_err(|unopened| unopened.problem),
        ProblemCode::WrongPassphrase,
        "the forgotten passphrase opens nothing either",
    );
}

#[test]
fn quick_unlock_is_never_the_only_way_and_never_makes_a_key() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    refused(
        vault.enable_quick_unlock(&secret(NEXT), &Cancel::default()),
        ProblemCode::WrongPassphrase,
        "whoever finds the vault open lets nothing else open it",
    );
    assert!(!room.sealed().ways().quick_unlock && !must(vault.safekeeping()).ways.quick_unlock);
    must(vault.enable_quick_unlock(&secret(PASSPHRASE), &Cancel::default()));
    drop(vault.lock());
    assert!(room.sealed().ways().quick_unlock);
    let vault = must(room.sealed().unlock_quick().map_err(|unopened| unopened.problem));
    drop(vault.lock());

    room.credentials.fail_with(Some(CredentialError::Locked));
    let closed = room.sealed().unlock_quick().map_err(|unopened| unopened.problem);
    refused(closed, ProblemCode::KeychainUnavailable, "the store is locked");
    drop(room.unlock().lock());
    room.credentials.fail_with(None);

    room.credentials.forget_all();
    let before = room.files();
    let closed = room.sealed().unlock_quick().map_err(|unopened| unopened.problem);
    refused(closed, ProblemCode::QuickUnlockGone, "the store was wiped");
    assert_eq!(room.files(), before, "and nothing was made anew");
    drop(room.unlock().lock());
}

#[test]
fn a_backup_restores_and_a_damaged_one_is_told() {
    let room = Room::with_samples();
    let stick = tempfile::tempdir().unwrap();
    let mut vault = room.unlock();
    let backup = must(back_up(&mut vault, stick.path()));
    let known = must(vault.safekeeping()).copies;
    assert!(known.len() == 1 && known[0].kind == CopyKind::Backup && known[0].verified.is_none());
    let done = must(vault.drill_backup(&backup, &secret(PASSPHRASE), &mut |_, _| (), &Cancel::default()));
    assert!(done.sound, "{done:?}");
    assert_eq!(done.clients.len(), 3);
    assert!(
        done.clients
            .iter()
            .any(|client| client.codename == "HERON" && client.evidence > 0)
    );
    assert!(
        must(vault.safekeeping()).copies[0].verified.is_some(),
        "it is noted"
    );
    let before = whole(&open(vault, "HERON"));

    let other = Room::empty();
    must(
        other
            .sealed()
            .restore_backup(&backup, &mut |_, _| (), &Cancel::default()),
    );
    let restored = other.client("HERON");
    assert_eq!(
        difference(&whole(&restored), &before),
        None,
        "the same client elsewhere"
    );
    drop(restored.lock());
    refused(
        other
            .sealed()
            .restore_backup(&backup, &mut |_, _| (), &Cancel::default()),
        ProblemCode::FolderNotEmpty,
        "a vault is not written over",
    );

    let surroundings = Surroundings::system();
    let tried = drill(
        &backup,
        &secret("six other words that open nothing here"),
        &surroundings,
        &mut |_, _| (),
        &Cancel::default(),
    );
    let problem = refusal(tried, "another passphrase");
    assert_eq!(problem.code, ProblemCode::WrongPassphrase);
    assert_eq!(
        problem.params.get("of").map(String::as_str),
        Some("backup"),
        "a backup may have the vault's earlier passphrase, and the words have to say so"
    );

    let file = fs::read_dir(backup.join("clients"))
        .unwrap()
        .flatten()
        .next()
        .unwrap()
        .path()
        .join("data.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let tried = drill(
        &backup,
        &secret(PASSPHRASE),
        &surroundings,
        &mut |_, _| (),
        &Cancel::default(),
    );
    refused(tried, ProblemCode::BackupDamaged, "one bit");
    let empty = Room::empty();
    refused(
        empty
            .sealed()
            .restore_backup(&backup, &mut |_, _| (), &Cancel::default()),
        ProblemCode::BackupDamaged,
        "nothing is restored from it",
    );
    assert!(!empty.vault_folder().exists());
    refused(
        empty
            .sealed()
            .restore_backup(stick.path(), &mut |_, _| (), &Cancel::default()),
        ProblemCode::NotABackup,
        "a folder that is none",
    );
}

#[test]
fn a_client_goes_back_to_a_snapshot_and_forth() {
    let room = Room::with_samples();
    let client = room.client("WREN");
    let id = client.head().id;
    let engagement = must(client.audit(None, None)).engagement.id;
    let before = whole(&client);
    let mut vault = client.close();
    must(vault.take_snapshot(&id, &Cancel::default()));
    let taken = must(vault.client_keeping(&id)).snapshots[0].id.clone();
    let mut changed = open(vault, "WREN");
    let raised = RaiseFinding {
        engagement,
        title: "After the snapshot".into(),
        ..RaiseFinding::default()
    };
    must(changed.raise_finding(&raised));
    let after = whole(&changed);
    let mut vault = changed.close();
    must(vault.restore_snapshot(&id, &taken, &Cancel::default()));
    let client = open(vault, "WREN");
    assert_eq!(difference(&whole(&client), &before), None, "as it was");
    assert!(
        !client.is_rolled_back(),
        "and the vault knows that this was meant"
    );
    let mut vault = client.close();
    let left = must(vault.client_keeping(&id)).snapshots;
    let forth = left
        .iter()
        .max_by_key(|snapshot| snapshot.entries)
        .unwrap()
        .id
        .clone();
    must(vault.restore_snapshot(&id, &forth, &Cancel::default()));
    let client = open(vault, "WREN");
    assert_eq!(
        difference(&whole(&client), &after),
        None,
        "the state that was left was kept"
    );
}

#[test]
fn a_strict_client_needs_its_sheet_on_another_machine() {
    let room = Room::empty();
    let mut vault = room.create();
    let (id, sheet) = must(vault.create_client(&new_client("KESTREL", SealLevel::Strict)));
    let groups = sheet.expect("a sheet to print").join(" ");
    let asked = must(vault.client_sheet(&id));
    refused(
        vault.confirm_sheet(&id, "AAAA", "AAAA"),
        ProblemCode::GroupsWrong,
        "groups that are not on it",
    );
    let typed = asked
        .asks
        .map(|number| asked.groups[usize::from(number) - 1].clone());
    must(vault.confirm_sheet(&id, &typed[0], &typed[1]));
    assert!(must(vault.client_keeping(&id)).sheet_confirmed);
    drop(vault.lock());
    room.credentials.forget_all();
    let vault = room.unlock();
    let closed = vault.open(&id).map_err(|unopened| unopened.problem);
    refused(
        closed,
        ProblemCode::SheetNeeded,
        "the secret is not on this machine",
    );
    let opened = room.unlock().open_with_sheet(&id, &groups);
    let client = must(opened.map_err(|unopened| unopened.problem));
    let mut vault = client.close();
    assert!(must(vault.set_level(&id, SealLevel::Standard)).is_none());
    room.credentials.forget_all();
    drop(open(vault, "KESTREL").lock());
}

#[test]
fn new_keys_leave_everything_readable() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    let key = secret(&kit(&mut vault));
    let id = must(vault.find("WREN"));
    must(vault.rotate_client(&id));
    let done = must(vault.rotate(&secret(PASSPHRASE), &mut |_, _| (), &Cancel::default()));
    assert!(done.recovery_key_gone, "a new kit is needed");
    for codename in ["HERON", "PLOVER", "WREN"] {
        let client = open(vault, codename);
        assert!(!must(client.findings(None)).is_empty(), "{codename}");
        vault = client.close();
    }
    drop(vault.lock());
    drop(room.unlock().lock());
    let closed = room.sealed().recover(&key, &secret(NEXT), &Cancel::default());
    refused(
        closed.map_err(|unopened| unopened.problem),
        ProblemCode::NoRecoveryKey,
        "the old kit opens nothing",
    );
}

#[test]
fn a_destroyed_client_is_gone_and_its_certificate_says_how_far() {
    let room = Room::with_samples();
    let out = tempfile::tempdir().unwrap();
    let mut vault = room.unlock();
    let backup = must(back_up(&mut vault, out.path()));
    let id = must(vault.find("WREN"));
    refused(
        vault.plan_destruction(&id, "HERON"),
        ProblemCode::CodenameMismatch,
        "another codename was typed",
    );
    let plan = must(vault.plan_destruction(&id, "WREN"));
    let certificate = out.path().join("certificate.pdf");
    let done = must(vault.destroy_client(plan, &certificate));
    assert!(done.refused && !done.credential_left);
    assert!(
        done.last_copy_until.is_some(),
        "a backup still holds its key, until a day that is named"
    );
    assert!(fs::read(&certificate).unwrap().starts_with(b"%PDF-"));
    assert!(vault.find("WREN").is_err());
    let listed = must(vault.destroyed_clients());
    assert!(
        listed.len() == 1 && listed[0].id == id && listed[0].refused,
        "{listed:?}"
    );
    assert_eq!(listed[0].last_copy_until, done.last_copy_until);
    let again = out.path().join("again.pdf");
    must(vault.write_certificate_again(&id, &again));
    assert!(fs::read(&again).unwrap().starts_with(b"%PDF-"));
    let heron = must(vault.find("HERON"));
    refused(
        vault.write_certificate_again(&heron, &again),
        ProblemCode::NotFound,
        "a client that lives has no certificate",
    );
    assert!(
        !room.vault_folder().join("clients").join(&id).exists(),
        "no file of it is left"
    );
    drop(vault.lock());
    // At the level Standard the backup opens it, as the certificate says.
    let other = Room::empty();
    must(
        other
            .sealed()
            .restore_backup(&backup, &mut |_, _| (), &Cancel::default()),
    );
    drop(other.client("WREN").lock());
}

#[test]
fn a_strict_client_that_was_destroyed_opens_from_no_backup() {
    let room = Room::with_samples();
    let out = tempfile::tempdir().unwrap();
    let mut vault = room.unlock();
    let id = must(vault.find("WREN"));
    must(vault.set_level(&id, SealLevel::Strict));
    let backup = must(back_up(&mut vault, out.path()));
    let plan = must(vault.plan_destruction(&id, "WREN"));
    let done = must(vault.destroy_client(plan, &out.path().join("certificate.pdf")));
    assert!(done.refused);
    assert_eq!(done.last_copy_until, None, "no backup opens it");
    drop(vault.lock());
    let mut other = Room::empty();
    other.credentials = room.credentials.clone();
    must(
        other
            .sealed()
            .restore_backup(&backup, &mut |_, _| (), &Cancel::default()),
    );
    let closed = other.unlock().open(&id).map_err(|unopened| unopened.problem);
    refused(
        closed,
        ProblemCode::SheetNeeded,
        "not even on the machine that had its secret",
    );
    drop(other.client("HERON").lock());
}

/// The client's file on disk, with its log emptied into it: the vault is locked.
fn data_of(room: &Room, id: &str) -> PathBuf {
    room.vault_folder().join("clients").join(id).join("data.db")
}

fn raise(client: &mut valise_workbench::Client, title: &str) {
    let engagement = must(client.audit(None, None)).engagement.id;
    let raised = RaiseFinding {
        engagement,
        title: title.into(),
        ..RaiseFinding::default()
    };
    must(client.raise_finding(&raised));
}

#[test]
fn a_file_that_was_set_back_is_read_only_and_names_the_snapshot_that_is_newer() {
    let room = Room::with_samples();
    let client = room.client("WREN");
    let id = client.head().id;
    drop(client.lock());
    let older = fs::read(data_of(&room, &id)).unwrap();
    let mut client = room.client("WREN");
    raise(&mut client, "Written before it was set back");
    let newest = whole(&client);
    let mut vault = client.close();
    must(vault.take_snapshot(&id, &Cancel::default()));
    drop(vault.lock());
    fs::write(data_of(&room, &id), older).unwrap();

    let client = room.client("WREN");
    assert!(client.is_rolled_back() && client.head().read_only);
    let offered = must(client.keeping()).snapshots;
    let newer = offered
        .iter()
        .find(|snapshot| snapshot.newer)
        .expect("one is offered");
    let mut vault = client.close();
    must(vault.restore_snapshot(&id, &newer.id, &Cancel::default()));
    let client = open(vault, "WREN");
    assert_eq!(difference(&whole(&client), &newest), None, "nothing is lost");
    assert!(!client.is_rolled_back());
    assert!(
        must(client.keeping())
            .snapshots
            .iter()
            .all(|snapshot| !snapshot.newer)
    );
}

#[test]
fn an_export_finds_a_single_page_that_was_set_back() {
    // The vault could tell, and no export asked it.
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let id = client.head().id;
    let row = must(client.findings(None)).remove(0).id;
    must(edit(
        &mut client,
        &row,
        "note",
        serde_json::json!("n".repeat(3000)),
    ));
    drop(client.lock());
    let old = fs::read(data_of(&room, &id)).unwrap();
    let mut client = room.client("WREN");
    must(edit(
        &mut client,
        &row,
        "note",
        serde_json::json!("m".repeat(3000)),
    ));
    let written = whole(&client);
    drop(client.lock());
    let new = fs::read(data_of(&room, &id)).unwrap();
    let out = room.path().join("out");
    fs::create_dir_all(&out).unwrap();
    let mut told = 0;
    for page in 1..old.len().min(new.len()) / 4096 {
        let at = page * 4096..(page + 1) * 4096;
        if old[at.clone()] == new[at.clone()] {
            continue;
        }
        let mut mixed = new.clone();
        mixed[at.clone()].copy_from_slice(&old[at]);
        fs::write(data_of(&room, &id), mixed).unwrap();
        let Ok(mut client) = room.unlock().open(&id) else {
            continue;
        };
        if client.is_rolled_back() {
            continue;
        }
        let file = out.join(format!("{page}.json"));
        match client.export_file(&file) {
            Ok(()) => assert_eq!(
                difference(&valise_tests::read_json(&file).unwrap(), &written),
                None,
                "page {page}: what is exported is what was written"
            ),
            Err(problem) => {
                assert!(!file.exists(), "page {page}: nothing was written");
                told += usize::from(problem.code == ProblemCode::RolledBack);
            }
        }
    }
    assert!(told > 0, "at least one page held an older row");
}
