//! Making a hand-over, in one pass and in little memory.

use crate::archive;
use crate::bounds::{Bounds, within};
use crate::envelope::SealTo;
use crate::error::{HandoverError, Measure};
use crate::identity::{Identity, fit_name};
use crate::manifest::{
    Base, Blob, Counts, FORMAT, MANIFEST, Manifest, Part, SIGNATURE, Sender, VERSION, read_manifest,
    write_manifest,
};
use crate::row::{Row, write_line};
use crate::scope::Scope;
use crate::signature;
use age::stream::StreamWriter;
use sha2::{Digest, Sha256};
use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes written between two looks at the request to stop.
const STEP: usize = 64 * 1024;

/// What is handed over.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The client's id.
    pub client: Uuid,
    /// The client's codename.
    pub codename: &'a str,
    /// The time, ms UTC.
    pub made_ms: i64,
    /// The sender, as they want to be called.
    pub sender_name: &'a str,
    /// The state of the client's file now.
    pub base: Base,
    /// For a copy that goes back: the `base` of the hand-over it grew from.
    pub grew_from: Option<Base>,
    /// What is left out. Rows of those sections do not travel, whether they are among `rows` or not.
    pub scope: &'a Scope,
    /// The rows.
    pub rows: &'a [Row],
    /// The evidence, each piece once.
    pub evidence: &'a [Blob],
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The manifest.
    pub manifest: Manifest,
    /// Its hash, for both sides to compare and to print.
    pub manifest_sha256: [u8; 32],
}

/// Writes a sealed, signed hand-over. `evidence` is asked for each piece in turn and writes it into what
/// it is given. `progress` hears bytes done and bytes in all.
///
/// On an error the bytes written so far open nowhere as a hand-over; write to a temporary file and rename
/// it afterwards.
///
/// # Errors
/// A draft that a reader would refuse, evidence that is not what it was said to be, a request to stop, or
/// the writer's own error.
pub fn write<W: Write, E: From<HandoverError>>(
    draft: &Draft<'_>,
    sender: &Identity,
    seal: &SealTo<'_>,
    out: W,
    evidence: &mut dyn FnMut(&Blob, &mut dyn Write) -> Result<(), E>,
    progress: &mut dyn FnMut(u64, u64),
    cancel: &AtomicBool,
) -> Result<Written, E> {
    let (manifest, rows) = plan(draft, sender, seal)?;
    let front = write_manifest(&manifest)?;
    // What a reader would refuse is refused here, before anything leaves.
    read_manifest(&front, &Bounds::default())?;
    let signed = sender.sign(&signature::message(&front, &manifest.recipients));
    if cancel.load(Ordering::Acquire) {
        return Err(HandoverError::Cancelled.into());
    }
    let sealed = seal.encryptor()?;
    let inner = sealed
        .wrap_output(BufWriter::new(out))
        .map_err(HandoverError::from)?;
    let total = manifest.archive_length(front.len() as u64);
    let mut out = Out {
        inner,
        done: 0,
        total,
        progress,
        cancel,
    };
    out.part(MANIFEST, &front)?;
    out.part(SIGNATURE, &signed)?;
    let (of_rows, of_evidence) = manifest
        .parts
        .split_first()
        .ok_or(HandoverError::malformed("parts"))?;
    out.part(&of_rows.name, &rows)?;
    for (part, blob) in of_evidence.iter().zip(draft.evidence) {
        out.piece(part, blob, evidence)?;
    }
    out.put(&[0; archive::END])?;
    let mut sealed = out.inner.finish().map_err(HandoverError::Io)?;
    sealed.flush().map_err(HandoverError::Io)?;
    Ok(Written {
        manifest_sha256: Sha256::digest(&front).into(),
        manifest,
    })
}

/// The manifest, and the rows as they will stand in the file.
fn plan(
    draft: &Draft<'_>,
    sender: &Identity,
    seal: &SealTo<'_>,
) -> Result<(Manifest, Zeroizing<Vec<u8>>), HandoverError> {
    seal.check()?;
    let bounds = Bounds::default();
    let contact = sender.contact(&fit_name(draft.sender_name)?)?;
    let mut rows = Zeroizing::new(Vec::new());
    let mut counts = Counts::default();
    for row in draft.rows.iter().filter(|row| draft.scope.covers(&row.section)) {
        counts.rows += 1;
        *counts.sections.entry(row.section.clone()).or_default() += 1;
        write_line(row, counts.rows, &bounds, &mut rows)?;
        within(Measure::RowsBytes, rows.len() as u64, bounds.rows_bytes)?;
    }
    counts.evidence = draft.evidence.len() as u64;
    let mut parts = vec![Part::rows(
        rows.len() as u64,
        Sha256::digest(rows.as_slice()).into(),
    )];
    parts.extend(draft.evidence.iter().map(Part::evidence));
    let recipients = seal.recipients().to_vec();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        client: draft.client,
        codename: draft.codename.to_owned(),
        made_ms: draft.made_ms,
        from: Sender::new(&contact),
        base: draft.base,
        grew_from: draft.grew_from,
        left_out: draft.scope.left_out().map(str::to_owned).collect(),
        passphrase: recipients.is_empty(),
        recipients,
        counts,
        parts,
    };
    Ok((manifest, rows))
}

/// The archive on its way into the envelope.
struct Out<'a, W: Write> {
    inner: StreamWriter<BufWriter<W>>,
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64),
    cancel: &'a AtomicBool,
}

impl<W: Write> Out<'_, W> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), HandoverError> {
        for step in bytes.chunks(STEP) {
            if self.cancel.load(Ordering::Acquire) {
                return Err(HandoverError::Cancelled);
            }
            self.inner.write_all(step).map_err(HandoverError::Io)?;
            self.done += step.len() as u64;
            (self.progress)(self.done, self.total);
        }
        Ok(())
    }

    fn part(&mut self, name: &str, bytes: &[u8]) -> Result<(), HandoverError> {
        let size = bytes.len() as u64;
        self.put(&archive::header(name, size))?;
        self.put(bytes)?;
        self.put(&[0; archive::BLOCK][..archive::padding(size)])
    }

    fn piece<E: From<HandoverError>>(
        &mut self,
        part: &Part,
        blob: &Blob,
        evidence: &mut dyn FnMut(&Blob, &mut dyn Write) -> Result<(), E>,
    ) -> Result<(), E> {
        self.put(&archive::header(&part.name, part.bytes))?;
        let mut piece = Piece {
            out: self,
            sha256: part.sha256,
            left: part.bytes,
            hash: Sha256::new(),
            failure: None,
        };
        let given = evidence(blob, &mut piece);
        let Piece {
            left, hash, failure, ..
        } = piece;
        // The giver's error may only wrap ours, which says more.
        if let Some(failure) = failure {
            return Err(failure.into());
        }
        given?;
        if left != 0 || <[u8; 32]>::from(hash.finalize()) != part.sha256 {
            return Err(HandoverError::EvidenceDiffers { sha256: part.sha256 }.into());
        }
        Ok(self.put(&[0; archive::BLOCK][..archive::padding(part.bytes)])?)
    }
}

/// One piece of evidence on its way into the archive: measured and hashed as it goes.
struct Piece<'a, 'b, W: Write> {
    out: &'a mut Out<'b, W>,
    sha256: [u8; 32],
    left: u64,
    hash: Sha256,
    failure: Option<HandoverError>,
}

impl<W: Write> Write for Piece<'_, '_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let step = &bytes[..bytes.len().min(STEP)];
        let put = if step.len() as u64 > self.left {
            Err(HandoverError::EvidenceDiffers { sha256: self.sha256 })
        } else {
            self.out.put(step)
        };
        if let Err(error) = put {
            self.failure.get_or_insert(error);
            return Err(io::Error::other("the hand-over stopped"));
        }
        self.hash.update(step);
        self.left -= step.len() as u64;
        Ok(step.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
