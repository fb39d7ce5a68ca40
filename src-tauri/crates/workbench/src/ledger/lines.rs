//! Lines of a month as they are shown: costs, value, corrections.

use super::sheet::Sheet;
use crate::foreign;
use crate::view::{CorrectionRow, CostRow, ReadingView, ValueRow};
use std::collections::HashMap;
use valise_domain::figures::{self, LineFigures, MonthFigures};
use valise_domain::records::{LedgerMonth, Measurement, ValueLine};
use valise_domain::{Decimal, Money};

impl<'a> Sheet<'a> {
    pub(super) fn cost_rows(&self, record: &LedgerMonth) -> Vec<CostRow> {
        figures::cost_entries(&self.basis, self.ledger, record)
            .into_iter()
            .map(|entry| CostRow {
                id: entry.id.to_owned(),
                kind: entry.kind,
                what: entry.what.to_owned(),
                amount: entry.amount,
                foreign: entry.foreign.map(foreign::bill),
                days: entry.days.map(Decimal::to_string),
                action: entry.action.map(str::to_owned),
                recurring: entry.recurring,
            })
            .collect()
    }

    /// By line: what corrections of later months made of it, together.
    pub(super) fn corrected(&self) -> HashMap<&'a str, Money> {
        let mut sums: HashMap<&str, Money> = HashMap::new();
        for month in &self.ledger.months {
            for correction in figures::correction_figures(&self.basis, self.ledger, month) {
                *sums.entry(correction.restated).or_default() += correction.amount;
            }
        }
        sums
    }

    pub(super) fn value_rows(
        &self,
        record: &LedgerMonth,
        own: &MonthFigures,
        corrected: &HashMap<&str, Money>,
    ) -> Vec<ValueRow> {
        let lines = record.values.iter().zip(&own.lines);
        lines
            .map(|(value, line)| {
                let corrected = corrected.get(value.id.as_str()).copied().unwrap_or_default();
                row(value, line, corrected)
            })
            .collect()
    }

    pub(super) fn correction_rows(&self, record: &LedgerMonth) -> Vec<CorrectionRow> {
        let counted = figures::correction_figures(&self.basis, self.ledger, record);
        record
            .corrections
            .iter()
            .map(|correction| {
                let known = counted.iter().find(|known| known.id == correction.id);
                let restated = self.line(&correction.restates).ok();
                CorrectionRow {
                    id: correction.id.clone(),
                    restates: correction.restates.clone(),
                    of_month: restated.as_ref().map(|(month, ..)| month.month.to_string()),
                    what: restated.map(|(_, line, _)| line.what.clone()).unwrap_or_default(),
                    amount: correction.amount,
                    weighted: known.map(|known| known.weighted).unwrap_or_default(),
                    reason: correction.reason.clone(),
                    entered_by: correction.entered_by.clone(),
                    confirmed_by: correction.confirmed_by.clone(),
                    confirmed_on: correction.confirmed_on.map(|day| day.to_string()),
                }
            })
            .collect()
    }
}

fn row(value: &ValueLine, line: &LineFigures, corrected: Money) -> ValueRow {
    ValueRow {
        id: value.id.clone(),
        class: value.class,
        evidence: value.evidence,
        status: value.status,
        what: value.what.clone(),
        amount: value.amount,
        foreign: value.foreign.as_ref().map(foreign::bill),
        hours: value.hours.as_ref().map(Decimal::to_string),
        rate: value.rate,
        gross: line.amount,
        attribution: value.attribution.to_string(),
        net: line.net,
        state: line.state,
        confirmed: line.confirmed,
        weighted: line.weighted,
        warnings: line.warnings.clone(),
        corrected,
        baseline: value.baseline.as_ref().map(reading),
        after: value.after.as_ref().map(reading),
        source: value.source.clone(),
        measured_by: value.measured_by.clone(),
        confirmed_by: value.confirmed_by.clone(),
        confirmed_on: value.confirmed_on.map(|day| day.to_string()),
        action: value.action.clone(),
        flow: value.flow.clone(),
        milestone: value.milestone.clone(),
        use_of_time: value.r#use.clone(),
        cause: value.cause.clone(),
        same_cause_as: value.same_cause_as.clone(),
        service_start: value.service_start.map(|day| day.to_string()),
        counts_until: value.counts_until.map(|day| day.to_string()),
        visibility: value.visibility,
    }
}

/// A reading as it is shown.
pub(crate) fn reading(reading: &Measurement) -> ReadingView {
    ReadingView {
        value: reading.value.clone(),
        unit: reading.unit.clone(),
        start: reading.start.map(|day| day.to_string()),
        end: reading.end.map(|day| day.to_string()),
        n: reading.n,
    }
}
