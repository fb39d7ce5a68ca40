//! Ranges of a cost, watched cases and waiting decisions: the additions to formulas 7.

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use valise_domain::decimal::Ratio;
use valise_domain::figures::{
    self, FlowInput, Friction, FrictionRange, HALF_WIDTHS, Removal, friction_range, removal, timing, waited,
};
use valise_domain::records::{Decision, DecisionState, Flow, InputKind};
use valise_domain::{Dossier, format, samples};

fn heron() -> &'static Dossier {
    static HERON: OnceLock<Dossier> = OnceLock::new();
    HERON.get_or_init(|| format::read(samples::named("HERON").expect("sample").json).expect("valid"))
}

fn flow(dossier: &Dossier, code: &str) -> Flow {
    dossier.flows.get(code).expect("there").record().clone()
}

fn in_order(range: &FrictionRange) -> bool {
    let parts = |friction: &Friction| {
        let mut all = friction.parts().to_vec();
        all.push(friction.total);
        all
    };
    let (low, likely, high) = (parts(&range.low), parts(&range.likely), parts(&range.high));
    let pairs = low.iter().zip(&likely).chain(likely.iter().zip(&high));
    pairs.into_iter().all(|(one, other)| one <= other)
}

#[test]
fn the_likely_amount_is_the_formula_unchanged() {
    let dossier = heron();
    let mut sum = FrictionRange::default();
    for flow in &dossier.flows {
        let range = friction_range(flow);
        assert_eq!(
            range.likely,
            figures::flow(flow).friction,
            "{}: a range moves nothing",
            flow.record().id
        );
        assert!(in_order(&range), "{}: low, likely, high", flow.record().id);
        sum += range;
    }
    assert_eq!(sum.likely, figures::friction(dossier), "nor does their sum");
}

#[test]
fn an_input_without_a_range_has_the_half_width_of_its_kind() {
    let fl1 = flow(heron(), "FL1");
    let range = friction_range(&fl1);
    // Hours are timed: 27,508.00 × 0.9 and × 1.1; people, weeks and rate are counted.
    assert_eq!(
        range.low.labour.to_text(),
        "24757.20",
        "timed hours are ten per cent off"
    );
    assert_eq!(range.high.labour.to_text(), "30258.80");
    // Cases and error rate are sampled, the cost of an error is asked: 27,531.00 × 0.85² × 0.7 and × 1.15² × 1.3.
    assert_eq!(range.low.errors.to_text(), "13923.80");
    assert_eq!(range.high.errors.to_text(), "47332.67");
    let widths: Vec<i64> = HALF_WIDTHS.iter().map(|(_, width)| *width).collect();
    assert_eq!(widths, [10, 15, 30, 50], "the worse it is known, the wider");
}

#[test]
fn a_range_of_its_own_takes_the_place_of_the_half_width() {
    let dossier = heron();
    let mut fl1 = flow(dossier, "FL1");
    let ranges = json!({
        "hours_per_week_each": {"low": "6", "high": "8"},
        "loaded_rate": {"low": "40.00", "high": "50.00"},
    });
    fl1.ranges = serde_json::from_value(ranges).expect("ranges");
    let range = friction_range(&fl1);
    assert_eq!(range.low.labour.to_text(), "22080.00", "2 × 6 × 46 × 40");
    assert_eq!(range.high.labour.to_text(), "36800.00", "2 × 8 × 46 × 50");
    assert_eq!(range.likely, figures::flow(&flow(dossier, "FL1")).friction);
    // A range that the figure has left is stretched to it.
    fl1.hours_per_week_each = "9".parse().expect("decimal");
    let stretched = friction_range(&fl1);
    assert_eq!(stretched.likely.labour.to_text(), "38088.00");
    assert_eq!(stretched.high.labour.to_text(), "41400.00", "2 × 9 × 46 × 50");
    assert!(in_order(&stretched));
}

#[test]
fn a_share_stays_a_share() {
    let mut all = flow(heron(), "FL1");
    all.error_rate = "0.9".parse().expect("decimal");
    all.input_kinds
        .insert("error_rate".to_owned(), InputKind::Assumed);
    let (_, high) = FlowInput::ErrorRate.bounds(&all);
    assert_eq!(
        high,
        Ratio::from_integer(1.into()),
        "more than every case cannot go wrong"
    );
}

#[test]
fn watched_cases_become_hours() {
    let mut fl1 = flow(heron(), "FL1");
    assert_eq!(timing(&fl1), None, "nobody watched yet");
    let cases =
        json!([{"seconds": 200}, {"seconds": 260}, {"on": "2026-11-20", "seconds": 215, "note": "slow"}]);
    fl1.timings = serde_json::from_value(cases).expect("cases");
    let known = timing(&fl1).expect("three cases");
    assert_eq!((known.cases, known.shortest, known.longest), (3, 200, 260));
    assert_eq!(known.mean.printed(), "225", "675 seconds over three");
    // 225 s × 210 cases ÷ 2 people ÷ 3600 = 6.5625 hours.
    assert_eq!(known.hours.map(|hours| hours.to_string()).as_deref(), Some("6.6"));
    fl1.people = 0;
    assert_eq!(timing(&fl1).expect("cases").hours, None, "nobody to share them");
}

#[test]
fn actions_speak_before_the_flows_own_words() {
    let dossier = heron();
    let action = |code: &str| dossier.actions.get(code).map(|kept| kept.record());
    let seen: Vec<Removal> = dossier.flows.iter().map(|flow| removal(flow, action)).collect();
    use Removal::{Agreed, Done, Possible};
    assert_eq!(
        seen,
        [Done, Done, Done, Agreed, Possible, Agreed, Agreed, Possible]
    );
    let fl4 = flow(dossier, "FL4");
    assert_eq!(
        removal(&fl4, |_| None),
        Agreed,
        "without its action, `planned 2027-01` says the same"
    );
}

#[test]
fn the_waterfall_ends_in_what_is_left() {
    let dossier = heron();
    let known: Vec<_> = dossier
        .flows
        .iter()
        .map(|flow| {
            (
                figures::flow(flow),
                removal(flow, |code| dossier.actions.get(code).map(|kept| kept.record())),
            )
        })
        .collect();
    let sums = figures::waterfall(known.iter().map(|(figures, removal)| (figures, *removal)));
    assert_eq!(sums.cost, figures::friction(dossier));
    assert_eq!(sums.done.to_text(), "87070.23", "FL1, FL2 and FL3");
    assert_eq!(
        sums.agreed.to_text(),
        "51541.89",
        "FL4, FL6 and FL7, whose status says: pilot, adoption 40%"
    );
    assert_eq!(sums.possible.to_text(), "27871.93", "FL5 and FL8");
    assert_eq!(
        sums.left,
        sums.cost.total - sums.done - sums.agreed - sums.possible
    );
}

#[test]
fn a_wait_is_known_from_both_of_its_dates() {
    let day = |text: &str| text.parse().ok();
    let mut made = Decision {
        state: DecisionState::Made,
        waiting_since: day("2026-10-01"),
        decided_on: day("2026-10-15"),
        ..Decision::default()
    };
    assert_eq!(waited(&made), Some(14));
    made.waiting_since = None;
    assert_eq!(waited(&made), None, "nobody noted since when");
    made.waiting_since = day("2026-10-01");
    made.state = DecisionState::Waiting;
    assert_eq!(waited(&made), None, "it waits still");
}

#[test]
fn a_range_in_the_wrong_order_is_refused() {
    let mut doc: Value = serde_json::from_str(samples::named("HERON").expect("sample").json).expect("JSON");
    doc["flows"][0]["ranges"] = json!({"hours_per_week_each": {"low": "6", "high": "7"}});
    doc["flows"][0]["steps"] =
        json!([{"what": "Type it", "system": "S10", "minutes": "1.5", "by_hand": true}]);
    doc["flows"][0]["bridge"] = json!({"from": "S01", "to": "S10"});
    let dossier = format::read(&doc.to_string()).expect("the extensions read");
    assert_eq!(format::value(&dossier), doc, "and are written back as they came");
    doc["flows"][0]["ranges"]["hours_per_week_each"]["low"] = json!("8");
    assert!(format::read(&doc.to_string()).is_err(), "low above high");
    doc["flows"][0]["ranges"]["hours_per_week_each"]["low"] = json!("6");
    doc["flows"][0]["bridge"]["to"] = json!("S99");
    assert!(
        format::read(&doc.to_string()).is_err(),
        "a system that is not there"
    );
}

fn decimals() -> impl Strategy<Value = String> {
    (0u32..100_000, 0u32..4).prop_map(|(whole, places)| {
        let text = format!("{whole:0>width$}", width = places as usize + 1);
        let (before, after) = text.split_at(text.len() - places as usize);
        if after.is_empty() {
            before.to_owned()
        } else {
            format!("{before}.{after}")
        }
    })
}

fn kinds() -> impl Strategy<Value = Vec<Option<InputKind>>> {
    prop::collection::vec(prop::option::of(prop::sample::select(InputKind::ALL)), 15)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn low_likely_and_high_stand_in_this_order(
        hours in decimals(),
        cases in decimals(),
        rate in 0i64..100_000_000,
        share in 0u32..=1000,
        people in 0u32..500,
        kinds in kinds(),
        ranges in prop::collection::vec(prop::option::of((decimals(), decimals())), 15),
    ) {
        let mut flow = flow(heron(), "FL5");
        flow.people = people;
        flow.hours_per_week_each = hours.parse().expect("decimal");
        flow.cases_per_week = cases.parse().expect("decimal");
        flow.error_rate = format!("{}.{:03}", share / 1000, share % 1000).parse().expect("decimal");
        flow.loaded_rate = valise_domain::Money::from_minor(rate).expect("small");
        flow.input_kinds.clear();
        for (input, (kind, range)) in FlowInput::ALL.into_iter().zip(kinds.into_iter().zip(ranges)) {
            if let (Some(kind), [key, ..]) = (kind, input.kind_keys()) {
                flow.input_kinds.insert((*key).to_owned(), kind);
            }
            if let Some((one, other)) = range {
                let (one, other): (valise_domain::Decimal, valise_domain::Decimal) =
                    (one.parse().expect("decimal"), other.parse().expect("decimal"));
                let (low, high) = if one <= other { (one, other) } else { (other, one) };
                let doc = json!({"low": low, "high": high});
                flow.ranges.insert(input.path().to_owned(), serde_json::from_value(doc).expect("range"));
            }
        }
        let range = friction_range(&flow);
        prop_assert!(in_order(&range));
        prop_assert_eq!(range.likely, figures::flow(&flow).friction);
    }
}
