//! One line of value (formulas 8.2, 8.3, 8.8).

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::date::Month;
use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::{Measurement, ValueClass, ValueEvidence, ValueLine, ValueStatus};

use super::super::basis::Basis;
use super::super::rates::Rates;

/// How a line counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// Risk avoided: a box of its own, in no total.
    Risk,
    /// The same money as another line.
    SameCause,
    /// The service starts later.
    NotStarted,
    /// Proposed only.
    Proposed,
    /// No longer counts.
    Expired,
    /// Taken back.
    Reversed,
    /// Hours that nobody used.
    NoUse,
    /// Measured and confirmed by somebody on a day.
    Confirmed,
    /// Counts by the weight of its evidence only.
    WeightedOnly,
}

impl LineState {
    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            LineState::Risk => "risk",
            LineState::SameCause => "same_cause",
            LineState::NotStarted => "not_started",
            LineState::Proposed => "proposed",
            LineState::Expired => "expired",
            LineState::Reversed => "reversed",
            LineState::NoUse => "no_use",
            LineState::Confirmed => "confirmed",
            LineState::WeightedOnly => "weighted_only",
        }
    }

    /// Whether the line counts with the weight of its evidence.
    pub fn counts(self) -> bool {
        matches!(self, LineState::Confirmed | LineState::WeightedOnly)
    }
}

/// What makes a reading weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The owner of the action measured its effect.
    BuilderMeasured,
    /// Too few cases.
    SmallSample,
    /// Read too soon after the action.
    ReadEarly,
    /// The two periods differ too much in length.
    PeriodsDiffer,
}

impl Warning {
    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Warning::BuilderMeasured => "builder_measured",
            Warning::SmallSample => "small_sample",
            Warning::ReadEarly => "read_early",
            Warning::PeriodsDiffer => "periods_differ",
        }
    }
}

/// Figures of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct LineFigures {
    /// Its id.
    pub id: String,
    /// Its class.
    pub class: ValueClass,
    /// Before attribution.
    pub amount: Money,
    /// Amount × attribution.
    pub net: Money,
    /// How it counts.
    pub state: LineState,
    /// What it adds to the confirmed return.
    pub confirmed: Money,
    /// What it adds to the weighted return.
    pub weighted: Money,
    /// What makes it weak.
    pub warnings: Vec<Warning>,
}

/// Figures of one line in a month (formulas 8.2, 8.3, 8.8).
pub fn line_figures(basis: &Basis<'_>, month: Month, value: &ValueLine) -> LineFigures {
    line(basis.dossier(), basis.rates(), month, value)
}

pub(super) fn line(dossier: &Dossier, rates: &Rates, month: Month, line: &ValueLine) -> LineFigures {
    let amount = line.amount.unwrap_or_else(|| {
        let hours = line
            .hours
            .as_ref()
            .map_or_else(Ratio::zero, crate::Decimal::ratio);
        Money::rounded(&(hours * line.rate.unwrap_or_default().ratio()))
    });
    let attributed = amount.ratio() * line.attribution.ratio();
    let net = Money::rounded(&attributed);
    let state = state(line, month);
    let weighted = Money::rounded(&(attributed * rates.ledger_weight(line.evidence)));
    LineFigures {
        id: line.id.clone(),
        class: line.class,
        amount,
        net,
        state,
        confirmed: if state == LineState::Confirmed {
            net
        } else {
            Money::ZERO
        },
        weighted: if state.counts() { weighted } else { Money::ZERO },
        warnings: warnings(dossier, line),
    }
}

fn state(line: &ValueLine, month: Month) -> LineState {
    let confirmed = line.evidence == ValueEvidence::Measured
        && line.status == ValueStatus::Confirmed
        && line.confirmed_by.is_some()
        && line.confirmed_on.is_some();
    let unused = line.r#use.as_deref().is_none_or(|text| text.trim().is_empty());
    if line.class == ValueClass::Risk {
        return LineState::Risk;
    }
    if line.same_cause_as.is_some() {
        return LineState::SameCause;
    }
    if line.service_start.is_some_and(|start| start > month.last_day()) {
        return LineState::NotStarted;
    }
    match line.status {
        ValueStatus::Proposed => LineState::Proposed,
        ValueStatus::Expired => LineState::Expired,
        ValueStatus::Reversed => LineState::Reversed,
        _ if line.counts_until.is_some_and(|until| until < month.first_day()) => LineState::Expired,
        _ if line.class == ValueClass::Capacity && unused => LineState::NoUse,
        _ if confirmed => LineState::Confirmed,
        _ => LineState::WeightedOnly,
    }
}

fn warnings(dossier: &Dossier, line: &ValueLine) -> Vec<Warning> {
    let settings = dossier.settings();
    let action = line.action.as_deref().and_then(|code| dossier.actions.get(code));
    let readings = [line.baseline.as_ref(), line.after.as_ref()];
    let builder = line
        .measured_by
        .as_deref()
        .zip(action.and_then(|action| action.owner.as_deref()));
    let few = readings
        .iter()
        .flatten()
        .any(|reading| reading.n.is_some_and(|n| n < settings.weak_sample_below));
    let read = line
        .after
        .as_ref()
        .and_then(|after| after.end)
        .zip(action.and_then(|action| action.done_on));
    let early = read.is_some_and(|(end, done)| end.days_since(done) < i64::from(settings.reading_wait_days));
    let all = [
        (
            builder.is_some_and(|(measured, built)| measured == built),
            Warning::BuilderMeasured,
        ),
        (few, Warning::SmallSample),
        (early, Warning::ReadEarly),
        (
            differ(line.baseline.as_ref(), line.after.as_ref()),
            Warning::PeriodsDiffer,
        ),
    ];
    all.into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, warning)| warning)
        .collect()
}

/// Lengths in days, both ends included, differ by more than a fifth of the longer.
fn differ(baseline: Option<&Measurement>, after: Option<&Measurement>) -> bool {
    let length = |reading: &Measurement| {
        reading
            .end
            .zip(reading.start)
            .map(|(end, start)| end.days_since(start) + 1)
    };
    match baseline.and_then(length).zip(after.and_then(length)) {
        Some((one, other)) => (one - other).abs() * 5 > one.max(other),
        None => false,
    }
}
