//! Every figure of `docs/formulas.md`: exact until it is printed, rounded once, half away from zero.
//!
//! A figure that cannot be computed is `None`; it is printed as a dash and never as zero.

mod access;
mod actions;
mod area;
mod arrival;
mod audience;
mod automation;
mod basis;
mod calendar;
mod candidates;
mod decisions;
mod dependency;
mod document;
mod drift;
mod engagement;
mod exposure;
mod fee;
mod figure;
mod findings;
mod flow_inputs;
mod flows;
mod ledger;
mod movement;
mod paths;
mod programmes;
mod promise;
mod rates;
mod removal;
mod roadmap;
mod round;
mod timing;
mod vendors;

pub use access::{AccessFigures, KeyFigures, access, is_live, is_review_overdue, is_unused, keys};
pub use actions::{ActionFigures, Proof, actions};
pub use area::{AreaFigures, Colour};
pub use arrival::{Arrival, arrival, is_measurable};
pub use audience::{Audience, View, audiences};
pub use automation::{
    Adoption, AutomationFigures, CapacityFigures, CapacityState, CaseQuadrant, CaseVerdict, GROWTH, MONTHS,
    NonUseFigures, Observed, OpportunityFigures, Swing, SwingInput, automation, largest_net, opportunity,
    quadrant,
};
pub use basis::Basis;
pub use calendar::{Clash, DatedKind, Entry, calendar};
pub use candidates::{CandidateFigures, candidate};
pub use decisions::{DecisionFigures, Waiting, decisions, waited, waiting};
pub use dependency::{Dependency, dependency, dependency_index};
pub use document::document;
pub use drift::next_look;
pub use engagement::{CopyFigures, EngagementFigures, RequestCounts, copy, engagement};
pub use exposure::{Exposure, Heads, Range, ScenarioFigures, SeverityCounts, exposure};
pub use fee::{FeeFigures, fee};
pub use figure::Figure;
pub use findings::FindingFigures;
pub use flow_inputs::{FlowInput, FrictionRange, friction_range, half_width};
pub use flows::{FlowFigures, Friction, HALF_WIDTHS, Part, Sensitivity, flow, friction, friction_of};
pub use ledger::{
    CorrectionFigures, CostEntry, Costs, HoursFigures, LedgerFigures, LedgerItem, LineFigures, LineState,
    MonthFigures, Outcome, ToDate, Warning, correction_figures, cost_entries, flow_is_measured, flow_to_date,
    flow_year, hours, items, items_until, ledger, line_figures,
};
pub use movement::{Direction, Movement, movement};
pub use paths::{MapFigures, PathFigures, map, path};
pub use programmes::{Readiness, is_in_date, milestone, readiness};
pub use promise::{Calibration, ENOUGH, PromiseFigures, PromisePart, calibration, promises};
pub use rates::{ImpactBands, Rates};
pub use removal::{Removal, Waterfall, finished_on, is_read_by, removal, removed, waterfall};
pub use roadmap::{Roadmap, RoadmapLine, Slot, Window, roadmap};
pub use round::{Discovery, Overall, RoundFigures, in_force, round};
pub use timing::{Timing, timing};
pub use vendors::{
    Complexity, Dependence, Exit, MonthMoves, Notice, Portfolio, PromiseCounts, QuarterCounts, VendorFigures,
    notice, portfolio, vendors,
};
