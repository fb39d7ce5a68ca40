//! What stays in memory of a printed key once the caller has evicted it: nothing.

#![cfg(target_os = "linux")]

#[allow(dead_code)]
#[path = "support/papers.rs"]
mod examples;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::atomic::AtomicBool;
use valise_report::model::Paper;
use valise_report::papers::{EmergencyKit, Groups};
use valise_report::{evict_all, typeset_paper};

#[global_allocator]
static WIPES_WHAT_IS_FREED: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

const DISGUISE: u8 = 0x55;

/// A word that stands nowhere in the program, kept here in disguise.
fn revealed(disguised: &[u8]) -> String {
    disguised.iter().map(|byte| char::from(byte ^ DISGUISE)).collect()
}

/// The disguise of a name that is invented here, without ever holding it whole.
fn disguised(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed;
    (0..length)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b"ABCDEFGHJKMNPQRSTVWXYZ23456789"[(state >> 16) as usize % 30] ^ DISGUISE
        })
        .collect()
}

/// How often one of the words stands in what this process can write.
fn in_memory(words: &[Vec<u8>]) -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("maps");
    let mut memory = File::open("/proc/self/mem").expect("memory");
    // One buffer for all, wiped after each look, so that it does not find itself.
    let mut buffer = vec![0; 1 << 20];
    let mut begins = [false; 256];
    for word in words {
        begins[usize::from(word[0] ^ DISGUISE)] = true;
    }
    let longest = words.iter().map(Vec::len).max().unwrap_or_default();
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line
            .split(' ')
            .next()
            .and_then(|range| range.split_once('-'))
            .expect("a range");
        let [start, end] = [range.0, range.1].map(|hex| u64::from_str_radix(hex, 16).expect("hexadecimal"));
        let mut at = start;
        while at < end {
            let length = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
            let read = memory
                .seek(SeekFrom::Start(at))
                .and_then(|_| memory.read(&mut buffer[..length]));
            let Ok(length @ 1..) = read else { break };
            for place in (0..length).filter(|place| begins[usize::from(buffer[*place])]) {
                let rest = &buffer[place..length];
                found += words
                    .iter()
                    .filter(|word| {
                        rest.len() >= word.len()
                            && word
                                .iter()
                                .zip(rest)
                                .all(|(meant, found)| found ^ DISGUISE == *meant)
                    })
                    .count();
            }
            buffer[..length].fill(0);
            // A word across two looks is found in the second.
            let last = at + length as u64 >= end;
            at += (length as u64)
                .saturating_sub(if last { 0 } else { longest as u64 })
                .max(1);
        }
    }
    found
}

#[test]
fn after_eviction_no_group_of_the_key_remains() {
    let name = vec![disguised(7, 24)];
    // A short text of the typesetter is its letters and zeros; four letters alone would be found by chance.
    let groups: Vec<Vec<u8>> = (0..EmergencyKit::GROUPS)
        .map(|n| {
            let mut group = disguised(1000 + u32::try_from(n).expect("few"), 4);
            group.extend([DISGUISE; 6]);
            group
        })
        .collect();
    assert_eq!(
        (in_memory(&name), in_memory(&groups)),
        (0, 0),
        "the disguise holds"
    );
    {
        let kit = EmergencyKit {
            vault: revealed(&name[0]),
            groups: Groups::of(groups.iter().map(|group| revealed(&group[..4]).into())),
            ..examples::kit(Paper::A4)
        };
        let pages = typeset_paper(&kit, &AtomicBool::default()).expect("typesets");
        let picture = pages.png(0, 800).expect("a picture");
        let file = pages.pdf(&AtomicBool::default()).expect("exports");
        assert!(picture.len() + file.len() > 10_000);
        assert!(
            in_memory(&name) > 0 && in_memory(&groups) > 0,
            "the search finds what is there"
        );
    }
    evict_all();
    assert_eq!((in_memory(&name), in_memory(&groups)), (0, 0), "name, groups");
}
