//! The whole vault, looked at byte by byte.

use crate::session::Vault;
use crate::view::{ClientCheck, VaultCheck};
use crate::{Cancel, Problem, ProblemCode, Result};
use valise_vault::{ClientStore, Fault};

impl Vault {
    /// Checks the registry and every client: integrity, freshness, rows against the journal, evidence against its hashes.
    pub fn check(&mut self, tell: &mut dyn FnMut(u64, u64), cancel: &Cancel) -> Result<VaultCheck> {
        let faults = self.open.check_registry()?;
        let mut clients = Vec::new();
        for entry in self.open.clients()? {
            let (_, store) = self.open_store(&entry.id.to_string())?;
            let records = crate::audit::count(store.rows()?.len());
            let evidence = crate::audit::count(store.evidence_list()?.len());
            let mut progress = |done: u64, total: u64| tell(done, total);
            let report = store.check(true, &mut progress, cancel);
            // A snapshot that does not hold is better known before it is needed. Readers cannot look.
            let snapshots = match store.is_read_only() {
                true => Ok(None),
                false => store.check_snapshots(cancel).map(Some),
            };
            let chain_head = store.chain_head().map(hex::encode);
            store.close()?;
            let (report, chain_head) = (report?, chain_head?);
            let (snapshots, snapshot_faults) = snapshots?.unzip();
            clients.push(ClientCheck {
                codename: entry.codename,
                records,
                entries: crate::audit::count(report.entries),
                evidence,
                snapshots: snapshots.map(crate::audit::count),
                chain_head,
                faults: report
                    .faults
                    .iter()
                    .chain(snapshot_faults.iter().flatten())
                    .map(fault_code)
                    .collect(),
            });
        }
        Ok(VaultCheck {
            sound: faults.is_empty() && clients.iter().all(|client| client.faults.is_empty()),
            clients,
            faults: faults.iter().map(fault_code).collect(),
            key_derivation: self.key_derivation()?,
        })
    }
}

/// Every export asks this before it trusts: a row that is not what the journal last said of it stands on a page that was
/// set back.
pub(crate) fn must_be_as_journaled(store: &ClientStore) -> Result<()> {
    match store.rows_not_as_journaled()?.first() {
        None => Ok(()),
        Some(id) => Err(Problem::new(ProblemCode::RolledBack).with("record", id)),
    }
}

/// A code with its place; no path and no text of the client.
pub(crate) fn fault_code(fault: &Fault) -> String {
    match fault {
        Fault::Pages { file, count } => format!("pages {file:?} {count}"),
        Fault::Structure(file) => format!("structure {file:?}"),
        Fault::Chain { seq } => format!("chain {seq}"),
        Fault::RowNotAsJournaled(id) => format!("row {id}"),
        Fault::Evidence(sha256) => format!("evidence {}", crate::evidence::to_hex(sha256)),
        Fault::Snapshot(name) => format!("snapshot {name}"),
        Fault::RolledBack => "rolled-back".to_owned(),
    }
}
