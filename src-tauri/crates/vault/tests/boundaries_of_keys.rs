//! Killed at every point where something becomes durable, as in `boundaries.rs`: new levels and new keys. After each
//! kill the vault opens with one of the two keys, and every row is there.
#![allow(
    clippy::print_stdout,
    reason = "how often a child was killed is worth reading"
)]
#![cfg(target_os = "linux")]

mod support;

use support::WORDS;
use support::killed::{self, Template, environment, quick, unlock, vault};
use valise_vault::{Cancel, OpenVault, Passphrase, VaultError};

/// The other process.
#[test]
fn child_acts() {
    killed::act();
}

#[test]
fn a_client_resealed_or_rotated_opens_whenever_it_was_killed() {
    let template = Template::new();
    let mut refused = 0;
    for act in ["to_strict", "to_standard", "rotate_standard", "rotate_strict"] {
        let kills = template.at_each_boundary(act, |dir, _, finished| {
            if act == "rotate_standard" {
                let told = template.reader_is_told(dir);
                assert!(!told || !finished, "nothing is left half way");
                refused += usize::from(told);
            }
            template.is_whole_in(quick(dir).expect("unlocks"));
        });
        println!("{act}: killed {kills} times");
        // Two headers of six boundaries each, and a registry in between.
        assert!(kills > 12, "{act}: killed {kills} times");
    }
    assert!(refused > 5, "a reader found the client half way {refused} times");
}

#[test]
fn a_vault_that_was_killed_while_rotating_opens_with_the_same_words() {
    let template = Template::new();
    let (mut half_way, mut by_words) = (0, false);
    let kills = template.at_each_boundary("rotate", |dir, _, finished| {
        let place = vault(dir);
        let looked = OpenVault::unlock_to_read(
            &place,
            // Half way is told before any key is derived, so wrong words are the cheaper question.
            &Passphrase::from(""),
            &environment(dir),
            &Cancel::new(),
        );
        let is_half_way = matches!(looked, Err(VaultError::RotationUnfinished));
        half_way += usize::from(is_half_way);
        // Half way, each way in finishes by turns.
        by_words = !by_words;
        if (is_half_way && by_words) || finished {
            template.is_whole_in(unlock(dir, WORDS).expect("the same words open"));
        }
        template.is_whole_in(quick(dir).expect("quick unlock opens"));
        if is_half_way && !by_words {
            unlock(dir, WORDS).expect("the same words open");
        }
        let ways = OpenVault::ways_in(&place).expect("reads");
        assert!(
            !finished || !ways.recovery,
            "a rotation gives the recovery key up"
        );
    });
    println!("rotate: killed {kills} times, {half_way} of them half way");
    assert!(
        kills > 30 && half_way > 5,
        "killed {kills} times, {half_way} of them half way"
    );
}
