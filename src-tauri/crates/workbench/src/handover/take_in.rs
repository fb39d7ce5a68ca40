//! A file that was shown is taken in: as a new client, or its evidence into the client that it is merged with.

use super::Arrival;
use crate::session::Vault;
use crate::view::Imported;
use crate::{Cancel, Problem, ProblemCode, Result};
use serde::{Deserialize, Serialize};
use std::io::Read;
use uuid::Uuid;
use valise_handover::{Base, Blob};
use valise_vault::{ClientStore, Level, Tx};

/// The registry's list of clients that came in a hand-over, and from which state.
const ORIGIN: &str = "origin";

/// Where a client that came in a hand-over began.
#[derive(Serialize, Deserialize)]
pub(super) struct Origin {
    /// The client at the sender's.
    pub(super) client: Uuid,
    /// The state of the sender's file that it was.
    pub(super) base: Base,
    /// The same state in the journal here.
    pub(super) here: Base,
}

impl Vault {
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
                        super::rows::insert(tx, row)?;
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

    /// Where a client of this vault began, if it came in a hand-over.
    pub(super) fn origin(&self, id: Uuid) -> Option<Origin> {
        let kept = self.open.own(ORIGIN, &id.to_string()).ok().flatten()?;
        serde_json::from_str(&kept).ok()
    }
}
