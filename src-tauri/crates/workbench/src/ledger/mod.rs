//! The value ledger: what was paid, what came back, and how well that is known.
//!
//! The ledger is one record. An edit changes a copy of it, asks the rules of the domain about the step, and writes it.

mod agreed;
mod calibration;
mod chain;
mod correction;
mod cost;
mod explain;
mod fees;
mod ids;
mod items;
mod lines;
mod month;
mod months;
mod names;
mod quantity;
mod recurring;
mod repeat;
mod sheet;
mod sign;
mod start;
mod step;
mod value;
mod view;

pub(crate) use cost::add_cost_line;
pub(crate) use lines::reading;
pub(crate) use sheet::{Sheet, month_of};
pub(crate) use step::month_mut;
