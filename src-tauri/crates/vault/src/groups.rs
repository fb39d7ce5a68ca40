//! A secret as groups of letters that a person copies from paper: what a client's sheet and the
//! vault's recovery key have in common.

use crate::environment::Random;
use crate::error::VaultError;
use crate::secret::Secret32;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET_LETTERS: usize = 52;
const CHECK_LETTERS: usize = 4;
const IN_A_GROUP: usize = 4;
/// The groups that carry the secret; one more checks them.
const SECRET_GROUPS: u8 = 13;

/// The values of the four letters of the last group.
pub(crate) type Check = [u8; CHECK_LETTERS];

/// Fourteen groups of four letters: thirteen of the secret, one that checks them. Without I, L, O and U.
pub(crate) struct Groups(Vec<Zeroizing<String>>);

impl Groups {
    pub fn of(secret: &Secret32, check: Check) -> Self {
        let mut bits = Bits::default();
        let mut letters = Zeroizing::new(String::with_capacity(SECRET_LETTERS + CHECK_LETTERS));
        for byte in secret.expose() {
            bits.push(*byte);
            while let Some(five) = bits.take() {
                letters.push(letter(five));
            }
        }
        letters.push(letter(bits.rest()));
        letters.extend(check.map(letter));
        let groups = (0..letters.len() / IN_A_GROUP).map(|n| {
            let at = n * IN_A_GROUP;
            Zeroizing::new(letters[at..at + IN_A_GROUP].to_owned())
        });
        Self(groups.collect())
    }

    /// The groups, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|group| group.as_str())
    }

    /// Are these the groups of those numbers, counted from one, however they were typed?
    pub fn are(&self, numbers: [usize; 2], typed: [&str; 2]) -> bool {
        numbers.iter().zip(typed).all(|(number, typed)| {
            let meant = number.checked_sub(1).and_then(|at| self.0.get(at));
            let meant = meant.and_then(|group| values(group));
            match (meant, values(typed)) {
                (Some(meant), Some(typed)) => subtle::ConstantTimeEq::ct_eq(&meant[..], &typed[..]).into(),
                _ => false,
            }
        })
    }
}

impl fmt::Debug for Groups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Groups(…)")
    }
}

/// The secret and the check letters out of what was typed; `None` where it cannot have been printed.
pub(crate) fn read(typed: &str) -> Option<(Secret32, Check)> {
    let values = values(typed)?;
    if values.len() != SECRET_LETTERS + CHECK_LETTERS {
        return None;
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
    // Four bits are left over and are written as zero.
    if values[SECRET_LETTERS - 1] & 0b1111 != 0 {
        return None;
    }
    let check = Check::try_from(&values[SECRET_LETTERS..]).ok()?;
    Some((secret, check))
}

/// Twenty bits over all parts.
pub(crate) fn check(parts: &[&[u8]]) -> Check {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    let digest = digest.finalize();
    let twenty = u32::from_be_bytes([0, digest[0], digest[1], digest[2]]) >> 4;
    [15, 10, 5, 0].map(|shift| ((twenty >> shift) & 31).to_be_bytes()[3])
}

/// Two numbers of groups to be typed back, counted from one, in order; never the one that checks.
pub(crate) fn ask_for_two(random: &dyn Random) -> Result<[usize; 2], VaultError> {
    let first = below(SECRET_GROUPS, random)?;
    let second = below(SECRET_GROUPS - 1, random)?;
    let second = if second >= first { second + 1 } else { second };
    Ok([first.min(second) + 1, first.max(second) + 1])
}

/// Every number is as likely as the others: bytes beyond the last whole multiple are drawn again.
fn below(bound: u8, random: &dyn Random) -> Result<usize, VaultError> {
    for _ in 0..64 {
        let mut byte = [0];
        random.fill(&mut byte)?;
        if byte[0] < u8::MAX - u8::MAX % bound {
            return Ok(usize::from(byte[0] % bound));
        }
    }
    Err(VaultError::NoRandomness)
}

/// What was typed, letter by letter: case, spaces and hyphens do not count; O is 0, I and L are 1.
fn values(typed: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut values = Zeroizing::new(Vec::with_capacity(SECRET_LETTERS + CHECK_LETTERS));
    for typed in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        if values.len() == values.capacity() {
            return None;
        }
        let plain = match typed.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let value = LETTERS.iter().position(|known| char::from(*known) == plain)?;
        values.push(u8::try_from(value).ok()?);
    }
    Some(values)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::SystemRandom;
    use std::collections::BTreeSet;

    #[test]
    fn two_different_groups_of_the_secret_are_asked_for_and_each_comes_up() {
        let mut seen = BTreeSet::new();
        for _ in 0..2000 {
            let [first, second] = ask_for_two(&SystemRandom).expect("draws");
            assert!(first < second && first >= 1 && second <= 13, "{first}, {second}");
            seen.extend([first, second]);
        }
        assert_eq!(seen, (1..=13).collect(), "2000 draws leave none out");
    }

    #[test]
    fn only_the_groups_asked_for_pass_however_they_are_typed() {
        let secret = Secret32::new(std::array::from_fn(|n| u8::try_from(n * 7).unwrap_or(0)));
        let groups = Groups::of(&secret, [0; 4]);
        let printed: Vec<_> = groups.iter().map(str::to_owned).collect();
        let sloppy = [
            format!(" {} ", printed[2].to_lowercase()),
            printed[8].replace('0', "o"),
        ];
        assert!(groups.are([3, 9], [&sloppy[0], &sloppy[1]]));
        assert!(
            !groups.are([3, 9], [&printed[8], &printed[2]]),
            "in the order asked"
        );
        assert!(!groups.are([3, 9], [&printed[2], &printed[7]]), "another group");
        assert!(!groups.are([3, 9], [&printed[2], ""]), "nothing typed");
        assert!(!groups.are([3, 9], [&printed[2], &printed[8][..3]]), "too short");
        assert!(!groups.are([0, 15], ["", ""]), "no group has that number");
    }
}
