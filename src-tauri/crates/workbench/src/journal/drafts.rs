//! Words that are typed and not yet part of a record. Kept at once, outside of the journal.

use crate::session::Client;
use crate::view::Draft;
use crate::{Problem, Result};

/// The longest draft, in bytes.
const LONGEST: usize = 256 << 10;

impl Client {
    /// Keeps a draft; an empty one is forgotten.
    pub fn save_draft(&mut self, key: &str, text: &str) -> Result<()> {
        if key.is_empty() || key.len() > 200 {
            return Err(Problem::invalid("key", "a short name"));
        }
        if text.len() > LONGEST {
            return Err(Problem::new(crate::ProblemCode::TooLarge));
        }
        if text.is_empty() {
            Ok(self.store.clear_draft(key)?)
        } else {
            Ok(self.store.save_draft(key, text)?)
        }
    }

    /// Every draft.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        Ok(self
            .store
            .drafts()?
            .into_iter()
            .map(|draft| Draft {
                key: draft.key,
                text: draft.text,
            })
            .collect())
    }
}
