//! The finding library: templates, the closed lists behind them, and the way from a template to a
//! draft and back.

mod draft;
mod fill;
mod registry;
mod shelf;
mod strip;
mod template;

pub use draft::{Fillings, draft, loss_drivers};
pub use fill::{Filled, OpenBrace, fill, printable, sentences};
pub use registry::{Input, Placeholder, Registry, ScenarioKind};
pub use shelf::Library;
pub use strip::{Remaining, RemainingKind, Stripped, strip};
pub use template::{DriverModel, EffortDays, InputModel, LossModel, MoneyRange, SeverityHint, Template};
