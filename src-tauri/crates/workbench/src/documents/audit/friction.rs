//! What friction costs, of the flows that this copy holds.

use super::desk::{Desk, amount, share, text};
use super::words;
use valise_domain::Money;
use valise_domain::figures::{self, FlowFigures};
use valise_domain::records::{self, ActionStatus, InputKind};
use valise_report::model::{
    Amount, AutomationCase, Certainty, Flow, FlowPart, Friction, FrictionPart, Number, Share, Waterfall,
    WaterfallKind, WaterfallStep,
};

/// Cases told in full.
const CASES: usize = 3;

/// How far the removal of a flow has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Removal {
    Done,
    Agreed,
    Possible,
}

/// Annual friction, when there is any flow to count.
pub(super) fn total(desk: &Desk<'_>) -> Option<Money> {
    let flows = desk.flows();
    let sum: i64 = flows
        .iter()
        .map(|flow| figures::flow(flow).friction.total.minor())
        .sum();
    if flows.is_empty() {
        None
    } else {
        Money::from_minor(sum).ok()
    }
}

pub(super) fn friction(desk: &Desk<'_>) -> Option<Friction> {
    let mut flows: Vec<(&records::Flow, FlowFigures)> = desk
        .flows()
        .into_iter()
        .map(|flow| (flow, figures::flow(flow)))
        .collect();
    if flows.is_empty() {
        return None;
    }
    flows.sort_by(|a, b| {
        b.1.friction
            .total
            .cmp(&a.1.friction.total)
            .then_with(|| a.0.id.cmp(&b.0.id))
    });
    let parts: Vec<FlowPart> = sum_of_parts(&flows);
    let total: i64 = flows.iter().map(|(_, known)| known.friction.total.minor()).sum();
    let weeks = flows.first().map(|(flow, _)| flow.weeks);
    Some(Friction {
        total: Amount::of(total),
        waterfall: Some(waterfall(desk, &flows, &parts, total)),
        parts,
        cases: cases(&flows),
        weeks: weeks.filter(|weeks| flows.iter().all(|(flow, _)| flow.weeks == *weeks)),
        flows: flows
            .iter()
            .map(|(flow, known)| Flow {
                id: flow.id.clone(),
                name: flow.name.clone(),
                team: text(&flow.team),
                total: amount(known.friction.total),
                parts: parts_of(&known.friction).to_vec(),
                certainty: certainty(known.weakest_input),
                weakest_input: known.weakest_input.map(|kind| kind.as_str().to_owned()),
                status: text(&flow.status),
            })
            .collect(),
    })
}

fn parts_of(friction: &figures::Friction) -> [FlowPart; 5] {
    [
        (FrictionPart::Labour, friction.labour),
        (FrictionPart::Errors, friction.errors),
        (FrictionPart::Delay, friction.delay),
        (FrictionPart::Coordination, friction.coordination),
        (FrictionPart::Tool, friction.tool),
    ]
    .map(|(part, money)| FlowPart {
        part,
        amount: amount(money),
    })
}

fn sum_of_parts(flows: &[(&records::Flow, FlowFigures)]) -> Vec<FlowPart> {
    let mut sums = parts_of(&figures::Friction::default());
    for (_, known) in flows {
        for (sum, part) in sums.iter_mut().zip(parts_of(&known.friction)) {
            sum.amount.minor += part.amount.minor;
        }
    }
    sums.to_vec()
}

fn waterfall(
    desk: &Desk<'_>,
    flows: &[(&records::Flow, FlowFigures)],
    parts: &[FlowPart],
    total: i64,
) -> Waterfall {
    let name = |part: FrictionPart| match part {
        FrictionPart::Labour => "Hours",
        FrictionPart::Errors => "Mistakes",
        FrictionPart::Delay => "Waiting",
        FrictionPart::Coordination => "Meetings",
        FrictionPart::Tool => "Tools",
    };
    let step = |label: &str, minor: i64, kind: WaterfallKind, certainty: Certainty| WaterfallStep {
        label: label.to_owned(),
        amount: Amount::of(minor),
        kind,
        certainty,
    };
    let weakest = flows
        .iter()
        .map(|(_, known)| certainty(known.weakest_input))
        .max_by_key(|certainty| *certainty as u8);
    let known = weakest.unwrap_or(Certainty::Estimated);
    let mut steps: Vec<WaterfallStep> = parts
        .iter()
        .filter(|part| part.amount.minor > 0)
        .map(|part| step(name(part.part), part.amount.minor, WaterfallKind::Adds, known))
        .collect();
    steps.push(step("Cost of friction", total, WaterfallKind::Total, known));
    let mut left = total;
    for (label, removal, certainty) in [
        ("Removed so far", Removal::Done, Certainty::Measured),
        ("Agreed, to come", Removal::Agreed, Certainty::Agreed),
        ("Possible", Removal::Possible, Certainty::Estimated),
    ] {
        let removed: i64 = flows
            .iter()
            .filter(|(flow, _)| self::removal(desk, flow) == removal)
            .map(|(_, known)| known.gross.minor().clamp(0, known.friction.total.minor()))
            .sum();
        if removed > 0 {
            steps.push(step(label, removed, WaterfallKind::Removes, certainty));
            left -= removed;
        }
    }
    steps.push(step(
        "What is left",
        left,
        WaterfallKind::Total,
        Certainty::Estimated,
    ));
    Waterfall { steps }
}

/// By the actions that this copy shows, else by the flow's own words.
fn removal(desk: &Desk<'_>, flow: &records::Flow) -> Removal {
    let mut actions = flow
        .actions
        .iter()
        .filter_map(|code| desk.action(code))
        .peekable();
    if actions.peek().is_some() {
        let mut done = true;
        for action in actions {
            done &= action.status == ActionStatus::Done;
        }
        return if done { Removal::Done } else { Removal::Agreed };
    }
    let status = flow.status.to_lowercase();
    match status.split_whitespace().next() {
        Some("automated" | "done" | "removed") => Removal::Done,
        Some("planned" | "agreed" | "pilot") => Removal::Agreed,
        _ => Removal::Possible,
    }
}

/// The cases that return most.
fn cases(flows: &[(&records::Flow, FlowFigures)]) -> Vec<AutomationCase> {
    let mut order: Vec<&(&records::Flow, FlowFigures)> = flows
        .iter()
        .filter(|(_, known)| known.gross.minor() > 0)
        .collect();
    order.sort_by(|a, b| b.1.net.cmp(&a.1.net).then_with(|| a.0.id.cmp(&b.0.id)));
    order
        .into_iter()
        .take(CASES)
        .map(|(flow, known)| {
            let s = &known.sensitivity;
            let all = [
                s.hours_minus_20,
                s.hours_plus_20,
                s.errors_minus_20,
                s.errors_plus_20,
                s.adoption_minus_10,
                s.adoption_plus_10,
            ];
            AutomationCase {
                id: flow.id.clone(),
                name: flow.name.clone(),
                one_off: Some(amount(flow.one_off_cost)),
                net_year: amount(known.net),
                net_low: all.iter().min().copied().map(amount),
                net_high: all.iter().max().copied().map(amount),
                payback_months: known
                    .payback_months
                    .as_ref()
                    .map(|figure| Number::of(figure.printed())),
                break_even_adoption: known
                    .break_even_adoption
                    .as_ref()
                    .map(|figure| Share::of(figure.printed())),
                adoption: share(Some(&flow.adoption)),
                use_of_time: flow.use_of_time.as_deref().and_then(text),
                status: text(&words::plain(&flow.status)),
                certainty: certainty(known.weakest_input),
            }
        })
        .collect()
}

fn certainty(weakest: Option<InputKind>) -> Certainty {
    match weakest {
        Some(InputKind::Timed | InputKind::Sampled) => Certainty::Measured,
        Some(InputKind::Asked) => Certainty::Agreed,
        Some(InputKind::Assumed) | None => Certainty::Estimated,
    }
}
