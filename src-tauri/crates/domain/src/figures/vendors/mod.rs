//! Suppliers as far as money and time go: cost, notice, promises, the way out, and how many tools there are.

mod complexity;
mod exit;
mod notice;
mod portfolio;
mod promises;

pub use complexity::{Complexity, MonthMoves};
pub use exit::Exit;
pub use notice::{Notice, notice, vendors};
pub use portfolio::{Dependence, Portfolio, VendorFigures, portfolio};
pub use promises::{PromiseCounts, QuarterCounts};
