//! The two questions of a board, answered in a sentence each: is risk rising or falling, is the money working.

use super::desk::Desk;
use valise_domain::Money;
use valise_report::model::board::{Measure, MeasureKind, Reading, Trend, Way};

/// Answers to both, as far as the measures give one.
pub(super) fn answers(desk: &Desk<'_>, measures: &[Measure]) -> Vec<String> {
    let of = |kind: MeasureKind| measures.iter().find(|measure| measure.kind == kind);
    [
        of(MeasureKind::Exposure).and_then(|exposure| risk(desk, exposure, of(MeasureKind::Critical))),
        of(MeasureKind::Return).and_then(|returned| money(desk, returned)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn risk(desk: &Desk<'_>, exposure: &Measure, critical: Option<&Measure>) -> Option<String> {
    let likely = shown(desk, exposure.value.as_ref()?);
    let first = match exposure.trend {
        Some(Trend { way: Way::Up, .. }) => format!("Risk is rising: {likely} may be lost in a year"),
        Some(Trend { way: Way::Down, .. }) => format!("Risk is falling: {likely} may be lost in a year"),
        Some(Trend { way: Way::Same, .. }) => {
            format!("Risk is where it was a month ago: {likely} may be lost in a year")
        }
        None => format!("{likely} may be lost in a year"),
    };
    let critical = match critical.and_then(|measure| measure.value.as_ref()) {
        Some(Reading::Number(n)) if n.text == "0" => ", and nothing critical is open".to_owned(),
        Some(Reading::Number(n)) if n.text == "1" => ", and one critical finding is open".to_owned(),
        Some(Reading::Number(n)) => {
            let count = n.text.parse().unwrap_or(0);
            let words = super::super::words::count(count, "critical finding", "critical findings");
            format!(", and {} are open", words.to_lowercase())
        }
        _ => String::new(),
    };
    Some(format!("{first}{critical}."))
}

fn money(desk: &Desk<'_>, returned: &Measure) -> Option<String> {
    let Reading::Number(ratio) = returned.value.as_ref()? else {
        return None;
    };
    let printed = desk.locale.number(&ratio.text);
    // As printed: 1.00 is covered.
    let hundredths: i64 = ratio.text.replace('.', "").parse().ok()?;
    let whole = if hundredths >= 100 {
        "what was paid is covered"
    } else {
        "the rest has not come back yet"
    };
    let before = returned.previous.as_ref().map(|before| shown(desk, before));
    let way = match (returned.trend.map(|trend| trend.way), before) {
        (Some(Way::Up), Some(before)) => format!(", up from {before}"),
        (Some(Way::Down), Some(before)) => format!(", down from {before}"),
        (Some(Way::Same), Some(_)) => ", as a month ago".to_owned(),
        _ => String::new(),
    };
    Some(format!(
        "Of each 1 paid, {printed} has come back and was confirmed{way}; {whole}."
    ))
}

fn shown(desk: &Desk<'_>, reading: &Reading) -> String {
    match reading {
        Reading::Money(amount) => Money::from_minor(amount.minor)
            .map(|money| desk.money(money))
            .unwrap_or_default(),
        Reading::Number(number) => desk.locale.number(&number.text),
        Reading::Part { part, whole } => format!("{part} of {whole}"),
    }
}
