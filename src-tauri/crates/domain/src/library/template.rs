//! One template of a finding.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decimal::{self, Decimal};
use crate::records::{Combine, DealClass, Gate, MoneyKind, Rest};

/// Days of inside work.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct EffortDays {
    /// At least.
    #[serde(with = "decimal::number")]
    #[specta(type = String)]
    pub low: Decimal,
    /// At most.
    #[serde(with = "decimal::number")]
    #[specta(type = String)]
    pub high: Decimal,
}

/// Cost outside, in major units of the currency.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct MoneyRange {
    /// At least.
    #[serde(with = "decimal::number")]
    #[specta(type = String)]
    pub low: Decimal,
    /// At most.
    #[serde(with = "decimal::number")]
    #[specta(type = String)]
    pub high: Decimal,
}

/// A practitioner's hint; impact is always computed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct SeverityHint {
    /// 1–5.
    pub likelihood: u8,
}

/// One input of a driver.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct InputModel {
    /// Key in the expression.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// A practitioner's starting value; counts as assumed until replaced.
    #[serde(default, with = "decimal::number::option")]
    #[specta(type = Option<String>)]
    pub typical_low: Option<Decimal>,
    /// Its upper end.
    #[serde(default, with = "decimal::number::option")]
    #[specta(type = Option<String>)]
    pub typical_high: Option<Decimal>,
    /// Whether there is a starting range at all.
    pub typical: bool,
}

/// One way in which the loss arises.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct DriverModel {
    /// Name.
    pub name: String,
    /// Formula in words.
    pub formula: String,
    /// Formula over the keys of the inputs.
    pub expr: String,
    /// Head under which the money counts.
    pub money_kind: MoneyKind,
    /// What it needs to know.
    pub inputs: Vec<InputModel>,
}

/// How the loss is estimated.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct LossModel {
    /// How drivers of one kind are combined.
    pub combine: Combine,
    /// The ways in which it arises.
    pub drivers: Vec<DriverModel>,
}

/// A template: our own prose, with words in braces to be filled.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct Template {
    /// Stable id, such as `T-BIZ-01`.
    pub id: String,
    /// Code of the area.
    pub area: String,
    /// At most 60 characters, third person.
    pub title: String,
    /// Questions of the bank that it answers.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Red flags, word for word.
    #[serde(default)]
    pub red_flags: Vec<String>,
    /// In the company's voice.
    #[serde(default)]
    pub for_founder: String,
    /// Consequence for the buyer, then the step.
    #[serde(default)]
    pub for_investor: String,
    /// Sentences to be ticked as true one by one.
    #[serde(default)]
    pub for_engineers: String,
    /// The state to reach.
    #[serde(default)]
    pub what_good_looks_like: String,
    /// What to do.
    #[serde(default)]
    pub recommendation: String,
    /// What to begin with.
    #[serde(default)]
    pub first_step_this_week: String,
    /// Days of inside work.
    #[serde(default)]
    pub effort_days: EffortDays,
    /// Cost outside; null when none is expected.
    #[serde(default)]
    pub external_cost: Option<MoneyRange>,
    /// Hint of a likelihood.
    #[serde(default)]
    pub severity_hint: SeverityHint,
    /// How the loss is estimated.
    #[serde(default)]
    pub loss_model: LossModel,
    /// Kind of the first driver.
    pub money_kind: MoneyKind,
    /// Event group, from the registry.
    #[serde(default)]
    pub scenario: String,
    /// Why it is a duty; the library writes `none` for no duty.
    #[serde(default, with = "gate_word")]
    #[specta(type = String)]
    pub gate: Option<Gate>,
    /// At most one day.
    #[serde(default)]
    pub quick_win: bool,
    /// What to collect as evidence.
    #[serde(default)]
    pub evidence_to_collect: Vec<String>,
    /// How to check that it is fixed.
    #[serde(default)]
    pub verify_fix: String,
    /// What it means for a deal.
    #[serde(default)]
    pub deal_class_hint: DealClass,
    /// What a buyer does about it: none, investigate, condition, price, warranty, retention, 100-day plan.
    #[serde(default)]
    pub deal_action: String,
    /// Words in braces that it uses.
    #[serde(default)]
    pub placeholders: Vec<String>,
    /// Free words.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Unknown fields.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Rest,
}

/// The library's word `none` is no gate.
mod gate_word {
    use serde::de::{Error, Unexpected};
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::records::Gate;

    pub fn serialize<S: Serializer>(gate: &Option<Gate>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(gate.map_or("none", Gate::as_str))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Gate>, D::Error> {
        let word = Option::<String>::deserialize(deserializer)?.unwrap_or_else(|| "none".to_owned());
        if word == "none" {
            return Ok(None);
        }
        let gate = Gate::from_word(&word);
        gate.map(Some)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&word), &"a gate or \"none\""))
    }
}
