//! Candidates (formulas 9.1).

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::decimal::Ratio;
use crate::records::Candidate;

use super::figure::Figure;

/// A must-have below this is a refusal whatever the score.
const MUST_HAVE_FROM: u8 = 2;

/// Figures of a candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CandidateFigures {
    /// Mean of the scored criteria by weight; none when nothing is scored.
    pub score: Option<Figure>,
    /// Share of the weight that is scored; none without criteria.
    pub coverage: Option<Figure>,
    /// Must-haves below 2, in the order of the file.
    pub refused_by: Vec<String>,
}

/// Computes a candidate.
pub fn candidate(candidate: &Candidate) -> CandidateFigures {
    let (mut all, mut scored, mut sum) = (Ratio::zero(), Ratio::zero(), Ratio::zero());
    for criterion in &candidate.criteria {
        let weight = Ratio::from_integer(criterion.weight.into());
        all += &weight;
        if let Some(score) = criterion.score {
            sum += &weight * Ratio::from_integer(score.into());
            scored += weight;
        }
    }
    let refused = candidate.criteria.iter().filter(|criterion| {
        criterion.must_have && criterion.score.is_some_and(|score| score < MUST_HAVE_FROM)
    });
    CandidateFigures {
        score: Figure::share(&sum, &scored, 2),
        coverage: Figure::share(&scored, &all, 2),
        refused_by: refused.map(|criterion| criterion.name.clone()).collect(),
    }
}
