//! Reports: planned for one audience, checked, typeset, delivered, remembered.

mod board_checks;
mod case_checks;
mod deliver;
mod lite_checks;
mod month_checks;
mod options;
mod origin;
mod plan;
mod press;
mod record_checks;
mod sections;
mod snapshot;
mod text_checks;

pub use plan::ReportPlan;
pub use press::Press;
pub(crate) use record_checks::at;
pub(crate) use snapshot::{SnapshotLine, exported};
pub(crate) use text_checks::item;
