//! What the automation costs and returns.

use super::{Told, desk, less};
use valise_domain::figures::{Figure, SwingInput};
use valise_report::model::case;
use valise_report::model::{Number, Share};

impl Told<'_> {
    pub(super) fn money(&self) -> case::Money {
        let own = &self.own;
        let printed = |figure: Option<&Figure>| figure.map(Figure::printed);
        case::Money {
            full: desk::amount(own.full),
            unused: less(own.full, own.flow.gross),
            gross: desk::amount(own.flow.gross),
            running: desk::amount(self.flow.running_cost_year),
            net: desk::amount(own.flow.net),
            one_off: desk::amount(self.flow.one_off_cost),
            payback_months: printed(own.flow.payback_months.as_ref()).map(Number::of),
            roi_year1: printed(own.flow.roi_year1.as_ref()).map(Share::of),
            pays_in_month: own.pays_in_month,
            line: own.cumulative.iter().copied().map(desk::amount).collect(),
        }
    }

    pub(super) fn swings(&self) -> Vec<case::Swing> {
        let swings = self.own.swings.iter();
        swings
            .map(|swing| case::Swing {
                input: match swing.input {
                    SwingInput::Hours => case::SwingInput::Hours,
                    SwingInput::Errors => case::SwingInput::Errors,
                    SwingInput::Adoption => case::SwingInput::Adoption,
                },
                less: desk::amount(swing.less),
                more: desk::amount(swing.more),
            })
            .collect()
    }
}
