//! Versions of a record, field by field.

use super::trash::keep_live;
use crate::findings::{Stand, move_finding};
use crate::session::Client;
use crate::view::{Change, FieldChange, Instant, Version};
use crate::{Problem, ProblemCode, Result};
use serde_json::{Map, Value};
use uuid::Uuid;
use valise_domain::records::{Finding, Ledger};
use valise_domain::{Row, format};

/// So many versions are listed; all of them are kept.
const SHOWN: usize = 50;

impl Client {
    /// The latest versions of a record, newest first.
    pub fn history(&self, id: &str) -> Result<Vec<Version>> {
        let id = uuid::Uuid::parse_str(id).map_err(|_| crate::Problem::not_found("record"))?;
        let mut versions: Vec<Version> = self
            .store
            .history(id)?
            .into_iter()
            .map(|version| Version {
                seq: u32::try_from(version.seq).unwrap_or(u32::MAX),
                at: Instant(version.at_ms),
                op: version.op,
                fields: fields(
                    version.before.as_ref().map(|row| row.doc.as_str()),
                    version.after.as_ref().map(|row| row.doc.as_str()),
                ),
                erased: version.erased,
            })
            .collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.seq));
        versions.truncate(SHOWN);
        Ok(versions)
    }

    /// Makes an earlier version the present one, as a change that can be undone. A finding also goes back to
    /// its event of that time; links to what has gone since stay behind.
    pub fn restore_version(&mut self, id: &str, seq: u32) -> Result<Change<()>> {
        let (uuid, place) = self.place(id)?;
        let (section, code, round) = (place.section.clone(), place.code.clone(), place.parent.clone());
        let versions = self.store.history(uuid)?;
        let version = versions.into_iter().find(|version| version.seq == i64::from(seq));
        let image = version
            .and_then(|version| version.after)
            .ok_or_else(|| Problem::not_found("version"))?;
        let doc: Value =
            serde_json::from_str(&image.doc).map_err(|_| Problem::new(ProblemCode::VaultDamaged))?;
        match section.as_str() {
            "findings" => self.restore_finding_version(uuid, &code, doc)?,
            "answers" => {
                self.refuse_frozen(&round.unwrap_or_default())?;
                self.write("restore_version", &code, |pen| pen.put_single(uuid, &doc))?;
            }
            _ => {
                let mut doc = doc;
                if section == "evidence" {
                    keep_live(&mut doc, "findings", |code| self.dossier.findings.contains(code));
                }
                self.refuse_unfit(uuid, &section, &code, &doc)?;
                if section == "ledger" {
                    self.refuse_unkept(&doc)?;
                }
                self.write("restore_version", &code, |pen| pen.put_single(uuid, &doc))?;
            }
        }
        Ok(self.done(()))
    }

    fn restore_finding_version(&mut self, id: Uuid, code: &str, mut doc: Value) -> Result<()> {
        keep_live(&mut doc, "evidence_ids", |code| {
            self.dossier.evidence.contains(code)
        });
        let finding: Finding =
            serde_json::from_value(doc.clone()).map_err(|_| Problem::new(ProblemCode::VaultDamaged))?;
        let now = self
            .dossier
            .findings
            .get(code)
            .ok_or_else(|| Problem::not_found("finding"))?
            .scenario
            .clone();
        let then = finding
            .scenario
            .as_deref()
            .and_then(|code| self.dossier.scenarios.get(code));
        let stand = match then {
            Some(kept) if kept.money_kind == finding.money_kind => Stand::In(kept.record().id.clone()),
            // Its event went when it left it.
            _ => self.stand_for(&finding.title, &finding.engagement, finding.money_kind)?,
        };
        doc["scenario"] = stand.code().into();
        self.holds_together(&finding, Some(&stand))?;
        self.write("restore_version", code, |pen| {
            move_finding(pen, &finding, now.as_deref(), &stand)?;
            pen.put_single(id, &doc)
        })
    }

    /// Refuses a version of the ledger in which a signed month is not what was signed, or a rule is broken.
    fn refuse_unkept(&self, doc: &Value) -> Result<()> {
        let ledger: Option<Ledger> =
            serde_json::from_value(doc.clone()).map_err(|_| Problem::new(ProblemCode::VaultDamaged))?;
        match (ledger, self.dossier.ledger()) {
            (Some(after), before) => self.judge(before, &after, ""),
            (None, Some(before)) if before.months.iter().any(|month| month.signed_on.is_some()) => {
                Err(Problem::refused("versionNoLongerFits"))
            }
            (None, _) => Ok(()),
        }
    }

    /// Refuses a version that no reader of the open format would take beside the other records of today.
    fn refuse_unfit(&self, id: Uuid, section: &str, code: &str, doc: &Value) -> Result<()> {
        let mut trial = self.dossier.clone();
        let Some(present) = trial.row(section, None, code) else {
            return Err(Problem::not_found("record"));
        };
        let before = format::check(&trial).len();
        let row = Row {
            id: Some(id),
            doc: doc.to_string(),
            ..present
        };
        let fits = trial.replace(code, row).is_ok() && format::check(&trial).len() <= before;
        if fits {
            Ok(())
        } else {
            Err(Problem::refused("versionNoLongerFits"))
        }
    }
}

/// The fields that differ between two images of a record.
fn fields(before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let object = |text: Option<&str>| -> Map<String, Value> {
        match text.and_then(|text| serde_json::from_str(text).ok()) {
            Some(Value::Object(map)) => map,
            Some(other) => Map::from_iter([(String::new(), other)]),
            None => Map::new(),
        }
    };
    let (before, after) = (object(before), object(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| FieldChange {
            name: name.clone(),
            before: before.get(name).map(words),
            after: after.get(name).map(words),
        })
        .collect()
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
