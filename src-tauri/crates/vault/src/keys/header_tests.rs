//! The header's format: what reads back, what is refused, what is kept.

use super::header::{Copy, Header, Kind, LONGEST, decode};
use super::kdf::KdfParams;
use super::slot::{AnySlot, Slot, SlotState, SlotType, Stretch};
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
    for kind in [SlotType::Registry, SlotType::Recovery, SlotType::Keychain] {
        header.add(slot(kind, None), &key(), &key());
    }
    header
}

fn slot(kind: SlotType, stretch: Option<Stretch>) -> Slot {
    Slot {
        id: 1,
        kind,
        state: SlotState::Current,
        stretch,
        made_ms: 0,
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

/// What a program that knows the first two types only makes of the header, and writes again.
fn through_an_older_program(bytes: &[u8]) -> Vec<u8> {
    let mut header = whole(bytes).expect("reads").header;
    for slot in &mut header.slots {
        if let AnySlot::Known(known) = slot
            && known.kind.byte() > 2
        {
            *slot = AnySlot::Unknown {
                kind: known.kind.byte(),
                body: known.body(),
            };
        }
    }
    header.generation += 1;
    header.encode(&key()).expect("encodes")
}

#[test]
fn an_older_program_keeps_the_newer_ways_in() {
    let bytes = through_an_older_program(&header().encode(&key()).expect("encodes"));
    let read = whole(&bytes).expect("reads").header;
    assert_eq!(read.slots, header().slots);
    for slot in read.known() {
        assert!(read.open(slot, &key()).is_some(), "{:?} still opens", slot.kind);
    }
}

#[test]
fn a_newer_way_in_that_is_not_understood_is_kept_as_it_is() {
    let mut strange = header();
    for (kind, body) in [(3, vec![9; 110]), (4, vec![1; 3]), (3, vec![0; 104])] {
        strange.slots.push(AnySlot::Unknown { kind, body });
    }
    // A stretched recovery slot may come one day; it is not read as one without a cost.
    let stretched = header().known().next().expect("the passphrase").body();
    strange.slots.push(AnySlot::Unknown {
        kind: 3,
        body: stretched,
    });
    let bytes = strange.encode(&key()).expect("encodes");
    let read = whole(&bytes).expect("reads").header;
    assert_eq!(read.encode(&key()).expect("encodes"), bytes);
    let opened = read.known().filter(|slot| read.open(slot, &key()).is_some());
    assert_eq!(opened.count(), 4, "the four that were made here");
}

#[test]
fn when_a_slot_was_made_is_kept_and_cannot_be_changed() {
    let mut header = header();
    header.forget(SlotType::Recovery);
    header.add(
        slot(SlotType::Recovery, None).made_at(1_795_000_000_123),
        &key(),
        &key(),
    );
    let read = whole(&header.encode(&key()).expect("encodes"))
        .expect("reads")
        .header;
    let kept = read
        .known()
        .find(|slot| slot.kind == SlotType::Recovery)
        .expect("is there");
    assert_eq!(kept.made_ms, 1_795_000_000_123);
    assert!(read.open(kept, &key()).is_some());
    assert!(
        read.open(&kept.clone().made_at(1_795_000_000_124), &key())
            .is_none()
    );
}

#[test]
fn a_vaults_next_slot_opens_before_and_after_it_is_promoted_and_nowhere_else() {
    let mut header = Header {
        kind: Kind::Vault,
        minor: 1,
        ..header()
    };
    header.slots.clear();
    header.add(slot(SlotType::Passphrase, None), &key(), &Secret32::new([1; 32]));
    let next = Slot {
        state: SlotState::Next,
        ..slot(SlotType::Keychain, None)
    };
    header.add(next, &key(), &Secret32::new([2; 32]));
    assert!(header.is_moving());
    let found: Vec<_> = header
        .known()
        .map(|slot| header.open(slot, &key()).is_some())
        .collect();
    assert_eq!(found, [true, true]);
    let after = header.promoted();
    assert!(!after.is_moving());
    assert_eq!((after.minor, after.epoch, after.generation), (0, 5, 6));
    let slots: Vec<_> = after.known().collect();
    assert_eq!(
        (slots.len(), slots[0].kind),
        (1, SlotType::Keychain),
        "what was in use is gone"
    );
    assert_eq!(after.open(slots[0], &key()).expect("opens").expose(), &[2; 32]);
    // Calling the next slot current, or the current one next, opens neither.
    for slot in header.known() {
        let state = match slot.state {
            SlotState::Current => SlotState::Next,
            SlotState::Next => SlotState::Current,
        };
        let other = Slot {
            state,
            ..slot.clone()
        };
        assert!(header.open(&other, &key()).is_none(), "{state:?}");
    }
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
