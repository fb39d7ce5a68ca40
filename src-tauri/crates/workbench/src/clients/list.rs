//! The list of clients, by what the registry knows without opening them.

use crate::Result;
use crate::session::Vault;
use crate::view::{ClientCard, DueItem, Instant, SealLevel};
use valise_vault::Level;

impl From<Level> for SealLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Standard => Self::Standard,
            Level::Strict => Self::Strict,
        }
    }
}

impl From<SealLevel> for Level {
    fn from(level: SealLevel) -> Self {
        match level {
            SealLevel::Standard => Self::Standard,
            SealLevel::Strict => Self::Strict,
        }
    }
}

impl Vault {
    /// Every client, last opened first, then by codename.
    pub fn clients(&self) -> Result<Vec<ClientCard>> {
        let mut cards: Vec<ClientCard> = self
            .open
            .clients()?
            .into_iter()
            .map(|entry| ClientCard {
                id: entry.id.to_string(),
                codename: entry.codename,
                last_opened: entry.last_opened_ms.map(Instant),
                due: entry.due.as_deref().map(parse_due).unwrap_or_default(),
                level: entry.level.into(),
                sample: entry.sample,
            })
            .collect();
        cards.sort_by(|a, b| {
            b.last_opened
                .cmp(&a.last_opened)
                .then_with(|| a.codename.cmp(&b.codename))
        });
        Ok(cards)
    }
}

/// The due summary is our own JSON; what a later version wrote differently is left out.
fn parse_due(text: &str) -> Vec<DueItem> {
    serde_json::from_str(text).unwrap_or_default()
}
