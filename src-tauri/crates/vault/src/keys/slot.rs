//! One slot of a header: a key, wrapped for one way in.
//!
//! ```text
//! id 1 | state 1 | algorithm 1 | version 1 | memory 4 | passes 4 | lanes 4 | salt 16
//! nonce 24 | wrapped 48
//! ```
//! All before the nonce is authenticated with the wrapped key. Where nothing is stretched, algorithm,
//! version and cost are zero, and the first eight bytes of the salt's place say when the slot was made.

use crate::environment::Random;
use crate::error::VaultError;
use crate::keys::kdf::KdfParams;
use crate::keys::wrap::Wrapped;

pub(crate) const BODY: usize = 1 + 1 + 1 + 1 + 4 + 4 + 4 + 16 + 24 + 48;
const ARGON2ID: u8 = 1;
const ARGON2_VERSION: u8 = 0x13;

/// What opens a slot. Those of later versions, such as age, are kept as unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotType {
    /// The passphrase, stretched.
    Passphrase,
    /// The root key together with the client's secret.
    Registry,
    /// The printed recovery key.
    Recovery,
    /// A secret in the operating system's credential store.
    Keychain,
}

impl SlotType {
    pub fn byte(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::Registry => 2,
            Self::Recovery => 3,
            Self::Keychain => 4,
        }
    }
}

/// Is the wrapped key the one in use, or the one that a rotation is moving to?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotState {
    Current,
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub params: KdfParams,
    pub salt: [u8; 16],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub id: u8,
    pub kind: SlotType,
    pub state: SlotState,
    pub stretch: Option<Stretch>,
    /// When it was made, where nothing is stretched and it is known; else 0.
    pub made_ms: i64,
    pub nonce: [u8; 24],
    pub wrapped: Wrapped,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AnySlot {
    Known(Slot),
    Unknown { kind: u8, body: Vec<u8> },
}

impl Slot {
    /// A slot with a nonce of its own, still without a key: see [`super::header::Header::add`].
    pub fn fresh(random: &dyn Random, kind: SlotType, state: SlotState, id: u8) -> Result<Self, VaultError> {
        let mut nonce = [0; 24];
        random.fill(&mut nonce)?;
        Ok(Self {
            id,
            kind,
            state,
            stretch: None,
            made_ms: 0,
            nonce,
            wrapped: [0; 48],
        })
    }

    /// The same, for a key that is stretched.
    pub fn stretched(self, params: KdfParams, salt: [u8; 16]) -> Self {
        Self {
            stretch: Some(Stretch { params, salt }),
            ..self
        }
    }

    /// The same, with the time at which it was made.
    pub fn made_at(self, made_ms: i64) -> Self {
        Self { made_ms, ..self }
    }

    pub fn body(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(BODY);
        self.put_parameters(self.state, &mut body);
        body.extend_from_slice(&self.nonce);
        body.extend_from_slice(&self.wrapped);
        body
    }

    /// Everything about the slot but the wrapped key itself, as if it were in that state.
    pub fn put_parameters(&self, state: SlotState, out: &mut Vec<u8>) {
        out.push(self.id);
        out.push(match state {
            SlotState::Current => 0,
            SlotState::Next => 1,
        });
        if let Some(Stretch { params, salt }) = self.stretch {
            out.extend_from_slice(&[ARGON2ID, ARGON2_VERSION]);
            out.extend_from_slice(&params.memory_kib.to_be_bytes());
            out.extend_from_slice(&params.passes.to_be_bytes());
            out.extend_from_slice(&params.lanes.to_be_bytes());
            out.extend_from_slice(&salt);
        } else {
            out.extend_from_slice(&[0; 2 + 12]);
            out.extend_from_slice(&self.made_ms.to_be_bytes());
            out.extend_from_slice(&[0; 8]);
        }
    }
}

impl AnySlot {
    /// `None` where the two types that the first version knew do not hold together. Of later types,
    /// what is not understood is kept as it is.
    pub fn parse(kind: u8, body: &[u8]) -> Option<Self> {
        let unknown = || Self::Unknown {
            kind,
            body: body.to_vec(),
        };
        match kind {
            1 => parse(body, SlotType::Passphrase).map(Self::Known),
            2 => parse(body, SlotType::Registry).map(Self::Known),
            3 => Some(plain(body, SlotType::Recovery).map_or_else(unknown, Self::Known)),
            4 => Some(plain(body, SlotType::Keychain).map_or_else(unknown, Self::Known)),
            _ => Some(unknown()),
        }
    }

    pub fn is(&self, wanted: SlotType) -> bool {
        matches!(self, Self::Known(slot) if slot.kind == wanted)
    }
}

/// A slot that is written exactly as it was read.
fn plain(body: &[u8], kind: SlotType) -> Option<Slot> {
    parse(body, kind).filter(|slot| slot.stretch.is_none() && slot.body() == body)
}

fn parse(mut left: &[u8], kind: SlotType) -> Option<Slot> {
    let [id, state, algorithm, version] = take::<4>(&mut left)?;
    let memory_kib = u32::from_be_bytes(take(&mut left)?);
    let passes = u32::from_be_bytes(take(&mut left)?);
    let lanes = u32::from_be_bytes(take(&mut left)?);
    let salt = take::<16>(&mut left)?;
    let stretch = match (algorithm, version) {
        (ARGON2ID, ARGON2_VERSION) => Some(Stretch {
            params: KdfParams {
                memory_kib,
                passes,
                lanes,
            },
            salt,
        }),
        (0, 0) => None,
        _ => return None,
    };
    let made_ms = match stretch {
        Some(_) => 0,
        None => i64::from_be_bytes(take(&mut salt.as_slice())?),
    };
    let state = match state {
        0 => SlotState::Current,
        1 => SlotState::Next,
        _ => return None,
    };
    let slot = Slot {
        id,
        kind,
        state,
        stretch,
        made_ms,
        nonce: take(&mut left)?,
        wrapped: take(&mut left)?,
    };
    left.is_empty().then_some(slot)
}

/// The next bytes, taken off the front.
pub(crate) fn take<const N: usize>(left: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = left.split_first_chunk::<N>()?;
    *left = rest;
    Some(*head)
}
