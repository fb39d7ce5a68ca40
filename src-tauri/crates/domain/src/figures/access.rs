//! Grants and keys (formulas 9.6).

use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::dossier::Dossier;
use crate::records::{Environment, Grant, GrantDecision, KeptIn, PersonKind, System, SystemState};

const UNUSED_AFTER_DAYS: i64 = 90;

/// Figures of the grants. Lists hold live grants only, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AccessFigures {
    /// All grants.
    pub grants: u32,
    /// Those that are not removed.
    pub live: u32,
    /// By decision: keep, reduce, remove, removed, unknown.
    pub by_decision: [u32; 5],
    /// Nobody approved them.
    pub no_approver: Vec<String>,
    /// Last used more than 90 days ago.
    pub unused: Vec<String>,
    /// A person's access without a second factor.
    pub no_second_factor: Vec<String>,
    /// Held by somebody who left.
    pub leavers_live: Vec<String>,
    /// Systems whose access review is missing or too old.
    pub reviews_overdue: Vec<String>,
}

/// Figures of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct KeyFigures {
    /// All keys.
    pub all: u32,
    /// Keys of production.
    pub production: u32,
    /// Keys of production not changed within the limit.
    pub production_too_old: u32,
    /// Keys that lie outside a secret store or vault.
    pub outside_store: u32,
}

/// A grant that was not removed.
pub fn is_live(grant: &Grant) -> bool {
    grant.decision != GrantDecision::Removed
}

/// A grant that nobody used for more than 90 days.
pub fn is_unused(grant: &Grant, as_of: Day) -> bool {
    grant
        .last_used
        .is_some_and(|used| as_of.days_since(used) > UNUSED_AFTER_DAYS)
}

/// A system whose review is due: it has an interval, and the last review is missing or older.
pub fn is_review_overdue(system: &System, as_of: Day) -> bool {
    let Some(interval) = system.review_interval_days else {
        return false;
    };
    let active = system.state == SystemState::Active;
    active
        && system
            .last_access_review
            .is_none_or(|last| as_of.days_since(last) > i64::from(interval))
}

/// Computes the grants as of a day.
pub fn access(dossier: &Dossier, as_of: Day) -> AccessFigures {
    let live: Vec<&Grant> = dossier
        .access_grants
        .iter()
        .map(|kept| kept.record())
        .filter(|grant| is_live(grant))
        .collect();
    let list = |keep: &dyn Fn(&Grant) -> bool| {
        live.iter()
            .filter(|grant| keep(grant))
            .map(|grant| grant.id.clone())
            .collect()
    };
    let mut by_decision = [0; 5];
    for grant in &dossier.access_grants {
        by_decision[grant.decision as usize] += 1;
    }
    let left = |code: &str| {
        dossier
            .people
            .get(code)
            .is_some_and(|person| person.kind == PersonKind::Leaver)
    };
    let overdue = dossier
        .systems
        .iter()
        .filter(|system| is_review_overdue(system, as_of));
    AccessFigures {
        grants: count(dossier.access_grants.len()),
        live: count(live.len()),
        by_decision,
        no_approver: list(&|grant| grant.approver.is_none()),
        unused: list(&|grant| is_unused(grant, as_of)),
        no_second_factor: list(&|grant| grant.second_factor == Some(false)),
        leavers_live: list(&|grant| left(&grant.holder)),
        reviews_overdue: overdue.map(|system| system.record().id.clone()).collect(),
    }
}

/// Computes the keys as of a day.
pub fn keys(dossier: &Dossier, as_of: Day) -> KeyFigures {
    let limit = i64::from(dossier.settings().key_age_limit_days);
    let mut figures = KeyFigures::default();
    for file in &dossier.env_files {
        for key in &file.record().keys {
            let production = file.environment == Environment::Production;
            let changed = key.changed_on.iter().max();
            let too_old = changed.is_none_or(|last| as_of.days_since(*last) > limit);
            figures.all += 1;
            figures.production += u32::from(production);
            figures.production_too_old += u32::from(production && too_old);
            figures.outside_store += u32::from(key.kept_in == KeptIn::File);
        }
    }
    figures
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
