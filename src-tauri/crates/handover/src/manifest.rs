//! The manifest: what the sender says the hand-over is, and signs.

use crate::bounds::{Bounds, TAR_MOST, within};
use crate::error::{HandoverError, Measure};
use crate::identity::{Contact, PublicIdentity, Recipient};
use crate::row::fit_section;
use crate::{archive, hex, json};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// What `format` says.
pub const FORMAT: &str = "valise-handover";
/// The version written, and the newest one read.
pub const VERSION: u64 = 1;
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const SIGNATURE: &str = "manifest.sig";
pub(crate) const SIGNATURE_BYTES: u64 = 64;
pub(crate) const ROWS: &str = "rows.jsonl";
const EVIDENCE: &str = "evidence/";
/// A manifest nests three levels: its own, a list, an entry.
const DEPTH: u64 = 3;
const MOST_CODENAME: usize = 400;

/// The state of a client's file that a copy stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The commit counter.
    pub commit: u64,
    /// The head of the journal's chain.
    #[serde(with = "hex::field")]
    pub chain_head: [u8; 32],
}

/// A piece of evidence: its hash is its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Blob {
    /// SHA-256 of the whole.
    pub sha256: [u8; 32],
    /// Length in bytes.
    pub len: u64,
}

/// Who made the hand-over, as the manifest says. The signature proves the key, not the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    name: String,
    #[serde(with = "hex::field")]
    signing_key: [u8; 32],
    recipient: Recipient,
}

/// How many rows and pieces of evidence there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Rows in all.
    pub rows: u64,
    /// Pieces of evidence.
    pub evidence: u64,
    /// Rows of each section.
    pub sections: BTreeMap<String, u64>,
}

/// One part of the archive after the manifest and its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// `rows.jsonl`, then `evidence/<sha256>`.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of the whole.
    #[serde(with = "hex::field")]
    pub sha256: [u8; 32],
}

/// The manifest of a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub(crate) format: String,
    pub(crate) version: u64,
    /// The client's id in the sender's vault.
    pub client: Uuid,
    /// The client's codename there.
    pub codename: String,
    /// When it was made, ms UTC by the sender's clock.
    pub made_ms: i64,
    pub(crate) from: Sender,
    /// The state of the sender's file at sending.
    pub base: Base,
    /// For a copy that comes back: the `base` of the hand-over that it grew from.
    pub grew_from: Option<Base>,
    /// Sections that were left out, in alphabetical order.
    pub left_out: Vec<String>,
    /// Whether it is sealed with a passphrase, and so to nobody by name.
    pub passphrase: bool,
    /// To whom it is sealed.
    pub recipients: Vec<Recipient>,
    /// How much there is.
    pub counts: Counts,
    /// Rows first, then the evidence.
    pub parts: Vec<Part>,
}

/// The two fields that every version will have.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

impl Sender {
    pub(crate) fn new(contact: &Contact) -> Self {
        Self {
            name: contact.name().to_owned(),
            signing_key: *contact.public().signing(),
            recipient: contact.public().recipient(),
        }
    }

    pub(crate) fn contact(&self) -> Result<Contact, HandoverError> {
        let public = PublicIdentity::new(self.signing_key, self.recipient);
        let public = public.map_err(|_| HandoverError::malformed("sender_key"))?;
        match Contact::new(&self.name, public) {
            Ok(contact) if contact.name() == self.name => Ok(contact),
            _ => Err(HandoverError::malformed("sender_name")),
        }
    }
}

impl Part {
    pub(crate) fn rows(bytes: u64, sha256: [u8; 32]) -> Self {
        Self {
            name: ROWS.to_owned(),
            bytes,
            sha256,
        }
    }

    pub(crate) fn evidence(blob: &Blob) -> Self {
        Self {
            name: format!("{EVIDENCE}{}", hex::encode(&blob.sha256)),
            bytes: blob.len,
            sha256: blob.sha256,
        }
    }
}

impl Manifest {
    /// The sender, with the name that they gave themselves.
    ///
    /// # Errors
    /// None after [`read_manifest`].
    pub fn sender(&self) -> Result<Contact, HandoverError> {
        self.from.contact()
    }

    /// The pieces of evidence.
    pub fn evidence(&self) -> impl Iterator<Item = Blob> {
        self.parts.iter().skip(1).map(|part| Blob {
            sha256: part.sha256,
            len: part.bytes,
        })
    }

    /// Length of the whole archive when the manifest has this length.
    pub(crate) fn archive_length(&self, manifest_bytes: u64) -> u64 {
        let front = [manifest_bytes, SIGNATURE_BYTES];
        archive::length(front.into_iter().chain(self.parts.iter().map(|part| part.bytes)))
    }

    fn check(&self, bounds: &Bounds) -> Result<(), HandoverError> {
        let holds = |fits: bool, rule| {
            if fits {
                Ok(())
            } else {
                Err(HandoverError::malformed(rule))
            }
        };
        let codename = &self.codename;
        holds(
            !codename.is_empty()
                && codename.len() <= MOST_CODENAME
                && !codename.chars().any(char::is_control),
            "codename",
        )?;
        self.from.contact()?;
        let ascending = self.left_out.is_sorted_by(|before, after| before < after);
        holds(
            ascending && self.left_out.iter().all(|name| fit_section(name)),
            "left_out",
        )?;

        within(
            Measure::Recipients,
            self.recipients.len() as u64,
            bounds.recipients as u64,
        )?;
        let different: HashSet<&Recipient> = self.recipients.iter().collect();
        holds(different.len() == self.recipients.len(), "recipient_twice")?;
        holds(self.recipients.is_empty() == self.passphrase, "recipients")?;

        within(Measure::Parts, self.parts.len() as u64, bounds.parts as u64)?;
        let (rows, evidence) = self
            .parts
            .split_first()
            .ok_or(HandoverError::malformed("parts"))?;
        holds(rows.name == ROWS, "part_name")?;
        within(Measure::RowsBytes, rows.bytes, bounds.rows_bytes)?;
        let mut seen = HashSet::new();
        for part in evidence {
            holds(
                part.name.strip_prefix(EVIDENCE).and_then(hex::decode) == Some(part.sha256),
                "part_name",
            )?;
            holds(seen.insert(part.sha256), "part_twice")?;
            within(Measure::PartBytes, part.bytes, bounds.part_bytes.min(TAR_MOST))?;
        }
        let total = self
            .parts
            .iter()
            .fold(0_u64, |sum, part| sum.saturating_add(part.bytes));
        within(Measure::TotalBytes, total, bounds.total_bytes)?;

        within(Measure::Rows, self.counts.rows, bounds.rows)?;
        let of_sections = self
            .counts
            .sections
            .values()
            .fold(0_u64, |sum, n| sum.saturating_add(*n));
        holds(of_sections == self.counts.rows, "counts")?;
        holds(self.counts.evidence == evidence.len() as u64, "counts")?;
        // Each row takes a line of more than one byte, so a number without bytes is a lie.
        holds(self.counts.rows <= rows.bytes, "counts")
    }
}

/// Reads a manifest and checks that it keeps every rule by itself; whether it is signed, and whether the
/// parts are as it says, is checked elsewhere.
///
/// # Errors
/// A manifest of a newer version, beyond the bounds, or against a rule.
pub fn read_manifest(bytes: &[u8], bounds: &Bounds) -> Result<Manifest, HandoverError> {
    within(Measure::Manifest, bytes.len() as u64, bounds.manifest)?;
    let head: Head = serde_json::from_slice(bytes).map_err(|_| HandoverError::malformed("manifest"))?;
    if head.format != FORMAT {
        return Err(HandoverError::Foreign);
    }
    if head.version > VERSION {
        return Err(HandoverError::Newer {
            found: head.version,
            known: VERSION,
        });
    }
    if head.version != VERSION {
        return Err(HandoverError::malformed("version"));
    }
    within(Measure::Depth, json::depth(bytes), DEPTH)?;
    let manifest: Manifest =
        serde_json::from_slice(bytes).map_err(|_| HandoverError::malformed("manifest"))?;
    manifest.check(bounds)?;
    Ok(manifest)
}

/// The manifest as it is written: for people too, and with a line break at its end.
pub(crate) fn write_manifest(manifest: &Manifest) -> Result<Vec<u8>, HandoverError> {
    let mut bytes = serde_json::to_vec_pretty(manifest).map_err(|_| HandoverError::malformed("manifest"))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
#[path = "manifest_tests.rs"]
mod tests;
