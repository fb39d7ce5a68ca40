//! What speaks against a month: a claim without a baseline, a promise that nobody mentions, a critical finding that
//! grows old, a fee that was not agreed, a signed month that is no longer what was signed.

use super::decisions::speaks_of;
use super::readings::{is_due, is_unread};
use crate::ledger::Sheet;
use crate::reports::{at, item};
use crate::session::Client;
use crate::view::{CheckItem, Tier};
use valise_domain::figures::{LineState, MonthFigures};
use valise_domain::ledger::is_measured;
use valise_domain::records::{CostKind, DecisionState, LedgerMonth, ValueEvidence};
use valise_domain::severity::Severity;
use valise_domain::{Money, Month};

/// A critical finding may stay open for so many days before the month has to speak of it.
const OLD_DAYS: i64 = 60;

/// A critical finding with its age in days at the end of a month.
pub(crate) type Old = (String, i64);

impl Client {
    /// Everything that speaks against a month, what stops it first.
    pub(crate) fn contradictions(&self, month: Month) -> Vec<CheckItem> {
        let Ok(sheet) = Sheet::of(self) else {
            return Vec::new();
        };
        let Ok((record, own)) = sheet.month(month) else {
            return Vec::new();
        };
        let critical = sheet.critical(month);
        sheet.contradictions(record, own, &critical)
    }

    /// The same for a report, which speaks of those critical findings only that its reader sees.
    pub(crate) fn contradictions_for(&self, month: Month, critical: &[Old]) -> Vec<CheckItem> {
        let Ok(sheet) = Sheet::of(self) else {
            return Vec::new();
        };
        match sheet.month(month) {
            Ok((record, own)) => sheet.contradictions(record, own, critical),
            Err(_) => Vec::new(),
        }
    }
}

impl Sheet<'_> {
    /// Critical findings that were open at the end of the month, with their age then.
    fn critical(&self, month: Month) -> Vec<Old> {
        let end = self.basis.as_of().min(month.last_day()).max(month.first_day());
        let findings = self
            .basis
            .population(|finding| finding.engagement == self.ledger.engagement);
        findings
            .into_iter()
            .filter(|(finding, figures)| {
                figures.severity == Some(Severity::Critical) && finding.closed_on.is_none_or(|on| on > end)
            })
            .filter_map(|(finding, _)| {
                let found = finding.found_on.filter(|on| *on <= end)?;
                Some((finding.id.clone(), end.days_since(found)))
            })
            .collect()
    }

    fn contradictions(&self, record: &LedgerMonth, own: &MonthFigures, critical: &[Old]) -> Vec<CheckItem> {
        let mut items = Vec::new();
        self.of_signatures(&mut items);
        if record.summary.trim().is_empty() {
            items.push(item(Tier::Warning, "monthWithoutHeadline", &[]));
        }
        self.of_lines(record, own, &mut items);
        for (code, days) in critical.iter().filter(|(_, days)| *days > OLD_DAYS) {
            let about = item(Tier::Warning, "criticalOld", &[("days", &days.to_string())]);
            if let Some(kept) = self.dossier().findings.get(code) {
                items.push(at(about, "findings", kept));
            }
        }
        self.of_promises(record, &mut items);
        self.of_decisions(record, &mut items);
        self.of_fees(record, &mut items);
        items.sort_by_key(|item| item.tier);
        items
    }

    /// Signed months are what was signed.
    fn of_signatures(&self, items: &mut Vec<CheckItem>) {
        for month in &self.ledger.months {
            if self.client.is_as_signed(self.ledger, month) == Some(false) {
                let name = month.month.to_string();
                items.push(item(Tier::Stop, "signedMonthChanged", &[("month", &name)]));
            }
        }
    }

    fn of_lines(&self, record: &LedgerMonth, own: &MonthFigures, items: &mut Vec<CheckItem>) {
        for (value, line) in record.values.iter().zip(&own.lines) {
            let words = [("line", value.id.as_str()), ("title", value.what.as_str())];
            if !is_measured(value) && value.evidence == ValueEvidence::Measured && line.state.counts() {
                items.push(item(Tier::Stop, "measuredWithoutBaseline", &words));
            } else if value.baseline.is_none() && line.state == LineState::WeightedOnly {
                items.push(item(Tier::Warning, "claimedWithoutBaseline", &words));
            } else if is_unread(value) && line.state == LineState::WeightedOnly {
                items.push(item(Tier::Warning, "lineUnread", &words));
            }
        }
        for cause in &own.over_attributed {
            items.push(item(Tier::Stop, "overAttributed", &[("cause", cause)]));
        }
        for flow in &self.figures.over_flow_total {
            let about = item(Tier::Warning, "overFlowTotal", &[]);
            if let Some(kept) = self.dossier().flows.get(flow) {
                items.push(at(about, "flows", kept));
            }
        }
    }

    /// What was promised for this month, is not done, and stands nowhere in its words; and outcomes that nobody read.
    fn of_promises(&self, record: &LedgerMonth, items: &mut Vec<CheckItem>) {
        let end = record.month.last_day();
        for action in &self.dossier().actions {
            if action.engagement != self.ledger.engagement {
                continue;
            }
            let due = action.due.is_some_and(|due| due.month() == record.month);
            if due && action.is_open() && !speaks_of(record, &action.id) {
                items.push(at(
                    item(Tier::Warning, "promiseNotMentioned", &[]),
                    "actions",
                    action,
                ));
            }
            // What is not done yet has no outcome to be read.
            if !action.is_open() && is_due(action, end) {
                items.push(at(item(Tier::Warning, "readingOverdue", &[]), "actions", action));
            }
        }
    }

    /// A month asks for what nobody has decided yet.
    fn of_decisions(&self, record: &LedgerMonth, items: &mut Vec<CheckItem>) {
        if record.signed_on.is_some() {
            return;
        }
        for needed in &record.decisions_needed {
            let code = needed.decision.as_deref();
            let known = code.and_then(|code| self.dossier().decisions.get(code));
            if let Some(kept) = known.filter(|kept| kept.state != DecisionState::Waiting) {
                items.push(at(
                    item(Tier::Warning, "decisionAnswered", &[]),
                    "decisions",
                    kept,
                ));
            }
        }
    }

    /// The retainer in the ledger is the one that was agreed.
    fn of_fees(&self, record: &LedgerMonth, items: &mut Vec<CheckItem>) {
        let engagement = self.dossier().engagements.get(&self.ledger.engagement);
        let agreed = engagement.and_then(|engagement| engagement.retainer_month);
        let fees = self.ledger.recurring.iter();
        let paid: Money = fees
            .filter(|line| line.kind == CostKind::Fee && line.runs_in(record.month))
            .map(|line| line.amount_month)
            .sum();
        if agreed.is_some_and(|agreed| agreed != Money::ZERO && agreed != paid) && record.signed_on.is_none()
        {
            items.push(item(Tier::Warning, "feeDiffers", &[]));
        }
    }
}
