//! Opening a hand-over that a stranger may have made.

use crate::archive;
use crate::bounds::{Bounds, within};
use crate::envelope::{Header, Key};
use crate::error::{HandoverError, Measure};
use crate::identity::Contact;
use crate::manifest::{Blob, MANIFEST, Manifest, SIGNATURE, SIGNATURE_BYTES, read_manifest};
use crate::parts::{collect, padding, part_header, rows};
use crate::row::Row;
use crate::signature;
use crate::source::{PieceReader, STEP, Source, Watched};
use sha2::{Digest, Sha256};
use std::io::{self, BufReader, Read};
use std::sync::atomic::{AtomicBool, Ordering};

/// A hand-over whose envelope opened, whose manifest is in order, and whose signature fits. The parts
/// have not been read yet.
pub struct Opened<'a> {
    source: Source<'a>,
    bounds: Bounds,
    manifest: Manifest,
    manifest_sha256: [u8; 32],
    sender: Contact,
}

/// How the signer stands to those one knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A known person's keys.
    Known,
    /// Keys of nobody known, under the name of somebody known. Look twice.
    NameOfAnother,
    /// Keys and name are new.
    Unknown,
}

impl std::fmt::Debug for Opened<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("sender", &self.sender)
            .finish_non_exhaustive()
    }
}

/// Opens the envelope and reads manifest and signature. Nothing else is read yet.
///
/// The order is: bounds of the header, the envelope, the manifest's own rules, the signature, and that the
/// recipients the sender signed for are those who can open the file, the reader among them. A signer whom
/// nobody knows is no error; ask [`Opened::standing`].
///
/// # Errors
/// Each way in which a file can be wrong has its own [`HandoverError`].
pub fn open<'a, R: Read + 'a>(
    input: R,
    key: &Key<'_>,
    bounds: &Bounds,
    cancel: &'a AtomicBool,
) -> Result<Opened<'a>, HandoverError> {
    let (watched, watch) = Watched::new(input);
    let mut input = BufReader::with_capacity(STEP, watched);
    let header = Header::read(&mut input, bounds)?;
    if cancel.load(Ordering::Acquire) {
        return Err(HandoverError::Cancelled);
    }
    let opened = header.open(input, key, bounds)?;
    unpack(Source::new(opened, watch, cancel), &header, key, bounds)
}

/// Reads what lies at the front of an opened envelope.
pub(crate) fn unpack<'a>(
    mut source: Source<'a>,
    header: &Header,
    key: &Key<'_>,
    bounds: &Bounds,
) -> Result<Opened<'a>, HandoverError> {
    let mut block = [0; archive::BLOCK];
    match source.fill(&mut block) {
        Err(HandoverError::Malformed { .. }) => return Err(HandoverError::Foreign),
        other => other?,
    }
    let size = archive::size_of(&block, MANIFEST).ok_or(HandoverError::Foreign)?;
    within(Measure::Manifest, size, bounds.manifest)?;
    let front = collect(&mut source, size, &mut |_, _| {})?;
    let manifest = read_manifest(&front, bounds)?;
    source.expect(header, manifest.archive_length(size));

    source.fill(&mut block)?;
    if archive::size_of(&block, SIGNATURE) != Some(SIGNATURE_BYTES) {
        let other = manifest
            .parts
            .first()
            .is_some_and(|part| archive::header(&part.name, part.bytes) == block);
        return Err(if other || block == [0; archive::BLOCK] {
            HandoverError::SignatureMissing
        } else {
            HandoverError::malformed("part_header")
        });
    }
    let signed = collect(&mut source, SIGNATURE_BYTES, &mut |_, _| {})?;
    let signed = <[u8; 64]>::try_from(signed.as_slice()).map_err(|_| HandoverError::SignatureWrong)?;
    let sender = manifest.sender()?;
    if !sender
        .public()
        .signed(&signature::message(&front, &manifest.recipients), &signed)
    {
        return Err(HandoverError::SignatureWrong);
    }
    addressed(&manifest, header, key)?;
    Ok(Opened {
        source,
        bounds: *bounds,
        manifest_sha256: Sha256::digest(front.as_slice()).into(),
        manifest,
        sender,
    })
}

/// Those who can open the file are those for whom it was signed, and the reader is one of them.
fn addressed(manifest: &Manifest, header: &Header, key: &Key<'_>) -> Result<(), HandoverError> {
    let same = match key {
        Key::Passphrase(_) => manifest.passphrase,
        Key::Identity(identity) => {
            header.others == 0
                && header.keys == manifest.recipients.len()
                && manifest.recipients.contains(&identity.recipient())
        }
    };
    if same {
        Ok(())
    } else {
        Err(HandoverError::RecipientsDiffer)
    }
}

impl Opened<'_> {
    /// What the sender signed.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The manifest's hash, for both sides to compare.
    pub fn manifest_sha256(&self) -> &[u8; 32] {
        &self.manifest_sha256
    }

    /// Whose key signed, with the name that they gave themselves.
    pub fn sender(&self) -> &Contact {
        &self.sender
    }

    /// Whether the signer is somebody known. Keys decide; a name can be anybody's.
    pub fn standing(&self, known: &[Contact]) -> Standing {
        if known
            .iter()
            .any(|contact| contact.public() == self.sender.public())
        {
            return Standing::Known;
        }
        let folded = self.sender.name().to_lowercase();
        if known
            .iter()
            .any(|contact| contact.name().to_lowercase() == folded)
        {
            return Standing::NameOfAnother;
        }
        Standing::Unknown
    }

    /// Reads the whole file and keeps nothing: true means that a second reading with
    /// [`receive`](Self::receive) meets no damage.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    pub fn verify(self, progress: &mut dyn FnMut(u64, u64)) -> Result<Manifest, HandoverError> {
        let drain = &mut |_: &Blob, piece: &mut dyn Read| {
            io::copy(piece, &mut io::sink())
                .map(drop)
                .map_err(HandoverError::Io)
        };
        self.receive(&mut |_| Ok(()), drain, progress)
    }

    /// Hands out the rows, once all of them are what was signed for, and then each piece of evidence as a
    /// reader that gives its last bytes only when the hash of the whole fits.
    ///
    /// What was handed out counts only when this returns well: a file can still break off. Take rows and
    /// evidence within one step that can be undone, or [`verify`](Self::verify) the file first.
    ///
    /// # Errors
    /// Damage, a broken promise of the manifest, a request to stop, or a taker's own error.
    pub fn receive<E: From<HandoverError>>(
        self,
        row: &mut dyn FnMut(Row) -> Result<(), E>,
        evidence: &mut dyn FnMut(&Blob, &mut dyn Read) -> Result<(), E>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Manifest, E> {
        let Self {
            mut source,
            bounds,
            manifest,
            ..
        } = self;
        for one in rows(&mut source, &manifest, &bounds, progress)? {
            row(one)?;
        }
        for (blob, part) in manifest.evidence().zip(manifest.parts.iter().skip(1)) {
            part_header(&mut source, part)?;
            let mut reader = PieceReader::new(&mut source, progress, blob.sha256, blob.len);
            let taken = evidence(&blob, &mut reader);
            if let Some(failure) = reader.failure() {
                return Err(failure.into());
            }
            taken?;
            reader.end()?;
            padding(&mut source, blob.len)?;
        }
        let mut end = [0; archive::END];
        source.fill(&mut end)?;
        if end != [0; archive::END] {
            return Err(HandoverError::malformed("end").into());
        }
        source.end()?;
        let (done, total) = source.progress();
        progress(done, total);
        Ok(manifest)
    }
}
