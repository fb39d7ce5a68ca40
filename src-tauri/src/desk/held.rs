//! What waits on the desk between two commands: files that were chosen or dropped, a suggested passphrase. The window
//! names them and never holds them.

use super::{Desk, held};
use crate::problem::{Problem, Reply};
use std::path::PathBuf;

impl Desk {
    /// Remembers the hand-over that was chosen, for the passphrase that it may ask for.
    pub fn choose(&self, file: PathBuf) {
        *held(&self.chosen) = Some(file);
    }

    /// The hand-over that was chosen last.
    pub fn chosen(&self) -> Option<PathBuf> {
        held(&self.chosen).clone()
    }

    /// Keeps the paths of dropped files; the window gets a token, never a path.
    pub fn keep_dropped(&self, paths: Vec<PathBuf>) -> Reply<String> {
        let token = self.surroundings.token()?;
        let mut dropped = held(&self.dropped);
        dropped.clear();
        dropped.insert(token.clone(), paths);
        Ok(token)
    }

    /// The paths behind a token, once.
    pub fn take_dropped(&self, token: &str) -> Reply<Vec<PathBuf>> {
        held(&self.dropped)
            .remove(token)
            .ok_or_else(|| Problem::not_found("drop"))
    }

    /// A passphrase for a new vault; kept, so that it can be copied without coming back from the window.
    pub fn suggest(&self) -> Reply<String> {
        let suggested = valise_workbench::suggest_passphrase(&self.surroundings)?;
        // EXPOSE: the person is to read it.
        let words = suggested.expose().to_owned();
        *held(&self.suggestion) = Some(suggested);
        Ok(words)
    }

    /// Puts the suggested passphrase on the clipboard.
    pub fn copy_suggestion(&self) -> Reply<()> {
        match &*held(&self.suggestion) {
            Some(suggested) => self.clipboard.put(suggested),
            None => Err(Problem::not_found("suggestion")),
        }
    }
}
