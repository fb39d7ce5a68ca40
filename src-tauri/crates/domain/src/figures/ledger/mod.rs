//! The honest ledger: what was paid, what came back, and how well that is known (formulas 8).

mod items;
mod line;
mod month;

pub use items::{LedgerItem, items, items_until};
pub use line::{LineFigures, LineState, Warning, line_figures};
pub use month::{CostEntry, Costs, LedgerFigures, MonthFigures, ToDate, cost_entries, ledger};
