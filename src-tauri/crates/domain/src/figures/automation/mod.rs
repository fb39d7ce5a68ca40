//! The automation case of a flow: whether it pays, on what that hangs, and who uses it (formulas, automation cases).

mod capacity;
mod opportunity;
mod paying;
mod uptake;

pub use capacity::{CapacityFigures, CapacityState, GROWTH};
pub use opportunity::{CaseQuadrant, OpportunityFigures, largest_net, opportunity, quadrant};
pub use paying::{CaseVerdict, MONTHS, Swing, SwingInput};
pub use uptake::{Adoption, NonUseFigures, Observed};

use crate::decimal::Ratio;
use crate::money::Money;
use crate::records::Flow;

use super::flows::{FlowFigures, flow, full};

/// Figures of an automation case.
#[derive(Debug, Clone, PartialEq)]
pub struct AutomationFigures {
    /// Friction, benefit, payback, sensitivity and break-even.
    pub flow: FlowFigures,
    /// Benefit a year at full adoption.
    pub full: Money,
    /// Whether it pays.
    pub verdict: CaseVerdict,
    /// Return less all cost so far, at the end of each month, the start included.
    pub cumulative: Vec<Money>,
    /// The month at whose end everything is paid back; none when it never is.
    pub pays_in_month: Option<u32>,
    /// The inputs, the one that moves the net benefit most first.
    pub swings: Vec<Swing>,
    /// How fit the flow is.
    pub opportunity: OpportunityFigures,
    /// Readings, oldest first.
    pub adoption: Vec<Adoption>,
    /// The latest adoption that money follows.
    pub observed: Option<Observed>,
    /// Net benefit at the observed adoption.
    pub net_observed: Option<Money>,
    /// Whether it pays at the observed adoption.
    pub verdict_observed: Option<CaseVerdict>,
    /// Why people do not use it, most people first.
    pub reasons: Vec<NonUseFigures>,
    /// How near the limit is; none without a limit.
    pub capacity: Option<CapacityFigures>,
}

/// Computes the automation case of a flow.
pub fn automation(record: &Flow) -> AutomationFigures {
    let own = flow(record);
    let full = full(record);
    let net_at = |adoption: &Ratio| Money::rounded(&(&full * adoption)) - record.running_cost_year;
    let adoption = uptake::adoption(record);
    let observed = uptake::observed(&adoption);
    let net_observed = observed.as_ref().map(|observed| net_at(observed.share.exact()));
    let verdict_at = |net: Money| paying::verdict(&full, net, record.one_off_cost);
    AutomationFigures {
        full: Money::rounded(&full),
        verdict: verdict_at(own.net),
        cumulative: paying::cumulative(own.net, record.one_off_cost),
        pays_in_month: paying::pays_in_month(own.net, record.one_off_cost),
        swings: paying::swings(&own),
        opportunity: opportunity(record.opportunity.as_ref()),
        verdict_observed: net_observed.map(verdict_at),
        net_observed,
        observed,
        adoption,
        reasons: uptake::reasons(record),
        capacity: capacity::capacity(record),
        flow: own,
    }
}
