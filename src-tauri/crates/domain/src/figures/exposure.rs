//! Scenarios and the three heads of exposure (formulas 4).

use std::collections::HashMap;

use serde::Serialize;
use specta::Type;

use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::{Counting, Finding, MoneyKind, Scenario};
use crate::severity::Severity;

use super::findings::FindingFigures;

/// Low, likely and high of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct Range {
    /// Low.
    pub low: Money,
    /// Likely.
    pub likely: Money,
    /// High.
    pub high: Money,
}

impl std::ops::AddAssign for Range {
    fn add_assign(&mut self, other: Range) {
        self.low += other.low;
        self.likely += other.likely;
        self.high += other.high;
    }
}

/// The three heads. They are never added together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct Heads {
    /// What may happen.
    pub risk: Range,
    /// What runs away for certain.
    pub waste: Range,
    /// What is held back.
    pub blocked: Range,
}

impl Heads {
    /// The head of a money kind.
    pub fn of(&self, kind: MoneyKind) -> Range {
        match kind {
            MoneyKind::Risk => self.risk,
            MoneyKind::Waste => self.waste,
            MoneyKind::Blocked => self.blocked,
        }
    }

    fn of_mut(&mut self, kind: MoneyKind) -> &mut Range {
        match kind {
            MoneyKind::Risk => &mut self.risk,
            MoneyKind::Waste => &mut self.waste,
            MoneyKind::Blocked => &mut self.blocked,
        }
    }
}

/// A scenario within a population of findings.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ScenarioFigures {
    /// Its id.
    pub id: String,
    /// Its head.
    pub money_kind: MoneyKind,
    /// Members of the population, ascending.
    pub members: Vec<String>,
    /// Those that count: the largest, or all.
    pub counted: Vec<String>,
    /// What it counts.
    pub range: Range,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct SeverityCounts {
    /// Critical.
    pub critical: u32,
    /// High.
    pub high: u32,
    /// Medium.
    pub medium: u32,
    /// Low.
    pub low: u32,
}

impl SeverityCounts {
    pub(super) fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::High => self.high += 1,
            Severity::Medium => self.medium += 1,
            Severity::Low => self.low += 1,
        }
    }
}

/// Exposure of a population of findings.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Type)]
pub struct Exposure {
    /// The three heads.
    pub heads: Heads,
    /// Scenarios that have a member, in the order of the file.
    pub scenarios: Vec<ScenarioFigures>,
    /// By severity.
    pub counts: SeverityCounts,
    /// Sum of all likely exposures: for the lesson only.
    pub naive_sum: Money,
}

/// A finding and its figures.
pub(super) type Member<'a> = (&'a Finding, &'a FindingFigures);

/// Exposure of a population, computed from its own members only.
pub fn exposure(dossier: &Dossier, population: &[(&Finding, &FindingFigures)]) -> Exposure {
    let mut result = Exposure::default();
    let mut by_scenario: HashMap<&str, Vec<Member<'_>>> = HashMap::new();
    for (finding, figures) in population {
        if let Some(severity) = figures.severity {
            result.counts.add(severity);
        }
        result.naive_sum += figures.exposure.likely;
        if let Some(scenario) = finding.scenario.as_deref() {
            by_scenario.entry(scenario).or_default().push((finding, figures));
        }
    }
    for scenario in &dossier.scenarios {
        if let Some(members) = by_scenario.remove(scenario.record().id.as_str()) {
            let figures = counted(scenario, members);
            *result.heads.of_mut(scenario.money_kind) += figures.range;
            result.scenarios.push(figures);
        }
    }
    result
}

/// What a scenario counts of these members (formulas 4.1); a tie goes to the lower id.
pub(super) fn counted(scenario: &Scenario, mut members: Vec<Member<'_>>) -> ScenarioFigures {
    members.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let mut range = Range::default();
    let mut counted: Vec<String> = Vec::new();
    match scenario.counting {
        Counting::Sum => {
            for (finding, figures) in &members {
                range += figures.exposure;
                counted.push(finding.id.clone());
            }
        }
        Counting::Largest => {
            let mut largest: Option<&Member<'_>> = None;
            for member in &members {
                if largest.is_none_or(|(_, best)| member.1.exposure.likely > best.exposure.likely) {
                    largest = Some(member);
                }
            }
            if let Some((finding, figures)) = largest {
                range = figures.exposure;
                counted.push(finding.id.clone());
            }
        }
    }
    ScenarioFigures {
        id: scenario.id.clone(),
        money_kind: scenario.money_kind,
        members: members.iter().map(|(finding, _)| finding.id.clone()).collect(),
        counted,
        range,
    }
}
