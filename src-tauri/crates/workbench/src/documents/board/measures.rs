//! The five measures. What each means is printed below it from the catalogue of the report; whoever changes a rule here
//! changes a definition there, and its version.

use super::desk::{Desk, amount};
use super::{Told, point};
use crate::documents::audit::friction;
use crate::documents::audit::milestones;
use std::collections::HashMap;
use valise_domain::figures::{self, Figure};
use valise_domain::records::{self, ActionStatus, Finding};
use valise_domain::severity::Severity;
use valise_domain::{Day, Decimal, Money, Month, Ratio};
use valise_report::model::Number;
use valise_report::model::board::{Absent, Measure, MeasureKind, Reading, Trend, Way};

/// A reading with what it is compared by.
type Read = (i64, Reading);

impl Told<'_> {
    /// Likely loss of a year from the findings of kind risk that were open on the day.
    pub(super) fn exposure(&self) -> Measure {
        let measure = self.of_days(MeasureKind::Exposure, true, |day| {
            self.known_by(day)?;
            let open = self.basis.population(|finding| self.is_open_on(finding, day));
            let likely = figures::exposure(self.desk.dossier, &open).heads.risk.likely;
            Some((likely.minor(), Reading::Money(amount(likely))))
        });
        or(measure, Absent::NoFindings)
    }

    /// Findings of the highest severity that were open on the day.
    pub(super) fn critical(&self) -> Measure {
        let measure = self.of_days(MeasureKind::Critical, true, |day| {
            self.known_by(day)?;
            let open = self.basis.population(|finding| self.is_open_on(finding, day));
            let critical = open
                .iter()
                .filter(|(_, known)| known.severity == Some(Severity::Critical))
                .count();
            let n = i64::try_from(critical).unwrap_or(i64::MAX);
            Some((n, Reading::Number(Number::of(n.to_string()))))
        });
        or(measure, Absent::NoFindings)
    }

    /// Something was found by the day: before that, nobody had looked.
    fn known_by(&self, day: Day) -> Option<()> {
        let mut seen = self.desk.findings.iter();
        seen.any(|finding| finding.found_on.is_some_and(|on| on <= day))
            .then_some(())
    }

    fn is_open_on(&self, finding: &Finding, day: Day) -> bool {
        self.desk.view.finding(finding)
            && finding.found_on.is_some_and(|on| on <= day)
            && finding.closed_on.is_none_or(|on| on > day)
    }

    /// Confirmed return over cash cost, from the first invoice on.
    pub(super) fn returned(&self) -> Measure {
        let Some(ledger) = &self.ledger else {
            return none(MeasureKind::Return, Absent::NoLedger);
        };
        let known: HashMap<Month, Option<&Figure>> = ledger
            .months
            .iter()
            .map(|month| (month.month, month.to_date.ratio_cash.as_ref()))
            .collect();
        let absent = match known.get(&self.month) {
            None => Absent::NoMonth,
            Some(_) => Absent::NoCost,
        };
        let line = self.line_days().into_iter().map(|(month, _)| {
            let ratio = known.get(&month).copied().flatten();
            (month, ratio.map(read_ratio))
        });
        or(measure(MeasureKind::Return, false, line.collect()), absent)
    }

    /// Milestones that are reached, or whose work ends in time. The records tell only how they stand now.
    pub(super) fn milestones(&self) -> Measure {
        let all = milestones::in_order(self.desk);
        if all.is_empty() {
            return none(MeasureKind::Milestones, Absent::NoMilestones);
        }
        if !self.is_now() {
            return none(MeasureKind::Milestones, Absent::NotKept);
        }
        let on_track = all
            .iter()
            .filter(|(date, milestone)| is_on_track(self.desk, *date, milestone))
            .count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let reading = Reading::Part {
            part: count(on_track),
            whole: count(all.len()),
        };
        let read = (i64::try_from(on_track).unwrap_or(i64::MAX), reading);
        measure(MeasureKind::Milestones, false, vec![(self.month, Some(read))])
    }

    /// Whether the month is the one that the records stand in: the present one, or the one before it as long as the
    /// ledger has no later one.
    fn is_now(&self) -> bool {
        let present = self.desk.dossier.as_of().month();
        let later = self
            .ledger
            .as_ref()
            .and_then(|ledger| ledger.months.last())
            .is_some_and(|last| last.month > self.month);
        self.month.next() >= present && !later
    }

    /// What the flows cost a year, less what was automated by the day.
    pub(super) fn friction(&self) -> Measure {
        let flows: Vec<(Money, Money, Option<Option<Day>>)> = self
            .desk
            .flows()
            .into_iter()
            .map(|flow| {
                let known = figures::flow(flow);
                let removed = figures::removed(&known);
                let is_done = friction::removal(self.desk, flow) == figures::Removal::Done;
                let done = is_done.then(|| figures::finished_on(flow, |code| self.desk.action(code)));
                (known.friction.total, removed, done)
            })
            .collect();
        if flows.is_empty() {
            return none(MeasureKind::Friction, Absent::NoFlows);
        }
        // One that was finished on no known day has been finished since an unknown one.
        let dated = !flows.iter().any(|(_, _, done)| *done == Some(None));
        let began = self.desk.engagement.start.filter(|_| dated);
        self.of_days(MeasureKind::Friction, true, |day| {
            let is_first = day == self.end;
            if !is_first && began.is_none_or(|began| day < began) {
                return None;
            }
            let left: Money = flows
                .iter()
                .map(|(total, removed, done)| match done {
                    Some(None) => *total - *removed,
                    Some(Some(on)) if *on <= day => *total - *removed,
                    _ => *total,
                })
                .sum();
            Some((left.minor(), Reading::Money(amount(left))))
        })
    }
}

/// Value, previous and line of readings by month, the newest last.
pub(super) fn measure(
    kind: MeasureKind,
    lower_is_better: bool,
    known: Vec<(Month, Option<Read>)>,
) -> Measure {
    let mut newest = known.iter().rev().map(|(_, read)| read.clone());
    let value = newest.next().flatten();
    let previous = newest.next().flatten().filter(|_| value.is_some());
    let trend = value
        .as_ref()
        .zip(previous.as_ref())
        .map(|((now, _), (then, _))| {
            let way = match now.cmp(then) {
                std::cmp::Ordering::Greater => Way::Up,
                std::cmp::Ordering::Less => Way::Down,
                std::cmp::Ordering::Equal => Way::Same,
            };
            let better = match way {
                Way::Same => None,
                Way::Up => Some(!lower_is_better),
                Way::Down => Some(lower_is_better),
            };
            Trend { way, better }
        });
    // A gap would be drawn as if it were known: the line begins after the last one.
    let mut line: Vec<_> = known
        .into_iter()
        .rev()
        .map_while(|(month, read)| read.map(|(_, value)| point(month, value)))
        .collect();
    line.reverse();
    Measure {
        kind,
        value: value.map(|(_, value)| value),
        absent: None,
        previous: previous.map(|(_, value)| value),
        trend,
        line,
    }
}

fn or(measure: Measure, absent: Absent) -> Measure {
    let absent = measure.value.is_none().then_some(absent);
    Measure { absent, ..measure }
}

fn none(kind: MeasureKind, absent: Absent) -> Measure {
    Measure {
        kind,
        value: None,
        absent: Some(absent),
        previous: None,
        trend: None,
        line: Vec::new(),
    }
}

/// Compared as it is printed: two places.
fn read_ratio(ratio: &Figure) -> Read {
    let printed = ratio.printed();
    let hundredths = printed.replace('.', "").parse().unwrap_or(0);
    (hundredths, Reading::Number(Number::of(printed)))
}

/// Reached; or ahead, worked for, and none of that work ends after it.
fn is_on_track(desk: &Desk<'_>, date: Day, milestone: &records::Milestone) -> bool {
    if is_reached(desk, milestone) {
        return true;
    }
    if date < desk.dossier.as_of() {
        return false;
    }
    let mut work = desk
        .open_actions()
        .filter(|action| action.milestone.as_deref() == Some(&milestone.id))
        .filter(|action| action.status != ActionStatus::Dropped)
        .peekable();
    work.peek().is_some()
        && work.all(|action| {
            let today = desk.roadmap.do_today.contains(&action.id);
            let line = desk.roadmap.order.iter().find(|line| line.action == action.id);
            let finish = line
                .and_then(|line| line.slot.as_ref())
                .map(|slot| slot.finish_on);
            today || finish.is_some_and(|on| on <= date)
        })
}

/// The current value stands at the target or beyond it, seen from the baseline.
fn is_reached(desk: &Desk<'_>, milestone: &records::Milestone) -> bool {
    let Some(current) = figures::milestone(desk.dossier, milestone, desk.dossier.as_of()) else {
        return false;
    };
    match (
        leading(&current),
        leading(&milestone.target),
        leading(&milestone.baseline),
    ) {
        (Some(current), Some(target), Some(baseline)) if target < baseline => current <= target,
        (Some(current), Some(target), _) => current >= target,
        _ => !current.trim().is_empty() && current.trim() == milestone.target.trim(),
    }
}

/// The number that a text begins with: `31 of 40` is 31.
fn leading(text: &str) -> Option<Ratio> {
    let word = text.split_whitespace().next()?;
    word.parse::<Decimal>().ok().map(|number| number.ratio())
}
