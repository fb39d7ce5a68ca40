//! The way of a value: the friction that it began with, what was done, what that cost, what was read, the line.

use super::quantity::{input, money, number, of, told};
use super::sheet::Sheet;
use crate::Result;
use crate::session::Client;
use crate::view::{ChainKind, ChainStep, FigureInput, LedgerFigure as F, Unit, ValueChain};
use valise_domain::figures::{self, LineFigures};
use valise_domain::records::{Action, LedgerMonth, Measurement, ValueLine};
use valise_domain::{Day, Month};

impl Client {
    /// The way of a line of value.
    pub fn ledger_chain(&self, id: &str) -> Result<ValueChain> {
        let sheet = Sheet::of(self)?;
        let (month, value, line) = sheet.line(id)?;
        let action = value
            .action
            .as_deref()
            .and_then(|code| sheet.dossier().actions.get(code))
            .map(|kept| kept.record());
        let mut steps = Vec::new();
        steps.extend(sheet.flow_steps(value, action));
        if let Some(action) = action {
            steps.extend(sheet.finding_steps(action));
            steps.push(sheet.action_step(action));
            steps.extend(sheet.cost_steps(action));
        }
        steps.extend(sheet.reading_step(month, value));
        steps.push(sheet.line_step(month, value, line));
        steps.extend(sheet.correction_steps(id));
        let wanted = [
            ChainKind::Flow,
            ChainKind::Action,
            ChainKind::Cost,
            ChainKind::Reading,
        ];
        let missing = wanted
            .into_iter()
            .filter(|kind| !steps.iter().any(|step| step.kind == *kind))
            .collect();
        let checks = self
            .contradictions(month.month)
            .into_iter()
            .filter(|item| item.params.get("line").is_some_and(|line| line == id))
            .collect();
        Ok(ValueChain {
            line: id.to_owned(),
            month: month.month.to_string(),
            title: value.what.clone(),
            state: line.state,
            steps,
            missing,
            warnings: line.warnings.clone(),
            checks,
        })
    }
}

fn step(kind: ChainKind, code: &str, title: &str) -> ChainStep {
    ChainStep {
        kind,
        record: None,
        code: code.to_owned(),
        title: title.to_owned(),
        month: None,
        on: None,
        by: None,
        figures: Vec::new(),
    }
}

impl ChainStep {
    fn in_month(mut self, month: Month) -> Self {
        self.month = Some(month.to_string());
        self
    }

    fn on(mut self, day: Option<Day>) -> Self {
        self.on = day.map(|day| day.to_string());
        self
    }

    fn with(mut self, figures: Vec<FigureInput>) -> Self {
        self.figures = figures;
        self
    }
}

impl Sheet<'_> {
    /// The line's own flow, or those that its action automates.
    fn flow_steps(&self, value: &ValueLine, action: Option<&Action>) -> Vec<ChainStep> {
        let own = value.flow.as_deref().into_iter();
        let of_action = action.into_iter().flat_map(|action| &action.flows);
        let mut codes: Vec<&str> = own.chain(of_action.map(String::as_str)).collect();
        codes.dedup();
        codes
            .into_iter()
            .filter_map(|code| {
                let kept = self.dossier().flows.get(code)?;
                let flow = figures::flow(kept);
                let figures = vec![
                    input(F::FlowTotal, money(flow.friction.total)).opens(of(F::FlowTotal, code)),
                    input(F::FlowNet, money(flow.net)).opens(of(F::FlowNet, code)),
                ];
                Some(ChainStep {
                    record: self.record("flows", code),
                    by: self.label(kept.owner.as_deref()),
                    ..step(ChainKind::Flow, code, &kept.name).with(figures)
                })
            })
            .collect()
    }

    fn finding_steps(&self, action: &Action) -> Vec<ChainStep> {
        action
            .findings
            .iter()
            .filter_map(|code| {
                let kept = self.dossier().findings.get(code)?;
                let known = self.basis.finding(code)?;
                let figures = vec![input(F::FixValue, money(known.fix_value)).opens(of(F::FixValue, code))];
                Some(ChainStep {
                    record: self.record("findings", code),
                    ..step(ChainKind::Finding, code, &kept.title)
                        .on(kept.closed_on)
                        .with(figures)
                })
            })
            .collect()
    }

    fn action_step(&self, action: &Action) -> ChainStep {
        let item = figures::items(&self.basis)
            .into_iter()
            .find(|item| item.action == action.id);
        let figures = item.map(|item| {
            vec![
                input(F::ActionCash, money(item.cash_to_date)).opens(of(F::ActionCash, &action.id)),
                input(F::ActionInternal, money(item.internal_to_date))
                    .opens(of(F::ActionInternal, &action.id)),
                input(F::ActionConfirmed, money(item.confirmed_to_date))
                    .opens(of(F::ActionConfirmed, &action.id)),
            ]
        });
        ChainStep {
            record: self.record("actions", &action.id),
            by: self.label(action.owner.as_deref()),
            ..step(ChainKind::Action, &action.id, &action.title)
                .on(action.done_on)
                .with(figures.unwrap_or_default())
        }
    }

    fn cost_steps(&self, action: &Action) -> Vec<ChainStep> {
        let months = self.ledger.months.iter().flat_map(|month| {
            let entries = figures::cost_entries(&self.basis, self.ledger, month);
            entries.into_iter().map(move |entry| (month.month, entry))
        });
        months
            .filter(|(_, entry)| entry.action == Some(action.id.as_str()))
            .map(|(month, entry)| {
                let cost = input(F::Cost, money(entry.amount))
                    .of_line(entry.id)
                    .opens(of(F::Cost, entry.id));
                step(ChainKind::Cost, entry.id, entry.what)
                    .in_month(month)
                    .with(vec![cost])
            })
            .collect()
    }

    fn reading_step(&self, month: &LedgerMonth, value: &ValueLine) -> Option<ChainStep> {
        let read = |figure, reading: &Measurement| {
            let said = format!("{} {}", reading.value, reading.unit);
            let period = reading
                .start
                .zip(reading.end)
                .map(|(start, end)| format!("{start} – {end}"));
            input(figure, told(Unit::Text, Some(said.trim().to_owned())))
                .called(period.unwrap_or_default())
                .of_line(&value.id)
        };
        let before = value.baseline.as_ref().map(|reading| read(F::Baseline, reading));
        let after = value.after.as_ref().map(|reading| read(F::After, reading));
        let figures: Vec<FigureInput> = before.into_iter().chain(after).collect();
        (!figures.is_empty()).then(|| ChainStep {
            by: self.label(value.measured_by.as_deref()),
            ..step(ChainKind::Reading, &value.id, &value.source)
                .in_month(month.month)
                .on(value.after.as_ref().and_then(|after| after.end))
                .with(figures)
        })
    }

    fn line_step(&self, month: &LedgerMonth, value: &ValueLine, line: &LineFigures) -> ChainStep {
        let id = value.id.as_str();
        let figures = vec![
            input(F::LineGross, money(line.amount))
                .of_line(id)
                .opens(of(F::LineGross, id)),
            input(F::Attribution, number(Unit::Share, &value.attribution)).of_line(id),
            input(F::LineNet, money(line.net))
                .of_line(id)
                .opens(of(F::LineNet, id)),
            input(F::LineConfirmed, money(line.confirmed))
                .of_line(id)
                .opens(of(F::LineConfirmed, id)),
            input(F::LineWeighted, money(line.weighted))
                .of_line(id)
                .opens(of(F::LineWeighted, id)),
        ];
        ChainStep {
            by: self.label(value.confirmed_by.as_deref()),
            ..step(ChainKind::Line, id, &value.what)
                .in_month(month.month)
                .on(value.confirmed_on)
                .with(figures)
        }
    }

    fn correction_steps(&self, id: &str) -> Vec<ChainStep> {
        let months = self.ledger.months.iter().flat_map(|month| {
            let corrections = month.corrections.iter();
            corrections.map(move |correction| (month.month, correction))
        });
        months
            .filter(|(_, correction)| correction.restates == id)
            .map(|(month, correction)| ChainStep {
                by: self.label(correction.confirmed_by.as_deref()),
                ..step(ChainKind::Correction, &correction.id, &correction.reason)
                    .in_month(month)
                    .on(correction.confirmed_on)
                    .with(vec![
                        input(F::Correction, money(correction.amount)).of_line(&correction.id),
                    ])
            })
            .collect()
    }
}
