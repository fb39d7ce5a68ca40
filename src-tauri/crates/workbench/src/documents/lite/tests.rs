use super::{compose, readers};
use crate::documents::Copy;
use crate::view::Branding;
use serde_json::{Value, json};
use std::sync::atomic::AtomicBool;
use valise_domain::bank::Bank;
use valise_domain::figures::Audience;
use valise_domain::{Dossier, format, samples};
use valise_report::model::{LiteReport, Paper, WaterfallKind};
use valise_report::{Pictures, typeset};

fn file(codename: &str) -> Value {
    serde_json::from_str(samples::named(codename).expect("a sample").json).expect("JSON")
}

fn read(file: &Value) -> Dossier {
    format::read(&file.to_string()).expect("it reads")
}

fn told(dossier: &Dossier, engagement: &str, audience: Audience) -> crate::Result<LiteReport> {
    let branding = Branding::default();
    compose(&Copy {
        dossier,
        bank: Bank::latest(),
        engagement,
        audience,
        branding: &branding,
        codename: "HERON",
        locale: None,
    })
}

fn heron(audience: Audience) -> LiteReport {
    told(&read(&file("HERON")), "E-01", audience).expect("a copy")
}

fn minor(value: &Value) -> i64 {
    value
        .as_str()
        .expect("text")
        .replace('.', "")
        .parse()
        .expect("minor units")
}

/// The sample with nothing but its flows: no round, no finding, no action, no people, no ledger.
fn only_flows() -> Value {
    let mut file = file("HERON");
    for section in [
        "people",
        "identities",
        "systems",
        "vendors",
        "request_paths",
        "milestones",
        "dates",
        "rounds",
        "findings",
        "scenarios",
        "actions",
        "capacity",
        "decisions",
        "programmes",
        "controls",
        "incidents",
        "candidates",
        "notes",
        "duties",
        "documents",
        "access_grants",
        "env_files",
        "evidence",
    ] {
        file[section] = json!([]);
    }
    file["map"] = Value::Null;
    file["ledger"] = Value::Null;
    file["client"]["applicable_rules"] = json!([]);
    file["brand"] = json!({});
    let engagement = json!({ "id": "E-01", "kind": "fractional_cto", "title": "", "commissioned_by": "client",
        "reliance": ["client"], "ledger": false, "default_profile": "" });
    file["engagements"] = json!([engagement]);
    for flow in file["flows"].as_array_mut().expect("flows") {
        flow["owner"] = Value::Null;
        flow["actions"] = json!([]);
    }
    file
}

#[test]
fn the_figures_are_the_expected_ones_and_every_table_adds_up() {
    let text = samples::named("HERON").expect("a sample").expected;
    let expected: Value = serde_json::from_str(text).expect("figures");
    for audience in [Audience::Founder, Audience::Client] {
        let model = heron(audience);
        let rows: i64 = model.flows.iter().map(|flow| flow.left.minor).sum();
        assert_eq!(rows, model.left.minor, "{audience:?}: the rows are the headline");
        let measured: i64 = model.flows.iter().map(|flow| flow.total.minor).sum();
        assert_eq!(measured, model.total.minor, "{audience:?}: and what was measured");
        let parts: i64 = model.parts.iter().map(|part| part.amount.minor).sum();
        assert_eq!(parts, model.total.minor, "{audience:?}: so are the parts");
        for flow in &model.flows {
            let known = &expected["flows"][&flow.id];
            assert_eq!(flow.total.minor, minor(&known["total_year"]), "{}", flow.id);
            assert_eq!(flow.weakest_input.as_deref(), known["weakest_input"].as_str());
        }
        for told in &model.moves {
            let known = &expected["flows"][&told.case.id];
            assert_eq!(told.case.net_year.minor, minor(&known["net_benefit_year"]));
            let payback = told
                .case
                .payback_months
                .as_ref()
                .map(|months| months.text.as_str());
            assert_eq!(payback, known["payback_months"].as_str(), "{}", told.case.id);
        }
        assert_eq!(model.removed.minor, 8_707_023, "of FL1, FL2 and FL3");
        assert_eq!(model.weeks, (46, 46));
        assert_eq!((model.weakest.kind.as_str(), model.weakest.of), ("assumed", 8));
        let known: Vec<(&str, u32)> = model
            .known
            .iter()
            .map(|known| (known.kind.as_str(), known.flows))
            .collect();
        assert_eq!(
            known,
            [("timed", 0), ("sampled", 1), ("asked", 2), ("assumed", 5)]
        );
        let by_kind: i64 = model.known.iter().map(|known| known.left.minor).sum();
        assert_eq!(
            by_kind, model.left.minor,
            "{audience:?}: all kinds are the headline"
        );
    }
}

#[test]
fn what_is_lost_leaves_out_what_was_removed_and_both_are_said() {
    // The first line said that 262,915 "is lost every year", a third of which was gone already.
    let model = heron(Audience::Client);
    assert_eq!(model.left.minor, 17_584_507);
    assert_eq!(model.left.minor + model.removed.minor, model.total.minor);
    let text = printed(&model).1;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "€175,845 of capacity is still lost to daily friction every year.",
        "€87,070",
        "5 of 8 flows are assumed, with €134,626 of it.",
        "timed 0, sampled from records 1, asked 2, assumed 5",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("€262,915 of capacity"), "{text}");
}

#[test]
fn what_was_removed_leads_to_what_the_ledger_confirms() {
    let model = heron(Audience::Client);
    let bridge = model.bridge.expect("three flows are automated");
    assert_eq!(bridge.removed, model.removed, "one figure for what was removed");
    let ledger = bridge.ledger.expect("the client holds it");
    assert_eq!(ledger.confirmed.minor, 1_162_280);
    let without = told(&read(&only_flows()), "E-01", Audience::Client).expect("a copy");
    let bridge = without.bridge.expect("the flows say that they are automated");
    assert!(bridge.ledger.is_none(), "and no ledger is made up");
    assert_eq!(bridge.read.minor, 0, "nothing was read");
}

#[test]
fn the_waterfall_ends_where_its_steps_lead() {
    let steps = heron(Audience::Founder).waterfall.steps;
    let mut running = 0;
    for step in &steps {
        match step.kind {
            WaterfallKind::Adds => running += step.amount.minor,
            WaterfallKind::Removes => running -= step.amount.minor,
            WaterfallKind::Total => assert_eq!(running, step.amount.minor, "{}", step.label),
        }
    }
}

#[test]
fn a_move_is_open_and_says_what_it_needs() {
    let model = heron(Audience::Founder);
    let codes: Vec<&str> = model.moves.iter().map(|told| told.case.id.as_str()).collect();
    assert_eq!(
        codes,
        ["FL5", "FL6", "FL4"],
        "by net benefit, without what is automated already"
    );
    for told in &model.moves {
        assert!(told.case.adoption_risk.is_some(), "{}", told.case.id);
        let labels: Vec<&str> = told.needs.iter().map(|need| need.label.as_str()).collect();
        assert_eq!(&labels[..4], ["Money", "People", "Use of the time", "Work"]);
    }
    let next = model.next.expect("something is to be asked");
    assert_eq!(next.id, "FL5", "assumed, and the widest range");
    assert!(
        next.question.ends_with('?') && next.why.contains("assumed"),
        "{next:?}"
    );
}

#[test]
fn a_client_that_has_only_flows_has_a_copy() {
    let dossier = read(&only_flows());
    let model = told(&dossier, "E-01", Audience::Client).expect("no audit is needed");
    let whole = heron(Audience::Client);
    assert_eq!(
        (model.total, &model.parts),
        (whole.total, &whole.parts),
        "the same money"
    );
    assert_eq!(model.flows.len(), 8);
    assert_eq!(model.moves.len(), 3);
    assert!(model.done.is_empty(), "three moves take the room");
    assert!(model.next.is_some());
    let needs = &model.moves[0].needs;
    assert!(needs.iter().any(|need| need.value.contains("Nobody owns it yet")));
    assert!(
        needs
            .iter()
            .any(|need| need.value == "Nothing on the roadmap yet.")
    );
}

#[test]
fn more_than_eight_flows_are_summed_in_one_row() {
    let mut file = only_flows();
    let flows = file["flows"].as_array_mut().expect("flows");
    for n in 9..=11 {
        let mut another = flows[7].clone();
        another["id"] = format!("FL{n}").into();
        flows.push(another);
    }
    let model = told(&read(&file), "E-01", Audience::Client).expect("a copy");
    let further = model.further.expect("three have no row");
    assert_eq!((model.flows.len(), further.count), (8, 3));
    let rows: i64 = model.flows.iter().map(|flow| flow.total.minor).sum();
    assert_eq!(rows + further.total.minor, model.total.minor);
    let rows: i64 = model.flows.iter().map(|flow| flow.left.minor).sum();
    assert_eq!(rows + further.left.minor, model.left.minor);
}

#[test]
fn when_nothing_is_open_the_question_is_whether_it_holds() {
    let mut file = only_flows();
    for flow in file["flows"].as_array_mut().expect("flows") {
        flow["status"] = "automated 2026-09".into();
    }
    let model = told(&read(&file), "E-01", Audience::Client).expect("a copy");
    assert!(model.moves.is_empty());
    let gone: i64 = model.done.iter().map(|flow| flow.removed.minor).sum();
    assert_eq!(
        (model.done.len(), gone),
        (8, model.removed.minor),
        "what is gone is told instead"
    );
    assert_eq!(
        model.done[0].since.as_ref().map(|on| on.text.as_str()),
        Some("2026-09-30")
    );
    assert!(model.next.expect("a question").why.contains("second reading"));
}

#[test]
fn nothing_hidden_is_named() {
    let mut file = file("HERON");
    let actions = file["actions"].as_array_mut().expect("actions");
    let hidden = actions
        .iter_mut()
        .find(|action| action["id"] == "R23")
        .expect("an action");
    hidden["visibility"] = "founder".into();
    let title = hidden["title"].as_str().expect("a title").to_owned();
    let dossier = read(&file);
    let words = |audience| {
        serde_json::to_string(&told(&dossier, "E-01", audience).expect("a copy")).expect("serialises")
    };
    let client = words(Audience::Client);
    assert!(!client.contains(&title) && !client.contains("R23"), "{client}");
}

#[test]
fn readers_are_those_who_see_a_flow() {
    let dossier = read(&file("HERON"));
    let engagement = |code: &str| dossier.engagements.get(code).expect("an engagement").record();
    assert_eq!(
        readers(&dossier, engagement("E-01")),
        [Audience::Founder, Audience::Client]
    );
    assert_eq!(
        readers(&dossier, engagement("E-02")),
        [],
        "the wall: none of its own"
    );
    let rule = |problem: crate::Problem| problem.params.get("rule").cloned().unwrap_or_default();
    let refused = |engagement, audience| rule(told(&dossier, engagement, audience).expect_err("refused"));
    assert_eq!(refused("E-01", Audience::Engineers), "noLiteForAudience");
    assert_eq!(refused("E-02", Audience::Investor), "noFlows");
}

#[test]
fn an_investor_reads_the_flows_of_the_own_engagement_and_no_others() {
    let mut file = file("HERON");
    let mut own = file["flows"][0].clone();
    own["id"] = "FL9".into();
    own["engagement"] = "E-02".into();
    own["actions"] = json!([]);
    file["flows"].as_array_mut().expect("flows").push(own);
    let dossier = read(&file);
    let model = told(&dossier, "E-02", Audience::Investor).expect("a copy");
    let codes: Vec<&str> = model.flows.iter().map(|flow| flow.id.as_str()).collect();
    assert_eq!(codes, ["FL9"]);
    assert_eq!(
        model.total, model.flows[0].total,
        "nothing of the others is in the sum"
    );
}

/// Number of pages of a copy, and its words.
fn printed(model: &LiteReport) -> (usize, String) {
    let pages = typeset(model, &Pictures::new(), &AtomicBool::default()).expect("it typesets");
    assert_eq!(pages.missing_glyphs(), []);
    (pages.len(), pages.text().join(" "))
}

#[test]
fn it_has_two_pages_whatever_it_holds() {
    let long = "the yearly reconciliation of delivery notes, credit notes and invoices between four systems";
    let mut wordy = file("HERON");
    for flow in wordy["flows"].as_array_mut().expect("flows") {
        flow["name"] = format!("{} and {long}", flow["name"].as_str().expect("a name")).into();
        flow["team"] = "operations, finance and everybody who answers the telephone".into();
        flow["status"] = "agreed with the founder in the meeting of the second of December".into();
        flow["use_of_time"] = format!("{long}, twice").into();
        flow["actions"] = json!([]);
    }
    let mut one = only_flows();
    one["flows"].as_array_mut().expect("flows").truncate(1);
    for file in [file("HERON"), wordy, only_flows(), one, file("WREN")] {
        let mut model = told(&read(&file), "E-01", Audience::Client).expect("a copy");
        for paper in [Paper::A4, Paper::Letter] {
            model.edition.paper = paper;
            assert_eq!(printed(&model).0, 2, "{} flows", model.flows.len());
        }
    }
}

#[test]
fn figures_follow_the_locale_and_the_page_says_so() {
    let dossier = read(&file("HERON"));
    let branding = Branding::default();
    for (locale, total) in [
        ("en-GB", "€175,845"),
        ("de-DE", "175.845\u{a0}€"),
        ("de-CH", "€\u{a0}175’845"),
        ("fr-FR", "175\u{202f}845\u{a0}€"),
        ("el-GR", "175.845\u{a0}€"),
    ] {
        let model = compose(&Copy {
            dossier: &dossier,
            bank: Bank::latest(),
            engagement: "E-01",
            audience: Audience::Client,
            branding: &branding,
            codename: "HERON",
            locale: Some(locale),
        });
        let (pages, text) = printed(&model.expect("a copy"));
        assert_eq!(pages, 2, "{locale}");
        assert!(text.contains(total), "{locale}: {text}");
        let said = text.contains("are written as usual in");
        assert_eq!(said, locale != "en-GB", "{locale}");
    }
}
