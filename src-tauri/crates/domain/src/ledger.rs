//! What the ledger refuses, whoever writes it: the rules without which its return would be a claim.
//!
//! A write is judged as a step from one ledger to the next. Months that a step leaves as they were are not judged
//! again, so that a file from elsewhere with a weak line can still be worked on; what it changes must hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use num_traits::{One, Zero};

use crate::date::Month;
use crate::decimal::{Decimal, Ratio};
use crate::dossier::Dossier;
use crate::figures::{Basis, LineState, flow, flow_year, line_figures};
use crate::foreign;
use crate::money::Money;
use crate::records::{
    Correction, CostKind, Foreign, Ledger, LedgerMonth, Measurement, ValueClass, ValueEvidence, ValueLine,
    ValueStatus,
};

mod rule;

pub use rule::{Refusal, Rule};

/// What speaks against the step from one ledger to the next, in the order of the months. Empty when it may be taken.
pub fn refusals(dossier: &Dossier, before: Option<&Ledger>, after: &Ledger) -> Vec<Refusal> {
    let mut found = Vec::new();
    signed(before, after, &mut found);
    follow_on(dossier, after, &mut found);
    let old: HashMap<Month, &LedgerMonth> = before
        .into_iter()
        .flat_map(|ledger| &ledger.months)
        .map(|month| (month.month, month))
        .collect();
    recurring_foreign(dossier, before, after, &mut found);
    let ids = ids(after);
    let basis = Basis::new(dossier, dossier.as_of());
    for month in after
        .months
        .iter()
        .filter(|month| old.get(&month.month) != Some(month))
    {
        let mut judge = Judge {
            basis: &basis,
            after,
            month,
            ids: &ids,
            found: &mut found,
        };
        judge.costs();
        judge.foreign(dossier.currency());
        judge.values();
        judge.shares();
        judge.hours();
        judge.corrections();
    }
    flows(&basis, before, after, &mut found);
    found.sort_by(|a, b| (a.month, &a.line, a.rule).cmp(&(b.month, &b.line, b.rule)));
    found
}

/// A signed month stays, and so does what recurs in it.
fn signed(before: Option<&Ledger>, after: &Ledger, found: &mut Vec<Refusal>) {
    let Some(before) = before else { return };
    for month in before.months.iter().filter(|month| month.signed_on.is_some()) {
        let kept = after.months.iter().any(|other| other == month);
        let recurring = recurring_in(before, month.month) == recurring_in(after, month.month);
        if !kept || !recurring {
            found.push(Refusal {
                rule: Rule::SignedMonth,
                month: month.month,
                line: String::new(),
            });
        }
    }
}

/// A recurring line that a step brings in or changes holds to its rate.
fn recurring_foreign(dossier: &Dossier, before: Option<&Ledger>, after: &Ledger, found: &mut Vec<Refusal>) {
    let old = before
        .map(|ledger| ledger.recurring.as_slice())
        .unwrap_or_default();
    for line in after.recurring.iter().filter(|line| !old.contains(line)) {
        let fault = line
            .foreign
            .as_ref()
            .and_then(|foreign| foreign::fault(foreign, Some(line.amount_month), dossier.currency()));
        if fault.is_some() {
            found.push(Refusal {
                rule: Rule::ForeignAmount,
                month: line.first_month,
                line: line.id.clone(),
            });
        }
    }
}

/// What a recurring cost is in a month: kind, words, amount, foreign amount, action.
type Recurs<'a> = (CostKind, &'a str, Money, Option<&'a Foreign>, Option<&'a str>);

/// What recurs in a month, by id.
fn recurring_in(ledger: &Ledger, month: Month) -> BTreeMap<&str, Recurs<'_>> {
    let running = ledger.recurring.iter().filter(|line| line.runs_in(month));
    running
        .map(|line| {
            (
                line.id.as_str(),
                (
                    line.kind,
                    line.what.as_str(),
                    line.amount_month,
                    line.foreign.as_ref(),
                    line.action.as_deref(),
                ),
            )
        })
        .collect()
}

/// What a flow gives back in a year is at most what it cost. A flow that nobody priced yet has no such bound.
fn flows(basis: &Basis<'_>, before: Option<&Ledger>, after: &Ledger, found: &mut Vec<Refusal>) {
    for kept in &basis.dossier().flows {
        let total = flow(kept).friction.total;
        let year = flow_year(basis, after, &kept.id);
        let was = before.map_or(Money::ZERO, |before| flow_year(basis, before, &kept.id));
        if total == Money::ZERO || year <= total || year <= was {
            continue;
        }
        let changed = after
            .months
            .iter()
            .filter(|month| before.is_none_or(|before| !before.months.contains(month)));
        let line = changed
            .flat_map(|month| month.values.iter().map(move |line| (month.month, line)))
            .rfind(|(_, line)| line.flow.as_deref() == Some(kept.id.as_str()));
        if let Some((month, line)) = line {
            found.push(Refusal {
                rule: Rule::OverFlowTotal,
                month,
                line: line.id.clone(),
            });
        }
    }
}

/// From the first invoice, without a gap.
fn follow_on(dossier: &Dossier, after: &Ledger, found: &mut Vec<Refusal>) {
    let invoice = dossier
        .engagements
        .get(&after.engagement)
        .and_then(|engagement| engagement.first_invoice_month);
    let mut expected = invoice.unwrap_or(after.first_month);
    if after.first_month != expected {
        found.push(Refusal {
            rule: Rule::MonthMissing,
            month: after.first_month,
            line: String::new(),
        });
        return;
    }
    for month in &after.months {
        if month.month != expected {
            found.push(Refusal {
                rule: Rule::MonthMissing,
                month: month.month,
                line: String::new(),
            });
            return;
        }
        expected = expected.next();
    }
}

/// How often each id stands in the ledger.
fn ids(ledger: &Ledger) -> HashMap<&str, usize> {
    let mut seen = HashMap::new();
    let months = ledger.months.iter().flat_map(|month| {
        let costs = month.costs.iter().map(|line| line.id.as_str());
        let values = month.values.iter().map(|line| line.id.as_str());
        costs
            .chain(values)
            .chain(month.corrections.iter().map(|line| line.id.as_str()))
    });
    for id in ledger.recurring.iter().map(|line| line.id.as_str()).chain(months) {
        *seen.entry(id).or_insert(0) += 1;
    }
    seen
}

struct Judge<'a> {
    basis: &'a Basis<'a>,
    after: &'a Ledger,
    month: &'a LedgerMonth,
    ids: &'a HashMap<&'a str, usize>,
    found: &'a mut Vec<Refusal>,
}

impl Judge<'_> {
    fn refuse(&mut self, rule: Rule, line: &str) {
        self.found.push(Refusal {
            rule,
            month: self.month.month,
            line: line.to_owned(),
        });
    }

    fn costs(&mut self) {
        for line in &self.month.costs {
            let is_said = match line.kind {
                CostKind::Internal => line.days.is_some(),
                _ => line.amount.is_some(),
            };
            if !is_said {
                self.refuse(Rule::CostWithoutAmount, &line.id);
            }
            self.one_id(&line.id);
        }
    }

    /// Amounts of another currency, of the month's own lines.
    fn foreign(&mut self, currency: &str) {
        for (line, amount, foreign) in foreign::of_month(self.month) {
            if foreign::fault(foreign, amount, currency).is_some() {
                self.refuse(Rule::ForeignAmount, line);
            }
        }
    }

    fn one_id(&mut self, id: &str) {
        if self.ids.get(id).is_some_and(|count| *count > 1) {
            self.refuse(Rule::SameId, id);
        }
    }

    fn values(&mut self) {
        for line in &self.month.values {
            self.one_id(&line.id);
            for (broken, rule) in [
                (!is_money(line), Rule::ActivityIsNoReturn),
                (
                    line.evidence == ValueEvidence::Measured
                        && line.status != ValueStatus::Proposed
                        && !is_measured(line),
                    Rule::MeasuredWithoutBaseline,
                ),
                (
                    line.status == ValueStatus::Confirmed
                        && (line.confirmed_by.is_none() || line.confirmed_on.is_none()),
                    Rule::ConfirmedByNobody,
                ),
                (!is_share(&line.attribution), Rule::ShareOutOfRange),
                (
                    line.status != ValueStatus::Proposed
                        && line
                            .service_start
                            .is_some_and(|start| start > self.month.month.last_day()),
                    Rule::BeforeServiceStart,
                ),
                (
                    line.same_cause_as
                        .as_deref()
                        .is_some_and(|other| other == line.id || !self.is_value(other)),
                    Rule::SameCauseUnknown,
                ),
            ] {
                if broken {
                    self.refuse(rule, &line.id);
                }
            }
        }
    }

    fn is_value(&self, id: &str) -> bool {
        let mut all = self.after.months.iter().flat_map(|month| &month.values);
        all.any(|line| line.id == id)
    }

    fn state(&self, month: Month, line: &ValueLine) -> LineState {
        line_figures(self.basis, month, line).state
    }

    /// One cause, one whole.
    fn shares(&mut self) {
        let mut sums: BTreeMap<&str, Ratio> = BTreeMap::new();
        for line in &self.month.values {
            if let Some(cause) = line.cause.as_deref()
                && self.state(self.month.month, line).counts()
            {
                *sums.entry(cause).or_insert_with(Ratio::zero) += line.attribution.ratio();
            }
        }
        let over: BTreeSet<&str> = sums
            .into_iter()
            .filter(|(_, share)| *share > Ratio::one())
            .map(|(cause, _)| cause)
            .collect();
        let lines: Vec<&str> = self
            .month
            .values
            .iter()
            .filter(|line| line.cause.as_deref().is_some_and(|cause| over.contains(cause)))
            .map(|line| line.id.as_str())
            .collect();
        for id in lines {
            self.refuse(Rule::OverAttributed, id);
        }
    }

    /// The hours of one flow are given back once a month.
    fn hours(&mut self) {
        let mut taken: HashMap<&str, &str> = HashMap::new();
        let mut twice = Vec::new();
        for line in &self.month.values {
            let counts = line.class == ValueClass::Capacity && self.state(self.month.month, line).counts();
            if let Some(flow) = line.flow.as_deref().filter(|_| counts)
                && taken.insert(flow, &line.id).is_some()
            {
                twice.push(line.id.as_str());
            }
        }
        for id in twice {
            self.refuse(Rule::SameHoursTwice, id);
        }
    }

    fn corrections(&mut self) {
        for correction in &self.month.corrections {
            self.one_id(&correction.id);
            if !self.restates_what_counted(correction) {
                self.refuse(Rule::CorrectsNothing, &correction.id);
            }
            if correction.reason.trim().is_empty() {
                self.refuse(Rule::CorrectionWithoutReason, &correction.id);
            }
        }
    }

    fn restates_what_counted(&self, correction: &Correction) -> bool {
        let earlier = self
            .after
            .months
            .iter()
            .filter(|month| month.month < self.month.month);
        let mut lines = earlier.flat_map(|month| month.values.iter().map(move |line| (month.month, line)));
        lines.any(|(month, line)| {
            line.id == correction.restates && self.state(month, line) == LineState::Confirmed
        })
    }
}

fn is_money(line: &ValueLine) -> bool {
    let hours = line.hours.as_ref().is_some_and(|hours| !hours.ratio().is_zero());
    line.amount.is_some() || (hours && line.rate.is_some())
}

/// Whether a line holds what makes it measured: a reading before, one after, and where both were read.
pub fn is_measured(line: &ValueLine) -> bool {
    let is_read = |reading: &Option<Measurement>| {
        reading.as_ref().is_some_and(|reading| {
            !reading.value.trim().is_empty() && reading.start.is_some() && reading.end.is_some()
        })
    };
    is_read(&line.baseline) && is_read(&line.after) && !line.source.trim().is_empty()
}

fn is_share(share: &Decimal) -> bool {
    let share = share.ratio();
    share > Ratio::zero() && share <= Ratio::one()
}

#[cfg(test)]
mod tests;
