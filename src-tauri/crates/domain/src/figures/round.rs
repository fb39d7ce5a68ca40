//! Figures of a round (formulas 2).

use std::collections::HashMap;

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::bank::{Bank, Question};
use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::records::{Answer, AnswerState, Coded, Grade, Round};

use super::area::{AreaFigures, Colour, Standing, Standpoint, area};
use super::figure::Figure;
use super::rates::{Bounds, Trust, trusts};

/// Answers to discovery questions; never mixed with coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Discovery {
    /// With a recorded answer.
    pub recorded: u32,
    /// All unscored questions of the pack.
    pub of: u32,
}

/// The whole round in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Overall {
    /// 0–4, weighted by area; none when no area has answers.
    pub maturity: Option<Figure>,
    /// The same × 25.
    pub out_of_100: Option<Figure>,
    /// Lower end, out of 100.
    pub low: Option<Figure>,
    /// Upper end, out of 100.
    pub high: Option<Figure>,
}

/// Figures of a round.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RoundFigures {
    /// Every area, in the order of the bank.
    pub areas: Vec<AreaFigures>,
    /// All areas together.
    pub overall: Overall,
    /// Discovery questions.
    pub discovery: Discovery,
    /// Scored questions of the pack whose answer comes from the round before, ascending.
    pub carried: Vec<String>,
    /// Questions answered in this round that its pack does not hold, ascending.
    pub outside_pack: Vec<String>,
}

impl RoundFigures {
    /// The area with this code.
    pub fn area(&self, code: &str) -> Option<&AreaFigures> {
        self.areas.iter().find(|area| area.area == code)
    }

    /// Number of areas of a colour.
    pub fn count(&self, colour: Colour) -> usize {
        self.areas.iter().filter(|area| area.colour == colour).count()
    }
}

/// The answers in force in a round, by question: its own, else those of its basis. The flag says
/// "carried".
pub fn in_force<'a>(dossier: &'a Dossier, round: &Round) -> HashMap<&'a str, (&'a Answer, bool)> {
    let mut answers = HashMap::new();
    let mut next = Some(round.id.as_str());
    let mut seen = Vec::new();
    let mut chain: Option<&'a Round> = None;
    while let Some(code) = next.filter(|code| !seen.iter().any(|old: &String| old == code)) {
        for answer in dossier.answers_of(code) {
            answers
                .entry(answer.record().question.as_str())
                .or_insert((answer.record(), !seen.is_empty()));
        }
        seen.push(code.to_owned());
        let basis = match chain {
            None => round.basis.as_deref(),
            Some(earlier) => earlier.basis.as_deref(),
        };
        chain = basis
            .and_then(|code| dossier.rounds.get(code))
            .map(|kept| kept.record());
        next = chain.map(Coded::code);
    }
    answers
}

/// Computes a round with the questions of `bank` (the built-in one with the client's own on top).
/// Settings frozen into the round are used before those of the client.
pub fn round(dossier: &Dossier, bank: &Bank, round: &Round) -> RoundFigures {
    let settings = dossier.settings();
    let frozen = round.frozen.as_ref();
    let evidence = frozen.map_or(&settings.evidence, |frozen| &frozen.evidence);
    let trust = trusts(|grade| evidence.get(grade));
    let bounds = Bounds::from(frozen.map_or(&settings.thresholds, |frozen| &frozen.thresholds));
    let answers = in_force(dossier, round);
    let pack = bank.pack(&round.pack, &round.added, &round.removed);

    let mut codes: Vec<&str> = Bank::areas().to_vec();
    for question in &pack {
        if !codes.contains(&question.area.as_str()) {
            codes.push(&question.area);
        }
    }
    let areas: Vec<AreaFigures> = codes
        .iter()
        .map(|code| {
            let of_area = pack
                .iter()
                .filter(|question| question.area == **code && question.scored);
            let standings: Vec<Standing<'_>> = of_area
                .map(|question| standing(question, &answers, &trust))
                .collect();
            area(code, &standings, &bounds)
        })
        .collect();

    let weights = frozen
        .map(|frozen| &frozen.weights)
        .or_else(|| settings.profiles.get(&round.profile));
    let weight = |code: &str| {
        weights
            .and_then(|weights| weights.get(code))
            .copied()
            .unwrap_or(0)
    };
    let discovery: Vec<&&Question> = pack.iter().filter(|question| !question.scored).collect();
    let recorded = discovery.iter().filter(|question| {
        answers
            .get(question.id.as_str())
            .is_some_and(|(answer, _)| answer.state == AnswerState::Recorded)
    });
    let discovery = Discovery {
        recorded: count(recorded.count()),
        of: count(discovery.len()),
    };

    let is_carried = |id: &str| answers.get(id).is_some_and(|(_, carried)| *carried);
    let carried = pack
        .iter()
        .filter(|question| question.scored && is_carried(&question.id));
    let mut carried: Vec<String> = carried.map(|question| question.id.clone()).collect();
    carried.sort();
    let own = dossier
        .answers_of(&round.id)
        .iter()
        .map(|answer| &answer.record().question);
    let mut outside_pack: Vec<String> = own
        .filter(|id| !pack.iter().any(|question| question.id == **id))
        .cloned()
        .collect();
    outside_pack.sort();

    RoundFigures {
        overall: overall(&areas, weight),
        areas,
        discovery,
        carried,
        outside_pack,
    }
}

fn standing<'a>(
    question: &'a Question,
    answers: &HashMap<&str, (&Answer, bool)>,
    trust: &'a [Option<Trust>; 5],
) -> Standing<'a> {
    let state = match answers.get(question.id.as_str()).map(|(answer, _)| *answer) {
        Some(Answer {
            state: AnswerState::Na,
            ..
        }) => Standpoint::Na,
        Some(Answer {
            state: AnswerState::Answered,
            score: Some(score),
            grade,
            ..
        }) => {
            // A score without a grade counts as told by one person.
            match &trust[grade.unwrap_or(Grade::E1) as usize] {
                Some(trust) => Standpoint::Scored(*score, trust),
                None => Standpoint::Open,
            }
        }
        _ => Standpoint::Open,
    };
    Standing { question, state }
}

fn overall(areas: &[AreaFigures], weight: impl Fn(&str) -> u32) -> Overall {
    let integer = |value: u32| Ratio::from_integer(value.into());
    let (mut weights, mut known) = (Ratio::zero(), Ratio::zero());
    let (mut maturity, mut low, mut high) = (Ratio::zero(), Ratio::zero(), Ratio::zero());
    for area in areas {
        let weight = integer(weight(&area.area));
        weights += &weight;
        if let Some(value) = &area.maturity {
            known += &weight;
            maturity += &weight * value.exact();
        }
        low += area
            .low
            .as_ref()
            .map_or_else(Ratio::zero, |low| &weight * low.exact());
        high += area
            .high
            .as_ref()
            .map_or_else(|| &weight * integer(4), |high| &weight * high.exact());
    }
    let hundred = integer(25);
    Overall {
        maturity: Figure::share(&maturity, &known, 2),
        out_of_100: Figure::share(&(maturity * &hundred), &known, 0),
        low: Figure::share(&(low * &hundred), &weights, 0),
        high: Figure::share(&(high * &hundred), &weights, 0),
    }
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
