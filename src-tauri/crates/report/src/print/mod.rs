//! The model as the template reads it: every leaf printed for the locale,
//! client text as block trees, pictures as paths.

mod leaf;
mod paper;
mod walk;

pub(crate) use leaf::BREAK;
pub(crate) use paper::paper;
pub(crate) use walk::print;
