//! The questions of the monthly pack: only what changed or expired is asked again.

use crate::audit::is_open;
use crate::ledger::{month_mut, month_of};
use crate::session::{Client, next_position};
use crate::view::{Change, NewRound, RecheckPack, RecheckQuestion, RecheckReason, RoundHead};
use crate::{Problem, Result};
use valise_domain::records::{Answer, AnswerState, LedgerMonth, Round};
use valise_domain::{Day, Kept, Month};

/// The pack that is asked again each month.
const PACK: &str = "monthly";
/// An answer is good for so many days.
const FRESH_DAYS: i64 = 90;

impl Client {
    /// Begins the re-check of a month, on the answers of the one before.
    pub fn begin_recheck(&mut self, month: &str) -> Result<Change<RoundHead>> {
        let name = month_of(month)?;
        let ledger = self.own_ledger()?;
        let record = ledger
            .months
            .iter()
            .find(|record| record.month == name)
            .ok_or_else(|| Problem::not_found("month").with("name", name))?;
        let code = ledger.engagement.clone();
        if let Some(round) = self.recheck_round(record, &code) {
            return Err(Problem::refused("recheckBegun").with("record", &round.record().id));
        }
        let engagement = self
            .dossier
            .engagements
            .get(&code)
            .ok_or_else(|| Problem::not_found("engagement"))?;
        let basis = self.recheck_basis(record, &code);
        let round = self.new_round(&NewRound {
            engagement: engagement.id().map(|id| id.to_string()).unwrap_or_default(),
            title: format!("Monthly re-check {name}"),
            pack: PACK.to_owned(),
            profile: engagement.default_profile.clone(),
            basis: basis.and_then(Kept::id).map(|id| id.to_string()),
            added: Vec::new(),
            removed: Vec::new(),
        })?;
        let (id, doc) = self.stepped(month, |_, ledger| {
            month_mut(ledger, month)?.recheck = Some(round.id.clone());
            Ok(())
        })?;
        let position = next_position(self.dossier.rounds.iter());
        self.write("begin_recheck", &round.id, |pen| {
            pen.add("rounds", position, &round)?;
            match &doc {
                Some(doc) => pen.put_single(id, doc),
                None => Ok(()),
            }
        })?;
        let head = self.round_head(&round.id)?;
        Ok(self.done(head))
    }

    /// What the month has to ask again.
    pub(super) fn recheck(&self, record: &LedgerMonth, engagement: &str) -> RecheckPack {
        let end = record.month.last_day();
        let questions = self.bank.pack(PACK, &[], &[]);
        let due: Vec<RecheckQuestion> = questions
            .iter()
            .filter_map(|question| {
                let known = self.last_answer(&question.id, engagement, end);
                let because = known
                    .as_ref()
                    .map(|(_, on)| self.changed_since(&question.id, engagement, *on, end))
                    .unwrap_or_default();
                let reason = reason(known.as_ref(), !because.is_empty(), end)?;
                Some(RecheckQuestion {
                    question: question.id.clone(),
                    area: question.area.clone(),
                    text: question.question.clone(),
                    reason,
                    answered_on: known.as_ref().map(|(_, on)| on.to_string()),
                    score: known.as_ref().and_then(|(answer, _)| answer.score),
                    because,
                })
            })
            .collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let round = self.recheck_round(record, engagement);
        RecheckPack {
            questions: count(questions.len()),
            unchanged: count(questions.len() - due.len()),
            due,
            round: round.and_then(Kept::id).map(|id| id.to_string()),
            ended: round.is_some_and(|round| round.ended_on.is_some()),
            basis: self
                .recheck_basis(record, engagement)
                .map(|round| round.record().id.clone()),
        }
    }

    /// The round of this month: the one that was begun for it, or one of the pack that was started in it.
    fn recheck_round(&self, record: &LedgerMonth, engagement: &str) -> Option<&Kept<Round>> {
        let begun = record
            .recheck
            .as_deref()
            .and_then(|code| self.dossier.rounds.get(code));
        begun.or_else(|| {
            self.rechecks(engagement)
                .find(|round| round.started_on.map(Day::month) == Some(record.month))
        })
    }

    /// The last round of the pack before this month's.
    fn recheck_basis(&self, record: &LedgerMonth, engagement: &str) -> Option<&Kept<Round>> {
        let own = self
            .recheck_round(record, engagement)
            .map(|round| &round.record().id);
        let earlier = |month: Month| month <= record.month;
        self.rechecks(engagement)
            .filter(|round| Some(&round.record().id) != own)
            .filter(|round| round.started_on.map(Day::month).is_none_or(earlier))
            .last()
    }

    fn rechecks(&self, engagement: &str) -> impl Iterator<Item = &Kept<Round>> {
        let rounds = self.dossier.rounds.iter();
        rounds.filter(move |round| round.engagement == engagement && round.pack == PACK)
    }

    /// The last judged answer to a question in any round of the engagement, with its day.
    pub(crate) fn last_answer(&self, question: &str, engagement: &str, until: Day) -> Option<(&Answer, Day)> {
        let rounds = self.dossier.rounds.iter();
        let answers = rounds
            .filter(|round| round.engagement == engagement)
            .filter_map(|round| {
                let answer = self
                    .dossier
                    .answers_of(&round.record().id)
                    .get(question)?
                    .record();
                let on = answer.date.or(round.ended_on).or(round.started_on)?;
                (!is_open(answer) && on <= until).then_some((answer, on))
            });
        answers.max_by_key(|(_, on)| *on)
    }

    /// Codes of findings on a question that came or went since a day.
    fn changed_since(&self, question: &str, engagement: &str, since: Day, until: Day) -> Vec<String> {
        let later = |day: Option<Day>| day.is_some_and(|day| day > since && day <= until);
        self.dossier
            .findings
            .iter()
            .filter(|finding| finding.engagement == engagement && finding.counts())
            .filter(|finding| finding.questions.iter().any(|asked| asked == question))
            .filter(|finding| later(finding.found_on) || later(finding.closed_on))
            .map(|finding| finding.record().id.clone())
            .collect()
    }
}

fn reason(known: Option<&(&Answer, Day)>, changed: bool, end: Day) -> Option<RecheckReason> {
    let Some((answer, on)) = known else {
        return Some(RecheckReason::Unanswered);
    };
    match answer.state {
        AnswerState::Na => None,
        AnswerState::Unknown | AnswerState::Refused => Some(RecheckReason::Unanswered),
        _ if changed => Some(RecheckReason::Changed),
        _ if end.days_since(*on) > FRESH_DAYS => Some(RecheckReason::Expired),
        _ => None,
    }
}
