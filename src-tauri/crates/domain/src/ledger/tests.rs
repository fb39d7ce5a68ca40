use super::{Refusal, Rule, refusals};
use crate::figures::{self, Basis};
use crate::records::{
    Correction, Foreign, Ledger, LedgerMonth, Measurement, Rest, ValueClass, ValueEvidence, ValueLine,
    ValueStatus,
};
use crate::{Decimal, Dossier, Money, Month, format, samples};
use proptest::prelude::*;

fn heron() -> Dossier {
    format::read(samples::named("HERON").expect("a sample").json).expect("the sample reads")
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// The ledger of HERON with a month after its last, which nobody signed.
fn with_december(dossier: &Dossier, values: Vec<ValueLine>) -> Ledger {
    let mut ledger = dossier.ledger().expect("a ledger").clone();
    let mut december = ledger.months.last().expect("months").clone();
    december.month = month("2026-12");
    december.signed_by = None;
    december.signed_on = None;
    december.costs.clear();
    december.corrections.clear();
    december.values = values;
    ledger.months.push(december);
    ledger
}

fn reading(value: &str) -> Option<Measurement> {
    Some(Measurement {
        value: value.into(),
        unit: "EUR a month".into(),
        start: Some("2026-11-01".parse().expect("a day")),
        end: Some("2026-11-30".parse().expect("a day")),
        n: None,
        ..Measurement::default()
    })
}

/// A line that nothing speaks against.
fn line(id: &str) -> ValueLine {
    ValueLine {
        id: id.into(),
        class: ValueClass::Cash,
        evidence: ValueEvidence::Measured,
        status: ValueStatus::Confirmed,
        what: "Smaller bill".into(),
        amount: Some(Money::from_minor(100_000).expect("small")),
        attribution: decimal("1"),
        baseline: reading("2000"),
        after: reading("1000"),
        source: "invoices".into(),
        confirmed_by: Some("P11".into()),
        confirmed_on: Some("2027-01-04".parse().expect("a day")),
        ..ValueLine::default()
    }
}

/// What is refused when December is added with these lines.
fn refused(values: Vec<ValueLine>) -> Vec<Rule> {
    let dossier = heron();
    let found = refusals(&dossier, dossier.ledger(), &with_december(&dossier, values));
    assert!(
        found.iter().all(|refusal| refusal.month == month("2026-12")),
        "{found:?}"
    );
    found.into_iter().map(|refusal| refusal.rule).collect()
}

#[test]
fn every_sample_could_have_been_entered_line_by_line() {
    for codename in ["HERON", "WREN"] {
        let dossier = format::read(samples::named(codename).expect("a sample").json).expect("it reads");
        let ledger = dossier.ledger().expect("a ledger");
        assert_eq!(refusals(&dossier, None, ledger), [], "{codename}");
    }
}

#[test]
fn a_good_line_may_be_added() {
    assert_eq!(refused(vec![line("VL90")]), []);
}

#[test]
fn each_rule_refuses_what_it_is_for() {
    let with = |change: fn(&mut ValueLine)| {
        let mut line = line("VL90");
        change(&mut line);
        refused(vec![line])
    };
    assert_eq!(with(|l| l.amount = None), [Rule::ActivityIsNoReturn]);
    assert_eq!(
        with(|l| {
            l.amount = None;
            l.hours = Some(decimal("10"));
        }),
        [Rule::ActivityIsNoReturn],
        "hours without a rate are no money"
    );
    assert_eq!(with(|l| l.baseline = None), [Rule::MeasuredWithoutBaseline]);
    assert_eq!(with(|l| l.after = None), [Rule::MeasuredWithoutBaseline]);
    assert_eq!(
        with(|l| {
            l.after = None;
            l.status = ValueStatus::Proposed;
        }),
        [],
        "it is read later"
    );
    assert_eq!(with(|l| l.source.clear()), [Rule::MeasuredWithoutBaseline]);
    assert_eq!(with(|l| l.confirmed_by = None), [Rule::ConfirmedByNobody]);
    assert_eq!(with(|l| l.confirmed_on = None), [Rule::ConfirmedByNobody]);
    assert_eq!(with(|l| l.attribution = decimal("1.01")), [Rule::ShareOutOfRange]);
    assert_eq!(with(|l| l.attribution = decimal("0")), [Rule::ShareOutOfRange]);
    assert_eq!(
        with(|l| {
            l.class = ValueClass::Revenue;
            l.service_start = Some("2027-02-15".parse().expect("a day"));
        }),
        [Rule::BeforeServiceStart]
    );
    assert_eq!(
        with(|l| {
            l.class = ValueClass::Revenue;
            l.status = ValueStatus::Proposed;
            l.service_start = Some("2027-02-15".parse().expect("a day"));
        }),
        [],
        "it may be proposed before"
    );
    assert_eq!(
        with(|l| l.same_cause_as = Some("VL99".into())),
        [Rule::SameCauseUnknown]
    );
    assert_eq!(
        with(|l| l.id = "VL20".into()),
        [Rule::SameId],
        "November has that line"
    );
}

#[test]
fn an_amount_of_another_currency_is_what_its_rate_makes_of_it() {
    let with = |rate: &str, amount: i64| {
        let mut line = line("VL90");
        line.amount = Some(Money::from_minor(amount).expect("small"));
        line.foreign = Some(Foreign {
            currency: "USD".into(),
            amount: "1200.00".parse().expect("money"),
            rate: decimal(rate),
            rate_on: "2026-12-03".parse().expect("a day"),
            source: "bank statement".into(),
            rest: Rest::new(),
        });
        refused(vec![line])
    };
    assert_eq!(with("0.9231", 110_772), []);
    assert_eq!(with("0.9231", 110_773), [Rule::ForeignAmount], "one cent more");
    assert_eq!(with("0", 0), [Rule::ForeignAmount], "no rate");
}

#[test]
fn shares_of_one_effect_make_at_most_a_whole() {
    let part = |id: &str, share: &str| {
        let mut line = line(id);
        line.cause = Some("the bill".into());
        line.attribution = decimal(share);
        line
    };
    assert_eq!(refused(vec![part("VL90", "0.6"), part("VL91", "0.4")]), []);
    assert_eq!(
        refused(vec![part("VL90", "0.6"), part("VL91", "0.41")]),
        [Rule::OverAttributed, Rule::OverAttributed]
    );
}

#[test]
fn the_hours_of_a_flow_are_given_back_once() {
    let hours = |id: &str| {
        let mut line = line(id);
        line.class = ValueClass::Capacity;
        line.amount = None;
        line.hours = Some(decimal("12.5"));
        line.rate = Some(Money::from_minor(5_400).expect("small"));
        line.r#use = Some("tests".into());
        line.flow = Some("FL3".into());
        line
    };
    assert_eq!(refused(vec![hours("VL90")]), []);
    assert_eq!(
        refused(vec![hours("VL90"), hours("VL91")]),
        [Rule::SameHoursTwice]
    );
    let mut same = hours("VL91");
    same.same_cause_as = Some("VL90".into());
    assert_eq!(
        refused(vec![hours("VL90"), same]),
        [],
        "it says that it is the same"
    );
}

#[test]
fn a_year_of_a_flow_gives_back_at_most_what_it_cost() {
    let of = |id: &str, flow: &str, minor: i64| {
        let mut line = line(id);
        line.flow = Some(flow.into());
        line.amount = Some(Money::from_minor(minor).expect("small"));
        line
    };
    let dossier = heron();
    let ledger = dossier.ledger().expect("a ledger");
    let basis = Basis::new(&dossier, dossier.as_of());
    let flow = dossier.flows.get("FL3").expect("a flow");
    let total = figures::flow(flow).friction.total;
    let left = total - figures::flow_year(&basis, ledger, "FL3");
    assert!(left > Money::ZERO, "the sample keeps the rule");
    assert_eq!(refused(vec![of("VL90", "FL3", left.minor())]), [], "to the cent");
    assert_eq!(
        refused(vec![of("VL90", "FL3", left.minor() + 1)]),
        [Rule::OverFlowTotal]
    );
    let mut unconfirmed = of("VL90", "FL3", left.minor() + 1);
    unconfirmed.status = ValueStatus::Measured;
    assert_eq!(refused(vec![unconfirmed]), [], "only what is confirmed is bound");
}

#[test]
fn a_flow_that_nobody_priced_bounds_nothing_and_an_old_excess_stops_no_other_work() {
    let mut file: serde_json::Value =
        serde_json::from_str(samples::named("HERON").expect("a sample").json).expect("JSON");
    for flow in file["flows"].as_array_mut().expect("flows") {
        if flow["id"] == "FL3" {
            flow["hours_per_week_each"] = "0".into();
            flow["error_rate"] = "0".into();
            flow["tool_cost_year"] = "0.00".into();
            flow["delay"] = serde_json::Value::Null;
            flow["coordination"] = serde_json::Value::Null;
        }
        if flow["id"] == "FL1" {
            // Far below what its lines of autumn gave back.
            flow["hours_per_week_each"] = "0.01".into();
            flow["error_rate"] = "0".into();
        }
    }
    let dossier = format::read(&file.to_string()).expect("it reads");
    let mut unpriced = line("VL90");
    unpriced.flow = Some("FL3".into());
    let after = with_december(&dossier, vec![unpriced]);
    assert_eq!(refusals(&dossier, dossier.ledger(), &after), []);
    let mut more = line("VL90");
    more.flow = Some("FL1".into());
    let after = with_december(&dossier, vec![more]);
    let rules: Vec<Rule> = refusals(&dossier, dossier.ledger(), &after)
        .into_iter()
        .map(|refusal| refusal.rule)
        .collect();
    assert_eq!(rules, [Rule::OverFlowTotal], "what makes it worse is refused");
}

#[test]
fn a_signed_month_stays_and_a_correction_restates_it() {
    let dossier = heron();
    let before = dossier.ledger().expect("a ledger");
    let signed = |change: fn(&mut Ledger)| {
        let mut after = before.clone();
        change(&mut after);
        refusals(&dossier, Some(before), &after)
            .into_iter()
            .map(|refusal| (refusal.rule, refusal.month.to_string()))
            .collect::<Vec<_>>()
    };
    let july = |rule| vec![(rule, "2026-07".to_owned())];
    assert_eq!(
        signed(|ledger| ledger.months[1].values[0].amount = Some(Money::ZERO)),
        july(Rule::SignedMonth)
    );
    assert_eq!(
        signed(|ledger| ledger.months[1].summary.push('!')),
        july(Rule::SignedMonth)
    );
    assert_eq!(
        signed(|ledger| ledger.months[1].signed_on = None),
        july(Rule::SignedMonth),
        "nobody takes a signature back"
    );
    assert!(
        !signed(|ledger| ledger.recurring[0].amount_month = Money::ZERO).is_empty(),
        "what recurred in a signed month is part of it"
    );
    assert!(
        !signed(|ledger| ledger.recurring[0].what.push('!')).is_empty(),
        "its words are as well"
    );
    assert_eq!(
        signed(|ledger| ledger.recurring[0].last_month = Some("2026-11".parse().expect("a month"))),
        [],
        "it may end after it"
    );
    let correction = |restates: &str, reason: &str| {
        let mut after = with_december(&dossier, Vec::new());
        after
            .months
            .last_mut()
            .expect("December")
            .corrections
            .push(Correction {
                id: "CO90".into(),
                restates: restates.into(),
                amount: Money::from_minor(-5_000).expect("small"),
                reason: reason.into(),
                ..Correction::default()
            });
        refusals(&dossier, Some(before), &after)
            .into_iter()
            .map(|refusal| refusal.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(correction("VL20", "the invoice was read twice"), []);
    assert_eq!(correction("VL26", "never confirmed"), [Rule::CorrectsNothing]);
    assert_eq!(correction("VL90", "not there"), [Rule::CorrectsNothing]);
    assert_eq!(correction("VL20", " "), [Rule::CorrectionWithoutReason]);
}

#[test]
fn no_month_is_missing_and_none_is_before_the_first_invoice() {
    let dossier = heron();
    let before = dossier.ledger().expect("a ledger");
    let mut gap = with_december(&dossier, Vec::new());
    gap.months.last_mut().expect("December").month = month("2027-01");
    let at = |rule, month| Refusal {
        rule,
        month,
        line: String::new(),
    };
    assert_eq!(
        refusals(&dossier, Some(before), &gap),
        [at(Rule::MonthMissing, month("2027-01"))]
    );
    let mut early = before.clone();
    early.first_month = month("2026-05");
    assert_eq!(
        refusals(&dossier, Some(before), &early),
        [at(Rule::MonthMissing, month("2026-05"))]
    );
}

prop_compose! {
    fn any_line()(
        at in 0..40_u32,
        class in 0..5_usize,
        evidence in 0..3_usize,
        status in 0..6_usize,
        amount in proptest::option::of(-500_000_i64..5_000_000),
        share in 0..140_u32,
        cause in proptest::option::of(0..3_u32),
        flow in proptest::option::of(1..5_u32),
        measured: bool,
        confirmed: bool,
        used: bool,
    ) -> ValueLine {
        let mut line = line(&format!("VL{}", 900 + at));
        line.class = ValueClass::ALL[class];
        line.evidence = ValueEvidence::ALL[evidence];
        line.status = ValueStatus::ALL[status];
        line.amount = amount.map(|minor| Money::from_minor(minor).expect("small"));
        line.attribution = decimal(&format!("{}.{:02}", share / 100, share % 100));
        line.cause = cause.map(|n| format!("cause {n}"));
        line.flow = flow.map(|n| format!("FL{n}"));
        if !measured { line.baseline = None; }
        if !confirmed { line.confirmed_by = None; }
        line.r#use = used.then(|| "tests".to_owned());
        line
    }
}

proptest! {
    /// Whatever is typed: what is let through keeps every promise of the ledger, and the rows of the month make its sums.
    #[test]
    fn what_is_let_through_keeps_the_rules(lines in proptest::collection::vec(any_line(), 0..8)) {
        let dossier = heron();
        let after = with_december(&dossier, lines);
        if !refusals(&dossier, dossier.ledger(), &after).is_empty() {
            return Ok(());
        }
        let mut file: serde_json::Value =
            serde_json::from_str(samples::named("HERON").expect("a sample").json).expect("JSON");
        file["ledger"] = serde_json::to_value(&after).expect("serialises");
        let changed = format::read(&file.to_string()).expect("it reads");
        let ledger = figures::ledger(&Basis::new(&changed, changed.as_of())).expect("a ledger");
        let december = ledger.months.last().expect("December");
        prop_assert!(december.over_attributed.is_empty());
        let record: &LedgerMonth = after.months.last().expect("December");
        let mut sum = Money::ZERO;
        for (value, figures) in record.values.iter().zip(&december.lines) {
            sum += figures.confirmed;
            if figures.confirmed != Money::ZERO {
                prop_assert!(value.class != ValueClass::Risk);
                prop_assert!(value.baseline.is_some() && value.after.is_some());
                prop_assert!(value.confirmed_by.is_some() && value.confirmed_on.is_some());
                prop_assert!(value.class != ValueClass::Capacity || value.r#use.is_some());
            }
        }
        prop_assert_eq!(sum + december.corrections, december.own.confirmed);
        let before = &ledger.months[ledger.months.len() - 2].to_date;
        prop_assert_eq!(before.confirmed + december.own.confirmed, december.to_date.confirmed);
    }
}
