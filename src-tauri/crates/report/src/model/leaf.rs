//! Leaves that are printed for the client's locale.
//!
//! Each serialises as an object with one marked key, so that a printed copy
//! can be made by one walk over the whole model.

use serde::{Deserialize, Serialize};

/// Money in minor units of the edition's currency. Printed in whole units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Amount {
    /// Minor units (hundredths).
    #[serde(rename = "$amount")]
    pub minor: i64,
}

impl Amount {
    /// An amount of `minor` hundredths.
    #[must_use]
    pub const fn of(minor: i64) -> Self {
        Self { minor }
    }
}

/// A civil date, `YYYY-MM-DD`. Text of another form is printed as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// The date as text.
    #[serde(rename = "$day")]
    pub text: String,
}

impl Day {
    /// The day written as `YYYY-MM-DD`.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// A month, `YYYY-MM`. Text of another form is printed as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    /// The month as text.
    #[serde(rename = "$month")]
    pub text: String,
}

impl Month {
    /// The month written as `YYYY-MM`.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// A decimal number as text with a point, for example `2.75`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// Decimal text. Text of another form is printed as it stands.
    #[serde(rename = "$number")]
    pub text: String,
}

impl Number {
    /// The number written as decimal text.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// A share between 0 and 1 as decimal text; printed as a percentage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Decimal text, `0.978` for 97.8 %.
    #[serde(rename = "$share")]
    pub text: String,
}

impl Share {
    /// The share written as decimal text.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// Client text in Markdown; printed as paragraphs, lists, code and tables.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Prose {
    /// Markdown source.
    #[serde(rename = "$prose")]
    pub markdown: String,
}

impl Prose {
    /// The text in Markdown.
    #[must_use]
    pub fn of(markdown: impl Into<String>) -> Self {
        Self {
            markdown: markdown.into(),
        }
    }
}

/// A low, a likely and a high amount of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Lower end.
    pub low: Amount,
    /// Likely value.
    pub likely: Amount,
    /// Upper end.
    pub high: Amount,
}

/// A label with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value in words.
    pub value: String,
}
