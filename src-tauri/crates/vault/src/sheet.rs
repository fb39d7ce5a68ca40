//! The printed sheet of a Strict client: its secret as groups that a person can type back.

use crate::error::VaultError;
use crate::groups::{self, Check, Groups};
use crate::secret::Secret32;
use uuid::Uuid;

/// 14 groups of four letters: thirteen of the secret, one that checks them. Without I, L, O and U.
#[derive(Debug)]
pub struct Sheet(Groups);

impl Sheet {
    pub(crate) fn of(client: Uuid, secret: &Secret32) -> Self {
        Self(Groups::of(secret, check(client, secret)))
    }

    /// The groups, in order, for print and for the person who types them back.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.iter()
    }

    /// Were these groups typed back right?
    pub(crate) fn shows(&self, asked: [usize; 2], typed: [&str; 2]) -> bool {
        self.0.are(asked, typed)
    }

    /// Reads what was typed: case, spaces and hyphens do not count; O is 0, I and L are 1.
    pub(crate) fn parse(client: Uuid, typed: &str) -> Result<Secret32, VaultError> {
        match groups::read(typed) {
            Some((secret, found)) if found == check(client, &secret) => Ok(secret),
            _ => Err(VaultError::SheetMistyped),
        }
    }
}

/// 20 bits that bind the secret to its client.
fn check(client: Uuid, secret: &Secret32) -> Check {
    groups::check(&[b"valise/sheet/v1\0", client.as_bytes(), secret.expose()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::groups::LETTERS;

    fn typed(sheet: &Sheet) -> String {
        sheet.groups().collect::<Vec<_>>().join("-")
    }

    #[test]
    fn a_sheet_reads_back_however_it_was_typed() {
        for seed in 0..=255_u8 {
            let client = Uuid::from_bytes([seed; 16]);
            let secret = Secret32::new(std::array::from_fn(|n| {
                seed.wrapping_mul(31).wrapping_add(u8::try_from(n).unwrap_or(0))
            }));
            let sheet = Sheet::of(client, &secret);
            assert_eq!(sheet.groups().count(), 14);
            let sloppy = typed(&sheet)
                .to_lowercase()
                .replace('0', "o")
                .replace('1', "l")
                .replace('-', " ");
            let back = Sheet::parse(client, &sloppy).expect("what was printed reads back");
            assert!(back.same(&secret));
        }
    }

    #[test]
    fn every_single_typing_error_is_told() {
        let client = Uuid::from_bytes([7; 16]);
        let good = typed(&Sheet::of(client, &Secret32::new([0x5a; 32])));
        let mut missed = 0;
        for (at, right) in good.char_indices().filter(|(_, c)| *c != '-') {
            for wrong in LETTERS
                .iter()
                .map(|l| char::from(*l))
                .filter(|wrong| *wrong != right)
            {
                let mut bad = good.clone();
                bad.replace_range(at..=at, &wrong.to_string());
                missed += usize::from(Sheet::parse(client, &bad).is_ok());
            }
        }
        assert_eq!(missed, 0, "no wrong letter passes");
        assert!(
            Sheet::parse(Uuid::from_bytes([8; 16]), &good).is_err(),
            "another client's sheet does not pass"
        );
    }
}
