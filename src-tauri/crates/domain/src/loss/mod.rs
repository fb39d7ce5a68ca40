//! Estimates of a loss from a few figures that somebody can answer.

mod estimate;
mod expression;

pub use estimate::{DriverEstimate, Estimate, KindEstimate, estimate};
pub use expression::{Expression, ExpressionError};
