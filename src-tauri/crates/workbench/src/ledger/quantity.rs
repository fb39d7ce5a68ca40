//! Quantities with their units, and the inputs of figures.

use crate::view::{FigureInput, FigureQuery, LedgerFigure, Quantity, RecordRef, Unit};
use valise_domain::{Decimal, Money, Month};

/// An amount.
pub(super) fn money(amount: Money) -> Quantity {
    Quantity {
        unit: Unit::Money,
        money: Some(amount),
        text: None,
    }
}

/// A number or words; none where it cannot be computed.
pub(super) fn told(unit: Unit, text: Option<String>) -> Quantity {
    Quantity {
        unit,
        money: None,
        text,
    }
}

/// A number as it was entered.
pub(super) fn number(unit: Unit, number: &Decimal) -> Quantity {
    told(unit, Some(number.to_string()))
}

/// An input that was entered as it is.
pub(super) fn input(figure: LedgerFigure, value: Quantity) -> FigureInput {
    FigureInput {
        figure,
        label: String::new(),
        value,
        minus: false,
        record: None,
        line: None,
        open: None,
    }
}

impl FigureInput {
    pub(super) fn called(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn of_line(mut self, id: &str) -> Self {
        self.line = Some(id.to_owned());
        self
    }

    pub(super) fn of_record(mut self, record: Option<RecordRef>) -> Self {
        self.record = record;
        self
    }

    pub(super) fn opens(mut self, query: FigureQuery) -> Self {
        self.open = Some(query);
        self
    }

    pub(super) fn taken_away(mut self) -> Self {
        self.minus = true;
        self
    }
}

/// A figure of a line or record.
pub(super) fn of(figure: LedgerFigure, of: &str) -> FigureQuery {
    FigureQuery {
        figure,
        month: None,
        cumulated: false,
        of: Some(of.to_owned()),
    }
}

/// A figure of a month.
pub(super) fn of_month(figure: LedgerFigure, month: Month) -> FigureQuery {
    FigureQuery {
        figure,
        month: Some(month.to_string()),
        cumulated: false,
        of: None,
    }
}
