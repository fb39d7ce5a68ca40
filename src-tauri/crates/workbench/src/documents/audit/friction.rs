//! What friction costs, of the flows that this copy holds.

use super::super::adoption;
use super::desk::{Desk, amount, share, text};
use super::words;
use valise_domain::Money;
use valise_domain::figures::{self, FlowFigures, Removal};
use valise_domain::records::{self, InputKind};
use valise_report::model::{
    Amount, AutomationCase, Certainty, Flow, FlowPart, Friction, FrictionPart, Number, Share, Waterfall,
    WaterfallKind, WaterfallStep,
};

/// Cases told in full.
const CASES: usize = 3;

/// Friction that is still there and friction that was removed, a year, when there is any flow to count.
pub(super) fn left_and_removed(desk: &Desk<'_>) -> Option<(Money, Money)> {
    let flows: Vec<(&records::Flow, FlowFigures)> = desk
        .flows()
        .into_iter()
        .map(|flow| (flow, figures::flow(flow)))
        .collect();
    let left = flows.iter().map(|(flow, known)| left(desk, flow, known));
    let whole: Money = flows.iter().map(|(_, known)| known.friction.total).sum();
    let left: Money = left.sum();
    (!flows.is_empty()).then_some((left, whole - left))
}

/// What a flow still loses a year: its cost less what was removed of it (formulas 7.10).
pub(in crate::documents) fn left(desk: &Desk<'_>, flow: &records::Flow, known: &FlowFigures) -> Money {
    match removal(desk, flow) {
        Removal::Done => known.friction.total - figures::removed(known),
        Removal::Agreed | Removal::Possible => known.friction.total,
    }
}

pub(in crate::documents) fn friction(desk: &Desk<'_>) -> Option<Friction> {
    let mut flows: Vec<(&records::Flow, FlowFigures)> = desk
        .flows()
        .into_iter()
        .map(|flow| (flow, figures::flow(flow)))
        .collect();
    if flows.is_empty() {
        return None;
    }
    flows.sort_by(|a, b| {
        let still = |of: &(&records::Flow, FlowFigures)| (left(desk, of.0, &of.1), of.1.friction.total);
        still(b).cmp(&still(a)).then_with(|| a.0.id.cmp(&b.0.id))
    });
    let sums = figures::waterfall(flows.iter().map(|(flow, known)| (known, removal(desk, flow))));
    let weeks = flows.first().map(|(flow, _)| flow.weeks);
    Some(Friction {
        total: amount(sums.cost.total),
        left: amount(sums.cost.total - sums.done),
        waterfall: Some(waterfall(&flows, &sums)),
        parts: parts_of(&sums.cost).to_vec(),
        cases: cases(desk, &flows),
        weeks: weeks.filter(|weeks| flows.iter().all(|(flow, _)| flow.weeks == *weeks)),
        flows: flows
            .iter()
            .map(|(flow, known)| Flow {
                id: flow.id.clone(),
                name: flow.name.clone(),
                team: text(&flow.team),
                total: amount(known.friction.total),
                left: amount(left(desk, flow, known)),
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

fn waterfall(flows: &[(&records::Flow, FlowFigures)], sums: &figures::Waterfall) -> Waterfall {
    let name = |part: FrictionPart| match part {
        FrictionPart::Labour => "Hours",
        FrictionPart::Errors => "Mistakes",
        FrictionPart::Delay => "Waiting",
        FrictionPart::Coordination => "Meetings",
        FrictionPart::Tool => "Tools",
    };
    let step = |label: &str, amount: Amount, kind: WaterfallKind, certainty: Certainty| WaterfallStep {
        label: label.to_owned(),
        amount,
        kind,
        certainty,
    };
    let weakest = flows
        .iter()
        .map(|(_, known)| certainty(known.weakest_input))
        .max_by_key(|certainty| *certainty as u8);
    let known = weakest.unwrap_or(Certainty::Estimated);
    let mut steps: Vec<WaterfallStep> = parts_of(&sums.cost)
        .into_iter()
        .filter(|part| part.amount.minor > 0)
        .map(|part| step(name(part.part), part.amount, WaterfallKind::Adds, known))
        .collect();
    let total = amount(sums.cost.total);
    let is_removed = sums.done > Money::ZERO;
    let label = if is_removed { "As measured" } else { "Lost today" };
    steps.push(step(label, total, WaterfallKind::Total, known));
    if is_removed {
        let today = amount(sums.cost.total - sums.done);
        steps.push(step(
            "Removed already",
            amount(sums.done),
            WaterfallKind::Removes,
            Certainty::Measured,
        ));
        steps.push(step("Lost today", today, WaterfallKind::Total, known));
    }
    for (label, removed, certainty) in [
        ("Agreed, to come", sums.agreed, Certainty::Agreed),
        ("Possible", sums.possible, Certainty::Estimated),
    ] {
        if removed > Money::ZERO {
            steps.push(step(label, amount(removed), WaterfallKind::Removes, certainty));
        }
    }
    steps.push(step(
        "Would be left",
        amount(sums.left),
        WaterfallKind::Total,
        Certainty::Estimated,
    ));
    Waterfall { steps }
}

/// How far the removal of a flow has come, by the actions that this copy shows.
pub(in crate::documents) fn removal(desk: &Desk<'_>, flow: &records::Flow) -> Removal {
    figures::removal(flow, |code| desk.action(code))
}

/// The cases that return most: those that wait to be decided or done, then those that are done already.
fn cases(desk: &Desk<'_>, flows: &[(&records::Flow, FlowFigures)]) -> Vec<AutomationCase> {
    let mut order: Vec<&(&records::Flow, FlowFigures)> = flows
        .iter()
        .filter(|(_, known)| known.gross.minor() > 0)
        .collect();
    let is_done = |flow: &records::Flow| removal(desk, flow) == Removal::Done;
    order.sort_by(|a, b| {
        is_done(a.0)
            .cmp(&is_done(b.0))
            .then_with(|| b.1.net.cmp(&a.1.net))
            .then_with(|| a.0.id.cmp(&b.0.id))
    });
    order
        .into_iter()
        .take(CASES)
        .map(|(flow, known)| case(desk, flow, known))
        .collect()
}

/// One flow's case for automation.
pub(in crate::documents) fn case(
    desk: &Desk<'_>,
    flow: &records::Flow,
    known: &FlowFigures,
) -> AutomationCase {
    let (low, high) = adoption::net_range(known);
    AutomationCase {
        id: flow.id.clone(),
        name: flow.name.clone(),
        one_off: Some(amount(flow.one_off_cost)),
        net_year: amount(known.net),
        net_low: Some(amount(low)),
        net_high: Some(amount(high)),
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
        adoption_risk: adoption::risk(&desk.locale, flow, known),
        certainty: certainty(known.weakest_input),
    }
}

fn certainty(weakest: Option<InputKind>) -> Certainty {
    match weakest {
        Some(InputKind::Timed | InputKind::Sampled) => Certainty::Measured,
        Some(InputKind::Asked) => Certainty::Agreed,
        Some(InputKind::Assumed) | None => Certainty::Estimated,
    }
}
