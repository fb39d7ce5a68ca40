//! Killed at every point where something becomes durable: each change of the ways in is run by another process that is
//! killed at its first `fsync`, `fdatasync` or `rename`, then at its second, until one run gets through. After each kill
//! the vault opens the old or the new way, and every row is there.

#![cfg(target_os = "linux")]

mod support;

use support::WORDS;
use support::killed::{self, NEW_WORDS, Template, quick, recover, unlock, vault};
use valise_vault::{OpenVault, VaultError};

/// The other process.
#[test]
fn child_acts() {
    killed::act();
}

#[test]
fn a_changed_passphrase_is_the_old_or_the_new_one() {
    let template = Template::new();
    let kills = template.at_each_boundary("change_passphrase", |dir, _, finished| {
        template.is_whole_in(quick(dir).expect("quick unlock stays"));
        match unlock(dir, NEW_WORDS) {
            Ok(_) => {}
            Err(VaultError::WrongPassphrase) => {
                assert!(!finished, "the change was confirmed");
                unlock(dir, WORDS).expect("the old words still open");
            }
            Err(error) => panic!("{error:?}"),
        }
    });
    assert!(kills >= 6, "killed {kills} times");
}

#[test]
fn a_recovery_that_was_killed_leaves_the_key_or_the_new_words() {
    let template = Template::new();
    let act = format!("recover {}", template.recovery);
    let kills = template.at_each_boundary(&act, |dir, _, finished| {
        if OpenVault::ways_in(&vault(dir)).expect("reads").recovery {
            assert!(!finished, "a key that was used opens nothing");
            template.is_whole_in(recover(dir, &template.recovery).expect("the key still opens"));
        } else {
            template.is_whole_in(unlock(dir, NEW_WORDS).expect("the new words open"));
        }
    });
    assert!(kills >= 6, "killed {kills} times");
}

#[test]
fn a_confirmed_recovery_key_replaces_the_older_one_in_one_step() {
    let template = Template::new();
    let kills = template.at_each_boundary("confirm_recovery_key", |dir, said, finished| {
        template.is_whole_in(quick(dir).expect("unlocks"));
        match recover(dir, &template.recovery) {
            Ok(vault) => {
                assert!(!finished, "an older key opens nothing");
                template.is_whole_in(vault);
            }
            Err(VaultError::RecoveryMismatch) => {
                let printed = said
                    .split("printed ")
                    .nth(1)
                    .and_then(|rest| rest.split(" end").next());
                template.is_whole_in(recover(dir, printed.expect("was printed")).expect("the new key opens"));
            }
            Err(error) => panic!("{error:?}"),
        }
    });
    assert!(kills >= 6, "killed {kills} times");
}

#[test]
fn quick_unlock_turned_on_again_opens_whenever_it_was_killed() {
    let template = Template::new();
    let kills = template.at_each_boundary("enable_quick_unlock", |dir, _, _| {
        template.is_whole_in(quick(dir).expect("the old or the new secret opens"));
        template.is_whole_in(quick(dir).expect("and again"));
    });
    assert!(kills >= 12, "killed {kills} times");
}
