//! One question with everything that helps to ask it.

use super::answer::is_open;
use super::view::{shown_grade, state_of};
use crate::session::Client;
use crate::view::{Anchor, Answer as AnswerOut, AnswerBefore, AnswerState, CreatedRecord, QuestionDetail};
use crate::{Problem, Result};
use valise_domain::bank::{Anchors, Bank};
use valise_domain::records::Answer;

impl Client {
    /// One question in a round.
    pub fn question(&self, round: &str, question: &str) -> Result<QuestionDetail> {
        let code = self.code_of("rounds", round)?;
        let asked = self
            .bank
            .question(question)
            .ok_or_else(|| Problem::not_found("question"))?;
        let own = self
            .dossier
            .answers_of(&code)
            .get(question)
            .map(|kept| kept.record());
        let findings: Vec<_> = self
            .dossier
            .findings
            .iter()
            .filter(|finding| finding.questions.iter().any(|id| id == question))
            .collect();
        let evidence = findings
            .iter()
            .flat_map(|finding| self.evidence_of_finding(&finding.id))
            .collect();
        Ok(QuestionDetail {
            row: self.question_row(&code, question)?,
            area_name: Bank::latest()
                .area_name(&asked.area)
                .unwrap_or_default()
                .to_owned(),
            why: asked.why_it_matters.clone(),
            good_evidence: asked.good_evidence.clone(),
            red_flags: asked.red_flags.clone(),
            quick_check: asked.quick_check.clone(),
            anchors: asked.anchors.as_ref().map(anchors).unwrap_or_default(),
            frameworks: asked.frameworks.clone(),
            creates: asked.creates.clone(),
            same_fact_as: asked.same_fact_as.clone(),
            derivable_from: asked.derivable_from.clone(),
            na_hint: asked.na_hint.clone(),
            answer: self.answer_view(own),
            before: self.answer_before(&code, question),
            findings: findings
                .iter()
                .filter_map(|finding| self.finding_row(&finding.id).ok())
                .collect(),
            templates: self.templates_for(question),
            created: self.created_by(question),
            evidence,
        })
    }

    fn answer_view(&self, answer: Option<&Answer>) -> AnswerOut {
        let Some(answer) = answer else {
            return AnswerOut {
                state: AnswerState::Open,
                score: None,
                grade: None,
                words: String::new(),
                note: String::new(),
                said_by: None,
                date: None,
                later: false,
            };
        };
        let said_by = answer
            .said_by
            .as_deref()
            .and_then(|code| self.dossier.people.get(code))
            .and_then(|kept| kept.id());
        AnswerOut {
            state: state_of(answer),
            score: answer.score,
            grade: shown_grade(answer),
            words: answer.words.clone().unwrap_or_default(),
            note: answer.note.clone(),
            said_by: said_by.map(|id| id.to_string()),
            date: answer.date.map(|day| day.to_string()),
            later: answer.later == Some(true),
        }
    }

    fn answer_before(&self, round: &str, question: &str) -> Option<AnswerBefore> {
        let basis = self.dossier.rounds.get(round)?.basis.clone()?;
        let (answer, _) = self.answer_in_force(&basis, question)?;
        (!is_open(answer)).then(|| AnswerBefore {
            round: self
                .dossier
                .rounds
                .get(&basis)
                .map(|kept| kept.title.clone())
                .unwrap_or_default(),
            score: answer.score,
            grade: shown_grade(answer),
            state: state_of(answer),
            note: answer.note.clone(),
        })
    }

    /// Records that this question created, found by the mark that they carry.
    fn created_by(&self, question: &str) -> Vec<CreatedRecord> {
        let mut created = Vec::new();
        for (section, rows) in self.dossier.lists() {
            for (code, doc) in rows {
                if doc["created_by_question"] == question {
                    created.push(CreatedRecord {
                        section: section.to_owned(),
                        code: code.to_owned(),
                        title: crate::journal::title_of(doc),
                    });
                }
            }
        }
        created
    }
}

fn anchors(anchors: &Anchors) -> Vec<Anchor> {
    [(0, &anchors.absent), (2, &anchors.partly), (4, &anchors.measured)]
        .into_iter()
        .map(|(score, text)| Anchor {
            score,
            text: text.clone(),
        })
        .collect()
}
