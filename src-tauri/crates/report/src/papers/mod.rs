//! Short papers: what is printed, signed and kept in a drawer.
//!
//! The models are filled by the caller; nothing here is computed. As in
//! [`crate::model`], a plain `String` is printed letter by letter and is never
//! markup.
//!
//! [`EmergencyKit`] and [`ClientSheet`] show a key. Their [`Groups`] are wiped
//! when dropped and are written to one buffer that is wiped too; what the
//! typesetter makes of them is in its own memory, which only
//! [`crate::evict_all`] frees and only a wiping allocator wipes. So whoever
//! prints such a paper drops the pages and the bytes, then calls
//! [`crate::evict_all`].

mod certificate;
mod groups;
mod kit;
mod sheet;

pub use certificate::{
    Certificate, Chain, Check, CopyLine, ExportLine, KeyPrint, LastBackup, Outcome, Reach, Removed, SheetFate,
};
pub use groups::Groups;
pub use kit::EmergencyKit;
pub use sheet::ClientSheet;

use crate::ReportError;
use crate::model::{Day, Paper};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Language, sheet and identity of one short paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// Stable identifier; becomes the file's own, so that two files are equal.
    pub id: String,
    /// The date the paper was made: the document's only date of making.
    pub made_on: Day,
    /// BCP 47 tag that decides digits and dates.
    pub locale: String,
    /// BCP 47 language of the labels; one that the catalogue lacks prints English.
    pub language: String,
    /// Size of the sheet.
    pub paper: Paper,
    /// The practice's one colour, `#rrggbb`; anything else prints the house's own.
    pub accent: String,
    /// Name of the adviser's practice.
    #[serde(default)]
    pub practice: Option<String>,
}

/// A short paper to be typeset.
#[derive(Debug, Clone, Copy)]
pub enum ShortPaper<'a> {
    /// Opens a vault whose passphrase is lost.
    EmergencyKit(&'a EmergencyKit),
    /// Brings a Strict client to a new machine.
    ClientSheet(&'a ClientSheet),
    /// Says that a client was destroyed, and how far that reaches.
    Certificate(&'a Certificate),
}

impl<'a> ShortPaper<'a> {
    pub(crate) fn imprint(self) -> &'a Imprint {
        match self {
            Self::EmergencyKit(kit) => &kit.edition,
            Self::ClientSheet(sheet) => &sheet.edition,
            Self::Certificate(certificate) => &certificate.edition,
        }
    }

    pub(crate) fn groups(self) -> Option<&'a Groups> {
        match self {
            Self::EmergencyKit(kit) => Some(&kit.groups),
            Self::ClientSheet(sheet) => Some(&sheet.groups),
            Self::Certificate(_) => None,
        }
    }

    /// Everything but the key.
    pub(crate) fn to_value(self) -> Value {
        match self {
            Self::EmergencyKit(kit) => serde_json::to_value(kit),
            Self::ClientSheet(sheet) => serde_json::to_value(sheet),
            Self::Certificate(certificate) => serde_json::to_value(certificate),
        }
        .expect("the models hold text keys and finite numbers only")
    }

    /// A paper with a mutilated key would be found out when it is needed.
    pub(crate) fn check(self) -> Result<(), ReportError> {
        match self {
            Self::EmergencyKit(kit) => kit.groups.check(EmergencyKit::GROUPS..=EmergencyKit::GROUPS),
            Self::ClientSheet(sheet) => sheet.groups.check(1..=ClientSheet::MOST_GROUPS),
            Self::Certificate(_) => Ok(()),
        }
    }
}

impl<'a> From<&'a EmergencyKit> for ShortPaper<'a> {
    fn from(kit: &'a EmergencyKit) -> Self {
        Self::EmergencyKit(kit)
    }
}

impl<'a> From<&'a ClientSheet> for ShortPaper<'a> {
    fn from(sheet: &'a ClientSheet) -> Self {
        Self::ClientSheet(sheet)
    }
}

impl<'a> From<&'a Certificate> for ShortPaper<'a> {
    fn from(certificate: &'a Certificate) -> Self {
        Self::Certificate(certificate)
    }
}
