//! Money as whole minor units, and its decimal text in the open client format.

mod amount;
pub mod text;

pub use amount::{Money, MoneyError};
