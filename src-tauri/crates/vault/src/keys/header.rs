//! The key-slot header, version 1: fixed binary, big-endian, at most 8 KiB.
//!
//! ```text
//! magic 8 | major 1 | minor 1 | kind 1 | suite 1 | uuid 16 | epoch 4 | generation 8 | created 8
//! n_slots 1 | slots: type 1 | length 2 | body
//! mac 32 (HMAC-SHA-256 over all before) | digest 32 (SHA-256 over all before)
//! ```
//! Magic, versions and the closing digest keep their places in every version, so that damaged,
//! foreign and newer can be told apart. Slots of an unknown type are kept byte for byte; only a
//! rotation takes them out, because what they wrap is the key that it gives up.
//!
//! A vault's header says minor 1 while it stands between two root keys: a program that knows nothing
//! of that reads only. At rest it says minor 0.

use crate::error::{VaultError, VaultFile};
use crate::keys::slot::{self, AnySlot, Slot, SlotState, SlotType};
use crate::keys::wrap;
use crate::secret::Secret32;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub(crate) const MAGIC: &[u8; 8] = b"VALISEKS";
pub(crate) const MAJOR: u8 = 1;
/// The newest minor version known here, and what a header says between two root keys.
pub(crate) const MINOR: u8 = 1;
/// What a header says at rest.
pub(crate) const AT_REST: u8 = 0;
pub(crate) const LONGEST: usize = 8 * 1024;
const SUITE: u8 = 1;
const FIXED: usize = 49;
const TAIL: usize = 64;

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
    ///
    /// A vault's Next slot is sealed for the place it will have: Current, in the next epoch. So the
    /// end of a rotation needs none of the keys that wrap it, see [`Header::promoted`].
    fn aad(&self, slot: &Slot) -> Vec<u8> {
        let (epoch, state) = match (self.kind, slot.state) {
            (Kind::Vault, SlotState::Next) => (self.epoch.wrapping_add(1), SlotState::Current),
            (_, state) => (self.epoch, state),
        };
        let mut aad = Vec::with_capacity(96);
        aad.extend_from_slice(MAGIC);
        aad.extend_from_slice(&[MAJOR, self.kind.byte(), SUITE]);
        aad.extend_from_slice(self.uuid.as_bytes());
        aad.extend_from_slice(&epoch.to_be_bytes());
        aad.push(slot.kind.byte());
        slot.put_parameters(state, &mut aad);
        aad
    }

    /// Is there a slot of that type?
    pub fn has(&self, kind: SlotType) -> bool {
        self.slots.iter().any(|slot| slot.is(kind))
    }

    /// Takes out all slots of that type.
    pub fn forget(&mut self, kind: SlotType) {
        self.slots.retain(|slot| !slot.is(kind));
    }

    /// Does it stand between two keys?
    pub fn is_moving(&self) -> bool {
        self.known().any(|slot| slot.state == SlotState::Next)
    }

    /// A vault's header after its rotation: the Next slots are in use, every other slot is gone.
    pub fn promoted(&self) -> Self {
        let next = self.known().filter(|slot| slot.state == SlotState::Next);
        let slots = next.map(|slot| Slot {
            state: SlotState::Current,
            ..slot.clone()
        });
        Self {
            minor: AT_REST,
            epoch: self.epoch.wrapping_add(1),
            generation: self.generation + 1,
            slots: slots.map(AnySlot::Known).collect(),
            ..self.clone()
        }
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
                AnySlot::Known(slot) => (slot.kind.byte(), slot.body()),
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
    let major = slot::take::<1>(&mut left)?[0];
    let minor = slot::take::<1>(&mut left)?[0];
    let [found_kind, suite] = slot::take::<2>(&mut left)?;
    if major != MAJOR || found_kind != kind.byte() || suite != SUITE {
        return None;
    }
    let uuid = Uuid::from_bytes(slot::take::<16>(&mut left)?);
    let epoch = u32::from_be_bytes(slot::take(&mut left)?);
    let generation = u64::from_be_bytes(slot::take(&mut left)?);
    let created_ms = i64::from_be_bytes(slot::take(&mut left)?);
    let count = slot::take::<1>(&mut left)?[0];
    let mut slots = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let kind = slot::take::<1>(&mut left)?[0];
        let length = usize::from(u16::from_be_bytes(slot::take(&mut left)?));
        let body = left.get(..length)?;
        left = left.get(length..)?;
        slots.push(AnySlot::parse(kind, body)?);
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
