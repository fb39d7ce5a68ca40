//! A fingerprint that can be read out over the telephone.

use bip39::Language;
use std::fmt;

/// Words of a fingerprint.
const COUNT: usize = 6;
/// Bits that a word stands for.
const BITS: usize = 11;

/// Six words: the first 66 bits of a hash over both public keys of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u16; COUNT]);

impl Fingerprint {
    pub(super) fn of_hash(hash: &[u8; 32]) -> Self {
        let bit = |at: usize| u16::from((hash[at / 8] >> (7 - at % 8)) & 1);
        let mut places = [0; COUNT];
        for (word, place) in places.iter_mut().enumerate() {
            *place = (0..BITS).fold(0, |number, of| (number << 1) | bit(word * BITS + of));
        }
        Self(places)
    }

    /// The six words, in order.
    pub fn words(&self) -> [&'static str; COUNT] {
        // The English list of BIP-39: 2048 words, told apart by their first four letters.
        let list = Language::English.word_list();
        self.0
            .map(|place| list.get(usize::from(place)).copied().unwrap_or_default())
    }

    /// Whether these are the words, whatever their case and the space or dashes between them.
    pub fn matches(&self, typed: &str) -> bool {
        let typed = typed
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase);
        typed.eq(self.words().map(str::to_owned))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().join(" "))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_list_has_2048_words_told_apart_by_four_letters() {
        let words = Language::English.word_list();
        assert_eq!(words.len(), 1 << BITS);
        let beginnings: HashSet<&str> = words.iter().map(|word| &word[..word.len().min(4)]).collect();
        assert_eq!(beginnings.len(), words.len(), "four letters tell each word");
        assert!(words.is_sorted(), "the list is the published one, in its order");
    }

    #[test]
    fn the_words_are_the_first_66_bits() {
        assert_eq!(
            Fingerprint::of_hash(&[0; 32]).words(),
            ["abandon"; COUNT],
            "no bit set is the first word"
        );
        assert_eq!(
            Fingerprint::of_hash(&[0xff; 32]).words(),
            ["zoo"; COUNT],
            "all bits set is the last word"
        );
        let mut hash = [0; 32];
        hash[8] = 0x40;
        assert_eq!(
            Fingerprint::of_hash(&hash).words()[5],
            "ability",
            "bit 65, counted from 0, is the last one"
        );
        hash[8] = 0x3f;
        assert_eq!(
            Fingerprint::of_hash(&hash).words(),
            ["abandon"; COUNT],
            "what comes after takes no part"
        );
    }

    #[test]
    fn what_is_typed_while_listening_matches() {
        let fingerprint = Fingerprint::of_hash(&[0xff; 32]);
        assert!(fingerprint.matches(" Zoo zoo-ZOO, zoo\nzoo zoo "));
        assert!(!fingerprint.matches("zoo zoo zoo zoo zoo"), "five are not six");
        assert!(!fingerprint.matches("zoo zoo zoo zoo zoo zone"));
    }
}
