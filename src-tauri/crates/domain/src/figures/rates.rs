//! The settings of a client as exact rationals, read once for a whole computation.

use num_traits::{One, Zero};

use crate::decimal::Ratio;
use crate::money::Money;
use crate::records::{EvidenceSetting, Grade, Settings, Thresholds, ValueEvidence};
use crate::severity::Severity;

/// Confidence and half-width of an evidence grade.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trust {
    pub(super) confidence: Ratio,
    pub(super) half_width: Ratio,
}

/// Thresholds of an area's colour.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bounds {
    pub(super) red_below: Ratio,
    pub(super) green_from: Ratio,
    pub(super) grey_below: Ratio,
    pub(super) verified_from: Ratio,
}

impl From<&Thresholds> for Bounds {
    fn from(thresholds: &Thresholds) -> Self {
        Self {
            red_below: thresholds.red_below.ratio(),
            green_from: thresholds.green_from.ratio(),
            grey_below: thresholds.grey_below_coverage.ratio(),
            verified_from: thresholds.verified_from_strength.ratio(),
        }
    }
}

/// By grade E1–E4; a grade without a setting has none.
pub(super) fn trusts<'a>(setting: impl Fn(&str) -> Option<&'a EvidenceSetting>) -> [Option<Trust>; 5] {
    [Grade::E0, Grade::E1, Grade::E2, Grade::E3, Grade::E4].map(|grade| {
        let setting = setting(grade.as_str()).filter(|_| grade != Grade::E0)?;
        Some(Trust {
            confidence: setting.confidence.ratio(),
            half_width: setting.half_width.ratio(),
        })
    })
}

/// Exact settings.
#[derive(Debug, Clone)]
pub struct Rates {
    trust: [Option<Trust>; 5],
    probability: [Ratio; 5],
    impact_from: [Ratio; 4],
    severity: [[Severity; 5]; 5],
    day_rate: Money,
    weights: [Ratio; 3],
}

impl Rates {
    /// Reads the settings.
    pub fn of(settings: &Settings) -> Self {
        let likelihood = |band: usize| {
            settings
                .likelihood
                .get(&(band + 1).to_string())
                .map(crate::Decimal::ratio)
        };
        let impact = |band: usize| {
            settings
                .impact_from
                .get(&(band + 2).to_string())
                .map(crate::Decimal::ratio)
        };
        let weight = |evidence: &ValueEvidence| settings.ledger_weights.get(evidence.as_str());
        Self {
            trust: trusts(|grade| settings.evidence.get(grade)),
            probability: std::array::from_fn(|band| likelihood(band).unwrap_or_else(Ratio::zero)),
            impact_from: std::array::from_fn(|band| impact(band).unwrap_or_else(Ratio::one)),
            severity: settings.severity,
            day_rate: settings.blended_day_rate,
            weights: std::array::from_fn(|at| {
                weight(&ValueEvidence::ALL[at]).map_or_else(Ratio::zero, crate::Decimal::ratio)
            }),
        }
    }

    /// Confidence of a grade; none for E0.
    pub fn confidence(&self, grade: Grade) -> Option<&Ratio> {
        self.trust[grade as usize].as_ref().map(|trust| &trust.confidence)
    }

    /// Probability of a likelihood 1–5.
    pub fn probability(&self, likelihood: u8) -> Option<&Ratio> {
        self.probability.get(usize::from(likelihood).checked_sub(1)?)
    }

    /// Impact 1–5 of a likely loss; none when the revenue is not known.
    pub fn impact(&self, likely: Money, revenue: Option<Money>) -> Option<u8> {
        let revenue = revenue.filter(|amount| *amount > Money::ZERO)?.ratio();
        let loss = likely.ratio();
        let reached = self
            .impact_from
            .iter()
            .filter(|from| loss >= *from * &revenue)
            .count();
        u8::try_from(reached + 1).ok()
    }

    /// Severity of likelihood and impact, both 1–5.
    pub fn severity(&self, likelihood: u8, impact: u8) -> Option<Severity> {
        let row = self.severity.get(usize::from(likelihood).checked_sub(1)?)?;
        row.get(usize::from(impact).checked_sub(1)?).copied()
    }

    /// Blended cost of one day.
    pub fn day_rate(&self) -> Money {
        self.day_rate
    }

    /// Weight of a value line's evidence.
    pub fn ledger_weight(&self, evidence: ValueEvidence) -> &Ratio {
        &self.weights[evidence as usize]
    }
}
