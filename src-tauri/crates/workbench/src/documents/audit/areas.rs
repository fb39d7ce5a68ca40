//! Areas, with what they were in the round before.

use super::desk::Desk;
use valise_domain::figures::{AreaFigures, Colour, Direction, Figure, movement, round};
use valise_report::model::{self, Area, AreaColour, Areas, Before, Number, Overall, Share};

pub(super) fn areas(desk: &Desk<'_>) -> Option<Areas> {
    let (latest, figures) = desk.round.as_ref()?;
    let basis = latest
        .basis
        .as_deref()
        .and_then(|code| desk.dossier.rounds.get(code));
    let basis = basis.filter(|basis| basis.engagement == desk.engagement.id);
    let steps = basis
        .map(|basis| movement(&round(desk.dossier, desk.bank, basis), figures))
        .unwrap_or_default();
    let rows = figures
        .areas
        .iter()
        .map(|area| {
            let before = steps
                .iter()
                .find(|step| step.area == area.area)
                .map(|step| Before {
                    score: number(step.was.as_ref()),
                    colour: colour(step.was_colour),
                    direction: match step.direction {
                        Direction::Up => model::Direction::Up,
                        Direction::Same => model::Direction::Same,
                        Direction::Down => model::Direction::Down,
                        Direction::NoComparison => model::Direction::NoComparison,
                    },
                });
            row(desk, area, before)
        })
        .collect();
    Some(Areas {
        round: Some(latest.title.clone()),
        basis: basis.map(|basis| basis.title.clone()),
        rows,
        overall: overall(&figures.overall),
    })
}

fn row(desk: &Desk<'_>, area: &AreaFigures, before: Option<Before>) -> Area {
    Area {
        code: area.area.clone(),
        name: desk.area(&area.area),
        colour: colour(area.colour),
        verified: !area.not_verified,
        score: number(area.maturity.as_ref()),
        low: number(area.low.as_ref()),
        high: number(area.high.as_ref()),
        strength: area.strength.as_ref().map(|figure| Share::of(figure.printed())),
        line: line(desk, &area.area),
        capped_by: area.capped_by.clone(),
        before,
    }
}

/// The gravest open finding of an area that this copy holds.
fn line(desk: &Desk<'_>, area: &str) -> String {
    let open: Vec<_> = desk
        .open_findings()
        .into_iter()
        .filter(|finding| finding.area == area)
        .collect();
    match open.split_first() {
        None => "Nothing open.".to_owned(),
        Some((first, [])) => format!("{} {}.", first.id, first.title),
        Some((first, more)) => format!("{} {}, and {} more.", first.id, first.title, more.len()),
    }
}

fn overall(figures: &valise_domain::figures::Overall) -> Option<Overall> {
    Some(Overall {
        out_of_100: number(figures.out_of_100.as_ref())?,
        low: number(figures.low.as_ref())?,
        high: number(figures.high.as_ref())?,
    })
}

fn number(figure: Option<&Figure>) -> Option<Number> {
    figure.map(|figure| Number::of(figure.printed()))
}

fn colour(colour: Colour) -> AreaColour {
    match colour {
        Colour::Red => AreaColour::Red,
        Colour::Amber => AreaColour::Amber,
        Colour::Green => AreaColour::Green,
        Colour::Grey => AreaColour::Grey,
    }
}
