//! SHA-256 as the open format writes it: 64 hexadecimal digits.

use crate::{Problem, ProblemCode, Result};

/// The bytes of a hash.
pub(crate) fn from_hex(text: &str) -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes)
        .map_err(|_| Problem::new(ProblemCode::NotFound).with("what", "evidence"))?;
    Ok(bytes)
}

/// A hash as text.
pub(crate) fn to_hex(bytes: &[u8; 32]) -> String {
    hex::encode(bytes)
}
