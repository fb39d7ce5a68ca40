//! How a client's file stands to the anchor that the registry keeps of it.

use crate::client::evidence::all;
use crate::client::journal::{self, Head};
use crate::error::VaultError;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

/// What the registry remembers of a client's last commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub seq: i64,
    pub head: [u8; 32],
    pub epoch: u32,
    pub generation: i64,
    /// The mark of the evidence; `None` where an earlier version wrote the registry.
    pub evidence: Option<Mark>,
}

/// One number for all evidence that is kept, and for all that was erased, in whatever order: their hashes, hashed once
/// more and laid over one another. So a piece can be taken out of the number again, and what a file has more than was
/// noted is found piece by piece.
pub(crate) type Mark = [u8; 32];

/// The mark of no evidence.
pub(crate) const NO_EVIDENCE: Mark = [0; 32];

#[derive(Clone, Copy)]
enum Piece {
    Kept = 0,
    Erased = 1,
}

/// Lays a piece over a mark, or takes it out again.
fn lay_over(mark: Mark, piece: Piece, sha256: &[u8; 32]) -> Mark {
    let mut hasher = Sha256::new_with_prefix([piece as u8]);
    hasher.update(sha256);
    over(mark, hasher.finalize().into())
}

fn over(mut one: Mark, other: Mark) -> Mark {
    for (byte, other) in one.iter_mut().zip(other) {
        *byte ^= other;
    }
    one
}

/// What was erased, the last one first.
fn erased(evidence: &Connection) -> Result<Vec<[u8; 32]>, VaultError> {
    let mut statement = evidence.prepare_cached("SELECT sha256 FROM erased ORDER BY at_ms DESC")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The mark of the evidence as it is now.
pub(crate) fn mark(evidence: &Connection) -> Result<Mark, VaultError> {
    let kept = all(evidence)?;
    let kept = kept.iter().fold(NO_EVIDENCE, |mark, blob| {
        lay_over(mark, Piece::Kept, &blob.sha256)
    });
    let erased = erased(evidence)?;
    Ok(erased
        .iter()
        .fold(kept, |mark, sha256| lay_over(mark, Piece::Erased, sha256)))
}

/// How many of the newest pieces, and of the latest erasures, may be ahead of the note. Two hundred numbers of 256 bits
/// reach another number by chance once in 2^56.
const NEWEST: usize = 80;
const LATEST: usize = 60;

/// Does the evidence hold what was noted of it? Newest pieces may have come after the note, pieces may have gone after
/// it, or come and gone: the program ended in between, or the registry is the older file. Where nothing was noted, what
/// is there counts.
pub(crate) fn holds_what_was_noted(evidence: &Connection, noted: Option<&Mark>) -> Result<bool, VaultError> {
    let (now, kept, gone) = (mark(evidence)?, all(evidence)?, erased(evidence)?);
    let Some(noted) = noted else { return Ok(true) };
    if now == *noted {
        return Ok(true);
    }
    // A piece that is kept now was perhaps not there; one that is erased now was perhaps kept, or not there either. What
    // an older file lacks is in none of these, so it cannot make up the difference.
    let came = kept
        .iter()
        .rev()
        .take(NEWEST)
        .map(|blob| lay_over(NO_EVIDENCE, Piece::Kept, &blob.sha256));
    let went = gone.iter().take(LATEST).flat_map(|sha256| {
        let erased = lay_over(NO_EVIDENCE, Piece::Erased, sha256);
        [erased, lay_over(erased, Piece::Kept, sha256)]
    });
    Ok(is_sum_of(over(now, *noted), came.chain(went)))
}

/// Whether some of the parts, laid over one another, make the whole: elimination by their leading bits.
fn is_sum_of(whole: Mark, parts: impl Iterator<Item = Mark>) -> bool {
    let mut basis: Vec<(usize, Mark)> = Vec::new();
    for part in parts {
        let rest = reduced(part, &basis);
        if let Some(bit) = leading(&rest) {
            let place = basis.partition_point(|(other, _)| *other < bit);
            basis.insert(place, (bit, rest));
        }
    }
    reduced(whole, &basis) == NO_EVIDENCE
}

/// What is left of a number when everything that the basis can take away is gone. The basis is in order of its bits.
fn reduced(mut number: Mark, basis: &[(usize, Mark)]) -> Mark {
    for (bit, other) in basis {
        if number[bit / 8] & (0x80 >> (bit % 8)) != 0 {
            number = over(number, *other);
        }
    }
    number
}

fn leading(number: &Mark) -> Option<usize> {
    let byte = number.iter().position(|byte| *byte != 0)?;
    let zeros = number[byte].leading_zeros();
    usize::try_from(zeros).ok().map(|zeros| byte * 8 + zeros)
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// The file is the one that was last written.
    Fresh,
    /// The file is one or more commits ahead: the program ended between the two writes. Nothing is lost.
    AheadOfAnchor,
    /// The file, its log, its key slots or its evidence are older than what was last written, or another history.
    RolledBack,
}

pub(crate) fn judge(
    db: &Connection,
    anchor: &Anchor,
    head: &Head,
    epoch: u32,
    generation: u64,
) -> Result<Freshness, VaultError> {
    let generation = i64::try_from(generation).unwrap_or(i64::MAX);
    if epoch < anchor.epoch || generation < anchor.generation || head.seq < anchor.seq {
        return Ok(Freshness::RolledBack);
    }
    if head.seq == anchor.seq {
        return Ok(if head.hash == anchor.head {
            Freshness::Fresh
        } else {
            Freshness::RolledBack
        });
    }
    // Ahead, if what the registry remembers is part of this history.
    let then = if anchor.seq == 0 {
        None
    } else {
        journal::hash_at(db, anchor.seq)?
    };
    let same = anchor.seq == 0 || then == Some(anchor.head);
    Ok(if same {
        Freshness::AheadOfAnchor
    } else {
        Freshness::RolledBack
    })
}
