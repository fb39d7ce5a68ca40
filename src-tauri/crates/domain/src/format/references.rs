//! Which fields name other records, and of which section.

use serde_json::Value;

use crate::dossier::Dossier;

/// What a field may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A record of one list.
    Section(&'static str),
    /// A person or an identity.
    Holder,
    /// A system, person or supplier on the map.
    Place,
    /// A question of the bank or of the client's own.
    Question,
    /// A value line of the ledger.
    ValueLine,
    /// A profile of area weights in the settings.
    Profile,
    /// Any id of the file.
    Any,
    /// Any id of the file, or `answers:ROUND:AREA`.
    Reusable,
}

use Target::{Any, Holder, Place, Profile, Question, Reusable, Section, ValueLine};

/// Field by field: top-level key, path inside the record (`[]` for each element), target.
const FIELDS: &[(&str, &str, Target)] = &[
    ("client", "applicable_rules[].owner", Section("people")),
    ("brand", "person", Section("people")),
    ("engagements", "default_profile", Profile),
    ("engagements", "accepted_reason.by", Section("people")),
    ("engagements", "reuse[].record", Reusable),
    ("engagements", "reuse[].consent_by", Section("people")),
    ("identities", "owner", Section("people")),
    ("systems", "vendor_id", Section("vendors")),
    ("systems", "owner", Section("people")),
    ("systems", "can_fix[]", Section("people")),
    ("map", "nodes[].system", Section("systems")),
    ("map", "nodes[].ref", Place),
    ("map", "edges[].source", Place),
    ("map", "edges[].target", Place),
    ("request_paths", "owner", Section("people")),
    ("request_paths", "steps[].system", Section("systems")),
    ("request_paths", "night.who_wakes[]", Section("people")),
    ("milestones", "owner", Section("people")),
    ("milestones", "current_from", Section("programmes")),
    ("rounds", "engagement", Section("engagements")),
    ("rounds", "added[]", Question),
    ("rounds", "removed[]", Question),
    ("rounds", "profile", Profile),
    ("rounds", "basis", Section("rounds")),
    ("answers", "question", Question),
    ("answers", "said_by", Section("people")),
    ("answers", "reused_from", Section("rounds")),
    ("findings", "engagement", Section("engagements")),
    ("findings", "questions[]", Question),
    ("findings", "scenario", Section("scenarios")),
    ("findings", "evidence_ids[]", Section("evidence")),
    ("findings", "owner", Section("people")),
    ("findings", "flow", Section("flows")),
    ("findings", "reply.by", Section("people")),
    ("scenarios", "engagement", Section("engagements")),
    ("scenarios", "findings[]", Section("findings")),
    ("actions", "engagement", Section("engagements")),
    ("actions", "milestone", Section("milestones")),
    ("actions", "findings[]", Section("findings")),
    ("actions", "flows[]", Section("flows")),
    ("actions", "depends_on[]", Section("actions")),
    ("actions", "decision", Section("decisions")),
    ("actions", "owner", Section("people")),
    ("capacity", "person", Section("people")),
    ("decisions", "engagement", Section("engagements")),
    ("decisions", "decider", Section("people")),
    ("decisions", "asked_by", Section("people")),
    ("decisions", "superseded_by", Section("decisions")),
    ("decisions", "milestone", Section("milestones")),
    ("programmes", "owner", Section("people")),
    ("controls", "owner", Section("people")),
    ("controls", "protects[]", Section("milestones")),
    ("controls", "programme", Section("programmes")),
    ("flows", "engagement", Section("engagements")),
    ("flows", "owner", Section("people")),
    ("flows", "actions[]", Section("actions")),
    ("flows", "control", Section("controls")),
    ("flows", "design_decision", Section("decisions")),
    ("flows", "steps[].system", Section("systems")),
    ("flows", "bridge.from", Section("systems")),
    ("flows", "bridge.to", Section("systems")),
    ("ledger", "engagement", Section("engagements")),
    ("ledger", "recurring[].action", Section("actions")),
    ("ledger", "months[].built[].action", Section("actions")),
    ("ledger", "months[].costs[].action", Section("actions")),
    ("ledger", "months[].values[].measured_by", Section("people")),
    ("ledger", "months[].values[].confirmed_by", Section("people")),
    ("ledger", "months[].values[].action", Section("actions")),
    ("ledger", "months[].values[].flow", Section("flows")),
    ("ledger", "months[].values[].milestone", Section("milestones")),
    ("ledger", "months[].values[].same_cause_as", ValueLine),
    ("ledger", "months[].corrections[].restates", ValueLine),
    ("ledger", "months[].corrections[].entered_by", Section("people")),
    ("ledger", "months[].corrections[].confirmed_by", Section("people")),
    (
        "ledger",
        "months[].decisions_needed[].decision",
        Section("decisions"),
    ),
    ("ledger", "months[].recheck", Section("rounds")),
    ("ledger", "months[].signed_by", Section("people")),
    ("incidents", "system", Section("systems")),
    ("incidents", "finding", Section("findings")),
    ("candidates", "scored_by[]", Section("people")),
    ("notes", "engagement", Section("engagements")),
    ("notes", "about[]", Any),
    ("duties", "engagement", Section("engagements")),
    ("duties", "held_by[].person", Section("people")),
    ("documents", "owner", Section("people")),
    ("access_grants", "system", Section("systems")),
    ("access_grants", "holder", Holder),
    ("access_grants", "approver", Section("people")),
    ("env_files", "holders[]", Section("people")),
    ("env_files", "keys[].system", Section("systems")),
    ("evidence", "engagement", Section("engagements")),
    ("evidence", "findings[]", Section("findings")),
];

/// One reference inside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Path inside the record, such as `steps[2].system`.
    pub path: String,
    /// What the field may name.
    pub target: Target,
    /// The id that it names.
    pub code: String,
}

/// Every reference inside a record of `section`; null names nothing.
pub fn references_in(section: &str, doc: &Value) -> Vec<Reference> {
    let mut found = Vec::new();
    for (_, pattern, target) in FIELDS.iter().filter(|(key, _, _)| *key == section) {
        walk(doc, pattern, String::new(), *target, &mut found);
    }
    found
}

fn walk(value: &Value, pattern: &str, path: String, target: Target, found: &mut Vec<Reference>) {
    if pattern.is_empty() {
        if let Value::String(code) = value {
            found.push(Reference {
                path,
                target,
                code: code.clone(),
            });
        }
        return;
    }
    if let Some(rest) = pattern.strip_prefix("[]") {
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            walk(item, rest, format!("{path}[{at}]"), target, found);
        }
        return;
    }
    let end = pattern.find(['.', '[']).unwrap_or(pattern.len());
    let (key, rest) = pattern.split_at(end);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    if let Some(inner) = value.get(key) {
        let dot = if path.is_empty() { "" } else { "." };
        walk(inner, rest, format!("{path}{dot}{key}"), target, found);
    }
}

/// Lets every reference of a record that names `from` in the section `of` name `to` instead. Whether anything changed.
pub fn redirect(section: &str, doc: &mut Value, of: &str, from: &str, to: &str) -> bool {
    let paths: Vec<String> = references_in(section, doc)
        .into_iter()
        .filter(|reference| reference.code == from && reference.target.may_be(of))
        .map(|reference| pointer(&reference.path))
        .collect();
    for path in &paths {
        if let Some(place) = doc.pointer_mut(path) {
            *place = Value::from(to);
        }
    }
    !paths.is_empty()
}

/// `steps[2].system` as a JSON pointer.
fn pointer(path: &str) -> String {
    let plain = path.replace('[', ".").replace(']', "");
    format!("/{}", plain.trim_start_matches('.').replace('.', "/"))
}

/// A record that names another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referrer {
    /// Section of the record that names.
    pub section: String,
    /// Its round, for an answer.
    pub parent: Option<String>,
    /// Its code; empty for a section that is one record.
    pub code: String,
    /// Where inside it.
    pub path: String,
}

/// Every record that names the record `code` of `section`, so that nobody deletes it unaware.
pub fn referring_to(dossier: &Dossier, section: &str, code: &str) -> Vec<Referrer> {
    let mut found = Vec::new();
    let mut search = |from: &str, parent: Option<&str>, own: &str, doc: &Value| {
        for reference in references_in(from, doc)
            .into_iter()
            .filter(|reference| reference.code == code)
        {
            if reference.target.may_be(section) {
                found.push(Referrer {
                    section: from.to_owned(),
                    parent: parent.map(str::to_owned),
                    code: own.to_owned(),
                    path: reference.path,
                });
            }
        }
    };
    for key in dossier.single_keys() {
        if let Some(doc) = dossier.single(key) {
            search(key, None, "", doc);
        }
    }
    for (key, records) in dossier.lists() {
        for (own, doc) in records {
            search(key, None, own, doc);
            if key == "rounds" {
                for answer in dossier.answers_of(own) {
                    search("answers", Some(own), &answer.record().question, answer.doc());
                }
            }
        }
    }
    found
}

impl Target {
    /// Whether a field of this target may name a record of `section`.
    pub fn may_be(self, section: &str) -> bool {
        match self {
            Target::Section(own) => own == section,
            Target::Holder => matches!(section, "people" | "identities"),
            Target::Place => matches!(section, "systems" | "people" | "vendors"),
            Target::Any | Target::Reusable => true,
            Target::Question | Target::ValueLine | Target::Profile => false,
        }
    }
}
