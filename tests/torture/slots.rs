//! Flipped bits in key slots: one copy heals, both are told.

use crate::scale;
use crate::session::{WORDS, client_dir, environment, unlock, vault_dir};
use crate::small::{Met, Small, meet};
use std::fs;
use std::path::Path;
use std::time::Instant;
use valise_vault::{Cancel, OpenVault, Passphrase, VaultError, VaultFile};

const COPIES: [&str; 2] = ["keyslots.a", "keyslots.b"];

fn write(dir: &Path, copy: &str, bytes: &[u8]) {
    fs::write(dir.join(copy), bytes).expect("writes");
}

/// Every bit, or so many of them.
fn bits(length: usize, most: usize, chance: &mut crate::chance::Chance) -> Vec<(usize, u8)> {
    let mut all: Vec<(usize, u8)> = (0..length * 8).map(|n| (n / 8, 1 << (n % 8))).collect();
    while all.len() > most {
        all.swap_remove(chance.below(all.len()));
    }
    all
}

#[test]
fn every_bit_of_a_clients_key_slots() {
    let mut chance = scale::chance("bits of a client's key slots");
    let started = Instant::now();
    let small = Small::new(&mut chance);
    let vault = small.unlock();
    let dir = client_dir(small.root(), small.client);
    let whole = fs::read(dir.join("keyslots.a")).expect("reads");
    let bits = bits(whole.len(), scale::count(120, usize::MAX), &mut chance);
    for (at, bit) in &bits {
        let mut flipped = whole.clone();
        flipped[*at] ^= bit;
        for copy in COPIES {
            write(&dir, copy, &flipped);
            drop(
                vault
                    .open_client(small.client)
                    .unwrap_or_else(|error| panic!("{copy} byte {at} bit {bit}: {error:?}")),
            );
            for copy in COPIES {
                assert_eq!(
                    fs::read(dir.join(copy)).expect("reads"),
                    whole,
                    "healed, byte {at} bit {bit}"
                );
            }
        }
        COPIES.iter().for_each(|copy| write(&dir, copy, &flipped));
        let met = vault.open_client(small.client);
        assert!(
            matches!(
                met,
                Err(VaultError::Damaged(VaultFile::ClientKeySlots)
                    | VaultError::Newer {
                        file: VaultFile::ClientKeySlots,
                        ..
                    })
            ),
            "both, byte {at} bit {bit}: {met:?}"
        );
        COPIES.iter().for_each(|copy| write(&dir, copy, &whole));
    }
    assert_eq!(meet(&vault, small.client, small.page()), Met::Equal, "put right");
    println!(
        "bits: {} of {} in a client's key slots; one copy heals, both are told; {:.1} s",
        bits.len(),
        whole.len() * 8,
        started.elapsed().as_secs_f64()
    );
}

#[test]
fn every_bit_of_the_vaults_key_slots() {
    let mut chance = scale::chance("bits of the vault's key slots");
    let started = Instant::now();
    let small = Small::new(&mut chance);
    let dir = vault_dir(small.root());
    let whole = fs::read(dir.join("keyslots.a")).expect("reads");
    let given_up = Cancel::new();
    given_up.cancel();
    let all = bits(whole.len(), usize::MAX, &mut chance);
    for (at, bit) in &all {
        let mut flipped = whole.clone();
        flipped[*at] ^= bit;
        COPIES.iter().for_each(|copy| write(&dir, copy, &flipped));
        // As if the person had given up before any key was derived: what is told, is told without one.
        let words = Passphrase::from(WORDS);
        let met = OpenVault::unlock(&dir, &words, &environment(small.root()), &given_up);
        assert!(
            matches!(met, Err(VaultError::Damaged(VaultFile::VaultKeySlots))),
            "both, byte {at} bit {bit}: {met:?}"
        );
    }
    let one = bits(whole.len(), scale::count(10, usize::MAX), &mut chance);
    for (n, (at, bit)) in one.iter().enumerate() {
        let mut flipped = whole.clone();
        flipped[*at] ^= bit;
        let damaged = COPIES[n % 2];
        COPIES.iter().for_each(|copy| write(&dir, copy, &whole));
        write(&dir, damaged, &flipped);
        unlock(small.root(), WORDS)
            .unwrap_or_else(|error| panic!("{damaged} byte {at} bit {bit}: {error:?}"));
        for copy in COPIES {
            assert_eq!(
                fs::read(dir.join(copy)).expect("reads"),
                whole,
                "healed, byte {at} bit {bit}"
            );
        }
    }
    println!(
        "bits: {} in both of the vault's key slots told without a derivation, {} in one healed; {:.1} s",
        all.len(),
        one.len(),
        started.elapsed().as_secs_f64()
    );
}
