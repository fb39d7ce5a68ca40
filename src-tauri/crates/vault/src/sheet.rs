//! The printed sheet of a Strict client: its secret as groups that a person can type back.

use crate::error::VaultError;
use crate::secret::Secret32;
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;
use zeroize::Zeroizing;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET_LETTERS: usize = 52;
const CHECK_LETTERS: usize = 4;

/// 14 groups of four letters: thirteen of the secret, one that checks them. Without I, L, O and U.
pub struct Sheet(Vec<Zeroizing<String>>);

impl Sheet {
    pub(crate) fn of(client: Uuid, secret: &Secret32) -> Self {
        let mut bits = Bits::default();
        let mut letters = Zeroizing::new(String::with_capacity(SECRET_LETTERS + CHECK_LETTERS));
        for byte in secret.expose() {
            bits.push(*byte);
            while let Some(five) = bits.take() {
                letters.push(letter(five));
            }
        }
        letters.push(letter(bits.rest()));
        letters.push_str(&check(client, secret));
        let groups = (0..letters.len() / 4).map(|n| Zeroizing::new(letters[n * 4..n * 4 + 4].to_owned()));
        Self(groups.collect())
    }

    /// The groups, in order, for print and for the person who types them back.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|group| group.as_str())
    }

    /// Reads what was typed: case, spaces and hyphens do not count; O is 0, I and L are 1.
    pub(crate) fn parse(client: Uuid, typed: &str) -> Result<Secret32, VaultError> {
        let mut values = Zeroizing::new(Vec::with_capacity(SECRET_LETTERS + CHECK_LETTERS));
        for typed in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let plain = match typed.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == plain);
            values.push(u8::try_from(value.ok_or(VaultError::SheetMistyped)?).unwrap_or(0));
        }
        if values.len() != SECRET_LETTERS + CHECK_LETTERS {
            return Err(VaultError::SheetMistyped);
        }
        let mut secret = Secret32::zeroed();
        let (mut held, mut count, mut at) = (0_u32, 0_u32, 0_usize);
        for value in &values[..SECRET_LETTERS] {
            held = (held << 5) | u32::from(*value);
            count += 5;
            if count >= 8 && at < 32 {
                count -= 8;
                secret.expose_mut()[at] = (held >> count).to_be_bytes()[3];
                at += 1;
            }
        }
        let checked: String = values[SECRET_LETTERS..]
            .iter()
            .map(|value| letter(*value))
            .collect();
        // Four bits are left over and are written as zero.
        if values[SECRET_LETTERS - 1] & 0b1111 != 0 || checked != *check(client, &secret) {
            return Err(VaultError::SheetMistyped);
        }
        Ok(secret)
    }
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sheet(…)")
    }
}

#[derive(Default)]
struct Bits {
    held: u16,
    count: u32,
}

impl Bits {
    fn push(&mut self, byte: u8) {
        self.held = (self.held << 8) | u16::from(byte);
        self.count += 8;
    }

    fn take(&mut self) -> Option<u8> {
        self.count = self.count.checked_sub(5)?;
        let five = (self.held >> self.count) & 31;
        self.held &= (1 << self.count) - 1;
        u8::try_from(five).ok()
    }

    fn rest(&self) -> u8 {
        u8::try_from((self.held << (5 - self.count)) & 31).unwrap_or(0)
    }
}

fn letter(five: u8) -> char {
    char::from(LETTERS[usize::from(five & 31)])
}

/// 20 bits that bind the secret to its client.
fn check(client: Uuid, secret: &Secret32) -> Zeroizing<String> {
    let digest = Sha256::new()
        .chain_update(b"valise/sheet/v1\0")
        .chain_update(client.as_bytes())
        .chain_update(secret.expose())
        .finalize();
    let twenty = u32::from_be_bytes([0, digest[0], digest[1], digest[2]]) >> 4;
    let five = |shift: u32| letter(((twenty >> shift) & 31).to_be_bytes()[3]);
    Zeroizing::new([five(15), five(10), five(5), five(0)].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

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
