//! Costs and returns of a month, and cumulated (formulas 8.1, 8.4–8.7, 8.9).

use std::collections::{BTreeMap, HashMap};

use num_traits::Zero;
use serde::Serialize;
use specta::Type;

use crate::date::Month;
use crate::decimal::{Decimal, Ratio};
use crate::money::Money;
use crate::records::{CostKind, Finding, Foreign, Ledger, LedgerMonth, ValueClass, ValueLine};
use crate::severity::Severity;

use super::super::basis::Basis;
use super::super::figure::Figure;
use super::bounds::{over_attributed, over_flow_total};
use super::correction::{corrections, lines_by_id};
use super::line::{LineFigures, LineState, line};

/// Costs by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
pub struct Costs {
    /// Retainer.
    pub fee: Money,
    /// Audit.
    pub audit: Money,
    /// Bought outside.
    pub outside: Money,
    /// Running cost.
    pub running: Money,
    /// The client's own days at the blended rate.
    pub internal: Money,
}

impl Costs {
    /// Without the client's own days.
    pub fn cash(&self) -> Money {
        self.fee + self.audit + self.outside + self.running
    }

    /// With the client's own days.
    pub fn full(&self) -> Money {
        self.cash() + self.internal
    }

    fn add(&mut self, kind: CostKind, amount: Money) {
        match kind {
            CostKind::Fee => self.fee += amount,
            CostKind::Audit => self.audit += amount,
            CostKind::Outside => self.outside += amount,
            CostKind::Running => self.running += amount,
            CostKind::Internal => self.internal += amount,
        }
    }
}

/// Money and ratios, of one month or cumulated.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ToDate {
    /// Cash cost.
    pub cost_cash: Money,
    /// Full cost.
    pub cost_full: Money,
    /// Confirmed return.
    pub confirmed: Money,
    /// Weighted return.
    pub weighted: Money,
    /// Confirmed ÷ cash; none without cost.
    pub ratio_cash: Option<Figure>,
    /// Confirmed ÷ full; none without cost.
    pub ratio_full: Option<Figure>,
    /// Weighted ÷ cash; none without cost.
    pub ratio_weighted: Option<Figure>,
}

impl ToDate {
    fn new(cash: Money, full: Money, confirmed: Money, weighted: Money) -> Self {
        let ratio = |part: Money, whole: Money| Figure::share(&part.ratio(), &whole.ratio(), 2);
        Self {
            cost_cash: cash,
            cost_full: full,
            confirmed,
            weighted,
            ratio_cash: ratio(confirmed, cash),
            ratio_full: ratio(confirmed, full),
            ratio_weighted: ratio(weighted, cash),
        }
    }
}

/// Figures of one month.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MonthFigures {
    /// The month.
    pub month: Month,
    /// By kind.
    pub costs: Costs,
    /// The month alone.
    pub own: ToDate,
    /// From the first month on.
    pub to_date: ToDate,
    /// Corrections entered in this month; part of the confirmed return.
    pub corrections: Money,
    /// Risk avoided, in no total.
    pub risk_box: Money,
    /// Confirmed lines by class, without corrections; classes without money are absent.
    pub confirmed_by_class: BTreeMap<ValueClass, Money>,
    /// Every line of value.
    pub lines: Vec<LineFigures>,
    /// Findings found in this month, ascending.
    pub findings_opened: Vec<String>,
    /// Findings closed in this month, ascending.
    pub findings_closed: Vec<String>,
    /// Criticals found by the end of the month and not closed by then.
    pub critical_open: u32,
    /// Causes whose attribution shares sum to more than 1 over counting lines, ascending.
    pub over_attributed: Vec<String>,
}

/// Figures of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LedgerFigures {
    /// In order.
    pub months: Vec<MonthFigures>,
    /// All months; none before the first.
    pub to_date: Option<ToDate>,
    /// Flows whose confirmed lines of twelve months exceed the cost of their friction, ascending.
    pub over_flow_total: Vec<String>,
}

/// Computes the ledger; none when the client has none.
pub fn ledger(basis: &Basis<'_>) -> Option<LedgerFigures> {
    let ledger = basis.dossier().ledger()?;
    let known = lines_by_id(ledger);
    let mut months: Vec<MonthFigures> = Vec::with_capacity(ledger.months.len());
    for month in &ledger.months {
        let figures = self::month(
            basis,
            ledger,
            month,
            &known,
            months.last().map(|before| &before.to_date),
        );
        months.push(figures);
    }
    let to_date = months.last().map(|month| month.to_date.clone());
    let over_flow_total = over_flow_total(basis, ledger);
    Some(LedgerFigures {
        months,
        to_date,
        over_flow_total,
    })
}

/// A cost of a month with its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostEntry<'a> {
    /// Id of the recurring line, or of the month's own.
    pub id: &'a str,
    /// Its kind.
    pub kind: CostKind,
    /// What it is for.
    pub what: &'a str,
    /// Internal: days at the blended rate.
    pub amount: Money,
    /// What it was in the currency that was paid.
    pub foreign: Option<&'a Foreign>,
    /// Days of the client's own people.
    pub days: Option<&'a Decimal>,
    /// Id of the action that it belongs to.
    pub action: Option<&'a str>,
    /// It comes every month.
    pub recurring: bool,
}

/// Costs of a month: recurring ones, then its own (formulas 8.1).
pub fn cost_entries<'a>(basis: &Basis<'_>, ledger: &'a Ledger, month: &'a LedgerMonth) -> Vec<CostEntry<'a>> {
    let counted = basis
        .dossier()
        .engagements
        .get(&ledger.engagement)
        .is_none_or(|engagement| engagement.ledger);
    if !counted {
        return Vec::new();
    }
    let recurring = ledger
        .recurring
        .iter()
        .filter(|line| line.runs_in(month.month))
        .map(|line| CostEntry {
            id: &line.id,
            kind: line.kind,
            what: &line.what,
            amount: line.amount_month,
            foreign: line.foreign.as_ref(),
            days: None,
            action: line.action.as_deref(),
            recurring: true,
        });
    let rate = basis.rates().day_rate().ratio();
    let own = month.costs.iter().map(|line| {
        let amount = match line.kind {
            CostKind::Internal => {
                let days = line.days.as_ref().map_or_else(Ratio::zero, Decimal::ratio);
                Money::rounded(&(days * &rate))
            }
            _ => line.amount.unwrap_or_default(),
        };
        CostEntry {
            id: &line.id,
            kind: line.kind,
            what: &line.what,
            amount,
            foreign: line.foreign.as_ref(),
            days: line.days.as_ref(),
            action: line.action.as_deref(),
            recurring: false,
        }
    });
    recurring.chain(own).collect()
}

fn month(
    basis: &Basis<'_>,
    ledger: &Ledger,
    month: &LedgerMonth,
    known: &HashMap<&str, (Month, &ValueLine)>,
    before: Option<&ToDate>,
) -> MonthFigures {
    let mut costs = Costs::default();
    for entry in cost_entries(basis, ledger, month) {
        costs.add(entry.kind, entry.amount);
    }
    let lines: Vec<LineFigures> = month
        .values
        .iter()
        .map(|value| line(basis.dossier(), basis.rates(), month.month, value))
        .collect();
    let restated = corrections(basis, month, known);
    let corrected: Money = restated.iter().map(|(amount, _, _)| *amount).sum();
    let confirmed = lines.iter().map(|line| line.confirmed).sum::<Money>() + corrected;
    let weighted = lines.iter().map(|line| line.weighted).sum::<Money>()
        + restated.iter().map(|(_, weighted, _)| *weighted).sum::<Money>();
    let mut by_class: BTreeMap<ValueClass, Money> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.state == LineState::Confirmed) {
        *by_class.entry(line.class).or_default() += line.confirmed;
    }
    let own = ToDate::new(costs.cash(), costs.full(), confirmed, weighted);
    let to_date = match before {
        None => own.clone(),
        Some(before) => ToDate::new(
            before.cost_cash + own.cost_cash,
            before.cost_full + own.cost_full,
            before.confirmed + confirmed,
            before.weighted + weighted,
        ),
    };
    let end = month.month.last_day();
    let findings = basis.population(|finding| finding.engagement == ledger.engagement);
    let list = |keep: &dyn Fn(&Finding) -> bool| {
        let mut ids: Vec<String> = findings
            .iter()
            .filter(|(finding, _)| keep(finding))
            .map(|(finding, _)| finding.id.clone())
            .collect();
        ids.sort();
        ids
    };
    let critical_open = findings.iter().filter(|(finding, figures)| {
        let found = finding.found_on.is_some_and(|on| on <= end);
        let open = finding.closed_on.is_none_or(|on| on > end);
        figures.severity == Some(Severity::Critical) && found && open
    });
    MonthFigures {
        month: month.month,
        costs,
        own,
        to_date,
        corrections: corrected,
        risk_box: lines
            .iter()
            .filter(|line| line.state == LineState::Risk)
            .map(|line| line.net)
            .sum(),
        confirmed_by_class: by_class,
        findings_opened: list(&|finding| finding.found_on.is_some_and(|on| on.month() == month.month)),
        findings_closed: list(&|finding| finding.closed_on.is_some_and(|on| on.month() == month.month)),
        critical_open: u32::try_from(critical_open.count()).unwrap_or(u32::MAX),
        over_attributed: over_attributed(month, &lines),
        lines,
    }
}
