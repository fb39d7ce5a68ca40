//! Waiting decisions, moves, roadmap, and what was refused.

use super::desk::{Desk, amount, day, number, prose, prose_of, text};
use super::findings::gate;
use valise_domain::figures::Window;
use valise_domain::records::{Action, DecisionState, NoteKind};
use valise_report::model::{
    self, Bottleneck, Move, Moves, Number, OptionLine, RefusedChange, RefusedChanges, Roadmap, RoadmapItem,
    TodayItem, UnaskedQuestion,
};

pub(super) fn bottlenecks(desk: &Desk<'_>) -> Vec<Bottleneck> {
    let queue = valise_domain::figures::decisions(desk.dossier, desk.dossier.as_of()).queue;
    desk.waiting()
        .into_iter()
        .map(|decision| {
            let waiting = queue.iter().find(|waiting| waiting.id == decision.id);
            Bottleneck {
                id: decision.id.clone(),
                title: decision.title.clone(),
                context: prose(&decision.context),
                decider: desk.role(decision.decider.as_deref()),
                since: day(decision.waiting_since),
                days: waiting.and_then(|waiting| u32::try_from(waiting.days?).ok()),
                cost_per_week: decision.cost_per_week.map(amount),
                cost_to_date: waiting.and_then(|waiting| waiting.cost_to_date).map(amount),
                options: decision
                    .options
                    .iter()
                    .map(|option| OptionLine {
                        name: option.name.clone(),
                        cost: option.cost.map(amount),
                        weeks: number(option.weeks.as_ref()),
                        confidence: text(&option.confidence),
                    })
                    .collect(),
            }
        })
        .collect()
}

pub(super) fn moves(desk: &Desk<'_>) -> Option<Moves> {
    let quadrant: Vec<Move> = desk
        .roadmap
        .order
        .iter()
        .filter_map(|line| {
            let action = desk.action(&line.action)?;
            Some(Move {
                id: action.id.clone(),
                title: action.title.clone(),
                impact: action.impact?.clamp(1, 5),
                days: days_left(desk, action)?,
                required: line.required,
                leverage: leverage(desk, action),
            })
        })
        .collect();
    let today: Vec<TodayItem> = desk
        .roadmap
        .do_today
        .iter()
        .filter_map(|code| desk.action(code))
        .map(|action| TodayItem {
            id: action.id.clone(),
            title: action.title.clone(),
            owner: desk.role(action.owner.as_deref()),
            days: days_left(desk, action),
        })
        .collect();
    (!quadrant.is_empty() || !today.is_empty()).then_some(Moves { quadrant, today })
}

pub(super) fn roadmap(desk: &Desk<'_>) -> Option<Roadmap> {
    let items: Vec<RoadmapItem> = desk
        .roadmap
        .order
        .iter()
        .filter_map(|line| {
            let action = desk.action(&line.action)?;
            let slot = line.slot.as_ref();
            Some(RoadmapItem {
                rank: line.rank,
                id: action.id.clone(),
                title: action.title.clone(),
                window: slot.map_or(model::Window::Unscheduled, |slot| match slot.window {
                    Window::Thirty => model::Window::Days30,
                    Window::Ninety => model::Window::Days90,
                    Window::HundredEighty => model::Window::Days180,
                    Window::Later => model::Window::Later,
                }),
                required: line.required,
                gate: action.gate.map(gate),
                owner: desk.role(action.owner.as_deref()),
                days: days_left(desk, action),
                start_week: slot.map(|slot| slot.start_week),
                finish_week: slot.map(|slot| slot.finish_week),
                finish_on: slot.and_then(|slot| day(Some(slot.finish_on))),
                late: slot.is_some_and(|slot| slot.late),
                after: open_before(desk, action),
                metric: text(&action.metric),
                baseline: text(&action.baseline).map(Number::of),
                target: text(&action.target).map(Number::of),
                read_on: day(action.read_on),
                trade_off: text(&action.trade_off),
                cost_of_delay: desk
                    .action_figures(action)
                    .map(|figures| amount(figures.delay_cost_week)),
                leverage: leverage(desk, action),
            })
        })
        .collect();
    let from = model::Day::of(desk.dossier.as_of().to_string());
    let cycle = desk.roadmap.cycle.clone();
    (!items.is_empty() || !cycle.is_empty()).then_some(Roadmap { from, items, cycle })
}

/// What must be done before and is not done yet, as far as this copy shows it.
fn open_before(desk: &Desk<'_>, action: &Action) -> Vec<String> {
    let open = |code: &&String| desk.open_actions().any(|other| other.id == **code);
    action.depends_on.iter().filter(open).cloned().collect()
}

fn days_left(desk: &Desk<'_>, action: &Action) -> Option<Number> {
    desk.actions
        .get(action.id.as_str())
        .map(|figures| Number::of(figures.days_left.printed()))
}

fn leverage(desk: &Desk<'_>, action: &Action) -> Option<Number> {
    desk.action_figures(action)?
        .leverage
        .as_ref()
        .map(|figure| Number::of(figure.printed()))
}

pub(super) fn refused(desk: &Desk<'_>) -> Option<RefusedChanges> {
    let changes: Vec<RefusedChange> = desk
        .decisions(DecisionState::Refused)
        .map(|decision| RefusedChange {
            id: decision.id.clone(),
            title: decision.title.clone(),
            why: prose_of(decision.rationale.as_ref()),
            reconsider_when: decision.reconsider_when.clone(),
            asked_by: desk.role(decision.asked_by.as_deref()),
            on: day(decision.decided_on),
        })
        .collect();
    let unasked: Vec<UnaskedQuestion> = desk
        .dossier
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Unasked && desk.view.note(note))
        .filter_map(|note| {
            Some(UnaskedQuestion {
                question: prose(&note.text)?,
                since: day(note.date),
                due: day(note.due),
                answer: prose_of(note.answer.as_ref()),
            })
        })
        .collect();
    (!changes.is_empty() || !unasked.is_empty()).then_some(RefusedChanges { changes, unasked })
}
