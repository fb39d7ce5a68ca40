//! Figures of an action (formulas 6.1, 6.2, 6.8).

use std::collections::HashMap;

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::decimal::{Decimal, Ratio};
use crate::money::Money;
use crate::records::{Action, ActionStatus, CostKind};

use super::basis::Basis;
use super::figure::Figure;
use super::findings::first_year_cost;

/// Whether a finished action was read (formulas 6.8). What a reading proves in money is [`super::Outcome`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// There is a reading.
    Proved,
    /// Done, and not read yet.
    NotYetRead,
}

impl Proof {
    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Proof::Proved => "proved",
            Proof::NotYetRead => "not_yet_read",
        }
    }
}

/// Figures of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ActionFigures {
    /// Days of the client's own people so far.
    pub days_spent: Figure,
    /// Days to go; 0 when done or dropped.
    pub days_left: Figure,
    /// Days × rate, outside cost and first-year running cost.
    pub first_year_cost: Money,
    /// Fix values of its findings that are not closed.
    pub open_fix_value: Money,
    /// Open fix value ÷ 52, rounded, plus its own cost of delay.
    pub delay_cost_week: Money,
    /// Cost of delay ÷ weeks to go, in major units; none when nothing is left to do.
    pub wsjf: Option<Figure>,
    /// Σ (fix value × confidence) of open findings ÷ cost; none when there is none.
    pub leverage: Option<Figure>,
    /// Of a finished action.
    pub proof: Option<Proof>,
}

/// Computes every action, by id.
pub fn actions<'a>(basis: &Basis<'a>) -> HashMap<&'a str, ActionFigures> {
    let spent = days_spent(basis);
    let all = basis.dossier().actions.iter().map(|kept| kept.record());
    all.map(|action| {
        let spent = spent.get(action.id.as_str()).cloned().unwrap_or_else(Ratio::zero);
        (action.id.as_str(), figures(basis, action, spent))
    })
    .collect()
}

fn days_spent<'a>(basis: &Basis<'a>) -> HashMap<&'a str, Ratio> {
    let mut spent: HashMap<&str, Ratio> = HashMap::new();
    let months = basis
        .dossier()
        .ledger()
        .into_iter()
        .flat_map(|ledger| &ledger.months);
    for line in months
        .flat_map(|month| &month.costs)
        .filter(|line| line.kind == CostKind::Internal)
    {
        if let Some((action, days)) = line.action.as_deref().zip(line.days.as_ref()) {
            *spent.entry(action).or_insert_with(Ratio::zero) += days.ratio();
        }
    }
    spent
}

fn figures(basis: &Basis<'_>, action: &Action, spent: Ratio) -> ActionFigures {
    let effort = action
        .effort_days
        .as_ref()
        .map_or_else(Ratio::zero, Decimal::ratio);
    let left = if action.is_open() {
        (effort - &spent).max(Ratio::zero())
    } else {
        Ratio::zero()
    };
    let cost = first_year_cost(
        basis.rates(),
        action.effort_days.as_ref(),
        action.external_cost,
        action.running_cost_year,
    );
    let (mut open_value, mut trusted, mut any) = (Money::ZERO, Ratio::zero(), false);
    for code in &action.findings {
        let open = basis
            .dossier()
            .findings
            .get(code)
            .is_some_and(|finding| finding.is_open());
        if let Some(figures) = basis.finding(code).filter(|_| open) {
            open_value += figures.fix_value;
            any = true;
            if let Some(confidence) = &figures.confidence {
                trusted += figures.fix_value.ratio() * confidence.exact();
            }
        }
    }
    let weekly = Money::rounded(&(open_value.ratio() / Ratio::from_integer(52.into())));
    let delay = weekly + action.delay_cost_week.unwrap_or_default();
    // Five days a week; money in minor units becomes major units.
    let wsjf =
        (!left.is_zero()).then(|| Figure::new(delay.ratio() * Ratio::new(5.into(), 100.into()) / &left, 2));
    let has_leverage = any && cost > Money::ZERO && !trusted.is_zero();
    ActionFigures {
        days_spent: Figure::new(spent, 1),
        days_left: Figure::new(left, 1),
        first_year_cost: cost,
        open_fix_value: open_value,
        delay_cost_week: delay,
        wsjf,
        leverage: has_leverage.then(|| Figure::new(trusted / cost.ratio(), 1)),
        proof: (action.status == ActionStatus::Done).then(|| {
            if action.is_read() {
                Proof::Proved
            } else {
                Proof::NotYetRead
            }
        }),
    }
}
