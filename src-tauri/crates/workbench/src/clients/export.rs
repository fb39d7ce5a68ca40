//! A client to the open format, its attachments beside it.

use crate::evidence::from_hex;
use crate::session::{Client, Vault, load};
use crate::{Problem, Result};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use valise_domain::{Dossier, format};
use valise_vault::{Cancel, ClientStore};

impl Client {
    /// Writes the client file and, in the places that it names, its attachments.
    pub fn export_file(&mut self, file: &Path) -> Result<()> {
        write_out(&mut self.store, &self.dossier, file)
    }
}

impl Vault {
    /// Writes a client that is not open.
    pub fn export_file(&mut self, id: &str, file: &Path) -> Result<()> {
        let (_, mut store) = self.open_store(id)?;
        let written = load(&store).and_then(|(dossier, _)| write_out(&mut store, &dossier, file));
        store.close()?;
        written
    }
}

fn write_out(store: &mut ClientStore, dossier: &Dossier, file: &Path) -> Result<()> {
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    for evidence in &dossier.evidence {
        let sha256 = from_hex(&evidence.sha256)?;
        if store.evidence_has(&sha256)?.is_none() {
            continue;
        }
        let path = folder.join(&evidence.file);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| Problem::io("create", parent, &e))?;
        }
        let mut target = File::create(&path).map_err(|e| Problem::io("write", &path, &e))?;
        store.evidence_read(&sha256, &mut target, &mut |_: u64, _: u64| (), &Cancel::default())?;
        target.sync_all().map_err(|e| Problem::io("write", &path, &e))?;
    }
    replace_file(file, format::write(dossier).as_bytes())
}

/// Writes a file beside its place and then moves it there: a reader sees the old one or the new one.
pub(crate) fn replace_file(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = std::path::PathBuf::from(beside);
    let written = (|| {
        let mut target = File::create(&beside)?;
        target.write_all(bytes)?;
        target.sync_all()?;
        std::fs::rename(&beside, file)
    })();
    written.map_err(|error| {
        // The unfinished file may not even exist; the first error is the one to tell.
        std::fs::remove_file(&beside).ok();
        Problem::io("write", file, &error)
    })
}
