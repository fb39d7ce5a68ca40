//! What can go wrong, as codes with parameters. No text of SQLite, no key, no client text.

use crate::credentials::CredentialError;
use std::io;
use uuid::Uuid;

/// Which of a vault's files an error speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultFile {
    /// `keyslots.a` and `keyslots.b` of the vault.
    VaultKeySlots,
    /// `registry.db`.
    Registry,
    /// `keyslots.a` and `keyslots.b` of a client.
    ClientKeySlots,
    /// `data.db` of a client.
    Data,
    /// `evidence.db` of a client.
    Evidence,
    /// A snapshot of a client's `data.db`.
    Snapshot,
    /// A backup of the whole vault: its manifest, or a file that is not what the manifest says.
    Backup,
}

impl VaultFile {
    /// A stable word for messages and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::VaultKeySlots => "vault_key_slots",
            Self::Registry => "registry",
            Self::ClientKeySlots => "client_key_slots",
            Self::Data => "data",
            Self::Evidence => "evidence",
            Self::Snapshot => "snapshot",
            Self::Backup => "backup",
        }
    }
}

/// Every failure of the vault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The folder holds no vault.
    #[error("vault.absent")]
    Absent,
    /// The folder holds something that is not a vault.
    #[error("vault.foreign")]
    Foreign,
    /// The folder holds a vault already.
    #[error("vault.exists")]
    AlreadyExists,
    /// No copy of the named file is whole.
    #[error("vault.damaged")]
    Damaged(VaultFile),
    /// The named file was written by a newer version of the program.
    #[error("vault.newer")]
    Newer {
        /// The file.
        file: VaultFile,
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The passphrase opens no slot.
    #[error("vault.wrong_passphrase")]
    WrongPassphrase,
    /// The header's key derivation is weaker than the floor.
    #[error("vault.kdf_too_weak")]
    KdfTooWeak,
    /// The header's key derivation is dearer than the ceiling.
    #[error("vault.kdf_too_costly")]
    KdfTooCostly,
    /// Another process has the vault open for writing.
    #[error("vault.in_use")]
    InUse,
    /// The vault or client is open for reading only.
    #[error("vault.read_only")]
    ReadOnly,
    /// The caller asked to stop.
    #[error("vault.cancelled")]
    Cancelled,
    /// No client has that id.
    #[error("vault.no_such_client")]
    NoSuchClient,
    /// Another client has that codename.
    #[error("vault.codename_taken")]
    CodenameTaken,
    /// The codename is empty or too long.
    #[error("vault.codename_unfit")]
    CodenameUnfit,
    /// No row has that id.
    #[error("vault.no_such_row")]
    NoSuchRow,
    /// A row has that id already.
    #[error("vault.row_exists")]
    RowExists,
    /// The document is not JSON text.
    #[error("vault.not_json")]
    NotJson,
    /// The row is not in the state that the call needs (trashed or live).
    #[error("vault.wrong_row_state")]
    WrongRowState,
    /// That version's image was erased or never was.
    #[error("vault.no_such_version")]
    NoSuchVersion,
    /// The undo stack is empty.
    #[error("vault.nothing_to_undo")]
    NothingToUndo,
    /// The redo stack is empty.
    #[error("vault.nothing_to_redo")]
    NothingToRedo,
    /// No evidence has that hash.
    #[error("vault.no_such_evidence")]
    NoSuchEvidence,
    /// What came in had another length than announced (bytes).
    #[error("vault.wrong_length")]
    WrongLength {
        /// Announced length in bytes.
        expected: u64,
        /// Length that came in, in bytes.
        found: u64,
    },
    /// The Strict client's secret is not in the credential store; its sheet is needed.
    #[error("vault.sheet_needed")]
    SheetNeeded,
    /// The sheet's checksum does not hold: a typing error.
    #[error("vault.sheet_mistyped")]
    SheetMistyped,
    /// The sheet is well formed but belongs to another client or an older secret.
    #[error("vault.sheet_mismatch")]
    SheetMismatch,
    /// The sheet was confirmed before and is not shown again, or a Standard client has none.
    #[error("vault.no_sheet")]
    NoSheet,
    /// The secret of this Strict client is not in the credential store, and the vault cannot rotate
    /// without it: open the client with its sheet first.
    #[error("vault.client_secret_needed")]
    ClientSecretNeeded {
        /// The client.
        client: Uuid,
    },
    /// The groups that were typed back are not those that were asked for.
    #[error("vault.groups_mismatch")]
    GroupsMismatch,
    /// Nothing was shown that could be confirmed: no recovery key was begun, no groups of that sheet
    /// were asked for.
    #[error("vault.nothing_to_confirm")]
    NothingToConfirm,
    /// The recovery key's checksum does not hold: a typing error.
    #[error("vault.recovery_mistyped")]
    RecoveryMistyped,
    /// The recovery key is well formed but does not belong to this vault, or was replaced since.
    #[error("vault.recovery_mismatch")]
    RecoveryMismatch,
    /// No recovery key was ever made for this vault, or the last one was used up or given up by a
    /// rotation.
    #[error("vault.no_recovery_key")]
    NoRecoveryKey,
    /// Quick unlock is not turned on.
    #[error("vault.quick_unlock_off")]
    QuickUnlockOff,
    /// Quick unlock is turned on, but the credential store works and has no secret for this vault.
    #[error("vault.quick_unlock_gone")]
    QuickUnlockGone,
    /// The credential store's secret for this vault is another than the one that quick unlock needs.
    #[error("vault.quick_unlock_stale")]
    QuickUnlockStale,
    /// The keys stand half way between old and new: the next opening for writing finishes that.
    #[error("vault.rotation_unfinished")]
    RotationUnfinished,
    /// The vault was rotated by another process since it was opened here: lock it and open it again.
    #[error("vault.keys_changed")]
    KeysChanged,
    /// The credential store failed.
    #[error("vault.credentials")]
    Credentials(#[from] CredentialError),
    /// The linked SQLite is not the sealed one, or a required setting did not take.
    #[error("vault.unsafe_build")]
    UnsafeBuild(&'static str),
    /// The disk is full or refused to grow the file.
    #[error("vault.disk_full")]
    DiskFull,
    /// The disk has no room for the copy; told before anything is written (bytes).
    #[error("vault.no_space")]
    NoSpace {
        /// What the copy takes.
        needed: u64,
        /// What is free.
        free: u64,
    },
    /// The place for a copy is no folder, or lies in the vault itself.
    #[error("vault.place_unfit")]
    PlaceUnfit,
    /// A vault is restored into a folder that is absent or empty, and this one is neither.
    #[error("vault.folder_not_empty")]
    FolderNotEmpty,
    /// The client has no snapshot of that name.
    #[error("vault.no_such_snapshot")]
    NoSuchSnapshot,
    /// No copy of that id is known.
    #[error("vault.no_such_copy")]
    NoSuchCopy,
    /// What was typed to confirm is not the client's codename.
    #[error("vault.codename_mismatch")]
    CodenameMismatch,
    /// Only a sample, or a client made since the vault was unlocked, is removed without a certificate.
    #[error("vault.not_a_sample")]
    NotASample,
    /// The disk refused a read or a write; the number is SQLite's extended result code.
    #[error("vault.disk")]
    Disk {
        /// SQLite's extended result code.
        code: i32,
    },
    /// The journal's chain does not hold at this entry.
    #[error("vault.chain_broken")]
    ChainBroken {
        /// The entry's number.
        seq: i64,
    },
    /// The client is open already.
    #[error("vault.client_open")]
    ClientOpen,
    /// The random source failed.
    #[error("vault.no_randomness")]
    NoRandomness,
    /// A file could not be read or written.
    #[error("vault.io")]
    Io(#[from] io::Error),
    /// The database refused; the number is SQLite's extended result code.
    #[error("vault.database")]
    Database {
        /// SQLite's extended result code, or 0 where there is none.
        code: i32,
    },
}

impl VaultError {
    /// A stable code for the tables of words.
    pub fn code(&self) -> String {
        self.to_string()
    }
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                rusqlite::ErrorCode::DiskFull => Self::DiskFull,
                rusqlite::ErrorCode::DatabaseBusy => Self::InUse,
                rusqlite::ErrorCode::ReadOnly => Self::ReadOnly,
                // SQLCipher's codec answers with the plain error once a page could not be read. What is asked of the
                // database is fixed text, so nothing else leads here.
                rusqlite::ErrorCode::Unknown if failure.extended_code == rusqlite::ffi::SQLITE_ERROR => {
                    Self::Disk {
                        code: failure.extended_code,
                    }
                }
                rusqlite::ErrorCode::SystemIoFailure | rusqlite::ErrorCode::CannotOpen => Self::Disk {
                    code: failure.extended_code,
                },
                _ => Self::Database {
                    code: failure.extended_code,
                },
            },
            _ => Self::Database { code: 0 },
        }
    }
}
