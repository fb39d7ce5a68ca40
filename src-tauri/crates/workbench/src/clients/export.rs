//! A client to the open format, its attachments beside it.

use crate::evidence::from_hex;
use crate::session::{Client, Vault, load};
use crate::{Problem, Result};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
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
    crate::check::must_be_as_journaled(store)?;
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    // Codes repeat from client to client: what lies there already may be another client's evidence.
    let mut there = HashSet::new();
    for evidence in &dossier.evidence {
        match hash_of(&folder.join(&evidence.file))? {
            Some(sha256) if sha256 == evidence.sha256 => drop(there.insert(evidence.file.as_str())),
            Some(_) => return Err(Problem::refused("anotherFileThere").with("file", &evidence.file)),
            None => {}
        }
    }
    for evidence in &dossier.evidence {
        let sha256 = from_hex(&evidence.sha256)?;
        if there.contains(evidence.file.as_str()) || store.evidence_has(&sha256)?.is_none() {
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

/// Hash of a file that may be there.
fn hash_of(path: &Path) -> Result<Option<String>> {
    let mut source = match File::open(path) {
        Ok(source) => source,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(Problem::io("read", path, &error)),
    };
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        match source
            .read(&mut piece)
            .map_err(|e| Problem::io("read", path, &e))?
        {
            0 => return Ok(Some(hex::encode(hash.finalize()))),
            read => hash.update(&piece[..read]),
        }
    }
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
        match error.kind() {
            ErrorKind::NotFound => Problem::refused("folderMissing").with("file", file_name(file)),
            _ => Problem::io("write", file, &error),
        }
    })
}

fn file_name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
