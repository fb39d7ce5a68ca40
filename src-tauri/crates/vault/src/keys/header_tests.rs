//! The header's format: what reads back, what is refused, what is kept.

use super::header::{AnySlot, Copy, Header, Kind, LONGEST, Slot, SlotState, SlotType, Stretch, decode};
use super::kdf::KdfParams;
use crate::secret::Secret32;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const KEY: [u8; 32] = [9; 32];

fn key() -> Secret32 {
    Secret32::new(KEY)
}

fn header() -> Header {
    let mut header = Header {
        minor: 0,
        kind: Kind::Client,
        uuid: Uuid::from_bytes([3; 16]),
        epoch: 4,
        generation: 5,
        created_ms: 6,
        slots: vec![AnySlot::Unknown {
            kind: 200,
            body: vec![1, 2, 3],
        }],
    };
    header.add(
        slot(
            SlotType::Passphrase,
            Some(Stretch {
                params: KdfParams::FLOOR,
                salt: [7; 16],
            }),
        ),
        &key(),
        &key(),
    );
    header.add(slot(SlotType::Registry, None), &key(), &key());
    header
}

fn slot(kind: SlotType, stretch: Option<Stretch>) -> Slot {
    Slot {
        id: 1,
        kind,
        state: SlotState::Current,
        stretch,
        nonce: [8; 24],
        wrapped: [0; 48],
    }
}

fn whole(bytes: &[u8]) -> Option<super::header::Read> {
    match decode(bytes, Kind::Client) {
        Copy::Whole(read) => Some(*read),
        _ => None,
    }
}

#[test]
fn what_is_written_reads_back_and_slots_of_later_versions_are_kept() {
    let header = header();
    let bytes = header.encode(&key()).expect("encodes");
    let read = whole(&bytes).expect("reads");
    assert_eq!(read.header, header);
    assert!(read.is_true(&key()) && !read.is_true(&Secret32::new([1; 32])));
    assert_eq!(read.header.encode(&key()).expect("encodes"), bytes);
    assert!(
        matches!(decode(&bytes, Kind::Vault), Copy::Damaged),
        "a client's slots in the vault's place"
    );
}

#[test]
fn every_flipped_bit_is_told() {
    let bytes = header().encode(&key()).expect("encodes");
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            assert!(
                matches!(decode(&flipped, Kind::Client), Copy::Damaged),
                "byte {at}, bit {bit}"
            );
        }
    }
    for end in 0..bytes.len() {
        assert!(
            matches!(decode(&bytes[..end], Kind::Client), Copy::Damaged),
            "cut at {end}"
        );
    }
    assert!(matches!(
        decode(&[bytes.clone(), vec![0]].concat(), Kind::Client),
        Copy::Damaged
    ));
    assert!(matches!(
        decode(&vec![0; LONGEST * 2], Kind::Client),
        Copy::Foreign
    ));
}

#[test]
fn a_forger_who_puts_the_digest_right_still_lacks_the_key() {
    let bytes = header().encode(&key()).expect("encodes");
    for at in 8..bytes.len() - 32 {
        let mut forged = bytes.clone();
        forged[at] ^= 1;
        let end = forged.len() - 32;
        let digest = Sha256::digest(&forged[..end]);
        forged[end..].copy_from_slice(&digest);
        if let Some(read) = whole(&forged) {
            assert!(!read.is_true(&key()), "byte {at}");
        }
    }
}

#[test]
fn a_slot_opens_only_where_it_was_made() {
    let header = header();
    let slot = header.known().next().expect("one").clone();
    assert!(header.open(&slot, &key()).is_some());
    assert!(header.open(&slot, &Secret32::new([1; 32])).is_none());
    let mut moved = Vec::new();
    for change in 0..6 {
        let (mut header, mut slot) = (header.clone(), slot.clone());
        match change {
            0 => header.uuid = Uuid::nil(),
            1 => header.epoch += 1,
            2 => slot.id += 1,
            3 => slot.kind = SlotType::Registry,
            4 => slot.state = SlotState::Next,
            _ => slot.stretch = slot.stretch.map(|s| Stretch { salt: [0; 16], ..s }),
        }
        moved.push(header.open(&slot, &key()).is_none());
    }
    assert_eq!(moved, [true; 6]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), signed in any::<bool>()) {
        let mut bytes = [super::header::MAGIC.as_slice(), &[1], &bytes].concat();
        if signed {
            let digest = Sha256::digest(&bytes);
            bytes.extend_from_slice(&digest);
        }
        if let Some(read) = whole(&bytes) {
            prop_assert!(!read.is_true(&key()));
        }
    }
}
