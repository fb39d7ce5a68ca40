use super::compose;
use crate::documents::Copy;
use crate::view::Branding;
use serde_json::{Value, json};
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Dossier, format, samples};
use valise_report::model::CaseReport;
use valise_report::model::case::{BuildState, Known, Verdict};

fn heron() -> Value {
    serde_json::from_str(samples::named("HERON").expect("a sample").json).expect("JSON")
}

fn read(file: &Value) -> Dossier {
    format::read(&file.to_string()).expect("it reads")
}

fn told(dossier: &Dossier, engagement: &str, audience: Audience, flow: &str) -> crate::Result<CaseReport> {
    let branding = Branding::default();
    let asked = Copy {
        dossier,
        bank: Bank::latest(),
        engagement,
        audience,
        branding: &branding,
        codename: "HERON",
        locale: None,
    };
    compose(&asked, flow)
}

fn copy(file: &Value, audience: Audience, flow: &str) -> CaseReport {
    told(&read(file), "E-01", audience, flow).expect("the flow is there")
}

fn minor(value: &Value) -> i64 {
    let text = value.as_str().expect("decimal text").replace('.', "");
    text.parse().expect("minor units")
}

#[test]
fn every_flow_of_the_sample_prints_the_expected_figures_to_the_minor_unit() {
    let expected: Value =
        serde_json::from_str(samples::named("HERON").expect("a sample").expected).expect("figures");
    let file = heron();
    for (code, figures) in expected["flows"].as_object().expect("flows") {
        let model = copy(&file, Audience::Client, code);
        let money = &model.money;
        assert_eq!(
            model.baseline.total.minor,
            minor(&figures["total_year"]),
            "{code}"
        );
        assert_eq!(money.gross.minor, minor(&figures["gross_benefit_year"]), "{code}");
        assert_eq!(money.net.minor, minor(&figures["net_benefit_year"]), "{code}");
        assert_eq!(
            money.full.minor - money.unused.minor,
            money.gross.minor,
            "{code}: it adds up"
        );
        assert_eq!(
            money.gross.minor - money.running.minor,
            money.net.minor,
            "{code}: it adds up"
        );
        let payback = money.payback_months.as_ref().map(|months| months.text.as_str());
        assert_eq!(payback, figures["payback_months"].as_str(), "{code}");
        let even = model
            .adoption
            .break_even
            .as_ref()
            .map(|share| share.text.as_str());
        assert_eq!(even, figures["break_even_adoption"].as_str(), "{code}");
        for swing in &model.swings {
            let known = figures["sensitivity"].as_object().expect("sensitivity");
            let printed = [swing.less.minor, swing.more.minor];
            assert!(
                printed
                    .iter()
                    .all(|amount| known.values().any(|value| minor(value) == *amount)),
                "{code}: {swing:?}"
            );
        }
    }
    assert_eq!(copy(&file, Audience::Client, "FL7").verdict, Verdict::Later);
    assert_eq!(
        copy(&file, Audience::Client, "FL7").baseline.weakest,
        Some(Known::Assumed)
    );
}

fn with_case() -> Value {
    let mut file = heron();
    let flow = &mut file["flows"][6];
    flow["opportunity"] =
        json!({"volume": 4, "rule_stability": 3, "data_readiness": 1, "error_tolerance": 3, "owner": 2});
    flow["adoption_readings"] = json!([
        {"on": "2026-11-16", "users_able": 12, "users_using": 6, "cases_total": 160, "cases_through": 64,
         "reasons": [{"reason": "Two customers send the old format", "people": 4}]},
        {"on": "2026-10-19", "users_able": 12, "users_using": 3, "cases_total": null, "cases_through": null,
         "reasons": [{"reason": "Not trained yet", "people": 9}]},
    ]);
    flow["capacity_limit"] = json!({"cases_per_week": "200", "what_happens": "the rest is typed by hand"});
    flow["control"] = json!("G2");
    flow["design_decision"] = json!("D06");
    file
}

#[test]
fn a_case_tells_adoption_fitness_and_what_holds_it() {
    let model = copy(&with_case(), Audience::Founder, "FL7");
    let observed = model.adoption.observed.expect("observed");
    assert_eq!((observed.share.text.as_str(), observed.by_cases), ("0.40", true));
    assert_eq!(
        observed.verdict,
        Verdict::Later,
        "it returns less than was agreed"
    );
    assert!(observed.net < model.money.net);
    let days: Vec<&str> = model
        .adoption
        .readings
        .iter()
        .map(|reading| reading.on.text.as_str())
        .collect();
    assert_eq!(days, ["2026-10-19", "2026-11-16"], "oldest first");
    let people = model.adoption.readings[0].people.as_ref().expect("counted");
    assert_eq!((people.part, people.whole), (3, 12));
    assert!(model.adoption.readings[0].cases.is_none(), "nobody counted");
    assert_eq!(
        model.adoption.reasons[0].latest, 4,
        "those of the latest reading first"
    );
    let fit = model.opportunity.expect("all five are judged");
    assert_eq!((fit.out_of_100.text.as_str(), fit.rows.len()), ("65", 5));
    assert_eq!(fit.weakest, ["data readiness"]);
    assert!(model.capacity.expect("a limit").near, "160 of 200 is four fifths");
    assert_eq!(model.control.expect("a control").id, "G2");
    assert_eq!(model.decision.expect("a decision").id, "D06");
    let states: Vec<BuildState> = copy(&heron(), Audience::Founder, "FL1")
        .actions
        .iter()
        .map(|action| action.state)
        .collect();
    assert_eq!(
        states,
        [BuildState::Proved],
        "R07 is done, was read, and brought money"
    );
}

#[test]
fn work_that_was_read_and_brought_no_money_is_not_called_proved() {
    let mut file = heron();
    file["ledger"] = Value::Null;
    let states: Vec<BuildState> = copy(&file, Audience::Founder, "FL1")
        .actions
        .iter()
        .map(|action| action.state)
        .collect();
    assert_eq!(states, [BuildState::Read]);
}

#[test]
fn what_the_reader_does_not_see_stands_nowhere() {
    let mut file = with_case();
    for action in file["actions"].as_array_mut().expect("actions") {
        if action["id"] == "R23" {
            action["visibility"] = json!("founder");
        }
    }
    let client = copy(&file, Audience::Client, "FL7");
    assert!(client.decision.is_none(), "D06 is for the founder");
    assert!(!serde_json::to_string(&client).expect("JSON").contains("D06"));
    assert!(
        copy(&file, Audience::Client, "FL4").actions.is_empty(),
        "so is R23"
    );
    assert_eq!(copy(&file, Audience::Founder, "FL4").actions.len(), 1);
}

#[test]
fn nobody_else_has_a_copy_and_no_other_engagement_has_the_flow() {
    let dossier = read(&heron());
    for audience in [Audience::Engineers, Audience::Investor] {
        let problem = told(&dossier, "E-01", audience, "FL1").expect_err("refused");
        assert_eq!(
            problem.params.get("rule").map(String::as_str),
            Some("noCaseForAudience")
        );
    }
    for (engagement, flow) in [("E-02", "FL1"), ("E-01", "FL99")] {
        let problem = told(&dossier, engagement, Audience::Founder, flow).expect_err("not there");
        assert_eq!(problem.code, crate::ProblemCode::NotFound);
    }
}

#[test]
fn a_part_of_a_score_is_not_printed() {
    let mut file = with_case();
    file["flows"][6]["opportunity"]["owner"] = Value::Null;
    assert!(copy(&file, Audience::Client, "FL7").opportunity.is_none());
}
