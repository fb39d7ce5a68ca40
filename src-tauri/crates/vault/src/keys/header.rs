//! The key-slot header, version 1: fixed binary, big-endian, at most 8 KiB.
//!
//! ```text
//! magic 8 | major 1 | minor 1 | kind 1 | suite 1 | uuid 16 | epoch 4 | generation 8 | created 8
//! n_slots 1 | slots: type 1 | length 2 | body
//! mac 32 (HMAC-SHA-256 over all before) | digest 32 (SHA-256 over all before)
//! ```
//! Magic, versions and the closing digest keep their places in every version, so that damaged,
//! foreign and newer can be told apart. Slots of an unknown type are kept byte for byte.

use crate::error::{VaultError, VaultFile};
use crate::keys::kdf::KdfParams;
use crate::keys::wrap::{self, Wrapped};
use crate::secret::Secret32;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub(crate) const MAGIC: &[u8; 8] = b"VALISEKS";
pub(crate) const MAJOR: u8 = 1;
pub(crate) const MINOR: u8 = 0;
pub(crate) const LONGEST: usize = 8 * 1024;
const SUITE: u8 = 1;
const FIXED: usize = 49;
const TAIL: usize = 64;
const BODY: usize = 1 + 1 + 1 + 1 + 4 + 4 + 4 + 16 + 24 + 48;
const ARGON2ID: u8 = 1;
const ARGON2_VERSION: u8 = 0x13;

/// Whose slots these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Vault,
    Client,
}

impl Kind {
    fn byte(self) -> u8 {
        match self {
            Self::Vault => 1,
            Self::Client => 2,
        }
    }

    pub(crate) fn file(self) -> VaultFile {
        match self {
            Self::Vault => VaultFile::VaultKeySlots,
            Self::Client => VaultFile::ClientKeySlots,
        }
    }
}

/// What opens a slot. Recovery, keychain and age slots of later versions are kept as unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotType {
    Passphrase,
    Registry,
}

impl SlotType {
    fn byte(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::Registry => 2,
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
    pub nonce: [u8; 24],
    pub wrapped: Wrapped,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AnySlot {
    Known(Slot),
    Unknown { kind: u8, body: Vec<u8> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub minor: u8,
    pub kind: Kind,
    pub uuid: Uuid,
    pub epoch: u32,
    pub generation: u64,
    pub created_ms: i64,
    pub slots: Vec<AnySlot>,
}

/// What a copy of the file turned out to be.
#[derive(Debug)]
pub(crate) enum Copy {
    Missing,
    Foreign,
    Damaged,
    Newer(u8),
    Whole(Box<Read>),
}

/// A header whose digest holds; its MAC is checked once a key is known.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub header: Header,
    pub bytes: Vec<u8>,
}

impl Header {
    /// The slots of a known type.
    pub fn known(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter_map(|slot| match slot {
            AnySlot::Known(slot) => Some(slot),
            AnySlot::Unknown { .. } => None,
        })
    }

    /// Adds a slot that wraps `key` under `kek`, bound to this header.
    pub fn add(&mut self, mut slot: Slot, kek: &Secret32, key: &Secret32) {
        slot.wrapped = wrap::wrap(kek, &slot.nonce, key, &self.aad(&slot));
        self.slots.push(AnySlot::Known(slot));
    }

    /// The key in the slot, or `None` where the wrapping key is another.
    pub fn open(&self, slot: &Slot, kek: &Secret32) -> Option<Secret32> {
        wrap::unwrap(kek, &slot.nonce, &slot.wrapped, &self.aad(slot))
    }

    /// Everything that must not be moved, weakened or reused elsewhere.
    fn aad(&self, slot: &Slot) -> Vec<u8> {
        let mut aad = Vec::with_capacity(96);
        aad.extend_from_slice(MAGIC);
        aad.extend_from_slice(&[MAJOR, self.kind.byte(), SUITE]);
        aad.extend_from_slice(self.uuid.as_bytes());
        aad.extend_from_slice(&self.epoch.to_be_bytes());
        aad.push(slot.kind.byte());
        put_parameters(&mut aad, slot);
        aad
    }

    /// The bytes of the file, with MAC and digest.
    pub fn encode(&self, mac_key: &Secret32) -> Result<Vec<u8>, VaultError> {
        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&[MAJOR, self.minor, self.kind.byte(), SUITE]);
        out.extend_from_slice(self.uuid.as_bytes());
        out.extend_from_slice(&self.epoch.to_be_bytes());
        out.extend_from_slice(&self.generation.to_be_bytes());
        out.extend_from_slice(&self.created_ms.to_be_bytes());
        out.push(u8::try_from(self.slots.len()).map_err(|_| VaultError::Damaged(self.kind.file()))?);
        for slot in &self.slots {
            let (kind, body) = match slot {
                AnySlot::Known(slot) => {
                    let mut body = Vec::with_capacity(BODY);
                    put_parameters(&mut body, slot);
                    body.extend_from_slice(&slot.nonce);
                    body.extend_from_slice(&slot.wrapped);
                    (slot.kind.byte(), body)
                }
                AnySlot::Unknown { kind, body } => (*kind, body.clone()),
            };
            out.push(kind);
            let length = u16::try_from(body.len()).map_err(|_| VaultError::Damaged(self.kind.file()))?;
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(&body);
        }
        out.extend_from_slice(&mac(mac_key, &out).finalize().into_bytes());
        let digest = Sha256::digest(&out);
        out.extend_from_slice(&digest);
        if out.len() > LONGEST {
            return Err(VaultError::Damaged(self.kind.file()));
        }
        Ok(out)
    }
}

impl Read {
    /// Is this header the one that the holder of the key wrote?
    pub fn is_true(&self, mac_key: &Secret32) -> bool {
        let end = self.bytes.len() - TAIL;
        mac(mac_key, &self.bytes[..end])
            .verify_slice(&self.bytes[end..end + 32])
            .is_ok()
    }
}

fn mac(key: &Secret32, bytes: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("HMAC takes keys of any length");
    mac.update(bytes);
    mac
}

fn put_parameters(out: &mut Vec<u8>, slot: &Slot) {
    out.push(slot.id);
    out.push(match slot.state {
        SlotState::Current => 0,
        SlotState::Next => 1,
    });
    match slot.stretch {
        Some(Stretch { params, salt }) => {
            out.extend_from_slice(&[ARGON2ID, ARGON2_VERSION]);
            out.extend_from_slice(&params.memory_kib.to_be_bytes());
            out.extend_from_slice(&params.passes.to_be_bytes());
            out.extend_from_slice(&params.lanes.to_be_bytes());
            out.extend_from_slice(&salt);
        }
        None => out.extend_from_slice(&[0; 2 + 12 + 16]),
    }
}

/// Judges the bytes of one copy. Derives nothing, allocates no more than the file holds.
pub(crate) fn decode(bytes: &[u8], kind: Kind) -> Copy {
    let Some(magic) = bytes.get(..MAGIC.len()) else {
        return if bytes.is_empty() || MAGIC.starts_with(bytes) {
            Copy::Damaged
        } else {
            Copy::Foreign
        };
    };
    // A magic with a flipped byte is damage; one with hardly a byte right is another program's file.
    let right = magic
        .iter()
        .zip(MAGIC)
        .filter(|(found, meant)| found == meant)
        .count();
    match right {
        8 => {}
        5..=7 => return Copy::Damaged,
        _ => return Copy::Foreign,
    }
    if bytes.len() < FIXED + TAIL || bytes.len() > LONGEST {
        return Copy::Damaged;
    }
    let (content, digest) = bytes.split_at(bytes.len() - 32);
    if Sha256::digest(content).as_slice() != digest {
        return Copy::Damaged;
    }
    if bytes[8] > MAJOR {
        return Copy::Newer(bytes[8]);
    }
    match parse(&bytes[..bytes.len() - TAIL], kind) {
        Some(header) => Copy::Whole(Box::new(Read {
            header,
            bytes: bytes.to_vec(),
        })),
        None => Copy::Damaged,
    }
}

fn parse(bytes: &[u8], kind: Kind) -> Option<Header> {
    let mut left = bytes.get(MAGIC.len()..)?;
    let major = take::<1>(&mut left)?[0];
    let minor = take::<1>(&mut left)?[0];
    let [found_kind, suite] = take::<2>(&mut left)?;
    if major != MAJOR || found_kind != kind.byte() || suite != SUITE {
        return None;
    }
    let uuid = Uuid::from_bytes(take::<16>(&mut left)?);
    let epoch = u32::from_be_bytes(take(&mut left)?);
    let generation = u64::from_be_bytes(take(&mut left)?);
    let created_ms = i64::from_be_bytes(take(&mut left)?);
    let count = take::<1>(&mut left)?[0];
    let mut slots = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let kind = take::<1>(&mut left)?[0];
        let length = usize::from(u16::from_be_bytes(take(&mut left)?));
        let body = left.get(..length)?;
        left = left.get(length..)?;
        slots.push(match kind {
            1 => AnySlot::Known(parse_slot(body, SlotType::Passphrase)?),
            2 => AnySlot::Known(parse_slot(body, SlotType::Registry)?),
            _ => AnySlot::Unknown {
                kind,
                body: body.to_vec(),
            },
        });
    }
    left.is_empty().then_some(Header {
        minor,
        kind,
        uuid,
        epoch,
        generation,
        created_ms,
        slots,
    })
}

fn parse_slot(mut left: &[u8], kind: SlotType) -> Option<Slot> {
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
        nonce: take(&mut left)?,
        wrapped: take(&mut left)?,
    };
    left.is_empty().then_some(slot)
}

fn take<const N: usize>(left: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = left.split_first_chunk::<N>()?;
    *left = rest;
    Some(*head)
}
