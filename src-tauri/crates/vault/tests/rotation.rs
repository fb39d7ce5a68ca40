//! A new key for one client: what was copied before opens nothing that is written afterwards.

mod support;

use std::fs;
use support::folder::{contents, copy};
use support::renewed::{backup_of, client, holds, rotate, same_pages, unlock};
use support::{Desk, confirmed_sheet, insert};
use uuid::Uuid;
use valise_vault::{CredentialError, CredentialStore as _, Freshness, Level, VaultError, VaultFile};

#[test]
fn an_old_header_and_the_passphrase_do_not_open_what_is_written_after_a_rotation() {
    for level in [Level::Standard, Level::Strict] {
        let mut desk = Desk::new();
        let id = client(&mut desk, level);
        let sheet = (level == Level::Strict).then(|| confirmed_sheet(desk.vault(), id));
        let kept = desk.credentials.get(&format!("client/{id}")).expect("answers");
        desk.lock();
        let backup = backup_of(&desk);

        desk.unlock()
            .expect("unlocks")
            .rotate_client(id)
            .expect("rotates");
        let (folder, old) = (desk.client_dir(id), backup.join("clients").join(id.to_string()));
        for file in ["data.db", "evidence.db"] {
            let (same, of) = same_pages(&old.join(file), &folder.join(file));
            assert!(
                same == 0 && of > 5,
                "{file}: {same} of {of} pages are as they were"
            );
        }
        let mut store = desk.vault().open_client(id).expect("opens");
        assert_eq!(store.freshness(), Freshness::Fresh);
        insert(&mut store, "findings", r#"{"text":"late"}"#);
        assert_eq!(store.verify_chain().expect("verifies"), 2);
        store.close().expect("closes");
        holds(&mut desk, id, 2);
        let entry = desk.vault().clients().expect("lists").remove(0);
        assert_eq!((entry.level, entry.sheet_confirmed), (level, false));

        let after = desk.dir.path().join("after");
        desk.lock();
        copy(&desk.path(), &after);
        if let Some(kept) = &kept {
            // The attacker's copy of the credential store is as old as the backup.
            desk.credentials.put(&format!("client/{id}"), kept).expect("puts");
        }
        // Old slots, old registry, new files: the old key does not fit.
        for file in ["data.db", "evidence.db"] {
            fs::copy(folder.join(file), old.join(file)).expect("copies");
        }
        let vault = unlock(&backup, &desk).expect("the words are the same");
        assert!(matches!(
            vault.open_client(id),
            Err(VaultError::Damaged(VaultFile::Data))
        ));
        // Old registry, new slots and files: the old secret does not fit, so the new key stays wrapped.
        copy(&folder, &old);
        assert!(
            matches!(
                vault.open_client(id),
                Err(VaultError::Damaged(VaultFile::ClientKeySlots))
            ),
            "{level:?}: a key alone would not have been enough"
        );
        drop(vault);

        if let Some(sheet) = sheet {
            let vault = unlock(&after, &desk).expect("unlocks");
            assert!(
                matches!(
                    vault.open_client_with_sheet(id, &sheet),
                    Err(VaultError::SheetMismatch)
                ),
                "the old sheet opens nothing new"
            );
        }
    }
}

#[test]
fn a_rotated_strict_client_has_a_new_sheet_that_has_to_be_confirmed() {
    let mut desk = Desk::new();
    let id = client(&mut desk, Level::Strict);
    let old = confirmed_sheet(desk.vault(), id);
    desk.vault().rotate_client(id).expect("rotates");
    holds(&mut desk, id, 1);
    let new = confirmed_sheet(desk.vault(), id);
    assert_ne!(old, new);
    desk.credentials
        .delete(&format!("client/{id}"))
        .expect("the keyring was reset");
    assert!(matches!(
        desk.vault().open_client_with_sheet(id, &old),
        Err(VaultError::SheetMismatch)
    ));
    let (store, kept) = desk.vault().open_client_with_sheet(id, &new).expect("opens");
    assert_eq!((store.rows().expect("rows").len(), kept), (1, None));
}

/// A store that reads but does not take anything.
struct Full(std::sync::Arc<valise_vault::MemoryCredentials>);

impl valise_vault::CredentialStore for Full {
    fn put(&self, _: &str, _: &valise_vault::Secret32) -> Result<(), CredentialError> {
        Err(CredentialError::NotKept)
    }

    fn get(&self, name: &str) -> Result<Option<valise_vault::Secret32>, CredentialError> {
        self.0.get(name)
    }

    fn delete(&self, name: &str) -> Result<(), CredentialError> {
        self.0.delete(name)
    }
}

#[test]
fn a_store_that_takes_nothing_leaves_key_secret_and_sheet_as_they_were() {
    let mut desk = Desk::new();
    let (strict, standard) = (
        client(&mut desk, Level::Strict),
        client(&mut desk, Level::Standard),
    );
    let sheet = confirmed_sheet(desk.vault(), strict);
    desk.lock();
    let before = contents(&desk.client_dir(strict));
    let healthy = desk.environment.clone();
    desk.environment.credentials = std::sync::Arc::new(Full(desk.credentials.clone()));
    desk.unlock().expect("unlocks");
    let refusals = [
        desk.vault().rotate_client(strict),
        desk.vault().set_level(standard, Level::Strict),
    ];
    for refused in refusals {
        assert!(matches!(
            refused,
            Err(VaultError::Credentials(CredentialError::NotKept))
        ));
    }
    assert!(
        matches!(desk.vault().sheet(strict), Err(VaultError::NoSheet)),
        "still confirmed"
    );
    holds(&mut desk, strict, 1);
    holds(&mut desk, standard, 1);
    desk.lock();
    desk.environment = healthy;
    for (path, bytes) in contents(&desk.client_dir(strict)) {
        if path.ends_with("data.db") || path.ends_with("evidence.db") {
            assert_eq!(before.get(&path), Some(&bytes), "no page was written anew");
        }
    }
    let vault = desk.unlock().expect("unlocks");
    assert_eq!(vault.clients().expect("lists").len(), 2);
    vault
        .open_client_with_sheet(strict, &sheet)
        .expect("the confirmed sheet still opens");
}

#[test]
fn an_open_client_is_not_rotated_and_neither_is_the_vault_around_it() {
    let mut desk = Desk::new();
    let store = desk.client("Plover");
    assert!(matches!(
        desk.vault().rotate_client(store.id()),
        Err(VaultError::ClientOpen)
    ));
    assert!(matches!(rotate(&mut desk), Err(VaultError::ClientOpen)));
    assert!(matches!(
        desk.vault().rotate_client(Uuid::nil()),
        Err(VaultError::NoSuchClient)
    ));
}
