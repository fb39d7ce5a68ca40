//! Three states of a session, and no way around them.

use crate::room::{Room, must, new_client, open, refused};
use std::sync::Arc;
use valise_tests::PASSPHRASE;
use valise_workbench::view::{BackupWish, SealLevel, VaultPresence};
use valise_workbench::{Cancel, KdfParams, KdfPolicy, ProblemCode, Sealed};
use valise_workbench::{CredentialError, MemoryCredentials};

#[test]
fn mira_makes_a_vault_opens_a_client_and_locks() {
    let room = Room::empty();
    assert_eq!(
        room.sealed().state().presence,
        VaultPresence::Absent,
        "nothing is there yet"
    );
    let weak = room.sealed().create(
        "password1",
        KdfPolicy::Fixed(KdfParams::FLOOR),
        &Cancel::default(),
    );
    let Err(unopened) = weak else {
        panic!("a passphrase from every list of leaks must not seal a vault")
    };
    assert_eq!(
        unopened.problem.code,
        ProblemCode::PassphraseWeak,
        "the reason is told"
    );
    assert_eq!(
        unopened.session.state().presence,
        VaultPresence::Absent,
        "a refused vault leaves nothing behind"
    );

    let mut vault = room.create();
    let (id, sheet) = must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    assert!(
        sheet.is_none(),
        "a Standard client has no sheet: the passphrase is enough"
    );
    let Err(unopened) = vault.open("018f0000-0000-7000-8000-000000000000") else {
        panic!("no such client")
    };
    assert_eq!(
        unopened.problem.code,
        ProblemCode::NotFound,
        "an unknown client is not found"
    );
    let client = must(unopened.session.open(&id).map_err(|unopened| unopened.problem));
    assert_eq!(
        client.head().codename,
        "KESTREL",
        "the vault came back and still opens clients"
    );
    let vault = client.close();
    assert_eq!(
        must(vault.clients()).len(),
        1,
        "closing a client keeps the vault open"
    );
    let sealed = open(vault, "kestrel").lock();
    assert_eq!(
        sealed.state().presence,
        VaultPresence::Sealed,
        "locking closes everything"
    );
}

#[test]
fn a_wrong_passphrase_gives_the_sealed_vault_back() {
    let room = Room::with_samples();
    let Err(unopened) = room
        .sealed()
        .unlock("seven dry maples lean over a quiet harbour", &Cancel::default())
    else {
        panic!("one word differs, so it must not open")
    };
    assert_eq!(
        unopened.problem.code,
        ProblemCode::WrongPassphrase,
        "the message claims no more than that"
    );
    let vault = unopened
        .session
        .unlock(PASSPHRASE, &Cancel::default())
        .map_err(|unopened| unopened.problem);
    assert_eq!(
        must(must(vault).clients()).len(),
        3,
        "the right one opens it from the same session"
    );
}

#[test]
fn a_passphrase_that_was_changed_opens_and_the_old_one_does_not() {
    let room = Room::with_samples();
    let next = "nine tall lanterns cross the frozen ferry road";
    let mut vault = room.unlock();
    refused(
        vault.change_passphrase("not the present one at all", next, &Cancel::default()),
        ProblemCode::WrongPassphrase,
        "whoever sits at an open vault must not lock its owner out",
    );
    must(vault.change_passphrase(PASSPHRASE, next, &Cancel::default()));
    let sealed = vault.lock();
    let Err(unopened) = sealed.unlock(PASSPHRASE, &Cancel::default()) else {
        panic!("the old passphrase is void")
    };
    let vault = must(
        unopened
            .session
            .unlock(next, &Cancel::default())
            .map_err(|unopened| unopened.problem),
    );
    assert_eq!(
        open(vault, "HERON").head().codename,
        "HERON",
        "every client kept its keys"
    );
}

#[test]
fn a_strict_client_opens_only_where_its_secret_is_or_with_its_sheet() {
    let mut room = Room::empty();
    let mut vault = room.create();
    let (id, sheet) = must(vault.create_client(&new_client("KESTREL", SealLevel::Strict)));
    let sheet = sheet.expect("the sheet is shown at creation, or nobody could ever print it");
    let vault = open(vault, "KESTREL").close();
    assert_eq!(
        must(vault.clients())[0].level,
        SealLevel::Strict,
        "the list says how it is sealed"
    );
    drop(vault.lock());

    room.credentials.fail_with(Some(CredentialError::Unavailable));
    let Err(unopened) = room.unlock().open(&id) else {
        panic!("no credential service, no secret")
    };
    assert_eq!(
        unopened.problem.code,
        ProblemCode::KeychainUnavailable,
        "a store that fails is not a missing secret"
    );
    drop(unopened.session.lock());

    room.credentials = Arc::new(MemoryCredentials::new());
    let Err(unopened) = room.unlock().open(&id) else {
        panic!("another machine has no secret of this client")
    };
    assert_eq!(
        unopened.problem.code,
        ProblemCode::SheetNeeded,
        "a new machine needs the sheet"
    );
    let Err(unopened) = unopened.session.open_with_sheet(&id, "not the sheet") else {
        panic!("any text opens it")
    };
    let client = unopened
        .session
        .open_with_sheet(&id, &sheet.join(" "))
        .map_err(|unopened| unopened.problem);
    assert_eq!(must(client).head().codename, "KESTREL", "with the sheet it opens");
}

#[test]
fn what_a_new_client_needs_is_asked_for() {
    let room = Room::empty();
    let mut vault = room.create();
    for (field, broken) in [
        (
            "codename",
            valise_workbench::view::NewClient {
                codename: "  ".into(),
                ..new_client("", SealLevel::Standard)
            },
        ),
        (
            "pack",
            valise_workbench::view::NewClient {
                pack: "day9".into(),
                ..new_client("KITE", SealLevel::Standard)
            },
        ),
        (
            "currency",
            valise_workbench::view::NewClient {
                currency: "euro".into(),
                ..new_client("KITE", SealLevel::Standard)
            },
        ),
    ] {
        refused(
            vault.create_client(&broken),
            ProblemCode::InputNotUnderstood,
            field,
        );
    }
    must(vault.create_client(&new_client("KITE", SealLevel::Standard)));
    refused(
        vault.create_client(&new_client("kite", SealLevel::Standard)),
        ProblemCode::ClientExists,
        "codenames that differ only in case would be mixed up",
    );
    assert_eq!(
        must(vault.clients()).len(),
        1,
        "nothing of the refused clients stays"
    );
}

#[test]
fn a_folder_that_somebody_points_at_is_a_vault_holds_one_or_is_refused() {
    let room = Room::empty();
    drop(room.create().lock());
    let vault = room.vault_folder();
    let meant = |folder: &std::path::Path| Sealed::place_meant(folder);
    assert_eq!(must(meant(&vault)), vault);
    // The folder above holds other things than a vault, and one called so.
    std::fs::write(room.path().join("letter.txt"), "no vault").unwrap();
    assert_eq!(must(meant(room.path())), vault, "the one in it is meant");
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(must(meant(empty.path())), empty.path(), "a place for a new vault");
    std::fs::write(empty.path().join("letter.txt"), "no vault").unwrap();
    refused(
        meant(empty.path()),
        ProblemCode::NotAVault,
        "Valise writes into no folder that it did not make",
    );
    let stick = tempfile::tempdir().unwrap();
    let made = must(room.unlock().back_up(
        stick.path(),
        BackupWish { keep_days: 0 },
        &mut |_, _| (),
        &Cancel::default(),
    ));
    refused(
        meant(&stick.path().join(made.name)),
        ProblemCode::Refused,
        "a backup stays as it was written",
    );
}
