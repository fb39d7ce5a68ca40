//! What several figures build on: exact settings, and the figures of every finding.

use std::collections::HashMap;

use crate::date::Day;
use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::Finding;

use super::exposure::{Member, counted};
use super::findings::{FindingFigures, uncapped};
use super::rates::Rates;

/// A dossier on a day, with the figures of its findings.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    dossier: &'a Dossier,
    as_of: Day,
    rates: Rates,
    findings: HashMap<&'a str, FindingFigures>,
}

impl<'a> Basis<'a> {
    /// Computes the findings of a dossier as of a day. Drafts enter no figure.
    pub fn new(dossier: &'a Dossier, as_of: Day) -> Self {
        let rates = Rates::of(dossier.settings());
        let bands = rates.impact_bands(dossier.client().annual_recurring_revenue);
        let all: Vec<&'a Finding> = dossier.findings.iter().map(|kept| kept.record()).collect();
        let counting = all.iter().filter(|finding| finding.counts());
        let mut findings: HashMap<&'a str, FindingFigures> = counting
            .map(|finding| {
                (
                    finding.id.as_str(),
                    uncapped(&rates, bands.as_ref(), as_of, finding),
                )
            })
            .collect();
        cap(dossier, &mut findings);
        Self {
            dossier,
            as_of,
            rates,
            findings,
        }
    }

    /// The dossier.
    pub fn dossier(&self) -> &'a Dossier {
        self.dossier
    }

    /// The day on which the figures stand.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Exact settings.
    pub fn rates(&self) -> &Rates {
        &self.rates
    }

    /// Figures of a finding; none for a draft. The cap counts every member of its scenario.
    pub fn finding(&self, id: &str) -> Option<&FindingFigures> {
        self.findings.get(id)
    }

    /// Figures of a finding by itself, whatever its status and without the cap of a scenario: what a
    /// draft would weigh.
    pub fn alone(&self, finding: &Finding) -> FindingFigures {
        let bands = self
            .rates
            .impact_bands(self.dossier.client().annual_recurring_revenue);
        let mut figures = uncapped(&self.rates, bands.as_ref(), self.as_of, finding);
        figures.cap(figures.exposure.likely, Money::ZERO);
        figures
    }

    /// The findings that `keep` accepts, without drafts, in the order of the file.
    pub fn population(&self, keep: impl Fn(&Finding) -> bool) -> Vec<(&'a Finding, &FindingFigures)> {
        let all = self.dossier.findings.iter().map(|kept| kept.record());
        all.filter(|finding| keep(finding))
            .filter_map(|finding| Some((finding, self.findings.get(finding.id.as_str())?)))
            .collect()
    }

    /// Figures of a copy's findings, capped by its visible members only, so that nothing hidden shows
    /// through a cap.
    pub fn recapped(
        &self,
        population: &[(&'a Finding, &FindingFigures)],
    ) -> HashMap<&'a str, FindingFigures> {
        let mut findings = population
            .iter()
            .map(|(finding, figures)| (finding.id.as_str(), (*figures).clone()))
            .collect();
        cap(self.dossier, &mut findings);
        findings
    }
}

/// Formulas 3.6 over the members that are in `findings`.
fn cap<'a>(dossier: &'a Dossier, findings: &mut HashMap<&'a str, FindingFigures>) {
    let mut members: HashMap<&str, Vec<&'a Finding>> = HashMap::new();
    for finding in dossier.findings.iter().map(|kept| kept.record()) {
        if let Some(scenario) = finding
            .scenario
            .as_deref()
            .filter(|_| findings.contains_key(finding.id.as_str()))
        {
            members.entry(scenario).or_default().push(finding);
        }
    }
    let mut bounds: HashMap<&str, (Money, Money)> = HashMap::new();
    for (code, members) in &members {
        let Some(scenario) = dossier.scenarios.get(code) else {
            continue;
        };
        let with_figures: Vec<Member<'_>> = members
            .iter()
            .filter_map(|finding| Some((*finding, findings.get(finding.id.as_str())?)))
            .collect();
        let total = with_figures
            .iter()
            .map(|(_, figures)| figures.fix_value_uncapped)
            .sum();
        bounds.insert(code, (counted(scenario, with_figures).range.likely, total));
    }
    for (id, figures) in findings.iter_mut() {
        let scenario = dossier
            .findings
            .get(id)
            .and_then(|finding| finding.record().scenario.as_deref());
        let (amount, total) = scenario
            .and_then(|code| bounds.get(code))
            .copied()
            .unwrap_or((figures.exposure.likely, Money::ZERO));
        figures.cap(amount, total);
    }
}
