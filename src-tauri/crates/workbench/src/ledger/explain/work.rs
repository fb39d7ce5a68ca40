//! Flows, findings and actions, opened.

use super::super::quantity::{input, money, of, told};
use super::super::sheet::Sheet;
use super::{Opened, sum};
use crate::view::{FigureInput, LedgerFigure as F, Unit};
use crate::{Problem, Result};
use valise_domain::figures::{self, MonthFigures};
use valise_domain::records::{CostKind, LedgerMonth, ValueLine};
use valise_domain::{Decimal, Money};

impl Sheet<'_> {
    pub(super) fn of_flow(&self, figure: F, code: &str) -> Result<Opened> {
        let kept = self
            .dossier()
            .flows
            .get(code)
            .ok_or_else(|| Problem::not_found("flow").with("name", code))?;
        let flow = figures::flow(kept);
        let record = self.record("flows", code);
        let part = |figure, label: &str, amount| {
            input(figure, money(amount))
                .called(label)
                .of_record(record.clone())
        };
        let (amount, inputs, rule) = if figure == F::FlowTotal {
            let parts = &flow.friction;
            let inputs = vec![
                part(F::FlowPart, "labour", parts.labour),
                part(F::FlowPart, "errors", parts.errors),
                part(F::FlowPart, "delay", parts.delay),
                part(F::FlowPart, "coordination", parts.coordination),
                part(F::FlowPart, "tool", parts.tool),
            ];
            (parts.total, inputs, "7.1")
        } else {
            let inputs = vec![
                part(F::FlowPart, "gross", flow.gross),
                part(F::FlowPart, "running", kept.running_cost_year).taken_away(),
            ];
            (flow.net, inputs, "7.2")
        };
        Ok(Opened {
            label: kept.name.clone(),
            value: money(amount),
            inputs,
            rule,
        })
    }

    pub(super) fn of_finding(&self, code: &str) -> Result<Opened> {
        let absent = || Problem::not_found("finding").with("name", code);
        let kept = self.dossier().findings.get(code).ok_or_else(absent)?;
        let known = self.basis.finding(code).ok_or_else(absent)?;
        let record = self.record("findings", code);
        let share = kept.share_removed.as_ref().map(Decimal::to_string);
        Ok(Opened {
            label: kept.title.clone(),
            value: money(known.fix_value),
            inputs: vec![
                input(F::Amount, money(known.exposure.likely)).of_record(record.clone()),
                input(F::Attribution, told(Unit::Share, share)).of_record(record.clone()),
                input(F::FixValueUncapped, money(known.fix_value_uncapped)).of_record(record),
            ],
            rule: "3.6",
        })
    }

    pub(super) fn of_action(&self, figure: F, code: &str) -> Result<Opened> {
        let action = self
            .dossier()
            .actions
            .get(code)
            .ok_or_else(|| Problem::not_found("action").with("name", code))?;
        let mut inputs = Vec::new();
        for (record, own) in self.months() {
            if figure == F::ActionConfirmed {
                self.confirmed_of(record, own, code, &mut inputs);
                continue;
            }
            for entry in figures::cost_entries(&self.basis, self.ledger, record) {
                let internal = entry.kind == CostKind::Internal;
                if entry.action == Some(code) && internal == (figure == F::ActionInternal) {
                    let kind = if entry.recurring { F::Recurring } else { F::Cost };
                    inputs.push(
                        input(kind, money(entry.amount))
                            .called(format!("{} · {}", record.month, entry.what))
                            .of_line(entry.id)
                            .opens(of(F::Cost, entry.id)),
                    );
                }
            }
        }
        Ok(Opened {
            label: action.title.clone(),
            value: money(sum(&inputs)),
            inputs,
            rule: "8.9",
        })
    }

    fn confirmed_of(
        &self,
        record: &LedgerMonth,
        own: &MonthFigures,
        code: &str,
        inputs: &mut Vec<FigureInput>,
    ) {
        let is_of = |line: &ValueLine| line.action.as_deref() == Some(code);
        for (value, line) in record.values.iter().zip(&own.lines) {
            if is_of(value) && line.confirmed != Money::ZERO {
                inputs.push(
                    input(F::LineConfirmed, money(line.confirmed))
                        .called(format!("{} · {}", record.month, value.what))
                        .of_line(&value.id)
                        .opens(of(F::LineNet, &value.id)),
                );
            }
        }
        for correction in figures::correction_figures(&self.basis, self.ledger, record) {
            let restated = self.line(correction.restated).ok();
            if let Some((_, line, _)) = restated.filter(|(_, line, _)| is_of(line)) {
                inputs.push(
                    input(F::Correction, money(correction.amount))
                        .called(format!("{} · {}", record.month, line.what))
                        .of_line(correction.id),
                );
            }
        }
    }

    pub(super) fn of_promise(&self, code: &str) -> Result<Opened> {
        let promise = figures::promises(&self.basis)
            .into_iter()
            .find(|promise| promise.action == code)
            .ok_or_else(|| Problem::not_found("action").with("name", code))?;
        let mut inputs: Vec<FigureInput> = promise
            .parts
            .iter()
            .filter(|part| part.counted)
            .map(|part| {
                let figure = if part.section == "flows" {
                    F::FlowNet
                } else {
                    F::FixValue
                };
                input(figure, money(part.year))
                    .called(part.code.clone())
                    .of_record(self.record(part.section, &part.code))
                    .opens(of(figure, &part.code))
            })
            .collect();
        inputs.push(input(
            F::Months,
            told(Unit::Months, Some(promise.months.to_string())),
        ));
        let action = self.dossier().actions.get(code);
        Ok(Opened {
            label: action.map(|action| action.title.clone()).unwrap_or_default(),
            value: money(promise.to_date),
            inputs,
            rule: "8.10",
        })
    }
}
