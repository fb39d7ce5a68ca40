//! The archive on its way out of the envelope: counted, and its errors told apart.

use crate::envelope::Header;
use crate::error::HandoverError;
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use zeroize::Zeroizing;

/// Bytes read between two looks at the request to stop.
pub(crate) const STEP: usize = 64 * 1024;

/// What is known of the sealed file while it is read.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    read: AtomicU64,
    ended: AtomicBool,
    failed: AtomicBool,
}

/// The sealed file, watched.
pub(crate) struct Watched<R> {
    inner: R,
    watch: Arc<Watch>,
}

impl<R> Watched<R> {
    pub(crate) fn new(inner: R) -> (Self, Arc<Watch>) {
        let watch = Arc::new(Watch::default());
        let watched = Self {
            inner,
            watch: Arc::clone(&watch),
        };
        (watched, watch)
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(bytes) {
            Ok(count) => {
                self.watch.read.fetch_add(count as u64, Ordering::Relaxed);
                if count == 0 && !bytes.is_empty() {
                    self.watch.ended.store(true, Ordering::Relaxed);
                }
                Ok(count)
            }
            Err(error) => {
                if error.kind() != ErrorKind::Interrupted {
                    self.watch.failed.store(true, Ordering::Relaxed);
                }
                Err(error)
            }
        }
    }
}

/// The opened archive.
pub(crate) struct Source<'a> {
    inner: Box<dyn Read + 'a>,
    watch: Arc<Watch>,
    /// Length that the sealed file must have, once the manifest has said it.
    sealed: Option<u64>,
    done: u64,
    total: u64,
    cancel: &'a AtomicBool,
}

impl<'a> Source<'a> {
    pub(crate) fn new(inner: Box<dyn Read + 'a>, watch: Arc<Watch>, cancel: &'a AtomicBool) -> Self {
        Self {
            inner,
            watch,
            sealed: None,
            done: 0,
            total: 0,
            cancel,
        }
    }

    /// From here on it is known how long the archive and the file around it must be.
    pub(crate) fn expect(&mut self, header: &Header, total: u64) {
        self.total = total;
        self.sealed = Some(header.sealed_length(total));
    }

    /// Bytes read, and bytes in all.
    pub(crate) fn progress(&self) -> (u64, u64) {
        (self.done, self.total)
    }

    /// Fills all of `bytes`.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) -> Result<(), HandoverError> {
        let mut filled = 0;
        while filled < bytes.len() {
            let count = self.some(&mut bytes[filled..])?;
            if count == 0 {
                // The envelope is whole, and what it holds is shorter than its own manifest says.
                return Err(HandoverError::malformed("short"));
            }
            filled += count;
        }
        self.done += bytes.len() as u64;
        Ok(())
    }

    /// Refuses anything but the end; here age sees the end of its stream and checks that it is one.
    pub(crate) fn end(&mut self) -> Result<(), HandoverError> {
        match self.some(&mut [0])? {
            0 => Ok(()),
            _ => Err(HandoverError::malformed("trailing")),
        }
    }

    fn some(&mut self, bytes: &mut [u8]) -> Result<usize, HandoverError> {
        loop {
            if self.cancel.load(Ordering::Acquire) {
                return Err(HandoverError::Cancelled);
            }
            match self.inner.read(bytes) {
                Ok(count) => return Ok(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.told_apart(error)),
            }
        }
    }

    fn told_apart(&self, error: io::Error) -> HandoverError {
        if self.watch.failed.load(Ordering::Relaxed) {
            return HandoverError::Io(error);
        }
        let cut = self.watch.ended.load(Ordering::Relaxed)
            && self
                .sealed
                .is_some_and(|sealed| self.watch.read.load(Ordering::Relaxed) < sealed);
        match error.kind() {
            ErrorKind::UnexpectedEof => HandoverError::Truncated,
            ErrorKind::InvalidData if cut => HandoverError::Truncated,
            ErrorKind::InvalidData => HandoverError::Damaged,
            _ => HandoverError::Io(error),
        }
    }
}

/// One piece of evidence as it is read. Its last bytes are given only when the hash of the whole is the
/// signed one, so nobody who reads to the end has read something else.
pub(crate) struct PieceReader<'a, 'b> {
    source: &'a mut Source<'b>,
    progress: &'a mut dyn FnMut(u64, u64),
    sha256: [u8; 32],
    left: u64,
    hash: Sha256,
    block: Zeroizing<Vec<u8>>,
    given: usize,
    failure: Option<HandoverError>,
}

impl<'a, 'b> PieceReader<'a, 'b> {
    pub(crate) fn new(
        source: &'a mut Source<'b>,
        progress: &'a mut dyn FnMut(u64, u64),
        sha256: [u8; 32],
        bytes: u64,
    ) -> Self {
        Self {
            source,
            progress,
            sha256,
            left: bytes,
            hash: Sha256::new(),
            block: Zeroizing::new(Vec::with_capacity(STEP)),
            given: 0,
            failure: None,
        }
    }

    /// Reads what the taker left, and says how it went; the taker's own error may only wrap ours.
    pub(crate) fn end(mut self) -> Result<(), HandoverError> {
        while self.failure.is_none() && self.left > 0 {
            self.next_block();
        }
        match self.failure {
            Some(failure) => Err(failure),
            // Also for a piece of no bytes, which never had a block.
            None => self.matches(),
        }
    }

    /// The error that stopped it, if one of ours did.
    pub(crate) fn failure(&mut self) -> Option<HandoverError> {
        self.failure.take()
    }

    fn next_block(&mut self) {
        if let Err(error) = self.read_block() {
            self.block.clear();
            self.failure = Some(error);
        }
        self.given = 0;
    }

    fn read_block(&mut self) -> Result<(), HandoverError> {
        let step = usize::try_from(self.left).unwrap_or(STEP).min(STEP);
        self.block.resize(step, 0);
        self.source.fill(&mut self.block)?;
        self.hash.update(self.block.as_slice());
        self.left -= step as u64;
        let (done, total) = self.source.progress();
        (self.progress)(done, total);
        if self.left == 0 { self.matches() } else { Ok(()) }
    }

    fn matches(&self) -> Result<(), HandoverError> {
        if <[u8; 32]>::from(self.hash.clone().finalize()) == self.sha256 {
            Ok(())
        } else {
            Err(HandoverError::EvidenceDiffers { sha256: self.sha256 })
        }
    }
}

impl Read for PieceReader<'_, '_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.given == self.block.len() && self.left > 0 && self.failure.is_none() {
            self.next_block();
        }
        if self.failure.is_some() {
            return Err(io::Error::new(ErrorKind::InvalidData, "the hand-over stopped"));
        }
        let rest = &self.block[self.given..];
        let count = rest.len().min(bytes.len());
        bytes[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}
