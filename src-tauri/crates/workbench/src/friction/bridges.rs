//! Where people carry data between systems: as flows say, as their steps say, and as the map draws it.

use super::view::id_of;
use crate::session::Client;
use crate::view::{BridgeEdge, BridgeMap, BridgePlace, BridgeRow};
use valise_domain::Kept;
use valise_domain::figures::FlowFigures;
use valise_domain::records::{EdgeKind, Flow, MapEdge};

/// Kinds of flows that carry something from one place to another.
const CARRYING: [&str; 2] = ["copying", "searching"];

/// One crossing of a flow.
struct Crossing<'a> {
    from: &'a str,
    to: &'a str,
    what: &'a str,
    who: &'a str,
}

impl Client {
    /// Bridges of an engagement's flows, and those that only the map knows. The map is of the client's first
    /// engagement: no other sees it.
    pub(super) fn bridges(&self, engagement: &str, flows: &[(&Kept<Flow>, FlowFigures)]) -> BridgeMap {
        let is_first = self
            .dossier
            .engagements
            .iter()
            .next()
            .is_some_and(|first| first.record().id == engagement);
        let map = self.dossier.map().filter(|_| is_first);
        let edges: &[MapEdge] = map.map_or(&[], |map| &map.edges);
        let mut bridges = Vec::new();
        let mut unnamed = Vec::new();
        for (flow, known) in flows {
            let crossings = crossings(flow);
            if crossings.is_empty() && CARRYING.contains(&flow.kind.as_str()) {
                unnamed.push(id_of(flow));
            }
            let of_flow = u32::try_from(crossings.len()).unwrap_or(u32::MAX);
            bridges.extend(crossings.into_iter().map(|crossing| BridgeRow {
                from: crossing.from.to_owned(),
                to: crossing.to.to_owned(),
                what: crossing.what.to_owned(),
                who: crossing.who.to_owned(),
                flow: Some(id_of(flow)),
                cost: Some(known.friction.total),
                bridges_of_flow: of_flow,
                cases_per_week: Some(flow.cases_per_week.to_string()),
                edge: edge_between(edges, crossing.from, crossing.to).map(edge_of),
            }));
        }
        for edge in edges.iter().filter(|edge| edge.kind == Some(EdgeKind::ByHand)) {
            let known = bridges
                .iter()
                .any(|row| row.from == edge.source && row.to == edge.target);
            if !known {
                bridges.push(BridgeRow {
                    from: edge.source.clone(),
                    to: edge.target.clone(),
                    what: edge.what.clone(),
                    who: String::new(),
                    flow: None,
                    cost: None,
                    bridges_of_flow: 0,
                    cases_per_week: None,
                    edge: Some(edge_of(edge)),
                });
            }
        }
        BridgeMap {
            places: self.places(&bridges),
            bridges,
            unnamed,
        }
    }

    /// Ends of the bridges: systems in the order of the file, then people and suppliers.
    fn places(&self, bridges: &[BridgeRow]) -> Vec<BridgePlace> {
        let systems = self
            .dossier
            .systems
            .iter()
            .map(|kept| (&kept.record().id, &kept.name));
        let people = self
            .dossier
            .people
            .iter()
            .map(|kept| (&kept.record().id, &kept.label));
        let vendors = self
            .dossier
            .vendors
            .iter()
            .map(|kept| (&kept.record().id, &kept.name));
        systems
            .chain(people)
            .chain(vendors)
            .filter(|(code, _)| bridges.iter().any(|row| row.from == **code || row.to == **code))
            .map(|(code, name)| BridgePlace {
                code: code.clone(),
                name: name.clone(),
            })
            .collect()
    }
}

/// The bridge that the flow names, and each step by hand whose system is another than the one before it.
fn crossings(flow: &Flow) -> Vec<Crossing<'_>> {
    let mut found: Vec<Crossing<'_>> = Vec::new();
    if let Some(bridge) = &flow.bridge {
        found.push(Crossing {
            from: &bridge.from,
            to: &bridge.to,
            what: &flow.name,
            who: &flow.team,
        });
    }
    let mut before: Option<&str> = None;
    for step in &flow.steps {
        let Some(here) = step.system.as_deref() else {
            continue;
        };
        if let Some(from) = before.filter(|from| step.by_hand && *from != here) {
            let known = found.iter().any(|other| other.from == from && other.to == here);
            if !known {
                let who = if step.who.is_empty() {
                    &flow.team
                } else {
                    &step.who
                };
                found.push(Crossing {
                    from,
                    to: here,
                    what: if step.what.is_empty() {
                        &flow.name
                    } else {
                        &step.what
                    },
                    who,
                });
            }
        }
        before = Some(here);
    }
    found
}

fn edge_between<'a>(edges: &'a [MapEdge], from: &str, to: &str) -> Option<&'a MapEdge> {
    edges.iter().find(|edge| edge.source == from && edge.target == to)
}

fn edge_of(edge: &MapEdge) -> BridgeEdge {
    BridgeEdge {
        code: edge.id.clone(),
        kind: edge.kind,
        told: edge.told,
        observed: edge.observed,
    }
}
