//! Every page of a file under another key.

use crate::db::migrate::{self, Steps};
use crate::db::open::{Access, checkpoint};
use crate::error::VaultError;
use crate::secret::{Secret32, hex};
use std::path::Path;
use zeroize::Zeroizing;

/// Moves a file from the old key to the new one, in one transaction, and empties its log. A file that
/// has the new key already stays; so this runs again from any point. Copies from before a migration
/// have the old key and go.
pub(crate) fn rekey(path: &Path, steps: &Steps, old: &Secret32, new: &Secret32) -> Result<(), VaultError> {
    let db = match steps.open(path, new, Access::Write) {
        Err(VaultError::Damaged(_)) => {
            let db = steps.open(path, old, Access::Write)?;
            let digits = hex(new.expose());
            let mut statement = Zeroizing::new(String::with_capacity(96));
            statement.push_str("PRAGMA rekey = \"x'");
            statement.push_str(&digits);
            statement.push_str("'\"");
            db.execute_batch(&statement)?;
            db
        }
        opened => opened?,
    };
    // Until the log is emptied, pages under the old key stand in the file.
    let emptied = checkpoint(&db);
    drop(db);
    // SQLCipher says "ok" also where the disk refused the commit: only the file itself tells which key it has.
    match steps.open(path, new, Access::Write) {
        Ok(_) => emptied?,
        Err(VaultError::Damaged(_)) => {
            return Err(VaultError::Disk {
                code: rusqlite::ffi::SQLITE_IOERR_WRITE,
            });
        }
        Err(error) => return Err(error),
    }
    migrate::forget_copies(path, steps)
}
