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
            hits.push(Hit {
                kind: kind_of(&found.section),
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

    fn search_questions(&self, text: &str) -> Vec<Hit> {
        let words: Vec<String> = text
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        self.bank
            .questions()
            .iter()
            .filter(|question| {
                let all = format!("{} {}", question.id, question.question).to_lowercase();
                words.iter().all(|word| all.contains(word))
            })
            .take(MOST)
            .map(|question| Hit {
                kind: HitKind::Question,
                id: question.id.clone(),
                code: question.id.clone(),
                title: question.question.clone(),
                snippet: String::new(),
            })
            .collect()
    }
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
