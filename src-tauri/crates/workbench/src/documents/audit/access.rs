//! Access and secrets: counts and reasons; names of keys where the reader may see them, never values.

use super::desk::{Desk, day, text};
use super::words;
use std::collections::BTreeMap;
use valise_domain::figures::{self, Audience};
use valise_domain::records::{Grant, GrantDecision};
use valise_report::model::{Access, Fact, GrantCount, KeyCounts, KeyLine, WeakReason};

/// Levels with a column of their own; the rest share one.
const LEVELS: usize = 5;
const OTHER: &str = "other";

/// The whole inventory belongs to the client's first engagement; another one holds none of it.
pub(super) fn access(desk: &Desk<'_>) -> Option<Access> {
    let live: Vec<&Grant> = desk
        .dossier
        .access_grants
        .iter()
        .map(|kept| kept.record())
        .filter(|grant| figures::is_live(grant) && desk.shares(&grant.id))
        .collect();
    let key_names = key_names(desk);
    let keys = keys(desk);
    if live.is_empty() && keys.is_none() {
        return None;
    }
    let levels = levels(&live);
    Some(Access {
        facts: facts(desk, &live),
        systems: matrix(desk, &live, &levels),
        levels,
        weak_reasons: live
            .iter()
            .filter(|grant| !matches!(grant.decision, GrantDecision::Keep | GrantDecision::Removed))
            .map(|grant| WeakReason {
                system: desk.system(&grant.system),
                holder: desk.holder(&grant.holder),
                level: grant.level.clone(),
                reason: grant.reason.clone(),
                decision: words::plain(grant.decision.as_str()),
            })
            .collect(),
        keys,
        key_names,
    })
}

fn facts(desk: &Desk<'_>, live: &[&Grant]) -> Vec<Fact> {
    let known = figures::access(desk.dossier, desk.dossier.as_of());
    let held = |codes: &[String]| {
        codes
            .iter()
            .filter(|code| live.iter().any(|grant| grant.id == **code))
            .count()
    };
    let fact = |label: &str, n: usize| Fact {
        label: label.to_owned(),
        value: n.to_string(),
    };
    if live.is_empty() {
        return Vec::new();
    }
    vec![
        fact("live grants", live.len()),
        fact("without an approver", held(&known.no_approver)),
        fact("not used for 90 days", held(&known.unused)),
        fact("without a second factor", held(&known.no_second_factor)),
    ]
}

/// The levels that occur most, and one for the rest.
fn levels(live: &[&Grant]) -> Vec<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for grant in live {
        *counted.entry(grant.level.as_str()).or_default() += 1;
    }
    let mut order: Vec<(&str, usize)> = counted.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let rest = order.len() > LEVELS;
    let mut levels: Vec<String> = order
        .into_iter()
        .take(LEVELS)
        .map(|(level, _)| level.to_owned())
        .collect();
    if rest {
        levels.push(OTHER.to_owned());
    }
    levels
}

fn matrix(desk: &Desk<'_>, live: &[&Grant], levels: &[String]) -> Vec<GrantCount> {
    let mut systems: Vec<&str> = Vec::new();
    for grant in live {
        if !systems.contains(&grant.system.as_str()) {
            systems.push(&grant.system);
        }
    }
    let total = |system: &str| live.iter().filter(|grant| grant.system == system).count();
    systems.sort_by(|a, b| total(b).cmp(&total(a)).then_with(|| a.cmp(b)));
    systems
        .into_iter()
        .map(|code| {
            let mut counts = vec![0; levels.len()];
            for grant in live.iter().filter(|grant| grant.system == code) {
                let known = levels.iter().position(|level| *level == grant.level);
                if let Some(count) = counts.get_mut(known.unwrap_or(levels.len() - 1)) {
                    *count += 1;
                }
            }
            let system = desk.dossier.systems.get(code);
            GrantCount {
                system: desk.system(code),
                counts,
                reviewed_on: system.and_then(|system| day(system.last_access_review)),
                overdue: system
                    .is_some_and(|system| figures::is_review_overdue(system, desk.dossier.as_of())),
            }
        })
        .collect()
}

fn keys(desk: &Desk<'_>) -> Option<KeyCounts> {
    let whole = desk.dossier.env_files.iter().all(|file| desk.shares(&file.id));
    if !whole || desk.dossier.env_files.is_empty() {
        return None;
    }
    let known = figures::keys(desk.dossier, desk.dossier.as_of());
    Some(KeyCounts {
        all: known.all,
        production: known.production,
        production_too_old: known.production_too_old,
        outside_store: known.outside_store,
        age_limit_days: desk.dossier.settings().key_age_limit_days,
    })
}

/// Founder and engineers see names; the company's copy only counts.
fn key_names(desk: &Desk<'_>) -> Vec<KeyLine> {
    if !matches!(desk.audience, Audience::Founder | Audience::Engineers) {
        return Vec::new();
    }
    let files = desk.dossier.env_files.iter().filter(|file| desk.shares(&file.id));
    files
        .flat_map(|file| file.keys.iter().map(move |key| (file, key)))
        .map(|(file, key)| KeyLine {
            name: key.name.clone(),
            environment: words::plain(file.environment.as_str()),
            system: key.system.as_deref().and_then(|code| text(&desk.system(code))),
            changed_on: day(key.changed_on.last().copied()),
            kept_in: text(&words::plain(key.kept_in.as_str())),
        })
        .collect()
}
