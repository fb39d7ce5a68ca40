//! Bytes from one file to another, hashed on the way.

use crate::environment::{Cancel, Progress};
use crate::error::VaultError;
use crate::files::{self, named};
use crate::secret::hex;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

const PIECE: usize = 1024 * 1024;

/// How far a copy of many files is.
pub(super) struct Course<'a> {
    pub done: u64,
    pub total: u64,
    pub progress: &'a mut dyn Progress,
    pub cancel: &'a Cancel,
}

/// Length and SHA-256, in hexadecimal.
pub(super) type Measured = (u64, String);

/// Copies into a file that must not be there yet, and on to the disk. The bytes are sealed already.
pub(super) fn copy(from: &Path, to: &Path, course: &mut Course<'_>) -> Result<Measured, VaultError> {
    let mut target = File::create_new(to).map_err(named)?;
    // A stick may know no permissions; what is on it is sealed.
    files::only_owner(to, 0o600).ok();
    let measured = run(from, course, |bytes| target.write_all(bytes).map_err(named))?;
    target.sync_all().map_err(named)?;
    Ok(measured)
}

/// Reads a file to its end.
pub(super) fn measure(path: &Path, course: &mut Course<'_>) -> Result<Measured, VaultError> {
    run(path, course, |_| Ok(()))
}

fn run(
    from: &Path,
    course: &mut Course<'_>,
    mut each: impl FnMut(&[u8]) -> Result<(), VaultError>,
) -> Result<Measured, VaultError> {
    let mut source = File::open(from)?;
    let mut piece = vec![0; PIECE];
    let mut whole = Sha256::new();
    let mut length = 0;
    loop {
        course.cancel.check()?;
        let filled = match source.read(&mut piece) {
            Ok(0) => return Ok((length, hex(&whole.finalize()).to_string())),
            Ok(filled) => filled,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        whole.update(&piece[..filled]);
        each(&piece[..filled])?;
        length += filled as u64;
        course.done += filled as u64;
        course.progress.at(course.done, course.total);
    }
}

/// A folder's names, on the disk. Where a file system cannot sync a folder, it has no more to give.
pub(super) fn sync_folder(dir: &Path) -> Result<(), VaultError> {
    match files::sync_folder(dir) {
        Err(VaultError::Io(error))
            if matches!(
                error.kind(),
                std::io::ErrorKind::InvalidInput | std::io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}
