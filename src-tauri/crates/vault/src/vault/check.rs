//! Is the registry whole? What stands in it has no journal: its pages and its structure are looked at.

use super::OpenVault;
use crate::client::check::{Fault, lines};
use crate::db::open::checkpoint;
use crate::error::{VaultError, VaultFile};

impl OpenVault {
    /// Checks cipher and structure of the registry; empty when all is well. A flaw in a page that nothing reads for
    /// months is told here, while a copy from before it still exists.
    pub fn check_registry(&self) -> Result<Vec<Fault>, VaultError> {
        let file = VaultFile::Registry;
        let registry = self.registry.lock();
        let mut faults = Vec::new();
        if !self.read_only {
            // The cipher's check reads the file and not the log.
            checkpoint(&registry)?;
            let count = lines(&registry, "PRAGMA cipher_integrity_check")?.len();
            if count > 0 {
                faults.push(Fault::Pages { file, count });
            }
        }
        if lines(&registry, "PRAGMA integrity_check(1)")? != ["ok"] {
            faults.push(Fault::Structure(file));
        }
        Ok(faults)
    }
}
