//! From friction that was removed to money that the ledger confirms of it (formulas 7.11).

use super::desk::{Desk, amount};
use valise_domain::figures::{self, Basis, Removal};
use valise_domain::records::{Action, Flow, Ledger, ValueLine};
use valise_domain::{Day, Money, Month};
use valise_report::model::{self, Bridge, BridgeLedger, BridgeRow};

/// Up to the end of a month with its last known day, or as the records stand. None while nothing is removed.
pub(super) fn bridge(desk: &Desk<'_>, until: Option<(Month, Day)>) -> Option<Bridge> {
    let (last, day) = (until.map(|(month, _)| month), until.map(|(_, day)| day));
    let ledger = desk.ledger().and_then(|ledger| Held::new(desk, ledger, last));
    let mut removed: Vec<(&Flow, Money)> = desk
        .flows()
        .into_iter()
        .filter(|flow| is_removed(desk, flow, day))
        .map(|flow| (flow, figures::removed(&figures::flow(flow))))
        .collect();
    removed.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
    let known: Vec<(&Flow, Money, bool, Option<Money>)> = removed
        .into_iter()
        .map(|(flow, gone)| {
            let read = figures::is_read_by(flow, day, action(desk)).unwrap_or_else(|| {
                let ledger = ledger.as_ref();
                ledger.is_some_and(|ledger| ledger.is_measured(&flow.id))
            });
            let confirmed = ledger.as_ref().map(|ledger| ledger.confirmed(&flow.id));
            (flow, gone, read, confirmed)
        })
        .collect();
    if known.is_empty() {
        return None;
    }
    let confirmed: Money = known.iter().filter_map(|(.., confirmed)| *confirmed).sum();
    Some(Bridge {
        removed: amount(known.iter().map(|(_, gone, ..)| *gone).sum()),
        read: amount(
            known
                .iter()
                .filter(|(_, _, read, _)| *read)
                .map(|(_, gone, ..)| *gone)
                .sum(),
        ),
        ledger: ledger.map(|held| BridgeLedger {
            from: leaf(held.from),
            until: leaf(held.until),
            confirmed: amount(confirmed),
            other: amount(held.all - confirmed),
        }),
        rows: known
            .into_iter()
            .map(|(flow, gone, read, confirmed)| BridgeRow {
                id: flow.id.clone(),
                name: flow.name.clone(),
                removed: amount(gone),
                read,
                confirmed: confirmed.map(amount),
            })
            .collect(),
    })
}

fn action<'a>(desk: &Desk<'a>) -> impl Fn(&str) -> Option<&'a Action> {
    move |code| desk.action(code)
}

/// Its removal is done, by the day where there is one; one that was finished on no known day has been since an
/// unknown one.
fn is_removed(desk: &Desk<'_>, flow: &Flow, day: Option<Day>) -> bool {
    figures::removal(flow, action(desk)) == Removal::Done
        && day.is_none_or(|day| figures::finished_on(flow, action(desk)).is_none_or(|on| on <= day))
}

/// The ledger of a copy that holds one, up to a month.
struct Held<'a> {
    desk: &'a Desk<'a>,
    basis: Basis<'a>,
    ledger: &'a Ledger,
    from: Month,
    until: Month,
    /// Everything that is confirmed by then.
    all: Money,
}

impl<'a> Held<'a> {
    /// None where the ledger has no month by then.
    fn new(desk: &'a Desk<'a>, ledger: &'a Ledger, last: Option<Month>) -> Option<Self> {
        let basis = Basis::new(desk.dossier, desk.dossier.as_of());
        let months = figures::ledger(&basis)?.months;
        let counted = |month: Month| last.is_none_or(|last| month <= last);
        let until = months.iter().rfind(|month| counted(month.month))?;
        Some(Self {
            desk,
            ledger,
            from: months.first()?.month,
            until: until.month,
            all: until.to_date.confirmed,
            basis,
        })
    }

    fn confirmed(&self, flow: &str) -> Money {
        let told = |line: &ValueLine| self.desk.tells(self.ledger, line);
        figures::flow_to_date(&self.basis, self.ledger, flow, Some(self.until), told)
    }

    fn is_measured(&self, flow: &str) -> bool {
        let told = |line: &ValueLine| self.desk.tells(self.ledger, line);
        figures::flow_is_measured(self.ledger, flow, Some(self.until), told)
    }
}

fn leaf(month: Month) -> model::Month {
    model::Month::of(month.to_string())
}
