//! A sealed file comes in: opened, checked to its last byte, shown, and only then taken in.

use crate::session::Vault;
use crate::view::{Arrived, Imported, Instant, KnownClient};
use crate::{Cancel, Problem, ProblemCode, Result, Secret};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use uuid::Uuid;
use valise_domain::Dossier;
use valise_handover::{Base, Blob, Bounds, Key, Manifest, Opened, Row};
use valise_vault::{ClientStore, Level, Tx};

/// The registry's list of clients that came in a hand-over, and from which state.
const ORIGIN: &str = "origin";

/// A file that was checked and waits for a decision.
pub(crate) struct Arrival {
    path: PathBuf,
    passphrase: Option<Secret>,
    sha256: [u8; 32],
    pub(super) manifest: Manifest,
    pub(super) rows: Vec<Row>,
    pub(super) here: Option<Uuid>,
}

/// Where a client that came in a hand-over began.
#[derive(Serialize, Deserialize)]
pub(super) struct Origin {
    /// The client at the sender's.
    client: Uuid,
    /// The state of the sender's file that it was.
    pub(super) base: Base,
    /// The same state in the journal here.
    pub(super) here: Base,
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
        readable(&rows)?;
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

    /// Takes the file in as a new client under this codename.
    pub fn take_in_arrival(
        &mut self,
        token: &str,
        codename: &str,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Imported> {
        let arrival = self
            .arrivals
            .remove(token)
            .ok_or_else(|| Problem::not_found("file"))?;
        let made = self.new_client_from(&arrival, codename, tell, cancel);
        if made.is_err() {
            // The same file can be tried again, under another codename.
            self.arrivals.insert(token.to_owned(), arrival);
        }
        made
    }

    fn new_client_from(
        &mut self,
        arrival: &Arrival,
        codename: &str,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Imported> {
        let id = self.open.add_client(codename, Level::Standard, false)?;
        let filled = self.fill_from(id, arrival, tell, cancel);
        match filled {
            Ok((evidence, here)) => {
                let origin = Origin {
                    client: arrival.manifest.client,
                    base: arrival.manifest.base,
                    here,
                };
                let text = serde_json::to_string(&origin).map_err(|_| Problem::new(ProblemCode::Internal))?;
                self.open.put_own(ORIGIN, &id.to_string(), &text)?;
                Ok(Imported {
                    id: id.to_string(),
                    codename: codename.trim().to_owned(),
                    records: u32::try_from(arrival.rows.len()).unwrap_or(u32::MAX),
                    evidence,
                    warnings: Vec::new(),
                })
            }
            Err(problem) => {
                self.open.remove_client(id)?;
                Err(problem)
            }
        }
    }

    fn fill_from(
        &mut self,
        id: Uuid,
        arrival: &Arrival,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<(u32, Base)> {
        let mut store = self.open.open_client(id)?;
        let taken = self
            .evidence_into(&mut store, arrival, tell, cancel)
            .and_then(|evidence| {
                store.transact("take_in", "", |tx: &mut Tx<'_>| -> Result<()> {
                    for row in &arrival.rows {
                        tx.insert_with_id(
                            row.id,
                            &row.section,
                            row.parent,
                            &row.code,
                            row.position,
                            &row.doc,
                        )?;
                    }
                    Ok(())
                })?;
                let (commit, chain_head) = store.commit()?;
                let here = Base {
                    commit: u64::try_from(commit).unwrap_or(0),
                    chain_head,
                };
                Ok((evidence, here))
            });
        store.barrier();
        store.close()?;
        taken
    }

    /// Reads the file a second time, and puts its evidence into a client's store. What is there already stays.
    pub(super) fn evidence_into(
        &self,
        store: &mut ClientStore,
        arrival: &Arrival,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<u32> {
        let mut taken = 0;
        self.with_file(&arrival.path, arrival.passphrase.as_ref(), cancel, |opened| {
            if *opened.manifest_sha256() != arrival.sha256 {
                // Another file lies there now than the one that was shown.
                return Err(Problem::new(ProblemCode::HandOverDamaged));
            }
            let mut keep = |blob: &Blob, piece: &mut dyn Read| -> Result<()> {
                let mut piece = piece;
                let kept =
                    store.evidence_import(&mut piece, Some(blob.len), &mut |_: u64, _: u64| (), cancel)?;
                if kept.sha256 != blob.sha256 {
                    return Err(Problem::new(ProblemCode::HandOverDamaged));
                }
                taken += 1;
                Ok(())
            };
            opened.receive(&mut |_| Ok::<(), Problem>(()), &mut keep, tell)?;
            Ok(())
        })?;
        Ok(taken)
    }

    fn with_file<T>(
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

    /// Where a client of this vault began, if it came in a hand-over.
    pub(super) fn origin(&self, id: Uuid) -> Option<Origin> {
        let kept = self.open.own(ORIGIN, &id.to_string()).ok().flatten()?;
        serde_json::from_str(&kept).ok()
    }
}

/// Reads the rows as records, as opening the client would.
fn readable(rows: &[Row]) -> Result<()> {
    // By id: a stranger's file can name half a million parents.
    let rounds: HashMap<Uuid, &str> = rows
        .iter()
        .filter(|row| row.section == "rounds")
        .map(|row| (row.id, row.code.as_str()))
        .collect();
    let read = rows.iter().map(|row| valise_domain::Row {
        id: Some(row.id),
        section: row.section.clone(),
        code: row.code.clone(),
        parent_code: row
            .parent
            .and_then(|parent| rounds.get(&parent))
            .map(|code| (*code).to_owned()),
        position: row.position,
        doc: row.doc.clone(),
    });
    Dossier::from_rows(read)
        .map(drop)
        .map_err(|_| Problem::new(ProblemCode::HandOverDamaged).with("detail", "records"))
}

/// The name of an unfinished file.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
