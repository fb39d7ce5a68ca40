//! The bank as a whole: the built-in questions, and a client's own on top.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::records::OwnBank;

use super::Question;

/// The version of the built-in bank.
pub const LATEST: u32 = 2;

const QUESTIONS: &str = include_str!("../../data/question-bank.json");

/// The twelve areas in their order on every page.
const AREAS: [&str; 12] = [
    "BIZ", "ARC", "COD", "DEL", "REL", "INF", "DAT", "SEC", "ACC", "TEA", "VEN", "AUT",
];

/// Questions by id and in order.
#[derive(Debug, Clone)]
pub struct Bank {
    version: u32,
    questions: Vec<Question>,
    by_id: HashMap<String, usize>,
}

impl Bank {
    /// The built-in bank of a version; `None` when this program does not carry it.
    pub fn version(version: u32) -> Option<&'static Bank> {
        static BUILT_IN: OnceLock<Bank> = OnceLock::new();
        (version == LATEST).then(|| {
            BUILT_IN.get_or_init(|| {
                let questions = serde_json::from_str(QUESTIONS).expect("the built-in bank is valid");
                Bank::from_questions(LATEST, questions)
            })
        })
    }

    /// The newest built-in bank.
    pub fn latest() -> &'static Bank {
        Bank::version(LATEST).expect("the newest bank is built in")
    }

    fn from_questions(version: u32, questions: Vec<Question>) -> Self {
        let by_id = questions
            .iter()
            .enumerate()
            .map(|(at, question)| (question.id.clone(), at))
            .collect();
        Self {
            version,
            questions,
            by_id,
        }
    }

    /// This bank with a client's own questions after its own. An own question never replaces a
    /// built-in one.
    pub fn with_own(&self, own: &OwnBank) -> Bank {
        let mut questions = self.questions.clone();
        let news = own
            .questions
            .iter()
            .filter(|question| !self.by_id.contains_key(&question.id));
        questions.extend(news.cloned());
        Bank::from_questions(self.version, questions)
    }

    /// The version number.
    pub fn number(&self) -> u32 {
        self.version
    }

    /// Codes of the twelve areas, in order.
    pub fn areas() -> &'static [&'static str] {
        &AREAS
    }

    /// Name of an area.
    pub fn area_name(&self, area: &str) -> Option<&str> {
        self.questions
            .iter()
            .find(|question| question.area == area)
            .map(|question| question.area_name.as_str())
    }

    /// Every question, in order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.by_id.get(id).map(|at| &self.questions[*at])
    }

    /// The questions of an area, in order.
    pub fn of_area<'a>(&'a self, area: &'a str) -> impl Iterator<Item = &'a Question> {
        self.questions
            .iter()
            .filter(move |question| question.area == area)
    }

    /// The questions of a round, in the order of the bank: those of its pack and those added, without
    /// those removed (formulas 2.1).
    pub fn pack(&self, pack: &str, added: &[String], removed: &[String]) -> Vec<&Question> {
        let holds = |question: &&Question| {
            let id = &question.id;
            (question.packs.iter().any(|name| name == pack) || added.contains(id)) && !removed.contains(id)
        };
        self.questions.iter().filter(holds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_bank_is_complete() {
        let bank = Bank::latest();
        assert_eq!(bank.questions().len(), 179);
        assert!(Bank::version(1).is_none());
        for area in Bank::areas() {
            assert!(bank.of_area(area).count() > 9, "{area}");
        }
        assert!(bank.questions().iter().all(|question| question.rest.is_empty()));
    }

    #[test]
    fn own_questions_come_on_top() {
        let mut own = OwnBank::default();
        let mut question = Bank::latest().questions()[0].clone();
        question.id = "X-01".to_owned();
        own.questions.push(question.clone());
        question.id = "BIZ-01".to_owned();
        question.weight = 1;
        own.questions.push(question);
        let bank = Bank::latest().with_own(&own);
        assert_eq!(bank.questions().len(), 180);
        assert_eq!(bank.question("BIZ-01").map(|question| question.weight), Some(5));
        assert!(bank.question("X-01").is_some());
    }

    #[test]
    fn packs_take_additions_and_removals() {
        let bank = Bank::latest();
        let plain = bank.pack("day1", &[], &[]).len();
        let added = bank.pack("day1", &["ARC-04".to_owned()], &["BIZ-01".to_owned()]);
        assert_eq!(added.len(), plain);
        assert!(added.iter().any(|question| question.id == "ARC-04"));
        assert!(added.iter().all(|question| question.id != "BIZ-01"));
    }
}
