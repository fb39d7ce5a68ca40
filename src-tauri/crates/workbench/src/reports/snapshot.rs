//! Snapshots: what a report was made of, kept so that the same report can be made again.

use crate::session::Client;
use crate::view::ReportKind;
use crate::{Problem, ProblemCode, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::Cursor;
use valise_domain::Dossier;
use valise_report::model::Document;
use valise_vault::Cancel;

/// The list of the client's file that holds snapshots.
const SECTION: &str = "reports";

/// One export. The frozen data lies in the evidence file under its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// Display code.
    pub id: String,
    /// Kind of report.
    pub kind: String,
    /// The engagement.
    pub engagement: String,
    /// The audience.
    pub audience: String,
    /// Named recipient, or empty.
    pub recipient: String,
    /// Date of the snapshot.
    pub made_on: String,
    /// SHA-256 of what was printed, without date and chain head.
    pub digest: String,
    /// Head of the journal before the export.
    pub chain_head: String,
    /// SHA-256 of the frozen data.
    pub data_sha256: String,
    /// SHA-256 of the file.
    pub pdf_sha256: String,
    /// Pages.
    pub pages: u32,
    /// Version of Valise that typeset it.
    pub made_with: String,
    /// Display codes of the pictures that left the vault.
    pub images: Vec<String>,
}

/// An export in a line: what a certificate of destruction lists.
pub(crate) struct SnapshotLine {
    /// Date.
    pub made_on: String,
    /// What it was.
    pub title: String,
    /// Named recipient, or empty.
    pub recipient: String,
    /// For whom that copy was.
    pub audience: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Everything that was exported of a client, oldest first.
pub(crate) fn exported(dossier: &Dossier) -> Vec<SnapshotLine> {
    kept(dossier)
        .into_iter()
        .map(|snapshot| SnapshotLine {
            made_on: snapshot.made_on,
            title: ReportKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == snapshot.kind)
                .map_or(snapshot.kind, |kind| kind.title().to_owned()),
            recipient: snapshot.recipient,
            audience: snapshot.audience,
            sha256: snapshot.pdf_sha256,
        })
        .collect()
}

fn kept(dossier: &Dossier) -> Vec<Snapshot> {
    let list = dossier
        .single(SECTION)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    list.into_iter()
        .filter_map(|doc| serde_json::from_value(doc).ok())
        .collect()
}

impl Client {
    /// Every snapshot, oldest first.
    pub(crate) fn snapshots(&self) -> Vec<Snapshot> {
        kept(&self.dossier)
    }

    /// The snapshot of equal data, if this report was made before.
    pub(crate) fn snapshot_of(&self, digest: &str) -> Option<Snapshot> {
        self.snapshots()
            .into_iter()
            .rev()
            .find(|snapshot| snapshot.digest == digest)
    }

    /// Freezes the data of a report and writes its snapshot down. Ends the undo stack: what left cannot be taken back.
    pub(crate) fn keep_snapshot(&mut self, mut snapshot: Snapshot, model: &Document) -> Result<()> {
        let frozen = serde_json::to_vec(model).map_err(|_| Problem::new(ProblemCode::Internal))?;
        let length = frozen.len() as u64;
        let mut source = Cursor::new(frozen);
        let blob = self.store.evidence_import(
            &mut source,
            Some(length),
            &mut |_: u64, _: u64| (),
            &Cancel::default(),
        )?;
        snapshot.data_sha256 = crate::evidence::to_hex(&blob.sha256);
        let mut list = self
            .dossier
            .single(SECTION)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let taken: Vec<String> = list
            .iter()
            .filter_map(|doc| doc["id"].as_str().map(str::to_owned))
            .collect();
        snapshot.id = crate::session::next_code("SN", taken.iter().map(String::as_str));
        let detail = snapshot.id.clone();
        list.push(json!(snapshot));
        let id = self.single_id(SECTION);
        self.write("export_report", &detail, |pen| match id {
            Some(id) => pen.put_single(id, &Value::Array(list)),
            None => pen.add_single(SECTION, &Value::Array(list)).map(drop),
        })?;
        self.store.barrier();
        Ok(())
    }
}
