//! The vault's recovery key: 256 random bits on paper, for the day the passphrase is forgotten.

use crate::error::VaultError;
use crate::groups::{self, Check, Groups};
use crate::secret::Secret32;

/// A recovery key that waits to be printed and confirmed: 14 groups of four letters, and the two of
/// them that are to be typed back.
#[derive(Debug)]
pub struct RecoveryKey {
    groups: Groups,
    asked: [usize; 2],
}

impl RecoveryKey {
    pub(crate) fn of(secret: &Secret32, asked: [usize; 2]) -> Self {
        Self {
            groups: Groups::of(secret, check(secret)),
            asked,
        }
    }

    /// The groups, in order, for print.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.iter()
    }

    /// The numbers of the two groups to type back, counted from one; never the last, which only checks.
    pub fn asks(&self) -> [usize; 2] {
        self.asked
    }

    /// Were the groups asked for typed back right?
    pub(crate) fn shows(&self, typed: [&str; 2]) -> bool {
        self.groups.are(self.asked, typed)
    }

    /// Reads what was typed: case, spaces and hyphens do not count; O is 0, I and L are 1.
    pub(crate) fn parse(typed: &str) -> Result<Secret32, VaultError> {
        match groups::read(typed) {
            Some((secret, found)) if found == check(&secret) => Ok(secret),
            _ => Err(VaultError::RecoveryMistyped),
        }
    }
}

/// 20 bits over the key alone. The vault stays out of it, so that a typing error and the key of
/// another vault can be told apart; what binds the key to its vault is the wrapping in the slot.
fn check(secret: &Secret32) -> Check {
    groups::check(&[b"valise/recovery/v1\0", secret.expose()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::groups::LETTERS;

    fn typed(key: &RecoveryKey) -> String {
        key.groups().collect::<Vec<_>>().join("-")
    }

    #[test]
    fn a_key_reads_back_however_it_was_typed() {
        for seed in 0..=255_u8 {
            let secret = Secret32::new(std::array::from_fn(|n| {
                seed.wrapping_mul(13).wrapping_add(u8::try_from(n).unwrap_or(0))
            }));
            let key = RecoveryKey::of(&secret, [1, 2]);
            assert_eq!(key.groups().count(), 14);
            let sloppy = typed(&key).to_lowercase().replace('1', "i").replace('-', "  ");
            assert!(RecoveryKey::parse(&sloppy).expect("reads back").same(&secret));
        }
    }

    #[test]
    fn wrong_letters_and_swapped_groups_are_told() {
        let secret = Secret32::new(std::array::from_fn(|n| u8::try_from(n * 8 % 251).unwrap_or(0)));
        let key = RecoveryKey::of(&secret, [1, 2]);
        let good = typed(&key);
        let mut missed = 0;
        for (at, right) in good.char_indices().filter(|(_, c)| *c != '-') {
            for wrong in LETTERS.iter().map(|l| char::from(*l)).filter(|c| *c != right) {
                let mut bad = good.clone();
                bad.replace_range(at..=at, &wrong.to_string());
                missed += usize::from(RecoveryKey::parse(&bad).is_ok());
            }
        }
        let groups: Vec<_> = key.groups().collect();
        for at in 0..groups.len() - 1 {
            let mut swapped = groups.clone();
            swapped.swap(at, at + 1);
            missed += usize::from(swapped != groups && RecoveryKey::parse(&swapped.join("-")).is_ok());
        }
        assert_eq!(missed, 0, "neither a wrong letter nor swapped groups pass");
        for unfit in [
            "",
            "0000",
            &good[1..],
            &format!("{good}0"),
            &good.replace('-', "ä"),
        ] {
            assert!(matches!(
                RecoveryKey::parse(unfit),
                Err(VaultError::RecoveryMistyped)
            ));
        }
    }

    #[test]
    fn a_clients_sheet_is_no_recovery_key() {
        let secret = Secret32::new([9; 32]);
        let sheet = crate::Sheet::of(uuid::Uuid::from_bytes([1; 16]), &secret);
        let sheet = sheet.groups().collect::<Vec<_>>().join("-");
        assert!(matches!(
            RecoveryKey::parse(&sheet),
            Err(VaultError::RecoveryMistyped)
        ));
    }
}
