//! Earlier states of a client's file.

use super::backups::copy_view;
use crate::audit::count;
use crate::session::{Client, Unopened, Vault};
use crate::view::{ClientKeeping, Instant, SealLevel, SnapshotView};
use crate::{Cancel, Problem, Result};
use valise_vault::Freshness;

/// A client that is left gets a snapshot if it changed and the last one is older than this.
const APART_MS: i64 = 60 * 60 * 1000;

impl Vault {
    /// How a client is sealed, its earlier states, and the copies that hold it. Which states are newer than the file
    /// shows only where the file is open: see [`Client::keeping`].
    pub fn client_keeping(&self, id: &str) -> Result<ClientKeeping> {
        let entry = self.entry(id)?;
        let names = self.codenames()?;
        Ok(ClientKeeping {
            id: entry.id.to_string(),
            codename: entry.codename,
            level: SealLevel::from(entry.level),
            sheet_confirmed: entry.sheet_confirmed,
            snapshots: self
                .open
                .snapshots(entry.id)?
                .into_iter()
                .map(|snapshot| SnapshotView {
                    newer: false,
                    id: snapshot.name,
                    taken: Instant(snapshot.at_ms),
                    entries: u32::try_from(snapshot.seq).unwrap_or(u32::MAX),
                    bytes: snapshot.bytes,
                })
                .collect(),
            copies: self
                .open
                .copies()?
                .iter()
                .rev()
                .filter(|copy| copy.forgotten_ms.is_none())
                .filter(|copy| copy.holds.iter().any(|held| held.client == entry.id))
                .map(|copy| copy_view(copy, &names))
                .collect(),
        })
    }

    /// Takes a snapshot of a closed client now.
    pub fn take_snapshot(&mut self, id: &str, cancel: &Cancel) -> Result<()> {
        let (_, mut store) = self.open_store(id)?;
        let taken = store.snapshot(&mut |_: u64, _: u64| (), cancel);
        store.close()?;
        taken?;
        Ok(())
    }

    /// Sets a closed client back to one of its snapshots. The state that is left becomes a snapshot itself.
    /// How many pieces of evidence the snapshot knows and the store no longer has.
    pub fn restore_snapshot(&mut self, id: &str, snapshot: &str, cancel: &Cancel) -> Result<u32> {
        let entry = self.entry(id)?;
        let done = self
            .open
            .restore_snapshot(entry.id, snapshot, &mut |_: u64, _: u64| (), cancel)?;
        Ok(count(done.missing_evidence.len()))
    }
}

impl Client {
    /// The file is older than what was last written.
    pub fn is_rolled_back(&self) -> bool {
        self.store.freshness() == Freshness::RolledBack
    }

    /// The same as [`Vault::client_keeping`], with the states that are newer than a file that was rolled back.
    pub fn keeping(&self) -> Result<ClientKeeping> {
        let ahead = self.store.snapshots_ahead()?;
        let mut keeping = self.vault.client_keeping(&self.entry.id.to_string())?;
        for snapshot in &mut keeping.snapshots {
            snapshot.newer = ahead.iter().any(|newer| newer.name == snapshot.id);
        }
        Ok(keeping)
    }

    /// Goes on with a file that was rolled back, as it stands. The journal notes it.
    pub fn accept_rollback(self) -> std::result::Result<Self, Unopened<Vault>> {
        let Self {
            vault, store, entry, ..
        } = self;
        match store.accept_rollback() {
            Ok(store) => {
                Self::open(vault, store, entry).map_err(|(session, problem)| Unopened { session, problem })
            }
            Err(error) => Err(Unopened {
                session: vault,
                problem: Problem::from(error),
            }),
        }
    }

    /// A snapshot at leaving, if something was written since the last. That none could be taken keeps nobody from
    /// leaving: the client's file is whole without it.
    pub(crate) fn keep_snapshot_at_leaving(&mut self) {
        if self.store.is_read_only() {
            return;
        }
        self.store
            .snapshot_if_due(APART_MS, &mut |_: u64, _: u64| (), &Cancel::default())
            .ok();
    }
}
