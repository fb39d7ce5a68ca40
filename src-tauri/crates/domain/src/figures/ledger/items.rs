//! What each action cost and brought (formulas 8.9).

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use crate::date::Month;
use crate::money::Money;
use crate::records::{ActionStatus, CostKind};

use super::super::basis::Basis;
use super::correction::{corrections, lines_by_id};
use super::line::line;
use super::month::cost_entries;

/// One action in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct LedgerItem {
    /// Id of the action.
    pub action: String,
    /// Its title.
    pub title: String,
    /// Cash so far.
    pub cash_to_date: Money,
    /// Own days so far, at the blended rate.
    pub internal_to_date: Money,
    /// Confirmed return so far, with corrections.
    pub confirmed_to_date: Money,
    /// Where the action stands.
    pub state: ActionStatus,
}

/// Every action that has money in the ledger, by id.
pub fn items(basis: &Basis<'_>) -> Vec<LedgerItem> {
    items_until(basis, None)
}

/// The same, of the months up to and including one.
pub fn items_until(basis: &Basis<'_>, last: Option<Month>) -> Vec<LedgerItem> {
    let Some(ledger) = basis.dossier().ledger() else {
        return Vec::new();
    };
    let known = lines_by_id(ledger);
    let mut sums: BTreeMap<&str, (Money, Money, Money)> = BTreeMap::new();
    for month in ledger
        .months
        .iter()
        .filter(|month| last.is_none_or(|last| month.month <= last))
    {
        for entry in cost_entries(basis, ledger, month) {
            let Some(action) = entry.action else { continue };
            let sum = sums.entry(action).or_default();
            match entry.kind {
                CostKind::Internal => sum.1 += entry.amount,
                _ => sum.0 += entry.amount,
            }
        }
        for value in &month.values {
            if let Some(action) = value.action.as_deref() {
                sums.entry(action).or_default().2 +=
                    line(basis.dossier(), basis.rates(), month.month, value).confirmed;
            }
        }
        for (amount, _, restated) in corrections(basis, month, &known) {
            if let Some(action) = restated.action.as_deref() {
                sums.entry(action).or_default().2 += amount;
            }
        }
    }
    let with_money = sums.into_iter().filter(|(_, (cash, internal, confirmed))| {
        [cash, internal, confirmed]
            .iter()
            .any(|amount| **amount != Money::ZERO)
    });
    let items = with_money.filter_map(|(code, (cash, internal, confirmed))| {
        let action = basis.dossier().actions.get(code)?;
        Some(LedgerItem {
            action: code.to_owned(),
            title: action.title.clone(),
            cash_to_date: cash,
            internal_to_date: internal,
            confirmed_to_date: confirmed,
            state: action.status,
        })
    });
    items.collect()
}
