//! Keys lie in memory that the system does not write to swap.

use crate::client::unwrap;
use crate::credentials::MemoryCredentials;
use crate::environment::{Cancel, Environment};
use crate::keys::kdf::{KdfParams, KdfPolicy};
use crate::registry::Level;
use crate::secret::{Passphrase, Secret32};
use crate::vault::OpenVault;
use std::sync::Arc;

/// Does the system say that the secret's page is locked?
fn is_locked(secret: &Secret32) -> bool {
    is_locked_at(secret.expose().as_ptr() as usize)
}

fn is_locked_at(at: usize) -> bool {
    let maps = std::fs::read_to_string("/proc/self/smaps").expect("reads");
    let mut here = false;
    for line in maps.lines() {
        let range = line.split(' ').next().and_then(|range| range.split_once('-'));
        let ends = range.and_then(|(from, to)| {
            let hex = |digits| usize::from_str_radix(digits, 16).ok();
            Some((hex(from)?, hex(to)?))
        });
        if let Some((from, to)) = ends {
            here = (from..to).contains(&at);
        } else if here && line.starts_with("VmFlags:") {
            return line.split(' ').any(|flag| flag == "lo");
        }
    }
    panic!("no mapping holds the address");
}

#[test]
fn a_secret_locks_its_own_page_and_lets_go_of_it() {
    let plain = vec![1_u8; 1 << 20];
    assert!(
        !is_locked_at(plain.as_ptr() as usize + (1 << 19)),
        "else this tells nothing"
    );
    let (one, other) = (Secret32::new([1; 32]), Secret32::new([2; 32]));
    let (first, second) = (one.expose().as_ptr() as usize, other.expose().as_ptr() as usize);
    assert!(first.abs_diff(second) >= 16 * 1024, "no two share a page");
    assert_eq!(first % (16 * 1024), 0, "and nothing else shares it");
    let copy = one.clone();
    drop(one);
    drop(other);
    assert!(
        is_locked(&copy) && copy.expose() == &[1; 32],
        "a copy has its own"
    );
}

#[test]
fn root_key_client_keys_and_new_secrets_are_in_locked_memory() {
    let dir = tempfile::tempdir().expect("a folder");
    let environment = Environment {
        credentials: Arc::new(MemoryCredentials::new()),
        ..Environment::system()
    };
    let (words, never) = (Passphrase::from("harbour copper lantern"), Cancel::new());
    let floor = KdfPolicy::Fixed(KdfParams::FLOOR);
    let place = dir.path().join("vault");
    let mut vault = OpenVault::create(&place, &words, floor, &environment, &never).expect("creates");
    assert!(is_locked(&vault.root), "the root key of a new vault");
    let id = vault.add_client("Plover", Level::Standard, false).expect("adds");
    vault.enable_quick_unlock().expect("turns on");
    vault.lock().expect("locks");

    let mut vault = OpenVault::unlock_quick(&place, &environment).expect("opens");
    assert!(is_locked(&vault.root), "the root key by quick unlock");
    vault.rotate(&words, &never).expect("rotates");
    assert!(is_locked(&vault.root), "the root key after a rotation");
    vault.lock().expect("locks");
    let mut vault = OpenVault::unlock(&place, &words, &environment, &never).expect("opens");
    assert!(is_locked(&vault.root), "the root key by the passphrase");

    let secret = crate::registry::secret(&vault.registry.lock(), id)
        .expect("reads")
        .expect("is there");
    let found = unwrap::client_key(&vault, id, &secret).expect("opens");
    assert!(is_locked(&found.key), "a client's key");
    drop(found);
    vault.rotate_client(id).expect("rotates");
    assert!(is_locked(&environment.secret().expect("draws")), "a new secret");
}
