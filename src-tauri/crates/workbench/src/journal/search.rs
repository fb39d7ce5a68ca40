//! Search over the open client's records and the question bank.

use super::trash::title_of;
use crate::Result;
use crate::session::Client;
use crate::view::{Hit, HitKind};
use serde_json::Value;

/// Hits of each kind.
const MOST: usize = 40;

impl Client {
    /// Records and questions that hold all the words; the last one may be unfinished.
    pub fn search(&self, text: &str) -> Result<Vec<Hit>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let mut hits = Vec::new();
        for found in self.store.search(text, MOST)? {
            let Some(row) = self.store.row(found.id)? else {
                continue;
            };
            let doc: Value = serde_json::from_str(&row.doc).unwrap_or_default();
            if found.section == "ledger" {
                let lines = self.ledger_lines(text);
                if !lines.is_empty() {
                    hits.extend(lines);
                    continue;
                }
            }
            hits.push(Hit {
                kind: kind_of(&found.section),
                section: found.section.clone(),
                id: if found.section == "answers" {
                    found.code.clone()
                } else {
                    found.id.to_string()
                },
                title: self.hit_title(&found.section, &found.code, &doc),
                code: found.code,
                snippet: found.snippet,
            });
        }
        hits.extend(self.search_questions(text));
        Ok(hits)
    }

    fn hit_title(&self, section: &str, code: &str, doc: &Value) -> String {
        if section == "answers" {
            return self
                .bank
                .question(code)
                .map(|question| question.question.clone())
                .unwrap_or_default();
        }
        title_of(doc)
    }

    /// The lines of the ledger that hold all the words: the ledger is one record, and nobody looks for all of it.
    fn ledger_lines(&self, text: &str) -> Vec<Hit> {
        let words = words_of(text);
        let months = self
            .dossier
            .ledger()
            .into_iter()
            .flat_map(|ledger| &ledger.months);
        let lines = months.flat_map(|month| {
            let values = month.values.iter().map(|line| (&line.id, &line.what));
            let costs = month.costs.iter().map(|line| (&line.id, &line.what));
            let corrections = month.corrections.iter().map(|line| (&line.id, &line.reason));
            values.chain(costs).chain(corrections)
        });
        lines
            .filter(|(id, what)| holds(&format!("{id} {what}"), &words))
            .take(MOST)
            .map(|(id, what)| Hit {
                kind: HitKind::Record,
                section: "ledger".to_owned(),
                id: id.clone(),
                code: id.clone(),
                title: what.clone(),
                snippet: String::new(),
            })
            .collect()
    }

    fn search_questions(&self, text: &str) -> Vec<Hit> {
        let words = words_of(text);
        self.bank
            .questions()
            .iter()
            .filter(|question| holds(&format!("{} {}", question.id, question.question), &words))
            .take(MOST)
            .map(|question| Hit {
                kind: HitKind::Question,
                section: "answers".to_owned(),
                id: question.id.clone(),
                code: question.id.clone(),
                title: question.question.clone(),
                snippet: String::new(),
            })
            .collect()
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn holds(line: &str, words: &[String]) -> bool {
    let line = line.to_lowercase();
    words.iter().all(|word| line.contains(word))
}

fn kind_of(section: &str) -> HitKind {
    match section {
        "findings" => HitKind::Finding,
        "answers" => HitKind::Question,
        "evidence" => HitKind::Evidence,
        "notes" => HitKind::Note,
        "people" => HitKind::Person,
        _ => HitKind::Record,
    }
}
