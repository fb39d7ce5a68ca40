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

use super::codes::Codes;
use super::desk::{self, Desk};
use super::{Copy, front, words};
use crate::{Problem, Result};
use valise_report::model::{AuditReport, CodeKey, CodeKind};

/// The model of a copy. Its date is the dossier's until [`date`] sets that of the snapshot.
pub(crate) fn compose(copy: &Copy<'_>) -> Result<AuditReport> {
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    let mut report = AuditReport {
        edition: front::edition(&desk),
        cover: front::cover(&desk),
        codes: Vec::new(),
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
    };
    report.codes = codes(&report);
    Ok(report)
}

/// What the letters of its codes stand for, by the order in which they appear.
pub(crate) fn codes(report: &AuditReport) -> Vec<CodeKey> {
    let annexes = &report.annexes;
    let top = report.top_findings.iter().flat_map(|top| &top.items);
    let findings = annexes.findings.iter().map(|line| &line.id);
    let week = report.founder_page.iter().flat_map(|page| &page.this_week);
    let moves = report.moves.iter().flat_map(|moves| &moves.quadrant);
    let today = report.moves.iter().flat_map(|moves| &moves.today);
    let steps = report.roadmap.iter().flat_map(|roadmap| &roadmap.items);
    let actions = week
        .filter_map(|step| step.id.as_ref())
        .chain(moves.map(|line| &line.id))
        .chain(today.map(|item| &item.id))
        .chain(steps.map(|item| &item.id));
    let asked = report.founder_page.iter().flat_map(|page| &page.decisions);
    let refused = report.refused.iter().flat_map(|refused| &refused.changes);
    let decisions = asked
        .map(|decision| &decision.id)
        .chain(report.bottlenecks.iter().map(|waiting| &waiting.id))
        .chain(refused.map(|change| &change.id))
        .chain(annexes.decisions.iter().map(|line| &line.id));
    let flows = report.friction.iter().flat_map(|friction| &friction.flows);
    let milestones = report.milestones.iter().flat_map(|milestones| &milestones.items);
    let links = report.reality_map.iter().flat_map(|map| &map.differences);
    let answers = annexes.answers.iter().flat_map(|area| &area.rows);
    let sound = report.checked.iter().flat_map(|checked| &checked.sound);
    Codes::new()
        .with(CodeKind::Finding, top.map(|finding| &finding.id).chain(findings))
        .with(CodeKind::Action, actions)
        .with(CodeKind::Decision, decisions)
        .with(CodeKind::Flow, flows.map(|flow| &flow.id))
        .with(CodeKind::Milestone, milestones.map(|milestone| &milestone.id))
        .with(CodeKind::Path, report.request_paths.iter().map(|path| &path.id))
        .with(CodeKind::Link, links.map(|difference| &difference.id))
        .with(CodeKind::Evidence, annexes.evidence.iter().map(|line| &line.id))
        .with(
            CodeKind::Question,
            answers
                .map(|answer| &answer.id)
                .chain(sound.filter_map(|line| line.id.as_ref())),
        )
        .key()
}

#[cfg(test)]
mod tests;
