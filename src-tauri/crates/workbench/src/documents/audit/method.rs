//! Scope, access, people by role, limits, weights and settings.

use super::desk::{Desk, text};
use valise_domain::bank::PACKS;
use valise_domain::records::RequestState;
use valise_report::model::{Fact, Method, Weight};

pub(super) fn method(desk: &Desk<'_>) -> Method {
    let engagement = desk.engagement;
    Method {
        scope: scope(desk),
        access_given: engagement
            .request_log
            .iter()
            .filter(|request| request.state == RequestState::Received)
            .filter_map(|request| text(&request.item))
            .collect(),
        roles: roles(desk),
        limits: engagement.limits.clone(),
        conflict: engagement.conflict.as_deref().and_then(text),
        reliance: engagement
            .reliance
            .iter()
            .map(|who| {
                if who == "client" {
                    "the client".to_owned()
                } else {
                    who.clone()
                }
            })
            .collect(),
        profile: desk.round.as_ref().map(|(round, _)| round.profile.clone()),
        weights: weights(desk),
        settings: settings(desk),
        remarks: None,
    }
}

fn scope(desk: &Desk<'_>) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact {
        label: label.to_owned(),
        value,
    };
    let mut out = Vec::new();
    if let Some(title) = text(&desk.engagement.title) {
        out.push(fact("Engagement", title));
    }
    if let Some((round, figures)) = &desk.round {
        let pack = PACKS
            .iter()
            .find(|pack| pack.id == round.pack)
            .map_or(round.pack.as_str(), |pack| pack.name);
        let asked: u32 = figures.areas.iter().map(|area| area.questions).sum();
        let answered: u32 = figures.areas.iter().map(|area| area.answered).sum();
        out.push(fact(
            "Questions",
            format!("{pack}: {answered} of {asked} scored questions answered"),
        ));
        if figures.discovery.of > 0 {
            let (recorded, of) = (figures.discovery.recorded, figures.discovery.of);
            out.push(fact(
                "Discovery",
                format!("{recorded} of {of} open questions recorded"),
            ));
        }
    }
    let refused: Vec<String> = desk
        .engagement
        .request_log
        .iter()
        .filter(|request| request.state == RequestState::Refused)
        .filter_map(|request| text(&request.item))
        .collect();
    if !refused.is_empty() {
        out.push(fact("Refused", refused.join(", ")));
    }
    out
}

/// Roles of those who answered, each once, in the order of the file.
fn roles(desk: &Desk<'_>) -> Vec<String> {
    let Some((round, _)) = &desk.round else {
        return Vec::new();
    };
    let answers = valise_domain::figures::in_force(desk.dossier, round);
    let said: Vec<&str> = answers
        .values()
        .filter_map(|(answer, _)| answer.said_by.as_deref())
        .collect();
    let mut roles: Vec<String> = Vec::new();
    for person in desk
        .dossier
        .people
        .iter()
        .filter(|person| said.contains(&person.id.as_str()))
    {
        // Who met with the adviser is no secret of the first engagement: it is this engagement's own work.
        let role = if person.role.is_empty() {
            &person.label
        } else {
            &person.role
        };
        if !roles.contains(role) {
            roles.push(role.clone());
        }
    }
    roles
}

fn weights(desk: &Desk<'_>) -> Vec<Weight> {
    let Some((round, figures)) = &desk.round else {
        return Vec::new();
    };
    let settings = desk.dossier.settings();
    let frozen = round.frozen.as_ref().map(|frozen| &frozen.weights);
    let Some(weights) = frozen.or_else(|| settings.profiles.get(&round.profile)) else {
        return Vec::new();
    };
    figures
        .areas
        .iter()
        .filter_map(|area| {
            Some(Weight {
                area: desk.area(&area.area),
                weight: *weights.get(&area.area)?,
            })
        })
        .collect()
}

fn settings(desk: &Desk<'_>) -> Vec<Fact> {
    let settings = desk.dossier.settings();
    let number = |decimal: &valise_domain::Decimal| desk.locale.number(decimal.as_str());
    let share = |decimal: &valise_domain::Decimal| desk.locale.share(decimal.as_str());
    let frozen = desk.round.as_ref().and_then(|(round, _)| round.frozen.as_ref());
    let thresholds = frozen.map_or(&settings.thresholds, |frozen| &frozen.thresholds);
    [
        ("An area is critical below", number(&thresholds.red_below)),
        ("An area is good from", number(&thresholds.green_from)),
        (
            "An area is unknown below a coverage of",
            share(&thresholds.grey_below_coverage),
        ),
        (
            "Good counts as verified from a strength of",
            share(&thresholds.verified_from_strength),
        ),
        (
            "Blended rate of a day of work",
            desk.money(settings.blended_day_rate),
        ),
        ("Working weeks of a year", settings.working_weeks.to_string()),
        (
            "A key is too old after",
            format!("{} days", settings.key_age_limit_days),
        ),
    ]
    .into_iter()
    .map(|(label, value)| Fact {
        label: label.to_owned(),
        value,
    })
    .collect()
}
