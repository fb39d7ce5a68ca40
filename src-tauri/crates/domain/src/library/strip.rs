//! From a finding back to a template: filled values become braces, and what could still name a
//! client is listed for a decision.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use crate::decimal::Decimal;
use crate::records::{Finding, LossDriver};

use super::{DriverModel, EffortDays, InputModel, LossModel, MoneyRange, SeverityHint, Template};

/// What kind of thing is left in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RemainingKind {
    /// A number.
    Number,
    /// A date or a month.
    Date,
    /// A word that looks like a name, or is known to be one.
    Name,
}

/// Something that the consultant must decide on before the template is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Remaining {
    /// Field of the template.
    pub field: String,
    /// What it is.
    pub kind: RemainingKind,
    /// The words.
    pub text: String,
}

/// A template made of a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Stripped {
    /// The template. Its id is empty.
    pub template: Template,
    /// Numbers, dates and names that are still in it.
    pub remaining: Vec<Remaining>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Makes a template of a finding. `values` are the fillings to turn back into braces; `names` are
/// names that must not stay (people, suppliers, the client itself). Money, owners, dates and evidence
/// are not taken over; inputs of the loss keep their question and lose their figures.
pub fn strip(finding: &Finding, values: &BTreeMap<String, String>, names: &[&str]) -> Stripped {
    // The longest value first, so that no value is cut by a shorter one inside it.
    let mut values: Vec<(&str, &str)> = values
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    values.sort_by_key(|(name, value)| (std::cmp::Reverse(value.len()), *name));
    let text = |text: &str| {
        values
            .iter()
            .fold(text.to_owned(), |text, (name, value)| braced(&text, name, value))
    };
    let template = Template {
        area: finding.area.clone(),
        title: text(&finding.title),
        questions: finding.questions.clone(),
        for_founder: text(&finding.for_founder),
        for_investor: text(finding.for_investor.as_deref().unwrap_or("")),
        for_engineers: text(&finding.for_engineers),
        recommendation: text(&finding.recommendation),
        effort_days: effort(finding.effort_days.as_ref()),
        external_cost: None::<MoneyRange>,
        severity_hint: SeverityHint {
            likelihood: finding.likelihood.unwrap_or(3),
        },
        loss_model: LossModel {
            combine: finding.loss_combine.unwrap_or_default(),
            drivers: finding.loss_drivers.iter().flatten().map(driver).collect(),
        },
        money_kind: finding.money_kind,
        gate: finding.gate,
        deal_class_hint: finding.deal_class.unwrap_or_default(),
        ..Template::default()
    };
    let fields = [
        ("title", &template.title),
        ("for_founder", &template.for_founder),
        ("for_investor", &template.for_investor),
        ("for_engineers", &template.for_engineers),
        ("recommendation", &template.recommendation),
    ];
    let mut remaining = Vec::new();
    let mut placeholders: Vec<String> = Vec::new();
    for (field, text) in fields {
        left_in(field, text, names, &mut remaining);
        let used = values
            .iter()
            .filter(|(name, _)| text.contains(&format!("{{{name}}}")));
        placeholders.extend(used.map(|(name, _)| (*name).to_owned()));
    }
    placeholders.sort();
    placeholders.dedup();
    Stripped {
        template: Template {
            placeholders,
            ..template
        },
        remaining,
    }
}

/// Replaces a value by its word in braces, where the value stands as whole words, in any case of its
/// first letter.
fn braced(text: &str, name: &str, value: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, length)) = find(rest, value) {
        let before = result
            .chars()
            .last()
            .filter(|_| at == 0)
            .or_else(|| rest[..at].chars().last());
        let after = rest[at + length..].chars().next();
        let whole = !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric);
        result.push_str(&rest[..at]);
        if whole {
            result.push('{');
            result.push_str(name);
            result.push('}');
        } else {
            result.push_str(&rest[at..at + length]);
        }
        rest = &rest[at + length..];
    }
    result.push_str(rest);
    result
}

/// The next place of a value, as it is or with a capital, and its length there.
fn find(text: &str, value: &str) -> Option<(usize, usize)> {
    let mut letters = value.chars();
    let capital: String = letters.next()?.to_uppercase().chain(letters).collect();
    [value, capital.as_str()]
        .iter()
        .filter_map(|form| Some((text.find(form)?, form.len())))
        .min()
}

fn effort(days: Option<&Decimal>) -> EffortDays {
    let days = days.cloned().unwrap_or_default();
    EffortDays {
        low: days.clone(),
        high: days,
    }
}

fn driver(driver: &LossDriver) -> DriverModel {
    let input = |input: &crate::records::LossInput| InputModel {
        key: input.key.clone(),
        label: input.label.clone(),
        unit: input.unit.clone(),
        // A starting range that nobody replaced came from a template and may go back into one.
        typical_low: input.low.clone().filter(|_| input.assumed),
        typical_high: input.high.clone().filter(|_| input.assumed),
        typical: input.assumed && input.low.is_some(),
    };
    DriverModel {
        name: driver.name.clone(),
        formula: driver.formula.clone(),
        expr: driver.expr.clone(),
        money_kind: driver.money_kind,
        inputs: driver.inputs.iter().map(input).collect(),
    }
}

fn left_in(field: &str, text: &str, names: &[&str], remaining: &mut Vec<Remaining>) {
    let mut note = |kind: RemainingKind, words: &str| {
        let item = Remaining {
            field: field.to_owned(),
            kind,
            text: words.to_owned(),
        };
        if !remaining.contains(&item) {
            remaining.push(item);
        }
    };
    for name in names
        .iter()
        .filter(|name| !name.is_empty() && text.contains(**name))
    {
        note(RemainingKind::Name, name);
    }
    let mut begins = true;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let ends = word.ends_with(['.', '!', '?', ':']);
        let has_digit = bare.contains(|letter: char| letter.is_ascii_digit());
        if word.contains('{') {
            // A word in braces is decided already.
        } else if has_digit && bare.parse::<crate::Day>().is_ok() {
            note(RemainingKind::Date, bare);
        } else if MONTHS.contains(&bare) {
            let year = words
                .peek()
                .filter(|next| next.starts_with(|letter: char| letter.is_ascii_digit()));
            let year = year.map(|next| next.trim_matches(|letter: char| !letter.is_alphanumeric()));
            note(
                RemainingKind::Date,
                &year.map_or(bare.to_owned(), |year| format!("{bare} {year}")),
            );
        } else if has_digit {
            note(RemainingKind::Number, bare);
        } else if !begins && bare.starts_with(char::is_uppercase) {
            note(RemainingKind::Name, bare);
        }
        begins = ends;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_braces_and_the_rest_is_listed() {
        let finding = Finding {
            title: "Four keys on laptops".to_owned(),
            for_engineers: "The map supplier failed 12 times since March 2022. Ilse knows the map supplier. 4 keys, 41 files.".to_owned(),
            ..Finding::default()
        };
        let values = BTreeMap::from([
            ("supplier".to_owned(), "the map supplier".to_owned()),
            ("count".to_owned(), "4".to_owned()),
        ]);
        let stripped = strip(&finding, &values, &["Ilse"]);
        assert_eq!(
            stripped.template.for_engineers,
            "{supplier} failed 12 times since March 2022. Ilse knows {supplier}. {count} keys, 41 files."
        );
        assert_eq!(stripped.template.placeholders, ["count", "supplier"]);
        let left: Vec<(RemainingKind, &str)> = stripped
            .remaining
            .iter()
            .map(|left| (left.kind, left.text.as_str()))
            .collect();
        assert!(left.contains(&(RemainingKind::Name, "Ilse")));
        assert!(left.contains(&(RemainingKind::Number, "12")));
        assert!(left.contains(&(RemainingKind::Number, "41")));
        assert!(left.contains(&(RemainingKind::Date, "March 2022")));
    }
}
