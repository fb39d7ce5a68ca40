//! Flipped bits in the databases: never wrong data without a word.

use crate::chance::Chance;
use crate::files::write_database;
use crate::scale;
use crate::session::{WORDS, client_dir, unlock, vault_dir};
use crate::small::{Met, Small, meet};
use std::fs;
use std::time::Instant;
use uuid::Uuid;
use valise_vault::{Freshness, OpenVault, VaultError};

const PAGE: usize = 4096;

/// Three bits of each of the chosen pages.
fn places(length: usize, pages: usize, chance: &mut Chance) -> Vec<(usize, u8)> {
    let all = length / PAGE;
    let mut chosen: Vec<usize> = (0..all).collect();
    while chosen.len() > pages {
        // The first page holds what everything hangs on, and stays.
        chosen.remove(1 + chance.below(chosen.len() - 1));
    }
    let three = chosen.into_iter().flat_map(|page| [page; 3]);
    three
        .map(|page| (page * PAGE + chance.below(PAGE), 1 << chance.below(8)))
        .collect()
}

#[test]
fn a_flipped_bit_in_a_clients_files_is_told() {
    let mut chance = scale::chance("bits of a client");
    let started = Instant::now();
    let small = Small::new(&mut chance);
    let vault = small.unlock();
    for name in ["data.db", "evidence.db"] {
        let path = client_dir(small.root(), small.client).join(name);
        let whole = fs::read(&path).expect("reads");
        let places = places(whole.len(), scale::count(40, usize::MAX), &mut chance);
        for (at, bit) in &places {
            let mut bytes = whole.clone();
            bytes[*at] ^= bit;
            write_database(&path, &bytes);
            let met = meet(&vault, small.client, small.page());
            assert!(
                matches!(met, Met::Refused | Met::Check),
                "{name} byte {at} bit {bit}: {met:?}"
            );
        }
        write_database(&path, &whole);
        assert_eq!(
            meet(&vault, small.client, small.page()),
            Met::Equal,
            "{name} put right"
        );
        println!(
            "bits: {} in {} pages of {name}, all told",
            places.len(),
            whole.len() / PAGE
        );
    }
    println!("bits of a client: {:.1} s", started.elapsed().as_secs_f64());
}

#[test]
fn a_flipped_bit_in_the_registry_is_told() {
    let mut chance = scale::chance("bits of the registry");
    let started = Instant::now();
    let small = Small::new(&mut chance);
    let path = vault_dir(small.root()).join("registry.db");
    let whole = fs::read(&path).expect("reads");
    let mut places = places(whole.len(), usize::MAX, &mut chance);
    while places.len() > scale::count(9, usize::MAX) {
        places.remove(chance.below(places.len()));
    }
    let (mut at_the_door, mut in_use, mut by_check) = (0, 0, 0);
    for (at, bit) in &places {
        let mut bytes = whole.clone();
        bytes[*at] ^= bit;
        write_database(&path, &bytes);
        match unlock(small.root(), WORDS) {
            Err(VaultError::Damaged(_) | VaultError::Database { .. }) => at_the_door += 1,
            Err(error) => panic!("byte {at}: {error:?}"),
            Ok(vault) => {
                let faults = vault.check_registry();
                assert!(
                    faults.map_or(true, |faults| !faults.is_empty()),
                    "byte {at} bit {bit}: the check tells"
                );
                let seen = registry(&vault, small.client);
                match seen {
                    Err(_) => in_use += 1,
                    Ok(seen) => {
                        by_check += 1;
                        assert_eq!(
                            seen,
                            (Some("1".to_owned()), small.page().due.clone(), Met::Equal),
                            "byte {at} bit {bit} gives something else in silence"
                        );
                    }
                }
            }
        }
    }
    println!(
        "bits: {} in {} pages of registry.db; {at_the_door} told at the door, {in_use} on use too, {by_check} by the \
         check alone; {:.1} s",
        places.len(),
        whole.len() / PAGE,
        started.elapsed().as_secs_f64()
    );
    write_database(&path, &whole);
    let faults = small.unlock().check_registry().expect("checks");
    assert!(faults.is_empty(), "put right: {faults:?}");

    fn registry(
        vault: &OpenVault,
        client: Uuid,
    ) -> Result<(Option<String>, Option<String>, Met), VaultError> {
        let due = vault.clients()?.into_iter().find(|entry| entry.id == client);
        let setting = vault.setting("setting-1")?;
        let store = vault.open_client(client)?;
        let met = match store.freshness() {
            Freshness::Fresh => Met::Equal,
            _ => Met::RolledBack,
        };
        Ok((setting, due.and_then(|entry| entry.due), met))
    }
}
