//! Ways in, copies, destruction.

use super::{DateText, Instant, SealLevel};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What opens the vault besides the passphrase, told before anything is unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaysIn {
    /// A recovery key was made and confirmed.
    pub recovery_key: bool,
    /// This system's credential store may open it without the passphrase.
    pub quick_unlock: bool,
}

/// How the vault is kept: ways in, cost of the key derivation, copies.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Safekeeping {
    /// What opens the vault.
    pub ways: WaysIn,
    /// Cost of turning the passphrase into a key.
    pub key_derivation: KeyDerivation,
    /// Copies made on purpose, newest first.
    pub copies: Vec<CopyView>,
    /// When the vault was last backed up.
    pub last_backup: Option<Instant>,
    /// Days after which a backup is due; 0 = no reminder.
    pub reminder_days: u16,
    /// A backup is due.
    pub backup_due: bool,
}

/// Cost of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyDerivation {
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
    /// At least what a new vault would start from today.
    pub strong: bool,
}

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CopyKind {
    /// The whole vault.
    Backup,
    /// One client, sealed for somebody.
    HandOver,
}

/// A copy that the registry remembers.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyView {
    /// Its id.
    pub id: String,
    /// What it holds.
    pub kind: CopyKind,
    /// The client's codename, of a hand-over.
    pub client: Option<String>,
    /// Where it was put, in the words of the moment.
    pub place: String,
    /// When it was made.
    pub made: Instant,
    /// When it was last verified.
    pub verified: Option<Instant>,
    /// The day until which it is kept.
    pub keep_until: Option<DateText>,
    /// It is no more, as somebody said.
    pub gone: bool,
}

/// Groups to print and which two to type back.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintedKey {
    /// Groups of four, in order.
    pub groups: Vec<String>,
    /// Numbers of the two groups to type back, from 1.
    pub asks: [u8; 2],
}

/// What a backup became, or what a drill found in it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupDone {
    /// Its folder's name.
    pub name: String,
    /// Files in it.
    pub files: u32,
    /// Their length in bytes.
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
}

/// What a restore drill found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DrillDone {
    /// Everything that can be checked on this machine holds.
    pub sound: bool,
    /// Each client with what was found.
    pub clients: Vec<DrillClient>,
}

/// A client in a drill.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DrillClient {
    /// Its codename.
    pub codename: String,
    /// Records that were read.
    pub records: u32,
    /// Files that were read and hashed: evidence, and the kept data of exported reports.
    pub evidence: u32,
    /// Sealed as Strict, and its secret is not on this machine.
    pub needs_sheet: bool,
    /// What does not hold, as codes.
    pub faults: Vec<String>,
}

/// An earlier state of a client.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotView {
    /// Its name.
    pub id: String,
    /// When it was taken.
    pub taken: Instant,
    /// Entries of the journal in it.
    pub entries: u32,
    /// Bytes on disk.
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
    /// It holds more than the file as it stands: the file was rolled back.
    pub newer: bool,
}

/// A client's seal and its earlier states.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientKeeping {
    /// The client.
    pub id: String,
    /// Its codename.
    pub codename: String,
    /// How it is sealed.
    pub level: SealLevel,
    /// A Strict client's sheet was printed and confirmed.
    pub sheet_confirmed: bool,
    /// Earlier states, newest first.
    pub snapshots: Vec<SnapshotView>,
    /// Copies that hold its key.
    pub copies: Vec<CopyView>,
}

/// What destroying a client did.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Destroyed {
    /// Its codename.
    pub codename: String,
    /// How it was sealed.
    pub level: SealLevel,
    /// The certificate's file.
    pub certificate: String,
    /// The old key header with the right passphrase was tried and refused.
    pub refused: bool,
    /// The day on which the last known backup that holds the key expires.
    pub last_copy_until: Option<DateText>,
    /// One of the known backups that hold the key is kept without end.
    pub copy_without_end: bool,
    /// The credential store would not give up its entry.
    pub credential_left: bool,
}

/// A client that was destroyed. Its codename went with it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DestroyedClient {
    /// Its id, which the certificate names.
    pub id: String,
    /// When it was made.
    pub created: Instant,
    /// When it was destroyed.
    pub destroyed: Instant,
    /// How it was sealed.
    pub level: SealLevel,
    /// The old key header with the right passphrase was tried and refused.
    pub refused: bool,
    /// The day on which the last backup that holds the key expires, of those known then.
    pub last_copy_until: Option<DateText>,
    /// One of those backups is kept without end.
    pub copy_without_end: bool,
}

/// What a rotation gave anew.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rotated {
    /// The recovery key of before opens nothing: a new kit is needed.
    pub recovery_key_gone: bool,
    /// Quick unlock could not be renewed and is off.
    pub quick_unlock_off: bool,
    /// Codenames of the Strict clients that need a new sheet: the old ones open nothing that is written from now on.
    pub sheets: Vec<String>,
}

/// How a backup is asked for.
#[derive(Debug, Clone, Copy, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupWish {
    /// Days after which this copy is to be deleted; 0 = kept without end.
    pub keep_days: u16,
}
