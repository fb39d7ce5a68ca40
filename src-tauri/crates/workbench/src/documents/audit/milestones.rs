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
    let as_of = desk.dossier.as_of();
    let items = in_order(desk);
    let dates = dates(desk, as_of, None);
    let last = items
        .iter()
        .map(|(date, _)| *date)
        .chain(dates.iter().map(|(_, end, _)| *end))
        .max()?;
    Some(Milestones {
        from: model::Day::of(as_of.month().first_day().to_string()),
        until: model::Day::of(last.plus_days(ROOM_DAYS).to_string()),
        items: items
            .into_iter()
            .map(|(date, milestone)| Milestone {
                threats: threats(desk, milestone),
                ..standing(desk, date, milestone, as_of)
            })
            .collect(),
        dates: dates.into_iter().map(|(_, _, date)| date).collect(),
    })
}

/// The milestones that this copy holds, by date.
pub(in crate::documents) fn in_order<'a>(desk: &Desk<'a>) -> Vec<(Day, &'a records::Milestone)> {
    let mut items: Vec<(Day, &records::Milestone)> = desk
        .dossier
        .milestones
        .iter()
        .filter(|milestone| desk.shares(&milestone.id))
        .filter_map(|kept| Some((kept.date?, kept.record())))
        .collect();
    items.sort_by_key(|(date, milestone)| (*date, milestone.id.clone()));
    items
}

/// The sensitive dates that this copy holds and that end on a day or later, those up to another day only, by start:
/// first day, last day, as printed.
pub(in crate::documents) fn dates(
    desk: &Desk<'_>,
    from: Day,
    until: Option<Day>,
) -> Vec<(Day, Day, SensitiveDate)> {
    let mut dates: Vec<(Day, Day, &records::SensitiveDate)> = desk
        .dossier
        .dates
        .iter()
        .filter(|date| desk.shares(&date.id))
        .filter_map(|kept| Some((kept.start?, kept.end.or(kept.start)?, kept.record())))
        .filter(|(start, end, _)| *end >= from && until.is_none_or(|until| *start <= until))
        .collect();
    dates.sort_by_key(|(start, end, _)| (*start, *end));
    dates
        .into_iter()
        .map(|(start, end, date)| {
            let printed = SensitiveDate {
                kind: match date.kind {
                    records::DateKind::Freeze => DateKind::Freeze,
                    records::DateKind::Event => DateKind::Event,
                },
                start: model::Day::of(start.to_string()),
                end: model::Day::of(end.to_string()),
                what: date.what.clone(),
                rule: prose_of(date.rule.as_ref()),
            };
            (start, end, printed)
        })
        .collect()
}

/// Where a milestone stands on a day; what is in its way is told by [`threats`].
pub(in crate::documents) fn standing(
    desk: &Desk<'_>,
    date: Day,
    milestone: &records::Milestone,
    on: Day,
) -> Milestone {
    let number = |words: &str| text(words).map(Number::of);
    Milestone {
        id: milestone.id.clone(),
        title: milestone.title.clone(),
        date: model::Day::of(date.to_string()),
        owner: desk.role(milestone.owner.as_deref()),
        measure: text(&milestone.measure),
        baseline: number(&milestone.baseline),
        current: figures::milestone(desk.dossier, milestone, on).map(Number::of),
        target: number(&milestone.target),
        threats: Vec::new(),
    }
}

/// Open findings and waiting decisions in the way of a milestone.
fn threats(desk: &Desk<'_>, milestone: &records::Milestone) -> Vec<Threat> {
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
    threats
}
