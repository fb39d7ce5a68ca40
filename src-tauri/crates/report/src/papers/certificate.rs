//! The paper that says what a destruction reached.

use super::Imprint;
use crate::model::{Audience, Day, Fact, Number};
use serde::{Deserialize, Serialize};

/// What was destroyed, how, and how far that reaches. A list that is empty is
/// said to be empty where a reader would ask, and left out elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Language, sheet and identity.
    pub edition: Imprint,
    /// Codename of the client.
    pub codename: String,
    /// Stable identifier of the client.
    pub client_id: String,
    /// The level the client was sealed at, which decides the reach.
    pub reach: Reach,
    /// The day the key was destroyed.
    pub destroyed_on: Day,
    /// Time of that day with its zone, in words.
    #[serde(default)]
    pub destroyed_at: Option<String>,
    /// When the last backup that holds the key expires.
    pub last_backup: LastBackup,
    /// What was done, step by step, in words.
    pub method: Vec<String>,
    /// The keys that were destroyed.
    pub keys: Vec<KeyPrint>,
    /// Where the client's journal ended.
    pub chain: Chain,
    /// What was removed from the disk.
    pub removed: Removed,
    /// Copies that are known, and what becomes of them.
    #[serde(default)]
    pub copies: Vec<CopyLine>,
    /// Reports that left the vault before.
    #[serde(default)]
    pub exports: Vec<ExportLine>,
    /// Attempts to open what was destroyed.
    pub verification: Vec<Check>,
    /// What the destruction cannot reach, beside printed papers, exported
    /// files and pictures of the screen, which are always named.
    #[serde(default)]
    pub beyond: Vec<String>,
    /// Further facts, for example the machine and its disk.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Name and version of the program.
    pub program: String,
    /// Who destroyed the client; a line to fill in where it is not given.
    #[serde(default)]
    pub operator: Option<String>,
    /// Who saw it; a line to fill in where it is not given.
    #[serde(default)]
    pub witness: Option<String>,
}

/// How far the destruction reaches, by the level the client was sealed at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "level", rename_all = "snake_case")]
pub enum Reach {
    /// The live vault; older backups open the client until they expire.
    Standard,
    /// Older backups too, once the printed sheet is gone.
    Strict {
        /// What became of the printed sheet.
        sheet: SheetFate,
    },
}

/// What became of the printed sheet of a Strict client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum SheetFate {
    /// It was destroyed.
    Destroyed {
        /// On this day.
        on: Day,
    },
    /// None was ever printed.
    NeverPrinted,
    /// It is still to be destroyed; the certificate has a line to confirm it.
    Open,
}

/// The last known backup that holds the destroyed key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum LastBackup {
    /// It expires.
    Expires {
        /// On this day.
        on: Day,
    },
    /// At least one such backup has no date on which it expires.
    Undated,
    /// No such backup is known.
    NoneKnown,
}

/// A destroyed key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPrint {
    /// What the key was for.
    pub name: String,
    /// Fingerprint, hexadecimal.
    pub fingerprint: String,
}

/// End of the client's journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Number of the last entry.
    pub number: Number,
    /// Head of the chain, hexadecimal.
    pub head: String,
}

/// What was removed from the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Files of the client.
    pub files: Number,
    /// Snapshots of the client.
    pub snapshots: Number,
}

/// A copy that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyLine {
    /// What it is.
    pub what: String,
    /// Where it lies.
    pub place: String,
    /// When it was made.
    #[serde(default)]
    pub made_on: Option<Day>,
    /// What became or will become of it.
    pub fate: String,
}

/// A report that left the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportLine {
    /// When.
    pub date: Day,
    /// Its title.
    pub title: String,
    /// Who received it.
    #[serde(default)]
    pub recipient: Option<String>,
    /// For whom that copy was.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// An attempt to open what was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was tried.
    pub tried: String,
    /// What came of it. There is no outcome for an attempt that succeeded: it
    /// leaves nothing to certify.
    pub outcome: Outcome,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was refused, as it must be.
    Refused,
    /// It was not made.
    NotTried {
        /// Why.
        why: String,
    },
}
