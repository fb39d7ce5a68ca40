//! A figure opened to its inputs, one level at a time, down to what somebody entered.

mod line;
mod month;
mod sums;
mod work;

use super::sheet::{Sheet, month_of};
use crate::session::Client;
use crate::view::{Explanation, FigureInput, FigureQuery, LedgerFigure as F, Quantity};
use crate::{Problem, Result};
use valise_domain::Money;

/// A figure with its inputs and the place of its rule.
struct Opened {
    label: String,
    value: Quantity,
    inputs: Vec<FigureInput>,
    rule: &'static str,
}

impl Client {
    /// A figure of the ledger opened to its inputs.
    pub fn ledger_figure(&self, query: &FigureQuery) -> Result<Explanation> {
        let sheet = Sheet::of(self)?;
        let opened = match query.of.as_deref() {
            Some(name) => sheet.of_record(query.figure, name)?,
            None => match query.month.as_deref().map(month_of).transpose()? {
                Some(month) if !query.cumulated => sheet.of_month(query.figure, month)?,
                until => sheet.cumulated(query.figure, until)?,
            },
        };
        Ok(Explanation {
            query: query.clone(),
            label: opened.label,
            value: opened.value,
            inputs: opened.inputs,
            rule: opened.rule.to_owned(),
        })
    }
}

fn unknown() -> Problem {
    Problem::invalid("figure", "a figure of this month, line or record")
}

impl Sheet<'_> {
    fn of_record(&self, figure: F, name: &str) -> Result<Opened> {
        match figure {
            F::LineGross | F::LineNet | F::LineConfirmed | F::LineWeighted => self.of_line(figure, name),
            F::Cost => self.of_cost(name),
            F::FlowTotal | F::FlowNet => self.of_flow(figure, name),
            F::FixValue => self.of_finding(name),
            F::ActionCash | F::ActionInternal | F::ActionConfirmed => self.of_action(figure, name),
            F::Promised => self.of_promise(name),
            _ => Err(unknown()),
        }
    }
}

fn sum(inputs: &[FigureInput]) -> Money {
    inputs.iter().filter_map(|input| input.value.money).sum()
}
