//! The PIN that lifts the cover.
//!
//! It guards a window whose vault is open, so it opens nothing by itself: whoever can read where it is kept holds the
//! vault's keys already. What is kept must only not give away the digits, which a person may use elsewhere. Hence a
//! slow, salted hash in the registry, and no key derived from eight digits that would make them look like more.

use crate::session::Vault;
use crate::{Problem, ProblemCode, Result, Secret};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const KEY: &str = "pin";
/// 64 MiB and three passes: about a fifth of a second, for a person with five tries.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    salt: String,
    hash: String,
}

impl Vault {
    /// Whether a PIN is set.
    pub fn has_pin(&self) -> bool {
        self.kept_pin().is_some()
    }

    /// Sets or replaces the PIN: four to eight digits that are no plain row.
    pub fn set_pin(&mut self, pin: &Secret) -> Result<()> {
        // EXPOSE: judged and hashed here, kept nowhere.
        let digits = pin.expose();
        if !(4..=8).contains(&digits.len()) || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(Problem::invalid("pin", "4 to 8 digits"));
        }
        if is_plain_row(digits.as_bytes()) {
            return Err(Problem::refused("pinTooPlain"));
        }
        let mut salt = [0_u8; 16];
        self.surroundings.vault.random.fill(&mut salt)?;
        let hash = hash(digits, &salt)?;
        self.set_setting(
            KEY,
            &Kept {
                salt: hex::encode(salt),
                hash: hex::encode(hash.as_slice()),
            },
        )
    }

    /// Forgets the PIN; from then on the window is not covered any more.
    pub fn remove_pin(&mut self) -> Result<()> {
        self.set_setting(KEY, &Kept::default())
    }

    /// Whether these are the digits.
    pub fn is_pin(&self, pin: &Secret) -> Result<bool> {
        let Some(kept) = self.kept_pin() else {
            return Err(Problem::refused("noPin"));
        };
        let damaged = |_| Problem::new(ProblemCode::Internal);
        let (salt, wanted) = (
            hex::decode(&kept.salt).map_err(damaged)?,
            hex::decode(&kept.hash).map_err(damaged)?,
        );
        // EXPOSE: hashed for the comparison.
        let given = hash(pin.expose(), &salt)?;
        Ok(given.as_slice().ct_eq(&wanted).into())
    }

    fn kept_pin(&self) -> Option<Kept> {
        self.setting::<Kept>(KEY).filter(|kept| !kept.hash.is_empty())
    }
}

fn hash(digits: &str, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
    let internal = |_| Problem::new(ProblemCode::Internal);
    let cost = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(internal)?;
    let mut hash = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(digits.as_bytes(), salt, hash.as_mut_slice())
        .map_err(internal)?;
    Ok(hash)
}

/// All the same, or each the next of the one before: what a passer-by tries first.
fn is_plain_row(digits: &[u8]) -> bool {
    [-1_i16, 0, 1].iter().any(|step| {
        digits
            .windows(2)
            .all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == *step)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cancel, KdfParams, KdfPolicy, Sealed, Surroundings};

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[test]
    fn rows_that_everybody_tries_are_no_pin() {
        for plain in ["0000", "1234", "98765432", "11111111"] {
            assert!(is_plain_row(plain.as_bytes()), "{plain}");
        }
        for fine in ["1235", "7391", "0102", "19842007"] {
            assert!(!is_plain_row(fine.as_bytes()), "{fine}");
        }
    }

    #[test]
    fn a_pin_is_known_again_after_the_lock_and_stands_nowhere() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = folder.path().join("vault");
        let words = "seven wet maples lean over a quiet harbour";
        let sealed = Sealed::at(&place, Surroundings::system());
        let cheap = KdfPolicy::Fixed(KdfParams::FLOOR);
        let mut vault = sealed
            .create(words, cheap, &Cancel::default())
            .unwrap_or_else(|u| panic!("{:?}", u.problem));
        assert!(!vault.has_pin());
        assert_eq!(
            vault
                .is_pin(&secret("7391"))
                .map_err(|p| p.params["rule"].clone()),
            Err("noPin".into()),
            "without a PIN nothing lifts the cover, not even an empty one"
        );
        for (bad, code) in [
            ("739", ProblemCode::InputNotUnderstood),
            ("739173917", ProblemCode::InputNotUnderstood),
            ("73a1", ProblemCode::InputNotUnderstood),
            ("2345", ProblemCode::Refused),
        ] {
            assert_eq!(
                vault.set_pin(&secret(bad)).map_err(|p| p.code),
                Err(code),
                "{bad}"
            );
        }
        assert!(!vault.has_pin(), "a refused PIN is not kept");
        vault.set_pin(&secret("7391")).expect("a PIN");
        let vault = vault.lock();
        let mut vault = vault
            .unlock(words, &Cancel::default())
            .unwrap_or_else(|u| panic!("{:?}", u.problem));
        assert_eq!(vault.is_pin(&secret("7391")), Ok(true));
        assert_eq!(vault.is_pin(&secret("7392")), Ok(false));
        let kept = vault.open.setting(KEY).expect("reads").expect("is there");
        assert!(!kept.contains("7391"), "{kept}");
        vault.remove_pin().expect("writes");
        assert!(!vault.has_pin());
    }
}
