//! What a ledger may not exceed: the whole of a cause, a year of a flow (formulas 8.7).

use std::collections::BTreeMap;

use num_traits::{One, Zero};

use crate::decimal::Ratio;
use crate::money::Money;
use crate::records::{Ledger, LedgerMonth};

use super::super::basis::Basis;
use super::super::flows::flow as flow_figures;
use super::line::{LineFigures, line};

/// Causes whose shares sum to more than the whole over counting lines, ascending.
pub(super) fn over_attributed(month: &LedgerMonth, lines: &[LineFigures]) -> Vec<String> {
    let mut shares: BTreeMap<&str, Ratio> = BTreeMap::new();
    for (value, figures) in month
        .values
        .iter()
        .zip(lines)
        .filter(|(_, figures)| figures.state.counts())
    {
        if let Some(cause) = value.cause.as_deref() {
            *shares.entry(cause).or_insert_with(Ratio::zero) += value.attribution.ratio();
        }
        debug_assert_eq!(value.id, figures.id);
    }
    shares
        .into_iter()
        .filter(|(_, share)| *share > Ratio::one())
        .map(|(cause, _)| cause.to_owned())
        .collect()
}

/// Flows whose confirmed lines of a year exceed the cost of their friction, ascending.
pub(super) fn over_flow_total(basis: &Basis<'_>, ledger: &Ledger) -> Vec<String> {
    let flows = basis.dossier().flows.iter();
    let mut over: Vec<String> = flows
        .filter(|flow| flow_year(basis, ledger, &flow.id) > flow_figures(flow).friction.total)
        .map(|flow| flow.id.clone())
        .collect();
    over.sort();
    over
}

/// Confirmed lines of a flow in twelve months on end: the most that any twelve of the ledger hold (formulas 8.7).
pub fn flow_year(basis: &Basis<'_>, ledger: &Ledger, flow: &str) -> Money {
    let by_month: Vec<Money> = ledger
        .months
        .iter()
        .map(|month| {
            let of_flow = month
                .values
                .iter()
                .filter(|value| value.flow.as_deref() == Some(flow));
            of_flow
                .map(|value| line(basis.dossier(), basis.rates(), month.month, value).confirmed)
                .sum()
        })
        .collect();
    let years = (0..by_month.len()).map(|at| {
        by_month[at..by_month.len().min(at + 12)]
            .iter()
            .copied()
            .sum::<Money>()
    });
    years.max().unwrap_or_default()
}
