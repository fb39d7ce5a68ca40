//! Decisions, suppliers, programmes, people, access and paths.

use serde_json::{Map, Value, json};

use crate::records::{DecisionState, GrantDecision};

use super::super::access::{access, keys};
use super::super::arrival::arrival;
use super::super::basis::Basis;
use super::super::candidates::candidate;
use super::super::decisions::decisions;
use super::super::dependency::dependency_index;
use super::super::paths::{map, path};
use super::super::programmes::{milestone, readiness};
use super::super::vendors::vendors;
use super::{printed, text};

pub(super) fn all(basis: &Basis<'_>, top: &mut Map<String, Value>) {
    let dossier = basis.dossier();
    let as_of = basis.as_of();
    let mut put = |key: &str, value: Value| top.insert(key.to_owned(), value);

    let figures = decisions(dossier, as_of);
    let counts = DecisionState::ALL
        .iter()
        .map(|state| (state.to_string(), json!(figures.counts[*state as usize])));
    let queue = figures.queue.iter().map(|waiting| {
        json!({"id": waiting.id, "days": waiting.days, "cost_to_date": waiting.cost_to_date.map(text)})
    });
    put(
        "decisions",
        json!({
            "counts": Value::Object(counts.collect()),
            "queue": queue.collect::<Vec<_>>(),
            "propose_record": figures.propose_record,
        }),
    );
    let notices = vendors(dossier, as_of).into_iter().map(|notice| {
        (
            notice.vendor,
            json!({"notice_by": notice.notice_by.to_string(), "days_left": notice.days_left}),
        )
    });
    put("vendors", Value::Object(notices.collect()));
    let programmes = dossier.programmes.iter().map(|kept| {
        let figures = readiness(dossier, &kept.record().id, as_of);
        let line = json!({
            "in_scope": figures.in_scope,
            "in_date": figures.in_date,
            "readiness": printed(&figures.readiness),
        });
        (kept.record().id.clone(), line)
    });
    put("programmes", Value::Object(programmes.collect()));
    let milestones = dossier
        .milestones
        .iter()
        .map(|kept| (kept.record().id.clone(), json!(milestone(dossier, kept, as_of))));
    put("milestones", Value::Object(milestones.collect()));
    let candidates = dossier.candidates.iter().map(|kept| {
        let figures = candidate(kept);
        let line = json!({
            "score": printed(&figures.score),
            "coverage": printed(&figures.coverage),
            "refused_by": figures.refused_by,
        });
        (kept.record().id.clone(), line)
    });
    put("candidates", Value::Object(candidates.collect()));
    let index = dependency_index(dossier, as_of)
        .into_iter()
        .map(|day| (day.on.to_string(), printed(&day.index)));
    put("dependency_index", Value::Object(index.collect()));
    let parts = arrival(dossier, as_of);
    put(
        "arrival_readiness",
        json!({
            "components": {
                "documents": printed(&parts.documents),
                "controls": printed(&parts.controls),
                "decisions": printed(&parts.decisions),
                "top_systems": printed(&parts.top_systems),
                "roadmap": printed(&parts.roadmap),
                "vendors": printed(&parts.vendors),
                "programme": printed(&parts.programme),
            },
            "mean": printed(&parts.mean),
        }),
    );
    let grants = access(dossier, as_of);
    let decided = GrantDecision::ALL
        .iter()
        .map(|word| (word.to_string(), json!(grants.by_decision[*word as usize])));
    put(
        "access",
        json!({
            "grants": grants.grants,
            "live": grants.live,
            "by_decision": Value::Object(decided.collect()),
            "no_approver": grants.no_approver,
            "unused": grants.unused,
            "no_second_factor": grants.no_second_factor,
            "leavers_live": grants.leavers_live,
            "reviews_overdue": grants.reviews_overdue,
        }),
    );
    let figures = keys(dossier, as_of);
    put(
        "keys",
        json!({
            "all": figures.all,
            "production": figures.production,
            "production_too_old": figures.production_too_old,
            "outside_store": figures.outside_store,
        }),
    );
    let map = map(dossier).map(|figures| {
        json!({
            "told_only": figures.told_only,
            "observed_only": figures.observed_only,
            "single_points": figures.single_points,
        })
    });
    put("map", map.unwrap_or_default());
    let paths = dossier.request_paths.iter().map(|kept| {
        let figures = path(dossier, kept);
        let line = json!({
            "no_timeout": figures.no_timeout,
            "single_points": figures.single_points,
            "latency_met": figures.latency_met,
            "success_met": figures.success_met,
            "night_ready": figures.night_ready,
        });
        (kept.record().id.clone(), line)
    });
    put("request_paths", Value::Object(paths.collect()));
}
