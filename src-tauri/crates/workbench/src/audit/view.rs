//! The cockpit's lists: rounds, areas, questions with their answers in force.

use super::answer::{is_frozen, is_open};
use crate::session::Client;
use crate::view::{
    AnswerState as StateView, AreaRow, AuditView, Discovery, EngagementHead, Overall, PackHead, QuestionRow,
    RoundHead,
};
use crate::{Problem, Result};
use std::collections::{HashMap, HashSet};
use valise_domain::bank::{Bank, PACKS, Question};
use valise_domain::figures::{self, AreaFigures, Figure, RoundFigures};
use valise_domain::records::{Answer, AnswerState, Grade};

/// Findings and templates by question.
struct Counts<'a> {
    findings: HashMap<&'a str, u32>,
    templates: HashMap<&'a str, u32>,
}

impl Client {
    /// The lists of the cockpit for a round, or for the latest one of the engagement.
    pub fn audit(&self, engagement: Option<&str>, round: Option<&str>) -> Result<AuditView> {
        let code = self.engagement_code(engagement)?;
        let rounds: Vec<RoundHead> = self
            .dossier
            .rounds
            .iter()
            .filter(|kept| kept.engagement == code)
            .map(|kept| self.round_head(&kept.id))
            .collect::<Result<_>>()?;
        let chosen = match round {
            Some(id) => Some(self.code_of("rounds", id)?),
            None => rounds
                .iter()
                .find(|head| !head.frozen)
                .or(rounds.last())
                .map(|head| head.code.clone()),
        };
        let figures = chosen
            .as_deref()
            .map(|round| self.round_figures(round))
            .transpose()?;
        Ok(AuditView {
            engagement: self.engagement_head(&code)?,
            round: chosen
                .as_deref()
                .map(|round| self.round_head(round))
                .transpose()?,
            areas: chosen
                .as_deref()
                .map(|round| self.area_rows(round))
                .transpose()?
                .unwrap_or_default(),
            overall: figures.as_deref().map(overall).unwrap_or_default(),
            discovery: figures
                .as_deref()
                .map(|f| Discovery {
                    recorded: f.discovery.recorded,
                    of: f.discovery.of,
                })
                .unwrap_or_default(),
            questions: chosen
                .as_deref()
                .map(|round| self.question_rows(round))
                .transpose()?
                .unwrap_or_default(),
            rounds,
            people: self.people(),
            packs: self.packs(),
            profiles: self.dossier.settings().profiles.keys().cloned().collect(),
        })
    }

    /// Rows of all questions of the bank; those of the round's pack are marked.
    fn question_rows(&self, round: &str) -> Result<Vec<QuestionRow>> {
        let kept = self
            .dossier
            .rounds
            .get(round)
            .ok_or_else(|| Problem::not_found("round"))?;
        let pack: HashSet<&str> = self
            .bank
            .pack(&kept.pack, &kept.added, &kept.removed)
            .into_iter()
            .map(|q| q.id.as_str())
            .collect();
        let answers = figures::in_force(&self.dossier, kept);
        let counts = self.counts();
        let row = |question: &Question| {
            let answer = answers.get(question.id.as_str()).copied();
            row_of(question, answer, pack.contains(question.id.as_str()), &counts)
        };
        Ok(self.bank.questions().iter().map(row).collect())
    }

    /// The row of one question.
    pub(super) fn question_row(&self, round: &str, question: &str) -> Result<QuestionRow> {
        let kept = self
            .dossier
            .rounds
            .get(round)
            .ok_or_else(|| Problem::not_found("round"))?;
        let asked = self
            .bank
            .question(question)
            .ok_or_else(|| Problem::not_found("question"))?;
        let in_pack = self
            .bank
            .pack(&kept.pack, &kept.added, &kept.removed)
            .iter()
            .any(|q| q.id == question);
        Ok(row_of(
            asked,
            self.answer_in_force(round, question),
            in_pack,
            &self.counts(),
        ))
    }

    fn counts(&self) -> Counts<'_> {
        let mut counts = Counts {
            findings: HashMap::new(),
            templates: HashMap::new(),
        };
        for finding in &self.dossier.findings {
            for question in &finding.record().questions {
                *counts.findings.entry(question).or_default() += 1;
            }
        }
        for template in self.library.templates() {
            for question in &template.questions {
                *counts.templates.entry(question).or_default() += 1;
            }
        }
        counts
    }

    /// Figures of the areas of a round, beside those of its basis.
    pub(crate) fn area_rows(&self, round: &str) -> Result<Vec<AreaRow>> {
        let kept = self
            .dossier
            .rounds
            .get(round)
            .ok_or_else(|| Problem::not_found("round"))?;
        let now = self.round_figures(round)?;
        let before = kept
            .basis
            .as_deref()
            .map(|basis| self.round_figures(basis))
            .transpose()?;
        let moves = before
            .as_deref()
            .map(|before| figures::movement(before, &now))
            .unwrap_or_default();
        Ok(now
            .areas
            .iter()
            .map(|area| {
                let moved = moves.iter().find(|moved| moved.area == area.area);
                let mut row = area_row(area);
                row.was = moved.and_then(|moved| printed(moved.was.as_ref()));
                row.direction = moved.map(|moved| moved.direction);
                row
            })
            .collect())
    }

    /// A round, in a line.
    pub(crate) fn round_head(&self, code: &str) -> Result<RoundHead> {
        let kept = self
            .dossier
            .rounds
            .get(code)
            .ok_or_else(|| Problem::not_found("round"))?;
        let pack = self.bank.pack(&kept.pack, &kept.added, &kept.removed);
        let answers = figures::in_force(&self.dossier, kept);
        let answered = pack
            .iter()
            .filter(|question| {
                answers
                    .get(question.id.as_str())
                    .is_some_and(|(answer, _)| !is_open(answer))
            })
            .count();
        Ok(RoundHead {
            id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
            code: kept.record().id.clone(),
            title: kept.title.clone(),
            pack: kept.pack.clone(),
            profile: kept.profile.clone(),
            started_on: kept.started_on.map(|day| day.to_string()).unwrap_or_default(),
            ended_on: kept.ended_on.map(|day| day.to_string()),
            frozen: is_frozen(kept),
            answered: count(answered),
            questions: count(pack.len()),
        })
    }

    /// Code of an engagement by its key; the first one without a key.
    pub(crate) fn engagement_code(&self, id: Option<&str>) -> Result<String> {
        match id {
            Some(id) => self.code_of("engagements", id),
            None => self.first_engagement(),
        }
    }

    /// An engagement, in a line.
    pub(crate) fn engagement_head(&self, code: &str) -> Result<EngagementHead> {
        let kept = self
            .dossier
            .engagements
            .get(code)
            .ok_or_else(|| Problem::not_found("engagement"))?;
        Ok(EngagementHead {
            id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
            code: kept.record().id.clone(),
            title: kept.title.clone(),
            kind: kept.kind,
            start: kept.start.map(|day| day.to_string()),
            end: kept.end.map(|day| day.to_string()),
        })
    }

    /// Every engagement, in a line.
    pub(crate) fn engagement_heads(&self) -> Vec<EngagementHead> {
        self.dossier
            .engagements
            .iter()
            .filter_map(|kept| self.engagement_head(&kept.record().id).ok())
            .collect()
    }

    fn packs(&self) -> Vec<PackHead> {
        PACKS
            .iter()
            .map(|pack| {
                let questions = self.bank.pack(pack.id, &[], &[]);
                PackHead {
                    id: pack.id.to_owned(),
                    name: pack.name.to_owned(),
                    questions: count(questions.len()),
                    scored: count(questions.iter().filter(|question| question.scored).count()),
                }
            })
            .collect()
    }
}

fn row_of(
    question: &Question,
    answer: Option<(&Answer, bool)>,
    in_pack: bool,
    counts: &Counts<'_>,
) -> QuestionRow {
    let (answer, carried) = answer.map_or((None, false), |(answer, carried)| (Some(answer), carried));
    QuestionRow {
        id: question.id.clone(),
        area: question.area.clone(),
        text: question.question.clone(),
        ask: word(&question.ask),
        severity: question.default_severity,
        weight: u8::try_from(question.weight).unwrap_or(u8::MAX),
        scored: question.scored,
        deal_relevant: question.deal_relevant,
        in_pack,
        own: question.id.starts_with("X-"),
        state: answer.map_or(StateView::Open, state_of),
        score: answer.and_then(|answer| answer.score),
        grade: answer.and_then(shown_grade),
        carried,
        note: answer.is_some_and(|answer| !answer.note.is_empty() || answer.words.is_some()),
        later: answer.is_some_and(|answer| answer.later == Some(true)),
        findings: counts.findings.get(question.id.as_str()).copied().unwrap_or(0),
        templates: counts.templates.get(question.id.as_str()).copied().unwrap_or(0),
    }
}

/// The state of an answer in the words of the window.
pub(super) fn state_of(answer: &Answer) -> StateView {
    match answer.state {
        _ if is_open(answer) => StateView::Open,
        AnswerState::Answered => StateView::Answered,
        AnswerState::Unknown => StateView::Unknown,
        AnswerState::Na => StateView::Na,
        AnswerState::Refused => StateView::Refused,
        AnswerState::Recorded => StateView::Recorded,
    }
}

/// A score without a grade counts as told by one person (formulas 2.3).
pub(super) fn shown_grade(answer: &Answer) -> Option<Grade> {
    answer
        .grade
        .or_else(|| (answer.state == AnswerState::Answered && answer.score.is_some()).then_some(Grade::E1))
}

/// The word of a closed list that serialises as text.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

fn area_row(area: &AreaFigures) -> AreaRow {
    AreaRow {
        area: area.area.clone(),
        name: Bank::latest()
            .area_name(&area.area)
            .unwrap_or_default()
            .to_owned(),
        questions: area.questions,
        answered: area.answered,
        maturity: printed(area.maturity.as_ref()),
        low: printed(area.low.as_ref()),
        high: printed(area.high.as_ref()),
        coverage: printed(area.coverage.as_ref()),
        confidence: printed(area.confidence.as_ref()),
        strength: printed(area.strength.as_ref()),
        colour: area.colour,
        colour_by_average: area.colour_by_average,
        not_verified: area.not_verified,
        capped_by: area.capped_by.clone(),
        was: None,
        direction: None,
    }
}

/// A figure as it is printed.
pub(crate) fn printed(figure: Option<&Figure>) -> Option<String> {
    figure.map(Figure::printed)
}

/// The overall line of a round.
pub(crate) fn overall(figures: &RoundFigures) -> Overall {
    let whole = |figure: Option<&Figure>| figure.and_then(|figure| figure.printed().parse().ok());
    let overall = &figures.overall;
    Overall {
        out_of_100: whole(overall.out_of_100.as_ref()),
        low: whole(overall.low.as_ref()),
        high: whole(overall.high.as_ref()),
    }
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
