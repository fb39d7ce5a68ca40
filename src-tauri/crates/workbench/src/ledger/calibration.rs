//! Promised against proven, and what that says of whoever promised.

use super::items::proof;
use super::sheet::Sheet;
use crate::view::{Calibration, ConfidenceRow, ItemProof, PromisePart, PromisedRow};
use valise_domain::Money;
use valise_domain::figures::{self, ENOUGH, Figure, PromiseFigures};

impl Sheet<'_> {
    pub(super) fn promised(&self) -> (Vec<PromisedRow>, Calibration) {
        let promises = figures::promises(&self.basis);
        let known = figures::calibration(self.dossier(), &promises);
        let rows = promises
            .into_iter()
            .filter_map(|promise| self.promised_row(promise))
            .collect();
        let decisions = known.decisions.iter().filter_map(|(code, before, after)| {
            Some(ConfidenceRow {
                decision: self.record("decisions", code)?,
                title: self.dossier().decisions.get(code)?.title.clone(),
                before: *before,
                after: *after,
            })
        });
        let printed = |figure: Option<&Figure>| figure.map(Figure::printed);
        let calibration = Calibration {
            actions: count(known.actions),
            share: printed(known.share.as_ref()),
            median: printed(known.median.as_ref()),
            promised: known.promised,
            confirmed: known.confirmed,
            decisions: decisions.collect(),
            confidence_change: printed(known.confidence_change.as_ref()),
            ..none()
        };
        (rows, calibration)
    }

    fn promised_row(&self, promise: PromiseFigures) -> Option<PromisedRow> {
        let action = self.dossier().actions.get(&promise.action);
        let parts = promise.parts.iter().filter_map(|part| {
            let title = match part.section {
                "flows" => self.dossier().flows.get(&part.code)?.name.clone(),
                _ => self.dossier().findings.get(&part.code)?.title.clone(),
            };
            Some(PromisePart {
                record: self.record(part.section, &part.code)?,
                title,
                money_kind: part.money_kind,
                year: part.year,
                counted: part.counted,
            })
        });
        Some(PromisedRow {
            action: self.record("actions", &promise.action)?,
            title: action.map(|action| action.title.clone()).unwrap_or_default(),
            parts: parts.collect(),
            promised_year: promise.year,
            risk_year: promise.risk_year,
            months: promise.months,
            promised_to_date: promise.to_date,
            confirmed_to_date: promise.confirmed,
            share: promise.share.as_ref().map(Figure::printed),
            proof: action.map_or(ItemProof::Open, |action| proof(action, promise.confirmed)),
        })
    }
}

/// Where nothing was promised or read yet.
pub(super) fn none() -> Calibration {
    Calibration {
        actions: 0,
        enough_from: count(ENOUGH),
        share: None,
        median: None,
        promised: Money::ZERO,
        confirmed: Money::ZERO,
        decisions: Vec::new(),
        confidence_change: None,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
