//! What friction costs, and what automation would bring (formulas 7).

use std::ops::AddAssign;

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::decimal::{Decimal, Ratio};
use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::{Flow, InputKind};

use super::figure::Figure;
use super::flow_inputs::FlowInput;

/// How far an input may lie from its figure, in hundredths of it, by its kind (formulas, addition 7.4).
pub const HALF_WIDTHS: [(InputKind, i64); 4] = [
    (InputKind::Timed, 10),
    (InputKind::Sampled, 15),
    (InputKind::Asked, 30),
    (InputKind::Assumed, 50),
];

/// Cost of friction a year, part by part; each part is rounded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct Friction {
    /// Hours of people.
    pub labour: Money,
    /// Errors put right.
    pub errors: Money,
    /// Cases that wait.
    pub delay: Money,
    /// Meetings.
    pub coordination: Money,
    /// Tools.
    pub tool: Money,
    /// Sum of the parts.
    pub total: Money,
}

/// A part of the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Part {
    Labour,
    Errors,
    Delay,
    Coordination,
    Tool,
}

impl Part {
    /// Every part, in the order of the formula.
    pub const ALL: [Part; 5] = [
        Part::Labour,
        Part::Errors,
        Part::Delay,
        Part::Coordination,
        Part::Tool,
    ];

    /// The inputs whose product it is.
    pub fn inputs(self) -> &'static [FlowInput] {
        use FlowInput as I;
        match self {
            Part::Labour => &[I::People, I::Hours, I::Weeks, I::Rate],
            Part::Errors => &[I::Cases, I::Weeks, I::ErrorRate, I::CostPerError],
            Part::Delay => &[I::DelayCases, I::Weeks, I::DelayDays, I::DelayValue],
            Part::Coordination => &[
                I::Attendees,
                I::MeetingHours,
                I::Meetings,
                I::Weeks,
                I::MeetingRate,
            ],
            Part::Tool => &[I::Tool],
        }
    }
}

impl Friction {
    /// Parts in the order of [`Part::ALL`], and their sum.
    pub(super) fn of(parts: [Money; 5]) -> Self {
        let [labour, errors, delay, coordination, tool] = parts;
        Self {
            labour,
            errors,
            delay,
            coordination,
            tool,
            total: parts.into_iter().sum(),
        }
    }

    /// The parts in the order of [`Part::ALL`].
    pub fn parts(&self) -> [Money; 5] {
        [self.labour, self.errors, self.delay, self.coordination, self.tool]
    }
}

impl AddAssign for Friction {
    fn add_assign(&mut self, other: Self) {
        self.labour += other.labour;
        self.errors += other.errors;
        self.delay += other.delay;
        self.coordination += other.coordination;
        self.tool += other.tool;
        self.total += other.total;
    }
}

/// Net benefit when one input is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct Sensitivity {
    /// Hours × 0.8.
    pub hours_minus_20: Money,
    /// Hours × 1.2.
    pub hours_plus_20: Money,
    /// Error rate × 0.8.
    pub errors_minus_20: Money,
    /// Error rate × 1.2.
    pub errors_plus_20: Money,
    /// Adoption − 0.10, at least 0.
    pub adoption_minus_10: Money,
    /// Adoption + 0.10, at most 1.
    pub adoption_plus_10: Money,
}

/// Figures of a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FlowFigures {
    /// Cost a year.
    pub friction: Friction,
    /// Benefit a year at the adoption.
    pub gross: Money,
    /// Gross less running cost.
    pub net: Money,
    /// One-off ÷ (net ÷ 12); none if there is no one-off cost or no net benefit.
    pub payback_months: Option<Figure>,
    /// (Net − one-off) ÷ one-off; none if there is no one-off cost.
    pub roi_year1: Option<Figure>,
    /// Adoption at which the first year pays; above 1 means never. None if there is no benefit.
    pub break_even_adoption: Option<Figure>,
    /// The least known kind of input; none when none is named.
    pub weakest_input: Option<InputKind>,
    /// One input at a time.
    pub sensitivity: Sensitivity,
}

/// Computes a flow.
pub fn flow(flow: &Flow) -> FlowFigures {
    let hours = flow.hours_per_week_each.ratio();
    let errors = flow.error_rate.ratio();
    let adoption = flow.adoption.ratio();
    let friction = friction_of(flow);
    let full = full_benefit(flow, &friction);
    let gross = Money::rounded(&(&full * &adoption));
    let net = gross - flow.running_cost_year;
    let one_off = flow.one_off_cost.ratio();
    let net_with = |hours: &Ratio, errors: &Ratio, adoption: &Ratio| {
        let full = full_benefit(flow, &friction_with(flow, hours, errors));
        Money::rounded(&(full * adoption)) - flow.running_cost_year
    };
    let tenths = |tenths: i64| Ratio::new(tenths.into(), 10.into());
    let (less, more) = (tenths(8), tenths(12));
    let has_one_off = !one_off.is_zero();
    let payback = (has_one_off && net > Money::ZERO)
        .then(|| Figure::new(&one_off * Ratio::from_integer(12.into()) / net.ratio(), 1));
    FlowFigures {
        friction,
        gross,
        net,
        payback_months: payback,
        roi_year1: has_one_off.then(|| Figure::new((net.ratio() - &one_off) / &one_off, 2)),
        break_even_adoption: Figure::share(&(flow.running_cost_year.ratio() + &one_off), &full, 2),
        weakest_input: flow.input_kinds.values().copied().max(),
        sensitivity: Sensitivity {
            hours_minus_20: net_with(&(&hours * &less), &errors, &adoption),
            hours_plus_20: net_with(&(&hours * &more), &errors, &adoption),
            errors_minus_20: net_with(&hours, &(&errors * &less), &adoption),
            errors_plus_20: net_with(&hours, &(&errors * &more), &adoption),
            adoption_minus_10: net_with(&hours, &errors, &(&adoption - tenths(1)).max(Ratio::zero())),
            adoption_plus_10: net_with(&hours, &errors, &(&adoption + tenths(1)).min(tenths(10))),
        },
    }
}

/// Friction of all flows: sums of their rounded parts.
pub fn friction(dossier: &Dossier) -> Friction {
    let mut sum = Friction::default();
    for flow in &dossier.flows {
        sum += friction_of(flow);
    }
    sum
}

/// Cost of one flow a year (formulas 7.1).
pub fn friction_of(flow: &Flow) -> Friction {
    cost(|input| input.value(flow))
}

fn friction_with(flow: &Flow, hours: &Ratio, error_rate: &Ratio) -> Friction {
    cost(|input| match input {
        FlowInput::Hours => hours.clone(),
        FlowInput::ErrorRate => error_rate.clone(),
        other => other.value(flow),
    })
}

/// Formulas 7.1 with whatever stands for each input; each part is rounded once.
pub(super) fn cost(value: impl Fn(FlowInput) -> Ratio) -> Friction {
    let product = |inputs: &[FlowInput]| {
        let values = inputs.iter().map(|input| value(*input));
        Money::rounded(&values.reduce(|all, one| all * one).unwrap_or_else(Ratio::zero))
    };
    Friction::of(Part::ALL.map(|part| product(part.inputs())))
}

/// Benefit a year if everybody used it for every case, exact.
pub(super) fn full(flow: &Flow) -> Ratio {
    full_benefit(
        flow,
        &friction_with(flow, &flow.hours_per_week_each.ratio(), &flow.error_rate.ratio()),
    )
}

fn full_benefit(flow: &Flow, friction: &Friction) -> Ratio {
    let part = |money: Money, share: &Decimal| money.ratio() * share.ratio();
    part(friction.labour + friction.coordination, &flow.labour_reduction)
        + part(friction.errors, &flow.error_reduction)
        + part(friction.delay, &flow.delay_reduction)
}
