//! Laws of automation cases, and the sample's figures under them.

use num_traits::Zero;
use proptest::prelude::*;
use serde_json::{Value, json};
use valise_domain::figures::{
    AutomationFigures, CapacityState, CaseQuadrant, CaseVerdict, SwingInput, automation, largest_net,
    opportunity, quadrant,
};
use valise_domain::opportunity::Criterion;
use valise_domain::records::{AdoptionReading, CapacityLimit, Flow, NonUse, Opportunity, Rest};
use valise_domain::{Decimal, Dossier, Money, Ratio, format, samples};

fn money(minor: i64) -> Money {
    Money::from_minor(minor).expect("small")
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("decimal")
}

/// A flow of hours and mistakes with an agreed adoption in hundredths.
fn flow(hours: u32, rate: i64, errors: u32, one_off: i64, running: i64, adoption: u32) -> Flow {
    Flow {
        id: "FL1".to_owned(),
        people: 2,
        hours_per_week_each: Decimal::from(i64::from(hours)),
        loaded_rate: money(rate),
        weeks: 46,
        cases_per_week: Decimal::from(100),
        error_rate: decimal(&format!("0.{errors:02}")),
        cost_per_error: money(2_000),
        one_off_cost: money(one_off),
        running_cost_year: money(running),
        labour_reduction: decimal("0.8"),
        error_reduction: decimal("0.5"),
        adoption: decimal(&format!("{}.{:02}", adoption / 100, adoption % 100)),
        ..Flow::default()
    }
}

fn reading(on: &str, users: Option<(u32, u32)>, cases: Option<(u32, u32)>) -> AdoptionReading {
    AdoptionReading {
        on: on.parse().expect("a day"),
        users_using: users.map(|(using, _)| using),
        users_able: users.map(|(_, able)| able),
        cases_through: cases.map(|(through, _)| through),
        cases_total: cases.map(|(_, total)| total),
        reasons: Vec::new(),
        rest: Rest::new(),
    }
}

fn any_flow() -> impl Strategy<Value = Flow> {
    (
        0u32..40,
        0i64..20_000,
        0u32..100,
        0i64..9_000_000,
        0i64..900_000,
        0u32..=100,
    )
        .prop_map(|(hours, rate, errors, one_off, running, adoption)| {
            flow(hours, rate, errors, one_off, running, adoption)
        })
}

fn swing(figures: &AutomationFigures, input: SwingInput) -> (Money, Money) {
    let found = figures.swings.iter().find(|swing| swing.input == input);
    found.map(|swing| (swing.less, swing.more)).expect("every input")
}

proptest! {
    #[test]
    fn more_of_an_input_never_returns_less(flow in any_flow()) {
        let figures = automation(&flow);
        for input in [SwingInput::Hours, SwingInput::Errors, SwingInput::Adoption] {
            let (less, more) = swing(&figures, input);
            prop_assert!(less <= figures.flow.net && figures.flow.net <= more, "{input:?}");
        }
        let widths: Vec<Money> = figures.swings.iter().map(|swing| swing.width()).collect();
        prop_assert!(widths.is_sorted_by(|a, b| a >= b), "the widest first: {widths:?}");
    }

    #[test]
    fn break_even_is_where_the_first_year_pays(flow in any_flow()) {
        let figures = automation(&flow);
        let Some(even) = &figures.flow.break_even_adoption else {
            prop_assert_eq!(figures.verdict, CaseVerdict::NoBenefit);
            return Ok(());
        };
        let pays = figures.flow.net >= flow.one_off_cost;
        if flow.adoption.ratio() >= *even.exact() {
            prop_assert!(pays);
        } else {
            // The gross benefit is rounded to a cent, and nothing more.
            let short = flow.one_off_cost - figures.flow.net;
            prop_assert!(short >= Money::ZERO);
        }
        prop_assert_eq!(figures.verdict == CaseVerdict::FirstYear, pays && figures.flow.net > Money::ZERO);
    }

    #[test]
    fn what_is_observed_as_agreed_returns_as_agreed(flow in any_flow(), above in 0u32..=100) {
        let hundredths = (flow.adoption.ratio() * Ratio::from_integer(100.into())).to_integer();
        let using: u32 = hundredths.try_into().expect("a share");
        let mut observed = flow.clone();
        observed.adoption_readings = vec![reading("2026-11-02", None, Some((using, 100)))];
        let figures = automation(&observed);
        prop_assert_eq!(figures.net_observed, Some(figures.flow.net));
        prop_assert_eq!(figures.verdict_observed, Some(figures.verdict));
        observed.adoption_readings.push(reading("2026-11-09", None, Some((above, 100))));
        let later = automation(&observed);
        let net = later.net_observed.expect("observed");
        if above >= using {
            prop_assert!(net >= later.flow.net);
        } else {
            prop_assert!(net <= later.flow.net);
        }
    }

    #[test]
    fn the_line_crosses_nought_in_the_month_that_is_named(flow in any_flow()) {
        let figures = automation(&flow);
        prop_assert_eq!(figures.cumulative.len(), 25);
        prop_assert_eq!(figures.cumulative[0], -flow.one_off_cost);
        match figures.pays_in_month {
            None => prop_assert!(figures.flow.net <= Money::ZERO),
            Some(month) => {
                let at = |month: u32| usize::try_from(month).ok().and_then(|at| figures.cumulative.get(at));
                if let Some(sum) = at(month) {
                    prop_assert!(*sum >= Money::ZERO);
                }
                if let Some(sum) = month.checked_sub(1).and_then(at) {
                    // A line that is drawn to the cent may touch nought a rounding before it is paid.
                    prop_assert!(*sum <= Money::ZERO);
                }
                prop_assert_eq!(month <= 12, figures.verdict == CaseVerdict::FirstYear);
            }
        }
    }
}

#[test]
fn a_score_is_told_when_all_five_are_judged() {
    let mut judged = Opportunity::default();
    assert_eq!(opportunity(None).out_of_100, None, "nothing was judged");
    for (criterion, value) in Criterion::ALL.into_iter().zip([4, 3, 2, 2]) {
        criterion.set(&mut judged, Some(value));
    }
    let some = opportunity(Some(&judged));
    assert_eq!((some.judged, some.out_of_100), (4, None), "four are no score");
    assert!(some.weakest.is_empty(), "nor is there a weakest one yet");
    judged.owner = Some(3);
    let all = opportunity(Some(&judged));
    assert_eq!(all.out_of_100.expect("all five").printed(), "70", "14 of 20");
    let weakest = [Criterion::DataReadiness, Criterion::ErrorTolerance];
    assert_eq!(all.weakest, weakest, "both have the lowest score");
    for criterion in Criterion::ALL {
        criterion.set(&mut judged, Some(2));
        assert_eq!(criterion.of(&judged), Some(2));
    }
    assert!(opportunity(Some(&judged)).weakest.is_empty(), "all are alike");
}

#[test]
fn the_four_verdicts() {
    let verdict =
        |one_off, running, adoption| automation(&flow(10, 5_000, 0, one_off, running, adoption)).verdict;
    // Ten hours of two people at 50.00 for 46 weeks, of which 0.8 goes: 36,800.00 at full adoption.
    assert_eq!(verdict(3_680_000, 0, 100), CaseVerdict::FirstYear, "to the cent");
    assert_eq!(verdict(3_680_001, 0, 100), CaseVerdict::Later, "a cent more");
    assert_eq!(
        verdict(0, 3_680_000, 100),
        CaseVerdict::CostsMore,
        "it eats what it returns"
    );
    assert_eq!(verdict(0, 0, 0), CaseVerdict::CostsMore, "nobody uses it");
    let bare = Flow {
        people: 1,
        ..Flow::default()
    };
    assert_eq!(automation(&bare).verdict, CaseVerdict::NoBenefit, "only named");
    assert_eq!(automation(&bare).pays_in_month, None);
}

#[test]
fn money_follows_cases_and_people_stand_in_for_them() {
    let mut case = flow(10, 5_000, 0, 0, 0, 90);
    case.adoption_readings = vec![
        reading("2026-11-09", Some((3, 12)), Some((41, 100))),
        reading("2026-11-16", Some((6, 12)), None),
        reading("2026-11-02", Some((2, 12)), Some((0, 0))),
    ];
    let figures = automation(&case);
    let days: Vec<String> = figures
        .adoption
        .iter()
        .map(|reading| reading.on.to_string())
        .collect();
    assert_eq!(days, ["2026-11-02", "2026-11-09", "2026-11-16"], "oldest first");
    assert_eq!(figures.adoption[0].by_cases, None, "there was no case");
    let observed = figures.observed.expect("a reading");
    assert_eq!(
        (observed.share.printed().as_str(), observed.by_cases),
        ("0.50", false)
    );
    assert_eq!(figures.net_observed, Some(money(1_840_000)));
    case.adoption_readings.truncate(1);
    let observed = automation(&case).observed.expect("a reading");
    assert_eq!(
        (observed.share.printed().as_str(), observed.by_cases),
        ("0.41", true)
    );
}

#[test]
fn reasons_are_summed_whatever_their_case() {
    let given = |reason: &str, people| NonUse {
        reason: reason.to_owned(),
        people,
        ..NonUse::default()
    };
    let mut case = flow(1, 1, 0, 0, 0, 0);
    let mut first = reading("2026-11-02", None, None);
    first.reasons = vec![given("Not trained yet", 4), given("Old file format", 2)];
    let mut second = reading("2026-11-09", None, None);
    second.reasons = vec![given("not trained yet ", 1), given("Old file format", 2)];
    case.adoption_readings = vec![first, second];
    let sums: Vec<(String, u32, u32)> = automation(&case)
        .reasons
        .into_iter()
        .map(|sum| (sum.reason, sum.latest, sum.all))
        .collect();
    assert_eq!(
        sums,
        [
            ("Old file format".to_owned(), 2, 4),
            ("Not trained yet".to_owned(), 1, 5)
        ]
    );
}

#[test]
fn a_limit_is_near_from_four_fifths_on() {
    let state = |limit: &str| {
        let mut case = flow(1, 1, 0, 0, 0, 0);
        case.capacity_limit = Some(CapacityLimit {
            cases_per_week: decimal(limit),
            what_happens: "waits until Monday".to_owned(),
            rest: Rest::new(),
        });
        automation(&case).capacity.map(|capacity| capacity.state)
    };
    assert_eq!(state("125.01"), Some(CapacityState::Clear));
    assert_eq!(state("125"), Some(CapacityState::Near), "exactly four fifths");
    assert_eq!(state("100"), Some(CapacityState::Full));
    assert_eq!(state("0"), None, "no limit at all");
}

#[test]
fn a_limit_says_at_how_many_times_todays_cases_it_is_full() {
    let carried = |limit: &str, cases: i64| {
        let mut case = flow(1, 1, 0, 0, 0, 0);
        case.cases_per_week = Decimal::from(cases);
        case.capacity_limit = Some(CapacityLimit {
            cases_per_week: decimal(limit),
            what_happens: String::new(),
            rest: Rest::new(),
        });
        let figures = automation(&case).capacity.expect("a limit");
        let times = figures.full_at.as_ref().map(|times| times.printed());
        (times, figures.carries_growth())
    };
    assert_eq!(
        carried("300", 100),
        (Some("3.00".into()), true),
        "exactly three times"
    );
    assert_eq!(
        carried("299.9", 100),
        (Some("3.00".into()), false),
        "judged before it is rounded"
    );
    assert_eq!(carried("50", 100), (Some("0.50".into()), false), "full already");
    assert_eq!(carried("50", 0), (None, true), "no case can fill it");
}

#[test]
fn a_quadrant_needs_a_score_and_a_benefit() {
    let judged = |score: u8| Opportunity {
        volume: Some(score),
        rule_stability: Some(score),
        data_readiness: Some(score),
        error_tolerance: Some(score),
        owner: Some(score),
        rest: Rest::new(),
    };
    let case = |score: u8, hours: u32| {
        let mut case = flow(hours, 5_000, 0, 0, 0, 100);
        case.opportunity = Some(judged(score));
        automation(&case)
    };
    let all = [case(2, 10), case(1, 5), case(4, 4), case(1, 4), case(3, 0)];
    let largest = largest_net(&all);
    let found: Vec<Option<CaseQuadrant>> = all.iter().map(|figures| quadrant(figures, largest)).collect();
    assert_eq!(
        found,
        [
            Some(CaseQuadrant::Build),
            Some(CaseQuadrant::Prepare),
            Some(CaseQuadrant::Small),
            Some(CaseQuadrant::Leave),
            None
        ]
    );
    assert!(largest_net(&[]).minor().is_zero());
}

fn heron() -> Value {
    serde_json::from_str(samples::named("HERON").expect("sample").json).expect("JSON")
}

fn read(file: &Value) -> Result<Dossier, format::FormatError> {
    format::read(&file.to_string())
}

#[test]
fn a_case_comes_back_as_it_was_written() {
    let mut file = heron();
    let flow = &mut file["flows"][0];
    flow["opportunity"] = json!({"volume": 4, "rule_stability": 3, "further": "kept"});
    flow["adoption_readings"] = json!([{
        "on": "2026-11-02", "users_able": 12, "users_using": 5, "cases_total": 210, "cases_through": 88,
        "reasons": [{"reason": "Not trained yet", "people": 4}],
    }]);
    flow["capacity_limit"] = json!({"cases_per_week": "260", "what_happens": "the rest waits"});
    flow["control"] = json!("G1");
    flow["design_decision"] = json!("D01");
    let dossier = read(&file).expect("it reads");
    assert_eq!(format::value(&dossier), file, "equal by value");
    let figures = automation(dossier.flows.get("FL1").expect("FL1"));
    assert_eq!(
        figures.net_observed.map(Money::to_text),
        Some("19050.47".to_owned())
    );
}

#[test]
fn what_means_nothing_is_refused_with_its_place() {
    let reading = |field: &str, value: u32| {
        let mut reading = json!({"on": "2026-11-02", "users_able": 12, "users_using": 5, "cases_total": 9, "cases_through": 9});
        reading[field] = json!(value);
        json!([reading])
    };
    let wrong = [
        ("control", json!("G99"), "flows[0].control"),
        ("design_decision", json!("D99"), "flows[0].design_decision"),
        ("opportunity", json!({"volume": 5}), "flows[0].opportunity.volume"),
        (
            "adoption_readings",
            reading("users_using", 13),
            "flows[0].adoption_readings[0].users_using",
        ),
        (
            "adoption_readings",
            reading("cases_through", 10),
            "flows[0].adoption_readings[0].cases_through",
        ),
        (
            "capacity_limit",
            json!({"cases_per_week": "0"}),
            "flows[0].capacity_limit.cases_per_week",
        ),
    ];
    for (field, value, path) in wrong {
        let mut file = heron();
        file["flows"][0][field] = value;
        let error = read(&file).expect_err("refused").to_string();
        assert!(error.contains(path), "{field}: {error}");
    }
}

#[test]
fn the_samples_say_of_each_flow_whether_it_pays() {
    let dossier = read(&heron()).expect("HERON");
    let verdicts: Vec<CaseVerdict> = dossier
        .flows
        .iter()
        .map(|flow| automation(flow).verdict)
        .collect();
    let mut expected = vec![CaseVerdict::FirstYear; 8];
    expected[6] = CaseVerdict::Later;
    assert_eq!(
        verdicts, expected,
        "FL7 returns less than it costs in its first year"
    );
    let late = automation(dossier.flows.get("FL7").expect("FL7"));
    assert_eq!(late.pays_in_month, Some(14), "13.7 months");
    assert_eq!(late.swings[0].input, SwingInput::Adoption);
}
