//! Every figure of `docs/formulas.md`: exact until it is printed, rounded once, half away from zero.
//!
//! A figure that cannot be computed is `None`; it is printed as a dash and never as zero.

mod access;
mod actions;
mod area;
mod arrival;
mod audience;
mod basis;
mod candidates;
mod decisions;
mod dependency;
mod document;
mod engagement;
mod exposure;
mod figure;
mod findings;
mod flows;
mod ledger;
mod movement;
mod paths;
mod programmes;
mod rates;
mod roadmap;
mod round;
mod vendors;

pub use access::{AccessFigures, KeyFigures, access, is_live, is_review_overdue, is_unused, keys};
pub use actions::{ActionFigures, Proof, actions};
pub use area::{AreaFigures, Colour};
pub use arrival::{Arrival, arrival, is_measurable};
pub use audience::{Audience, View, audiences};
pub use basis::Basis;
pub use candidates::{CandidateFigures, candidate};
pub use decisions::{DecisionFigures, Waiting, decisions};
pub use dependency::{Dependency, dependency, dependency_index};
pub use document::document;
pub use engagement::{CopyFigures, EngagementFigures, RequestCounts, copy, engagement};
pub use exposure::{Exposure, Heads, Range, ScenarioFigures, SeverityCounts, exposure};
pub use figure::Figure;
pub use findings::FindingFigures;
pub use flows::{FlowFigures, Friction, Sensitivity, flow, friction};
pub use ledger::{
    CostEntry, Costs, LedgerFigures, LedgerItem, LineFigures, LineState, MonthFigures, ToDate, Warning,
    cost_entries, items, items_until, ledger, line_figures,
};
pub use movement::{Direction, Movement, movement};
pub use paths::{MapFigures, PathFigures, map, path};
pub use programmes::{Readiness, is_in_date, milestone, readiness};
pub use rates::{ImpactBands, Rates};
pub use roadmap::{Roadmap, RoadmapLine, Slot, Window, roadmap};
pub use round::{Discovery, Overall, RoundFigures, in_force, round};
pub use vendors::{Notice, notice, vendors};
