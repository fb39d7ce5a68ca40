//! How fit a flow is, and where that puts it among the others.

use serde::Serialize;
use specta::Type;

use crate::decimal::Ratio;
use crate::money::Money;
use crate::opportunity::Criterion;
use crate::records::Opportunity;

use super::super::figure::Figure;
use super::{AutomationFigures, CaseVerdict};

/// A flow is ready from this score out of 100 on.
const READY: i64 = 50;

/// Where a flow stands between readiness and worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CaseQuadrant {
    /// Ready, and worth much.
    Build,
    /// Worth much, not ready.
    Prepare,
    /// Ready, worth little.
    Small,
    /// Neither.
    Leave,
}

/// How fit a flow is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpportunityFigures {
    /// Criteria that were judged.
    pub judged: u32,
    /// Out of 100; none until all five are judged.
    pub out_of_100: Option<Figure>,
    /// The criteria with the lowest score; empty until all five are judged, or when all are alike.
    pub weakest: Vec<Criterion>,
}

/// How fit a flow is, from what was judged.
pub fn opportunity(judged: Option<&Opportunity>) -> OpportunityFigures {
    let scores: Vec<(Criterion, u8)> = Criterion::ALL
        .into_iter()
        .filter_map(|criterion| Some((criterion, criterion.of(judged?)?)))
        .collect();
    let whole = scores.len() == Criterion::ALL.len();
    let sum: i64 = scores.iter().map(|(_, score)| i64::from(*score)).sum();
    let least = scores.iter().map(|(_, score)| *score).min();
    let alike = scores.iter().all(|(_, score)| Some(*score) == least);
    OpportunityFigures {
        judged: u32::try_from(scores.len()).unwrap_or_default(),
        out_of_100: whole.then(|| Figure::new(Ratio::new((sum * 100).into(), 20.into()), 0)),
        weakest: scores
            .iter()
            .filter(|(_, score)| whole && !alike && Some(*score) == least)
            .map(|(criterion, _)| *criterion)
            .collect(),
    }
}

/// The largest net benefit a year among these flows; nothing where none has one.
pub fn largest_net<'a>(flows: impl IntoIterator<Item = &'a AutomationFigures>) -> Money {
    let nets = flows.into_iter().map(|figures| figures.flow.net);
    nets.max().unwrap_or_default().max(Money::ZERO)
}

/// Where a flow stands among others whose largest net benefit is `largest`. None until it is judged and computed.
pub fn quadrant(figures: &AutomationFigures, largest: Money) -> Option<CaseQuadrant> {
    let score = figures.opportunity.out_of_100.as_ref()?;
    if figures.verdict == CaseVerdict::NoBenefit {
        return None;
    }
    let net = figures.flow.net;
    let ready = *score.exact() >= Ratio::from_integer(READY.into());
    let worth = net > Money::ZERO && net.ratio() * Ratio::from_integer(2.into()) >= largest.ratio();
    Some(match (ready, worth) {
        (true, true) => CaseQuadrant::Build,
        (false, true) => CaseQuadrant::Prepare,
        (true, false) => CaseQuadrant::Small,
        (false, false) => CaseQuadrant::Leave,
    })
}
