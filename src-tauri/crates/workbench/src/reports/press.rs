//! The press: typesets a plan once, and shows, checks or prints the same pages.

use super::plan::ReportPlan;
use super::text_checks::text_checks;
use crate::view::{CheckItem, LeavingImage, PreviewPage, PreviewPages, ReportCheck, Tier};
use crate::{Cancel, Problem, ProblemCode, Result};
use std::collections::BTreeMap;
use valise_report::model::Report;
use valise_report::{Pages, ReportError, Stamp};

/// Typeset pages of the report that was asked for last.
#[derive(Default)]
pub struct Press {
    held: Option<(String, Pages)>,
}

/// A finished file, before it is written anywhere.
pub struct FinishedReport {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Pages.
    pub pages: u32,
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Cancelled => Problem::new(ProblemCode::Cancelled),
            ReportError::GlyphsMissing { texts } => {
                let first = texts.first();
                Problem::new(ProblemCode::GlyphMissing)
                    .with("letters", first.map(|t| t.letters.as_str()).unwrap_or_default())
                    .with("text", first.map(|t| t.text.as_str()).unwrap_or_default())
            }
            ReportError::Password => Problem::invalid("password", "a password of at most 127 bytes"),
            ReportError::NoSuchPage { .. } => Problem::not_found("page"),
            _ => Problem::new(ProblemCode::ReportFailed),
        }
    }
}

impl Press {
    /// Everything that speaks against this export, and what would leave with it.
    pub fn check(&mut self, plan: &ReportPlan) -> Result<ReportCheck> {
        self.check_until(plan, &Cancel::default())
    }

    /// The same, until it is called off.
    pub fn check_until(&mut self, plan: &ReportPlan, cancel: &Cancel) -> Result<ReportCheck> {
        let pages = self.set(plan, cancel)?;
        let mut items: Vec<CheckItem> = plan.checks.clone();
        items.extend(text_checks(plan, pages));
        items.sort_by_key(|item| item.tier);
        let words: usize = pages
            .text()
            .iter()
            .map(|page| page.split_whitespace().count())
            .sum();
        Ok(ReportCheck {
            items,
            withheld_own: plan.withheld_own,
            withheld_reuse: plan.withheld_reuse,
            stop: plan.stop.clone(),
            findings: plan.findings,
            images: plan.images.clone(),
            pages: count(pages.len()),
            read_minutes: count(words.div_ceil(220)),
            digest: plan.digest.clone(),
        })
    }

    /// The faces of all pages.
    pub fn preview(&mut self, plan: &ReportPlan, cancel: &Cancel) -> Result<PreviewPages> {
        let pages = self.set(plan, cancel)?;
        let faces = pages.faces();
        let pages = faces
            .into_iter()
            .enumerate()
            .map(|(index, face)| PreviewPage {
                index: count(index),
                width: points(face.width),
                height: points(face.height),
                hash: format!("{:016x}", face.hash),
            })
            .collect();
        Ok(PreviewPages {
            key: plan.digest.clone(),
            pages,
        })
    }

    /// One page as PNG, `width` pixels wide.
    pub fn page(&mut self, key: &str, index: u32, width: u32) -> Result<Vec<u8>> {
        match &self.held {
            Some((held, pages)) if held == key => Ok(pages.png(index as usize, width)?),
            _ => Err(Problem::not_found("preview")),
        }
    }

    /// The finished file, if nothing stops it. `shown` names the pictures that were looked at.
    pub fn export(
        &mut self,
        plan: &ReportPlan,
        password: Option<&str>,
        shown: &[String],
        cancel: &Cancel,
    ) -> Result<FinishedReport> {
        let check = self.check_until(plan, cancel)?;
        if let Some(stop) = check.items.iter().find(|item| item.tier == Tier::Stop) {
            return Err(stopped(stop));
        }
        if let Some(image) = unseen(&plan.images, shown) {
            return Err(Problem::new(ProblemCode::ExportStopped)
                .with("rule", "imageNotShown")
                .with("section", "evidence")
                .with("record", &image.code)
                .with("title", &image.title));
        }
        let pages = self.set(plan, cancel)?;
        let mut bytes = pages.pdf(cancel.flag())?;
        let count = count(pages.len());
        if let Some(stamp) = stamp_of(plan) {
            bytes = valise_report::stamp(&bytes, &stamp)?;
        }
        if let Some(password) = password.filter(|password| !password.is_empty()) {
            bytes = valise_report::protect(&bytes, password, &plan.file_key)?;
        }
        valise_report::evict_stale();
        if cancel.is_cancelled() {
            return Err(Problem::new(ProblemCode::Cancelled));
        }
        Ok(FinishedReport { bytes, pages: count })
    }

    /// Forgets every page and every text that was ever set.
    pub fn forget(&mut self) {
        self.held = None;
        valise_report::evict_all();
    }

    fn set(&mut self, plan: &ReportPlan, cancel: &Cancel) -> Result<&Pages> {
        let current = self.held.as_ref().is_some_and(|(key, _)| *key == plan.digest);
        if !current {
            let pages = valise_report::typeset(&plan.model, &plan.pictures, cancel.flag())?;
            self.held = Some((plan.digest.clone(), pages));
        }
        match &self.held {
            Some((_, pages)) => Ok(pages),
            None => Err(Problem::new(ProblemCode::ReportFailed)),
        }
    }
}

fn stopped(item: &CheckItem) -> Problem {
    let mut problem = Problem::new(ProblemCode::ExportStopped).with("rule", &item.code);
    if let Some(record) = &item.record {
        problem = problem
            .with("record", &record.code)
            .with("section", &record.section);
    }
    let known: BTreeMap<String, String> = item.params.clone();
    problem.params.extend(known);
    problem
}

fn unseen<'a>(images: &'a [LeavingImage], shown: &[String]) -> Option<&'a LeavingImage> {
    images.iter().find(|image| !shown.contains(&image.id))
}

fn stamp_of(plan: &ReportPlan) -> Option<Stamp> {
    let params = &plan.params;
    let recipient = params.recipient.trim();
    if recipient.is_empty() {
        return None;
    }
    let edition = plan.model.edition();
    let locale = valise_report::Locale::of(&edition.locale, &edition.language);
    let made_on = &plan.model.cover().date.text;
    let date = valise_report::Civil::read(made_on).map_or_else(|| made_on.clone(), |day| locale.date(day));
    let mut parts = Vec::new();
    if params.copies > 0 {
        parts.push(format!("Copy {} of {}", params.copy_number.max(1), params.copies));
    }
    parts.extend([
        format!("For {recipient}"),
        date,
        plan.model.cover().classification.clone(),
    ]);
    parts.retain(|part| !part.trim().is_empty());
    Some(Stamp {
        recipient: recipient.to_owned(),
        line: parts.join(" · "),
    })
}

fn points(length: f64) -> u32 {
    length.round() as u32
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
