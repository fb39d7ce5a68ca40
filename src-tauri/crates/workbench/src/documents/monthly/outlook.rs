//! Milestones, findings, and what comes next.

use super::super::audit::milestones;
use super::{Told, desk};
use valise_domain::records::{self, ActionStatus, DecisionState};
use valise_domain::severity::Severity;
use valise_report::model::{self, monthly};

/// Steps that are told ahead.
const STEPS: usize = 5;
/// How far ahead sensitive dates are told, in days.
const AHEAD_DAYS: i64 = 45;
/// A document older than this tells of another system (formulas 9.4).
const OLD_DAYS: i64 = 182;

impl Told<'_> {
    pub(super) fn milestones(&self) -> Vec<model::Milestone> {
        milestones::in_order(self.desk)
            .into_iter()
            .map(|(date, milestone)| milestones::standing(self.desk, date, milestone, self.end))
            .collect()
    }

    /// Only what the reader sees; the ledger's own count knows more.
    pub(super) fn risk(&self) -> monthly::RiskMoves {
        let seen = |codes: &[String]| -> Vec<String> {
            codes
                .iter()
                .filter(|code| self.desk.finding(code).is_some())
                .cloned()
                .collect()
        };
        let mut critical: Vec<&records::Finding> = self
            .desk
            .findings
            .iter()
            .copied()
            .filter(|finding| {
                let severity = self
                    .desk
                    .figures
                    .get(finding.id.as_str())
                    .and_then(|figures| figures.severity);
                severity == Some(Severity::Critical)
                    && finding.found_on.is_some_and(|on| on <= self.end)
                    && finding.closed_on.is_none_or(|on| on > self.end)
            })
            .collect();
        critical.sort_by(|a, b| a.found_on.cmp(&b.found_on).then_with(|| a.id.cmp(&b.id)));
        monthly::RiskMoves {
            opened: seen(&self.own.findings_opened),
            closed: seen(&self.own.findings_closed),
            critical: critical
                .into_iter()
                .map(|finding| monthly::CriticalLine {
                    id: finding.id.clone(),
                    title: finding.title.clone(),
                    days: finding
                        .found_on
                        .and_then(|on| u32::try_from(self.end.days_since(on)).ok()),
                    due: desk::day(finding.due),
                })
                .collect(),
        }
    }

    /// What is under way, and what the calendar of the roadmap begins with.
    pub(super) fn next(&self) -> Vec<monthly::NextStep> {
        let order = &self.desk.roadmap.order;
        let begun = |code: &str| {
            self.desk
                .action(code)
                .is_some_and(|action| action.status == ActionStatus::InProgress)
        };
        let (under_way, later): (Vec<_>, Vec<_>) = order.iter().partition(|line| begun(&line.action));
        under_way
            .into_iter()
            .chain(later)
            .filter_map(|line| {
                let action = self.desk.action(&line.action)?;
                Some(monthly::NextStep {
                    id: action.id.clone(),
                    title: action.title.clone(),
                    owner: self.desk.role(action.owner.as_deref()),
                    finish: desk::day(line.slot.as_ref().map(|slot| slot.finish_on)),
                    late: line.slot.as_ref().is_some_and(|slot| slot.late),
                })
            })
            .take(STEPS)
            .collect()
    }

    pub(super) fn dates(&self) -> Vec<model::SensitiveDate> {
        let (from, until) = (self.end.plus_days(1), self.end.plus_days(AHEAD_DAYS));
        milestones::dates(self.desk, from, Some(until))
            .into_iter()
            .map(|(_, _, date)| date)
            .collect()
    }

    pub(super) fn documents(&self) -> Vec<String> {
        self.desk
            .dossier
            .documents
            .iter()
            .filter(|document| self.desk.shares(&document.id))
            .filter(|document| {
                let old = document
                    .updated_on
                    .is_none_or(|on| self.end.days_since(on) > OLD_DAYS);
                !document.complete || old
            })
            .map(|document| document.title.clone())
            .collect()
    }

    pub(super) fn refused(&self) -> Vec<monthly::Refused> {
        self.desk
            .decisions(DecisionState::Refused)
            .filter(|decision| {
                decision
                    .decided_on
                    .is_some_and(|on| on.month() == self.record.month)
            })
            .map(|decision| monthly::Refused {
                id: decision.id.clone(),
                title: decision.title.clone(),
                reconsider: decision.reconsider_when.as_deref().and_then(desk::text),
            })
            .collect()
    }
}
