//! The settings of a client as exact rationals, read once for a whole computation.

use num_traits::{One, ToPrimitive, Zero};

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

/// Lower bounds of the impact bands 2–5, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImpactBands {
    from: [i64; 4],
}

impl ImpactBands {
    /// Impact 1–5 of a likely loss; lower bounds included.
    pub fn impact(&self, likely: Money) -> u8 {
        self.from
            .iter()
            .fold(1, |impact, from| impact + u8::from(likely.minor() >= *from))
    }
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

    /// The impact bands of a client; none when its revenue is not known or not positive.
    pub fn impact_bands(&self, revenue: Option<Money>) -> Option<ImpactBands> {
        let revenue = revenue.filter(|amount| *amount > Money::ZERO)?.ratio();
        // Losses are whole minor units, so "at least the bound" is "at least the bound rounded up".
        let from = self
            .impact_from
            .each_ref()
            .map(|from| (from * &revenue).ceil().to_integer().to_i64());
        Some(ImpactBands {
            from: from.map(|bound| bound.unwrap_or(i64::MAX)),
        })
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
