//! A discovery question creates its record instead of a score.

use crate::session::{Client, next_position, stored};
use crate::view::{Change, QuestionRow};
use crate::{Problem, Result};
use serde_json::{Value, json};
use valise_domain::Day;
use valise_domain::records::{Answer, AnswerState, Coded};

/// A record that is still only JSON.
struct Fresh {
    code: String,
    doc: Value,
}

impl serde::Serialize for Fresh {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.doc.serialize(serializer)
    }
}

impl Coded for Fresh {
    fn code(&self) -> &str {
        &self.code
    }
}

impl Client {
    /// Creates a record of the kind that the question asks for, and marks the question as recorded.
    pub fn create_from_question(
        &mut self,
        round: &str,
        question: &str,
        kind: &str,
        title: &str,
    ) -> Result<Change<QuestionRow>> {
        let round_code = self.open_round(round)?;
        let asked = self
            .bank
            .question(question)
            .ok_or_else(|| Problem::not_found("question"))?;
        if !asked.creates.iter().any(|created| created == kind) {
            return Err(Problem::invalid(
                "kind",
                "a kind of record that the question creates",
            ));
        }
        // A changed copy of a question of ours asks for the same.
        let original = asked.rest.get("copy_of").and_then(Value::as_str);
        let flow_kind = flow_kind(original.unwrap_or(question));
        let title = valise_domain::text::composed(title.trim()).into_owned();
        if title.is_empty() {
            return Err(Problem::invalid("title", "a few words"));
        }
        let engagement = self
            .dossier
            .rounds
            .get(&round_code)
            .map(|round| round.engagement.clone())
            .unwrap_or_default();
        let (section, prefix, position) = self.place_of_kind(kind)?;
        let code = self.fresh_code(section, prefix)?;
        let mut doc = blank(kind, &code, &title, &engagement, self.today());
        if kind == "flow" {
            // As in the friction room: a flow runs in the client's working weeks until somebody says otherwise.
            doc["weeks"] = json!(self.dossier.settings().working_weeks);
            doc["kind"] = json!(flow_kind);
        }
        doc["created_by_question"] = json!(question);
        let fresh = Fresh { code, doc };
        let round_id = stored(
            self.dossier
                .rounds
                .get(&round_code)
                .ok_or_else(|| Problem::not_found("round"))?,
        )?;
        let old = self.dossier.answers_of(&round_code).get(question).cloned();
        let answer_position = next_position(self.dossier.answers_of(&round_code).iter());
        let mut answer = old.as_ref().map_or_else(
            || Answer {
                question: question.to_owned(),
                ..Answer::default()
            },
            |kept| kept.record().clone(),
        );
        answer.rest.remove("open");
        answer.state = AnswerState::Recorded;
        answer.date = Some(self.today());
        self.write("create_record", &fresh.code.clone(), |pen| {
            pen.add(section, position, &fresh)?;
            match &old {
                Some(kept) => pen.put(kept, &answer),
                None => pen.add_answer(round_id, answer_position, &answer).map(drop),
            }
        })?;
        Ok(self.done(self.question_row(&round_code, question)?))
    }

    fn place_of_kind(&self, kind: &str) -> Result<(&'static str, &'static str, i64)> {
        let d = &self.dossier;
        Ok(match kind {
            "milestone" => ("milestones", "M", next_position(d.milestones.iter())),
            "system" => ("systems", "S", next_position(d.systems.iter())),
            "vendor" => ("vendors", "V", next_position(d.vendors.iter())),
            "person" => ("people", "P", next_position(d.people.iter())),
            "decision" => ("decisions", "D", next_position(d.decisions.iter())),
            "flow" => ("flows", "FL", next_position(d.flows.iter())),
            "control" => ("controls", "G", next_position(d.controls.iter())),
            "note" => ("notes", "NT", next_position(d.notes.iter())),
            // Grants and keys need a place and a holder: their own room asks for them.
            _ => return Err(Problem::refused("kindNeedsItsRoom").with("kind", kind)),
        })
    }
}

/// What kind of flow a question asks for, in the words that the friction room suggests; nothing where the question
/// leaves it open.
fn flow_kind(question: &str) -> &'static str {
    match question {
        // A disliked task that recurs, and the workflow whose manual work costs most.
        "AUT-01" | "AUT-12" => "manual routine",
        "AUT-02" => "copying",
        "AUT-03" => "waiting",
        _ => "",
    }
}

/// A record with what is known at once: a title. Everything else is null, that is, not known.
fn blank(kind: &str, code: &str, title: &str, engagement: &str, today: Day) -> Value {
    let today = today.to_string();
    match kind {
        "milestone" => {
            json!({"id": code, "title": title, "date": null, "owner": null, "measure": "", "baseline": null,
            "current": null, "target": null, "current_from": null})
        }
        "system" => {
            json!({"id": code, "name": title, "kind": "app", "vendor_id": null, "owner": null, "criticality": 3,
            "single_point": false, "can_fix": [], "last_access_review": null, "review_interval_days": null, "no_go": false,
            "state": "active"})
        }
        "vendor" => {
            json!({"id": code, "name": title, "purpose": "", "criticality": "", "data": "", "annual_cost": null,
            "renewal": null, "notice_days": null, "exit": "", "security_review": null, "agreement": "", "sla": "",
            "measured": "", "rating": "", "decision": "", "state": "active"})
        }
        "person" => json!({"id": code, "label": title, "role": "", "kind": "staff", "loaded_rate": null}),
        "decision" => {
            json!({"id": code, "engagement": engagement, "state": "waiting", "kind": "brief", "title": title,
            "context": "", "options": [], "chosen": null, "rationale": "", "consequences": "", "reversible": null,
            "decider": null, "asked_by": null, "waiting_since": today, "cost_per_week": null, "decided_on": null,
            "review_on": null, "reconsider_when": null, "superseded_by": null, "flags": [], "theme": null,
            "milestone": null, "visibility": "client", "confidence_before": null, "confidence_after": null})
        }
        // A flow is computed from numbers: until somebody gives them they are nought and assumed, but for the weeks,
        // which the caller knows.
        "flow" => {
            json!({"id": code, "engagement": engagement, "name": title, "kind": "", "team": "", "people": 0,
            "hours_per_week_each": "0", "loaded_rate": "0.00", "weeks": 0, "cases_per_week": "0", "error_rate": "0",
            "cost_per_error": "0.00", "delay": null, "coordination": null, "tool_cost_year": "0.00",
            "one_off_cost": "0.00", "running_cost_year": "0.00", "labour_reduction": "0", "error_reduction": "0",
            "delay_reduction": "0", "adoption": "1", "status": "", "observations": null, "use_of_time": "",
            "input_kinds": {"people": "assumed", "hours_per_week_each": "assumed"}, "owner": null, "actions": []})
        }
        "control" => {
            json!({"id": code, "kind": "alert", "name": title, "metric": "", "threshold": "", "owner": null,
            "last_fired": null, "tested_on": null, "runbook": null, "protects": [], "programme": null, "evidence_on": null,
            "evidence_valid_days": null, "next_evidence_on": null})
        }
        _ => {
            json!({"id": code, "engagement": engagement, "kind": "meeting", "date": today, "text": title, "answer": null,
            "state": "closed", "due": null, "visibility": "client", "about": []})
        }
    }
}
