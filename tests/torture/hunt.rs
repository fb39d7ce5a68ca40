//! The hunt: a word in every form in which it could lie about, in files, in what was written, in a process's memory.

use crate::chance::Chance;
use crate::files;
use aho_corasick::AhoCorasick;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Words are passed on in disguise, so that nobody finds the disguised ones.
const DISGUISE: u8 = 0x55;

/// Letters that stand nowhere else: syllables, so that no rule takes them for a secret, and lower case, as an index
/// would have them.
pub fn word(chance: &mut Chance) -> String {
    let consonants: Vec<char> = "bdfgklmnprstvz".chars().collect();
    let vowels: Vec<char> = "aeiou".chars().collect();
    (0..9)
        .flat_map(|_| [*chance.pick(&consonants), *chance.pick(&vowels)])
        .collect()
}

pub fn disguised(word: &str) -> String {
    word.bytes()
        .map(|byte| format!("{:02x}", byte ^ DISGUISE))
        .collect()
}

pub fn plain(disguised: &str) -> String {
    let digits = disguised.as_bytes().chunks_exact(2);
    digits
        .map(|two| {
            let text = std::str::from_utf8(two).expect("hexadecimal");
            char::from(u8::from_str_radix(text, 16).expect("hexadecimal") ^ DISGUISE)
        })
        .collect()
}

/// What is looked for, each with its name.
pub struct Hunt {
    names: Vec<String>,
    machine: AhoCorasick,
    longest: usize,
}

impl Hunt {
    /// Each word as UTF-8, as UTF-16 of both orders, in hexadecimal, in base64 at each of its three places.
    pub fn of(words: &[(&str, &str)]) -> Self {
        let (mut names, mut forms) = (Vec::new(), Vec::new());
        for (name, word) in words {
            let little = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let hexadecimal = crate::book::hex(word.as_bytes());
            let mut of_word = vec![
                ("utf-8", word.as_bytes().to_vec()),
                ("utf-16le", little),
                ("utf-16be", big),
                ("hex", hexadecimal.to_uppercase().into_bytes()),
                ("hex", hexadecimal.into_bytes()),
            ];
            of_word.extend((0..3).map(|place| ("base64", base64_inside(word.as_bytes(), place))));
            for (form, bytes) in of_word {
                names.push(format!("{name} as {form}"));
                forms.push(bytes);
            }
        }
        let longest = forms.iter().map(Vec::len).max().unwrap_or(0);
        let machine = AhoCorasick::new(&forms).expect("words");
        Self {
            names,
            machine,
            longest,
        }
    }

    /// The names of what stands in the bytes.
    pub fn within(&self, bytes: &[u8]) -> Vec<&str> {
        let found = self.machine.find_iter(bytes);
        found
            .map(|hit| self.names[hit.pattern().as_usize()].as_str())
            .collect()
    }

    /// What stands in the files below a folder, and how many were read. A name of a file is looked at too.
    pub fn in_files(&self, folder: &Path) -> (Vec<String>, usize) {
        let mut found = Vec::new();
        let files = files::all(folder);
        for path in &files {
            let bytes = std::fs::read(path).unwrap_or_default();
            let name = path
                .strip_prefix(folder)
                .unwrap_or(path)
                .to_string_lossy()
                .into_owned();
            for what in self
                .within(&bytes)
                .into_iter()
                .chain(self.within(name.as_bytes()))
            {
                found.push(format!("{name}: {what}"));
            }
        }
        found.sort();
        found.dedup();
        (found, files.len())
    }

    /// What stands in the memory of a process, each as often as it stands there.
    pub fn in_memory(&self, process: u32) -> Vec<String> {
        let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).expect("maps");
        let mut memory = File::open(format!("/proc/{process}/mem")).expect("memory");
        let mut buffer = vec![0; 1 << 20];
        let mut found = Vec::new();
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (range, rest) = line.split_once(' ').expect("a range");
            let (start, end) = range.split_once('-').expect("a range");
            let [start, end] = [start, end].map(|hex| u64::from_str_radix(hex, 16).expect("hexadecimal"));
            let what = rest.split_whitespace().nth(4).unwrap_or("anonymous");
            let mut at = start;
            while at < end {
                let length = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
                let read = memory
                    .seek(SeekFrom::Start(at))
                    .and_then(|_| memory.read(&mut buffer[..length]));
                let Ok(length @ 1..) = read else { break };
                found.extend(
                    self.within(&buffer[..length])
                        .iter()
                        .map(|name| format!("{name} in {what}")),
                );
                // What lies across two looks is found in the second.
                let overlap = if at + (length as u64) < end {
                    self.longest - 1
                } else {
                    0
                };
                at += (length - overlap.min(length - 1)) as u64;
            }
        }
        buffer.fill(0);
        found
    }
}

/// The part of a base64 text that does not hang on what stands before and after the word.
fn base64_inside(word: &[u8], place: usize) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut padded = vec![0; place];
    padded.extend_from_slice(word);
    let mut letters = Vec::new();
    for three in padded.chunks(3) {
        let bits = three
            .iter()
            .enumerate()
            .fold(0_u32, |bits, (n, byte)| bits | u32::from(*byte) << (16 - 8 * n));
        letters.extend((0..=three.len()).map(|n| LETTERS[((bits >> (18 - 6 * n)) & 63) as usize]));
    }
    let from = (place * 8).div_ceil(6);
    let until = padded.len() * 8 / 6;
    letters[from..until].to_vec()
}

#[test]
fn a_word_is_found_in_every_form() {
    let word = word(&mut Chance::new(1));
    assert_eq!(plain(&disguised(&word)), word);
    let hunt = Hunt::of(&[("it", &word)]);
    assert_eq!(
        hunt.within(disguised(&word).as_bytes()),
        [""; 0],
        "the disguise holds"
    );
    let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(hunt.within(&utf16), ["it as utf-16le"]);
    assert_eq!(
        hunt.within(crate::book::hex(word.as_bytes()).as_bytes()),
        ["it as hex"]
    );
    // Encoded by another program, at each of the three places.
    let letters = |bytes: &[u8]| {
        let whole = base64_inside(bytes, 0);
        String::from_utf8(whole).expect("letters")
    };
    assert_eq!(letters(b"any carnal pleas"), "YW55IGNhcm5hbCBwbGVhc");
    for before in ["", "a", "ab"] {
        let text = letters(format!("{before}{word} and more").as_bytes());
        assert_eq!(hunt.within(text.as_bytes()), ["it as base64"], "after {before:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a"), format!("x{word}x")).expect("writes");
    assert_eq!(
        hunt.in_files(folder.path()),
        (vec!["a: it as utf-8".to_owned()], 1)
    );
}
