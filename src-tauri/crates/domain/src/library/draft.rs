//! From a template to the draft of a finding.

use std::collections::BTreeMap;

use crate::decimal::{Decimal, Ratio};
use crate::money::Money;
use crate::records::{Finding, FindingStatus, LossDriver, LossInput};
use crate::rounding;

use super::{Registry, Template, fill, sentences};

/// What the consultant chose for a template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fillings {
    /// Values of the words in braces.
    pub values: BTreeMap<String, String>,
    /// Sentences of `for_engineers` that are true here, by their place from 0; none ticked keeps none.
    pub true_sentences: Vec<usize>,
}

/// A draft with the template's texts filled, only the ticked sentences, its loss drivers with their
/// starting ranges marked as assumed, and the middle of its effort. Id and engagement are the
/// caller's; likelihood is the template's hint; owner, scenario, loss and share removed stay open.
pub fn draft(template: &Template, registry: &Registry, fillings: &Fillings) -> Finding {
    let filled = |text: &str| fill(text, &fillings.values, registry).text;
    let ticked: Vec<&str> = sentences(&template.for_engineers)
        .into_iter()
        .enumerate()
        .filter(|(at, _)| fillings.true_sentences.contains(at))
        .map(|(_, sentence)| sentence)
        .collect();
    let investor = filled(&template.for_investor);
    let outside = template
        .external_cost
        .as_ref()
        .map(|range| middle(&range.low, &range.high));
    Finding {
        title: filled(&template.title),
        area: template.area.clone(),
        questions: template.questions.clone(),
        money_kind: template.money_kind,
        likelihood: Some(template.severity_hint.likelihood),
        loss_drivers: Some(loss_drivers(template)),
        loss_combine: Some(template.loss_model.combine),
        for_founder: filled(&template.for_founder),
        for_engineers: filled(&ticked.join(" ")),
        for_investor: Some(investor).filter(|text| !text.is_empty()),
        recommendation: filled(&template.recommendation),
        effort_days: rounding::printed(&middle(&template.effort_days.low, &template.effort_days.high), 2)
            .parse()
            .ok(),
        external_cost: Some(outside.map_or(Money::ZERO, |cost| {
            Money::rounded(&(cost * Ratio::from_integer(100.into())))
        })),
        status: FindingStatus::Draft,
        deal_class: Some(template.deal_class_hint),
        gate: template.gate,
        template: Some(template.id.clone()),
        ..Finding::default()
    }
}

fn middle(low: &Decimal, high: &Decimal) -> Ratio {
    (low.ratio() + high.ratio()) / Ratio::from_integer(2.into())
}

/// The template's drivers as records of a finding, with starting ranges marked as assumed.
pub fn loss_drivers(template: &Template) -> Vec<LossDriver> {
    let driver = |driver: &super::DriverModel| LossDriver {
        name: driver.name.clone(),
        formula: driver.formula.clone(),
        expr: driver.expr.clone(),
        money_kind: driver.money_kind,
        inputs: driver
            .inputs
            .iter()
            .map(|input| LossInput {
                key: input.key.clone(),
                label: input.label.clone(),
                unit: input.unit.clone(),
                low: input.typical_low.clone(),
                high: input.typical_high.clone(),
                typical: input.typical,
                assumed: input.typical,
                ..LossInput::default()
            })
            .collect(),
        ..LossDriver::default()
    };
    template.loss_model.drivers.iter().map(driver).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    #[test]
    fn a_draft_keeps_only_what_was_ticked() {
        let library = Library::built_in();
        let template = library.template("T-BIZ-01").expect("template");
        let fillings = Fillings {
            values: BTreeMap::from([("count".to_owned(), "4".to_owned())]),
            true_sentences: vec![0, 2],
        };
        let finding = draft(template, library.registry(), &fillings);
        assert_eq!(
            finding.for_engineers,
            "Contracts with 4 customers state an availability figure. The clause does not say whether planned work counts."
        );
        assert_eq!(finding.status, FindingStatus::Draft);
        assert_eq!(finding.effort_days.as_ref().map(Decimal::as_str), Some("5.50"));
        assert_eq!(finding.template.as_deref(), Some("T-BIZ-01"));
    }
}
