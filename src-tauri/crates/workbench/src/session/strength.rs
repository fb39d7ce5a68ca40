//! How long a passphrase would stand, in terms a person can act on.

use crate::view::Strength;

/// Guesses a second that an attacker is granted: ten thousand cores, each of them
/// as fast as this machine, against a derivation calibrated to about one second.
const GUESSES_A_SECOND: f64 = 10_000.0;

/// Judges a passphrase. A vault asks for five words or for zxcvbn's best mark.
pub fn strength(passphrase: &str) -> Strength {
    let words = passphrase
        .split([' ', '-', '_', '.'])
        .filter(|w| w.chars().count() >= 3)
        .count();
    // zxcvbn's cost grows with the square of the length: what is longer than any guess needs no longer look.
    let head: String = passphrase.chars().take(100).collect();
    let entropy = zxcvbn::zxcvbn(&head, &["valise", "vault"]);
    let score = u8::from(entropy.score());
    // An estimate for the eye, in whole seconds; the cap keeps it a number that the window can hold.
    let crack_seconds = (10f64.powf(entropy.guesses_log10()) / GUESSES_A_SECOND).min(1e15) as u64;
    let feedback = entropy.feedback();
    Strength {
        score,
        words: u16::try_from(words).unwrap_or(u16::MAX),
        good: score == 4 || (words >= 5 && score >= 3),
        crack_seconds,
        warning: feedback.and_then(|f| f.warning()).map(|w| w.to_string()),
        suggestions: feedback
            .map(|f| f.suggestions().iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_weak_and_five_words_are_good() {
        assert!(!strength("password1").good, "a word from every list of leaks");
        assert!(!strength("a a a a a a").good, "blanks alone make no words");
        assert!(
            strength("copper lantern ridge autumn velvet").good,
            "five unrelated words"
        );
    }
}
