//! The monthly Value Creation Report: an accounting of one month, and of everything up to it.

mod lines;
mod outlook;
mod sums;

use super::bridge::bridge;
use super::codes::Codes;
use super::desk::{self, Desk};
use super::{Copy, front};
use crate::{Problem, Result};
use valise_domain::figures::{self, Basis, MonthFigures};
use valise_domain::records::{Ledger, LedgerMonth};
use valise_domain::{Day, Month};
use valise_report::model::{self, CodeKind, MonthlyReport, monthly};

/// Decisions that a month may ask for.
const DECISIONS: usize = 3;

/// The month that is told, with everything that its figures come from.
struct Told<'a> {
    desk: &'a Desk<'a>,
    basis: Basis<'a>,
    ledger: &'a Ledger,
    record: &'a LedgerMonth,
    own: &'a MonthFigures,
    /// Months up to and including this one, with their figures.
    past: Vec<(&'a LedgerMonth, &'a MonthFigures)>,
    /// The last day that the month knows of.
    end: Day,
}

/// The months of an engagement's ledger that a report can be made of, the first one first.
pub(crate) fn months(dossier: &valise_domain::Dossier, engagement: &str) -> Vec<Month> {
    let ledger = dossier.ledger().filter(|ledger| ledger.engagement == engagement);
    ledger
        .map(|ledger| ledger.months.iter().map(|month| month.month).collect())
        .unwrap_or_default()
}

/// The model of a copy of one month.
pub(crate) fn compose(copy: &Copy<'_>, month: Month) -> Result<MonthlyReport> {
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    if !desk.view.holds_ledger() {
        return Err(Problem::refused("noLedgerForAudience").with("audience", copy.audience.as_str()));
    }
    let ledger = copy
        .dossier
        .ledger()
        .filter(|ledger| ledger.engagement == desk.engagement.id)
        .ok_or_else(|| Problem::not_found("ledger"))?;
    let as_of = copy.dossier.as_of();
    let end = as_of.min(month.last_day()).max(month.first_day());
    let basis = Basis::new(copy.dossier, end);
    let figures = figures::ledger(&basis).ok_or_else(|| Problem::not_found("ledger"))?;
    let past: Vec<(&LedgerMonth, &MonthFigures)> = ledger
        .months
        .iter()
        .zip(&figures.months)
        .filter(|(record, _)| record.month <= month)
        .collect();
    let (record, own) = past
        .last()
        .copied()
        .filter(|(record, _)| record.month == month)
        .ok_or_else(|| Problem::not_found("month").with("name", month))?;
    let told = Told {
        desk: &desk,
        basis,
        ledger,
        record,
        own,
        past,
        end,
    };
    Ok(told.report())
}

impl<'a> Told<'a> {
    fn report(&self) -> MonthlyReport {
        let mut cover = front::cover(self.desk);
        cover.subtitle = None;
        let first = self
            .past
            .first()
            .map_or(self.record.month, |(record, _)| record.month);
        let items = self.items();
        let latest = self.is_latest();
        let mut report = MonthlyReport {
            edition: front::edition(self.desk),
            cover,
            codes: Vec::new(),
            month: leaf(self.record.month),
            headline: desk::text(&self.record.summary),
            own: self.own_sums(),
            to_date: self.sums_to_date(),
            since: leaf(first),
            weights: self.weights(),
            weighted_rest: self.weighted_rest(),
            accepted: self.accepted(),
            decisions: self.decisions(),
            rest: self.rest(&items),
            items,
            built: self.built(),
            months: self.bars(),
            costs: self.costs(),
            returns: self.returns(),
            risk_box: self.risk_box(),
            bridge: bridge(self.desk, Some((self.record.month, self.end))),
            corrections: self.corrections(),
            milestones: if latest { self.milestones() } else { Vec::new() },
            risk: self.risk(),
            delivery: self.delivery(),
            next: if latest { self.next() } else { Vec::new() },
            dates: self.dates(),
            documents: if latest { self.documents() } else { Vec::new() },
            refused: self.refused(),
            signed: self.signed(),
            lines: self.lines(),
            cost_lines: self.cost_lines(),
        };
        report.codes = codes(&report);
        report
    }

    /// The records tell how milestones, roadmap and documents stand now. Of an earlier month that would be hindsight.
    fn is_latest(&self) -> bool {
        self.ledger
            .months
            .last()
            .is_some_and(|last| last.month == self.record.month)
    }

    /// The code of an action that this reader sees; the record may name one that it does not.
    fn seen_action(&self, code: Option<&str>) -> Option<&'a valise_domain::records::Action> {
        self.desk.action(code?)
    }

    fn built(&self) -> Vec<monthly::Built> {
        self.record
            .built
            .iter()
            .filter(|built| !self.desk.is_other_work(built.action.as_deref()))
            .map(|built| monthly::Built {
                text: built.text.clone(),
                id: self
                    .seen_action(built.action.as_deref())
                    .map(|action| action.id.clone()),
                proof: built.proof.as_deref().and_then(desk::text),
            })
            .collect()
    }

    fn decisions(&self) -> Vec<model::DecisionNeeded> {
        let decisions = &self.desk.dossier.decisions;
        self.record
            .decisions_needed
            .iter()
            .filter_map(|needed| {
                let code = needed.decision.as_deref();
                let known = code
                    .and_then(|code| decisions.get(code))
                    .map(|kept| kept.record());
                if known.is_some_and(|decision| !self.desk.view.decision(decision)) {
                    return None;
                }
                Some(model::DecisionNeeded {
                    id: known.map(|decision| decision.id.clone()).unwrap_or_default(),
                    title: needed.text.clone(),
                    decider: self
                        .desk
                        .role(known.and_then(|decision| decision.decider.as_deref())),
                    waiting_since: desk::day(known.and_then(|decision| decision.waiting_since)),
                    decide_by: None,
                    cost_per_week: known
                        .and_then(|decision| decision.cost_per_week)
                        .map(desk::amount),
                })
            })
            .take(DECISIONS)
            .collect()
    }

    fn accepted(&self) -> Option<monthly::Accepted> {
        let reason = self.desk.engagement.other("accepted_reason")?;
        let word = |field: &str| reason.get(field).and_then(serde_json::Value::as_str);
        let on: Option<Day> = word("on").and_then(|day| day.parse().ok());
        // What was accepted later does not speak for an earlier month.
        if on.is_some_and(|on| on > self.end) {
            return None;
        }
        Some(monthly::Accepted {
            on: desk::day(on),
            by: self.desk.person(word("by")),
            text: word("text").and_then(desk::text)?,
        })
    }

    fn signed(&self) -> Option<monthly::Signed> {
        self.record.signed_on.map(|on| monthly::Signed {
            by: self.desk.person(self.record.signed_by.as_deref()),
            on: desk::day(Some(on)),
        })
    }
}

/// What the letters of its codes stand for, by the order in which they appear.
fn codes(report: &MonthlyReport) -> Vec<model::CodeKey> {
    let decisions = report.decisions.iter().map(|decision| &decision.id);
    let refused = report.refused.iter().map(|decision| &decision.id);
    let built = report.built.iter().filter_map(|built| built.id.as_ref());
    let actions = report.items.iter().filter_map(|item| item.id.as_ref());
    let flows = report.bridge.iter().flat_map(|bridge| &bridge.rows);
    let risk = &report.risk;
    let critical = risk.critical.iter().map(|line| &line.id);
    Codes::new()
        .with(CodeKind::Decision, decisions.chain(refused))
        .with(
            CodeKind::Action,
            actions
                .chain(built)
                .chain(report.next.iter().map(|step| &step.id)),
        )
        .with(CodeKind::Flow, flows.map(|row| &row.id))
        .with(
            CodeKind::Milestone,
            report.milestones.iter().map(|milestone| &milestone.id),
        )
        .with(
            CodeKind::Finding,
            risk.opened.iter().chain(&risk.closed).chain(critical),
        )
        .with(CodeKind::Value, report.lines.iter().map(|line| &line.id))
        .with(
            CodeKind::Correction,
            report.corrections.iter().map(|line| &line.id),
        )
        .with(CodeKind::Cost, report.cost_lines.iter().map(|line| &line.id))
        .key()
}

fn leaf(month: Month) -> model::Month {
    model::Month::of(month.to_string())
}

#[cfg(test)]
mod tests;
