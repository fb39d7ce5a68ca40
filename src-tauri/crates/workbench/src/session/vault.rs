//! The vault is open, and its registry with it; no client's file is.

use super::sealed::Unopened;
use super::{Client, Sealed, strength};
use crate::handover::Arrival;
use crate::{Problem, ProblemCode, Result, Surroundings};
use std::collections::BTreeMap;
use std::path::PathBuf;
use uuid::Uuid;
use valise_vault::{Cancel, ClientEntry, ClientStore, OpenVault, Passphrase};

/// An unlocked vault.
pub struct Vault {
    pub(crate) open: OpenVault,
    pub(crate) place: PathBuf,
    pub(crate) surroundings: Surroundings,
    /// Sealed files that were opened and wait for a decision.
    pub(crate) arrivals: BTreeMap<String, Arrival>,
}

impl Vault {
    /// Opens a client.
    pub fn open(mut self, id: &str) -> std::result::Result<Client, Unopened<Self>> {
        match self.open_store(id) {
            Ok((entry, store)) => {
                Client::open(self, store, entry).map_err(|(session, problem)| Unopened { session, problem })
            }
            Err(problem) => Err(Unopened {
                session: self,
                problem,
            }),
        }
    }

    /// Opens a Strict client with what was typed from its printed sheet. This machine's credential store keeps
    /// the secret from then on, where it can.
    pub fn open_with_sheet(self, id: &str, typed: &str) -> std::result::Result<Client, Unopened<Self>> {
        let opened = self.entry(id).and_then(|entry| {
            let (store, _) = self.open.open_client_with_sheet(entry.id, typed)?;
            Ok((entry, store))
        });
        match opened {
            Ok((entry, store)) => {
                Client::open(self, store, entry).map_err(|(session, problem)| Unopened { session, problem })
            }
            Err(problem) => Err(Unopened {
                session: self,
                problem,
            }),
        }
    }

    pub(crate) fn open_store(&mut self, id: &str) -> Result<(ClientEntry, ClientStore)> {
        let entry = self.entry(id)?;
        let store = self.open.open_client(entry.id)?;
        Ok((entry, store))
    }

    /// What the registry knows of a client, by its id.
    pub(crate) fn entry(&self, id: &str) -> Result<ClientEntry> {
        let id = Uuid::parse_str(id).map_err(|_| Problem::not_found("client"))?;
        self.open
            .clients()?
            .into_iter()
            .find(|entry| entry.id == id)
            .ok_or_else(|| Problem::not_found("client"))
    }

    /// The id of the client with this codename, whatever its case.
    pub fn find(&self, codename: &str) -> Result<String> {
        let clients = self.open.clients()?;
        let found = clients
            .iter()
            .find(|entry| entry.codename.to_lowercase() == codename.to_lowercase());
        found
            .map(|entry| entry.id.to_string())
            .ok_or_else(|| Problem::not_found("client").with("name", codename))
    }

    /// Replaces the passphrase; every client keeps its keys.
    pub fn change_passphrase(&mut self, current: &str, next: &str, cancel: &Cancel) -> Result<()> {
        if !strength(next).good {
            return Err(Problem::new(ProblemCode::PassphraseWeak));
        }
        Ok(self.open.change_passphrase(
            &Passphrase::new(current.to_owned()),
            &Passphrase::new(next.to_owned()),
            None,
            cancel,
        )?)
    }

    /// Drops the keys.
    pub fn lock(self) -> Sealed {
        // The keys are wiped whether or not the last checkpoint went through; the journal holds what it did not reach.
        self.open.lock().ok();
        Sealed {
            place: self.place,
            surroundings: self.surroundings,
        }
    }
}
