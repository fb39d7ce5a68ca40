//! What the ledger refuses, whoever writes it: the rules without which its return would be a claim.
//!
//! A write is judged as a step from one ledger to the next. Months that a step leaves as they were are not judged
//! again, so that a file from elsewhere with a weak line can still be worked on; what it changes must hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use num_traits::{One, Zero};

use crate::date::Month;
use crate::decimal::{Decimal, Ratio};
use crate::dossier::Dossier;
use crate::figures::{Basis, LineState, line_figures};
use crate::money::Money;
use crate::records::{
    Correction, CostKind, Ledger, LedgerMonth, Measurement, Recurring, ValueClass, ValueEvidence, ValueLine,
    ValueStatus,
};

/// A rule that a step breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A signed month stays as it is; a correction in a later month restates it.
    SignedMonth,
    /// The ledger begins with the first invoice, and no month is missing.
    MonthMissing,
    /// A return is an amount, or hours at a rate. An activity belongs to what was built.
    ActivityIsNoReturn,
    /// Measured means: a reading before, one after, and where both were read; what is only proposed has them later.
    MeasuredWithoutBaseline,
    /// Confirmed means: by a named person, on a day.
    ConfirmedByNobody,
    /// A share of an effect lies above 0 and at most at 1.
    ShareOutOfRange,
    /// The shares of one effect sum to at most the whole.
    OverAttributed,
    /// A contribution counts from the start of its service; until then it is proposed.
    BeforeServiceStart,
    /// Two lines of a month release hours of the same flow.
    SameHoursTwice,
    /// The line that holds the same money is not there.
    SameCauseUnknown,
    /// Two lines have one id.
    SameId,
    /// A cost is an amount; the client's own days are days.
    CostWithoutAmount,
    /// A correction restates a line that counted as confirmed in an earlier month.
    CorrectsNothing,
    /// A correction says why.
    CorrectionWithoutReason,
}

impl Rule {
    /// The word for the catalogues.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::SignedMonth => "monthSigned",
            Rule::MonthMissing => "monthMissing",
            Rule::ActivityIsNoReturn => "activityIsNoReturn",
            Rule::MeasuredWithoutBaseline => "measuredWithoutBaseline",
            Rule::ConfirmedByNobody => "confirmedByNobody",
            Rule::ShareOutOfRange => "shareOutOfRange",
            Rule::OverAttributed => "overAttributed",
            Rule::BeforeServiceStart => "beforeServiceStart",
            Rule::SameHoursTwice => "sameHoursTwice",
            Rule::SameCauseUnknown => "sameCauseUnknown",
            Rule::SameId => "sameId",
            Rule::CostWithoutAmount => "costWithoutAmount",
            Rule::CorrectsNothing => "correctsNothing",
            Rule::CorrectionWithoutReason => "correctionWithoutReason",
        }
    }
}

/// A broken rule, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Which.
    pub rule: Rule,
    /// In this month.
    pub month: Month,
    /// The line; empty where it is the month itself.
    pub line: String,
}

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
    let ids = ids(after);
    for month in after
        .months
        .iter()
        .filter(|month| old.get(&month.month) != Some(month))
    {
        let mut judge = Judge {
            dossier,
            after,
            month,
            ids: &ids,
            found: &mut found,
        };
        judge.costs();
        judge.values();
        judge.shares();
        judge.hours();
        judge.corrections();
    }
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

/// What recurs in a month, by id: kind, amount, action.
fn recurring_in(ledger: &Ledger, month: Month) -> BTreeMap<&str, (CostKind, Money, Option<&str>)> {
    let runs =
        |line: &&Recurring| line.first_month <= month && line.last_month.is_none_or(|last| month <= last);
    ledger
        .recurring
        .iter()
        .filter(runs)
        .map(|line| {
            (
                line.id.as_str(),
                (line.kind, line.amount_month, line.action.as_deref()),
            )
        })
        .collect()
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
    dossier: &'a Dossier,
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
        let basis = Basis::new(self.dossier, self.dossier.as_of());
        line_figures(&basis, month, line).state
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

fn is_measured(line: &ValueLine) -> bool {
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
