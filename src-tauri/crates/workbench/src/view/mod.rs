//! What the two faces (window and command line) are shown: plain data, camelCase on the wire, no rules.
//!
//! Money is an integer of minor units of the client's currency; every other quantity is exact decimal text.

mod agreed;
mod audit;
mod automation;
mod calendar;
mod check;
mod evidence;
mod findings;
mod foreign;
mod friction;
mod handover;
mod journal;
mod ledger;
mod month;
mod overview;
mod reports;
mod safekeeping;
mod session;
mod vendors;
mod words;

pub use agreed::*;
pub use audit::*;
pub use automation::*;
pub use calendar::*;
pub use check::*;
pub use evidence::*;
pub use findings::*;
pub use foreign::*;
pub use friction::*;
pub use handover::*;
pub use journal::*;
pub use ledger::*;
pub use month::*;
pub use overview::*;
pub use reports::*;
pub use safekeeping::*;
pub use session::*;
pub use vendors::*;
pub use words::{Words, field_word, record_word, status_word, words};

// The domain's closed words, so that the faces need no other crate.
pub use valise_domain::figures::{
    Audience, Clash, Colour, DatedKind, Dependence, Direction, Exit, PromiseCounts,
};
pub use valise_domain::ledger::Rule as LedgerRule;
pub use valise_domain::records::{
    Combine, EngagementKind, FindingStatus, Grade, MoneyKind, VendorState, Visibility,
};
pub use valise_domain::severity::Severity;

use serde::{Deserialize, Deserializer, Serialize};

/// Milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[specta(transparent)]
pub struct Instant(#[specta(type = specta_typescript::Number)] pub i64);

/// Exact decimal text, for example `"0.85"`.
pub type DecimalText = String;

/// A date without a zone, `YYYY-MM-DD`.
pub type DateText = String;

/// The UUIDv7 of a record, as text.
pub type RecordId = String;

/// Tells "absent" from "null" in a change request.
pub(crate) fn present<'de, D, T>(input: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(input).map(Some)
}
