//! The end of a client: keys, secret, files and snapshots, and a certificate that says how far it reaches.

use super::papers::{self, Exports};
use crate::session::Vault;
use crate::view::{Destroyed, DestroyedClient, Instant, SealLevel};
use crate::{Problem, Result};
use std::path::{Path, PathBuf};
use valise_vault::{CredentialOutcome, Destruction, Expiry};

/// A destruction that was asked for: what the certificate lists was read, nothing is destroyed yet.
pub struct PlannedDestruction {
    id: uuid::Uuid,
    codename: String,
    exports: Exports,
}

impl PlannedDestruction {
    /// A name for the certificate's file.
    pub fn file_name(&self) -> String {
        format!("{}-certificate-of-destruction.pdf", self.codename)
    }
}

impl Vault {
    /// Reads what the certificate will list. The client must be closed; one that cannot be opened any more can still
    /// be destroyed.
    pub fn plan_destruction(&mut self, id: &str, typed: &str) -> Result<PlannedDestruction> {
        let entry = self.entry(id)?;
        if entry.codename != typed.trim() {
            return Err(Problem::new(crate::ProblemCode::CodenameMismatch));
        }
        let exports = self
            .open_store(id)
            .ok()
            .and_then(|(_, store)| {
                let read = crate::session::load(&store).ok();
                store.close().ok();
                read
            })
            .map_or(Exports::Unreadable, |(dossier, _)| {
                Exports::Listed(crate::reports::exported(&dossier))
            });
        Ok(PlannedDestruction {
            id: entry.id,
            codename: entry.codename,
            exports,
        })
    }

    /// Destroys the client and writes the certificate. Where the chosen place turns out not to take the file, it is
    /// written beside the vault: a destruction without its certificate could not be made up for.
    pub fn destroy_client(&mut self, plan: PlannedDestruction, certificate: &Path) -> Result<Destroyed> {
        let done = self.open.destroy(plan.id, &plan.codename)?;
        let pdf = papers::certificate(self, &plan.codename, &done, &plan.exports)?;
        let path = match papers::write(certificate, &pdf) {
            Ok(()) => certificate.to_owned(),
            Err(_) => {
                let beside: PathBuf = self.place.with_file_name(plan.file_name());
                papers::write(&beside, &pdf)?;
                beside
            }
        };
        Ok(Destroyed {
            codename: plan.codename,
            level: SealLevel::from(done.level),
            certificate: path.display().to_string(),
            refused: done.refused,
            last_copy_until: last_copy_until(&done),
            copy_without_end: done.last_expiry == Expiry::Undated,
            credential_left: matches!(done.credential, CredentialOutcome::Failed(_)),
        })
    }

    /// The clients that were destroyed here, the last one first. Their codenames went with them.
    pub fn destroyed_clients(&self) -> Result<Vec<DestroyedClient>> {
        let known = self.open.destructions()?;
        Ok(known
            .iter()
            .rev()
            .map(|done| DestroyedClient {
                id: done.client.to_string(),
                created: Instant(done.created_ms),
                destroyed: Instant(done.destroyed_ms),
                level: SealLevel::from(done.level),
                refused: done.refused,
                last_copy_until: last_copy_until(done),
                copy_without_end: done.last_expiry == Expiry::Undated,
            })
            .collect())
    }

    /// Writes the certificate of a destruction once more, from what the registry kept of it.
    pub fn write_certificate_again(&self, id: &str, path: &Path) -> Result<()> {
        let known = self.open.destructions()?;
        let done = known
            .iter()
            .find(|done| done.client.to_string() == id)
            .ok_or_else(|| Problem::not_found("client"))?;
        let pdf = papers::certificate(self, &nameless(done), done, &Exports::Gone)?;
        papers::write(path, &pdf)
    }
}

/// What stands for a codename that is gone: the end of the id, as the list shows it.
fn nameless(done: &Destruction) -> String {
    let id = done.client.simple().to_string();
    format!("Client {}", &id[id.len() - 8..])
}

fn last_copy_until(done: &Destruction) -> Option<String> {
    match done.last_expiry {
        Expiry::On(ms) => Some(super::backups::day_of(ms)),
        Expiry::None | Expiry::Undated => None,
    }
}
