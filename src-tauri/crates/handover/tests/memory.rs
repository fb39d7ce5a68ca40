//! 200 MB of evidence pass through without being held.

#![cfg(target_os = "linux")]

mod support;

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::atomic::AtomicBool;
use support::{ADA, BOB, person};
use valise_handover::{Base, Blob, Bounds, Draft, HandoverError, Key, Scope, SealTo, open, write};

const SIZE: u64 = 200 << 20;
const MOST: u64 = 16 << 20;

/// Bytes without a pattern that a buffer could fold.
struct Noise {
    left: u64,
    state: u64,
}

impl Noise {
    fn new() -> Self {
        Self { left: SIZE, state: 7 }
    }
}

impl Read for Noise {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        for eight in bytes[..count].chunks_mut(8) {
            self.state = self
                .state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            eight.copy_from_slice(&self.state.to_le_bytes()[..eight.len()]);
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// The most memory that this process ever had, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("status");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .expect("a peak");
    let kib = line.split_whitespace().nth(1).expect("a number");
    kib.parse::<u64>().expect("a number") * 1024
}

#[test]
fn two_hundred_megabytes_take_little_memory() {
    let (mut hash, mut noise, mut block) = (Sha256::new(), Noise::new(), vec![0; 1 << 16]);
    while let Ok(count @ 1..) = noise.read(&mut block) {
        hash.update(&block[..count]);
    }
    let blob = Blob {
        sha256: hash.finalize().into(),
        len: SIZE,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plover.valise");
    let (bob, stop) = (person(BOB), AtomicBool::new(false));
    let draft = Draft {
        client: uuid::Uuid::from_u128(1),
        codename: "Plover",
        made_ms: 0,
        sender_name: "Ada",
        base: Base {
            commit: 0,
            chain_head: [0; 32],
        },
        grew_from: None,
        scope: &Scope::default(),
        rows: &support::rows(),
        evidence: &[blob],
    };
    let before = peak();
    let mut give = |_: &Blob, out: &mut dyn Write| {
        io::copy(&mut Noise::new(), out)?;
        Ok::<(), HandoverError>(())
    };
    write(
        &draft,
        &person(ADA),
        &SealTo::Recipients(&[bob.recipient()]),
        File::create(&path).expect("creates"),
        &mut give,
        &mut |_, _| {},
        &stop,
    )
    .expect("writes");
    let written = peak();
    let mut seen = 0;
    let mut take = |_: &Blob, piece: &mut dyn Read| {
        seen = io::copy(piece, &mut io::sink())?;
        Ok::<(), HandoverError>(())
    };
    let file = File::open(&path).expect("opens");
    let opened = open(file, &Key::Identity(&bob), &Bounds::default(), &stop).expect("opens");
    opened
        .receive(&mut |_| Ok(()), &mut take, &mut |_, _| {})
        .expect("reads");
    let read = peak();
    assert_eq!(seen, SIZE);
    println!(
        "writing took {} KiB, reading {} KiB more",
        (written - before) >> 10,
        (read - written) >> 10
    );
    assert!(written - before < MOST, "writing took {} bytes", written - before);
    assert!(read - written < MOST, "reading took {} bytes", read - written);
}
