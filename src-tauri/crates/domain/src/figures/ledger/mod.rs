//! The honest ledger: what was paid, what came back, and how well that is known (formulas 8).

mod bounds;
mod correction;
mod hours;
mod items;
mod line;
mod month;
mod outcome;

pub use bounds::flow_year;
pub use correction::{CorrectionFigures, correction_figures};
pub use hours::{HoursFigures, hours};
pub use items::{LedgerItem, items, items_until};
pub use line::{LineFigures, LineState, Warning, line_figures};
pub use month::{CostEntry, Costs, LedgerFigures, MonthFigures, ToDate, cost_entries, ledger};
pub use outcome::{Outcome, flow_is_measured, flow_to_date};
