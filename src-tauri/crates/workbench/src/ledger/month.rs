//! One month as it is shown.

use super::repeat::repeatable;
use super::sheet::Sheet;
use super::view::sums;
use crate::view::{
    BuiltRow, ClassSum, CostsByKind, DecisionNeededRow, DeliveryView, LedgerMonthView, MonthSigned,
    RetainerHours,
};
use valise_domain::figures::{self, DecisionFigures, HoursFigures, MonthFigures};
use valise_domain::records::{DecisionNeeded, DecisionState, Delivery, LedgerMonth};
use valise_domain::{Decimal, Dossier};

impl Sheet<'_> {
    pub(super) fn month_views(&self) -> Vec<LedgerMonthView> {
        let hours = figures::hours(self.ledger);
        let corrected = self.corrected();
        self.months()
            .zip(&hours)
            .map(|((record, own), hours)| {
                let mut view = self.month_view(record, own, hours.as_ref());
                view.values = self.value_rows(record, own, &corrected);
                view
            })
            .collect()
    }

    fn month_view(
        &self,
        record: &LedgerMonth,
        own: &MonthFigures,
        hours: Option<&HoursFigures>,
    ) -> LedgerMonthView {
        let open = record.signed_on.is_none();
        LedgerMonthView {
            month: record.month.to_string(),
            signed: self.signed(record),
            summary: record.summary.clone(),
            own: sums(&own.own),
            to_date: sums(&own.to_date),
            costs_by_kind: CostsByKind {
                fee: own.costs.fee,
                audit: own.costs.audit,
                outside: own.costs.outside,
                running: own.costs.running,
                internal: own.costs.internal,
            },
            confirmed_by_class: own
                .confirmed_by_class
                .iter()
                .map(|(class, confirmed)| ClassSum {
                    class: *class,
                    confirmed: *confirmed,
                })
                .collect(),
            corrected: own.corrections,
            risk_box: own.risk_box,
            costs: self.cost_rows(record),
            values: Vec::new(),
            corrections: self.correction_rows(record),
            built: record
                .built
                .iter()
                .zip(0..)
                .map(|(built, index)| BuiltRow {
                    index,
                    text: built.text.clone(),
                    action: built.action.clone(),
                    proof: built.proof.clone(),
                })
                .collect(),
            decisions_needed: self.decisions_needed(record),
            delivery: record.delivery.as_ref().map(delivery),
            hours: record
                .hours
                .as_ref()
                .zip(hours)
                .map(|(hours, carried)| RetainerHours {
                    agreed: hours.agreed.to_string(),
                    used: hours.used.to_string(),
                    carried_in: carried.carried_in.printed(),
                    carried_out: carried.carried_out.printed(),
                }),
            findings_opened: own.findings_opened.clone(),
            findings_closed: own.findings_closed.clone(),
            critical_open: own.critical_open,
            over_attributed: own.over_attributed.clone(),
            repeatable: if open { self.left_to_repeat(record) } else { 0 },
        }
    }

    /// Lines of the month before that could be repeated in this one.
    pub(crate) fn left_to_repeat(&self, record: &LedgerMonth) -> u32 {
        let left = repeatable(&self.basis, self.ledger, record).len();
        u32::try_from(left).unwrap_or(u32::MAX)
    }

    /// Who signed a month, and whether it still is what was signed.
    pub(crate) fn signed(&self, record: &LedgerMonth) -> Option<MonthSigned> {
        let on = record.signed_on?;
        let by = record.signed_by.as_deref();
        Some(MonthSigned {
            by: self.label(by).unwrap_or_default(),
            by_code: by.unwrap_or_default().to_owned(),
            on: on.to_string(),
            hash: record.signed_hash.clone(),
            as_signed: self.client.is_as_signed(self.ledger, record),
        })
    }

    /// The decisions that a month asks for.
    pub(crate) fn decisions_needed(&self, record: &LedgerMonth) -> Vec<DecisionNeededRow> {
        let waiting = figures::decisions(self.dossier(), self.basis.as_of());
        let rows = record.decisions_needed.iter().zip(0..);
        rows.map(|(needed, index)| decision_row(self.dossier(), &waiting, needed, index))
            .collect()
    }
}

/// A decision needed, with what its waiting costs.
fn decision_row(
    dossier: &Dossier,
    waiting: &DecisionFigures,
    needed: &DecisionNeeded,
    index: u32,
) -> DecisionNeededRow {
    let known = needed
        .decision
        .as_deref()
        .and_then(|code| dossier.decisions.get(code));
    let queued = known.and_then(|known| waiting.queue.iter().find(|one| one.id == known.record().id));
    DecisionNeededRow {
        index,
        text: needed.text.clone(),
        decision: needed.decision.clone(),
        waiting: known.map(|known| known.state == DecisionState::Waiting),
        since: known
            .and_then(|known| known.waiting_since)
            .map(|day| day.to_string()),
        cost_per_week: known.and_then(|known| known.cost_per_week),
        cost_to_date: queued.and_then(|queued| queued.cost_to_date),
    }
}

fn delivery(delivery: &Delivery) -> DeliveryView {
    let text = |number: &Option<Decimal>| number.as_ref().map(Decimal::to_string);
    DeliveryView {
        deploys: delivery.deploys,
        lead_time_days: text(&delivery.lead_time_days),
        change_fail_share: text(&delivery.change_fail_share),
        recovery_minutes: delivery.recovery_minutes,
        rework_share: text(&delivery.rework_share),
    }
}
