//! Three invented clients to try Valise with: in one step here, and gone in one.

use super::Attachments;
use crate::Result;
use crate::session::Vault;
use crate::view::ClientCard;
use std::io::{Cursor, Read};
use valise_domain::samples::{self, Sample};
use valise_vault::Cancel;

/// Attachments that travel inside the program.
struct BuiltIn(&'static Sample);

impl Attachments for BuiltIn {
    fn open(&self, name: &str) -> std::io::Result<Option<(Box<dyn Read>, u64)>> {
        let found = self.0.evidence.iter().find(|(known, _)| *known == name);
        Ok(found.map(|(_, bytes)| {
            let reader: Box<dyn Read> = Box::new(Cursor::new(*bytes));
            (reader, bytes.len() as u64)
        }))
    }
}

impl Vault {
    /// Adds the samples that are not here yet.
    pub fn add_samples(&mut self) -> Result<Vec<ClientCard>> {
        for sample in samples::all() {
            if self.find(sample.codename).is_err() {
                self.import_text(
                    sample.json,
                    &BuiltIn(sample),
                    None,
                    true,
                    &mut |_, _| (),
                    &Cancel::default(),
                )?;
            }
        }
        self.clients()
    }

    /// Removes every client that came as a sample.
    pub fn remove_samples(&mut self) -> Result<u32> {
        let samples: Vec<_> = self
            .open
            .clients()?
            .into_iter()
            .filter(|entry| entry.sample)
            .collect();
        let count = u32::try_from(samples.len()).unwrap_or(u32::MAX);
        for sample in samples {
            self.open.remove_client(sample.id)?;
        }
        Ok(count)
    }
}
