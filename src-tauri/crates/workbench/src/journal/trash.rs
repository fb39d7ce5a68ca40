//! The trash: nothing is gone until it is erased.

use crate::evidence::from_hex;
use crate::session::Client;
use crate::view::{Change, Instant, Trashed};
use crate::{Problem, Result};
use serde_json::Value;
use uuid::Uuid;

impl Client {
    /// Puts a record into the trash. What points to it must be changed first: a link into nothing would
    /// be refused by every reader of the open format.
    pub fn trash_record(&mut self, id: &str) -> Result<Change<()>> {
        let (uuid, place) = self.place(id)?;
        let (section, code) = (place.section.clone(), place.code.clone());
        match section.as_str() {
            "findings" => self.trash_finding(uuid, &code)?,
            "evidence" => self.trash_evidence(uuid, &code)?,
            "answers" => self.write("trash", &code, |pen| pen.trash(uuid))?,
            _ => return Err(Problem::refused("notTrashable").with("section", section)),
        }
        Ok(self.done(()))
    }

    /// Takes a finding out together with its place in its scenario, and with the links to it.
    fn trash_finding(&mut self, id: Uuid, code: &str) -> Result<()> {
        let scenarios: Vec<_> = self.dossier.scenarios.iter().filter(|s| s.findings.iter().any(|f| f == code)).cloned().collect();
        let evidence: Vec<_> = self.dossier.evidence.iter().filter(|e| e.findings.iter().any(|f| f == code)).cloned().collect();
        let actions: Vec<_> = self.dossier.actions.iter().filter(|a| a.findings.iter().any(|f| f == code)).cloned().collect();
        if let Some(incident) = self.dossier.incidents.iter().find(|i| i.finding.as_deref() == Some(code)) {
            return Err(Problem::refused("stillLinked").with("by", &incident.id));
        }
        self.write("trash", code, |pen| {
            for kept in &scenarios {
                let mut changed = kept.record().clone();
                changed.findings.retain(|f| f != code);
                match (changed.findings.is_empty(), kept.id()) {
                    (true, Some(scenario)) => pen.trash(scenario)?,
                    _ => pen.put(kept, &changed)?,
                }
            }
            for kept in &evidence {
                let mut changed = kept.record().clone();
                changed.findings.retain(|f| f != code);
                pen.put(kept, &changed)?;
            }
            for kept in &actions {
                let mut changed = kept.record().clone();
                changed.findings.retain(|f| f != code);
                pen.put(kept, &changed)?;
            }
            pen.trash(id)
        })
    }

    fn trash_evidence(&mut self, id: Uuid, code: &str) -> Result<()> {
        let findings: Vec<_> =
            self.dossier.findings.iter().filter(|f| f.evidence_ids.iter().any(|e| e == code)).cloned().collect();
        self.write("trash", code, |pen| {
            for kept in &findings {
                let mut changed = kept.record().clone();
                changed.evidence_ids.retain(|e| e != code);
                pen.put(kept, &changed)?;
            }
            pen.trash(id)
        })
    }

    /// Takes a record out of the trash. A finding comes back with an event of its own if its old one is gone.
    pub fn restore_record(&mut self, id: &str) -> Result<Change<()>> {
        let uuid = Uuid::parse_str(id).map_err(|_| Problem::not_found("record"))?;
        let row = self.store.row(uuid)?.ok_or_else(|| Problem::not_found("record"))?;
        let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
        let scenario = doc["scenario"].as_str().filter(|_| row.section == "findings").map(str::to_owned);
        let kept = scenario.as_deref().and_then(|code| self.dossier.scenarios.get(code)).cloned();
        let buried = match (&scenario, &kept) {
            (Some(code), None) => self.store.trash()?.into_iter().find(|r| r.section == "scenarios" && &r.code == code),
            _ => None,
        };
        self.write("restore", &row.code, |pen| {
            if let Some(scenario) = &buried {
                pen.restore(scenario.id)?;
                let mut doc: Value = serde_json::from_str(&scenario.doc).unwrap_or_default();
                doc["findings"] = serde_json::json!([row.code]);
                pen.put_single(scenario.id, &doc)?;
            }
            if let Some(kept) = &kept {
                let mut changed = kept.record().clone();
                changed.findings.push(row.code.clone());
                pen.put(kept, &changed)?;
            }
            pen.restore(uuid)
        })?;
        Ok(self.done(()))
    }

    /// Erases a record of the trash: its words are gone from the file and from its history.
    pub fn erase_record(&mut self, id: &str) -> Result<()> {
        let uuid = Uuid::parse_str(id).map_err(|_| Problem::not_found("record"))?;
        let row = self.store.row(uuid)?.ok_or_else(|| Problem::not_found("record"))?;
        if row.trashed_at.is_none() {
            return Err(Problem::refused("notInTrash"));
        }
        let bytes = (row.section == "evidence").then(|| serde_json::from_str::<Value>(&row.doc).unwrap_or_default());
        let outcome = self.store.erase(uuid)?;
        self.follow(&outcome.changes)?;
        if let Some(sha256) = bytes.as_ref().and_then(|doc| doc["sha256"].as_str())
            && !self.dossier.evidence.iter().any(|other| other.sha256 == sha256)
        {
            self.store.evidence_erase(&from_hex(sha256)?)?;
        }
        Ok(())
    }

    /// What lies in the trash, latest first.
    pub fn trash(&self) -> Result<Vec<Trashed>> {
        let mut trashed: Vec<Trashed> = self
            .store
            .trash()?
            .into_iter()
            .filter(|row| row.section != "scenarios")
            .map(|row| {
                let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
                Trashed {
                    id: row.id.to_string(),
                    title: title_of(&doc),
                    section: row.section,
                    code: row.code,
                    at: Instant(row.trashed_at.unwrap_or_default()),
                }
            })
            .collect();
        trashed.sort_by_key(|item| std::cmp::Reverse(item.at));
        Ok(trashed)
    }
}

/// A line that names a record.
pub(crate) fn title_of(doc: &Value) -> String {
    ["title", "name", "label", "what", "text", "item", "question", "note"]
        .iter()
        .find_map(|field| doc[*field].as_str().filter(|text| !text.is_empty()))
        .map(|text| text.chars().take(120).collect())
        .unwrap_or_default()
}
