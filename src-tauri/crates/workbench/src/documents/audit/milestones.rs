//! Milestones, what threatens them, and sensitive dates.

use super::desk::{Desk, prose_of, text};
use super::findings::severity;
use valise_domain::Day;
use valise_domain::figures;
use valise_domain::records;
use valise_report::model::{self, DateKind, Milestone, Milestones, Number, SensitiveDate, Threat};

/// Room after the last milestone on the strip.
const ROOM_DAYS: i64 = 15;

pub(super) fn milestones(desk: &Desk<'_>) -> Option<Milestones> {
    let mut items: Vec<(Day, &records::Milestone)> = desk
        .dossier
        .milestones
        .iter()
        .filter(|milestone| desk.shares(&milestone.id))
        .filter_map(|kept| Some((kept.date?, kept.record())))
        .collect();
    items.sort_by_key(|(date, milestone)| (*date, milestone.id.clone()));
    let mut dates: Vec<(Day, Day, &records::SensitiveDate)> = desk
        .dossier
        .dates
        .iter()
        .filter(|date| desk.shares(&date.id))
        .filter_map(|kept| Some((kept.start?, kept.end.or(kept.start)?, kept.record())))
        .filter(|(_, end, _)| *end >= desk.dossier.as_of())
        .collect();
    dates.sort_by_key(|(start, end, _)| (*start, *end));
    let last = items
        .iter()
        .map(|(date, _)| *date)
        .chain(dates.iter().map(|(_, end, _)| *end))
        .max()?;
    Some(Milestones {
        from: model::Day::of(desk.dossier.as_of().month().first_day().to_string()),
        until: model::Day::of(last.plus_days(ROOM_DAYS).to_string()),
        items: items
            .into_iter()
            .map(|(date, milestone)| one(desk, date, milestone))
            .collect(),
        dates: dates
            .into_iter()
            .map(|(start, end, date)| SensitiveDate {
                kind: match date.kind {
                    records::DateKind::Freeze => DateKind::Freeze,
                    records::DateKind::Event => DateKind::Event,
                },
                start: model::Day::of(start.to_string()),
                end: model::Day::of(end.to_string()),
                what: date.what.clone(),
                rule: prose_of(date.rule.as_ref()),
            })
            .collect(),
    })
}

fn one(desk: &Desk<'_>, date: Day, milestone: &records::Milestone) -> Milestone {
    let mut threats: Vec<Threat> = Vec::new();
    for finding in desk.open_findings() {
        let planned = desk.open_actions().any(|action| {
            action.milestone.as_deref() == Some(&milestone.id) && action.findings.contains(&finding.id)
        });
        if planned {
            let figures = desk.figures.get(finding.id.as_str());
            threats.push(Threat {
                id: finding.id.clone(),
                title: finding.title.clone(),
                severity: figures.and_then(|f| f.severity).map(severity),
            });
        }
    }
    threats.extend(
        desk.waiting()
            .into_iter()
            .filter(|decision| decision.milestone.as_deref() == Some(&milestone.id))
            .map(|decision| Threat {
                id: decision.id.clone(),
                title: decision.title.clone(),
                severity: None,
            }),
    );
    let number = |words: &str| text(words).map(Number::of);
    Milestone {
        id: milestone.id.clone(),
        title: milestone.title.clone(),
        date: model::Day::of(date.to_string()),
        owner: desk.role(milestone.owner.as_deref()),
        measure: text(&milestone.measure),
        baseline: number(&milestone.baseline),
        current: figures::milestone(desk.dossier, milestone, desk.dossier.as_of()).map(Number::of),
        target: number(&milestone.target),
        threats,
    }
}
