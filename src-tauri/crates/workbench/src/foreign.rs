//! Amounts of another currency as they are typed and shown: of a supplier, of a line of the ledger.
//!
//! A bill comes with the amount that the person saw for it. It is kept together with that amount or not at all, so no
//! figure changes behind somebody's back.

use crate::fields::read;
use crate::view::ForeignBill;
use crate::{Problem, Result};
use serde_json::Value;
use valise_domain::foreign::{self, Fault};
use valise_domain::ledger::Rule;
use valise_domain::records::Foreign;
use valise_domain::text::composed;
use valise_domain::{Day, Decimal, Money};

/// The name of the field, in every record that has one.
pub(crate) const FIELD: &str = "foreign";

/// Puts a bill where `kept` is, or takes it away. The amount that the record has with the bill; none without one.
pub(crate) fn put(kept: &mut Option<Foreign>, value: Value, own: &str) -> Result<Option<Money>> {
    let bill: Option<ForeignBill> = read(FIELD, value)?;
    let next = bill.map(|bill| record(&bill, kept.as_ref(), own)).transpose()?;
    let amount = next.as_ref().map(foreign::converted);
    *kept = next;
    Ok(amount)
}

/// A bill as it is kept, in a client with the currency `own`. What `before` knows beyond it stays.
pub(crate) fn record(bill: &ForeignBill, before: Option<&Foreign>, own: &str) -> Result<Foreign> {
    let rate: Decimal = bill
        .rate
        .parse()
        .map_err(|_| Problem::invalid("foreign/rate", "a rate above 0"))?;
    let rate_on: Day = bill
        .rate_on
        .parse()
        .map_err(|_| Problem::invalid("foreign/rateOn", "the day of the rate"))?;
    let record = Foreign {
        currency: bill.currency.trim().to_uppercase(),
        amount: bill.amount,
        rate,
        rate_on,
        source: composed(bill.source.trim()).into_owned(),
        rest: before.map(|before| before.rest.clone()).unwrap_or_default(),
    };
    match foreign::fault(&record, Some(bill.converted), own) {
        None => Ok(record),
        Some(Fault::OtherAmount { .. }) => Err(Problem::refused(Rule::ForeignAmount.as_str())),
        Some(fault) => Err(Problem::invalid(
            &fault.field().replace('.', "/"),
            &fault.expected(),
        )),
    }
}

/// A bill as it is shown.
pub(crate) fn bill(record: &Foreign) -> ForeignBill {
    ForeignBill {
        currency: record.currency.clone(),
        amount: record.amount,
        rate: record.rate.to_string(),
        rate_on: record.rate_on.to_string(),
        source: record.source.clone(),
        converted: foreign::converted(record),
    }
}

#[cfg(test)]
mod tests {
    use super::{bill, put, record};
    use crate::ProblemCode;
    use crate::view::ForeignBill;
    use serde_json::json;
    use valise_domain::Money;
    use valise_domain::records::Foreign;

    fn minor(amount: i64) -> Money {
        Money::from_minor(amount).expect("an amount")
    }

    fn dollars() -> ForeignBill {
        ForeignBill {
            currency: " usd".into(),
            amount: minor(120_000),
            rate: "0.92310".into(),
            rate_on: "2026-11-03".into(),
            source: " bank statement ".into(),
            converted: minor(110_772),
        }
    }

    #[test]
    fn a_bill_is_kept_as_it_was_shown_and_shown_as_it_is_kept() {
        let kept = record(&dollars(), None, "EUR").expect("the product is right");
        assert_eq!(kept.rate.as_str(), "0.92310", "the rate as it was typed");
        let shown = bill(&kept);
        assert_eq!(
            (shown.currency.as_str(), shown.source.as_str()),
            ("USD", "bank statement")
        );
        assert_eq!(shown.converted, minor(110_772));
        assert_eq!(
            record(&shown, None, "EUR"),
            Ok(kept),
            "nothing is lost on the way"
        );
    }

    #[test]
    fn another_product_than_the_one_that_was_shown_is_refused_by_name() {
        for off in [-1, 1] {
            let shown = ForeignBill {
                converted: minor(110_772 + off),
                ..dollars()
            };
            let refused = record(&shown, None, "EUR").expect_err("a cent off");
            assert_eq!(refused.code, ProblemCode::Refused);
            assert_eq!(refused.params["rule"], "foreignAmount");
        }
    }

    #[test]
    fn each_field_is_judged_at_its_place() {
        let with = |change: fn(&mut ForeignBill)| {
            let mut shown = dollars();
            change(&mut shown);
            let refused = record(&shown, None, "EUR").expect_err("it is wrong");
            assert_eq!(refused.code, ProblemCode::InputNotUnderstood);
            refused.params["path"].clone()
        };
        assert_eq!(with(|bill| bill.currency = "EUR".into()), "foreign/currency");
        assert_eq!(with(|bill| bill.currency = "dollars".into()), "foreign/currency");
        assert_eq!(with(|bill| bill.rate = "0".into()), "foreign/rate");
        assert_eq!(with(|bill| bill.rate = "0,92".into()), "foreign/rate");
        assert_eq!(with(|bill| bill.rate_on = String::new()), "foreign/rateOn");
        assert_eq!(with(|bill| bill.source = " ".into()), "foreign/source");
        let beyond = |bill: &mut ForeignBill| {
            bill.amount = minor(Money::MAX_MINOR);
            bill.rate = "1.1".into();
        };
        assert_eq!(with(beyond), "foreign/amount", "no amount holds the product");
    }

    #[test]
    fn a_bill_is_put_and_taken_away_with_what_its_record_knows_beyond_it() {
        let mut kept: Option<Foreign> = None;
        let value = json!(dollars());
        assert_eq!(put(&mut kept, value.clone(), "EUR"), Ok(Some(minor(110_772))));
        let known = kept.as_mut().expect("it is there");
        known.rest.insert("invoice".into(), json!("2026-117"));
        assert_eq!(put(&mut kept, value, "EUR"), Ok(Some(minor(110_772))));
        assert_eq!(kept.as_ref().expect("still there").rest["invoice"], "2026-117");
        assert_eq!(put(&mut kept, json!(null), "EUR"), Ok(None));
        assert_eq!(kept, None);
    }
}
