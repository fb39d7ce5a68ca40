//! Automation cases: whether automating a flow pays, on what that hangs, and who uses what was built.

mod edit;
mod view;

pub(crate) use view::{builds, confirmed};
