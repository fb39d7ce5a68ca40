//! The ledger with its figures, and the keys of the records that it names.

use crate::session::Client;
use crate::view::RecordRef;
use crate::{Problem, Result};
use std::collections::HashMap;
use uuid::Uuid;
use valise_domain::figures::{self, Basis, LedgerFigures, LineFigures, MonthFigures};
use valise_domain::records::{Ledger, LedgerMonth, ValueLine};
use valise_domain::{Dossier, Month};

/// The ledger, computed once for a view.
pub(crate) struct Sheet<'a> {
    pub client: &'a Client,
    pub ledger: &'a Ledger,
    pub basis: Basis<'a>,
    pub figures: LedgerFigures,
    ids: HashMap<(&'a str, Option<&'a str>, &'a str), Uuid>,
}

impl<'a> Sheet<'a> {
    /// Refused where the client has no ledger.
    pub fn of(client: &'a Client) -> Result<Self> {
        let absent = || Problem::not_found("ledger");
        let ledger = client.dossier.ledger().ok_or_else(absent)?;
        let basis = Basis::new(&client.dossier, client.dossier.as_of());
        let figures = figures::ledger(&basis).ok_or_else(absent)?;
        Ok(Self {
            client,
            ledger,
            basis,
            figures,
            ids: client.ids(),
        })
    }

    pub fn dossier(&self) -> &'a Dossier {
        &self.client.dossier
    }

    /// Months with their figures, in order.
    pub fn months(&self) -> impl Iterator<Item = (&'a LedgerMonth, &MonthFigures)> {
        self.ledger.months.iter().zip(&self.figures.months)
    }

    /// One month with its figures.
    pub fn month(&self, month: Month) -> Result<(&'a LedgerMonth, &MonthFigures)> {
        self.months()
            .find(|(record, _)| record.month == month)
            .ok_or_else(|| Problem::not_found("month").with("name", month))
    }

    /// A line of value with its figures and its month.
    pub fn line(&self, id: &str) -> Result<(&'a LedgerMonth, &'a ValueLine, &LineFigures)> {
        self.months()
            .flat_map(|(record, own)| {
                let lines = record.values.iter().zip(&own.lines);
                lines.map(move |(value, line)| (record, value, line))
            })
            .find(|(_, value, _)| value.id == id)
            .ok_or_else(|| Problem::not_found("line").with("name", id))
    }

    /// Where a record is found.
    pub fn record(&self, section: &'static str, code: &str) -> Option<RecordRef> {
        let id = self.ids.get(&(section, None, code))?;
        Some(RecordRef {
            section: section.to_owned(),
            id: id.to_string(),
            code: code.to_owned(),
        })
    }

    /// The label of a person.
    pub fn label(&self, code: Option<&str>) -> Option<String> {
        let person = self.dossier().people.get(code?)?;
        Some(person.label.clone()).filter(|label| !label.is_empty())
    }
}

/// A month from its text.
pub(crate) fn month_of(text: &str) -> Result<Month> {
    text.parse()
        .map_err(|_| Problem::invalid("month", "a month YYYY-MM"))
}
