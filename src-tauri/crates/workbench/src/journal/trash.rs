//! The trash: nothing is gone until it is erased.

use crate::evidence::from_hex;
use crate::findings::{Stand, move_finding};
use crate::session::Client;
use crate::view::{Change, Instant, Trashed};
use crate::{Problem, Result};
use serde_json::{Value, json};
use uuid::Uuid;
use valise_domain::records::Finding;
use valise_vault::Row;

impl Client {
    /// Puts a record into the trash. What points to it must be changed first: a link into nothing would
    /// be refused by every reader of the open format.
    pub fn trash_record(&mut self, id: &str) -> Result<Change<()>> {
        let (uuid, place) = self.place(id)?;
        let (section, code) = (place.section.clone(), place.code.clone());
        match section.as_str() {
            "findings" => self.trash_finding(uuid, &code)?,
            "evidence" => self.trash_evidence(uuid, &code)?,
            "flows" => self.trash_flow(uuid, &code)?,
            "vendors" => self.trash_vendor(uuid, &code)?,
            "answers" => {
                let round = place.parent.clone().unwrap_or_default();
                self.refuse_frozen(&round)?;
                self.write("trash", &code, |pen| pen.trash(uuid))?;
            }
            _ => return Err(Problem::refused("notTrashable").with("section", section)),
        }
        Ok(self.done(()))
    }

    /// Takes a finding out together with its place in its scenario, and with the links to it.
    fn trash_finding(&mut self, id: Uuid, code: &str) -> Result<()> {
        let scenarios: Vec<_> = self
            .dossier
            .scenarios
            .iter()
            .filter(|s| s.findings.iter().any(|f| f == code))
            .cloned()
            .collect();
        let evidence: Vec<_> = self
            .dossier
            .evidence
            .iter()
            .filter(|e| e.findings.iter().any(|f| f == code))
            .cloned()
            .collect();
        let actions: Vec<_> = self
            .dossier
            .actions
            .iter()
            .filter(|a| a.findings.iter().any(|f| f == code))
            .cloned()
            .collect();
        if let Some(incident) = self
            .dossier
            .incidents
            .iter()
            .find(|i| i.finding.as_deref() == Some(code))
        {
            return Err(Problem::refused("stillLinked").with("by", &incident.id));
        }
        let loose = self.loose_links(code);
        self.write("trash", code, |pen| {
            for (id, doc) in &loose {
                pen.put_single(*id, doc)?;
            }
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
        let findings: Vec<_> = self
            .dossier
            .findings
            .iter()
            .filter(|f| f.evidence_ids.iter().any(|e| e == code))
            .cloned()
            .collect();
        let loose = self.loose_links(code);
        self.write("trash", code, |pen| {
            for (id, doc) in &loose {
                pen.put_single(*id, doc)?;
            }
            for kept in &findings {
                let mut changed = kept.record().clone();
                changed.evidence_ids.retain(|e| e != code);
                pen.put(kept, &changed)?;
            }
            pen.trash(id)
        })
    }

    /// Records that may name anything, without this code: consents to reuse, and what a note is about. A consent
    /// is not given back with the record: who wants it again has to ask.
    pub(crate) fn loose_links(&self, code: &str) -> Vec<(Uuid, Value)> {
        let mut changed = Vec::new();
        for engagement in &self.dossier.engagements {
            let mut doc = engagement.doc().clone();
            let list = doc.get_mut("reuse").and_then(Value::as_array_mut);
            let left = list.map(|list| drop_where(list, |item| item["record"] == code));
            changed.extend(engagement.id().filter(|_| left == Some(true)).map(|id| (id, doc)));
        }
        for note in &self.dossier.notes {
            let mut doc = note.doc().clone();
            let list = doc.get_mut("about").and_then(Value::as_array_mut);
            let left = list.map(|list| drop_where(list, |item| item == code));
            changed.extend(note.id().filter(|_| left == Some(true)).map(|id| (id, doc)));
        }
        changed
    }

    /// Takes a record out of the trash. A finding comes back with an event of its own if its old one is gone;
    /// links to what has gone meanwhile stay behind.
    pub fn restore_record(&mut self, id: &str) -> Result<Change<()>> {
        let row = self.trashed_row(id)?;
        let mut doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
        match row.section.as_str() {
            "findings" => self.restore_finding(&row, doc)?,
            "flows" => self.restore_flow(&row, doc)?,
            "evidence" => {
                keep_live(&mut doc, "findings", |code| self.dossier.findings.contains(code));
                self.write("restore", &row.code, |pen| {
                    pen.restore(row.id)?;
                    pen.put_single(row.id, &doc)
                })?;
            }
            "vendors" => self.write("restore", &row.code, |pen| pen.restore(row.id))?,
            "answers" => {
                let (_, round) = self.place(&row.parent.unwrap_or_default().to_string())?;
                let round = round.code.clone();
                self.refuse_frozen(&round)?;
                if self.dossier.answers_of(&round).contains(&row.code) {
                    return Err(Problem::refused("alreadyAnswered"));
                }
                self.write("restore", &row.code, |pen| pen.restore(row.id))?;
            }
            _ => return Err(Problem::refused("notTrashable").with("section", row.section)),
        }
        Ok(self.done(()))
    }

    fn restore_finding(&mut self, row: &Row, mut doc: Value) -> Result<()> {
        keep_live(&mut doc, "evidence_ids", |code| {
            self.dossier.evidence.contains(code)
        });
        let finding: Finding = serde_json::from_value(doc.clone())
            .map_err(|_| Problem::new(crate::ProblemCode::VaultDamaged))?;
        let named = finding.scenario.clone().unwrap_or_default();
        let buried = self
            .store
            .trash()?
            .into_iter()
            .find(|r| r.section == "scenarios" && r.code == named);
        let stand = match &buried {
            _ if self.dossier.scenarios.contains(&named) => Some(Stand::In(named)),
            Some(_) => None,
            None => Some(self.stand_for(&finding.title, &finding.engagement, finding.money_kind)?),
        };
        if let Some(stand) = &stand {
            doc["scenario"] = json!(stand.code());
        }
        self.write("restore", &row.code, |pen| {
            match (&stand, &buried) {
                (Some(stand), _) => move_finding(pen, &finding, None, stand)?,
                (None, Some(scenario)) => {
                    pen.restore(scenario.id)?;
                    let mut doc: Value = serde_json::from_str(&scenario.doc).unwrap_or_default();
                    doc["findings"] = json!([row.code]);
                    pen.put_single(scenario.id, &doc)?;
                }
                (None, None) => {}
            }
            pen.restore(row.id)?;
            pen.put_single(row.id, &doc)
        })
    }

    /// A row that lies in the trash.
    fn trashed_row(&self, id: &str) -> Result<Row> {
        let uuid = Uuid::parse_str(id).map_err(|_| Problem::not_found("record"))?;
        let row = self
            .store
            .row(uuid)?
            .ok_or_else(|| Problem::not_found("record"))?;
        if row.trashed_at.is_none() {
            return Err(Problem::refused("notInTrash"));
        }
        Ok(row)
    }

    /// Erases a record of the trash: its words are gone from the file and from its history.
    pub fn erase_record(&mut self, id: &str) -> Result<()> {
        let row = self.trashed_row(id)?;
        let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
        let trash = self.store.trash()?;
        let mut gone = vec![row.id];
        if row.section == "findings" {
            // The event that went with it bears its words; it stays only for another finding of the trash.
            let shared = trash.iter().any(|other| {
                other.section == "findings" && other.id != row.id && scenario_of(other) == scenario_of(&row)
            });
            let event = trash
                .iter()
                .find(|r| r.section == "scenarios" && doc["scenario"].as_str() == Some(&r.code));
            gone.extend(event.filter(|_| !shared).map(|event| event.id));
        }
        self.keep_code_taken(&row.section, &row.code)?;
        let outcome = self.store.erase_all(&gone)?;
        self.follow(&outcome.changes)?;
        if row.section == "evidence" {
            self.erase_bytes(doc["sha256"].as_str().unwrap_or_default(), &trash, row.id)?;
        }
        Ok(())
    }

    /// Bytes go with the last record that names them, be it live or in the trash.
    fn erase_bytes(&mut self, sha256: &str, trash: &[Row], record: Uuid) -> Result<()> {
        let buried = trash.iter().any(|other| {
            let doc: Value = serde_json::from_str(&other.doc).unwrap_or_default();
            other.section == "evidence" && other.id != record && doc["sha256"] == sha256
        });
        if !buried && !self.dossier.evidence.iter().any(|other| other.sha256 == sha256) {
            let hash = from_hex(sha256)?;
            // A record that came without its file has no bytes to erase.
            if self.store.evidence_has(&hash)?.is_some() {
                self.store.evidence_erase(&hash)?;
            }
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

/// Takes codes that lead nowhere out of a list of a record.
pub(crate) fn keep_live(doc: &mut Value, field: &str, is_live: impl Fn(&str) -> bool) {
    if let Some(codes) = doc.get_mut(field).and_then(Value::as_array_mut) {
        codes.retain(|code| code.as_str().is_some_and(&is_live));
    }
}

/// Whether something was taken out.
fn drop_where(list: &mut Vec<Value>, goes: impl Fn(&Value) -> bool) -> bool {
    let before = list.len();
    list.retain(|item| !goes(item));
    list.len() < before
}

fn scenario_of(row: &Row) -> Option<String> {
    let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
    doc["scenario"].as_str().map(str::to_owned)
}

/// A line that names a record.
pub(crate) fn title_of(doc: &Value) -> String {
    [
        "title", "name", "label", "what", "text", "item", "question", "note",
    ]
    .iter()
    .find_map(|field| doc[*field].as_str().filter(|text| !text.is_empty()))
    .map(|text| text.chars().take(120).collect())
    .unwrap_or_default()
}
