//! A new client: facts, settings, one engagement, one round ready to be asked.

use crate::session::Vault;
use crate::view::NewClient;
use crate::{Problem, Result};
use serde_json::{Value, json};
use valise_domain::bank::{LATEST, PACKS};
use valise_domain::records::EngagementKind;
use valise_vault::{Level, Tx};

/// Thresholds, weights and profiles that a new client starts with.
const SETTINGS: &str = include_str!("default-settings.json");

impl Vault {
    /// Makes a client. Its id, and for a Strict client the groups of its sheet, which is shown once.
    pub fn create_client(&mut self, new: &NewClient) -> Result<(String, Option<Vec<String>>)> {
        let codename = new.codename.trim();
        if codename.is_empty() {
            return Err(Problem::invalid(
                "codename",
                "a word that does not name the client",
            ));
        }
        if !PACKS.iter().any(|pack| pack.id == new.pack) {
            return Err(Problem::invalid("pack", "a set of questions"));
        }
        if new.currency.len() != 3 || !new.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Problem::invalid(
                "currency",
                "a currency of three capital letters, for example EUR",
            ));
        }
        let records = self.first_records(new, codename)?;
        let level = Level::from(new.level);
        let id = self.open.add_client(codename, level, false)?;
        let filled = self.fill(id, &records);
        if let Err(problem) = filled {
            // A half-made client is worse than none.
            self.open.remove_client(id)?;
            return Err(problem);
        }
        let sheet = if level == Level::Strict {
            Some(self.open.sheet(id)?.groups().map(str::to_owned).collect())
        } else {
            None
        };
        Ok((id.to_string(), sheet))
    }

    fn fill(&mut self, id: uuid::Uuid, records: &[(&'static str, String, Value)]) -> Result<()> {
        let mut store = self.open.open_client(id)?;
        let written = store.transact("create_client", "", |tx: &mut Tx<'_>| -> Result<()> {
            for (position, (section, code, doc)) in records.iter().enumerate() {
                let position = i64::try_from(position).unwrap_or(i64::MAX);
                tx.insert(section, None, code, position, &doc.to_string())?;
            }
            Ok(())
        });
        store.barrier();
        store.close()?;
        written.map(drop)
    }

    fn first_records(&self, new: &NewClient, codename: &str) -> Result<Vec<(&'static str, String, Value)>> {
        let settings: Value =
            serde_json::from_str(SETTINGS).map_err(|_| Problem::new(crate::ProblemCode::Internal))?;
        let branding = self.branding();
        let today = (self.surroundings.today)().to_string();
        let kind = new.engagement_kind;
        let profile = if kind == EngagementKind::DueDiligence {
            "acquisition"
        } else {
            "balanced"
        };
        let title = if new.engagement_title.trim().is_empty() {
            "First engagement"
        } else {
            new.engagement_title.trim()
        };
        let mut facts = json!({
            "id": "C-01", "codename": codename, "name": new.name.trim(), "sector": new.sector.trim(),
            "country": new.country.trim(), "language": new.language.trim(),
            "people": new.people, "engineers": new.engineers,
            "annual_recurring_revenue": new.revenue.map(|money| money.to_text()),
        });
        if let Some(object) = facts.as_object_mut() {
            object.insert("applicable_rules".into(), json!([]));
        }
        let engagement = json!({
            "id": "E-01", "kind": kind.as_str(), "title": title, "start": today, "end": null,
            "commissioned_by": "client", "reliance": ["client"], "nda_on": null, "provisional_until": null,
            "first_invoice_month": null, "ledger": false, "default_profile": profile, "tiers": [], "presence": [],
            "will_do": [], "will_not_do": [], "success_criteria": [], "stop_signals": [], "accepted_reason": null,
            "end_state": null, "limits": [], "thesis": null, "conflict": null, "request_log": [], "reuse": [],
        });
        let round = json!({
            "id": "RD1", "engagement": "E-01", "title": "First round", "pack": new.pack, "added": [], "removed": [],
            "profile": profile, "bank_version": LATEST, "started_on": today, "ended_on": null, "basis": null,
            "provisional": false,
            "frozen": {"evidence": settings["evidence"], "thresholds": settings["thresholds"], "weights": settings["profiles"][profile]},
        });
        let adviser = json!({
            "id": "P01", "label": if branding.person.is_empty() { "Adviser" } else { branding.person.as_str() },
            "role": "adviser", "kind": "adviser", "loaded_rate": null,
        });
        let brand = json!({
            "practice": branding.practice, "person": "P01", "line": branding.line,
            "accent": branding.accent, "footer": branding.footer,
        });
        Ok(vec![
            ("currency", String::new(), json!(new.currency)),
            ("as_of", String::new(), json!(today)),
            ("note", String::new(), json!("")),
            ("settings", String::new(), settings),
            ("client", String::new(), facts),
            ("brand", String::new(), brand),
            ("map", String::new(), Value::Null),
            ("ledger", String::new(), Value::Null),
            ("engagements", "E-01".into(), engagement),
            ("people", "P01".into(), adviser),
            ("rounds", "RD1".into(), round),
        ])
    }
}
