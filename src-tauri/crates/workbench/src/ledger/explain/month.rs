//! One month, opened.

use super::super::quantity::{input, money, number, of, of_month, told};
use super::super::sheet::Sheet;
use super::sums::ratio;
use super::{Opened, sum, unknown};
use crate::Result;
use crate::view::{FigureInput, LedgerFigure as F, Unit};
use valise_domain::figures::{self, MonthFigures};
use valise_domain::records::{CostKind, LedgerMonth};
use valise_domain::{Money, Month};

impl Sheet<'_> {
    pub(super) fn of_month(&self, figure: F, month: Month) -> Result<Opened> {
        let (record, own) = self.month(month)?;
        let made = |value, inputs, rule| Opened {
            label: month.to_string(),
            value,
            inputs,
            rule,
        };
        Ok(match figure {
            F::CostCash | F::CostFull | F::Internal => {
                let inputs = self.costs_of(figure, record);
                made(money(sum(&inputs)), inputs, "8.1")
            }
            F::Confirmed | F::Weighted => {
                let inputs = self.returns_of(figure, record, own);
                let whole = if figure == F::Confirmed {
                    own.own.confirmed
                } else {
                    own.own.weighted
                };
                made(money(whole), inputs, "8.4")
            }
            F::Corrected => {
                let inputs = self.corrections_of(F::Confirmed, record);
                made(money(own.corrections), inputs, "8.5")
            }
            F::RiskBox => {
                let lines = record.values.iter().zip(&own.lines);
                let inputs = lines
                    .filter(|(_, line)| line.state == figures::LineState::Risk)
                    .map(|(value, line)| {
                        input(F::LineNet, money(line.net))
                            .called(value.what.clone())
                            .of_line(&value.id)
                            .opens(of(F::LineNet, &value.id))
                    })
                    .collect();
                made(money(own.risk_box), inputs, "8.3")
            }
            F::RatioCash | F::RatioFull | F::RatioWeighted => {
                let (value, inputs) = ratio(figure, &own.own, |figure| of_month(figure, month));
                made(value, inputs, "8.6")
            }
            F::HoursCarried => self.hours_until(month),
            _ => return Err(unknown()),
        })
    }

    fn costs_of(&self, figure: F, record: &LedgerMonth) -> Vec<FigureInput> {
        figures::cost_entries(&self.basis, self.ledger, record)
            .into_iter()
            .filter(|entry| match figure {
                F::CostFull => true,
                F::Internal => entry.kind == CostKind::Internal,
                _ => entry.kind != CostKind::Internal,
            })
            .map(|entry| {
                let kind = if entry.recurring { F::Recurring } else { F::Cost };
                let line = input(kind, money(entry.amount))
                    .called(entry.what)
                    .of_line(entry.id)
                    .of_record(entry.action.and_then(|code| self.record("actions", code)));
                if entry.days.is_some() {
                    line.opens(of(F::Cost, entry.id))
                } else {
                    line
                }
            })
            .collect()
    }

    fn returns_of(&self, figure: F, record: &LedgerMonth, own: &MonthFigures) -> Vec<FigureInput> {
        let lines = record.values.iter().zip(&own.lines);
        let lines = lines.filter_map(|(value, line)| {
            let (of_line, opens, amount) = match figure {
                F::Confirmed => (F::LineConfirmed, F::LineNet, line.confirmed),
                _ => (F::LineWeighted, F::LineWeighted, line.weighted),
            };
            (amount != Money::ZERO).then(|| {
                input(of_line, money(amount))
                    .called(value.what.clone())
                    .of_line(&value.id)
                    .opens(of(opens, &value.id))
            })
        });
        lines.chain(self.corrections_of(figure, record)).collect()
    }

    fn corrections_of(&self, figure: F, record: &LedgerMonth) -> Vec<FigureInput> {
        figures::correction_figures(&self.basis, self.ledger, record)
            .into_iter()
            .map(|correction| {
                let amount = if figure == F::Confirmed {
                    correction.amount
                } else {
                    correction.weighted
                };
                let reason = record.corrections.iter().find(|known| known.id == correction.id);
                input(F::Correction, money(amount))
                    .called(reason.map(|known| known.reason.clone()).unwrap_or_default())
                    .of_line(correction.id)
            })
            .collect()
    }

    fn hours_until(&self, month: Month) -> Opened {
        let hours = figures::hours(self.ledger);
        let months = self.ledger.months.iter().zip(&hours);
        let until: Vec<_> = months.filter(|(record, _)| record.month <= month).collect();
        let carried = until.iter().rev().find_map(|(_, hours)| hours.as_ref());
        let inputs = until.iter().filter_map(|(record, _)| {
            let hours = record.hours.as_ref()?;
            let name = record.month.to_string();
            Some([
                input(F::Hours, number(Unit::Hours, &hours.agreed)).called(name.clone()),
                input(F::Hours, number(Unit::Hours, &hours.used))
                    .called(name)
                    .taken_away(),
            ])
        });
        Opened {
            label: month.to_string(),
            value: told(Unit::Hours, carried.map(|hours| hours.carried_out.printed())),
            inputs: inputs.flatten().collect(),
            rule: "8.11",
        }
    }
}
