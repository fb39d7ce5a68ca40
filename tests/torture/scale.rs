//! How much of each programme runs, and from which seed.

use crate::chance::Chance;
use valise_vault::Environment;

/// The seed of every short form.
const SHORT: u64 = 11;

/// The long forms were asked for.
pub fn long() -> bool {
    std::env::var("VALISE_TORTURE").is_ok_and(|form| form == "long")
}

/// The count for this run: `VALISE_TORTURE_COUNT` wins over both.
pub fn count(short: usize, long_count: usize) -> usize {
    let asked = std::env::var("VALISE_TORTURE_COUNT").ok();
    asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(if long() { long_count } else { short })
}

/// A generator whose seed is printed, so that what it found can be found again.
pub fn chance(programme: &str) -> Chance {
    let asked = std::env::var("VALISE_TORTURE_SEED").ok();
    let seed = asked.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        if !long() {
            // A short form is the same every time; what it finds does not depend on the day.
            return SHORT;
        }
        let mut bytes = [0; 8];
        Environment::system().random.fill(&mut bytes).expect("randomness");
        u64::from_le_bytes(bytes)
    });
    println!("{programme}: VALISE_TORTURE_SEED={seed}");
    Chance::new(seed)
}
