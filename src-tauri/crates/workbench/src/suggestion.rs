//! A passphrase that nobody thought of.

use crate::{Problem, ProblemCode, Result, Secret, Surroundings};
use bip39::Language;

/// Words of a suggestion. Each is one of 2048: six hold 66 bits, which at this vault's cost of a guess stand for
/// thousands of years.
const WORDS: usize = 6;

/// Six words, drawn evenly.
pub fn suggest_passphrase(surroundings: &Surroundings) -> Result<Secret> {
    let list = Language::English.word_list();
    let mut drawn = zeroize::Zeroizing::new([0_u8; WORDS * 2]);
    surroundings.vault.random.fill(&mut *drawn)?;
    // Reserved for the longest words, so that growing leaves no piece behind.
    let mut text = String::with_capacity(WORDS * 9);
    for pair in drawn.chunks_exact(2) {
        let number = usize::from(u16::from_le_bytes([pair[0], pair[1]]));
        // 2048 divides 65536: no word is likelier than another.
        let word = list
            .get(number % list.len())
            .ok_or_else(|| Problem::new(ProblemCode::Internal))?;
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    Ok(Secret::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn six_words_of_the_list_that_a_vault_accepts() {
        let surroundings = Surroundings::system();
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let suggested = suggest_passphrase(&surroundings).expect("the system has randomness");
            let words: Vec<&str> = suggested.expose().split(' ').collect();
            assert_eq!(words.len(), WORDS);
            assert!(
                words
                    .iter()
                    .all(|word| Language::English.word_list().contains(word)),
                "{words:?}"
            );
            assert!(crate::strength(suggested.expose()).good, "{words:?}");
            seen.insert(suggested.expose().to_owned());
        }
        assert_eq!(seen.len(), 200, "no two alike");
    }
}
