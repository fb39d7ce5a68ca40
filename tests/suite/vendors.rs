//! Suppliers: added, edited field by field, thrown away; and the calendar beside them.

use crate::room::{Room, must, record, refusal, refused, reopened, sound, whole};
use serde_json::{Value, json};
use valise_domain::Money;
use valise_tests::difference;
use valise_workbench::view::{DatedKind, NewVendor, VendorChange, VendorDetail, VendorState};
use valise_workbench::{Client, Problem, ProblemCode};

fn id(client: &Client, code: &str) -> String {
    let rows = client.vendors().vendors;
    let row = rows.into_iter().find(|row| row.code == code);
    row.unwrap_or_else(|| panic!("{code} is there")).id
}

fn edit(client: &mut Client, code: &str, field: &str, value: Value) -> Result<VendorDetail, Problem> {
    let change = VendorChange {
        id: id(client, code),
        field: field.into(),
        value: Some(value.to_string()),
    };
    client.edit_vendor(&change).map(|change| change.value)
}

fn named(name: &str) -> NewVendor {
    NewVendor {
        name: name.into(),
        ..NewVendor::default()
    }
}

#[test]
fn the_list_holds_its_figures() {
    let room = Room::with_samples();
    let client = room.client("HERON");
    let view = client.vendors();
    assert_eq!(view.annual_cost.to_text(), "392720.00", "active contracts alone");
    assert_eq!(view.on, "2026-12-04", "the sample lies ahead of today");
    let codes: Vec<&str> = view.vendors.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(
        (codes[0], codes[12]),
        ("V07", "V05"),
        "dearest first, ended ones last"
    );
    let missed: Vec<_> = view
        .vendors
        .iter()
        .filter(|row| row.days_left.is_some_and(|days| days < 0))
        .collect();
    assert_eq!(missed.len(), 1);
    assert_eq!((missed[0].code.as_str(), missed[0].days_left), ("V02", Some(-3)));
    let detail = must(client.vendor(&id(&client, "V07")));
    let systems: Vec<&str> = detail.systems.iter().map(|system| system.code.as_str()).collect();
    assert_eq!(systems, ["S13", "S14", "S21", "S22"]);
}

#[test]
fn each_field_is_kept_and_can_be_taken_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let promise = json!({"what": "availability", "promised": "99.5", "observed": "99.1", "quarter": "2026-Q3", "unit": "%", "kept": false, "note": "two evenings"});
    let trial = json!({"start": "2026-11-02", "decideOn": "2026-12-18", "realCases": "forty orders", "go": null, "reason": ""});
    let plain: Vec<(&str, Value, &str, Value)> = vec![
        ("name", json!("MapHarbour Ltd"), "name", json!("MapHarbour Ltd")),
        ("purpose", json!("tiles"), "purpose", json!("tiles")),
        ("criticality", json!("high"), "criticality", json!("high")),
        ("annualCost", json!(6_150_050), "annual_cost", json!("61500.50")),
        ("annualCost", Value::Null, "annual_cost", Value::Null),
        ("renewal", json!("2027-03-31"), "renewal", json!("2027-03-31")),
        ("noticeDays", json!(90), "notice_days", json!(90)),
        ("exit", json!("three weeks"), "exit", json!("three weeks")),
        ("exitDays", json!(20), "exit_days", json!(20)),
        (
            "startedOn",
            json!("2024-03-01"),
            "started_on",
            json!("2024-03-01"),
        ),
        (
            "securityReview",
            json!("2026-11-01"),
            "security_review",
            json!("2026-11-01"),
        ),
        ("rating", json!("ok"), "rating", json!("ok")),
        ("decision", json!(""), "decision", Value::Null),
        ("sla", json!("99.9%"), "sla", json!("99.9%")),
        ("promises", json!([promise]), "promises", json!([promise])),
        (
            "trial",
            trial,
            "trial",
            json!({"start": "2026-11-02", "decide_on": "2026-12-18", "real_cases": "forty orders", "go": null, "reason": ""}),
        ),
    ];
    for (field, value, key, kept) in &plain {
        must(edit(&mut client, "V01", field, value.clone()));
        assert_eq!(
            &record(&client, "vendors", "V01").unwrap()[*key],
            kept,
            "{field} stands as {key}"
        );
        sound(&client, field);
    }
    let edited = whole(&client);
    let mut client = reopened(client, "HERON");
    must(edit(&mut client, "V01", "promises", json!([])));
    must(edit(&mut client, "V01", "trial", Value::Null));
    let found = record(&client, "vendors", "V01").unwrap();
    assert!(
        found.get("promises").is_none() && found.get("trial").is_none(),
        "written when used"
    );
    sound(&client, "taken away");
    while client.undo().is_ok() {}
    assert_eq!(difference(&whole(&client), &edited), None, "undone");
    assert!(difference(&edited, &before).is_some(), "the edits did something");
}

#[test]
fn a_bill_in_another_currency_gives_the_cost() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let bill = |currency: &str, amount: i64, rate: &str, converted: i64| {
        json!({"currency": currency, "amount": amount, "rate": rate, "rateOn": "2026-11-19",
            "source": "central bank", "converted": converted})
    };
    let detail = must(edit(
        &mut client,
        "V01",
        "foreign",
        bill("usd", 7_000_001, "0.9245", 6_471_501),
    ));
    // 70 000.01 × 0.9245 = 64 715.009 245
    assert_eq!(
        detail.row.annual_cost.map(|cost| cost.to_text()).as_deref(),
        Some("64715.01")
    );
    sound(&client, "a bill");
    let before = whole(&client);
    refused(
        edit(&mut client, "V01", "annualCost", json!(1)),
        ProblemCode::Refused,
        "the cost follows its bill",
    );
    for (value, why) in [
        (
            bill("EUR", 1, "1", 1),
            "the client's own currency is no other one",
        ),
        (bill("dollars", 1, "1", 1), "no code"),
        (bill("USD", 1, "0", 0), "no rate"),
        (bill("USD", 1, "-1", -1), "a rate below nought"),
        (bill("USD", -1, "1", -1), "an amount below nought"),
        (
            bill("USD", 9_000_000_000_000_000, "900", Money::MAX_MINOR),
            "more than a cost holds",
        ),
    ] {
        refused(
            edit(&mut client, "V01", "foreign", value),
            ProblemCode::InputNotUnderstood,
            why,
        );
    }
    let off = refusal(
        edit(
            &mut client,
            "V01",
            "foreign",
            bill("USD", 7_000_001, "0.9245", 6_471_500),
        ),
        "a cent less was shown",
    );
    assert_eq!(off.params["rule"], "foreignAmount", "{off}");
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "nothing of it changed anything"
    );
    let detail = must(edit(&mut client, "V01", "foreign", Value::Null));
    assert_eq!(
        detail.row.annual_cost.map(|cost| cost.to_text()).as_deref(),
        Some("64715.01"),
        "the cost stays"
    );
    must(edit(&mut client, "V01", "annualCost", json!(6_100_000)));
    sound(&client, "without a bill");
}

#[test]
fn what_cannot_be_right_is_refused_and_changes_nothing() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let line = |what: &str, quarter: &str| json!([{"what": what, "promised": "", "observed": "", "quarter": quarter, "unit": "", "kept": null, "note": ""}]);
    for (field, value) in [
        ("name", json!("  ")),
        ("annualCost", json!(-1)),
        ("annualCost", json!("many")),
        ("renewal", json!("2026-02-30")),
        ("noticeDays", json!(-3)),
        ("noticeDays", json!(90_000)),
        ("exitDays", json!(1.5)),
        ("state", json!("asleep")),
        ("promises", line("", "2026-Q3")),
        ("promises", line("speed", "2026-Q5")),
        (
            "trial",
            json!({"start": "2026-11-02", "decideOn": "2026-11-01", "realCases": "", "go": null, "reason": ""}),
        ),
        ("endedOn", json!("2026-11-01")),
        ("colour", json!("red")),
    ] {
        refused(
            edit(&mut client, "V01", field, value.clone()),
            ProblemCode::InputNotUnderstood,
            &format!("{field} {value}"),
        );
    }
    refused(client.vendor("nobody"), ProblemCode::NotFound, "no such supplier");
    refused(
        client.add_vendors(&[named("Quay Mail"), named(" ")]),
        ProblemCode::InputNotUnderstood,
        "a list is taken whole or not at all",
    );
    refused(
        client.add_vendors(&[]),
        ProblemCode::InputNotUnderstood,
        "no list",
    );
    refused(
        client.calendar(Some("soon"), None),
        ProblemCode::InputNotUnderstood,
        "no date",
    );
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "nothing of it changed anything"
    );
}

#[test]
fn a_list_comes_in_as_one_step() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let before = whole(&client);
    let dear = NewVendor {
        annual_cost: "1200.00".parse().ok(),
        renewal: Some("2027-05-31".into()),
        notice_days: Some(30),
        criticality: "low".into(),
        ..named("Quay Mail")
    };
    let view = must(client.add_vendors(&[dear, named("Harbour Print")])).value;
    assert_eq!(view.vendors.len(), 3);
    assert_eq!(
        record(&client, "vendors", "V03").unwrap()["name"],
        "Harbour Print"
    );
    assert_eq!(view.uncosted, 1, "what nobody entered is not nought");
    sound(&client, "a list");
    let one = must(client.add_vendor(&named("Third"))).value;
    assert_eq!(
        (one.row.code.as_str(), one.row.state),
        ("V04", VendorState::Active)
    );
    must(client.undo());
    must(client.undo());
    assert_eq!(difference(&whole(&client), &before), None, "two steps, two undos");
}

#[test]
fn an_ended_contract_is_dated_and_leaves_the_sum() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let detail = must(edit(&mut client, "V07", "state", json!("ended")));
    assert_eq!(detail.ended_on.as_deref(), Some("2026-11-20"), "today");
    assert_eq!((detail.row.share, detail.row.notice_by), (None, None));
    assert_eq!(client.vendors().annual_cost.to_text(), "221120.00");
    let detail = must(edit(&mut client, "V07", "state", json!("active")));
    assert_eq!(detail.ended_on, None);
    sound(&client, "ended and back");
}

#[test]
fn a_supplier_with_systems_goes_and_comes_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let maps = id(&client, "V01");
    must(client.trash_record(&maps));
    assert_eq!(
        record(&client, "systems", "S07").unwrap()["vendor_id"],
        Value::Null
    );
    sound(&client, "in the trash");
    must(client.restore_record(&maps));
    assert_eq!(
        record(&client, "vendors", "V01"),
        before["vendors"].as_array().map(|list| list[0].clone()),
        "as it was"
    );
    sound(&client, "out of the trash");
    while client.undo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "undo brings back every link"
    );
    let last = id(&client, "V13");
    must(client.trash_record(&last));
    must(client.erase_record(&last));
    assert_eq!(
        must(client.add_vendor(&named("Next"))).value.row.code,
        "V14",
        "its code is not given again"
    );
}

#[test]
fn the_calendar_names_its_records() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let all = must(client.calendar(None, None));
    assert_eq!((all.on.as_str(), all.clashes), ("2026-12-04", 4));
    assert!(
        all.entries
            .iter()
            .filter(|entry| entry.section != "ledger")
            .all(|entry| entry.id.is_some())
    );
    let notice = all
        .entries
        .iter()
        .find(|entry| entry.kind == DatedKind::Notice && entry.missed)
        .unwrap();
    assert_eq!(notice.id, Some(id(&client, "V02")));
    let december = must(client.calendar(Some("2026-12-20"), Some("2026-12-31")));
    assert!(
        december
            .entries
            .iter()
            .any(|entry| entry.kind == DatedKind::Freeze),
        "it lasts into these days"
    );
    assert!(
        december
            .entries
            .iter()
            .all(|entry| entry.date.as_str() <= "2026-12-31")
    );
    assert_eq!(december.missed, all.missed, "counted whatever was asked for");
    must(edit(&mut client, "V02", "renewal", json!("2027-12-31")));
    let after = must(client.calendar(None, None));
    assert_eq!(
        after.missed,
        all.missed - 1,
        "what was renewed is no longer missed"
    );
}
