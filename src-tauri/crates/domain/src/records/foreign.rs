//! An amount of another currency than the client's.

use crate::date::Day;
use crate::decimal::Decimal;
use crate::money::{self, Money};

use super::lenient::text;
use super::record;

record! {
    /// An amount of another currency. The amount beside it, in the client's currency, is this one times the rate, rounded
    /// once; the rate was entered by hand. [`crate::foreign`] judges the two.
    #[derive(Eq)]
    pub struct Foreign {
        /// ISO 4217, three capital letters.
        pub currency: String,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub amount: Money,
        /// What one of it is worth in the client's currency.
        pub rate: Decimal,
        pub rate_on: Day,
        /// Where the rate was read.
        #[serde(default, deserialize_with = "text")]
        pub source: String,
    }
}
