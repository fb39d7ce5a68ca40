//! What has to hold of a hand-over that was taken, in whole or in part.

use super::{ADA, BOB, BOUNDS, on_one_line};
use crate::bounds::Bounds;
use crate::envelope::{Key, SealTo};
use crate::error::HandoverError;
use crate::identity::Contact;
use crate::manifest::{Blob, Manifest, ROWS};
use crate::read::{Opened, open};
use crate::row::Row;
use crate::scope::Scope;
use crate::write::{Draft, write};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::{Read, Write};
use std::sync::atomic::AtomicBool;

/// Reads all of it; whether it was whole.
pub(super) fn taken(opened: Opened<'_>) -> bool {
    let (manifest, sender) = (opened.manifest().clone(), opened.sender().clone());
    within_bounds(&manifest);
    let (mut rows, mut evidence) = (Vec::new(), Vec::new());
    let whole = opened.receive(
        &mut |row| {
            rows.push(row);
            Ok(())
        },
        &mut |blob, piece| {
            let mut bytes = Vec::new();
            if piece.read_to_end(&mut bytes).is_ok() {
                assert_eq!(
                    <[u8; 32]>::from(Sha256::digest(&bytes)),
                    blob.sha256,
                    "other evidence"
                );
                evidence.push((*blob, bytes));
            }
            Ok::<(), HandoverError>(())
        },
        &mut |done, total| assert!(done <= total, "{done} of {total} bytes"),
    );
    if whole.is_err() {
        return false;
    }
    assert!(rows.len() as u64 == manifest.counts.rows && rows.len() as u64 <= BOUNDS.rows);
    assert_eq!(evidence.len() as u64, manifest.counts.evidence);
    let scope: Scope = manifest.left_out.iter().cloned().collect();
    assert!(rows.iter().all(|row| scope.covers(&row.section)), "out of scope");
    assert!(rows.iter().all(|row| row.doc.len() <= BOUNDS.row_bytes));
    let ids: HashSet<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), rows.len(), "a row twice");
    handed_on(&manifest, &sender, rows, &evidence);
    true
}

pub(super) fn within_bounds(manifest: &Manifest) {
    assert!(manifest.parts.len() <= BOUNDS.parts && manifest.recipients.len() <= BOUNDS.recipients);
    assert!(manifest.parts.iter().all(|part| part.bytes <= BOUNDS.rows_bytes));
    assert!(manifest.parts.iter().map(|part| part.bytes).sum::<u64>() <= BOUNDS.total_bytes);
    // Names are the only thing in a stranger's archive that could mean a place on the disk.
    for part in &manifest.parts {
        let hash = part.name.strip_prefix("evidence/");
        assert!(
            part.name == ROWS
                || hash.is_some_and(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())),
            "a part called {}",
            part.name
        );
    }
}

/// What came in can be sent by whoever took it, and arrives the same.
fn handed_on(manifest: &Manifest, sender: &Contact, rows: Vec<Row>, evidence: &[(Blob, Vec<u8>)]) {
    let scope: Scope = manifest.left_out.iter().cloned().collect();
    let blobs: Vec<Blob> = evidence.iter().map(|(blob, _)| *blob).collect();
    let draft = Draft {
        client: manifest.client,
        codename: &manifest.codename,
        made_ms: manifest.made_ms,
        sender_name: sender.name(),
        base: manifest.base,
        grew_from: manifest.grew_from,
        scope: &scope,
        rows: &rows,
        evidence: &blobs,
    };
    let (mut file, stop) = (Vec::new(), AtomicBool::new(false));
    let mut give = |blob: &Blob, out: &mut dyn Write| {
        let (_, bytes) = evidence
            .iter()
            .find(|(one, _)| one == blob)
            .expect("asked for what there is");
        out.write_all(bytes).map_err(HandoverError::Io)
    };
    let seal = [BOB.recipient()];
    let seal = SealTo::Recipients(&seal);
    write(&draft, &ADA, &seal, &mut file, &mut give, &mut |_, _| {}, &stop)
        .expect("what came in can be sent");
    let opened = open(file.as_slice(), &Key::Identity(&BOB), &Bounds::default(), &stop).expect("opens");
    let mut again = Vec::new();
    let mut drain = |_: &Blob, piece: &mut dyn Read| {
        std::io::copy(piece, &mut std::io::sink())
            .map(drop)
            .map_err(HandoverError::Io)
    };
    opened
        .receive(
            &mut |row| {
                again.push(row);
                Ok(())
            },
            &mut drain,
            &mut |_, _| {},
        )
        .expect("what was sent arrives");
    let rows: Vec<Row> = rows.into_iter().map(on_one_line).collect();
    assert_eq!(again, rows, "the rows changed on their way");
}
