//! Decisions that wait, and small choices that are not small (formulas 9.7).

use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::{Decision, DecisionKind, DecisionState};

/// A decision that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// Days until now; none when nobody noted since when.
    pub days: Option<i32>,
    /// Cost a week × days ÷ 7; none when either is missing.
    pub cost_to_date: Option<Money>,
}

/// Figures of the decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct DecisionFigures {
    /// Number in each state, in the order waiting, made, refused, superseded.
    pub counts: [u32; 4],
    /// Those that wait, dearest first.
    pub queue: Vec<Waiting>,
    /// Small choices with two or more flags, in the order of the file.
    pub propose_record: Vec<String>,
}

/// Computes the decisions as of a day.
pub fn decisions(dossier: &Dossier, as_of: Day) -> DecisionFigures {
    let all = || dossier.decisions.iter().map(|kept| kept.record());
    let mut counts = [0; 4];
    for decision in all() {
        counts[decision.state as usize] += 1;
    }
    let large =
        |decision: &&Decision| decision.kind == DecisionKind::SmallChoice && decision.flags.len() >= 2;
    DecisionFigures {
        counts,
        queue: waiting(all(), as_of),
        propose_record: all().filter(large).map(|decision| decision.id.clone()).collect(),
    }
}

/// Those of the decisions that wait, dearest a week first.
pub fn waiting<'a>(decisions: impl Iterator<Item = &'a Decision>, as_of: Day) -> Vec<Waiting> {
    let mut waiting: Vec<&Decision> = decisions
        .filter(|decision| decision.state == DecisionState::Waiting)
        .collect();
    waiting.sort_by(|one, other| {
        let dearest = other
            .cost_per_week
            .unwrap_or_default()
            .cmp(&one.cost_per_week.unwrap_or_default());
        dearest.then_with(|| one.id.cmp(&other.id))
    });
    let entries = waiting.into_iter().map(|decision| {
        let days = decision.waiting_since.map(|since| as_of.days_since(since));
        let cost = decision
            .cost_per_week
            .zip(days)
            .map(|(week, days)| Money::rounded(&(week.ratio() * Ratio::new(days.into(), 7.into()))));
        Waiting {
            id: decision.id.clone(),
            days: days.and_then(|days| i32::try_from(days).ok()),
            cost_to_date: cost,
        }
    });
    entries.collect()
}

/// Days that a made or refused decision had waited; none unless both dates are known.
pub fn waited(decision: &Decision) -> Option<i32> {
    if !matches!(decision.state, DecisionState::Made | DecisionState::Refused) {
        return None;
    }
    let days = decision.decided_on?.days_since(decision.waiting_since?);
    i32::try_from(days).ok().filter(|days| *days >= 0)
}
