//! The friction room: flows priced, edited one field at a time, timed, linked, and taken back.

use crate::room::{Room, must, new_client, open, record, refusal, refused, reopened, sound, whole};
use serde_json::{Value, json};
use valise_domain::figures::Removal;
use valise_domain::records::{ActionStatus, InputKind};
use valise_tests::{difference, read_json, sample};
use valise_workbench::view::{FlowChange, FlowView, FrictionView, NewFlow, SealLevel};
use valise_workbench::{Client, Problem, ProblemCode};

fn room_of(client: &Client) -> FrictionView {
    must(client.friction(None))
}

fn flow(client: &Client, code: &str) -> FlowView {
    let view = room_of(client);
    view.flows
        .into_iter()
        .find(|flow| flow.code == code)
        .unwrap_or_else(|| panic!("{code} is there"))
}

fn edit(client: &mut Client, id: &str, field: &str, value: Value) -> Result<(), Problem> {
    let change = FlowChange {
        id: id.into(),
        field: field.into(),
        value: Some(value.to_string()),
    };
    client.edit_flow(&change).map(drop)
}

/// Code of a system, action or person and its id in the window.
fn id_of(client: &Client, code: &str) -> String {
    let view = room_of(client);
    let systems = view.systems.iter().map(|system| (&system.code, &system.id));
    let actions = view.actions.iter().map(|action| (&action.code, &action.id));
    let people = view.people.iter().map(|person| (&person.code, &person.id));
    let mut all = systems.chain(actions).chain(people);
    let found = all.find(|(known, _)| known.as_str() == code);
    found.unwrap_or_else(|| panic!("{code} can be chosen")).1.clone()
}

#[test]
fn the_room_shows_the_published_figures_also_after_a_round_trip() {
    let room = Room::with_samples();
    let client = reopened(room.client("HERON"), "HERON");
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    let view = room_of(&client);
    assert_eq!(view.flows.len(), 8, "every flow of the engagement");
    for flow in &view.flows {
        let published = &expected["flows"][&flow.code];
        let cost = flow.cost.likely;
        for (key, amount) in [
            ("labour_year", cost.labour),
            ("error_year", cost.errors),
            ("delay_year", cost.delay),
            ("coordination_year", cost.coordination),
            ("tool_year", cost.tool),
            ("total_year", cost.total),
            ("gross_benefit_year", flow.gross),
            ("net_benefit_year", flow.net),
        ] {
            assert_eq!(published[key], amount.to_text(), "{} {key}", flow.code);
        }
        let weakest = flow.weakest_input.map(InputKind::as_str);
        assert_eq!(published["weakest_input"].as_str(), weakest, "{}", flow.code);
        assert!(flow.cost.low.total <= cost.total && cost.total <= flow.cost.high.total);
    }
    let dear: Vec<&str> = view.flows.iter().map(|flow| flow.code.as_str()).collect();
    assert_eq!(
        dear,
        ["FL1", "FL5", "FL3", "FL2", "FL7", "FL6", "FL4", "FL8"],
        "dearest first"
    );
    assert_eq!(
        view.flows[0].cumulative.as_deref(),
        Some("0.21"),
        "the dearest alone"
    );
    assert_eq!(view.flows[7].cumulative.as_deref(), Some("1.00"), "all of them");
    assert_eq!(view.weeks, Some(46), "all count the same weeks");
    assert_eq!(view.working_weeks, 46);
    let totals = &view.totals;
    assert_eq!(totals.cost.likely.total.to_text(), "262915.30");
    assert_eq!(totals.done.to_text(), "87070.23");
    assert_eq!(totals.agreed.to_text(), "51541.89");
    assert_eq!(totals.possible.to_text(), "27871.93");
    assert_eq!(totals.left.to_text(), "96431.25", "what remains of the total");
    let waiting: Vec<Value> = view
        .waiting
        .iter()
        .map(|row| {
            let cost = row.cost_to_date.map(|cost| cost.to_text());
            json!({"id": row.code, "days": row.days, "cost_to_date": cost})
        })
        .collect();
    assert_eq!(
        json!(waiting),
        expected["decisions"]["queue"],
        "decisions that wait, dearest a week first"
    );
    assert!(
        view.bridges.bridges.is_empty(),
        "the sample names no bridge by hand"
    );
    assert_eq!(
        view.bridges.unnamed.len(),
        4,
        "FL1, FL2, FL7 and FL8 carry data between places nobody named"
    );
    assert!(
        must(client.friction(Some(&must(client.overview(None)).engagements[1].id)))
            .flows
            .is_empty(),
        "another engagement's wall"
    );
}

/// Field of the window, value, field of the file, value there.
fn plain() -> Vec<(&'static str, Value, &'static str, Value)> {
    let same = |field, value: &str, key| (field, json!(value), key, json!(value));
    vec![
        same("name", "Orders typed twice", "name"),
        same("kind", "copying by post", "kind"),
        same("team", "sales", "team"),
        same("status", "planned 2027-02", "status"),
        same("useOfTime", "answers within a day", "use_of_time"),
        ("people", json!(4), "people", json!(4)),
        ("weeks", json!(52), "weeks", json!(52)),
        ("observations", json!(12), "observations", json!(12)),
        ("observations", Value::Null, "observations", Value::Null),
        same("hoursPerWeekEach", "7.25", "hours_per_week_each"),
        same("casesPerWeek", "180", "cases_per_week"),
        same("errorRate", "0.05", "error_rate"),
        same("labourReduction", "0.7", "labour_reduction"),
        same("errorReduction", "1", "error_reduction"),
        same("delayReduction", "0.25", "delay_reduction"),
        same("adoption", "0.8", "adoption"),
        ("loadedRate", json!(4750), "loaded_rate", json!("47.50")),
        ("costPerError", json!(4100), "cost_per_error", json!("41.00")),
        ("toolCostYear", json!(120_000), "tool_cost_year", json!("1200.00")),
        ("oneOffCost", json!(500_000), "one_off_cost", json!("5000.00")),
        (
            "runningCostYear",
            json!(30_000),
            "running_cost_year",
            json!("300.00"),
        ),
        (
            "delay",
            json!({"casesPerWeek": "3", "days": "2.5", "valuePerCaseDay": 900}),
            "delay",
            json!({"cases_per_week": "3", "days": "2.5", "value_per_case_day": "9.00"}),
        ),
        (
            "coordination",
            json!({"attendees": 4, "hours": "0.5", "meetingsPerWeek": "2", "loadedRate": 5000}),
            "coordination",
            json!({"attendees": 4, "hours": "0.5", "meetings_per_week": "2", "loaded_rate": "50.00"}),
        ),
        ("delay", Value::Null, "delay", Value::Null),
        (
            "range",
            json!({"input": "hours_per_week_each", "low": "6", "high": "9"}),
            "ranges",
            json!({"hours_per_week_each": {"low": "6", "high": "9"}}),
        ),
        (
            "steps",
            json!([
                {"what": "Open the order", "who": "clerk", "system": null, "minutes": "1.5", "byHand": false},
                {"what": "Type it", "who": "", "system": null, "minutes": null, "byHand": true},
            ]),
            "steps",
            json!([
                {"what": "Open the order", "who": "clerk", "system": null, "minutes": "1.5", "by_hand": false},
                {"what": "Type it", "who": "", "system": null, "minutes": null, "by_hand": true},
            ]),
        ),
    ]
}

#[test]
fn each_field_is_kept_and_can_be_taken_back() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = flow(&client, "FL1").id;
    let before = whole(&client);
    for (field, value, key, kept) in plain() {
        must(edit(&mut client, &id, field, value));
        let found = record(&client, "flows", "FL1").unwrap();
        assert_eq!(found[key], kept, "{field} stands in the file as {key}");
        sound(&client, field);
    }
    let kind = json!({"input": "loaded_rate", "kind": "asked"});
    must(edit(&mut client, &id, "inputKind", kind));
    let found = record(&client, "flows", "FL1").unwrap();
    assert_eq!(found["input_kinds"]["loaded_rate"], "asked", "under its own word");
    let kind = json!({"input": "hours_per_week_each", "kind": "sampled"});
    must(edit(&mut client, &id, "inputKind", kind));
    let found = record(&client, "flows", "FL1").unwrap();
    assert_eq!(found["input_kinds"]["hours"], "sampled", "under the word it had");
    assert!(found["input_kinds"].get("hours_per_week_each").is_none());
    let after = whole(&client);
    let mut again = reopened(client, "HERON");
    assert_eq!(
        difference(&whole(&again), &after),
        None,
        "all of it is on the disk"
    );
    refused(again.undo(), ProblemCode::NothingToUndo, "undo is of the session");

    drop(again);
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = id_of_flow(&client, "FL1");
    for (field, value, ..) in plain() {
        must(edit(&mut client, &id, field, value));
    }
    while client.undo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "undone one by one, it is as it was"
    );
}

fn id_of_flow(client: &Client, code: &str) -> String {
    flow(client, code).id
}

#[test]
fn what_cannot_be_right_is_refused_and_changes_nothing() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = id_of_flow(&client, "FL5");
    let before = whole(&client);
    let planner = id_of(&client, "S01");
    for (field, value) in [
        ("name", json!("  ")),
        ("people", json!(-1)),
        ("people", json!("two")),
        ("people", json!(1.5)),
        ("weeks", json!(0)),
        ("weeks", json!(54)),
        ("hoursPerWeekEach", json!("-2")),
        ("hoursPerWeekEach", json!(6.5)),
        ("hoursPerWeekEach", json!("six")),
        ("errorRate", json!("1.01")),
        ("adoption", json!("2")),
        ("loadedRate", json!(-1)),
        ("loadedRate", json!("46.00")),
        (
            "delay",
            json!({"casesPerWeek": "3", "days": "-1", "valuePerCaseDay": 900}),
        ),
        ("delay", json!({"days": "1"})),
        ("coordination", json!([])),
        (
            "inputKind",
            json!({"input": "hours_per_week_each", "kind": "guessed"}),
        ),
        ("inputKind", json!({"input": "luck", "kind": "asked"})),
        (
            "range",
            json!({"input": "hours_per_week_each", "low": "4", "high": "3"}),
        ),
        (
            "range",
            json!({"input": "hours_per_week_each", "low": "4", "high": "9"}),
        ),
        (
            "steps",
            json!([{"what": "x", "who": "", "system": null, "minutes": "-1", "byHand": false}]),
        ),
        ("bridge", json!({"from": planner, "to": planner})),
        ("colour", json!("red")),
    ] {
        let problem = refusal(
            edit(&mut client, &id, field, value.clone()),
            &format!("{field} {value}"),
        );
        assert_eq!(
            problem.code,
            ProblemCode::InputNotUnderstood,
            "{field} {value}: {problem}"
        );
    }
    let elsewhere = must(client.overview(None)).engagement.id;
    for (field, value) in [
        ("owner", json!("nobody")),
        ("actions", json!([elsewhere])),
        ("bridge", json!({"from": planner, "to": elsewhere})),
        (
            "steps",
            json!([{"what": "x", "who": "", "system": "S01", "minutes": null, "byHand": false}]),
        ),
    ] {
        let problem = refusal(edit(&mut client, &id, field, value), field);
        assert_eq!(problem.code, ProblemCode::NotFound, "{field}: {problem}");
    }
    refused(
        client.add_flow(&NewFlow::default()),
        ProblemCode::InputNotUnderstood,
        "a flow has a name",
    );
    refused(
        client.add_timed_case(&id, 0, ""),
        ProblemCode::InputNotUnderstood,
        "no time at all",
    );
    refused(
        client.remove_timed_case(&id, 0),
        ProblemCode::NotFound,
        "no such case",
    );
    refused(
        client.use_timed_cases(&id),
        ProblemCode::Refused,
        "nothing was watched",
    );
    assert_eq!(difference(&whole(&client), &before), None, "nothing changed");
}

#[test]
fn a_flow_grows_from_its_name() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let mut client = open(vault, "KESTREL");
    assert!(room_of(&client).flows.is_empty(), "a new client has none");
    let made = must(client.add_flow(&NewFlow {
        name: " Labels printed one by one ".into(),
        kind: "manual routine".into(),
        team: "warehouse".into(),
        ..NewFlow::default()
    }));
    let flow = made.value;
    assert_eq!((flow.code.as_str(), flow.weeks), ("FL01", 46), "the usual weeks");
    assert_eq!(flow.name, "Labels printed one by one");
    assert_eq!(
        flow.weakest_input,
        Some(InputKind::Assumed),
        "nobody said how it is known"
    );
    assert_eq!(flow.share, None, "a share of nothing is none");
    let id = flow.id;
    for (field, value) in [
        ("people", json!(2)),
        ("hoursPerWeekEach", json!("5")),
        ("loadedRate", json!(3000)),
    ] {
        must(edit(&mut client, &id, field, value));
    }
    let priced = room_of(&client).flows.remove(0);
    assert_eq!(priced.cost.likely.total.to_text(), "13800.00", "2 × 5 × 46 × 30");
    assert_eq!(
        priced.cost.low.total.to_text(),
        "9660.00",
        "asked: thirty per cent off"
    );
    assert_eq!(priced.cost.high.total.to_text(), "17940.00");
    assert_eq!(priced.month.to_text(), "1150.00");
    assert_eq!(
        priced.weakest_input,
        Some(InputKind::Asked),
        "a figure that was given has been asked for"
    );
    let steps = json!([
        {"what": "Look it up", "who": "", "system": null, "minutes": "1", "byHand": false},
        {"what": "Print", "who": "", "system": null, "minutes": "1", "byHand": false},
        {"what": "Stick", "who": "", "system": null, "minutes": "1", "byHand": false},
    ]);
    must(edit(&mut client, &id, "steps", steps));
    let steps = room_of(&client).flows.remove(0).steps;
    let parts: Vec<i64> = steps
        .iter()
        .filter_map(|step| step.cost)
        .map(|cost| cost.minor())
        .collect();
    assert_eq!(parts, [460_000; 3], "by their minutes");
    sound(&client, "a new flow");

    must(client.trash_record(&id));
    assert!(room_of(&client).flows.is_empty());
    must(client.restore_record(&id));
    assert_eq!(room_of(&client).flows.len(), 1, "back from the trash");
    sound(&client, "trash and back");
}

#[test]
fn watched_cases_are_counted_and_taken_over() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = id_of_flow(&client, "FL8");
    let before = whole(&client);
    let range = json!({"input": "hours_per_week_each", "low": "2", "high": "5"});
    must(edit(&mut client, &id, "range", range));
    for (seconds, note) in [(1500, ""), (1380, " with a call "), (1620, "")] {
        must(client.add_timed_case(&id, seconds, note));
    }
    let timed = flow(&client, "FL8");
    let timing = timed.timing.unwrap();
    assert_eq!((timing.cases, timing.mean.as_str()), (3, "1500"), "25 minutes");
    assert_eq!((timing.shortest, timing.longest), (1380, 1620));
    assert_eq!(
        timing.hours.as_deref(),
        Some("3.8"),
        "25 min × 9 cases ÷ 1 person ÷ 60 = 3.75"
    );
    assert_eq!(timed.timings[1].note, "with a call");
    assert_eq!(timed.timings[1].on.as_deref(), Some("2026-11-20"), "of that day");
    assert_eq!(timed.hours_per_week_each, "3.5", "nothing is taken over unasked");

    let used = must(client.use_timed_cases(&id)).value;
    assert_eq!(used.hours_per_week_each, "3.8");
    assert_eq!(used.observations, Some(3));
    let hours = used
        .inputs
        .iter()
        .find(|input| input.input == "hours_per_week_each")
        .unwrap();
    assert_eq!(hours.kind, Some(InputKind::Timed));
    assert!(!hours.given, "the range that was asked for went");
    assert_eq!(
        (hours.low.as_str(), hours.high.as_str()),
        ("3.42", "4.18"),
        "ten per cent"
    );
    assert_eq!(used.cost.likely.labour.to_text(), "7516.40", "1 × 3.8 × 46 × 43");
    let kept = record(&client, "flows", "FL8").unwrap();
    assert_eq!(kept["input_kinds"]["hours"], "timed");
    assert!(kept.get("ranges").is_none(), "an empty extension is not written");
    sound(&client, "timed cases");

    let fewer = must(client.remove_timed_case(&id, 2)).value;
    assert_eq!(fewer.timing.unwrap().cases, 2);
    let client = reopened(client, "HERON");
    assert_eq!(flow(&client, "FL8").timings.len(), 2, "kept on the disk");
    drop(client);

    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = id_of_flow(&client, "FL8");
    must(client.add_timed_case(&id, 1500, ""));
    must(client.use_timed_cases(&id));
    while client.undo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "undone, it is as it was"
    );
    must(edit(&mut client, &id, "people", json!(0)));
    must(client.add_timed_case(&id, 60, ""));
    refused(
        client.use_timed_cases(&id),
        ProblemCode::Refused,
        "nobody to share the hours",
    );
}

#[test]
fn an_action_that_is_linked_knows_its_flow() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let id = id_of_flow(&client, "FL7");
    let before = whole(&client);
    let free = room_of(&client)
        .actions
        .into_iter()
        .find(|action| action.status == ActionStatus::Planned && action.code != "R23")
        .unwrap();
    must(edit(&mut client, &id, "actions", json!([free.id])));
    let linked = flow(&client, "FL7");
    assert_eq!(linked.actions[0].code, free.code);
    assert_eq!(linked.removal, Removal::Agreed, "an open action agrees it");
    let action = record(&client, "actions", &free.code).unwrap();
    assert!(
        action["flows"].as_array().unwrap().contains(&json!("FL7")),
        "and the action names the flow"
    );
    sound(&client, "a linked action");
    must(edit(&mut client, &id, "actions", json!([])));
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "unlinked, both are as they were"
    );
}

#[test]
fn bridges_come_from_the_flow_and_from_its_steps() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let (planner, books, desk) = (
        id_of(&client, "S01"),
        id_of(&client, "S10"),
        id_of(&client, "S20"),
    );
    let id = id_of_flow(&client, "FL1");
    must(edit(
        &mut client,
        &id,
        "bridge",
        json!({"from": planner, "to": books}),
    ));
    let steps = json!([
        {"what": "Read the ticket", "who": "", "system": desk, "minutes": "2", "byHand": false},
        {"what": "Type it in", "who": "clerk", "system": books, "minutes": "4", "byHand": true},
    ]);
    must(edit(&mut client, &id, "steps", steps));
    let bridges = room_of(&client).bridges;
    let rows: Vec<_> = bridges
        .bridges
        .iter()
        .map(|row| {
            (
                row.from.as_str(),
                row.to.as_str(),
                row.who.as_str(),
                row.bridges_of_flow,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [("S01", "S10", "finance", 2), ("S20", "S10", "clerk", 2)],
        "the flow's own, then that of its steps"
    );
    let edge = bridges.bridges[0].edge.as_ref().unwrap();
    assert_eq!(
        (edge.code.as_str(), edge.told, edge.observed),
        ("L12", true, true)
    );
    assert!(bridges.bridges[1].edge.is_none(), "the map does not draw it");
    assert_eq!(bridges.places.len(), 3);
    assert_eq!(bridges.unnamed.len(), 3, "FL1 is named now");
    sound(&client, "bridges");
}

#[test]
fn a_flow_that_the_ledger_books_on_stays() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let booked = whole(&client)["ledger"]["months"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|month| month["values"].as_array().unwrap().clone())
        .find_map(|line| line["flow"].as_str().map(str::to_owned))
        .unwrap();
    let id = id_of_flow(&client, &booked);
    refused(
        client.trash_record(&id),
        ProblemCode::Refused,
        "a line rests on it",
    );
    let free = id_of_flow(&client, "FL4");
    let before = whole(&client);
    must(client.trash_record(&free));
    assert!(record(&client, "flows", "FL4").is_none());
    assert_eq!(
        record(&client, "actions", "R23").unwrap()["flows"],
        json!([]),
        "its action lets go of it"
    );
    sound(&client, "a flow in the trash");
    must(client.restore_record(&free));
    assert_eq!(
        record(&client, "actions", "R23").unwrap()["flows"],
        json!(["FL4"]),
        "and takes it back"
    );
    sound(&client, "a flow out of the trash");
    while client.undo().is_ok() {}
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "undone, it is as it was"
    );
}
