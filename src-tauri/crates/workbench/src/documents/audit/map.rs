//! Reality map and request paths. Both belong to the client's first engagement.

use super::desk::{Desk, amount, day, share, text};
use super::findings::certainty;
use valise_domain::figures;
use valise_domain::records::{self, EdgeKind, SystemState};
use valise_report::model::{
    Difference, MapEdge, MapNode, NightCard, NoGoZone, Number, PathStep, RealityMap, RequestPath, Seen,
    SinglePoint,
};

pub(super) fn map(desk: &Desk<'_>) -> Option<RealityMap> {
    let map = desk.dossier.map()?;
    let known = figures::map(desk.dossier)?;
    let places: Vec<(&records::MapNode, &str)> = map
        .nodes
        .iter()
        .filter_map(|node| Some((node, node.place()?)))
        .filter(|(_, code)| desk.shares(code))
        .collect();
    if places.is_empty() {
        return None;
    }
    let drawn = |code: &str| places.iter().any(|(_, place)| *place == code);
    let edges: Vec<&records::MapEdge> = map
        .edges
        .iter()
        .filter(|edge| drawn(&edge.source) && drawn(&edge.target))
        .collect();
    let nodes = places.iter().map(|(node, code)| MapNode {
        id: (*code).to_owned(),
        name: name(desk, code),
        kind: desk
            .dossier
            .systems
            .get(code)
            .map(|system| system.kind.as_str().to_owned())
            .unwrap_or_default(),
        x: node.x,
        y: node.y,
        seen: seen(node.told, node.observed),
        single_point: known.single_points.iter().any(|single| single == code),
        no_go: desk.dossier.systems.get(code).is_some_and(|system| system.no_go),
    });
    let mut differences: Vec<Difference> = places
        .iter()
        .filter(|(node, _)| node.told != node.observed)
        .map(|(node, code)| Difference {
            id: (*code).to_owned(),
            what: name(desk, code),
            seen: seen(node.told, node.observed),
            note: node.note.clone(),
        })
        .collect();
    differences.extend(
        edges
            .iter()
            .filter(|edge| edge.told != edge.observed)
            .map(|edge| Difference {
                id: edge.id.clone(),
                what: format!("{} → {}", name(desk, &edge.source), name(desk, &edge.target)),
                seen: seen(edge.told, edge.observed),
                note: text(&edge.note).unwrap_or_else(|| edge.what.clone()),
            }),
    );
    Some(RealityMap {
        version_on: day(map.version_on),
        nodes: nodes.collect(),
        edges: edges.into_iter().map(self::edge).collect(),
        differences,
        single_points: known
            .single_points
            .iter()
            .filter(|code| drawn(code))
            .filter_map(|code| desk.dossier.systems.get(code))
            .map(|system| SinglePoint {
                name: system.name.clone(),
                can_fix: u32::try_from(system.can_fix.len()).unwrap_or(u32::MAX),
                roles: system
                    .can_fix
                    .iter()
                    .filter_map(|code| desk.role(Some(code)))
                    .collect(),
            })
            .collect(),
        no_go: desk
            .dossier
            .systems
            .iter()
            .filter(|system| system.no_go && system.state == SystemState::Active && desk.shares(&system.id))
            .map(|system| NoGoZone {
                name: system.name.clone(),
                why: String::new(),
            })
            .collect(),
    })
}

fn edge(edge: &records::MapEdge) -> MapEdge {
    MapEdge {
        id: edge.id.clone(),
        source: edge.source.clone(),
        target: edge.target.clone(),
        what: edge.what.clone(),
        seen: seen(edge.told, edge.observed),
        by_hand: edge.kind == Some(EdgeKind::ByHand),
        certainty: certainty(edge.evidence_grade),
        timeout: edge.timeout_ms.map(span),
        calls_per_day: edge.calls_per_day.map(|calls| Number::of(calls.to_string())),
        note: edge.note.clone(),
    }
}

/// Name of a system, a vendor or a role, whichever a node stands for.
fn name(desk: &Desk<'_>, code: &str) -> String {
    let vendor = || desk.dossier.vendors.get(code).map(|vendor| vendor.name.clone());
    if desk.dossier.systems.get(code).is_some() {
        return desk.system(code);
    }
    vendor()
        .or_else(|| desk.role(Some(code)))
        .unwrap_or_else(|| code.to_owned())
}

fn seen(told: bool, observed: bool) -> Seen {
    match (told, observed) {
        (true, false) => Seen::ToldOnly,
        (false, true) => Seen::ObservedOnly,
        _ => Seen::Both,
    }
}

/// A span in the unit that people say.
fn span(ms: u32) -> String {
    if ms >= 120_000 && ms.is_multiple_of(60_000) {
        format!("{} min", ms / 60_000)
    } else if ms >= 1000 && ms.is_multiple_of(1000) {
        format!("{} s", ms / 1000)
    } else {
        format!("{ms} ms")
    }
}

pub(super) fn paths(desk: &Desk<'_>) -> Vec<RequestPath> {
    desk.dossier
        .request_paths
        .iter()
        .filter(|path| desk.shares(&path.id))
        .map(|path| one(desk, path))
        .collect()
}

fn one(desk: &Desk<'_>, path: &records::RequestPath) -> RequestPath {
    let figures = figures::path(desk.dossier, path);
    let ms = |value: Option<u32>| value.map(|value| Number::of(value.to_string()));
    RequestPath {
        id: path.id.clone(),
        name: path.name.clone(),
        owner: desk.role(path.owner.as_deref()),
        value: text(&path.value),
        annual_value: path.annual_value.map(amount),
        steps: path
            .steps
            .iter()
            .map(|step| PathStep {
                system: desk.system(&step.system),
                timeout: step.timeout_ms.map(span),
                on_failure: step.on_failure.clone(),
                single_point: figures.single_points.contains(&step.system),
            })
            .collect(),
        p95_then: ms(path.p95_ms_june),
        p95_now: ms(path.p95_ms_now),
        p95_target: ms(path.target_ms),
        latency_met: figures.latency_met,
        success_then: share(path.success_share_june.as_ref()),
        success_now: share(path.success_share_now.as_ref()),
        success_target: share(path.success_target.as_ref()),
        success_met: figures.success_met,
        night: path.night.as_ref().map(|night| NightCard {
            ready: figures.night_ready,
            who: night
                .who_wakes
                .iter()
                .filter_map(|code| desk.role(Some(code)))
                .collect(),
            how: text(&night.how),
            from_home: Some(night.from_home),
            first_step: text(&night.first_step),
            runbook: night.runbook.clone(),
            last_call: day(night.last_call),
            minutes_to_fix: ms(night.minutes_to_fix),
        }),
    }
}
