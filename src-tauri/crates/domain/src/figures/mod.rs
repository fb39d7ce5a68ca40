//! Every figure of `docs/formulas.md`: exact until it is printed, rounded once, half away from zero.
//!
//! A figure that cannot be computed is `None`; it is printed as a dash and never as zero.

mod area;
mod audience;
mod basis;
mod document;
mod engagement;
mod exposure;
mod figure;
mod findings;
mod movement;
mod rates;
mod round;

pub use area::{AreaFigures, Colour};
pub use audience::{Audience, View, audiences};
pub use basis::Basis;
pub use document::document;
pub use engagement::{CopyFigures, EngagementFigures, RequestCounts, copy, engagement};
pub use exposure::{Exposure, Heads, Range, ScenarioFigures, SeverityCounts, exposure};
pub use figure::Figure;
pub use findings::FindingFigures;
pub use movement::{Direction, Movement, movement};
pub use rates::Rates;
pub use round::{Discovery, Overall, RoundFigures, in_force, round};
