//! What a line may name: people, actions, flows, milestones, decisions.

use crate::session::Client;
use crate::{Problem, Result};
use valise_domain::text::composed;

impl Client {
    /// The code of a record that is named by its code or by its key. Nothing named is nothing.
    pub(crate) fn named(&self, section: &str, name: Option<&str>) -> Result<Option<String>> {
        let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        let dossier = &self.dossier;
        let known = match section {
            "people" => dossier.people.contains(name),
            "actions" => dossier.actions.contains(name),
            "flows" => dossier.flows.contains(name),
            "milestones" => dossier.milestones.contains(name),
            "decisions" => dossier.decisions.contains(name),
            _ => false,
        };
        if known {
            return Ok(Some(name.to_owned()));
        }
        self.code_of(section, name).map(Some).map_err(|_| {
            let what = section.strip_suffix('s').unwrap_or(section);
            let what = if section == "people" { "person" } else { what };
            Problem::not_found(what).with("name", name)
        })
    }
}

/// Words as they are kept: composed, without blanks around them.
pub(super) fn words(text: &str) -> String {
    composed(text.trim()).into_owned()
}

/// Words that may be missing.
pub(super) fn filled(text: Option<&str>) -> Option<String> {
    text.map(words).filter(|text| !text.is_empty())
}
