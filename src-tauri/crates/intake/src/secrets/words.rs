//! Tells words of English and German, and names put together from them, from random letters.

/// For each first letter, the letters that often follow it: those pairs that make up 96.5 of
/// every 100 pairs in an English or a German list of words.
const COMMON_PAIRS: [&str; 26] = [
    "bcdefghiklmnprstuvwyz",    // a
    "abegilorstu",              // b
    "acehiklorstuy",            // c
    "adegilorsu",               // d
    "abcdefghiklmnoprstuvwxyz", // e
    "aefilorstu",               // f
    "aeghilnorstu",             // g
    "aeilmnorstuwy",            // h
    "abcdefgklmnoprstvz",       // i
    "aeou",                     // j
    "aeilnorstu",               // k
    "abdegilnostuy",            // l
    "abeimopstu",               // m
    "abcdefghiklnorstuvwz",     // n
    "abcdefghiklmnoprstuvwy",   // o
    "aefhiloprstu",             // p
    "u",                        // q
    "abcdefghiklmnoprstuvwyz",  // r
    "abcefghiklmnopstuvwyz",    // s
    "abceghilorstuyz",          // t
    "abcdefgilmnprst",          // u
    "aeio",                     // v
    "aehinosu",                 // w
    "eip",                      // x
    "aeips",                    // y
    "aeituw",                   // z
];

/// Whether a run of ASCII letters could be a word: three letters or more, a vowel, and pairs of
/// letters that words are made of, one in five excepted.
pub(super) fn is_wordy(letters: &[u8]) -> bool {
    if letters.len() < 3 || !letters.iter().any(|c| b"aeiouyAEIOUY".contains(c)) {
        return false;
    }
    let common = letters
        .windows(2)
        .filter(|pair| is_common(pair[0], pair[1]))
        .count();
    common * 5 >= (letters.len() - 1) * 4
}

fn is_common(first: u8, second: u8) -> bool {
    let row = usize::from(first.to_ascii_lowercase().wrapping_sub(b'a'));
    COMMON_PAIRS
        .get(row)
        .is_some_and(|row| row.as_bytes().contains(&second.to_ascii_lowercase()))
}

/// How many letters and digits of a token are not explained by words, numbers and digests.
pub(super) fn unexplained(token: &str) -> usize {
    token
        .as_bytes()
        .split(|c| !c.is_ascii_alphanumeric())
        .map(unexplained_in_part)
        .sum()
}

fn unexplained_in_part(part: &[u8]) -> usize {
    if part.iter().all(u8::is_ascii_digit) || is_hex(part) {
        return 0;
    }
    let mut left = 0;
    let mut rest = part;
    while !rest.is_empty() {
        let (run, after) = rest.split_at(run_length(rest));
        rest = after;
        let number = run[0].is_ascii_digit() && run.len() >= 4;
        if !number && !is_wordy(run) {
            left += run.len();
        }
    }
    left
}

/// Four digits or more of one case: part of a digest or an identifier.
pub(super) fn is_hex(part: &[u8]) -> bool {
    let part = part.strip_prefix(b"0x").unwrap_or(part);
    part.len() >= 4
        && (part.iter().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
            || part.iter().all(|c| matches!(c, b'0'..=b'9' | b'A'..=b'F')))
}

/// Length of the digits, capitals, or letters of one word at the front: `userName` is two.
fn run_length(part: &[u8]) -> usize {
    let same = |class: fn(&u8) -> bool| part.iter().take_while(|c| class(c)).count();
    if part[0].is_ascii_digit() {
        return same(u8::is_ascii_digit);
    }
    let capitals = same(u8::is_ascii_uppercase);
    let small = part[capitals..]
        .iter()
        .take_while(|c| c.is_ascii_lowercase())
        .count();
    match (capitals, small) {
        (_, 0) => capitals,
        (0 | 1, _) => capitals + small,
        // In `HTTPServer` the last capital belongs to the word after it.
        _ => capitals - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_words_are_explained() {
        for name in [
            "getUserByIdFromRequest",
            "HTTPServerConnectionFactory",
            "Donaudampfschifffahrtsgesellschaft",
            "valise-2026-11-20-leverage-audit",
            "src/main/java/com/client/PaymentGateway",
            "550e8400-e29b-41d4-a716-446655440000",
        ] {
            assert!(
                unexplained(name) * 4 <= name.len(),
                "{name} is made of words, numbers or digests"
            );
        }
    }
}
