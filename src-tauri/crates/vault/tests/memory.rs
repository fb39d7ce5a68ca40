//! What stays in memory after the lock: nothing that was in a client, and not the passphrase.

#![cfg(target_os = "linux")]

mod support;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use support::Desk;
use valise_vault::{Cancel, Environment, Level, OpenVault, Passphrase, VaultError};

#[global_allocator]
static WIPES_WHAT_IS_FREED: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// A word that stands nowhere in the program, kept here in disguise.
struct Canary(Vec<u8>);

const DISGUISE: u8 = 0x55;

impl Canary {
    fn new() -> Self {
        let random = Environment::system().random;
        let mut bytes = [0; 12];
        random.fill(&mut bytes).expect("randomness");
        let mut word = String::with_capacity(32);
        for byte in bytes {
            write!(word, "{byte:02x}").expect("writes");
        }
        Self(word.bytes().map(|byte| byte ^ DISGUISE).collect())
    }

    fn word(&self) -> String {
        self.0.iter().map(|byte| char::from(byte ^ DISGUISE)).collect()
    }

    fn count(&self, bytes: &[u8]) -> usize {
        bytes
            .windows(self.0.len())
            .filter(|window| {
                window
                    .iter()
                    .zip(&self.0)
                    .all(|(found, meant)| found ^ DISGUISE == *meant)
            })
            .count()
    }

    /// How often it stands in what this process can write.
    fn in_memory(&self) -> usize {
        let maps = std::fs::read_to_string("/proc/self/maps").expect("maps");
        let mut memory = File::open("/proc/self/mem").expect("memory");
        // One buffer for all, wiped after each look, so that it does not find itself.
        let mut buffer = vec![0; 1 << 20];
        let mut found = 0;
        for (start, end) in writable(&maps) {
            let mut at = start;
            while at < end {
                let length = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
                let read = memory
                    .seek(SeekFrom::Start(at))
                    .and_then(|_| memory.read(&mut buffer[..length]));
                let Ok(length @ 1..) = read else { break };
                found += self.count(&buffer[..length]);
                buffer[..length].fill(0);
                // A word across two looks is found in the second.
                at += (length as u64)
                    .saturating_sub(if at + (length as u64) < end {
                        self.0.len() as u64
                    } else {
                        0
                    })
                    .max(1);
            }
        }
        found
    }
}

/// What this process can write, by address. Ranges that touch are one: a locked page splits the heap, and a word may
/// lie across the cut.
fn writable(maps: &str) -> Vec<(u64, u64)> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line.split(' ').next().and_then(|range| range.split_once('-'));
        let (start, end) = range.expect("a range");
        let [start, end] = [start, end].map(|hex| u64::from_str_radix(hex, 16).expect("hexadecimal"));
        match ranges.last_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ => ranges.push((start, end)),
        }
    }
    ranges
}

fn quiet(_: u64, _: u64) {}

#[test]
fn after_the_lock_neither_words_nor_passphrase_remain() {
    let (written, typed, evidence) = (Canary::new(), Canary::new(), Canary::new());
    assert_eq!(written.in_memory(), 0, "the disguise holds");
    let mut desk = Desk::new();
    {
        let current = Passphrase::from(support::WORDS);
        desk.vault()
            .change_passphrase(&current, &Passphrase::new(typed.word()), None, &Cancel::new())
            .expect("changes");
        desk.lock();
        let words = Passphrase::new(typed.word());
        assert!(typed.in_memory() > 0, "the search finds what is there");
        let mut vault =
            OpenVault::unlock(&desk.path(), &words, &desk.environment, &Cancel::new()).expect("unlocks");
        let id = vault.add_client("Plover", Level::Standard, false).expect("adds");
        let mut store = vault.open_client(id).expect("opens");
        for n in 0..200 {
            let doc = format!(
                r#"{{"title":"{} {n}","text":"{}"}}"#,
                written.word(),
                "filler ".repeat(n % 50)
            );
            let add = |tx: &mut valise_vault::Tx<'_>| tx.insert("findings", None, &written.word(), 0, &doc);
            let id = store
                .transact::<_, VaultError>("add", &written.word(), add)
                .expect("adds")
                .value;
            if n % 3 == 0 {
                let edited = format!(r#"{{"title":"edited {}"}}"#, written.word());
                store
                    .transact::<_, VaultError>("edit", "", |tx| tx.update(id, &edited))
                    .expect("edits");
                store.undo().expect("undoes");
            }
        }
        store.save_draft("draft", &written.word()).expect("drafts");
        let bytes = evidence.word().repeat(40_000).into_bytes();
        let blob = store
            .evidence_import(&mut bytes.as_slice(), None, &mut quiet, &Cancel::new())
            .expect("imports");
        let mut back = Vec::new();
        store
            .evidence_read(&blob.sha256, &mut back, &mut quiet, &Cancel::new())
            .expect("reads");
        assert_eq!(store.rows().expect("rows").len(), 200);
        assert!(!store.search(&written.word(), 10).expect("searches").is_empty());
        assert!(
            store
                .check(true, &mut quiet, &Cancel::new())
                .expect("checks")
                .is_sound()
        );
        assert!(
            written.in_memory() > 0 && evidence.in_memory() > 0,
            "open, they are in memory"
        );
        store.close().expect("closes");
        vault.lock().expect("locks");
    }
    assert_eq!(
        (written.in_memory(), typed.in_memory(), evidence.in_memory()),
        (0, 0, 0),
        "records, passphrase, evidence"
    );
}
