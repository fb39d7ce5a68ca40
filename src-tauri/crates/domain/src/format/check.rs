//! What a dossier as a whole must hold: ids are unique, references lead somewhere, and the rules
//! without which no figure could be computed.

use std::collections::HashSet;

use serde_json::Value;

use crate::bank::Bank;
use crate::dossier::{Dossier, shortened};

use super::references::{Reference, Target, references_in};
use super::rules;

/// Something that the format refuses, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path in the file, such as `findings[3].scenario`.
    pub path: String,
    /// What must stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl Problem {
    pub(super) fn new(path: impl Into<String>, expected: impl Into<String>, found: &str) -> Self {
        Self {
            path: path.into(),
            expected: expected.into(),
            found: shortened(found),
        }
    }
}

/// Everything that the format refuses in a dossier, in the order of the file. Empty when it can be
/// written and read again.
pub fn check(dossier: &Dossier) -> Vec<Problem> {
    let ids = Ids::of(dossier);
    let mut problems = ids.repeated.clone();
    for key in dossier.single_keys() {
        if let Some(doc) = dossier.single(key) {
            dangling(dossier, &ids, key, key, doc, &mut problems);
        }
    }
    for (key, records) in dossier.lists() {
        for (at, (code, doc)) in records.into_iter().enumerate() {
            let path = format!("{key}[{at}]");
            dangling(dossier, &ids, key, &path, doc, &mut problems);
            if key == "rounds" {
                for (at, answer) in dossier.answers_of(code).iter().enumerate() {
                    let path = format!("{path}.answers[{at}]");
                    dangling(dossier, &ids, "answers", &path, answer.doc(), &mut problems);
                }
            }
        }
    }
    rules::check(dossier, &mut problems);
    problems
}

fn dangling(
    dossier: &Dossier,
    ids: &Ids,
    section: &str,
    path: &str,
    doc: &Value,
    problems: &mut Vec<Problem>,
) {
    for reference in references_in(section, doc) {
        if let Some(expected) = ids.lacks(dossier, &reference) {
            problems.push(Problem::new(
                format!("{path}.{}", reference.path),
                expected,
                &reference.code,
            ));
        }
    }
}

/// Every id of the file, also those of records inside other records.
struct Ids {
    all: HashSet<String>,
    value_lines: HashSet<String>,
    repeated: Vec<Problem>,
}

impl Ids {
    fn of(dossier: &Dossier) -> Self {
        let mut ids = Self {
            all: HashSet::new(),
            value_lines: HashSet::new(),
            repeated: Vec::new(),
        };
        for (_, records) in dossier.lists() {
            ids.all
                .extend(records.into_iter().map(|(code, _)| code.to_owned()));
        }
        ids.all.insert(dossier.client().id.clone());
        let own = dossier.own_bank();
        let questions = own.questions.iter().enumerate();
        ids.unique(
            questions.map(|(at, question)| (format!("bank.questions[{at}].id"), question.id.as_str())),
        );
        let templates = own.templates.iter().enumerate();
        ids.unique(
            templates.map(|(at, template)| (format!("bank.templates[{at}].id"), template.id.as_str())),
        );
        let edges = dossier
            .map()
            .into_iter()
            .flat_map(|map| map.edges.iter().enumerate());
        ids.unique(edges.map(|(at, edge)| (format!("map.edges[{at}].id"), edge.id.as_str())));
        let requests = dossier
            .engagements
            .iter()
            .enumerate()
            .flat_map(|(outer, engagement)| {
                let log = engagement.record().request_log.iter().enumerate();
                log.map(move |(at, item)| {
                    (
                        format!("engagements[{outer}].request_log[{at}].id"),
                        item.id.as_str(),
                    )
                })
            });
        ids.unique(requests);
        ids.ledger(dossier);
        ids
    }

    fn ledger(&mut self, dossier: &Dossier) {
        let Some(ledger) = dossier.ledger() else { return };
        let mut found = Vec::new();
        for (at, line) in ledger.recurring.iter().enumerate() {
            found.push((format!("ledger.recurring[{at}].id"), line.id.as_str()));
        }
        for (outer, month) in ledger.months.iter().enumerate() {
            let prefix = format!("ledger.months[{outer}]");
            let costs = month
                .costs
                .iter()
                .enumerate()
                .map(|(at, line)| ("costs", at, &line.id));
            let values = month
                .values
                .iter()
                .enumerate()
                .map(|(at, line)| ("values", at, &line.id));
            let corrections = month
                .corrections
                .iter()
                .enumerate()
                .map(|(at, line)| ("corrections", at, &line.id));
            for (list, at, id) in costs.chain(values).chain(corrections) {
                found.push((format!("{prefix}.{list}[{at}].id"), id.as_str()));
            }
            self.value_lines
                .extend(month.values.iter().map(|line| line.id.clone()));
        }
        self.unique(found.into_iter());
    }

    fn unique<'a>(&mut self, ids: impl Iterator<Item = (String, &'a str)>) {
        let mut seen = HashSet::new();
        for (path, id) in ids {
            if !seen.insert(id) {
                self.repeated.push(Problem::new(
                    path,
                    "an id that no other record of the section has",
                    id,
                ));
            }
            self.all.insert(id.to_owned());
        }
    }

    /// What the reference should have named, if it leads nowhere.
    fn lacks(&self, dossier: &Dossier, reference: &Reference) -> Option<&'static str> {
        let code = reference.code.as_str();
        let (found, expected) = match reference.target {
            Target::Section(section) => (holds(dossier, section, code), expected(section)),
            Target::Holder => {
                let known = dossier.people.contains(code) || dossier.identities.contains(code);
                (known, "the id of a person or an identity")
            }
            Target::Place => {
                let known = ["systems", "people", "vendors"]
                    .iter()
                    .any(|section| holds(dossier, section, code));
                (known, "the id of a system, person or vendor")
            }
            Target::Question => {
                let own = dossier
                    .own_bank()
                    .questions
                    .iter()
                    .any(|question| question.id == code);
                (
                    own || Bank::latest().question(code).is_some(),
                    "a question of the bank",
                )
            }
            Target::ValueLine => (self.value_lines.contains(code), "the id of a value line"),
            Target::Profile => {
                let known = code.is_empty() || dossier.settings().profiles.contains_key(code);
                (known, "a profile of the settings")
            }
            Target::Any => (self.all.contains(code), "an id of this file"),
            Target::Reusable => {
                let known = self.all.contains(code) || is_answers(dossier, code);
                (known, "an id of this file, or answers:ROUND:AREA")
            }
        };
        (!found).then_some(expected)
    }
}

fn is_answers(dossier: &Dossier, code: &str) -> bool {
    let Some((round, area)) = code
        .strip_prefix("answers:")
        .and_then(|rest| rest.rsplit_once(':'))
    else {
        return false;
    };
    let own = dossier
        .own_bank()
        .questions
        .iter()
        .any(|question| question.area == area);
    dossier.rounds.contains(round) && (own || Bank::areas().contains(&area))
}

fn holds(dossier: &Dossier, section: &str, code: &str) -> bool {
    match section {
        "people" => dossier.people.contains(code),
        "vendors" => dossier.vendors.contains(code),
        "systems" => dossier.systems.contains(code),
        "programmes" => dossier.programmes.contains(code),
        "engagements" => dossier.engagements.contains(code),
        "rounds" => dossier.rounds.contains(code),
        "scenarios" => dossier.scenarios.contains(code),
        "evidence" => dossier.evidence.contains(code),
        "flows" => dossier.flows.contains(code),
        "findings" => dossier.findings.contains(code),
        "milestones" => dossier.milestones.contains(code),
        "actions" => dossier.actions.contains(code),
        "decisions" => dossier.decisions.contains(code),
        _ => dossier.row(section, None, code).is_some(),
    }
}

fn expected(section: &str) -> &'static str {
    match section {
        "people" => "the id of a person",
        "vendors" => "the id of a vendor",
        "systems" => "the id of a system",
        "programmes" => "the id of a programme",
        "engagements" => "the id of an engagement",
        "rounds" => "the id of a round",
        "scenarios" => "the id of a scenario",
        "evidence" => "the id of an evidence record",
        "flows" => "the id of a flow",
        "findings" => "the id of a finding",
        "milestones" => "the id of a milestone",
        "actions" => "the id of an action",
        "decisions" => "the id of a decision",
        "controls" => "the id of a control",
        _ => "an id of this file",
    }
}
