//! One answer: set, changed, taken back.

use crate::session::{Client, stored};
use crate::view::{AnswerChange, AnswerState as StateView, Change, QuestionRow};
use crate::{Problem, Result};
use valise_domain::Kept;
use valise_domain::records::{Answer, AnswerState, Grade, Round};

impl Client {
    /// Changes one answer of a round that is not frozen.
    pub fn answer(&mut self, change: &AnswerChange) -> Result<Change<QuestionRow>> {
        let round = self.open_round(&change.round)?;
        let scored = self
            .bank
            .question(&change.question)
            .ok_or_else(|| Problem::not_found("question"))?
            .scored;
        let old = self.dossier.answers_of(&round).get(&change.question).cloned();
        let said_by = match &change.said_by {
            Some(Some(person)) => Some(Some(self.code_of("people", person)?)),
            Some(None) => Some(None),
            None => None,
        };
        let base = old.as_ref().map_or_else(
            || self.carried_answer(&round, &change.question),
            |kept| kept.record().clone(),
        );
        let new = changed_answer(base, change, said_by, scored, self.today())?;
        self.keep_answer(&round, old, &new, "answer")?;
        Ok(self.done(self.question_row(&round, &change.question)?))
    }

    /// An answer to start from: the one carried from the basis, or one that is touched and still open.
    fn carried_answer(&self, round: &str, question: &str) -> Answer {
        match self.answer_in_force(round, question) {
            // Only what was judged is carried; the words of the earlier round stay there.
            Some((answer, true)) => Answer {
                question: question.to_owned(),
                state: answer.state,
                score: answer.score,
                grade: answer.grade,
                ..Answer::default()
            },
            _ => {
                let mut answer = Answer {
                    question: question.to_owned(),
                    state: AnswerState::Unknown,
                    ..Answer::default()
                };
                answer.rest.insert(OPEN.into(), true.into());
                answer
            }
        }
    }

    /// The answer that counts in a round, and whether it is carried from the basis.
    pub(crate) fn answer_in_force(&self, round: &str, question: &str) -> Option<(&Answer, bool)> {
        if let Some(kept) = self.dossier.answers_of(round).get(question) {
            return Some((kept.record(), false));
        }
        let basis = self.dossier.rounds.get(round)?.basis.as_deref()?;
        self.answer_in_force(basis, question)
            .map(|(answer, _)| (answer, true))
    }

    /// Writes an answer; one that says nothing any more is taken out, so that the question is open again.
    pub(super) fn keep_answer(
        &mut self,
        round: &str,
        old: Option<Kept<Answer>>,
        new: &Answer,
        op: &str,
    ) -> Result<()> {
        let round_id = stored(
            self.dossier
                .rounds
                .get(round)
                .ok_or_else(|| Problem::not_found("round"))?,
        )?;
        let position = self
            .dossier
            .answers_of(round)
            .iter()
            .map(Kept::position)
            .max()
            .map_or(0, |last| last + 1);
        let question = new.question.clone();
        self.write(op, &question, |pen| match old {
            Some(kept) if is_empty(new) => pen.trash(stored(&kept)?),
            Some(kept) => pen.put(&kept, new),
            None if is_empty(new) => Ok(()),
            None => pen.add_answer(round_id, position, new).map(drop),
        })
    }

    /// Refuses a round, by its code, whose answers stay as they are.
    pub(crate) fn refuse_frozen(&self, round: &str) -> Result<()> {
        match self.dossier.rounds.get(round) {
            Some(kept) if is_frozen(kept) => Err(Problem::refused("roundFrozen").with("round", round)),
            _ => Ok(()),
        }
    }

    /// The code of a round that still takes answers.
    pub(super) fn open_round(&self, id: &str) -> Result<String> {
        let code = self.code_of("rounds", id)?;
        match self.dossier.rounds.get(&code) {
            Some(round) if is_frozen(round) => Err(Problem::refused("roundFrozen").with("round", code)),
            Some(_) => Ok(code),
            None => Err(Problem::not_found("round")),
        }
    }
}

/// A round that has ended takes no more answers.
pub(crate) fn is_frozen(round: &Round) -> bool {
    round.ended_on.is_some()
}

/// Mark of an entry that holds words and no judgement yet. Figures read such an entry as unknown.
const OPEN: &str = "open";

/// Touched, and not answered.
pub(crate) fn is_open(answer: &Answer) -> bool {
    answer.rest.contains_key(OPEN)
}

fn is_empty(answer: &Answer) -> bool {
    is_open(answer)
        && answer.score.is_none()
        && answer.grade.is_none()
        && answer.note.is_empty()
        && answer.words.as_deref().unwrap_or_default().is_empty()
        && answer.said_by.is_none()
        && answer.later != Some(true)
}

fn changed_answer(
    mut answer: Answer,
    change: &AnswerChange,
    said_by: Option<Option<String>>,
    scored: bool,
    today: valise_domain::Day,
) -> Result<Answer> {
    if let Some(state) = change.state {
        set_state(&mut answer, state, scored)?;
    }
    if let Some(score) = change.score {
        set_score(&mut answer, score, scored)?;
    }
    if let Some(grade) = change.grade {
        answer.grade = grade;
    }
    if let Some(words) = &change.words {
        answer.words = (!words.is_empty()).then(|| valise_domain::text::composed(words).into_owned());
    }
    if let Some(note) = &change.note {
        answer.note = valise_domain::text::composed(note).into_owned();
    }
    if let Some(person) = said_by {
        answer.said_by = person;
    }
    if let Some(later) = change.later {
        answer.later = later.then_some(true);
    }
    if answer.state == AnswerState::Answered && answer.score.is_none() {
        return Err(Problem::invalid("score", "0 to 4, as the question is answered"));
    }
    answer.date = Some(today);
    Ok(answer)
}

fn set_state(answer: &mut Answer, state: StateView, scored: bool) -> Result<()> {
    answer.rest.remove(OPEN);
    match state {
        StateView::Open => {
            answer.state = AnswerState::Unknown;
            answer.score = None;
            answer.grade = None;
            answer.rest.insert(OPEN.into(), true.into());
        }
        StateView::Unknown => {
            answer.state = AnswerState::Unknown;
            answer.score = None;
        }
        StateView::Na => {
            answer.state = AnswerState::Na;
            answer.score = None;
        }
        StateView::Refused => {
            answer.state = AnswerState::Refused;
            answer.score = None;
            answer.grade = Some(Grade::E0);
        }
        StateView::Recorded if !scored => answer.state = AnswerState::Recorded,
        StateView::Answered if scored => answer.state = AnswerState::Answered,
        _ => {
            return Err(Problem::invalid(
                "state",
                "a score for a scored question, a record for a discovery question",
            ));
        }
    }
    Ok(())
}

fn set_score(answer: &mut Answer, score: Option<u8>, scored: bool) -> Result<()> {
    match score {
        Some(score) if scored && score <= 4 => {
            answer.state = AnswerState::Answered;
            answer.score = Some(score);
            answer.rest.remove(OPEN);
            if answer.grade == Some(Grade::E0) {
                answer.grade = None;
            }
        }
        Some(_) => return Err(Problem::invalid("score", "0 to 4 for a scored question")),
        None => {
            answer.score = None;
            if answer.state == AnswerState::Answered {
                answer.state = AnswerState::Unknown;
                answer.rest.insert(OPEN.into(), true.into());
            }
        }
    }
    Ok(())
}
