//! Figures of a finding (formulas 3).

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::decimal::Ratio;
use crate::money::Money;
use crate::records::Finding;
use crate::rounding;
use crate::severity::Severity;

use super::exposure::Range;
use super::figure::Figure;
use super::rates::{ImpactBands, Rates};

/// Figures of a finding. The fix value is capped by the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FindingFigures {
    /// 1–5; none when neither revenue nor a value by hand is known.
    pub impact: Option<u8>,
    /// The impact was entered by hand.
    pub impact_by_hand: bool,
    /// From the table of likelihood and impact.
    pub severity: Option<Severity>,
    /// A year.
    pub exposure: Range,
    /// Likely exposure × share removed.
    pub fix_value_uncapped: Money,
    /// Its part of what its scenario can lose.
    pub fix_value: Money,
    /// Of the evidence grade; none for E0.
    pub confidence: Option<Figure>,
    /// Days × rate, outside cost and first-year running cost.
    pub first_year_cost: Money,
    /// Fix value × confidence ÷ cost; none if either is zero.
    pub leverage: Option<Figure>,
    /// Cost ÷ (value × confidence) × 12.
    pub payback_months: Option<Figure>,
    /// Until it was closed, else until now.
    pub age_days: Option<i32>,
}

/// Everything but the cap: leverage and payback are filled by [`FindingFigures::cap`].
pub(super) fn uncapped(
    rates: &Rates,
    bands: Option<&ImpactBands>,
    as_of: Day,
    finding: &Finding,
) -> FindingFigures {
    let loss = finding.loss.as_ref();
    let computed = loss.zip(bands).map(|(loss, bands)| bands.impact(loss.likely));
    let impact = computed.or(finding.impact);
    let severity = finding
        .likelihood
        .zip(impact)
        .and_then(|(likely, impact)| rates.severity(likely, impact));
    let probability = finding.likelihood.and_then(|band| rates.probability(band));
    let exposed = |amount: Money| match probability {
        Some(p) => amount.times(p),
        None => Money::ZERO,
    };
    let exposure = loss.map_or_else(Range::default, |loss| Range {
        low: exposed(loss.low),
        likely: exposed(loss.likely),
        high: exposed(loss.high),
    });
    let share = finding
        .share_removed
        .as_ref()
        .map_or_else(Ratio::zero, crate::Decimal::ratio);
    let value = exposure.likely.times(&share);
    let confidence = finding
        .evidence_grade
        .and_then(|grade| rates.confidence(grade))
        .cloned();
    let until = finding.closed_on.unwrap_or(as_of);
    FindingFigures {
        impact,
        impact_by_hand: computed.is_none() && impact.is_some(),
        severity,
        exposure,
        fix_value_uncapped: value,
        fix_value: value,
        confidence: confidence.map(|confidence| Figure::new(confidence, 2)),
        first_year_cost: first_year_cost(
            rates,
            finding.effort_days.as_ref(),
            finding.external_cost,
            finding.running_cost_year,
        ),
        leverage: None,
        payback_months: None,
        age_days: finding
            .found_on
            .and_then(|found| i32::try_from(until.days_since(found)).ok()),
    }
}

/// Formulas 3.4.
pub(super) fn first_year_cost(
    rates: &Rates,
    days: Option<&crate::Decimal>,
    outside: Option<Money>,
    running: Option<Money>,
) -> Money {
    // Outside cost is whole in minor units, so rounding the inside part rounds the sum.
    let inside = days.map_or(Money::ZERO, |days| rates.day_rate().times(&days.ratio()));
    inside + outside.unwrap_or_default() + running.unwrap_or_default()
}

impl FindingFigures {
    /// Formulas 3.6 and 3.7: `scenario` is the likely amount of the scenario with all members, `total`
    /// the sum of their uncapped values.
    pub(super) fn cap(&mut self, scenario: Money, total: Money) {
        self.fix_value = match rounding::ratio(scenario.minor().into(), total.minor().into()) {
            Some(share) if total > scenario => self.fix_value_uncapped.times(&share),
            _ => self.fix_value_uncapped,
        };
        let cost = i128::from(self.first_year_cost.minor());
        let value = self.confidence.as_ref().and_then(|confidence| {
            let (part, whole) = rounding::small(confidence.exact())?;
            Some((part.checked_mul(self.fix_value.minor().into())?, whole))
        });
        let value = value.filter(|(part, _)| *part > 0 && cost > 0);
        let leverage = value.and_then(|(part, whole)| rounding::ratio(part, whole.checked_mul(cost)?));
        let payback =
            value.and_then(|(part, whole)| rounding::ratio(whole.checked_mul(cost)?.checked_mul(12)?, part));
        self.leverage = leverage.map(|value| Figure::new(value, 1));
        self.payback_months = payback.map(|value| Figure::new(value, 1));
    }
}
