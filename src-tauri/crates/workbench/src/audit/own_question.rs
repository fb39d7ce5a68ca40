//! The consultant's own questions, and changed copies of ours: part of the client's file.

use crate::session::Client;
use crate::view::{Change, OwnQuestion};
use crate::{Problem, Result};
use serde_json::{Value, json};
use valise_domain::bank::Bank;

impl Client {
    /// Adds an own question, or changes one. Its id begins `X-`; ours are never overwritten.
    pub fn save_own_question(&mut self, own: &OwnQuestion) -> Result<Change<String>> {
        if own.question.trim().is_empty() {
            return Err(Problem::invalid("question", "the words of the question"));
        }
        let area_name = Bank::latest()
            .area_name(&own.area)
            .ok_or_else(|| Problem::invalid("area", "one of the twelve areas"))?;
        if !(1..=5).contains(&own.weight) {
            return Err(Problem::invalid("weight", "1 to 5"));
        }
        let mut bank = self.own_bank_doc();
        let id = match &own.id {
            Some(id) if id.starts_with("X-") => id.clone(),
            Some(_) => return Err(Problem::refused("builtInQuestion")),
            None => self.next_own_question(&own.area),
        };
        let mut doc = own_question_doc(own, &id, area_name);
        if let Some(copied) = own.copy_of.as_deref().and_then(|id| Bank::latest().question(id)) {
            copy_unasked(&mut doc, &serde_json::to_value(copied).unwrap_or_default());
            doc["copy_of"] = json!(copied.id);
        }
        // What cannot be read back must not be written.
        serde_json::from_value::<valise_domain::bank::Question>(doc.clone())
            .map_err(|error| Problem::invalid("question", &error.to_string()))?;
        put_by_id(&mut bank, "questions", doc);
        self.write_own_bank(&bank, "save_question", &id)?;
        Ok(self.done(id))
    }

    fn next_own_question(&self, area: &str) -> String {
        let prefix = format!("X-{area}-");
        let taken = self
            .dossier
            .own_bank()
            .questions
            .iter()
            .map(|question| question.id.as_str());
        crate::session::next_code(&prefix, taken)
    }

    /// The client's own questions and templates, as they stand in its file.
    pub(crate) fn own_bank_doc(&self) -> Value {
        self.dossier
            .single("bank")
            .filter(|doc| doc.is_object())
            .cloned()
            .unwrap_or_else(|| json!({"questions": [], "templates": []}))
    }

    /// Writes the client's own questions and templates.
    pub(crate) fn write_own_bank(&mut self, bank: &Value, op: &str, detail: &str) -> Result<()> {
        let id = self.single_id("bank");
        self.write(op, detail, |pen| match id {
            Some(id) => pen.put_single(id, bank),
            None => pen.add_single("bank", bank).map(drop),
        })
    }
}

fn own_question_doc(own: &OwnQuestion, id: &str, area_name: &str) -> Value {
    json!({
        "id": id, "area": own.area, "area_name": area_name, "question": own.question.trim(),
        "why_it_matters": own.why, "good_evidence": own.good_evidence, "red_flags": own.red_flags,
        "default_severity": own.severity.as_str(), "weight": own.weight, "ask": own.ask, "quick_check": "",
        "packs": [], "frameworks": [], "deal_relevant": false, "scored": own.scored, "creates": [],
        "anchors": own.scored.then(|| json!({"0": own.anchor0, "2": own.anchor2, "4": own.anchor4})),
        "same_fact_as": null, "derivable_from": [], "na_hint": null, "loss_drivers": [],
    })
}

/// Fields that the form does not show come from the question that was copied.
fn copy_unasked(doc: &mut Value, copied: &Value) {
    for field in [
        "quick_check",
        "frameworks",
        "deal_relevant",
        "creates",
        "derivable_from",
        "na_hint",
        "loss_drivers",
        "packs",
    ] {
        doc[field] = copied[field].clone();
    }
}

/// Replaces the element with the same id, or adds it.
pub(crate) fn put_by_id(bank: &mut Value, list: &str, doc: Value) {
    if !bank[list].is_array() {
        bank[list] = json!([]);
    }
    if let Some(items) = bank[list].as_array_mut() {
        match items.iter_mut().find(|item| item["id"] == doc["id"]) {
            Some(item) => *item = doc,
            None => items.push(doc),
        }
    }
}
