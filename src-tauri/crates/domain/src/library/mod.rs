//! The finding library: templates, and the closed lists behind them.

mod registry;
mod shelf;
mod template;

pub use registry::{Input, Placeholder, Registry, ScenarioKind};
pub use shelf::Library;
pub use template::{DriverModel, EffortDays, InputModel, LossModel, MoneyRange, SeverityHint, Template};
