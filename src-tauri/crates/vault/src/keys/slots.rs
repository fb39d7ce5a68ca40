//! The two copies of a header on disk: read and compared, written one after the other.

use crate::error::VaultError;
use crate::files;
use crate::keys::header::{Copy, Header, Kind, LONGEST, Read, decode};
use crate::secret::Secret32;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What stands in a folder, told before any key is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Nothing, or an empty folder.
    Absent,
    /// A vault whose header is whole in at least one copy.
    Sealed,
    /// Something that is not a vault.
    Foreign,
    /// A vault's header, whole in no copy.
    Damaged,
    /// A vault of a newer version.
    Newer,
}

/// What both copies say together.
#[derive(Debug)]
pub(crate) enum Both {
    Absent,
    Foreign,
    Damaged,
    Newer(u8),
    Whole { newest: Box<Read>, agree: bool },
}

fn path(dir: &Path, copy: char) -> PathBuf {
    dir.join(format!("keyslots.{copy}"))
}

/// Reads both copies; the whole one with the higher generation counts.
pub(crate) fn read(dir: &Path, kind: Kind) -> Result<Both, VaultError> {
    let first = read_copy(&path(dir, 'a'), kind)?;
    let second = read_copy(&path(dir, 'b'), kind)?;
    Ok(match (first, second) {
        (Copy::Newer(major), _) | (_, Copy::Newer(major)) => Both::Newer(major),
        (Copy::Whole(a), Copy::Whole(b)) => {
            let agree = a.bytes == b.bytes;
            Both::Whole {
                newest: if b.header.generation > a.header.generation {
                    b
                } else {
                    a
                },
                agree,
            }
        }
        (Copy::Whole(read), _) | (_, Copy::Whole(read)) => Both::Whole {
            newest: read,
            agree: false,
        },
        (Copy::Missing, Copy::Missing) => Both::Absent,
        (Copy::Damaged, _) | (_, Copy::Damaged) => Both::Damaged,
        (Copy::Foreign, _) | (_, Copy::Foreign) => Both::Foreign,
    })
}

fn read_copy(path: &Path, kind: Kind) -> Result<Copy, VaultError> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Copy::Missing),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::with_capacity(1024);
    // One byte more than allowed is enough to know that it is too long.
    file.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(decode(&bytes, kind))
}

/// Writes both copies, each whole and on disk before the next is touched.
pub(crate) fn write(dir: &Path, header: &Header, mac_key: &Secret32) -> Result<(), VaultError> {
    let bytes = header.encode(mac_key)?;
    files::replace(&path(dir, 'a'), &bytes)?;
    files::replace(&path(dir, 'b'), &bytes)
}

/// Writes back the newest header where a crash or a flaw left the copies different.
pub(crate) fn heal(dir: &Path, read: &Read) -> Result<(), VaultError> {
    files::replace(&path(dir, 'a'), &read.bytes)?;
    files::replace(&path(dir, 'b'), &read.bytes)
}

/// Overwrites and removes both copies.
pub(crate) fn destroy(dir: &Path) -> Result<(), VaultError> {
    for copy in ['a', 'b'] {
        files::overwrite_and_remove(&path(dir, copy))?;
    }
    files::sync_folder(dir)
}

/// Tells what stands in the folder, before any key derivation.
pub fn probe(dir: &Path) -> Result<Presence, VaultError> {
    if !dir.exists() {
        return Ok(Presence::Absent);
    }
    if !dir.is_dir() {
        return Ok(Presence::Foreign);
    }
    Ok(match read(dir, Kind::Vault)? {
        Both::Whole { .. } => Presence::Sealed,
        Both::Newer(_) => Presence::Newer,
        Both::Damaged => Presence::Damaged,
        Both::Foreign => Presence::Foreign,
        Both::Absent if dir.join("registry.db").exists() => Presence::Damaged,
        Both::Absent if holds_something(dir)? => Presence::Foreign,
        Both::Absent => Presence::Absent,
    })
}

/// What a creation that was cut short leaves behind does not count.
fn holds_something(dir: &Path) -> Result<bool, VaultError> {
    for entry in std::fs::read_dir(dir)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let unfinished = name == "lock" || name.starts_with("registry.db.new") || name == "keyslots.a.new";
        if !unfinished {
            return Ok(true);
        }
    }
    Ok(false)
}
