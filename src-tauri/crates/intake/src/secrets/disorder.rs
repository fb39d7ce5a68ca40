//! Tokens of no published shape, found by their disorder.

use std::ops::Range;

use super::base64;
use super::words::{is_hex, unexplained};

/// Shortest and longest token that a stop looks at. Longer runs are embedded files.
const STOP_LENGTHS: std::ops::RangeInclusive<usize> = 20..=1024;
/// Letters and digits of a token that nothing may explain before it counts as a secret.
const STOP_UNEXPLAINED: usize = 13;
/// The same for a warning beside a note.
const WARN_LENGTHS: std::ops::RangeInclusive<usize> = 16..=1024;
const WARN_UNEXPLAINED: usize = 11;
/// Bits of each character, times a hundred. Random letters and digits have more than 370 at
/// twenty characters; repeated or counted ones have fewer.
const LEAST_ENTROPY: u32 = 310;

/// What stands right before a token that is public by its nature.
const PUBLIC_BEFORE: [&str; 8] = [
    "base64,",
    "sha1-",
    "sha256-",
    "sha384-",
    "sha512-",
    "SHA256:",
    "sha256:",
    "publishable_",
];
/// How such a token begins: keys of SSH, recipients of age, publishable payment keys.
const PUBLIC_BEGIN: [&str; 6] = [
    "AAAAB3NzaC1",
    "AAAAC3NzaC1",
    "AAAAE2VjZHNh",
    "AAAAG",
    "age1",
    "pk_",
];
/// A line with one of these speaks of digests, and a hexadecimal value in it is one.
const DIGEST_WORDS: [&str; 16] = [
    "sha",
    "md5",
    "hash",
    "digest",
    "checksum",
    "prüfsumme",
    "fingerprint",
    "fingerabdruck",
    "commit",
    "revision",
    "chain",
    "kette",
    "trace",
    "etag",
    "blake",
    "crc",
];

/// Ranges of tokens that look random, for the stop before an export.
pub(super) fn unknown_tokens(text: &str) -> Vec<Range<usize>> {
    let public = armoured_blocks(text);
    runs(text)
        .filter(|run| STOP_LENGTHS.contains(&run.len()))
        .filter(|run| looks_random(&text[run.clone()], STOP_UNEXPLAINED))
        .filter(|run| !is_public(text, run) && !inside(&public, run))
        .collect()
}

/// The wider net for notes: shorter tokens, digests without a word for it, strong passwords.
pub(super) fn suspicious_words(text: &str) -> Vec<Range<usize>> {
    let public = armoured_blocks(text);
    let tokens = runs(text).filter(|run| {
        let token = &text[run.clone()];
        let random = WARN_LENGTHS.contains(&run.len()) && looks_random(token, WARN_UNEXPLAINED);
        let bare_hex = run.len() >= 32 && is_hex(token.as_bytes()) && !speaks_of_digests(text, run);
        (random || bare_hex) && !is_public(text, run) && !inside(&public, run)
    });
    let mut found: Vec<Range<usize>> = tokens.collect();
    found.extend(words(text).filter(|word| looks_like_password(&text[word.clone()])));
    found
}

/// Runs of the letters that tokens are made of. An equals sign belongs to one at its end only.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += bytes.get(at..)?.iter().position(|c| is_token_letter(*c))?;
            let start = at;
            at += bytes[at..]
                .iter()
                .position(|c| !is_token_letter(*c))
                .unwrap_or(bytes.len() - at);
            let mut end = at;
            while end < bytes.len() && bytes[end] == b'=' && end - at < 2 {
                end += 1;
            }
            let padded = end > at && bytes.get(end).is_none_or(|c| !is_token_letter(*c));
            let run = start..if padded { end } else { at };
            // Letters of a language that go on beyond ASCII are part of a word.
            let joined = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
            if !joined(text[..start].chars().next_back()) && !joined(text[at..].chars().next()) {
                return Some(run);
            }
        }
    })
}

fn is_token_letter(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'_' | b'-')
}

fn looks_random(token: &str, least: usize) -> bool {
    let body = token.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let count = body.bytes().filter(u8::is_ascii_alphanumeric).count();
    // Random letters without a single digit are rarer than names of odd abbreviations.
    if !body.bytes().any(|c| c.is_ascii_digit()) || !body.bytes().any(|c| c.is_ascii_alphabetic()) {
        return false;
    }
    let open = unexplained(body);
    open >= least
        && open * 2 >= count
        // Names in code and paths are short parts in a row; of a token, dashes and slashes are
        // one letter in 32, so a long part remains.
        && body.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part.len() >= 12 && unexplained(part) >= 10)
        && entropy(body.as_bytes()) >= LEAST_ENTROPY
        && !is_counted_identifier(body)
        && !base64::is_readable(token)
}

/// Shannon's entropy of the bytes, in hundredths of a bit for each, rounded down. A measure for
/// a limit, not a figure: it is never stored.
fn entropy(bytes: &[u8]) -> u32 {
    let mut counts = [0u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let total = bytes.len() as f64;
    let bits: f64 = counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| {
            let share = f64::from(*count) / total;
            -share * share.log2()
        })
        .sum();
    (bits * 100.0) as u32
}

/// Identifiers made of a time and a counter (ULID), bank accounts, and groups of capitals and
/// digits as on licences and parcels.
fn is_counted_identifier(body: &str) -> bool {
    let bytes = body.as_bytes();
    let ulid = bytes.len() == 26
        && matches!(bytes[0], b'0'..=b'7')
        && bytes
            .iter()
            .all(|c| c.is_ascii_digit() || (c.is_ascii_uppercase() && !b"ILOU".contains(c)));
    let account = bytes.len() >= 15
        && bytes.len() <= 34
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().filter(|c| c.is_ascii_digit()).count() * 5 >= (bytes.len() - 4) * 3
        && bytes[4..]
            .iter()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    ulid || account
}

fn is_public(text: &str, run: &Range<usize>) -> bool {
    let (before, token) = (&text[..run.start], &text[run.clone()]);
    // The dash or underscore of such a mark is a letter of tokens, so it may be inside as well.
    PUBLIC_BEFORE
        .iter()
        .any(|mark| before.ends_with(mark) || token.contains(mark))
        || PUBLIC_BEGIN.iter().any(|mark| token.starts_with(mark))
}

/// Blocks between BEGIN and END. Private ones are a rule's business; in public ones every line
/// looks random.
fn armoured_blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find("-----BEGIN ").map(|p| at + p) {
        let Some(end) = text[begin..].find("-----END ").map(|p| begin + p) else {
            break;
        };
        blocks.push(begin..end);
        at = end;
    }
    blocks
}

fn inside(blocks: &[Range<usize>], run: &Range<usize>) -> bool {
    let next = blocks.partition_point(|block| block.end <= run.start);
    blocks.get(next).is_some_and(|block| block.start <= run.start)
}

fn speaks_of_digests(text: &str, run: &Range<usize>) -> bool {
    let line = super::line_around(text, run.start);
    // Far along a long line the word says nothing about this value.
    let mut from = run.start.saturating_sub(120).max(line.start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (run.end + 60).min(line.end);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let around = format!("{} {}", &text[from..run.start], &text[run.end..to]).to_lowercase();
    DIGEST_WORDS.iter().any(|word| around.contains(word))
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let word = word.trim_matches(|c| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '"' | '\'' | '`'));
        let start = word.as_ptr() as usize - base;
        start..start + word.len()
    })
}

/// Eight to 64 characters with letters of both cases, a digit and a sign inside.
fn looks_like_password(word: &str) -> bool {
    let bytes = word.as_bytes();
    let has = |class: fn(&u8) -> bool| bytes.iter().any(class);
    let signs = bytes[..bytes.len().max(1) - 1]
        .iter()
        .filter(|c| b"!#$%^&*?~@+".contains(c))
        .count();
    (8..=64).contains(&bytes.len())
        && word.is_ascii()
        && signs > 0
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
        && !word.contains("://")
        && !is_address(word)
        && unexplained(word) >= 3
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}
