//! Promised against proven: what an action was to bring, and what was confirmed of it.

use std::collections::HashMap;

use crate::decimal::Ratio;
use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::{Action, Ledger, MoneyKind};

use super::basis::Basis;
use super::figure::Figure;
use super::flows::flow as flow_figures;
use super::ledger::items;

/// Below this number of actions, or of decisions, nothing is said of a person's own calibration.
pub const ENOUGH: usize = 5;
/// A promise is one of a year: after twelve months it has come true or not.
const YEAR: u32 = 12;

/// A part of a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromisePart {
    /// Section of the record: `flows` or `findings`.
    pub section: &'static str,
    /// Its id.
    pub code: String,
    /// Head of a finding; none for a flow.
    pub money_kind: Option<MoneyKind>,
    /// A year: the net of a flow, the fix value of a finding.
    pub year: Money,
    /// Whether it can show in the ledger. Risk never does; a finding whose flow is counted holds the same money.
    pub counted: bool,
}

/// The promise of an action, and what was confirmed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseFigures {
    /// Id of the action.
    pub action: String,
    /// What it consists of: flows, then findings, in the order of the action.
    pub parts: Vec<PromisePart>,
    /// Σ of the counted parts, a year.
    pub year: Money,
    /// Σ of its risk, a year; never compared with a return.
    pub risk_year: Money,
    /// Months of the ledger after the one in which it was done, twelve at most.
    pub months: u32,
    /// A year × months ÷ 12.
    pub to_date: Money,
    /// Confirmed so far, with corrections.
    pub confirmed: Money,
    /// Confirmed ÷ promised to date; none where nothing was promised for the time.
    pub share: Option<Figure>,
}

impl PromiseFigures {
    /// Whether promise and reading can be compared.
    pub fn is_read(&self) -> bool {
        self.share.is_some() && self.confirmed != Money::ZERO
    }
}

/// How far promises and readings differ, over the actions that have both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calibration {
    /// Those actions.
    pub actions: usize,
    /// What they promised for the time.
    pub promised: Money,
    /// What was confirmed of it.
    pub confirmed: Money,
    /// Confirmed ÷ promised; none while there are too few.
    pub share: Option<Figure>,
    /// The middle one of their own shares; of an even number the mean of the two. None while there are too few.
    pub median: Option<Figure>,
    /// Decisions with a confidence before and after, by id.
    pub decisions: Vec<(String, u8, u8)>,
    /// Mean of after − before; none while there are too few.
    pub confidence_change: Option<Figure>,
}

/// The promises of the ledger's engagement, in the order of the file: every action that promised or brought something.
pub fn promises(basis: &Basis<'_>) -> Vec<PromiseFigures> {
    let Some(ledger) = basis.dossier().ledger() else {
        return Vec::new();
    };
    let confirmed: HashMap<String, Money> = items(basis)
        .into_iter()
        .map(|item| (item.action, item.confirmed_to_date))
        .collect();
    let actions = basis.dossier().actions.iter();
    actions
        .filter(|action| action.engagement == ledger.engagement)
        .map(|action| {
            let confirmed = confirmed.get(&action.id).copied().unwrap_or_default();
            promise(basis, ledger, action, confirmed)
        })
        .filter(|promise| !promise.parts.is_empty() || promise.confirmed != Money::ZERO)
        .collect()
}

fn promise(basis: &Basis<'_>, ledger: &Ledger, action: &Action, confirmed: Money) -> PromiseFigures {
    let dossier = basis.dossier();
    let flows = action.flows.iter().filter_map(|code| dossier.flows.get(code));
    let flows = flows.map(|flow| PromisePart {
        section: "flows",
        code: flow.id.clone(),
        money_kind: None,
        year: flow_figures(flow).net,
        counted: true,
    });
    let findings = action.findings.iter().filter_map(|code| {
        let finding = dossier.findings.get(code)?;
        let same_money = finding
            .flow
            .as_ref()
            .is_some_and(|flow| action.flows.contains(flow));
        Some(PromisePart {
            section: "findings",
            code: finding.id.clone(),
            money_kind: Some(finding.money_kind),
            year: basis.finding(code)?.fix_value,
            counted: finding.money_kind != MoneyKind::Risk && !same_money,
        })
    });
    let parts: Vec<PromisePart> = flows.chain(findings).collect();
    let sum = |keep: &dyn Fn(&PromisePart) -> bool| -> Money {
        parts.iter().filter(|part| keep(part)).map(|part| part.year).sum()
    };
    let year = sum(&|part| part.counted);
    let risk_year = sum(&|part| part.money_kind == Some(MoneyKind::Risk));
    let months = months_since(ledger, action);
    let to_date = Money::rounded(&(year.ratio() * Ratio::new(months.into(), YEAR.into())));
    let promised = to_date > Money::ZERO;
    PromiseFigures {
        action: action.id.clone(),
        year,
        risk_year,
        months,
        to_date,
        confirmed,
        share: promised.then(|| Figure::new(confirmed.ratio() / to_date.ratio(), 2)),
        parts,
    }
}

/// Whole months of the ledger after the one in which the action was done.
fn months_since(ledger: &Ledger, action: &Action) -> u32 {
    let Some(done) = action.done_on else { return 0 };
    let after = ledger
        .months
        .iter()
        .filter(|month| month.month > done.month())
        .count();
    u32::try_from(after).unwrap_or(YEAR).min(YEAR)
}

/// The consultant's own calibration. It says nothing of fewer than [`ENOUGH`].
pub fn calibration(dossier: &Dossier, promises: &[PromiseFigures]) -> Calibration {
    let read: Vec<&PromiseFigures> = promises.iter().filter(|promise| promise.is_read()).collect();
    let promised: Money = read.iter().map(|promise| promise.to_date).sum();
    let confirmed: Money = read.iter().map(|promise| promise.confirmed).sum();
    let enough = read.len() >= ENOUGH;
    let mut shares: Vec<Ratio> = read
        .iter()
        .filter_map(|promise| Some(promise.share.as_ref()?.exact().clone()))
        .collect();
    shares.sort();
    let decisions: Vec<(String, u8, u8)> = dossier
        .decisions
        .iter()
        .filter_map(|decision| {
            Some((
                decision.id.clone(),
                decision.confidence_before?,
                decision.confidence_after?,
            ))
        })
        .collect();
    let change: i64 = decisions
        .iter()
        .map(|(_, before, after)| i64::from(*after) - i64::from(*before))
        .sum();
    Calibration {
        actions: read.len(),
        promised,
        confirmed,
        share: enough
            .then(|| Figure::share(&confirmed.ratio(), &promised.ratio(), 2))
            .flatten(),
        median: median(&shares)
            .filter(|_| enough)
            .map(|share| Figure::new(share, 2)),
        confidence_change: (decisions.len() >= ENOUGH)
            .then(|| Figure::new(Ratio::new(change.into(), decisions.len().into()), 2)),
        decisions,
    }
}

fn median(sorted: &[Ratio]) -> Option<Ratio> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper.clone());
    }
    let lower = sorted.get(middle.checked_sub(1)?)?;
    Some((lower + upper) / Ratio::from_integer(2.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format, samples};

    fn heron() -> Dossier {
        format::read(samples::named("HERON").expect("a sample").json).expect("it reads")
    }

    #[test]
    fn a_promise_counts_only_what_can_show_in_the_ledger() {
        let dossier = heron();
        let basis = Basis::new(&dossier, dossier.as_of());
        let all = promises(&basis);
        let of = |code: &str| all.iter().find(|promise| promise.action == code).expect("there");
        for promise in &all {
            let counted: Money = promise
                .parts
                .iter()
                .filter(|part| part.counted)
                .map(|part| part.year)
                .sum();
            assert_eq!(promise.year, counted, "{}", promise.action);
            assert!(
                promise
                    .parts
                    .iter()
                    .all(|part| !part.counted || part.money_kind != Some(MoneyKind::Risk)),
                "{}: risk is no return",
                promise.action
            );
        }
        // Done on 30 October: one month, November.
        let invoices = of("R07");
        assert_eq!(invoices.months, 1);
        assert_eq!(
            invoices.to_date,
            Money::rounded(&(invoices.year.ratio() / Ratio::from_integer(12.into())))
        );
        assert_eq!(invoices.confirmed.to_text(), "6635.00");
        // Done on 31 July: August to November.
        assert_eq!(of("R08").months, 4);
        assert_eq!(of("R08").confirmed.to_text(), "23000.00");
        // Not done: nothing is promised for the time.
        assert_eq!((of("R09").months, of("R09").to_date), (0, Money::ZERO));
        assert!(of("R09").share.is_none());
    }

    #[test]
    fn too_few_readings_say_nothing_of_the_person() {
        let dossier = heron();
        let basis = Basis::new(&dossier, dossier.as_of());
        let mut all = promises(&basis);
        let read = all.iter().filter(|promise| promise.is_read()).count();
        let told = calibration(&dossier, &all);
        assert_eq!(told.actions, read);
        assert_eq!(told.share.is_some(), read >= ENOUGH);
        assert_eq!(told.decisions.len(), 6);
        assert_eq!(told.confidence_change.expect("six are enough").printed(), "1.50");
        let one = all
            .iter()
            .find(|promise| promise.is_read())
            .cloned()
            .expect("one was read");
        all = vec![one; ENOUGH];
        let told = calibration(&dossier, &all);
        assert_eq!(
            told.share.as_ref().map(Figure::printed),
            told.median.map(|m| m.printed())
        );
        assert!(told.share.is_some());
    }
}
