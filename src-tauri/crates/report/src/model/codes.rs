//! What the letters of a code stand for.

use serde::{Deserialize, Serialize};

/// What a code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// A finding.
    Finding,
    /// An action.
    Action,
    /// A decision.
    Decision,
    /// A flow of work.
    Flow,
    /// A milestone.
    Milestone,
    /// A line of value.
    Value,
    /// A correction.
    Correction,
    /// A cost.
    Cost,
    /// A piece of evidence.
    Evidence,
    /// A request path.
    Path,
    /// A link between systems.
    Link,
    /// A control.
    Control,
    /// A question, by its area.
    Question,
}

/// One line of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeKey {
    /// The letters that the codes begin with, for example `FL`; of questions a whole code.
    pub letters: String,
    /// What they name.
    pub kind: CodeKind,
}
