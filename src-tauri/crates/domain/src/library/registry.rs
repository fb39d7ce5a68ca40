//! The closed lists behind the library.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decimal::{self, Decimal};
use crate::records::{Counting, MoneyKind};

/// An event group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ScenarioKind {
    /// Its name.
    pub name: String,
    /// How risk is counted.
    pub risk_rule: Counting,
    /// How waste is counted.
    pub waste_rule: Counting,
    /// The usual counting.
    pub usual: Counting,
    /// The event in one sentence.
    pub event: String,
}

impl ScenarioKind {
    /// How members of a money kind count: waste is summed, risk and blocked take the largest.
    pub fn counting(&self, kind: MoneyKind) -> Counting {
        match kind {
            MoneyKind::Risk => self.risk_rule,
            MoneyKind::Waste => self.waste_rule,
            MoneyKind::Blocked => Counting::Largest,
        }
    }
}

/// A word in braces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Placeholder {
    /// The word.
    pub name: String,
    /// What it stands for.
    pub meaning: String,
    /// One filling.
    pub example: String,
    /// What a draft says when nothing is filled in.
    pub fallback: String,
}

/// A figure that loss drivers ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Input {
    /// Key in expressions.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Starting value, lower end.
    #[serde(default, with = "decimal::number::option")]
    #[specta(type = Option<String>)]
    pub typical_low: Option<Decimal>,
    /// Starting value, upper end.
    #[serde(default, with = "decimal::number::option")]
    #[specta(type = Option<String>)]
    pub typical_high: Option<Decimal>,
}

/// The three lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Registry {
    /// Event groups.
    pub scenarios: Vec<ScenarioKind>,
    /// Words in braces.
    pub placeholders: Vec<Placeholder>,
    /// Figures.
    pub inputs: Vec<Input>,
}

impl Registry {
    /// The placeholder with this name.
    pub fn placeholder(&self, name: &str) -> Option<&Placeholder> {
        self.placeholders
            .iter()
            .find(|placeholder| placeholder.name == name)
    }

    /// The event group with this name.
    pub fn scenario(&self, name: &str) -> Option<&ScenarioKind> {
        self.scenarios.iter().find(|scenario| scenario.name == name)
    }
}
