//! Figures of one area in a round (formulas 2.5–2.8).

use num_bigint::BigInt;
use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::bank::Question;
use crate::decimal::Ratio;

use super::figure::Figure;
use super::rates::{Bounds, Trust};

/// Colour of an area. Hatching is apart: see [`AreaFigures::not_verified`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Critical.
    Red,
    /// Medium.
    Amber,
    /// Good.
    Green,
    /// Not known.
    Grey,
}

impl Colour {
    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Colour::Red => "red",
            Colour::Amber => "amber",
            Colour::Green => "green",
            Colour::Grey => "grey",
        }
    }
}

/// Figures of one area.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct AreaFigures {
    /// Code of the area.
    pub area: String,
    /// Scored questions of the pack that apply.
    pub questions: u32,
    /// Those with a score.
    pub answered: u32,
    /// 0–4, two places; none without answers.
    pub maturity: Option<Figure>,
    /// Lower end of the range, 0–4.
    pub low: Option<Figure>,
    /// Upper end of the range, 0–4.
    pub high: Option<Figure>,
    /// Share of the weight that is answered, 0–1.
    pub coverage: Option<Figure>,
    /// Mean confidence of the answers, 0–1.
    pub confidence: Option<Figure>,
    /// Coverage × confidence, 0–1.
    pub strength: Option<Figure>,
    /// Colour with caps.
    pub colour: Colour,
    /// Colour without caps.
    pub colour_by_average: Colour,
    /// Green on thin evidence: hatched.
    pub not_verified: bool,
    /// Critical questions at 0, else at 1; listed even if they changed nothing.
    pub capped_by: Vec<String>,
    /// Scored questions without a score.
    pub missing: Vec<String>,
}

/// One scored question of the pack, as it stands.
pub(super) struct Standing<'a> {
    pub(super) question: &'a Question,
    pub(super) state: Standpoint<'a>,
}

pub(super) enum Standpoint<'a> {
    /// Does not apply.
    Na,
    /// No score.
    Open,
    /// A score and how well it is known.
    Scored(u8, &'a Trust),
}

pub(super) fn area(code: &str, standings: &[Standing<'_>], bounds: &Bounds) -> AreaFigures {
    let mut figures = AreaFigures {
        area: code.to_owned(),
        questions: 0,
        answered: 0,
        maturity: None,
        low: None,
        high: None,
        coverage: None,
        confidence: None,
        strength: None,
        colour: Colour::Grey,
        colour_by_average: Colour::Grey,
        not_verified: false,
        capped_by: Vec::new(),
        missing: Vec::new(),
    };
    let (mut whole, mut answered, mut scored) = (0u64, 0u64, 0u64);
    let (mut trusted, mut low, mut high) = (Ratio::zero(), Ratio::zero(), Ratio::zero());
    let four = Ratio::from_integer(4.into());
    let (mut at_zero, mut at_one) = (Vec::new(), Vec::new());
    for standing in standings {
        let weight = u64::from(standing.question.weight);
        match standing.state {
            Standpoint::Na => continue,
            Standpoint::Open => figures.missing.push(standing.question.id.clone()),
            Standpoint::Scored(score, trust) => {
                figures.answered += 1;
                answered += weight;
                scored += weight * u64::from(score);
                let (score_exact, weight) = (integer(u64::from(score)), integer(weight));
                trusted += &weight * &trust.confidence;
                low += &weight * (&score_exact - &trust.half_width).max(Ratio::zero());
                high += &weight * (&score_exact + &trust.half_width).min(four.clone());
                match score {
                    0 if standing.question.is_critical() => at_zero.push(standing.question.id.clone()),
                    1 if standing.question.is_critical() => at_one.push(standing.question.id.clone()),
                    _ => {}
                }
            }
        }
        figures.questions += 1;
        whole += weight;
    }
    figures.missing.sort();
    at_zero.sort();
    at_one.sort();
    let has_zero = !at_zero.is_empty();
    let has_one = !at_one.is_empty();
    figures.capped_by = if has_zero { at_zero } else { at_one };
    if whole == 0 {
        return figures;
    }
    let all = integer(whole);
    let coverage = integer(answered) / &all;
    let confidence = (answered > 0).then(|| trusted / integer(answered));
    let maturity = (answered > 0).then(|| integer(scored) / integer(answered));
    let strength = confidence
        .as_ref()
        .map_or_else(Ratio::zero, |confidence| &coverage * confidence);
    high += four * (&all - integer(answered));
    figures.colour_by_average = by_average(&coverage, maturity.as_ref(), bounds);
    figures.colour = match figures.colour_by_average {
        _ if has_zero => Colour::Red,
        Colour::Green if has_one => Colour::Amber,
        colour => colour,
    };
    figures.not_verified = figures.colour == Colour::Green && strength < bounds.verified_from;
    let two = |value: Ratio| Some(Figure::new(value, 2));
    figures.low = two(low / &all);
    figures.high = two(high / &all);
    figures.coverage = two(coverage);
    figures.confidence = confidence.and_then(two);
    figures.maturity = maturity.and_then(two);
    figures.strength = two(strength);
    figures
}

fn by_average(coverage: &Ratio, maturity: Option<&Ratio>, bounds: &Bounds) -> Colour {
    match maturity {
        _ if coverage < &bounds.grey_below => Colour::Grey,
        None => Colour::Grey,
        Some(maturity) if maturity < &bounds.red_below => Colour::Red,
        Some(maturity) if maturity < &bounds.green_from => Colour::Amber,
        Some(_) => Colour::Green,
    }
}

fn integer(value: u64) -> Ratio {
    Ratio::from_integer(BigInt::from(value))
}
