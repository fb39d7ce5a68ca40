//! A sealed file comes in: opened, checked to its last byte, and shown. Nothing is written yet.

use crate::session::Vault;
use crate::view::{Arrived, Instant, KnownClient};
use crate::{Cancel, Problem, ProblemCode, Result, Secret};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use uuid::Uuid;
use valise_handover::{Blob, Bounds, Key, Manifest, Opened, Row};

/// A file that was checked and waits for a decision.
pub(crate) struct Arrival {
    pub(super) path: PathBuf,
    pub(super) passphrase: Option<Secret>,
    pub(super) sha256: [u8; 32],
    pub(super) manifest: Manifest,
    pub(super) rows: Vec<Row>,
    pub(super) here: Option<Uuid>,
}

impl Vault {
    /// Opens a sealed file and checks all of it. Nothing is written yet.
    pub fn receive(
        &mut self,
        path: &Path,
        passphrase: Option<Secret>,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Arrived> {
        let mut rows = Vec::new();
        let (manifest, sha256, sender) = self.with_file(path, passphrase.as_ref(), cancel, |opened| {
            let sha256 = *opened.manifest_sha256();
            let sender = opened.sender().clone();
            let mut skip = |_: &Blob, piece: &mut dyn Read| -> Result<()> {
                std::io::copy(piece, &mut std::io::sink())
                    .map(drop)
                    .map_err(|error| Problem::io("read", path, &error))
            };
            let manifest = opened.receive(
                &mut |row| {
                    rows.push(row);
                    Ok::<(), Problem>(())
                },
                &mut skip,
                tell,
            )?;
            Ok((manifest, sha256, sender))
        })?;
        // A client whose rows do not read could not be opened again.
        super::rows::dossier(&rows)
            .map_err(|_| Problem::new(ProblemCode::HandOverDamaged).with("detail", "records"))?;
        let here = self.known_client(&manifest)?;
        let token = self.surroundings.token()?;
        let known = here.map(|id| self.entry(&id.to_string())).transpose()?;
        let arrived = Arrived {
            token: token.clone(),
            codename: manifest.codename.clone(),
            from: sender.name().to_owned(),
            from_words: sender.public().fingerprint().words().map(str::to_owned).to_vec(),
            made: Instant(manifest.made_ms),
            records: u32::try_from(manifest.counts.rows).unwrap_or(u32::MAX),
            evidence: u32::try_from(manifest.counts.evidence).unwrap_or(u32::MAX),
            left_out: manifest.left_out.clone(),
            here: known.map(|entry| KnownClient {
                id: entry.id.to_string(),
                codename: entry.codename,
            }),
        };
        // One at a time: a second file takes the place of the first.
        self.arrivals.clear();
        self.arrivals.insert(
            token,
            Arrival {
                path: path.to_owned(),
                passphrase,
                sha256,
                manifest,
                rows,
                here,
            },
        );
        Ok(arrived)
    }

    /// Forgets a file that was opened.
    pub fn drop_arrival(&mut self, token: &str) {
        self.arrivals.remove(token);
    }

    /// Opens the file and hands it on.
    pub(super) fn with_file<T>(
        &self,
        path: &Path,
        passphrase: Option<&Secret>,
        cancel: &Cancel,
        then: impl FnOnce(Opened<'_>) -> Result<T>,
    ) -> Result<T> {
        let file = File::open(path).map_err(|error| Problem::io("read", path, &error))?;
        let identity = self.identity()?;
        let key = match passphrase {
            // EXPOSE: the file is opened with it.
            Some(words) => Key::Passphrase(words.expose()),
            None => Key::Identity(&identity),
        };
        then(valise_handover::open(
            BufReader::new(file),
            &key,
            &Bounds::default(),
            cancel.flag(),
        )?)
    }

    /// The client here that a file is a copy of: by its id, or because it grew from what was handed over here.
    fn known_client(&self, manifest: &Manifest) -> Result<Option<Uuid>> {
        let clients = self.open.clients()?;
        if clients.iter().any(|client| client.id == manifest.client) {
            return Ok(Some(manifest.client));
        }
        let came_from = |id: &Uuid| {
            self.origin(*id)
                .is_some_and(|origin| origin.client == manifest.client)
        };
        if let Some(client) = clients.iter().find(|client| came_from(&client.id)) {
            return Ok(Some(client.id));
        }
        let Some(base) = manifest.grew_from else {
            return Ok(None);
        };
        let copies = self.open.copies()?;
        Ok(copies
            .iter()
            .flat_map(|copy| &copy.holds)
            .find(|held| held.head == base.chain_head && u64::try_from(held.seq).ok() == Some(base.commit))
            .map(|held| held.client)
            .filter(|id| clients.iter().any(|client| client.id == *id)))
    }
}
