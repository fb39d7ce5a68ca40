//! Every line of the month, with what it rests on.

use super::sums::class;
use super::{Told, desk, leaf};
use std::collections::HashMap;
use valise_domain::Month;
use valise_domain::figures::{self, LineState};
use valise_domain::records::{self, ValueLine};
use valise_report::model::{self, Number, monthly};

impl Told<'_> {
    fn tells(&self, line: &ValueLine) -> bool {
        self.desk.tells(self.ledger, line)
    }

    pub(super) fn lines(&self) -> Vec<monthly::ValueLine> {
        let lines = self.record.values.iter().zip(&self.own.lines);
        lines
            .map(|(value, line)| {
                let told = self.tells(value);
                let bare = monthly::ValueLine {
                    id: value.id.clone(),
                    what: None,
                    class: class(value.class),
                    evidence: value.evidence.as_str().to_owned(),
                    state: line.state.as_str().to_owned(),
                    gross: desk::amount(line.net),
                    amount: desk::amount(line.net),
                    foreign: None,
                    attribution: None,
                    confirmed: desk::amount(line.confirmed),
                    weighted: desk::amount(line.weighted),
                    weight: line.state.counts().then(|| self.weight(value.evidence)),
                    baseline: None,
                    after: None,
                    hours: None,
                    use_of_time: None,
                    source: None,
                    measured_by: None,
                    confirmed_by: None,
                    confirmed_on: None,
                    chain: Vec::new(),
                    warnings: Vec::new(),
                };
                if told { self.told(value, line, bare) } else { bare }
            })
            .collect()
    }

    fn told(
        &self,
        value: &ValueLine,
        line: &figures::LineFigures,
        bare: monthly::ValueLine,
    ) -> monthly::ValueLine {
        let whole = line.net == line.amount;
        monthly::ValueLine {
            what: desk::text(&value.what),
            gross: desk::amount(line.amount),
            foreign: value.foreign.as_ref().map(foreign),
            attribution: desk::share(Some(&value.attribution)).filter(|_| !whole),
            baseline: value.baseline.as_ref().and_then(reading),
            after: value.after.as_ref().and_then(reading),
            hours: desk::number(value.hours.as_ref()),
            use_of_time: value.r#use.as_deref().and_then(desk::text),
            source: desk::text(&value.source),
            measured_by: self.desk.person(value.measured_by.as_deref()),
            confirmed_by: self.desk.person(value.confirmed_by.as_deref()),
            confirmed_on: desk::day(value.confirmed_on),
            chain: self.chain(value),
            warnings: line
                .warnings
                .iter()
                .map(|warning| warning.as_str().to_owned())
                .collect(),
            ..bare
        }
    }

    /// The codes from flow to milestone that this reader sees.
    fn chain(&self, value: &ValueLine) -> Vec<String> {
        let flow = value
            .flow
            .as_deref()
            .filter(|code| self.desk.flows().iter().any(|flow| flow.id == **code));
        let action = self
            .seen_action(value.action.as_deref())
            .map(|action| action.id.as_str());
        let milestone = value.milestone.as_deref().filter(|code| self.desk.shares(code));
        [flow, action, milestone]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn risk_box(&self) -> Vec<monthly::RiskLine> {
        let lines = self.record.values.iter().zip(&self.own.lines);
        lines
            .filter(|(_, line)| line.state == LineState::Risk)
            .map(|(value, line)| monthly::RiskLine {
                what: desk::text(&value.what).filter(|_| self.tells(value)),
                amount: desk::amount(line.net),
            })
            .collect()
    }

    pub(super) fn corrections(&self) -> Vec<monthly::Correction> {
        let known: HashMap<&str, (Month, &ValueLine)> = self
            .past
            .iter()
            .flat_map(|(record, _)| {
                record
                    .values
                    .iter()
                    .map(|line| (line.id.as_str(), (record.month, line)))
            })
            .collect();
        self.record
            .corrections
            .iter()
            .map(|correction| {
                let restated = known.get(correction.restates.as_str());
                let told = restated.is_none_or(|(_, line)| self.tells(line));
                monthly::Correction {
                    id: correction.id.clone(),
                    restates: correction.restates.clone(),
                    of: restated.map(|(month, _)| leaf(*month)),
                    what: restated
                        .and_then(|(_, line)| desk::text(&line.what))
                        .filter(|_| told),
                    amount: desk::amount(correction.amount),
                    reason: desk::text(&correction.reason).filter(|_| told),
                    confirmed_by: self.desk.person(correction.confirmed_by.as_deref()),
                }
            })
            .collect()
    }

    pub(super) fn cost_lines(&self) -> Vec<monthly::CostLine> {
        figures::cost_entries(&self.basis, self.ledger, self.record)
            .into_iter()
            .map(|entry| {
                let hidden = self.desk.is_other_work(entry.action);
                monthly::CostLine {
                    id: entry.id.to_owned(),
                    kind: match entry.kind {
                        records::CostKind::Fee => monthly::CostKind::Fee,
                        records::CostKind::Audit => monthly::CostKind::Audit,
                        records::CostKind::Outside => monthly::CostKind::Outside,
                        records::CostKind::Running => monthly::CostKind::Running,
                        records::CostKind::Internal => monthly::CostKind::Internal,
                    },
                    what: desk::text(entry.what).filter(|_| !hidden),
                    amount: desk::amount(entry.amount),
                    foreign: entry.foreign.filter(|_| !hidden).map(foreign),
                    days: desk::number(entry.days),
                    recurring: entry.recurring,
                    action: self.seen_action(entry.action).map(|action| action.id.clone()),
                }
            })
            .collect()
    }
}

/// What an amount was before its rate: told with it, never computed here.
fn foreign(foreign: &records::Foreign) -> monthly::Foreign {
    monthly::Foreign {
        currency: foreign.currency.clone(),
        amount: Number::of(foreign.amount.to_text()),
        rate: Number::of(foreign.rate.as_str()),
        rate_on: model::Day::of(foreign.rate_on.to_string()),
        source: foreign.source.trim().to_owned(),
    }
}

/// A reading that says anything.
fn reading(reading: &records::Measurement) -> Option<monthly::Reading> {
    Some(monthly::Reading {
        value: desk::text(&reading.value).map(Number::of)?,
        unit: desk::text(&reading.unit),
        start: desk::day(reading.start),
        end: desk::day(reading.end),
        n: reading.n,
    })
}
