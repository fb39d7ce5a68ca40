//! The map, and the paths that earn money (formulas 9.8).

use serde::Serialize;
use specta::Type;

use crate::dossier::Dossier;
use crate::records::RequestPath;

/// What the map shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MapFigures {
    /// Places and connections that were told and never seen.
    pub told_only: Vec<String>,
    /// Those that were seen and never told.
    pub observed_only: Vec<String>,
    /// Systems whose failure stops everything.
    pub single_points: Vec<String>,
}

/// Figures of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PathFigures {
    /// Steps without a limit on time.
    pub no_timeout: Vec<String>,
    /// Steps that are single points, in the order of the path.
    pub single_points: Vec<String>,
    /// p95 within its target; none when either is unknown.
    pub latency_met: Option<bool>,
    /// Success within its target; none when either is unknown.
    pub success_met: Option<bool>,
    /// Somebody can fix it at night.
    pub night_ready: bool,
}

/// What the map shows; none without a map.
pub fn map(dossier: &Dossier) -> Option<MapFigures> {
    let map = dossier.map()?;
    let nodes = map
        .nodes
        .iter()
        .filter_map(|node| Some((node.place()?, node.told, node.observed)));
    let edges = map
        .edges
        .iter()
        .map(|edge| (edge.id.as_str(), edge.told, edge.observed));
    let all: Vec<(&str, bool, bool)> = nodes.chain(edges).collect();
    let only = |told: bool, observed: bool| {
        let fits = all
            .iter()
            .filter(|(_, is_told, is_observed)| *is_told == told && *is_observed == observed);
        fits.map(|(id, _, _)| (*id).to_owned()).collect()
    };
    let single = dossier.systems.iter().filter(|system| system.single_point);
    Some(MapFigures {
        told_only: only(true, false),
        observed_only: only(false, true),
        single_points: single.map(|system| system.record().id.clone()).collect(),
    })
}

/// Computes a path. Ready for the night: a first step, a runbook, access from home, two names, and a
/// time to fix from a real call.
pub fn path(dossier: &Dossier, path: &RequestPath) -> PathFigures {
    let is_single = |code: &str| {
        dossier
            .systems
            .get(code)
            .is_some_and(|system| system.single_point)
    };
    let no_timeout = path.steps.iter().filter(|step| step.timeout_ms.is_none());
    let mut single_points: Vec<String> = Vec::new();
    for step in path.steps.iter().filter(|step| is_single(&step.system)) {
        if !single_points.contains(&step.system) {
            single_points.push(step.system.clone());
        }
    }
    let night_ready = path.night.as_ref().is_some_and(|night| {
        let called = night.last_call.is_some() && night.minutes_to_fix.is_some();
        let written = !night.first_step.trim().is_empty() && night.runbook.is_some();
        called && written && night.from_home && night.who_wakes.len() >= 2
    });
    PathFigures {
        no_timeout: no_timeout.map(|step| step.system.clone()).collect(),
        single_points,
        latency_met: path
            .p95_ms_now
            .zip(path.target_ms)
            .map(|(now, target)| now <= target),
        success_met: path
            .success_share_now
            .as_ref()
            .zip(path.success_target.as_ref())
            .map(|(now, target)| now >= target),
        night_ready,
    }
}
