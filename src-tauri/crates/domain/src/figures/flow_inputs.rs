//! The inputs of a flow's cost, how each is known, and between what bounds it lies (formulas, addition 7.4).

use num_traits::{One, Signed, Zero};
use serde::Serialize;
use specta::Type;

use crate::decimal::Ratio;
use crate::records::{Flow, InputKind};

use super::flows::{Friction, HALF_WIDTHS, cost};

/// An input of formulas 7.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum FlowInput {
    People,
    Hours,
    Rate,
    Weeks,
    Cases,
    ErrorRate,
    CostPerError,
    DelayCases,
    DelayDays,
    DelayValue,
    Attendees,
    MeetingHours,
    Meetings,
    MeetingRate,
    Tool,
}

use FlowInput as I;

impl FlowInput {
    /// Every input.
    pub const ALL: [FlowInput; 15] = [
        I::People,
        I::Hours,
        I::Rate,
        I::Weeks,
        I::Cases,
        I::ErrorRate,
        I::CostPerError,
        I::DelayCases,
        I::DelayDays,
        I::DelayValue,
        I::Attendees,
        I::MeetingHours,
        I::Meetings,
        I::MeetingRate,
        I::Tool,
    ];

    /// Its path in the record, which is its key in `ranges`.
    pub fn path(self) -> &'static str {
        match self {
            I::People => "people",
            I::Hours => "hours_per_week_each",
            I::Rate => "loaded_rate",
            I::Weeks => "weeks",
            I::Cases => "cases_per_week",
            I::ErrorRate => "error_rate",
            I::CostPerError => "cost_per_error",
            I::DelayCases => "delay.cases_per_week",
            I::DelayDays => "delay.days",
            I::DelayValue => "delay.value_per_case_day",
            I::Attendees => "coordination.attendees",
            I::MeetingHours => "coordination.hours",
            I::Meetings => "coordination.meetings_per_week",
            I::MeetingRate => "coordination.loaded_rate",
            I::Tool => "tool_cost_year",
        }
    }

    /// The input with this path.
    pub fn from_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|input| input.path() == path)
    }

    /// Keys of `input_kinds` that speak of it, the usual one first. The inputs of a delay share one word, and so do
    /// those of a meeting.
    pub fn kind_keys(self) -> &'static [&'static str] {
        match self {
            I::People => &["people"],
            I::Hours => &["hours", "hours_per_week_each"],
            I::Rate => &["loaded_rate"],
            I::Weeks => &["weeks"],
            I::Cases => &["cases", "cases_per_week"],
            I::ErrorRate => &["error_rate"],
            I::CostPerError => &["cost_per_error"],
            I::DelayCases | I::DelayDays | I::DelayValue => &["delay"],
            I::Attendees | I::MeetingHours | I::Meetings | I::MeetingRate => &["coordination"],
            I::Tool => &["tool_cost_year", "tool"],
        }
    }

    /// Whether it is money, which is counted in minor units and written in major ones.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            I::Rate | I::CostPerError | I::DelayValue | I::MeetingRate | I::Tool
        )
    }

    /// Whether it is read off people's work. The others are counted, on a payslip or on a bill: they are as they
    /// stand unless somebody says otherwise.
    pub fn is_observed(self) -> bool {
        !matches!(
            self,
            I::People | I::Rate | I::Weeks | I::Attendees | I::MeetingRate | I::Tool
        )
    }

    /// Its exact value, money in minor units; nought where the flow has no such part.
    pub fn value(self, flow: &Flow) -> Ratio {
        let whole = |number: u32| Ratio::from_integer(number.into());
        let delay = flow.delay.as_ref();
        let meeting = flow.coordination.as_ref();
        match self {
            I::People => whole(flow.people),
            I::Hours => flow.hours_per_week_each.ratio(),
            I::Rate => flow.loaded_rate.ratio(),
            I::Weeks => whole(flow.weeks),
            I::Cases => flow.cases_per_week.ratio(),
            I::ErrorRate => flow.error_rate.ratio(),
            I::CostPerError => flow.cost_per_error.ratio(),
            I::DelayCases => delay.map_or_else(Ratio::zero, |delay| delay.cases_per_week.ratio()),
            I::DelayDays => delay.map_or_else(Ratio::zero, |delay| delay.days.ratio()),
            I::DelayValue => delay.map_or_else(Ratio::zero, |delay| delay.value_per_case_day.ratio()),
            I::Attendees => meeting.map_or_else(Ratio::zero, |meeting| whole(meeting.attendees)),
            I::MeetingHours => meeting.map_or_else(Ratio::zero, |meeting| meeting.hours.ratio()),
            I::Meetings => meeting.map_or_else(Ratio::zero, |meeting| meeting.meetings_per_week.ratio()),
            I::MeetingRate => meeting.map_or_else(Ratio::zero, |meeting| meeting.loaded_rate.ratio()),
            I::Tool => flow.tool_cost_year.ratio(),
        }
    }

    /// How it is known, where the flow says so.
    pub fn kind(self, flow: &Flow) -> Option<InputKind> {
        self.kind_keys()
            .iter()
            .find_map(|key| flow.input_kinds.get(*key).copied())
    }

    /// Low and high, money in minor units: its own range, stretched to its value, else the half-width of its kind.
    /// What is observed and has no kind counts as assumed. A share stays at most 1.
    pub fn bounds(self, flow: &Flow) -> (Ratio, Ratio) {
        let value = self.value(flow);
        if let Some(range) = flow.ranges.get(self.path()) {
            let unit = Ratio::from_integer(if self.is_money() { 100 } else { 1 }.into());
            return (
                (range.low.ratio() * &unit).min(value.clone()),
                (range.high.ratio() * unit).max(value),
            );
        }
        let assumed = self.is_observed().then_some(InputKind::Assumed);
        let Some(kind) = self.kind(flow).or(assumed) else {
            return (value.clone(), value);
        };
        let width = value.abs() * half_width(kind);
        let mut high = &value + &width;
        if self == I::ErrorRate {
            high = high.min(Ratio::one()).max(value.clone());
        }
        (value - width, high)
    }
}

/// The half-width of a kind, as a share.
pub fn half_width(kind: InputKind) -> Ratio {
    let hundredths = HALF_WIDTHS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(0, |(_, hundredths)| *hundredths);
    Ratio::new(hundredths.into(), 100.into())
}

/// Cost a year with every input at its low, as it is, and with every input at its high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[allow(missing_docs)]
pub struct FrictionRange {
    pub low: Friction,
    pub likely: Friction,
    pub high: Friction,
}

impl std::ops::AddAssign for FrictionRange {
    fn add_assign(&mut self, other: Self) {
        self.low += other.low;
        self.likely += other.likely;
        self.high += other.high;
    }
}

/// The range of a flow's cost. The likely amount is formulas 7.1, unchanged.
pub fn friction_range(flow: &Flow) -> FrictionRange {
    let likely = cost(|input| input.value(flow));
    let low = cost(|input| input.bounds(flow).0);
    let high = cost(|input| input.bounds(flow).1);
    // A file may hold an amount below zero, whose products turn the order round.
    let each = |pick: fn(crate::Money, crate::Money) -> crate::Money, other: Friction| {
        let mut parts = likely.parts();
        for (part, other) in parts.iter_mut().zip(other.parts()) {
            *part = pick(*part, other);
        }
        Friction::of(parts)
    };
    FrictionRange {
        low: each(Ord::min, low),
        likely,
        high: each(Ord::max, high),
    }
}
