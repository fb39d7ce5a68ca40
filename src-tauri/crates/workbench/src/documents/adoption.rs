//! What becomes of a case if fewer people use it than agreed: one sentence, by rule.

use valise_domain::figures::FlowFigures;
use valise_domain::records::Flow;
use valise_domain::{Money, Ratio};
use valise_report::Locale;

/// Points of adoption that the sensitivity takes off (formulas 7.3). Room for less is little room.
const STEP: (i64, i64) = (10, 100);

/// Lowest and highest net benefit when one input is off.
pub(super) fn net_range(known: &FlowFigures) -> (Money, Money) {
    let s = &known.sensitivity;
    let all = [
        s.hours_minus_20,
        s.hours_plus_20,
        s.errors_minus_20,
        s.errors_plus_20,
        s.adoption_minus_10,
        s.adoption_plus_10,
        known.net,
    ];
    let fold = |pick: fn(Money, Money) -> Money| all.into_iter().fold(known.net, pick);
    (fold(Money::min), fold(Money::max))
}

/// The adoption at which the first year pays against the one that was agreed, and the ends of the range against the
/// cost once. None for a case without a benefit.
pub(super) fn risk(locale: &Locale, flow: &Flow, known: &FlowFigures) -> Option<String> {
    let break_even = known.break_even_adoption.as_ref()?;
    let (low, high) = net_range(known);
    let once = flow.one_off_cost;
    let agreed = locale.share(flow.adoption.as_str());
    let needed = locale.share(&break_even.printed());
    let room = flow.adoption.ratio() - break_even.exact();
    let whole = Ratio::from_integer(1.into());
    let nothing = Ratio::from_integer(0.into());
    Some(if break_even.exact() <= &nothing {
        "It costs nothing, so any adoption pays.".to_owned()
    } else if room < nothing {
        let first = if break_even.exact() > &whole {
            "Even if everybody uses it, the first year does not pay".to_owned()
        } else {
            format!("At the {agreed} agreed the first year does not pay: that takes {needed}")
        };
        let end = if high < once {
            "not even the high end of the range covers the cost"
        } else {
            "only the high end of the range covers the cost"
        };
        format!("{first}; {end}.")
    } else {
        let first = if room < Ratio::new(STEP.0.into(), STEP.1.into()) {
            format!("The first year pays at the {agreed} agreed with little room: below {needed} it does not")
        } else {
            format!("The first year pays at the {agreed} agreed, and down to {needed}")
        };
        let end = if low < Money::ZERO {
            "at the low end of the range it returns less than it costs to run"
        } else if low < once {
            "the low end of the range does not cover the cost"
        } else {
            "even the low end of the range covers the cost"
        };
        format!("{first}; {end}.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use valise_domain::figures;
    use valise_domain::{format, samples};

    fn told(change: impl FnOnce(&mut Flow)) -> String {
        let heron = samples::named("HERON").expect("a sample");
        let dossier = format::read(heron.json).expect("it reads");
        let mut flow = dossier.flows.get("FL1").expect("a flow").record().clone();
        change(&mut flow);
        risk(&Locale::of("en-GB", "en"), &flow, &figures::flow(&flow)).unwrap_or_default()
    }

    fn money(text: &str) -> Money {
        text.parse().expect("money")
    }

    #[test]
    fn break_even_against_the_agreed_adoption_and_the_range_against_the_cost() {
        // Full benefit 47,609.08; running 900; cost once 10,280: breaks even at 0.2348.
        assert_eq!(
            told(|_| ()),
            "The first year pays at the 95% agreed, and down to 23%; even the low end of the range covers the cost."
        );
        assert_eq!(
            told(|flow| flow.one_off_cost = money("40000.00")),
            "The first year pays at the 95% agreed with little room: below 86% it does not; the low end of the range \
             does not cover the cost."
        );
        assert_eq!(
            told(|flow| flow.adoption = "0.2".parse().expect("a share")),
            "At the 20% agreed the first year does not pay: that takes 23%; only the high end of the range covers \
             the cost."
        );
        assert_eq!(
            told(|flow| flow.one_off_cost = money("90000.00")),
            "Even if everybody uses it, the first year does not pay; not even the high end of the range covers the \
             cost."
        );
        assert_eq!(
            told(|flow| {
                flow.one_off_cost = Money::ZERO;
                flow.running_cost_year = Money::ZERO;
            }),
            "It costs nothing, so any adoption pays."
        );
        assert_eq!(
            told(|flow| {
                flow.labour_reduction = "0".parse().expect("a share");
                flow.error_reduction = "0".parse().expect("a share");
            }),
            "",
            "nothing is removed"
        );
    }
}
