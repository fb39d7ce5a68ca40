//! What the workbench is given from outside: the time, the day, chance, the credential store.

use crate::Result;
use jiff::civil::Date;
use std::sync::Arc;
use valise_vault::Environment;

/// Everything that differs from one run to the next. Passed in, so that tests and reports repeat to the byte.
#[derive(Clone)]
pub struct Surroundings {
    /// Clock, random source, credential store and device name of the vault.
    pub vault: Environment,
    /// Today's local date.
    pub today: Arc<dyn Fn() -> Date + Send + Sync>,
}

impl Surroundings {
    /// The real ones.
    #[allow(clippy::disallowed_methods, reason = "the edge where the day comes in")]
    pub fn system() -> Self {
        Self {
            vault: Environment::system(),
            today: Arc::new(|| jiff::Zoned::now().date()),
        }
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub fn now_ms(&self) -> i64 {
        self.vault.clock.now_ms()
    }

    /// A handle that the window cannot guess.
    pub fn token(&self) -> Result<String> {
        let mut bytes = [0; 16];
        self.vault.random.fill(&mut bytes)?;
        Ok(hex::encode(bytes))
    }

    /// The real ones, on a fixed day.
    pub fn on(day: Date) -> Self {
        Self {
            vault: Environment::system(),
            today: Arc::new(move || day),
        }
    }
}
