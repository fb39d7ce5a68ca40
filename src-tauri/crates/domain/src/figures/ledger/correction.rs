//! Corrections: what restates a line that counted as confirmed (formulas 8.5).

use std::collections::HashMap;

use crate::date::Month;
use crate::money::Money;
use crate::records::{Ledger, LedgerMonth, ValueLine};

use super::super::basis::Basis;
use super::line::{LineState, line};

/// A correction that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectionFigures<'a> {
    /// Its id.
    pub id: &'a str,
    /// The line that it restates.
    pub restated: &'a str,
    /// Month of that line.
    pub of: Month,
    /// In full, in the confirmed return of the month in which it was entered.
    pub amount: Money,
    /// Times the weight of the restated line's evidence.
    pub weighted: Money,
}

/// The corrections of a month that count. One of a line that never counted as confirmed is left out.
pub fn correction_figures<'a>(
    basis: &Basis<'_>,
    ledger: &'a Ledger,
    month: &'a LedgerMonth,
) -> Vec<CorrectionFigures<'a>> {
    let known = lines_by_id(ledger);
    let all = month.corrections.iter().filter_map(|correction| {
        let (of, restated) = known.get(correction.restates.as_str())?;
        let (amount, weighted) = count(basis, correction.amount, *of, restated)?;
        Some(CorrectionFigures {
            id: &correction.id,
            restated: &restated.id,
            of: *of,
            amount,
            weighted,
        })
    });
    all.collect()
}

fn count(basis: &Basis<'_>, amount: Money, of: Month, restated: &ValueLine) -> Option<(Money, Money)> {
    let state = line(basis.dossier(), basis.rates(), of, restated).state;
    let weight = basis.rates().ledger_weight(restated.evidence);
    (state == LineState::Confirmed).then(|| (amount, Money::rounded(&(amount.ratio() * weight))))
}

/// Every value line with the month in which it stands.
pub(super) fn lines_by_id(ledger: &Ledger) -> HashMap<&str, (Month, &ValueLine)> {
    let months = ledger.months.iter();
    months
        .flat_map(|month| {
            month
                .values
                .iter()
                .map(|line| (line.id.as_str(), (month.month, line)))
        })
        .collect()
}

/// Corrections of a month that restate a confirmed line: the amount, its weighted part, the line.
pub(super) fn corrections<'a>(
    basis: &Basis<'_>,
    month: &'a LedgerMonth,
    known: &HashMap<&'a str, (Month, &'a ValueLine)>,
) -> Vec<(Money, Money, &'a ValueLine)> {
    let all = month.corrections.iter().filter_map(|correction| {
        let (of, restated) = known.get(correction.restates.as_str())?;
        let (amount, weighted) = count(basis, correction.amount, *of, restated)?;
        Some((amount, weighted, *restated))
    });
    all.collect()
}
