//! Amounts of another currency: changed by a rate that a person entered, never by the program.
//!
//! A line of the ledger and the cost of a supplier hold their amount in the client's currency. Where the money came in
//! another one, it also
//! says what it was, at which rate, of which day, and where that rate was read. The amount has to be the product,
//! rounded once (formulas 1.2), so that nobody has to guess which of the two is true.

use num_traits::Zero;

use crate::decimal::Ratio;
use crate::money::Money;
use crate::records::{Foreign, LedgerMonth};
use crate::rounding::half_away_i64;

/// Why a line and its foreign amount do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The currency is no code of three capital letters.
    NoCurrency {
        /// What stands there.
        found: String,
    },
    /// It is the client's own currency.
    OwnCurrency {
        /// That currency.
        currency: String,
    },
    /// A rate lies above 0.
    NoRate {
        /// What stands there.
        found: String,
    },
    /// Nobody says where the rate was read.
    NoSource,
    /// The product is more than an amount holds.
    TooLarge {
        /// The product in words.
        product: String,
    },
    /// The line has no amount of its own, or another one than the product.
    OtherAmount {
        /// The product in words.
        product: String,
        /// The amount it has to be.
        expected: Money,
        /// The amount of the line.
        found: Option<Money>,
    },
}

impl Fault {
    /// The field of the line that is wrong.
    pub fn field(&self) -> &'static str {
        match self {
            Fault::NoCurrency { .. } | Fault::OwnCurrency { .. } => "foreign.currency",
            Fault::NoRate { .. } => "foreign.rate",
            Fault::NoSource => "foreign.source",
            Fault::TooLarge { .. } => "foreign.amount",
            Fault::OtherAmount { .. } => "foreign",
        }
    }

    /// What must stand there.
    pub fn expected(&self) -> String {
        match self {
            Fault::NoCurrency { .. } => "a currency as three capital letters".to_owned(),
            Fault::OwnCurrency { currency } => format!("another currency than the client's {currency}"),
            Fault::NoRate { .. } => "a rate above 0".to_owned(),
            Fault::NoSource => "where the rate was read".to_owned(),
            Fault::TooLarge { .. } => "a smaller amount".to_owned(),
            Fault::OtherAmount {
                product, expected, ..
            } => {
                format!("{product} = {expected} as the amount of the line")
            }
        }
    }

    /// What stands there.
    pub fn found(&self) -> String {
        match self {
            Fault::NoCurrency { found } | Fault::NoRate { found } => found.clone(),
            Fault::OwnCurrency { currency } => currency.clone(),
            Fault::NoSource => "nothing".to_owned(),
            Fault::TooLarge { product } => product.clone(),
            Fault::OtherAmount { found, .. } => found.map_or_else(|| "no amount".to_owned(), Money::to_text),
        }
    }
}

/// The amount in the client's currency: the product, rounded once to minor units, half away from zero.
pub fn converted(foreign: &Foreign) -> Money {
    foreign.amount.times(&foreign.rate.ratio())
}

/// What speaks against a line of this amount with this foreign amount, for a client of this currency.
pub fn fault(foreign: &Foreign, amount: Option<Money>, currency: &str) -> Option<Fault> {
    let code = foreign.currency.as_str();
    let is_code = code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    if !is_code {
        let found = code.to_owned();
        return Some(Fault::NoCurrency { found });
    }
    if code == currency {
        let currency = currency.to_owned();
        return Some(Fault::OwnCurrency { currency });
    }
    if foreign.rate.ratio() <= Ratio::zero() {
        let found = foreign.rate.to_string();
        return Some(Fault::NoRate { found });
    }
    if foreign.source.trim().is_empty() {
        return Some(Fault::NoSource);
    }
    let expected = converted(foreign);
    let product = || format!("{code} {} × {}", foreign.amount, foreign.rate);
    if is_beyond(foreign) {
        return Some(Fault::TooLarge { product: product() });
    }
    (amount != Some(expected)).then(|| Fault::OtherAmount {
        product: product(),
        expected,
        found: amount,
    })
}

/// Whether the product, rounded, is more than an amount holds: [`converted`] would stop at the limit.
fn is_beyond(foreign: &Foreign) -> bool {
    let product = foreign.amount.ratio() * foreign.rate.ratio();
    let limit = Money::MAX_MINOR.unsigned_abs();
    half_away_i64(&product).is_none_or(|minor| minor.unsigned_abs() > limit)
}

/// The lines of a month that came in another currency: id, amount in the client's currency, foreign amount.
pub fn of_month(month: &LedgerMonth) -> Vec<(&str, Option<Money>, &Foreign)> {
    let costs = month
        .costs
        .iter()
        .filter_map(|line| Some((line.id.as_str(), line.amount, line.foreign.as_ref()?)));
    let values = month
        .values
        .iter()
        .filter_map(|line| Some((line.id.as_str(), line.amount, line.foreign.as_ref()?)));
    costs.chain(values).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;
    use crate::records::Rest;
    use crate::{format, samples};

    /// A product as it has to be; the window's tests read the same file. None: no amount holds it.
    #[derive(Deserialize)]
    struct Product {
        amount: String,
        rate: String,
        converted: Option<String>,
    }

    fn products() -> Vec<Product> {
        serde_json::from_str(include_str!("../tests/converted.json")).expect("a list of products")
    }

    fn money(text: &str) -> Money {
        text.parse().expect("money")
    }

    fn dollars(amount: &str, rate: &str) -> Foreign {
        Foreign {
            currency: "USD".into(),
            amount: money(amount),
            rate: rate.parse().expect("a rate"),
            rate_on: "2026-11-03".parse().expect("a day"),
            source: "bank statement".into(),
            rest: Rest::new(),
        }
    }

    #[test]
    fn the_product_is_rounded_once_and_half_away_from_zero() {
        for product in products() {
            let (amount, rate) = (product.amount.as_str(), product.rate.as_str());
            let foreign = dollars(amount, rate);
            let Some(expected) = product.converted.as_deref().map(money) else {
                let refused = fault(&foreign, Some(converted(&foreign)), "EUR").expect("no amount holds it");
                assert_eq!(refused.field(), "foreign.amount", "{amount} at {rate}");
                continue;
            };
            assert_eq!(converted(&foreign), expected, "{amount} at {rate}");
            assert_eq!(fault(&foreign, Some(expected), "EUR"), None);
            let cent = Money::from_minor(1).expect("small");
            for off in [expected + cent, expected - cent] {
                let refused = fault(&foreign, Some(off), "EUR").expect("one cent is one too many");
                assert_eq!(refused.field(), "foreign", "{amount} at {rate} is not {off}");
            }
        }
        let none = fault(&dollars("1200.00", "0.9231"), None, "EUR").expect("days have no currency");
        assert_eq!(
            (none.expected().as_str(), none.found().as_str()),
            (
                "USD 1200.00 × 0.9231 = 1107.72 as the amount of the line",
                "no amount"
            )
        );
    }

    #[test]
    fn a_rate_has_a_currency_and_a_source() {
        let amount = Some(money("1107.72"));
        let with = |change: fn(&mut Foreign)| {
            let mut foreign = dollars("1200.00", "0.9231");
            change(&mut foreign);
            fault(&foreign, amount, "EUR").map(|fault| fault.field())
        };
        assert_eq!(with(|_| ()), None);
        assert_eq!(
            with(|foreign| foreign.currency = "usd".into()),
            Some("foreign.currency")
        );
        assert_eq!(
            with(|foreign| foreign.currency = "EUR".into()),
            Some("foreign.currency")
        );
        assert_eq!(
            with(|foreign| foreign.rate = "0".parse().expect("0")),
            Some("foreign.rate")
        );
        assert_eq!(
            with(|foreign| foreign.rate = "-1".parse().expect("-1")),
            Some("foreign.rate")
        );
        assert_eq!(
            with(|foreign| foreign.source = " ".into()),
            Some("foreign.source")
        );
    }

    fn with_line(section: &str, foreign: Value) -> Value {
        let heron = samples::named("HERON").expect("a sample").json;
        let mut file: Value = serde_json::from_str(heron).expect("JSON");
        let ledger = &mut file["ledger"];
        let line = match section {
            "recurring" => &mut ledger["recurring"][2],
            _ => ledger["months"][5][section]
                .as_array_mut()
                .expect("lines")
                .iter_mut()
                .find(|line| line["amount"].is_string())
                .expect("a line with an amount"),
        };
        let amount = if section == "recurring" {
            "amount_month"
        } else {
            "amount"
        };
        line[amount] = "1107.72".into();
        line["foreign"] = foreign;
        file
    }

    #[test]
    fn a_file_is_refused_with_path_product_and_what_stands_there() {
        let foreign = |rate: &str| {
            json!({ "currency": "USD", "amount": "1200.00", "rate": rate, "rate_on": "2026-11-03",
                "source": "bank statement" })
        };
        for section in ["recurring", "costs", "values"] {
            let read = format::read(&with_line(section, foreign("0.9231")).to_string());
            assert!(read.is_ok(), "{section}: {:?}", read.err());
            let refused = format::read(&with_line(section, foreign("0.93")).to_string());
            let words = refused.expect_err("not the product").to_string();
            assert!(words.contains(section) && words.contains("foreign"), "{words}");
            assert!(words.contains("USD 1200.00 × 0.93 = 1116.00"), "{words}");
            assert!(words.contains("1107.72"), "{words}");
        }
    }

    #[test]
    fn a_file_comes_back_as_it_went_in() {
        let foreign = json!({ "currency": "USD", "amount": "1200.00", "rate": "0.92310", "rate_on": "2026-11-03",
            "source": "bank statement" });
        let file = with_line("costs", foreign);
        let read = format::read(&file.to_string()).expect("it reads");
        let again: Value = serde_json::from_str(&format::write(&read)).expect("JSON");
        assert_eq!(again["ledger"], file["ledger"], "the rate as it was typed");
    }
}
