//! Unlocking, opening, locking.

use crate::plain::{Over, Tables};
use crate::watch::{Took, head, in_turn, row};
use crate::{FLOOR, Outcome, document, fill, timed, words};
use argon2::{Algorithm, Argon2, Params, Version};
use std::path::{Path, PathBuf};
use valise_vault::{Cancel, Environment, KdfParams, KdfPolicy, Level, OpenVault, VaultError};

/// Rows of the client that is opened and locked.
const ROWS: u32 = 500;

pub fn doors(dir: &Path, environment: &Environment) -> Outcome<()> {
    head("doors");
    let never = Cancel::new();
    let path = dir.join("calibrated");
    let vault = OpenVault::create(&path, &words(), KdfPolicy::Calibrate, environment, &never)?;
    let cost = vault.key_derivation()?;
    vault.lock()?;
    let (unlock, bare) = in_turn(
        5,
        |_| {
            let mut opened = None;
            let took = timed(|| {
                opened = Some(OpenVault::unlock(&path, &words(), environment, &never)?);
                Ok(())
            })?;
            opened.map_or(Ok(()), OpenVault::lock)?;
            Ok(took)
        },
        |_| derived(cost),
    )?;
    let label = format!(
        "unlock, beside Argon2id of {} MiB, {}, {}",
        cost.memory_kib / 1024,
        cost.passes,
        cost.lanes
    );
    // It is derived in other threads, whose time this one's clock does not count.
    row(&label, unlock.of_the_wall(), bare.of_the_wall());

    let path = dir.join("doors");
    let mut vault = OpenVault::create(&path, &words(), FLOOR, environment, &never)?;
    vault.enable_quick_unlock()?;
    let id = vault.add_client("Plover", Level::Standard, false)?;
    let mut store = vault.open_client(id)?;
    fill(&mut store, ROWS)?;
    store.close()?;
    let files: [PathBuf; 3] =
        ["registry", "data", "evidence"].map(|name| dir.join(format!("door-{name}.db")));
    for file in &files {
        let mut tables = Tables::make(file, Over::Nothing)?;
        tables.insert(0, ROWS)?;
        tables.close()?;
    }
    let (open, bare) = in_turn(
        40,
        |_| {
            let mut opened = None;
            let took = timed(|| {
                opened = Some(vault.open_client(id)?);
                Ok(())
            })?;
            opened.map_or(Ok(()), valise_vault::ClientStore::close)?;
            Ok(took)
        },
        |_| {
            let mut opened = Vec::new();
            let took = timed(|| {
                for file in files.iter().skip(1) {
                    opened.push(Tables::open(file, Over::Nothing)?);
                }
                Ok(())
            })?;
            opened
                .into_iter()
                .try_for_each(|tables| tables.close().map(drop))?;
            Ok(took)
        },
    )?;
    row("open a client, beside two files of SQLite", open, bare);
    vault.lock()?;

    let (lock, bare) = in_turn(
        20,
        |n| locked(&path, id, environment, n),
        |n| {
            let mut opened = Vec::new();
            for file in &files {
                opened.push(Tables::open(file, Over::Nothing)?);
            }
            // The registry and the client were written to, the evidence was not.
            for tables in opened.iter_mut().take(2) {
                tables.draft(&format!("half a sentence {n}"))?;
            }
            timed(|| opened.into_iter().try_for_each(|tables| tables.close().map(drop)))
        },
    )?;
    row("lock after a write, beside three files", lock, bare);
    Ok(())
}

/// Closing client and vault after a write to each.
fn locked(path: &Path, id: uuid::Uuid, environment: &Environment, n: usize) -> Outcome<Took> {
    // Without a derivation: what is measured comes after it.
    let mut vault = OpenVault::unlock_quick(path, environment)?;
    vault.set_setting("bench", &n.to_string())?;
    let mut store = vault.open_client(id)?;
    let doc = document(u32::try_from(n)?);
    store.transact::<_, VaultError>("autosave", "", |tx| tx.insert("findings", None, "F01", 0, &doc))?;
    timed(|| {
        store.close()?;
        Ok(vault.lock()?)
    })
}

fn derived(cost: KdfParams) -> Outcome<Took> {
    let cost =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|error| error.to_string())?;
    timed(|| {
        let mut key = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
            .hash_password_into(b"harbour copper lantern seven quilt", &[7; 16], &mut key)
            .map_err(|error| error.to_string().into())
    })
}
