//! "Save as template": the finding without the client's facts.

use crate::audit::put_by_id;
use crate::session::Client;
use crate::view::Change;
use crate::{Problem, Result};
use std::collections::BTreeMap;
use valise_domain::library;

impl Client {
    /// Makes an own template of a finding. Names of people, suppliers, systems and of the client itself are
    /// turned into words in braces or refused; amounts, owners, dates and evidence stay behind.
    pub fn save_template(&mut self, finding: &str) -> Result<Change<String>> {
        let code = self.code_of("findings", finding)?;
        let kept = self
            .dossier
            .findings
            .get(&code)
            .ok_or_else(|| Problem::not_found("finding"))?
            .clone();
        let names = self.names_of_the_client();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut stripped = library::strip(&kept, &BTreeMap::new(), &names);
        if let Some(named) = stripped
            .remaining
            .iter()
            .find(|left| names.contains(&left.text.as_str()))
        {
            return Err(Problem::refused("nameInTemplate")
                .with("word", &named.text)
                .with("field", &named.field));
        }
        let taken = self
            .dossier
            .own_bank()
            .templates
            .iter()
            .map(|template| template.id.as_str());
        let id = crate::session::next_code("X-T-", taken);
        stripped.template.id = id.clone();
        if let Some(original) = kept.template.as_deref().and_then(|id| self.library.template(id)) {
            stripped.template.scenario = original.scenario.clone();
        }
        let doc = serde_json::to_value(&stripped.template)
            .map_err(|_| Problem::new(crate::ProblemCode::Internal))?;
        let mut bank = self.own_bank_doc();
        put_by_id(&mut bank, "templates", doc);
        self.write_own_bank(&bank, "save_template", &id)?;
        Ok(self.done(id))
    }

    fn names_of_the_client(&self) -> Vec<String> {
        let d = &self.dossier;
        let facts = d.client();
        let mut names = vec![
            facts.name.clone(),
            facts.legal_name.clone(),
            self.entry.codename.clone(),
        ];
        names.extend(d.people.iter().map(|person| person.label.clone()));
        names.extend(d.vendors.iter().map(|vendor| vendor.name.clone()));
        names.extend(d.systems.iter().map(|system| system.name.clone()));
        names.retain(|name| name.chars().count() > 2);
        names
    }
}
