//! Every derived figure as one document.

use crate::session::Client;
use crate::{Problem, Result};
use serde_json::Value;
use valise_domain::{Day, figures};

impl Client {
    /// The document of format `valise-client-expected`, as of a day or of the client's own.
    pub fn score(&self, as_of: Option<&str>) -> Result<Value> {
        let day = match as_of {
            Some(text) => text
                .parse::<Day>()
                .map_err(|_| Problem::invalid("as-of", "a date YYYY-MM-DD"))?,
            None => self.dossier.as_of(),
        };
        Ok(figures::document(&self.dossier, day))
    }
}
