//! What was found sound, and what was not looked at.

use super::desk::Desk;
use super::findings::grade;
use valise_domain::figures::in_force;
use valise_domain::records::{AnswerState, Grade};
use valise_report::model::{Checked, CheckedLine, UncheckedLine};

/// Sound answers that a reader still reads.
const SOUND: usize = 10;
/// What was not checked matters more, and gets more room.
const NOT_CHECKED: usize = 24;

pub(super) fn checked(desk: &Desk<'_>) -> Option<Checked> {
    let (round, figures) = desk.round.as_ref()?;
    let answers = in_force(desk.dossier, round);
    let pack = desk.bank.pack(&round.pack, &round.added, &round.removed);
    let mut sound: Vec<(Option<Grade>, CheckedLine)> = Vec::new();
    let mut not_checked = Vec::new();
    for question in pack {
        let unchecked = |why: &str| UncheckedLine {
            id: Some(question.id.clone()),
            what: question.question.clone(),
            why: Some(why.to_owned()),
        };
        match answers.get(question.id.as_str()).map(|(answer, _)| answer) {
            Some(answer) if answer.state == AnswerState::Unknown => {
                not_checked.push(unchecked("nobody could say"))
            }
            Some(answer) if answer.state == AnswerState::Refused => not_checked.push(unchecked("refused")),
            Some(answer) if answer.score == Some(4) && answer.grade >= Some(Grade::E3) => {
                let what = question
                    .anchors
                    .as_ref()
                    .map_or(&question.good_evidence, |anchors| &anchors.measured);
                let line = CheckedLine {
                    id: Some(question.id.clone()),
                    what: what.clone(),
                    grade: Some(grade(answer.grade)),
                };
                sound.push((answer.grade, line));
            }
            _ => {}
        }
    }
    let missing = figures
        .areas
        .iter()
        .flat_map(|area| &area.missing)
        .filter_map(|code| desk.bank.question(code));
    for question in missing {
        if !not_checked
            .iter()
            .any(|line: &UncheckedLine| line.id.as_deref() == Some(&question.id))
        {
            not_checked.push(UncheckedLine {
                id: Some(question.id.clone()),
                what: question.question.clone(),
                why: Some("not answered".to_owned()),
            });
        }
    }
    // Tested before seen; within that the bank's order.
    sound.sort_by_key(|line| std::cmp::Reverse(line.0));
    let sound: Vec<CheckedLine> = sound.into_iter().take(SOUND).map(|(_, line)| line).collect();
    not_checked.truncate(NOT_CHECKED);
    (!sound.is_empty() || !not_checked.is_empty()).then_some(Checked { sound, not_checked })
}
