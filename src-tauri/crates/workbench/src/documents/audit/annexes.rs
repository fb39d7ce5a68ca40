//! The annexes.

use super::desk::{Desk, day, prose, prose_of};
use super::{findings, words};
use std::collections::BTreeSet;
use valise_domain::bank::Bank;
use valise_domain::figures::in_force;
use valise_domain::records::{AnswerState, DecisionKind, DecisionState, Evidence};
use valise_report::model::{Annexes, Answer, AnswerArea, Asset, DecisionLine, EvidenceLine, Reference, Term};

pub(super) fn annexes(desk: &Desk<'_>) -> Annexes {
    let mut lines: Vec<_> = desk
        .findings
        .iter()
        .map(|finding| findings::line(desk, finding))
        .collect();
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    Annexes {
        findings: lines,
        answers: answers(desk),
        evidence: desk
            .evidence()
            .map(|evidence| evidence_line(desk, evidence))
            .collect(),
        decisions: decisions(desk),
        references: references(desk),
        glossary: words::GLOSSARY
            .iter()
            .map(|(term, meaning)| Term {
                term: (*term).to_owned(),
                meaning: (*meaning).to_owned(),
            })
            .collect(),
    }
}

/// Scores and grades are equal in every copy; notes are the founder's.
fn answers(desk: &Desk<'_>) -> Vec<AnswerArea> {
    let Some((round, _)) = &desk.round else {
        return Vec::new();
    };
    let in_force = in_force(desk.dossier, round);
    let line = |id: &str, question: &str| -> Option<Answer> {
        let (answer, carried) = in_force.get(id)?;
        let state = match answer.state {
            AnswerState::Answered => None,
            AnswerState::Na => Some("does not apply".to_owned()),
            state => Some(words::plain(state.as_str())),
        };
        Some(Answer {
            id: id.to_owned(),
            question: question.to_owned(),
            score: answer.score.filter(|_| answer.state == AnswerState::Answered),
            state,
            grade: match answer.state {
                AnswerState::Answered | AnswerState::Recorded => Some(findings::grade(answer.grade)),
                AnswerState::Unknown | AnswerState::Na | AnswerState::Refused => None,
            },
            note: prose(&answer.note).filter(|_| desk.view.sees_inner_notes()),
            carried: *carried,
        })
    };
    Bank::areas()
        .iter()
        .map(|area| AnswerArea {
            code: (*area).to_owned(),
            name: desk.area(area),
            rows: desk
                .bank
                .of_area(area)
                .filter_map(|question| line(&question.id, &question.question))
                .collect(),
        })
        .filter(|area| !area.rows.is_empty())
        .collect()
}

fn evidence_line(desk: &Desk<'_>, evidence: &Evidence) -> EvidenceLine {
    let drawn = matches!(evidence.media_type.as_str(), "image/png" | "image/jpeg");
    EvidenceLine {
        id: evidence.id.clone(),
        title: evidence.title.clone(),
        grade: findings::grade(evidence.grade),
        taken_on: day(evidence.taken_on),
        sha256: evidence.sha256.clone(),
        findings: evidence
            .findings
            .iter()
            .filter(|code| desk.finding(code).is_some())
            .cloned()
            .collect(),
        picture: drawn.then(|| Asset {
            name: evidence.id.clone(),
            alt: if evidence.alt.trim().is_empty() {
                evidence.title.clone()
            } else {
                evidence.alt.clone()
            },
        }),
        beside: (!drawn).then(|| file_name(&evidence.file).to_owned()),
        redacted: !evidence.redactions.is_empty(),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Decisions that were taken, without the small ones.
fn decisions(desk: &Desk<'_>) -> Vec<DecisionLine> {
    let mut taken: Vec<_> = desk
        .decisions(DecisionState::Made)
        .chain(desk.decisions(DecisionState::Superseded))
        .filter(|decision| decision.kind != DecisionKind::SmallChoice)
        .collect();
    taken.sort_by(|a, b| a.id.cmp(&b.id));
    taken
        .into_iter()
        .map(|decision| DecisionLine {
            id: decision.id.clone(),
            title: decision.title.clone(),
            state: words::plain(decision.state.as_str()),
            chosen: decision.chosen.clone(),
            rationale: prose_of(decision.rationale.as_ref()),
            decider: desk.role(decision.decider.as_deref()),
            decided_on: day(decision.decided_on),
            review_on: day(decision.review_on),
            superseded_by: decision.superseded_by.clone().filter(|code| {
                desk.dossier
                    .decisions
                    .get(code)
                    .is_some_and(|other| desk.view.decision(other))
            }),
        })
        .collect()
}

/// Requirements that each finding of this copy is related to, by the questions it came from.
fn references(desk: &Desk<'_>) -> Vec<Reference> {
    let mut findings = desk.findings.clone();
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    findings
        .into_iter()
        .filter_map(|finding| {
            let questions = finding
                .questions
                .iter()
                .filter_map(|code| desk.bank.question(code));
            let related: BTreeSet<&str> = questions
                .flat_map(|question| &question.frameworks)
                .map(String::as_str)
                .collect();
            let text = related.into_iter().collect::<Vec<_>>().join(" · ");
            (!text.is_empty()).then(|| Reference {
                label: finding.id.clone(),
                text,
                share: None,
            })
        })
        .collect()
}
