//! Findings: raised from templates, priced, judged, edited.

mod edit;
mod list;
mod price;
mod raise;
mod save_template;
mod scenario;
mod template;

pub(crate) use scenario::{Stand, move_finding};
