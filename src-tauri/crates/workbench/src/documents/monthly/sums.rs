//! Sums, the table of items, costs and returns by kind.

use super::super::desk::amount;
use super::{Told, leaf};
use std::collections::BTreeMap;
use valise_domain::Money;
use valise_domain::figures::{self, LineState, Outcome, ToDate};
use valise_domain::records::{self, ActionStatus, ValueEvidence};
use valise_report::model::{Amount, Number, monthly};

impl Told<'_> {
    pub(super) fn own_sums(&self) -> monthly::Sums {
        sums(&self.own.own, self.own.costs.internal, self.own.corrections)
    }

    pub(super) fn sums_to_date(&self) -> monthly::Sums {
        let internal = self.past.iter().map(|(_, own)| own.costs.internal).sum();
        let corrections = self.past.iter().map(|(_, own)| own.corrections).sum();
        sums(&self.own.to_date, internal, corrections)
    }

    /// What each kind of evidence counts, as the settings have it.
    pub(super) fn weights(&self) -> monthly::Weights {
        monthly::Weights {
            measured: self.weight(ValueEvidence::Measured),
            estimated: self.weight(ValueEvidence::Estimated),
            claimed: self.weight(ValueEvidence::Claimed),
        }
    }

    pub(super) fn weight(&self, evidence: ValueEvidence) -> Number {
        let weights = &self.desk.dossier.settings().ledger_weights;
        // A file without one is refused; as a figure it counts nothing.
        Number::of(
            weights
                .get(evidence.as_str())
                .map_or("0", |weight| weight.as_str()),
        )
    }

    /// What the lines that are not confirmed add to the weighted return. None where a weight below 1 of confirmed
    /// lines makes it more than one step from the one to the other.
    pub(super) fn weighted_rest(&self) -> Option<Amount> {
        let open = self.own.lines.iter();
        let open = open.filter(|line| line.state == LineState::WeightedOnly);
        let rest: Money = open.map(|line| line.weighted).sum();
        (self.own.own.confirmed + rest == self.own.own.weighted).then(|| amount(rest))
    }

    /// What was built, what it cost and what it returned, to date; hidden work is one line.
    pub(super) fn items(&self) -> Vec<monthly::Item> {
        let mut other: Option<monthly::Item> = None;
        let mut items: Vec<monthly::Item> = Vec::new();
        for item in figures::items_until(&self.basis, Some(self.record.month)) {
            let line = |id, title, state| monthly::Item {
                id,
                title,
                cash: amount(item.cash_to_date),
                internal: amount(item.internal_to_date),
                confirmed: amount(item.confirmed_to_date),
                state,
            };
            match self.desk.action(&item.action) {
                Some(action) => items.push(line(
                    Some(action.id.clone()),
                    Some(action.title.clone()),
                    Some(self.state(action, item.confirmed_to_date)),
                )),
                None => match &mut other {
                    Some(other) => {
                        other.cash.minor += item.cash_to_date.minor();
                        other.internal.minor += item.internal_to_date.minor();
                        other.confirmed.minor += item.confirmed_to_date.minor();
                    }
                    None => other = Some(line(None, None, None)),
                },
            }
        }
        items.extend(other);
        items
    }

    /// As it stood at the end of the month.
    fn state(&self, action: &records::Action, confirmed: Money) -> monthly::ItemState {
        let done = action.done_on.is_none_or(|on| on <= self.end);
        let read = action.is_read() && action.read_on.is_none_or(|on| on <= self.end);
        match action.status {
            ActionStatus::Dropped => monthly::ItemState::Dropped,
            ActionStatus::Done if done => match Outcome::of(read, confirmed) {
                Outcome::Delivered => monthly::ItemState::Delivered,
                Outcome::Read => monthly::ItemState::Read,
                Outcome::Proved => monthly::ItemState::Proved,
            },
            _ => monthly::ItemState::Open,
        }
    }

    /// What the table's items leave of the sums.
    pub(super) fn rest(&self, items: &[monthly::Item]) -> monthly::Rest {
        let to_date = self.sums_to_date();
        let left = |whole: Amount, part: fn(&monthly::Item) -> Amount| {
            Amount::of(whole.minor - items.iter().map(|item| part(item).minor).sum::<i64>())
        };
        monthly::Rest {
            cash: left(to_date.cash, |item| item.cash),
            internal: left(to_date.internal, |item| item.internal),
            confirmed: left(to_date.confirmed, |item| item.confirmed),
        }
    }

    pub(super) fn bars(&self) -> Vec<monthly::MonthBar> {
        // A year is what a page shows well; the sums hold all months.
        const SHOWN: usize = 12;
        let from = self.past.len().saturating_sub(SHOWN);
        self.past[from..]
            .iter()
            .map(|(record, own)| monthly::MonthBar {
                month: leaf(record.month),
                cash: amount(own.own.cost_cash),
                confirmed: amount(own.own.confirmed),
                weighted: amount(own.own.weighted),
            })
            .collect()
    }

    pub(super) fn costs(&self) -> Vec<monthly::CostKindLine> {
        let of = |costs: &figures::Costs, kind: monthly::CostKind| match kind {
            monthly::CostKind::Fee => costs.fee,
            monthly::CostKind::Audit => costs.audit,
            monthly::CostKind::Outside => costs.outside,
            monthly::CostKind::Running => costs.running,
            monthly::CostKind::Internal => costs.internal,
        };
        [
            monthly::CostKind::Fee,
            monthly::CostKind::Audit,
            monthly::CostKind::Outside,
            monthly::CostKind::Running,
            monthly::CostKind::Internal,
        ]
        .into_iter()
        .map(|kind| monthly::CostKindLine {
            kind,
            month: amount(of(&self.own.costs, kind)),
            to_date: amount(self.past.iter().map(|(_, own)| of(&own.costs, kind)).sum()),
        })
        .filter(|line| line.to_date.minor != 0)
        .collect()
    }

    /// The month's lines that count or may count, by class and evidence.
    pub(super) fn returns(&self) -> Vec<monthly::ClassLine> {
        let mut by_class: BTreeMap<monthly::ValueClass, [Money; 4]> = BTreeMap::new();
        for (value, line) in self.record.values.iter().zip(&self.own.lines) {
            if !line.state.counts() {
                continue;
            }
            let column = match (line.state, value.evidence) {
                (LineState::Confirmed, _) => 0,
                (_, ValueEvidence::Measured) => 1,
                (_, ValueEvidence::Estimated) => 2,
                (_, ValueEvidence::Claimed) => 3,
            };
            by_class.entry(class(value.class)).or_default()[column] += line.net;
        }
        by_class
            .into_iter()
            .map(
                |(class, [confirmed, measured, estimated, claimed])| monthly::ClassLine {
                    class,
                    confirmed: amount(confirmed),
                    measured: amount(measured),
                    estimated: amount(estimated),
                    claimed: amount(claimed),
                },
            )
            .collect()
    }

    pub(super) fn delivery(&self) -> Vec<monthly::DeliveryMonth> {
        const SHOWN: usize = 6;
        let whole = |n: Option<u32>| n.map(|n| Number::of(n.to_string()));
        let known: Vec<monthly::DeliveryMonth> = self
            .past
            .iter()
            .filter_map(|(record, _)| Some((record, record.delivery.as_ref()?)))
            .map(|(record, delivery)| monthly::DeliveryMonth {
                month: leaf(record.month),
                deploys: whole(delivery.deploys),
                lead_time: super::desk::number(delivery.lead_time_days.as_ref()),
                fail_share: super::desk::share(delivery.change_fail_share.as_ref()),
                recovery: whole(delivery.recovery_minutes),
                rework: super::desk::share(delivery.rework_share.as_ref()),
            })
            .collect();
        let from = known.len().saturating_sub(SHOWN);
        known.into_iter().skip(from).collect()
    }
}

fn sums(known: &ToDate, internal: Money, corrections: Money) -> monthly::Sums {
    let ratio = |figure: &Option<figures::Figure>| figure.as_ref().map(|figure| Number::of(figure.printed()));
    let missing = (known.cost_cash - known.confirmed).max(Money::ZERO);
    monthly::Sums {
        cash: amount(known.cost_cash),
        internal: amount(internal),
        full: amount(known.cost_full),
        corrections: amount(corrections),
        confirmed: amount(known.confirmed),
        weighted: amount(known.weighted),
        ratio_cash: ratio(&known.ratio_cash),
        ratio_full: ratio(&known.ratio_full),
        missing: amount(missing),
    }
}

pub(super) fn class(class: records::ValueClass) -> monthly::ValueClass {
    match class {
        records::ValueClass::Cash => monthly::ValueClass::Cash,
        records::ValueClass::Capacity => monthly::ValueClass::Capacity,
        records::ValueClass::Avoided => monthly::ValueClass::Avoided,
        records::ValueClass::Revenue => monthly::ValueClass::Revenue,
        records::ValueClass::Risk => monthly::ValueClass::Risk,
    }
}
