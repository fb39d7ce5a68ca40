//! What a finding costs a year, from a few figures that somebody can answer.

use crate::session::Client;
use crate::view::{InputValue, LossDriver as DriverView, LossInput as InputView, Range};
use crate::{Problem, Result};
use valise_domain::Decimal;
use valise_domain::library;
use valise_domain::loss::{self, Estimate};
use valise_domain::records::{Finding, LossDriver, LossRange};

impl Client {
    /// The drivers of a template with these inputs.
    pub fn price_template(&self, id: &str, inputs: &[InputValue]) -> Result<Vec<DriverView>> {
        let template = self
            .library
            .template(id)
            .ok_or_else(|| Problem::not_found("template"))?;
        let mut drivers = library::loss_drivers(template);
        put_inputs(&mut drivers, inputs)?;
        let estimate = loss::estimate(&drivers, template.loss_model.combine);
        Ok(driver_views_of(&drivers, &estimate))
    }

    /// The drivers of a finding with their present inputs.
    pub(super) fn driver_views(&self, finding: &Finding) -> Vec<DriverView> {
        let Some(drivers) = &finding.loss_drivers else {
            return Vec::new();
        };
        let estimate = loss::estimate(drivers, finding.loss_combine.unwrap_or_default());
        driver_views_of(drivers, &estimate)
    }

    /// Replaces inputs of a finding and computes its loss anew.
    pub(super) fn set_inputs(&self, finding: &mut Finding, inputs: &[InputValue]) -> Result<()> {
        let mut drivers = finding.loss_drivers.clone().unwrap_or_default();
        put_inputs(&mut drivers, inputs)?;
        finding.loss_drivers = Some(drivers);
        price(finding);
        Ok(())
    }
}

/// Computes the loss of a finding from its drivers. Drivers of another head are not added to it.
pub(super) fn price(finding: &mut Finding) {
    let Some(drivers) = &finding.loss_drivers else {
        return;
    };
    let estimate = loss::estimate(drivers, finding.loss_combine.unwrap_or_default());
    finding.loss = estimate.of(finding.money_kind).map(|range| LossRange {
        low: range.low,
        likely: range.likely,
        high: range.high,
        ..LossRange::default()
    });
    finding.loss_basis = basis(drivers, &estimate, finding);
}

/// In words: which drivers count, and which were left out for want of an input.
fn basis(drivers: &[LossDriver], estimate: &Estimate, finding: &Finding) -> String {
    let counted: Vec<String> = drivers
        .iter()
        .zip(&estimate.drivers)
        .filter(|(driver, estimate)| estimate.range.is_some() && driver.money_kind == finding.money_kind)
        .map(|(driver, _)| format!("{}: {}", driver.name, driver.formula))
        .collect();
    let left_out: Vec<&str> = estimate.left_out().collect();
    let mut words = counted.join("; ");
    if !left_out.is_empty() && !words.is_empty() {
        words.push_str(&format!(
            ". Left out for want of an input: {}",
            left_out.join(", ")
        ));
    }
    if estimate.is_assumed() && !words.is_empty() {
        words.push_str(". Some inputs are starting values");
    }
    words
}

/// Puts values into inputs. A value that somebody typed is no longer assumed.
pub(super) fn put_inputs(drivers: &mut [LossDriver], inputs: &[InputValue]) -> Result<()> {
    for value in inputs {
        let path = format!("inputs/{}/{}", value.driver, value.key);
        let input = drivers
            .get_mut(value.driver as usize)
            .and_then(|driver| driver.inputs.iter_mut().find(|input| input.key == value.key))
            .ok_or_else(|| Problem::invalid(&path, "an input of the template"))?;
        let read = |text: &Option<String>| -> Result<Option<Decimal>> {
            match text.as_deref().map(str::trim) {
                None | Some("") => Ok(None),
                Some(text) => text
                    .parse()
                    .map(Some)
                    .map_err(|_| Problem::invalid(&path, "a number such as 2.5")),
            }
        };
        let (low, high) = (read(&value.low)?, read(&value.high)?);
        if low
            .as_ref()
            .zip(high.as_ref())
            .is_some_and(|(low, high)| low > high)
        {
            return Err(Problem::invalid(
                &path,
                "a low value that is not above the high one",
            ));
        }
        if low
            .as_ref()
            .or(high.as_ref())
            .is_some_and(|value| *value < Decimal::from(0))
        {
            return Err(Problem::invalid(&path, "a value that is not below zero"));
        }
        let changed = input.low != low || input.high != high;
        // One value alone stands for both ends.
        input.high = high.clone().or_else(|| low.clone());
        input.low = low.or(high);
        if changed {
            input.assumed = false;
        }
    }
    Ok(())
}

pub(super) fn driver_views_of(drivers: &[LossDriver], estimate: &Estimate) -> Vec<DriverView> {
    drivers
        .iter()
        .zip(&estimate.drivers)
        .map(|(driver, estimate)| DriverView {
            name: driver.name.clone(),
            formula: driver.formula.clone(),
            money_kind: driver.money_kind,
            inputs: driver
                .inputs
                .iter()
                .map(|input| InputView {
                    key: input.key.clone(),
                    label: input.label.clone(),
                    unit: input.unit.clone(),
                    low: input.low.as_ref().map(ToString::to_string),
                    high: input.high.as_ref().map(ToString::to_string),
                    typical: input.typical,
                    assumed: input.assumed,
                })
                .collect(),
            range: estimate.range.map(Range::from),
        })
        .collect()
}
