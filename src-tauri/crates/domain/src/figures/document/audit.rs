//! Rounds, findings and engagements.

use serde_json::{Map, Value, json};

use crate::bank::Bank;
use crate::dossier::Dossier;

use super::super::area::{AreaFigures, Colour};
use super::super::basis::Basis;
use super::super::engagement::{CopyFigures, EngagementFigures, engagement};
use super::super::exposure::{Exposure, Heads, Range, ScenarioFigures, SeverityCounts};
use super::super::movement::movement;
use super::super::round::{RoundFigures, round};
use super::{printed, text};

pub(super) fn rounds(dossier: &Dossier, bank: &Bank, top: &mut Map<String, Value>) {
    let computed: Vec<(&str, RoundFigures)> = dossier
        .rounds
        .iter()
        .map(|kept| (kept.record().id.as_str(), round(dossier, bank, kept)))
        .collect();
    let of = |code: &str| {
        computed
            .iter()
            .find(|(id, _)| *id == code)
            .map(|(_, figures)| figures)
    };
    let mut movements = Map::new();
    for kept in &dossier.rounds {
        let before = kept.basis.as_deref().and_then(of);
        if let Some((before, now)) = before.zip(of(&kept.record().id)) {
            let areas = movement(before, now).into_iter().map(|step| {
                let line = json!({
                    "was": printed(&step.was),
                    "now": printed(&step.now),
                    "direction": step.direction.as_str(),
                    "was_colour": step.was_colour.as_str(),
                    "colour": step.colour.as_str(),
                });
                (step.area, line)
            });
            movements.insert(kept.record().id.clone(), Value::Object(areas.collect()));
        }
    }
    let rounds = computed
        .iter()
        .map(|(id, figures)| ((*id).to_owned(), round_line(figures)));
    top.insert("rounds".to_owned(), Value::Object(rounds.collect()));
    top.insert("movement".to_owned(), Value::Object(movements));
}

fn round_line(figures: &RoundFigures) -> Value {
    let colours = [Colour::Red, Colour::Amber, Colour::Green, Colour::Grey]
        .map(|colour| (colour.as_str().to_owned(), json!(figures.count(colour))));
    json!({
        "areas": figures.areas.iter().map(area_line).collect::<Vec<_>>(),
        "overall": {
            "maturity": printed(&figures.overall.maturity),
            "out_of_100": printed(&figures.overall.out_of_100),
            "low": printed(&figures.overall.low),
            "high": printed(&figures.overall.high),
        },
        "discovery": {"recorded": figures.discovery.recorded, "of": figures.discovery.of},
        "carried": figures.carried,
        "outside_pack": figures.outside_pack,
        "colours": Map::from_iter(colours),
    })
}

fn area_line(area: &AreaFigures) -> Value {
    json!({
        "area": area.area,
        "questions": area.questions,
        "answered": area.answered,
        "maturity": printed(&area.maturity),
        "low": printed(&area.low),
        "high": printed(&area.high),
        "coverage": printed(&area.coverage),
        "confidence": printed(&area.confidence),
        "strength": printed(&area.strength),
        "colour": area.colour.as_str(),
        "colour_by_average": area.colour_by_average.as_str(),
        "not_verified": area.not_verified,
        "capped_by": area.capped_by,
        "missing": area.missing,
    })
}

pub(super) fn findings(basis: &Basis<'_>, top: &mut Map<String, Value>) {
    let lines = basis.population(|_| true).into_iter().map(|(finding, figures)| {
        let line = json!({
            "impact": figures.impact,
            "severity": figures.severity.map(|severity| severity.as_str()),
            "exposure": range(&figures.exposure),
            "fix_value_uncapped": text(figures.fix_value_uncapped),
            "fix_value": text(figures.fix_value),
            "confidence": printed(&figures.confidence),
            "first_year_cost": text(figures.first_year_cost),
            "leverage": printed(&figures.leverage),
            "payback_months": printed(&figures.payback_months),
            "age_days": figures.age_days,
        });
        (finding.id.clone(), line)
    });
    top.insert("findings".to_owned(), Value::Object(lines.collect()));
}

pub(super) fn engagements(basis: &Basis<'_>, top: &mut Map<String, Value>) {
    let lines = basis.dossier().engagements.iter().map(|kept| {
        let figures = engagement(basis, kept);
        (kept.record().id.clone(), engagement_line(&figures))
    });
    top.insert("engagements".to_owned(), Value::Object(lines.collect()));
}

fn engagement_line(figures: &EngagementFigures) -> Value {
    let copies = figures
        .audiences
        .iter()
        .map(|copy| (copy.audience.as_str().to_owned(), copy_line(copy)));
    json!({
        "findings": figures.findings,
        "counts_as_found": counts(&figures.as_found.counts),
        "counts_open": counts(&figures.open.counts),
        "deal_critical_open": figures.deal_critical_open,
        "exposure_as_found": heads(&figures.as_found.heads),
        "exposure_open": heads(&figures.open.heads),
        "scenarios_as_found": scenarios(&figures.as_found),
        "scenarios_open": scenarios(&figures.open),
        "naive_sum_as_found": text(figures.as_found.naive_sum),
        "closed_share": printed(&figures.closed_share),
        "oldest_open_critical_days": figures.oldest_open_critical_days,
        "audiences": Value::Object(copies.collect()),
        "requests": figures.requests.map(|requests| json!({
            "asked": requests.asked,
            "received": requests.received,
            "refused": requests.refused,
        })),
    })
}

fn copy_line(copy: &CopyFigures) -> Value {
    json!({
        "findings": copy.findings,
        "counts_as_found": counts(&copy.as_found.counts),
        "counts_open": counts(&copy.open.counts),
        "exposure_as_found": heads(&copy.as_found.heads),
        "exposure_open": heads(&copy.open.heads),
        "withheld_own": copy.withheld_own,
        "withheld_reuse": copy.withheld_reuse,
        "stop": copy.stop,
    })
}

fn scenarios(exposure: &Exposure) -> Value {
    let line = |scenario: &ScenarioFigures| {
        let line = json!({
            "counted": scenario.counted,
            "low": text(scenario.range.low),
            "likely": text(scenario.range.likely),
            "high": text(scenario.range.high),
        });
        (scenario.id.clone(), line)
    };
    Value::Object(exposure.scenarios.iter().map(line).collect())
}

fn counts(counts: &SeverityCounts) -> Value {
    json!({"critical": counts.critical, "high": counts.high, "medium": counts.medium, "low": counts.low})
}

fn heads(heads: &Heads) -> Value {
    json!({"risk": range(&heads.risk), "waste": range(&heads.waste), "blocked": range(&heads.blocked)})
}

fn range(range: &Range) -> Value {
    json!({"low": text(range.low), "likely": text(range.likely), "high": text(range.high)})
}
