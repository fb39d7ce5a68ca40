//! The automation case of one flow: one to two pages on whether it pays, and on what that hangs.

mod adoption;
mod building;
mod worth;

use super::codes::Codes;
use super::desk::{self, Desk};
use super::{Copy, front, words};
use crate::{Problem, Result};
use valise_domain::figures::{self, Audience, AutomationFigures, CaseVerdict};
use valise_domain::opportunity::Criterion;
use valise_domain::records::{Flow, InputKind};
use valise_report::model::case::{self, CaseReport};
use valise_report::model::{Amount, CodeKey, CodeKind, Number};

/// Who an automation case has a copy for: those who decide on the money.
fn is_for(audience: Audience) -> bool {
    matches!(audience, Audience::Founder | Audience::Client)
}

/// The flow that is told, with everything that its figures come from.
struct Told<'a> {
    desk: &'a Desk<'a>,
    flow: &'a Flow,
    own: AutomationFigures,
}

/// The model of a copy of one flow's case.
pub(crate) fn compose(copy: &Copy<'_>, flow: &str) -> Result<CaseReport> {
    if !is_for(copy.audience) {
        return Err(Problem::refused("noCaseForAudience").with("audience", copy.audience.as_str()));
    }
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    let flow = desk
        .flows()
        .into_iter()
        .find(|seen| seen.id == flow)
        .ok_or_else(|| Problem::not_found("flow").with("name", flow))?;
    let told = Told {
        desk: &desk,
        flow,
        own: figures::automation(flow),
    };
    Ok(told.report())
}

impl Told<'_> {
    fn report(&self) -> CaseReport {
        let mut cover = front::cover(self.desk);
        cover.title.clone_from(&self.flow.name);
        cover.subtitle = None;
        let mut report = CaseReport {
            edition: front::edition(self.desk),
            cover,
            codes: Vec::new(),
            id: self.flow.id.clone(),
            team: desk::text(&self.flow.team),
            owner: self.desk.role(self.flow.owner.as_deref()),
            status: desk::text(&words::plain(&self.flow.status)),
            verdict: verdict(self.own.verdict),
            baseline: self.baseline(),
            money: self.money(),
            swings: self.swings(),
            adoption: self.adoption(),
            use_of_time: self.flow.use_of_time.as_deref().and_then(desk::text),
            opportunity: self.opportunity(),
            decision: self.design(),
            actions: self.builds(),
            capacity: self.capacity(),
            control: self.control(),
        };
        report.codes = codes(&report);
        report
    }

    fn baseline(&self) -> case::Baseline {
        let inputs = self.flow.input_kinds.iter();
        case::Baseline {
            observations: self.flow.observations,
            cases_per_week: Number::of(self.flow.cases_per_week.as_str()),
            total: desk::amount(self.own.flow.friction.total),
            inputs: inputs
                .map(|(input, kind)| case::Input {
                    name: words::input(input),
                    known: known(*kind),
                })
                .collect(),
            weakest: self.own.flow.weakest_input.map(known),
        }
    }

    /// Printed once all five questions are judged: a part of a score says nothing.
    fn opportunity(&self) -> Option<case::Opportunity> {
        let judged = self.flow.opportunity.as_ref()?;
        let score = self.own.opportunity.out_of_100.as_ref()?;
        let rows = Criterion::ALL.into_iter().filter_map(|criterion| {
            let score = criterion.of(judged)?;
            let means = criterion.anchors().get(usize::from(score)).copied()?;
            Some(case::Judged {
                name: criterion.name().to_owned(),
                score,
                means: means.to_owned(),
            })
        });
        Some(case::Opportunity {
            out_of_100: Number::of(score.printed()),
            rows: rows.collect(),
            weakest: self
                .own
                .opportunity
                .weakest
                .iter()
                .map(|criterion| criterion.name().to_lowercase())
                .collect(),
        })
    }
}

/// What the letters of its codes stand for, by the order in which they appear.
fn codes(report: &CaseReport) -> Vec<CodeKey> {
    Codes::new()
        .with(CodeKind::Flow, [&report.id])
        .with(
            CodeKind::Decision,
            report.decision.iter().map(|decision| &decision.id),
        )
        .with(CodeKind::Action, report.actions.iter().map(|action| &action.id))
        .with(
            CodeKind::Control,
            report.control.iter().map(|control| &control.id),
        )
        .key()
}

fn verdict(verdict: CaseVerdict) -> case::Verdict {
    match verdict {
        CaseVerdict::FirstYear => case::Verdict::FirstYear,
        CaseVerdict::Later => case::Verdict::Later,
        CaseVerdict::CostsMore => case::Verdict::CostsMore,
        CaseVerdict::NoBenefit => case::Verdict::NoBenefit,
    }
}

fn known(kind: InputKind) -> case::Known {
    match kind {
        InputKind::Timed => case::Known::Timed,
        InputKind::Sampled => case::Known::Sampled,
        InputKind::Asked => case::Known::Asked,
        InputKind::Assumed => case::Known::Assumed,
    }
}

/// What is taken away from one amount to reach another.
fn less(from: valise_domain::Money, to: valise_domain::Money) -> Amount {
    desk::amount(from - to)
}

#[cfg(test)]
mod tests;
