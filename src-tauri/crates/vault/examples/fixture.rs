//! Writes the vault that `tests/fixtures` keeps for a version of the files.
//!
//! `cargo run --package valise-vault --example fixture DIR`: run once per released version, before
//! the first migration after it; see `src/db/NOTES.md`. A fixture is never written anew. What it prints
//! goes beside the folder, each line into a file of that name: the Strict client's sheet, the recovery
//! key, and the secret of quick unlock, which are as fixed as the vault and open nothing else.
#![allow(clippy::print_stdout, reason = "the ways in have to be written down")]

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use valise_vault::{
    Cancel, Environment, KdfParams, KdfPolicy, Level, MemoryCredentials, OpenVault, Passphrase, VaultError,
};

fn main() -> Result<(), Box<dyn Error>> {
    let dir: PathBuf = std::env::args_os().nth(1).ok_or("a folder")?.into();
    let environment = Environment {
        credentials: Arc::new(MemoryCredentials::new()),
        device: "8c7f1d5e-2f0a-4a53-9a0c-4f1f52f6b001".parse()?,
        ..Environment::system()
    };
    let words = Passphrase::from("fixture words that open every version");
    let floor = KdfPolicy::Fixed(KdfParams::FLOOR);
    let mut vault = OpenVault::create(&dir, &words, floor, &environment, &Cancel::new())?;
    vault.set_setting("theme", r#""dark""#)?;
    vault.put_own("question", "X-01", r#"{"text":"Who holds the keys?"}"#)?;
    for (codename, level) in [("Plover", Level::Standard), ("Wren", Level::Strict)] {
        let id = vault.add_client(codename, level, false)?;
        vault.set_due(id, Some(r#"{"actions":1}"#))?;
        let mut store = vault.open_client(id)?;
        let added = store.transact::<_, VaultError>("add_finding", "two findings", |tx| {
            let kept = tx.insert(
                "findings",
                None,
                "F01",
                1,
                r#"{"title":"Backups are not tested"}"#,
            )?;
            let gone = tx.insert("findings", None, "F02", 2, r#"{"title":"To be erased"}"#)?;
            tx.insert(
                "actions",
                Some(kept),
                "A01",
                1,
                r#"{"title":"Réhearse a restore"}"#,
            )?;
            Ok((kept, gone))
        })?;
        let (kept, gone) = added.value;
        let edited = r#"{"title":"Backups are never tested"}"#;
        store.transact::<_, VaultError>("edit", "", |tx| tx.update(kept, edited))?;
        let trashed =
            store.transact::<_, VaultError>("add", "", |tx| tx.insert("notes", None, "", 0, "{}"))?;
        store.transact::<_, VaultError>("trash", "", |tx| tx.trash(trashed.value))?;
        store.erase(gone)?;
        store.save_draft("finding/title", "half a sentence")?;
        store.evidence_import(
            &mut &b"a picture of a backup bucket"[..],
            None,
            &mut |_: u64, _: u64| {},
            &Cancel::new(),
        )?;
        store.close()?;
        if level == Level::Strict {
            println!(
                "sheet {}",
                vault.sheet(id)?.groups().collect::<Vec<_>>().join("-")
            );
        }
    }
    let key = vault.begin_recovery_key()?;
    let printed: Vec<_> = key.groups().collect();
    let [first, second] = key.asks().map(|number| printed[number - 1]);
    vault.confirm_recovery_key([first, second])?;
    println!("recovery {}", printed.join("-"));
    vault.enable_quick_unlock()?;
    let secret = environment.credentials.get(&format!("vault/{}", vault.id()))?;
    let secret = secret.ok_or("quick unlock has a secret")?;
    println!(
        "quick {}",
        secret.expose().map(|byte| format!("{byte:02x}")).concat()
    );
    vault.lock()?;
    Ok(())
}
