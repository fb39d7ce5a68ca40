//! An amount as it is billed in another currency: of a supplier, of a line of the ledger.

use super::{DateText, DecimalText};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::money::Money;

/// An amount as it is billed in another currency, and what it gives in the client's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ForeignBill {
    /// ISO 4217 code.
    pub currency: String,
    /// Hundredths of that currency's unit.
    pub amount: Money,
    /// Units of the client's currency for one of the bill's; above 0.
    pub rate: DecimalText,
    /// The day of the rate.
    pub rate_on: DateText,
    /// Where the rate was read.
    pub source: String,
    /// In the client's currency: amount × rate, rounded once, half away from zero. A bill that was shown with another
    /// product is refused, so that nothing is kept that nobody saw.
    pub converted: Money,
}
