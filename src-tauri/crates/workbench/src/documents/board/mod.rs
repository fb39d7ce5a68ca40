//! The board page: five measures whose definitions stay, each with what it was a month before.
//!
//! A reading of an earlier day comes from dates that the records hold: when a finding was found and fixed, which month
//! a line of the ledger stands in, when the work on a flow was done. What has no such date has no earlier reading.

mod measures;
mod words;

use super::desk::{self, Desk};
use super::{Copy, front};
use crate::{Problem, Result};
use valise_domain::figures::{self, Basis, LedgerFigures};
use valise_domain::records::Engagement;
use valise_domain::{Day, Dossier, Month};
use valise_report::model::board::{Measure, Point};
use valise_report::model::{self, BoardReport};

/// Months of a line.
const LINE: usize = 6;

/// What the page is told from.
struct Told<'a> {
    desk: &'a Desk<'a>,
    basis: Basis<'a>,
    ledger: Option<LedgerFigures>,
    month: Month,
    /// The last day that the month knows of.
    end: Day,
}

/// The months that an engagement can have a page of, the first one first.
pub(crate) fn months(dossier: &Dossier, engagement: &Engagement) -> Vec<Month> {
    let last = dossier.as_of().month();
    let ledger = dossier
        .ledger()
        .filter(|ledger| ledger.engagement == engagement.id);
    let began = engagement.start.map(Day::month);
    let invoiced = ledger.map(|ledger| ledger.first_month);
    let mut month = began.into_iter().chain(invoiced).min().unwrap_or(last).min(last);
    let mut months = vec![month];
    while month < last {
        month = month.next();
        months.push(month);
    }
    months
}

/// The month that is told unless another one is asked for: the last of the ledger, or else the present one.
pub(crate) fn latest(dossier: &Dossier, engagement: &Engagement) -> Month {
    let ledger = dossier
        .ledger()
        .filter(|ledger| ledger.engagement == engagement.id);
    let last = ledger
        .and_then(|ledger| ledger.months.last())
        .map(|month| month.month);
    last.unwrap_or_else(|| dossier.as_of().month())
}

/// The model of a copy.
pub(crate) fn compose(copy: &Copy<'_>, month: Month) -> Result<BoardReport> {
    use figures::Audience::{Client, Founder};
    if !matches!(copy.audience, Founder | Client) {
        return Err(Problem::refused("noLedgerForAudience"));
    }
    let desk = Desk::new(copy).ok_or_else(|| Problem::not_found("engagement"))?;
    let ledger_ends = latest(copy.dossier, desk.engagement);
    if !months(copy.dossier, desk.engagement).contains(&month) && month != ledger_ends {
        return Err(Problem::not_found("month").with("name", month));
    }
    let basis = Basis::new(copy.dossier, copy.dossier.as_of());
    let holds = desk.view.holds_ledger()
        && copy
            .dossier
            .ledger()
            .is_some_and(|ledger| ledger.engagement == desk.engagement.id);
    let told = Told {
        ledger: if holds { figures::ledger(&basis) } else { None },
        basis,
        month,
        end: copy.dossier.as_of().min(month.last_day()).max(month.first_day()),
        desk: &desk,
    };
    Ok(told.report())
}

impl Told<'_> {
    fn report(&self) -> BoardReport {
        let mut cover = front::cover(self.desk);
        cover.subtitle = None;
        let measures = vec![
            self.exposure(),
            self.critical(),
            self.returned(),
            self.milestones(),
            self.friction(),
        ];
        BoardReport {
            edition: front::edition(self.desk),
            cover,
            month: leaf(self.month),
            at: model::Day::of(self.end.to_string()),
            before: model::Day::of(before(self.month).last_day().to_string()),
            answers: words::answers(self.desk, &measures),
            measures,
        }
    }

    /// The months of the line, oldest first, with the day on which each is read.
    fn line_days(&self) -> Vec<(Month, Day)> {
        let mut month = self.month;
        let mut days = vec![(month, self.end)];
        for _ in 1..LINE {
            month = before(month);
            days.push((month, month.last_day()));
        }
        days.reverse();
        days
    }

    /// A measure that can be read on any day: value, the month before, the line.
    fn of_days(
        &self,
        kind: model::board::MeasureKind,
        lower_is_better: bool,
        read: impl Fn(Day) -> Option<(i64, model::board::Reading)>,
    ) -> Measure {
        let known: Vec<(Month, Option<(i64, model::board::Reading)>)> = self
            .line_days()
            .into_iter()
            .map(|(month, day)| (month, read(day)))
            .collect();
        measures::measure(kind, lower_is_better, known)
    }
}

fn before(month: Month) -> Month {
    month.first_day().plus_days(-1).month()
}

fn leaf(month: Month) -> model::Month {
    model::Month::of(month.to_string())
}

fn point(month: Month, value: model::board::Reading) -> Point {
    Point {
        month: leaf(month),
        value,
    }
}

#[cfg(test)]
mod tests;
