//! The honest ledger: what was paid, what came back, and how well that is known (formulas 8).

mod items;
mod line;
mod month;

pub use items::{LedgerItem, items};
pub use line::{LineFigures, LineState, Warning};
pub use month::{Costs, LedgerFigures, MonthFigures, ToDate, ledger};
