//! Lines of value and costs, opened.

use super::super::quantity::{input, money, number, of, told};
use super::super::sheet::Sheet;
use super::Opened;
use crate::view::{FigureInput, LedgerFigure as F, Unit};
use crate::{Problem, Result};
use valise_domain::Money;
use valise_domain::figures::{self, Figure, LineFigures};
use valise_domain::records::ValueLine;

impl Sheet<'_> {
    pub(super) fn of_line(&self, figure: F, id: &str) -> Result<Opened> {
        let (_, value, line) = self.line(id)?;
        let share = input(F::Attribution, number(Unit::Share, &value.attribution)).of_line(id);
        let gross = self.gross(value, line);
        let (amount, inputs, rule) = match figure {
            F::LineGross => (line.amount, hours_or_amount(value), "8.2"),
            F::LineNet => (line.net, vec![gross, share], "8.2"),
            F::LineConfirmed => {
                let net = input(F::LineNet, money(line.net))
                    .of_line(id)
                    .opens(of(F::LineNet, id));
                let counts = (line.confirmed != Money::ZERO).then_some(net);
                (line.confirmed, counts.into_iter().collect(), "8.3")
            }
            _ => {
                let weight = self.basis.rates().ledger_weight(value.evidence);
                let weight = told(Unit::Share, Some(Figure::new(weight.clone(), 2).printed()));
                (
                    line.weighted,
                    vec![
                        gross,
                        share,
                        input(F::Weight, weight).called(value.evidence.as_str()),
                    ],
                    "8.2",
                )
            }
        };
        Ok(Opened {
            label: value.what.clone(),
            value: money(amount),
            inputs,
            rule,
        })
    }

    fn gross(&self, value: &ValueLine, line: &LineFigures) -> FigureInput {
        let gross = input(F::LineGross, money(line.amount)).of_line(&value.id);
        if value.amount.is_none() {
            gross.opens(of(F::LineGross, &value.id))
        } else {
            gross
        }
    }

    pub(super) fn of_cost(&self, id: &str) -> Result<Opened> {
        let found = self.ledger.months.iter().find_map(|month| {
            let entries = figures::cost_entries(&self.basis, self.ledger, month);
            entries.into_iter().find(|entry| entry.id == id)
        });
        let entry = found.ok_or_else(|| Problem::not_found("line").with("name", id))?;
        let inputs = match entry.days {
            Some(days) => vec![
                input(F::Days, number(Unit::Days, days)).of_line(id),
                input(F::DayRate, money(self.basis.rates().day_rate())),
            ],
            None => vec![input(F::Amount, money(entry.amount)).of_line(id)],
        };
        Ok(Opened {
            label: entry.what.to_owned(),
            value: money(entry.amount),
            inputs,
            rule: "8.1",
        })
    }
}

fn hours_or_amount(value: &ValueLine) -> Vec<FigureInput> {
    match (value.amount, &value.hours, value.rate) {
        (None, Some(hours), Some(rate)) => vec![
            input(F::Hours, number(Unit::Hours, hours)).of_line(&value.id),
            input(F::Rate, money(rate)).of_line(&value.id),
        ],
        (amount, ..) => vec![input(F::Amount, money(amount.unwrap_or_default())).of_line(&value.id)],
    }
}
