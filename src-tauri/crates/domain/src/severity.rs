//! Severity words, and the impact that follows from money.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decimal::Ratio;
use crate::money::Money;
use crate::records::Settings;

/// How bad a finding is, worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Low.
    #[default]
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl Severity {
    /// Every severity, least first.
    pub const ALL: [Severity; 4] = [
        Severity::Low,
        Severity::Medium,
        Severity::High,
        Severity::Critical,
    ];

    /// The word as the format writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }
}

/// Impact band 1–5 of a likely loss: its share of yearly revenue, lower bounds included (formulas
/// 3.1). `None` when the revenue is not known or not positive.
pub fn impact(settings: &Settings, loss_likely: Money, revenue: Option<Money>) -> Option<u8> {
    let revenue = revenue.filter(|amount| *amount > Money::ZERO)?;
    let share = loss_likely.ratio() / revenue.ratio();
    let band = |at: u8| settings.impact_from.get(&at.to_string()).map(|from| from.ratio());
    let reached = (2..=5)
        .rev()
        .find(|at| band(*at).is_some_and(|from: Ratio| share >= from));
    Some(reached.unwrap_or(1))
}

/// Severity of a likelihood and an impact, both 1–5 (formulas 3.2); `None` outside of that.
pub fn severity(settings: &Settings, likelihood: u8, impact: u8) -> Option<Severity> {
    let row = settings.severity.get(usize::from(likelihood).checked_sub(1)?)?;
    row.get(usize::from(impact).checked_sub(1)?).copied()
}
