//! The page that is read first.

use super::desk::{Desk, amount, day, range, text};
use super::words;
use valise_domain::Money;
use valise_domain::figures::{Audience, Colour, Window};
use valise_domain::records::{DealClass, MoneyKind};
use valise_report::model::{self, DecisionNeeded, Exposure, FounderPage, Step};

/// Things to do this week, and things that are good.
const SHORT_LIST: usize = 3;

/// The page that is read first. Engineers get the findings instead.
pub(super) fn one_page(desk: &Desk<'_>) -> Option<FounderPage> {
    if desk.audience == Audience::Engineers {
        return None;
    }
    let friction = super::friction::left_and_removed(desk);
    let heads = [
        (MoneyKind::Risk, model::MoneyKind::Risk),
        (MoneyKind::Waste, model::MoneyKind::Waste),
        (MoneyKind::Blocked, model::MoneyKind::Blocked),
    ];
    Some(FounderPage {
        verdict: verdict(desk, friction.map(|(left, _)| left)),
        this_week: this_week(desk),
        decisions: desk
            .waiting()
            .into_iter()
            .map(|decision| DecisionNeeded {
                id: decision.id.clone(),
                title: decision.title.clone(),
                decider: desk.role(decision.decider.as_deref()),
                waiting_since: day(decision.waiting_since),
                decide_by: None,
                cost_per_week: decision.cost_per_week.map(amount),
            })
            .collect(),
        exposure: heads
            .into_iter()
            .filter(|_| !desk.findings.is_empty())
            .map(|(kind, head)| Exposure {
                head,
                as_found: range(desk.copy.as_found.heads.of(kind)),
                open: range(desk.copy.open.heads.of(kind)),
            })
            .collect(),
        friction_year: friction.map(|(left, _)| amount(left)),
        friction_removed: friction
            .map(|(_, removed)| removed)
            .filter(|removed| *removed > Money::ZERO)
            .map(amount),
        deal_critical_open: deal_critical(desk).and_then(|n| u32::try_from(n).ok()),
        good: good(desk),
    })
}

/// Open findings that would change a deal. Engineers are not told of deals.
fn deal_critical(desk: &Desk<'_>) -> Option<usize> {
    if desk.audience == Audience::Engineers {
        return None;
    }
    let open = desk.open_findings();
    Some(
        open.iter()
            .filter(|finding| finding.deal_class == Some(DealClass::DealCritical))
            .count(),
    )
}

/// The engagement's own words where somebody wrote them (`verdict`, a list of sentences), else three
/// sentences from the figures.
fn verdict(desk: &Desk<'_>, friction: Option<Money>) -> Vec<String> {
    // Words of a person may speak of what others must not see: they are the founder's.
    let own = desk
        .engagement
        .other("verdict")
        .and_then(|value| value.as_array());
    if let Some(own) = own.filter(|_| desk.audience == Audience::Founder) {
        let sentences: Vec<String> = own.iter().filter_map(|value| text(value.as_str()?)).collect();
        if !sentences.is_empty() {
            return sentences;
        }
    }
    let mut out = Vec::new();
    if !desk.findings.is_empty() {
        let counts = &desk.copy.open.counts;
        let open = desk.open_findings().len();
        let (critical, high) = (counts.critical as usize, counts.high as usize);
        out.push(words::findings(open, critical, high, deal_critical(desk)));
    }
    let heads = &desk.copy.open.heads;
    let worth = |money: Money| (money.minor() > 0).then(|| desk.money(money));
    out.extend(words::money(
        worth(heads.risk.likely),
        worth(heads.waste.likely),
        worth(heads.blocked.likely),
        friction.and_then(worth),
    ));
    if let Some((_, figures)) = &desk.round {
        let of = |colour| figures.count(colour);
        out.push(words::areas(
            of(Colour::Red),
            of(Colour::Amber),
            of(Colour::Grey),
            figures.areas.len(),
        ));
    }
    out
}

/// What can be done today, then what ends soon, in the order of the roadmap.
fn this_week(desk: &Desk<'_>) -> Vec<Step> {
    let soon = desk.roadmap.order.iter().filter(|line| {
        let slot = line.slot.as_ref();
        slot.is_some_and(|slot| slot.window == Window::Thirty && slot.start_week <= 1)
    });
    let codes = desk.roadmap.do_today.iter().chain(soon.map(|line| &line.action));
    codes
        .filter_map(|code| desk.action(code))
        .take(SHORT_LIST)
        .map(|action| {
            let closes = action
                .findings
                .iter()
                .filter_map(|code| desk.finding(code))
                .find(|f| f.is_open());
            Step {
                id: Some(action.id.clone()),
                title: action.title.clone(),
                why: closes
                    .map(|finding| format!("{} {}", finding.id, finding.title))
                    .or_else(|| action.gate.map(|gate| words::gate(gate).to_owned())),
                owner: desk.role(action.owner.as_deref()),
                due: day(action.due),
            }
        })
        .collect()
}

/// Good areas whose evidence holds, the best first, and what was fixed.
fn good(desk: &Desk<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let fixed = desk.findings.iter().filter(|finding| !finding.is_open()).count();
    if fixed > 0 {
        let have = if fixed == 1 { "has" } else { "have" };
        out.push(format!(
            "{} {have} been fixed.",
            words::count(fixed, "finding", "findings")
        ));
    }
    if let Some((_, figures)) = &desk.round {
        let mut areas: Vec<_> = figures
            .areas
            .iter()
            .filter(|area| area.colour == Colour::Green && !area.not_verified)
            .collect();
        areas.sort_by(|a, b| {
            let exact =
                |f: &valise_domain::figures::AreaFigures| f.maturity.as_ref().map(|m| m.exact().clone());
            exact(b).cmp(&exact(a))
        });
        out.extend(areas.into_iter().take(SHORT_LIST - out.len().min(1)).map(|area| {
            let score = area
                .maturity
                .as_ref()
                .map(|m| desk.locale.number(&m.printed()))
                .unwrap_or_default();
            format!("{}: {score} of 4, and the evidence holds.", desk.area(&area.area))
        }));
    }
    out
}
