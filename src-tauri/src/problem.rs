//! The one error that crosses to the window.

pub use valise_workbench::{Problem, ProblemCode};

/// What commands return.
pub type Reply<T> = Result<T, Problem>;
