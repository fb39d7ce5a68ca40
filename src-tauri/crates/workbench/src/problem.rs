//! What can go wrong, as a code with parameters. The words live in the two faces.

use serde::Serialize;
use std::collections::BTreeMap;
use valise_vault::{VaultError, VaultFile};

/// A refusal or failure. Crosses to the window as it is; holds no SQL, no path of a secret, no error chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What kind of problem.
    pub code: ProblemCode,
    /// Words for the sentence: a file's name, a line, a rule.
    pub params: BTreeMap<String, String>,
}

/// Kinds of problems that a caller treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum ProblemCode {
    WrongPassphrase,
    VaultDamaged,
    VaultNewer,
    NotAVault,
    VaultAbsent,
    VaultExists,
    VaultInUse,
    PassphraseWeak,
    ClientExists,
    NotFound,
    ReadOnly,
    RolledBack,
    KeychainUnavailable,
    SheetNeeded,
    InputNotUnderstood,
    TooLarge,
    UnsupportedImage,
    Refused,
    ExportStopped,
    Cancelled,
    DiskFull,
    Io,
    ClipboardEmpty,
    Sealed,
    Covered,
    WrongPin,
    NoClient,
    NothingToUndo,
    ReportFailed,
    GlyphMissing,
    RecoveryMistyped,
    RecoveryMismatch,
    NoRecoveryKey,
    GroupsWrong,
    QuickUnlockGone,
    BackupDamaged,
    NotABackup,
    FolderNotEmpty,
    CodenameMismatch,
    HandOverNeedsPassphrase,
    HandOverDamaged,
    HandOverNotForYou,
    HandOverForged,
    HandOverNewer,
    NotAHandOver,
    CardNotUnderstood,
    Denied,
    Internal,
}

impl ProblemCode {
    /// Every code, for the tables of words to be checked against.
    pub const ALL: [ProblemCode; 48] = [
        Self::WrongPassphrase,
        Self::VaultDamaged,
        Self::VaultNewer,
        Self::NotAVault,
        Self::VaultAbsent,
        Self::VaultExists,
        Self::VaultInUse,
        Self::PassphraseWeak,
        Self::ClientExists,
        Self::NotFound,
        Self::ReadOnly,
        Self::RolledBack,
        Self::KeychainUnavailable,
        Self::SheetNeeded,
        Self::InputNotUnderstood,
        Self::TooLarge,
        Self::UnsupportedImage,
        Self::Refused,
        Self::ExportStopped,
        Self::Cancelled,
        Self::DiskFull,
        Self::Io,
        Self::ClipboardEmpty,
        Self::Sealed,
        Self::Covered,
        Self::WrongPin,
        Self::NoClient,
        Self::NothingToUndo,
        Self::ReportFailed,
        Self::GlyphMissing,
        Self::RecoveryMistyped,
        Self::RecoveryMismatch,
        Self::NoRecoveryKey,
        Self::GroupsWrong,
        Self::QuickUnlockGone,
        Self::BackupDamaged,
        Self::NotABackup,
        Self::FolderNotEmpty,
        Self::CodenameMismatch,
        Self::HandOverNeedsPassphrase,
        Self::HandOverDamaged,
        Self::HandOverNotForYou,
        Self::HandOverForged,
        Self::HandOverNewer,
        Self::NotAHandOver,
        Self::CardNotUnderstood,
        Self::Denied,
        Self::Internal,
    ];
}

impl Problem {
    /// A problem without parameters.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
        }
    }

    /// Adds a word for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Refused by a rule that has its own sentence.
    pub fn refused(rule: &str) -> Self {
        Self::new(ProblemCode::Refused).with("rule", rule)
    }

    /// Something that was named does not exist.
    pub fn not_found(what: &str) -> Self {
        Self::new(ProblemCode::NotFound).with("what", what)
    }

    /// A field of a request that cannot be right.
    pub fn invalid(path: &str, expected: &str) -> Self {
        Self::new(ProblemCode::InputNotUnderstood)
            .with("path", path)
            .with("expected", expected)
    }

    /// A file operation that failed, by its name (never its folder).
    pub fn io(operation: &str, file: &std::path::Path, error: &std::io::Error) -> Self {
        let code = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ProblemCode::DiskFull,
            std::io::ErrorKind::NotFound => ProblemCode::NotFound,
            _ => ProblemCode::Io,
        };
        let name = file
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        Self::new(code)
            .with("operation", operation)
            .with("file", name)
            .with("what", "file")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.code)?;
        for (name, value) in &self.params {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// What use cases return.
pub type Result<T> = std::result::Result<T, Problem>;

/// What a disk did not do, and to what: the sentence names no path.
const ON_DISK: &str = "read or written";
const THE_VAULT: &str = "The vault";

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        use ProblemCode as C;
        let code = match &error {
            VaultError::Absent => C::VaultAbsent,
            VaultError::Foreign => C::NotAVault,
            VaultError::AlreadyExists => C::VaultExists,
            VaultError::Damaged(VaultFile::Backup) => C::BackupDamaged,
            VaultError::Damaged(_) | VaultError::KdfTooWeak | VaultError::KdfTooCostly => C::VaultDamaged,
            VaultError::Newer { .. } => C::VaultNewer,
            VaultError::WrongPassphrase => C::WrongPassphrase,
            VaultError::InUse => C::VaultInUse,
            VaultError::ReadOnly => C::ReadOnly,
            VaultError::Cancelled => C::Cancelled,
            VaultError::NoSuchClient | VaultError::NoSuchRow | VaultError::NoSuchVersion => C::NotFound,
            VaultError::NoSuchEvidence | VaultError::NoSuchSnapshot | VaultError::NoSuchCopy => C::NotFound,
            VaultError::CodenameTaken => C::ClientExists,
            VaultError::CodenameUnfit => return Self::invalid("codename", "a short codename"),
            VaultError::NothingToUndo | VaultError::NothingToRedo => C::NothingToUndo,
            VaultError::SheetNeeded
            | VaultError::SheetMistyped
            | VaultError::SheetMismatch
            | VaultError::NoSheet => C::SheetNeeded,
            // Locked and absent are different things to do about.
            VaultError::Credentials(fault) => {
                return Self::new(C::KeychainUnavailable).with("detail", fault.to_string());
            }
            VaultError::ClientSecretNeeded { .. } => C::KeychainUnavailable,
            VaultError::GroupsMismatch | VaultError::NothingToConfirm => C::GroupsWrong,
            VaultError::RecoveryMistyped => C::RecoveryMistyped,
            VaultError::RecoveryMismatch => C::RecoveryMismatch,
            VaultError::NoRecoveryKey => C::NoRecoveryKey,
            VaultError::QuickUnlockOff | VaultError::QuickUnlockGone | VaultError::QuickUnlockStale => {
                C::QuickUnlockGone
            }
            VaultError::RotationUnfinished => C::VaultInUse,
            VaultError::KeysChanged => C::ReadOnly,
            VaultError::FolderNotEmpty => C::FolderNotEmpty,
            VaultError::CodenameMismatch => C::CodenameMismatch,
            VaultError::PlaceUnfit => return Self::refused("placeUnfit"),
            VaultError::ClientOpen => return Self::refused("clientOpen"),
            VaultError::DiskFull | VaultError::NoSpace { .. } => C::DiskFull,
            VaultError::Io(io) => return Self::io(ON_DISK, std::path::Path::new(THE_VAULT), io),
            VaultError::Disk { .. } => {
                return Self::new(C::Io)
                    .with("operation", ON_DISK)
                    .with("file", THE_VAULT)
                    .with("detail", error.code());
            }
            _ => C::Internal,
        };
        // The vault's own code says which; it names no path, no key and no text of a client.
        Self::new(code).with("detail", error.code())
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, ProblemCode, VaultError};
    use std::io::{Error, ErrorKind};

    /// A disk that failed under the database was told as a flaw of the program.
    #[test]
    fn a_failing_disk_is_told_as_one() {
        for (error, code) in [
            (VaultError::Disk { code: 266 }, ProblemCode::Io),
            (VaultError::Io(Error::from(ErrorKind::Other)), ProblemCode::Io),
            (VaultError::DiskFull, ProblemCode::DiskFull),
            (
                VaultError::Io(Error::from(ErrorKind::StorageFull)),
                ProblemCode::DiskFull,
            ),
        ] {
            assert_eq!(Problem::from(error).code, code, "what is so");
        }
    }
}
