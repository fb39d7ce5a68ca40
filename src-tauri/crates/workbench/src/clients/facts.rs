//! What is known of the client itself, and may be known better later.

use crate::session::Client;
use crate::view::{Change, ClientHead, FactsOfClient};
use crate::{Problem, ProblemCode, Result};
use serde_json::{Value, json};
use valise_domain::text::composed;

impl Client {
    /// Name, sector, country, size, revenue.
    pub fn facts(&self) -> FactsOfClient {
        let facts = self.dossier.client();
        FactsOfClient {
            name: facts.name.clone(),
            sector: facts.sector.clone(),
            country: facts.country.clone(),
            language: facts.language.clone(),
            revenue: facts.annual_recurring_revenue,
            people: facts.people,
            engineers: facts.engineers,
        }
    }

    /// Writes them. Codename and currency stay: reports and amounts name them already.
    pub fn edit_facts(&mut self, facts: &FactsOfClient) -> Result<Change<ClientHead>> {
        let id = self
            .single_id("client")
            .ok_or_else(|| Problem::new(ProblemCode::Internal))?;
        let mut doc = self.dossier.single("client").cloned().unwrap_or(Value::Null);
        let fields = doc
            .as_object_mut()
            .ok_or_else(|| Problem::new(ProblemCode::Internal))?;
        let text = |words: &str| json!(composed(words.trim()));
        for (field, value) in [
            ("name", text(&facts.name)),
            ("sector", text(&facts.sector)),
            ("country", text(&facts.country)),
            ("language", text(&facts.language)),
            (
                "annual_recurring_revenue",
                json!(facts.revenue.map(|money| money.to_text())),
            ),
            ("people", json!(facts.people)),
            ("engineers", json!(facts.engineers)),
        ] {
            fields.insert(field.to_owned(), value);
        }
        self.write("edit_client", "", |pen| pen.put_single(id, &doc))?;
        let head = self.head();
        Ok(self.done(head))
    }
}
