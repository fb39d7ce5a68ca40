//! Programmes of controls, and the milestones that read them (formulas 9.2).

use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::records::{Control, Milestone};

use super::figure::Figure;

/// Readiness of a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Readiness {
    /// Controls of the programme.
    pub in_scope: u32,
    /// Those whose evidence is still valid.
    pub in_date: u32,
    /// Their share, 0–1; none without controls.
    pub readiness: Option<Figure>,
}

/// Whether a control's evidence is valid on a day.
pub fn is_in_date(control: &Control, as_of: Day) -> bool {
    let until = control
        .evidence_on
        .zip(control.evidence_valid_days)
        .map(|(on, days)| on.plus_days(i64::from(days)));
    until.is_some_and(|until| until >= as_of)
}

/// Readiness of a programme as of a day.
pub fn readiness(dossier: &Dossier, programme: &str, as_of: Day) -> Readiness {
    let scope = || {
        dossier
            .controls
            .iter()
            .filter(|control| control.programme.as_deref() == Some(programme))
    };
    let in_scope = scope().count();
    let in_date = scope().filter(|control| is_in_date(control, as_of)).count();
    let whole = |value: usize| Ratio::from_integer(value.into());
    Readiness {
        in_scope: u32::try_from(in_scope).unwrap_or(u32::MAX),
        in_date: u32::try_from(in_date).unwrap_or(u32::MAX),
        readiness: Figure::share(&whole(in_date), &whole(in_scope), 2),
    }
}

/// Current value of a milestone: its own text, or `31 of 40` of the programme that it reads.
pub fn milestone(dossier: &Dossier, milestone: &Milestone, as_of: Day) -> Option<String> {
    match &milestone.current_from {
        Some(programme) => {
            let readiness = readiness(dossier, programme, as_of);
            Some(format!("{} of {}", readiness.in_date, readiness.in_scope))
        }
        None => milestone.current.clone(),
    }
}
