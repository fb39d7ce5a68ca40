//! Is there room? Asked before a copy is begun.

use crate::error::VaultError;
use std::path::Path;

/// What file systems take for themselves, and what else may be written meanwhile.
const MARGIN: u64 = 1024 * 1024;

/// Refuses where the disk of `place`, an existing folder, has no room for `bytes` more.
pub(crate) fn demand(place: &Path, bytes: u64) -> Result<(), VaultError> {
    match fs4::available_space(place) {
        Ok(free) => enough(bytes, free),
        // Some network and user-space file systems do not say: then the writing itself will tell.
        Err(error) if error.kind() == std::io::ErrorKind::Unsupported => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn enough(bytes: u64, free: u64) -> Result<(), VaultError> {
    let needed = bytes.saturating_add(bytes / 64).saturating_add(MARGIN);
    if free < needed {
        return Err(VaultError::NoSpace { needed, free });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_asked_for_with_a_margin() {
        assert!(enough(0, MARGIN).is_ok());
        assert!(matches!(
            enough(64_000, MARGIN + 64_000),
            Err(VaultError::NoSpace { needed, free: _ }) if needed == MARGIN + 65_000
        ));
        assert!(enough(64_000, MARGIN + 65_000).is_ok());
        assert!(enough(u64::MAX, u64::MAX - 1).is_err());
    }

    #[test]
    fn a_real_disk_answers() {
        let dir = tempfile::tempdir().expect("a folder");
        demand(dir.path(), 1).expect("room for a byte");
        assert!(matches!(
            demand(dir.path(), u64::MAX),
            Err(VaultError::NoSpace { .. })
        ));
    }
}
