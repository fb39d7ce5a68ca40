//! How a client's file stands to the anchor that the registry keeps of it.

use crate::client::journal::{self, Head};
use crate::error::VaultError;
use rusqlite::Connection;

/// What the registry remembers of a client's last commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub seq: i64,
    pub head: [u8; 32],
    pub epoch: u32,
    pub generation: i64,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// The file is the one that was last written.
    Fresh,
    /// The file is one or more commits ahead: the program ended between the two writes. Nothing is lost.
    AheadOfAnchor,
    /// The file, its log or its key slots are older than what was last written, or another history.
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
