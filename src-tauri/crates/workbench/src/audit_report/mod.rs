//! Fills the model of a Leverage Audit from the records, for one audience of one engagement.
//!
//! Everything passes through [`Desk`], which knows what the audience sees: a record that it does not
//! see is nowhere in the model, and no figure, link, cap or name of the model rests on it.

mod access;
mod annexes;
mod areas;
mod checked;
mod desk;
mod findings;
mod friction;
mod front;
mod map;
mod method;
mod milestones;
mod plan;
mod words;

use desk::Desk;

use crate::view::Branding;
use crate::{Problem, Result};
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Day, Dossier};
use valise_report::model::{self, AuditReport};

/// Name under which the practice's logo is handed to the press.
pub(crate) const LOGO: &str = "logo";

/// What a copy is made of.
pub(crate) struct Copy<'a> {
    /// Every record of the client.
    pub dossier: &'a Dossier,
    /// The questions, with the practice's own.
    pub bank: &'a Bank,
    /// Code of the engagement.
    pub engagement: &'a str,
    /// The reader.
    pub audience: Audience,
    /// The practice's looks.
    pub branding: &'a Branding,
    /// The client's pseudonym.
    pub codename: &'a str,
}

/// The model of a copy. Its date is the dossier's until [`date`] sets that of the snapshot.
pub(crate) fn compose(copy: &Copy<'_>) -> Result<AuditReport> {
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    Ok(AuditReport {
        edition: front::edition(&desk),
        cover: front::cover(&desk),
        founder_page: front::one_page(&desk),
        milestones: milestones::milestones(&desk),
        areas: areas::areas(&desk),
        reality_map: map::map(&desk),
        request_paths: map::paths(&desk),
        severity_overview: findings::overview(&desk),
        top_findings: findings::top(&desk),
        bottlenecks: plan::bottlenecks(&desk),
        access: access::access(&desk),
        friction: friction::friction(&desk),
        moves: plan::moves(&desk),
        roadmap: plan::roadmap(&desk),
        refused: plan::refused(&desk),
        checked: checked::checked(&desk),
        method: Some(method::method(&desk)),
        annexes: annexes::annexes(&desk),
    })
}

/// Names of the pictures that a model prints, each once.
pub(crate) fn picture_names(model: &AuditReport) -> Vec<String> {
    let logo = model.cover.logo.iter();
    let evidence = model
        .annexes
        .evidence
        .iter()
        .filter_map(|line| line.picture.as_ref());
    let mut names: Vec<String> = Vec::new();
    for asset in logo.chain(evidence) {
        if !names.contains(&asset.name) {
            names.push(asset.name.clone());
        }
    }
    names
}

/// Sets the date of the snapshot.
pub(crate) fn date(model: &mut AuditReport, day: Day) {
    model.edition.snapshot.made_on = model::Day::of(day.to_string());
    model.cover.date = model::Day::of(day.to_string());
}

#[cfg(test)]
mod tests;
