//! All months together, opened.

use super::super::quantity::{input, money, of_month, told};
use super::super::sheet::Sheet;
use super::{Opened, sum, unknown};
use crate::view::{FigureInput, FigureQuery, LedgerFigure as F, Quantity, Unit};
use crate::{Problem, Result};
use valise_domain::figures::{Figure, MonthFigures, ToDate};
use valise_domain::{Money, Month};

impl Sheet<'_> {
    /// From the first month on, up to one or to the last.
    pub(super) fn cumulated(&self, figure: F, until: Option<Month>) -> Result<Opened> {
        let months: Vec<_> = self
            .months()
            .filter(|(record, _)| until.is_none_or(|until| record.month <= until))
            .collect();
        let (last, all) = months.last().ok_or_else(|| Problem::not_found("month"))?;
        let all = &all.to_date;
        let label = format!("{} – {}", self.ledger.first_month, last.month);
        let part = |own: &MonthFigures| -> Option<Money> {
            Some(match figure {
                F::CostCash => own.own.cost_cash,
                F::CostFull => own.own.cost_full,
                F::Internal => own.costs.internal,
                F::Confirmed => own.own.confirmed,
                F::Weighted => own.own.weighted,
                F::Corrected => own.corrections,
                F::RiskBox => own.risk_box,
                _ => return None,
            })
        };
        if matches!(figure, F::RatioCash | F::RatioFull | F::RatioWeighted) {
            let (value, inputs) = ratio(figure, all, |figure| FigureQuery {
                cumulated: true,
                ..of_month(figure, last.month)
            });
            return Ok(Opened {
                label,
                value,
                inputs,
                rule: "8.6",
            });
        }
        let inputs: Option<Vec<FigureInput>> = months
            .iter()
            .map(|(record, own)| {
                Some(
                    input(figure, money(part(own)?))
                        .called(record.month.to_string())
                        .opens(of_month(figure, record.month)),
                )
            })
            .collect();
        let inputs = inputs.ok_or_else(unknown)?;
        Ok(Opened {
            label,
            value: money(sum(&inputs)),
            inputs,
            rule: "8.6",
        })
    }
}

/// A ratio with what it divides.
pub(super) fn ratio(
    figure: F,
    sums: &ToDate,
    query: impl Fn(F) -> FigureQuery,
) -> (Quantity, Vec<FigureInput>) {
    let (part, whole, value) = match figure {
        F::RatioFull => (
            (F::Confirmed, sums.confirmed),
            (F::CostFull, sums.cost_full),
            &sums.ratio_full,
        ),
        F::RatioWeighted => (
            (F::Weighted, sums.weighted),
            (F::CostCash, sums.cost_cash),
            &sums.ratio_weighted,
        ),
        _ => (
            (F::Confirmed, sums.confirmed),
            (F::CostCash, sums.cost_cash),
            &sums.ratio_cash,
        ),
    };
    let inputs = [part, whole]
        .into_iter()
        .map(|(figure, amount)| input(figure, money(amount)).opens(query(figure)));
    let value = told(Unit::Ratio, value.as_ref().map(Figure::printed));
    (value, inputs.collect())
}
