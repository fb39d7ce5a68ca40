//! Per action what it cost and brought, and what is still open.

use super::sheet::Sheet;
use crate::view::{ItemProof, LedgerItemRow, LedgerRest, OpenValueKind, OpenValueRow};
use valise_domain::Money;
use valise_domain::figures::{self, LineFigures, LineState, Outcome};
use valise_domain::records::{Action, ActionStatus, LedgerMonth, ValueLine, ValueStatus};

impl Sheet<'_> {
    pub(super) fn item_rows(&self) -> Vec<LedgerItemRow> {
        figures::items(&self.basis)
            .into_iter()
            .filter_map(|item| {
                let action = self.dossier().actions.get(&item.action)?;
                Some(LedgerItemRow {
                    id: self.record("actions", &item.action)?.id,
                    code: item.action,
                    title: item.title,
                    cash: item.cash_to_date,
                    internal: item.internal_to_date,
                    confirmed: item.confirmed_to_date,
                    status: item.state,
                    proof: proof(action, item.confirmed_to_date),
                })
            })
            .collect()
    }

    /// What the items leave of the sums, so that the table adds up to its headline.
    pub(super) fn rest(&self, items: &[LedgerItemRow]) -> LedgerRest {
        let Some(all) = &self.figures.to_date else {
            return no_rest();
        };
        let left =
            |whole: Money, part: fn(&LedgerItemRow) -> Money| whole - items.iter().map(part).sum::<Money>();
        LedgerRest {
            cash: left(all.cost_cash, |item| item.cash),
            internal: left(all.cost_full - all.cost_cash, |item| item.internal),
            confirmed: left(all.confirmed, |item| item.confirmed),
        }
    }

    /// Lines that are not confirmed and may become so, then work whose outcome nobody read.
    pub(super) fn open_value(&self) -> Vec<OpenValueRow> {
        let lines = self.months().flat_map(|(record, own)| {
            let lines = record.values.iter().zip(&own.lines);
            lines.filter_map(move |(value, line)| self.open_line(record, value, line))
        });
        let done = self.dossier().actions.iter().filter(|action| {
            action.engagement == self.ledger.engagement
                && action.status == ActionStatus::Done
                && !action.is_read()
        });
        let unread = done.map(|action| OpenValueRow {
            kind: OpenValueKind::NotProved,
            month: None,
            line: None,
            action: self.record("actions", &action.id),
            title: action.title.clone(),
            net: None,
            weighted: None,
            read_on: action.read_on.map(|day| day.to_string()),
        });
        lines.chain(unread).collect()
    }

    fn open_line(&self, record: &LedgerMonth, value: &ValueLine, line: &LineFigures) -> Option<OpenValueRow> {
        let kind = match (line.state, value.status) {
            (LineState::Proposed | LineState::NotStarted, _) => OpenValueKind::Proposed,
            (LineState::WeightedOnly, ValueStatus::Delivered) => OpenValueKind::Delivered,
            (LineState::WeightedOnly, ValueStatus::Measured) => OpenValueKind::Measured,
            (LineState::WeightedOnly, _) => OpenValueKind::WeightedOnly,
            _ => return None,
        };
        Some(OpenValueRow {
            kind,
            month: Some(record.month.to_string()),
            line: Some(value.id.clone()),
            action: value
                .action
                .as_deref()
                .and_then(|code| self.record("actions", code)),
            title: value.what.clone(),
            net: Some(line.net),
            weighted: Some(line.weighted),
            read_on: value.service_start.map(|day| day.to_string()),
        })
    }
}

/// Where an action stands: delivered is not read, and read is not proved.
pub(super) fn proof(action: &Action, confirmed: Money) -> ItemProof {
    match action.status {
        ActionStatus::Dropped => ItemProof::Dropped,
        ActionStatus::Done => match Outcome::of(action.is_read(), confirmed) {
            Outcome::Delivered => ItemProof::Delivered,
            Outcome::Read => ItemProof::Read,
            Outcome::Proved => ItemProof::Proved,
        },
        ActionStatus::Planned | ActionStatus::InProgress => ItemProof::Open,
    }
}

pub(super) fn no_rest() -> LedgerRest {
    LedgerRest {
        cash: Money::ZERO,
        internal: Money::ZERO,
        confirmed: Money::ZERO,
    }
}
