//! What speaks against the report of a month: a claim without a baseline, a promise that nobody mentions, a critical
//! finding that grows old.

use super::record_checks::at;
use super::text_checks::item;
use crate::session::Client;
use crate::view::{CheckItem, Tier};
use valise_domain::Month;
use valise_domain::figures::{self, Basis, LineState};
use valise_domain::records::{LedgerMonth, ValueEvidence};
use valise_report::model::MonthlyReport;

/// A critical finding may stay open for so many days before the month has to speak of it.
const OLD_DAYS: u32 = 60;

impl Client {
    /// The contradictions of a month.
    pub(super) fn month_checks(&self, report: &MonthlyReport) -> Vec<CheckItem> {
        let mut items = Vec::new();
        let month = report.month.text.parse::<Month>().ok();
        let Some((ledger, record)) = self.dossier.ledger().and_then(|ledger| {
            let record = ledger.months.iter().find(|known| Some(known.month) == month)?;
            Some((ledger, record))
        }) else {
            return items;
        };
        if report.headline.is_none() {
            items.push(item(Tier::Warning, "monthWithoutHeadline", &[]));
        }
        self.line_checks(record, &mut items);
        for finding in &report.risk.critical {
            if finding.days.is_some_and(|days| days > OLD_DAYS) {
                let days = finding.days.unwrap_or_default().to_string();
                let about = item(Tier::Warning, "criticalOld", &[("days", &days)]);
                if let Some(kept) = self.dossier.findings.get(&finding.id) {
                    items.push(at(about, "findings", kept));
                }
            }
        }
        self.promise_checks(&ledger.engagement, record, &mut items);
        items
    }

    fn line_checks(&self, record: &LedgerMonth, items: &mut Vec<CheckItem>) {
        let Some(figures) = figures::ledger(&Basis::new(&self.dossier, self.dossier.as_of())) else {
            return;
        };
        let Some(own) = figures.months.iter().find(|own| own.month == record.month) else {
            return;
        };
        for (value, line) in record.values.iter().zip(&own.lines) {
            let words = [("line", value.id.as_str()), ("title", value.what.as_str())];
            let bare = value.baseline.is_none() || value.after.is_none();
            if bare && value.evidence == ValueEvidence::Measured && line.state.counts() {
                items.push(item(Tier::Stop, "measuredWithoutBaseline", &words));
            } else if value.baseline.is_none() && line.state == LineState::WeightedOnly {
                items.push(item(Tier::Warning, "claimedWithoutBaseline", &words));
            }
        }
        for cause in &own.over_attributed {
            items.push(item(Tier::Stop, "overAttributed", &[("cause", cause)]));
        }
        for flow in &figures.over_flow_total {
            let about = item(Tier::Warning, "overFlowTotal", &[]);
            if let Some(kept) = self.dossier.flows.get(flow) {
                items.push(at(about, "flows", kept));
            }
        }
    }

    /// What was promised for this month, is not done, and stands nowhere in the month's words.
    fn promise_checks(&self, engagement: &str, record: &LedgerMonth, items: &mut Vec<CheckItem>) {
        for action in &self.dossier.actions {
            let due = action.due.is_some_and(|due| due.month() == record.month);
            let told = record
                .built
                .iter()
                .any(|built| built.action.as_deref() == Some(&action.id))
                || record.summary.contains(&action.id);
            if action.engagement == engagement && due && action.is_open() && !told {
                items.push(at(
                    item(Tier::Warning, "promiseNotMentioned", &[]),
                    "actions",
                    action,
                ));
            }
        }
    }
}
