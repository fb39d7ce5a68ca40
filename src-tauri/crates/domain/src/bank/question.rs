//! One question of the bank.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::records::Rest;
use crate::severity::Severity;

/// What scores 0, 2 and 4 look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Anchors {
    /// Absent.
    #[serde(rename = "0")]
    pub absent: String,
    /// Partly or unevenly in place.
    #[serde(rename = "2")]
    pub partly: String,
    /// Measured and improving.
    #[serde(rename = "4")]
    pub measured: String,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// An engineer.
    Engineer,
    /// The lead of engineering.
    Lead,
    /// The founder.
    Founder,
    /// Operations.
    Ops,
    /// Finance.
    Finance,
    /// Sales.
    Sales,
    /// Product.
    Product,
    /// Support.
    Support,
}

/// A question of the bank, or one of the client's own (id beginning `X-`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Question {
    /// Stable id, such as `BIZ-01`.
    pub id: String,
    /// Code of the area.
    pub area: String,
    /// Name of the area.
    #[serde(default)]
    pub area_name: String,
    /// The question itself.
    pub question: String,
    /// Why it is asked.
    #[serde(default)]
    pub why_it_matters: String,
    /// What a good answer shows.
    #[serde(default)]
    pub good_evidence: String,
    /// Signs of trouble.
    #[serde(default)]
    pub red_flags: Vec<String>,
    /// Critical questions cap the colour of their area.
    pub default_severity: Severity,
    /// 1–5.
    pub weight: u32,
    /// Who is asked.
    pub ask: Asked,
    /// What to do on site.
    #[serde(default)]
    pub quick_check: String,
    /// Packs that hold the question.
    #[serde(default)]
    pub packs: Vec<String>,
    /// References to frameworks, by identifier.
    #[serde(default)]
    pub frameworks: Vec<String>,
    /// Matters in a deal.
    #[serde(default)]
    pub deal_relevant: bool,
    /// Enters the score; a discovery question does not.
    #[serde(default = "scored_by_default")]
    pub scored: bool,
    /// Records that its answer creates.
    #[serde(default)]
    pub creates: Vec<String>,
    /// What the scores look like.
    #[serde(default)]
    pub anchors: Option<Anchors>,
    /// A twin that asks for the same fact.
    #[serde(default)]
    pub same_fact_as: Option<String>,
    /// Imports that can answer it.
    #[serde(default)]
    pub derivable_from: Vec<String>,
    /// When it does not apply.
    #[serde(default)]
    pub na_hint: Option<String>,
    /// Ways in which its absence costs money.
    #[serde(default)]
    pub loss_drivers: Vec<String>,
    /// Unknown fields.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Rest,
}

fn scored_by_default() -> bool {
    true
}

impl Question {
    /// A critical question caps its area at 0 and at 1.
    pub fn is_critical(&self) -> bool {
        self.default_severity == Severity::Critical
    }
}
