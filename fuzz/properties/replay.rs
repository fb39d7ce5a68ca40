//! The short form of a fuzz target, for the ordinary tests: every seed, and each seed cut and bent in the same few
//! hundred ways every time. A crash that the long form found is kept as a seed, and so never comes back unseen.

use std::fs;
use std::path::PathBuf;

/// Cuts and bends of one seed.
const BENT: usize = 120;

pub fn replay(target: &str, holds: fn(&[u8])) {
    // Set by cargo for whatever test runs; the crates of the house lie three folders below the top.
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests"));
    let folder = here.join("../../../fuzz/seeds").join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} holds no seed", folder.display());
    for file in files {
        let seed = fs::read(&file).expect("a readable seed");
        holds(&seed);
        let mut chance = Chance(seed.len() as u64 + 1);
        for _ in 0..BENT {
            holds(&bent(&seed, &mut chance));
        }
    }
}

/// One to four changes, each of them a kind that parsers stumble over.
fn bent(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes[at] = [0, 0xff, 0x7f, 0x80, b'"', b'{'][chance.below(6)],
            3 => {
                let end = (at + chance.below(16)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + chance.below(64)).min(bytes.len());
                let twice = bytes[at..end].to_vec();
                bytes.splice(at..at, twice);
            }
            _ => {
                let other = chance.below(bytes.len());
                bytes.swap(at, other);
            }
        }
    }
    bytes
}

/// The same numbers every time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }
}
