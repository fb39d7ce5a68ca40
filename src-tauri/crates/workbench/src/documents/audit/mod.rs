//! The Leverage Audit.

mod access;
mod annexes;
mod areas;
mod checked;
mod findings;
pub(super) mod friction;
mod map;
mod method;
pub(super) mod milestones;
mod one_page;
mod plan;

use super::desk::{self, Desk};
use super::{Copy, front, words};
use crate::{Problem, Result};
use valise_report::model::AuditReport;

/// The model of a copy. Its date is the dossier's until [`date`] sets that of the snapshot.
pub(crate) fn compose(copy: &Copy<'_>) -> Result<AuditReport> {
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    Ok(AuditReport {
        edition: front::edition(&desk),
        cover: front::cover(&desk),
        founder_page: one_page::one_page(&desk),
        friction: friction::friction(&desk),
        milestones: milestones::milestones(&desk),
        areas: areas::areas(&desk),
        reality_map: map::map(&desk),
        request_paths: map::paths(&desk),
        severity_overview: findings::overview(&desk),
        top_findings: findings::top(&desk),
        bottlenecks: plan::bottlenecks(&desk),
        access: access::access(&desk),
        moves: plan::moves(&desk),
        roadmap: plan::roadmap(&desk),
        refused: plan::refused(&desk),
        checked: checked::checked(&desk),
        method: Some(method::method(&desk)),
        annexes: annexes::annexes(&desk),
    })
}

#[cfg(test)]
mod tests;
