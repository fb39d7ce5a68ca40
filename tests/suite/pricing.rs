//! From template to finding: every template gives a record that holds, priced by its inputs.

use crate::room::{Room, edit, must, new_client, open, refused, reopened, sound};
use serde_json::json;
use std::collections::BTreeMap;
use valise_domain::library::Library;
use valise_workbench::view::{
    FindingDetail, FindingStatus, InputValue, MoneyKind, RaiseFinding, Range, SealLevel,
};
use valise_workbench::{Client, ProblemCode};

fn desk(room: &Room) -> (Client, String) {
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let client = open(vault, "KESTREL");
    let engagement = must(client.audit(None, None)).engagement.id;
    (client, engagement)
}

/// Values for the inputs of a template that have none.
fn asked(client: &Client, template: &str, values: &[(&str, &str)]) -> Vec<InputValue> {
    let detail = must(client.template(template));
    let mut inputs = Vec::new();
    for (driver, view) in detail.drivers.iter().enumerate() {
        for input in view.inputs.iter().filter(|input| input.low.is_none()) {
            let value = values
                .iter()
                .find(|(key, _)| *key == input.key)
                .map_or("100", |(_, value)| value);
            inputs.push(InputValue {
                driver: u32::try_from(driver).unwrap(),
                key: input.key.clone(),
                low: Some(value.into()),
                high: Some(value.into()),
            });
        }
    }
    inputs
}

fn raise(client: &mut Client, engagement: &str, template: &str, inputs: Vec<InputValue>) -> FindingDetail {
    let placeholders: BTreeMap<String, String> = must(client.template(template))
        .placeholders
        .into_iter()
        .map(|placeholder| (placeholder.name, placeholder.example))
        .collect();
    let raised = RaiseFinding {
        engagement: engagement.into(),
        template: Some(template.into()),
        placeholders,
        inputs,
        ..RaiseFinding::default()
    };
    must(client.raise_finding(&raised)).value
}

/// An amount in whole units to two figures, as the library's page prints it.
fn two_figures(amount: valise_domain::Money) -> i64 {
    let mut unit = 1;
    let whole = (amount.minor() + 50) / 100;
    while whole / unit >= 100 {
        unit *= 10;
    }
    (whole + unit / 2) / unit * unit
}

fn figures(range: Range) -> [i64; 3] {
    [range.low, range.likely, range.high].map(two_figures)
}

#[test]
fn every_template_gives_a_finding_that_can_be_confirmed() {
    let room = Room::empty();
    let (mut client, engagement) = desk(&room);
    let person = must(client.audit(None, None)).people[0].id.clone();
    let templates = Library::built_in().templates();
    assert_eq!(templates.len(), 133, "the whole library");
    for template in templates {
        let inputs = asked(&client, &template.id, &[]);
        let found = raise(&mut client, &engagement, &template.id, inputs);
        let texts = [
            &found.row.title,
            &found.for_founder,
            &found.for_engineers,
            &found.for_investor,
            &found.recommendation,
        ];
        for text in texts {
            assert!(
                !text.contains(['{', '}']),
                "{}: filled, yet a brace is open: {text}",
                template.id
            );
            assert!(!text.trim().is_empty(), "{}: a voice is silent", template.id);
        }
        assert_eq!(
            found.row.status,
            FindingStatus::Draft,
            "{}: it begins as a draft",
            template.id
        );
        assert!(found.loss.is_some(), "{}: its inputs price it", template.id);
        if found.row.money_kind != MoneyKind::Risk {
            assert_eq!(
                found.likelihood, 5,
                "{}: what is certain carries no lower band",
                template.id
            );
        }
        // What only the consultant knows is all that a draft from a template lacks.
        assert_eq!(
            found.row.draft_reasons,
            ["evidence_grade", "evidence", "owner"],
            "{}: what is missing before it can be confirmed",
            template.id
        );
        let id = found.row.id.clone();
        must(edit(&mut client, &id, "grade", json!("E2")));
        must(edit(
            &mut client,
            &id,
            "evidenceText",
            json!("Told by the head of operations."),
        ));
        must(edit(&mut client, &id, "owner", json!(person)));
        must(edit(&mut client, &id, "status", json!("confirmed")));
    }
    sound(&client, "133 findings");
    assert_eq!(
        must(reopened(client, "KESTREL").findings(None)).len(),
        133,
        "all are kept"
    );
}

#[test]
fn without_fillings_a_draft_still_has_no_open_brace() {
    let room = Room::empty();
    let (mut client, engagement) = desk(&room);
    for template in Library::built_in().templates() {
        let raised = RaiseFinding {
            engagement: engagement.clone(),
            template: Some(template.id.clone()),
            ..RaiseFinding::default()
        };
        let found = must(client.raise_finding(&raised)).value;
        assert!(
            !found.for_founder.contains('{'),
            "{}: the fallback stands there",
            template.id
        );
        let missing = found.drivers.iter().any(|driver| driver.range.is_none());
        let told = found.loss_basis.contains("Left out") || found.loss.is_none();
        assert!(
            !missing || told,
            "{}: a driver without an input is told as left out",
            template.id
        );
    }
    sound(&client, "133 bare drafts");
}

#[test]
fn the_worked_checks_of_the_library_come_out() {
    let room = Room::empty();
    let (mut client, engagement) = desk(&room);
    let inputs = asked(
        &client,
        "T-ACC-01",
        &[("records", "20000"), ("revenue_hour", "700")],
    );
    let leavers = raise(&mut client, &engagement, "T-ACC-01", inputs);
    assert_eq!(
        figures(leavers.loss.unwrap()),
        [31_000, 92_000, 270_000],
        "leavers with 20,000 records"
    );
    assert_eq!(
        two_figures(leavers.row.exposure.likely),
        32_000,
        "a year at likelihood 3"
    );
    let inputs = asked(&client, "T-INF-06", &[("month_bill", "14000")]);
    let bill = raise(&mut client, &engagement, "T-INF-06", inputs);
    assert_eq!(
        figures(bill.loss.unwrap()),
        [17_000, 29_000, 50_000],
        "a cloud bill of 14,000 a month"
    );
    // Formulas 3.3 know one rule for every head: what is certain stands in the highest band.
    let certain = bill.loss.unwrap().likely.minor() * 95 / 100;
    assert_eq!(
        bill.row.exposure.likely.minor(),
        certain,
        "waste carries the band of what happens"
    );
    let drivers = must(client.price_template(
        "T-SEC-13",
        &asked(&client, "T-SEC-13", &[("contract_margin", "600000")]),
    ));
    let blocked = drivers
        .iter()
        .find(|driver| driver.money_kind == MoneyKind::Blocked)
        .unwrap();
    assert_eq!(
        figures(blocked.range.unwrap()),
        [60_000, 150_000, 360_000],
        "blocked contracts of 600,000"
    );
}

#[test]
fn inputs_are_checked_and_price_anew() {
    let room = Room::empty();
    let (mut client, engagement) = desk(&room);
    let inputs = asked(&client, "T-INF-06", &[("month_bill", "14000")]);
    let found = raise(&mut client, &engagement, "T-INF-06", inputs);
    let id = found.row.id.clone();
    let set = |low: &str, high: &str| json!([{"driver": 0, "key": "month_bill", "low": low, "high": high}]);
    must(edit(&mut client, &id, "drivers", set("28000", "28000")));
    let dearer = must(client.finding(&id));
    assert_eq!(
        dearer.loss.unwrap().low.minor(),
        found.loss.unwrap().low.minor() * 2,
        "twice the bill, twice the loss"
    );
    assert!(
        dearer.drivers[0]
            .inputs
            .iter()
            .any(|input| input.key == "month_bill" && !input.assumed),
        "typed, not assumed"
    );
    for (low, high, why) in [
        ("9", "3", "low above high"),
        ("-4", "3", "below zero"),
        ("many", "3", "no number"),
    ] {
        refused(
            edit(&mut client, &id, "drivers", set(low, high)),
            ProblemCode::InputNotUnderstood,
            why,
        );
    }
    let unknown = json!([{"driver": 7, "key": "x", "low": "1", "high": "2"}]);
    refused(
        edit(&mut client, &id, "drivers", unknown),
        ProblemCode::InputNotUnderstood,
        "no such driver",
    );
    sound(&client, "inputs");
}

#[test]
fn the_founders_sentence_of_the_form_is_filled_like_the_others() {
    // The form sent the template's sentence as it stood, with its words in braces, and they were kept.
    let room = Room::empty();
    let (mut client, engagement) = desk(&room);
    let built_in = Library::built_in();
    let template = built_in
        .templates()
        .iter()
        .find(|template| template.for_founder.contains('{'))
        .expect("a template whose sentence has a word in braces");
    let detail = must(client.template(&template.id));
    let raised = RaiseFinding {
        engagement,
        template: Some(template.id.clone()),
        placeholders: detail
            .placeholders
            .into_iter()
            .map(|placeholder| (placeholder.name, "the spring sale".to_owned()))
            .collect(),
        for_founder: Some(detail.for_founder),
        ..RaiseFinding::default()
    };
    let found = must(client.raise_finding(&raised)).value;
    assert!(!found.for_founder.contains('{'), "{}", found.for_founder);
    assert!(found.for_founder.to_lowercase().contains("the spring sale"));
}

#[test]
fn a_finding_from_nothing_begins_with_its_title() {
    let room = Room::empty();
    let (mut client, engagement) = desk(&room);
    let bare = RaiseFinding {
        engagement,
        ..RaiseFinding::default()
    };
    refused(
        client.raise_finding(&bare),
        ProblemCode::InputNotUnderstood,
        "a finding without a title",
    );
    let titled = RaiseFinding {
        title: " The door stands open ".into(),
        ..bare.clone()
    };
    let found = must(client.raise_finding(&titled)).value;
    assert_eq!(
        (found.row.code.as_str(), found.row.title.as_str()),
        ("F01", "The door stands open"),
        "first code, clean title"
    );
    assert!(
        found.row.draft_reasons.len() > 5,
        "nearly everything is still missing: {:?}",
        found.row.draft_reasons
    );
    refused(
        edit(&mut client, &found.row.id, "status", json!("confirmed")),
        ProblemCode::Refused,
        "so it stays a draft",
    );
    sound(&client, "a bare draft");
    let from = RaiseFinding {
        template: Some("T-XXX-99".into()),
        ..bare
    };
    refused(
        client.raise_finding(&from),
        ProblemCode::NotFound,
        "no such template",
    );
}
