//! The value ledger: entered line by line, judged by its rules, signed, corrected; and the month's work around it.

use crate::room::{Room, must, record, refusal, refused, reopened, sound, whole};
use serde_json::{Value, json};
use valise_domain::Money;
use valise_domain::figures::LineState;
use valise_domain::records::{CostKind, ValueClass, ValueEvidence, ValueStatus};
use valise_tests::difference;
use valise_workbench::view::{
    BuiltChange, DecisionNeededChange, FigureQuery, InboxBecomes, InboxJudgement, InboxState, LedgerFigure,
    LedgerMonthView, LedgerView, LineChange, MonthChange, MonthStepKind, NewCorrection, NewCost,
    NewDriftCheck, NewReading, NewRecurring, NewValue, ReadingView, SignMonth, StartLedger, Tier,
};
use valise_workbench::{Client, Problem, ProblemCode};

const DECEMBER: &str = "2026-12";

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

fn view(client: &Client) -> LedgerView {
    must(client.ledger(None))
}

fn month(client: &Client, name: &str) -> LedgerMonthView {
    let months = view(client).months;
    months.into_iter().find(|month| month.month == name).unwrap()
}

fn reading(value: &str, start: &str, end: &str) -> Option<ReadingView> {
    Some(ReadingView {
        value: value.into(),
        unit: "EUR a month".into(),
        start: Some(start.into()),
        end: Some(end.into()),
        n: None,
    })
}

/// A line that nothing speaks against.
fn line() -> NewValue {
    NewValue {
        month: DECEMBER.into(),
        class: ValueClass::Cash,
        evidence: ValueEvidence::Measured,
        status: ValueStatus::Measured,
        what: "Fewer parcels sent twice".into(),
        amount: Some(money(120_000)),
        baseline: reading("3000", "2026-06-01", "2026-06-30"),
        after: reading("1800", "2026-12-01", "2026-12-31"),
        source: "carrier invoices".into(),
        cause: Some("parcels".into()),
        ..NewValue::default()
    }
}

fn change(id: &str, field: &str, value: Value) -> LineChange {
    LineChange {
        id: id.into(),
        field: field.into(),
        value: Some(value.to_string()),
    }
}

fn rule(problem: &Problem) -> &str {
    assert_eq!(problem.code, ProblemCode::Refused, "{problem}");
    &problem.params["rule"]
}

/// HERON with December open: its six months are signed.
fn december(room: &Room) -> Client {
    let mut client = room.client("HERON");
    must(client.open_month());
    client
}

/// Rows and headlines of every table agree to the minor unit.
fn adds_up(client: &Client, after: &str) {
    let view = view(client);
    let (mut cash, mut full, mut confirmed, mut weighted) = Default::default();
    for month in &view.months {
        let of = |keep: &dyn Fn(CostKind) -> bool| -> Money {
            let rows = month.costs.iter().filter(|cost| keep(cost.kind));
            rows.map(|cost| cost.amount).sum()
        };
        let name = &month.month;
        let lines: Money = month.values.iter().map(|line| line.confirmed).sum();
        let pale: Money = month.values.iter().map(|line| line.weighted).sum();
        let counted: Vec<_> = month
            .corrections
            .iter()
            .filter(|line| line.of_month.is_some())
            .collect();
        let restated: Money = counted.iter().map(|line| line.amount).sum();
        let restated_pale: Money = counted.iter().map(|line| line.weighted).sum();
        assert_eq!(
            of(&|kind| kind != CostKind::Internal),
            month.own.cost_cash,
            "{after}: cash of {name}"
        );
        assert_eq!(of(&|_| true), month.own.cost_full, "{after}: full cost of {name}");
        assert_eq!(restated, month.corrected, "{after}: corrections of {name}");
        assert_eq!(
            lines + restated,
            month.own.confirmed,
            "{after}: confirmed of {name}"
        );
        assert_eq!(
            pale + restated_pale,
            month.own.weighted,
            "{after}: weighted of {name}"
        );
        let classes: Money = month.confirmed_by_class.iter().map(|sum| sum.confirmed).sum();
        assert_eq!(classes, lines, "{after}: by class in {name}");
        cash += month.own.cost_cash;
        full += month.own.cost_full;
        confirmed += month.own.confirmed;
        weighted += month.own.weighted;
        assert_eq!(month.to_date.cost_cash, cash, "{after}: cash until {name}");
        assert_eq!(month.to_date.cost_full, full, "{after}: cost until {name}");
        assert_eq!(
            month.to_date.confirmed, confirmed,
            "{after}: confirmed until {name}"
        );
        assert_eq!(month.to_date.weighted, weighted, "{after}: weighted until {name}");
    }
    let items = |part: fn(&valise_workbench::view::LedgerItemRow) -> Money| -> Money {
        view.items.iter().map(part).sum()
    };
    assert_eq!(
        items(|item| item.cash) + view.rest.cash,
        cash,
        "{after}: cash by action"
    );
    assert_eq!(
        items(|item| item.internal) + view.rest.internal,
        full - cash,
        "{after}: own days by action"
    );
    assert_eq!(
        items(|item| item.confirmed) + view.rest.confirmed,
        confirmed,
        "{after}: return by action"
    );
    let recurring: Money = view.recurring.iter().map(|line| line.to_date).sum();
    let shown: Money = view
        .months
        .iter()
        .flat_map(|month| month.costs.iter().filter(|cost| cost.recurring))
        .map(|cost| cost.amount)
        .sum();
    assert_eq!(recurring, shown, "{after}: what recurs");
}

#[test]
fn every_figure_of_the_samples_is_the_published_one() {
    let room = Room::with_samples();
    for codename in ["HERON", "WREN"] {
        let client = room.client(codename);
        let shown = view(&client);
        let published = valise_domain::samples::named(codename).unwrap().expected;
        let published: Value = serde_json::from_str(published).unwrap();
        let months = published["ledger"]["months"].as_array().unwrap();
        assert_eq!(shown.months.len(), months.len(), "{codename}");
        for (shown, known) in shown.months.iter().zip(months) {
            let name = &shown.month;
            for (sums, known) in [(&shown.own, known), (&shown.to_date, &known["to_date"])] {
                assert_eq!(known["cost_cash"], sums.cost_cash.to_text(), "{codename} {name}");
                assert_eq!(known["cost_full"], sums.cost_full.to_text(), "{codename} {name}");
                assert_eq!(known["confirmed"], sums.confirmed.to_text(), "{codename} {name}");
                assert_eq!(known["weighted"], sums.weighted.to_text(), "{codename} {name}");
                assert_eq!(known["ratio_cash"], json!(sums.ratio_cash), "{codename} {name}");
            }
            for line in &shown.values {
                let known = &known["lines"][&line.id];
                assert_eq!(known["state"], line.state.as_str(), "{codename} {}", line.id);
                assert_eq!(
                    known["weighted"],
                    line.weighted.to_text(),
                    "{codename} {}",
                    line.id
                );
                let warnings: Vec<&str> = line.warnings.iter().map(|warning| warning.as_str()).collect();
                assert_eq!(known["warnings"], json!(warnings), "{codename} {}", line.id);
            }
            assert!(
                shown
                    .signed
                    .as_ref()
                    .is_some_and(|signed| signed.as_signed.is_none()),
                "no hash was kept"
            );
        }
        adds_up(&client, codename);
    }
    let client = room.client("HERON");
    let shown = view(&client);
    assert_eq!(shown.next_month.as_deref(), Some(DECEMBER));
    assert_eq!(shown.open_month, None, "all are signed");
    let corrected = month(&client, "2026-07");
    let restated = corrected.values.iter().find(|line| line.id == "VL02").unwrap();
    assert_eq!(restated.corrected, money(-80_000), "what September made of it");
    assert!(
        shown.calibration.actions < shown.calibration.enough_from,
        "too few to tell"
    );
    assert_eq!(shown.calibration.share, None);
    assert_eq!(
        shown.calibration.confidence_change.as_deref(),
        Some("1.50"),
        "six decisions"
    );
    assert_eq!(shown.fees.tiers.iter().filter(|tier| tier.current).count(), 1);
}

#[test]
fn each_rule_refuses_and_leaves_the_store_as_it_was() {
    let room = Room::with_samples();
    let mut client = december(&room);
    must(client.add_value(&NewValue {
        class: ValueClass::Capacity,
        amount: None,
        hours: Some("20".into()),
        rate: Some(money(5_400)),
        use_of_time: Some("tests".into()),
        flow: Some("FL3".into()),
        cause: Some("release work".into()),
        attribution: Some("0.6".into()),
        ..line()
    }));
    let before = whole(&client);
    let none: Option<ReadingView> = None;
    let attempts: Vec<(&str, NewValue)> = vec![
        (
            "measuredWithoutBaseline",
            NewValue {
                baseline: none.clone(),
                ..line()
            },
        ),
        (
            "measuredWithoutBaseline",
            NewValue {
                after: none,
                ..line()
            },
        ),
        (
            "activityIsNoReturn",
            NewValue {
                amount: None,
                ..line()
            },
        ),
        (
            "activityIsNoReturn",
            NewValue {
                amount: None,
                hours: Some("12".into()),
                ..line()
            },
        ),
        (
            "confirmedByNobody",
            NewValue {
                status: ValueStatus::Confirmed,
                ..line()
            },
        ),
        (
            "shareOutOfRange",
            NewValue {
                attribution: Some("1.01".into()),
                ..line()
            },
        ),
        (
            "overAttributed",
            NewValue {
                cause: Some("release work".into()),
                attribution: Some("0.41".into()),
                ..line()
            },
        ),
        (
            "beforeServiceStart",
            NewValue {
                class: ValueClass::Revenue,
                service_start: Some("2027-02-15".into()),
                ..line()
            },
        ),
        (
            "sameHoursTwice",
            NewValue {
                class: ValueClass::Capacity,
                amount: None,
                hours: Some("3".into()),
                rate: Some(money(5_400)),
                use_of_time: Some("more tests".into()),
                flow: Some("FL3".into()),
                ..line()
            },
        ),
    ];
    for (code, attempt) in attempts {
        let problem = refusal(client.add_value(&attempt), code);
        assert_eq!(rule(&problem), code, "{problem}");
        assert_eq!(problem.params["month"], DECEMBER);
        assert_eq!(
            difference(&whole(&client), &before),
            None,
            "{code}: nothing was written"
        );
    }
    let free = NewCost {
        month: DECEMBER.into(),
        what: "a gift".into(),
        ..NewCost::default()
    };
    assert_eq!(
        rule(&refusal(client.add_cost(&free), "no amount")),
        "costWithoutAmount"
    );
    refused(
        client.add_value(&NewValue {
            action: Some("R99".into()),
            ..line()
        }),
        ProblemCode::NotFound,
        "an action that is not there",
    );
    refused(
        client.add_value(&NewValue {
            attribution: Some("half".into()),
            ..line()
        }),
        ProblemCode::InputNotUnderstood,
        "no number",
    );
    assert_eq!(difference(&whole(&client), &before), None, "nothing was written");
    assert_eq!(
        difference(&whole(&reopened(client, "HERON")), &before),
        None,
        "nor on the disk"
    );
}

#[test]
fn a_signed_month_stays_and_the_problem_shows_the_way_on() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let problem = refusal(client.edit_value(&change("VL20", "amount", json!(1))), "signed");
    assert_eq!(rule(&problem), "monthSigned");
    assert_eq!(problem.params["line"], "VL20");
    assert_eq!(problem.params["month"], "2026-11");
    assert_eq!(
        problem.params["nextMonth"], DECEMBER,
        "not open yet, and the next one"
    );
    assert_eq!(problem.params["correction"], "yes");
    let problem = refusal(client.edit_value(&change("VL26", "amount", json!(1))), "signed");
    assert!(
        !problem.params.contains_key("correction"),
        "it never was confirmed"
    );
    let attempts: Vec<Result<_, Problem>> = vec![
        client.remove_value("VL20"),
        client.remove_cost("CL33"),
        client.edit_recurring(&change("RC1", "amountMonth", json!(1))),
        client.edit_recurring(&change("RC1", "what", json!("other"))),
        client.edit_month(&MonthChange {
            month: "2026-11".into(),
            field: "summary".into(),
            value: Some("\"better\"".into()),
        }),
        client.remove_built("2026-11", 0),
        client.repeat_month("2026-11"),
        client.add_value(&NewValue {
            month: "2026-11".into(),
            ..line()
        }),
        client.sign_month(&SignMonth {
            month: "2026-11".into(),
            by: "P01".into(),
            on: None,
        }),
    ];
    for attempt in attempts {
        assert_eq!(rule(&refusal(attempt, "November is signed")), "monthSigned");
    }
    let started = NewRecurring {
        kind: CostKind::Running,
        what: "late".into(),
        amount_month: money(100),
        first_month: "2026-11".into(),
        ..NewRecurring::default()
    };
    assert_eq!(
        rule(&refusal(
            client.add_recurring(&started),
            "it would run in November"
        )),
        "monthSigned"
    );
    assert_eq!(difference(&whole(&client), &before), None, "nothing was written");
    // What recurs in a signed month ends with it.
    must(client.remove_recurring("RC3"));
    let ended = view(&client)
        .recurring
        .into_iter()
        .find(|line| line.id == "RC3")
        .unwrap();
    assert_eq!(ended.last_month.as_deref(), Some("2026-11"));
    adds_up(&client, "after the end");
    must(client.undo());
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "and takes its end back"
    );
}

#[test]
fn last_months_lines_come_again_and_wait_for_their_readings() {
    let room = Room::with_samples();
    let mut client = december(&room);
    assert_eq!(month(&client, DECEMBER).repeatable, 7);
    let again = must(client.repeat_month(DECEMBER)).value;
    let again = again.months.last().unwrap().clone();
    assert_eq!(again.values.len(), 7, "all of November count on");
    for line in &again.values {
        assert_eq!(line.status, ValueStatus::Delivered, "{}", line.id);
        assert!(line.after.is_none() && line.confirmed_by.is_none(), "{}", line.id);
        assert_ne!(
            line.evidence,
            ValueEvidence::Measured,
            "{}: nothing was read",
            line.id
        );
        assert_eq!(line.confirmed, Money::ZERO);
    }
    let ids: Vec<&str> = again.values.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["VL27", "VL28", "VL29", "VL30", "VL31", "VL32", "VL33"]);
    let problem = refusal(client.repeat_month(DECEMBER), "nothing is left");
    assert_eq!(rule(&problem), "nothingToRepeat");
    adds_up(&client, "repeated");
    // The bill of December is read, then confirmed.
    let id = again.values[0].id.clone();
    let work = must(client.month_work(DECEMBER));
    assert!(work.readings.iter().any(|due| due.line.as_deref() == Some(&id)));
    let read = json!({"value": "14200", "unit": "EUR a month", "start": "2026-12-01", "end": "2026-12-31", "n": null});
    must(client.edit_value(&change(&id, "amount", json!(470_000))));
    must(client.edit_value(&change(&id, "reading", read)));
    must(client.edit_value(&change(
        &id,
        "confirmed",
        json!({"by": "P11", "on": "2027-01-05"}),
    )));
    let now = month(&client, DECEMBER);
    let line = now.values.iter().find(|line| line.id == id).unwrap();
    assert_eq!(
        (line.state, line.confirmed),
        (LineState::Confirmed, money(470_000))
    );
    must(client.edit_value(&change(&id, "confirmed", Value::Null)));
    assert_eq!(
        month(&client, DECEMBER).values[0].status,
        ValueStatus::Measured,
        "taken back, it is what its readings make of it"
    );
    sound(&client, "repeated and read");
    // A number that was given stays given.
    must(client.remove_value("VL33"));
    let added = must(client.add_value(&line_of("other"))).value;
    assert_eq!(added.months.last().unwrap().values.last().unwrap().id, "VL34");
    sound(&client, "removed and added");
}

fn line_of(cause: &str) -> NewValue {
    NewValue {
        cause: Some(cause.into()),
        ..line()
    }
}

#[test]
fn signing_locks_the_month_and_ends_what_can_be_undone() {
    let room = Room::with_samples();
    let mut client = december(&room);
    must(client.add_value(&line()));
    must(client.open_month());
    let early = SignMonth {
        month: "2027-01".into(),
        by: "P01".into(),
        on: None,
    };
    assert_eq!(
        rule(&refusal(client.sign_month(&early), "December comes first")),
        "earlierMonthOpen"
    );
    let sign = SignMonth {
        month: DECEMBER.into(),
        by: "P01".into(),
        on: Some("2027-01-06".into()),
    };
    let nobody = SignMonth {
        by: "P99".into(),
        ..sign.clone()
    };
    refused(client.sign_month(&nobody), ProblemCode::NotFound, "nobody signs");
    let done = must(client.sign_month(&sign));
    assert!(done.undo.is_none(), "the undo stack ended");
    refused(
        client.undo(),
        ProblemCode::NothingToUndo,
        "a signature is not undone",
    );
    let signed = month(&client, DECEMBER).signed.unwrap();
    assert_eq!(
        (signed.by_code.as_str(), signed.on.as_str()),
        ("P01", "2027-01-06")
    );
    assert_eq!(signed.hash.as_ref().map(String::len), Some(64));
    assert_eq!(signed.as_signed, Some(true));
    sound(&client, "signed");
    // Other months go on; the signed one stays what it was, also through the history.
    must(client.edit_month(&MonthChange {
        month: "2027-01".into(),
        field: "summary".into(),
        value: Some("\"A quiet month.\"".into()),
    }));
    let record = view(&client).record.unwrap();
    let versions = must(client.history(&record));
    let unsigned = versions
        .iter()
        .find(|version| version.op == "open_month")
        .unwrap();
    let problem = refusal(
        client.restore_version(&record, unsigned.seq),
        "it would take the signature back",
    );
    assert_eq!(rule(&problem), "monthSigned");
    let client = reopened(client, "HERON");
    assert_eq!(month(&client, DECEMBER).signed.unwrap().as_signed, Some(true));
    assert_eq!(month(&client, "2027-01").summary, "A quiet month.");
}

#[test]
fn a_month_that_was_changed_after_its_signature_stops_the_next_one() {
    let room = Room::with_samples();
    let mut client = december(&room);
    must(client.sign_month(&SignMonth {
        month: DECEMBER.into(),
        by: "P01".into(),
        on: Some("2027-01-06".into()),
    }));
    must(client.open_month());
    // The file, with one word of the signed month put otherwise.
    let mut file = whole(&client);
    file["client"]["codename"] = json!("OSPREY");
    file["ledger"]["months"][6]["summary"] = json!("A better month than it was.");
    let path = room.path().join("osprey.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let mut vault = client.close();
    must(crate::room::import(&mut vault, &path));
    let mut client = crate::room::open(vault, "OSPREY");
    assert_eq!(month(&client, DECEMBER).signed.unwrap().as_signed, Some(false));
    let stops = must(client.month_work("2027-01")).contradictions;
    assert!(
        stops
            .iter()
            .any(|item| item.tier == Tier::Stop && item.code == "signedMonthChanged")
    );
    let sign = SignMonth {
        month: "2027-01".into(),
        by: "P01".into(),
        on: Some("2027-02-03".into()),
    };
    let problem = refusal(client.sign_month(&sign), "December is not what was signed");
    assert_eq!(rule(&problem), "monthContradicts");
    assert_eq!(problem.params["check"], "signedMonthChanged");
}

#[test]
fn a_correction_restates_a_confirmed_line_of_an_earlier_month() {
    let room = Room::with_samples();
    let mut client = december(&room);
    let correction = NewCorrection {
        month: DECEMBER.into(),
        restates: "VL20".into(),
        amount: money(-50_000),
        reason: "One invoice of November was read twice.".into(),
        entered_by: Some("P11".into()),
        confirmed_by: Some("P11".into()),
        confirmed_on: Some("2027-01-05".into()),
    };
    for (attempt, code) in [
        (
            NewCorrection {
                restates: "VL26".into(),
                ..correction.clone()
            },
            "correctsNothing",
        ),
        (
            NewCorrection {
                restates: "VL99".into(),
                ..correction.clone()
            },
            "correctsNothing",
        ),
        (
            NewCorrection {
                reason: " ".into(),
                ..correction.clone()
            },
            "correctionWithoutReason",
        ),
        (
            NewCorrection {
                month: "2026-11".into(),
                ..correction.clone()
            },
            "monthSigned",
        ),
    ] {
        assert_eq!(rule(&refusal(client.add_correction(&attempt), code)), code);
    }
    must(client.add_correction(&correction));
    let now = month(&client, DECEMBER);
    assert_eq!(now.corrections[0].id, "CR2");
    assert_eq!(now.corrections[0].of_month.as_deref(), Some("2026-11"));
    assert_eq!(now.own.confirmed, money(-50_000), "it counts where it is entered");
    assert_eq!(month(&client, "2026-11").values[0].corrected, money(-50_000));
    adds_up(&client, "corrected");
    must(client.edit_correction(&change("CR2", "amount", json!(-40_000))));
    assert_eq!(month(&client, DECEMBER).corrected, money(-40_000));
    must(client.remove_correction("CR2"));
    adds_up(&client, "taken out again");
    sound(&client, "corrections");
}

#[test]
fn costs_hours_and_the_other_words_of_a_month_are_kept_and_taken_back() {
    let room = Room::with_samples();
    let mut client = december(&room);
    let start = whole(&client);
    must(client.add_cost(&NewCost {
        month: DECEMBER.into(),
        kind: CostKind::Internal,
        what: "own engineers' time".into(),
        days: Some("2.5".into()),
        action: Some("R09".into()),
        ..NewCost::default()
    }));
    let rate = view(&client).picks.day_rate;
    let cost = month(&client, DECEMBER)
        .costs
        .into_iter()
        .find(|cost| !cost.recurring)
        .unwrap();
    assert_eq!(cost.id, "CL38");
    assert_eq!(
        cost.amount,
        rate.times(&"2.5".parse::<valise_domain::Decimal>().unwrap().ratio())
    );
    must(client.edit_cost(&change("CL38", "days", json!("3"))));
    must(client.add_recurring(&NewRecurring {
        kind: CostKind::Running,
        what: "status page".into(),
        amount_month: money(4_900),
        first_month: DECEMBER.into(),
        ..NewRecurring::default()
    }));
    let internal = LineChange {
        value: Some("\"internal\"".into()),
        ..change("RC9", "kind", json!(""))
    };
    refused(
        client.edit_recurring(&internal),
        ProblemCode::InputNotUnderstood,
        "own days recur by no amount",
    );
    must(client.set_hours_month(Some("16")));
    must(client.edit_month(&MonthChange {
        month: DECEMBER.into(),
        field: "hours".into(),
        value: Some(json!({"agreed": "16", "used": "18.5"}).to_string()),
    }));
    must(client.open_month());
    must(client.edit_month(&MonthChange {
        month: "2027-01".into(),
        field: "hours".into(),
        value: Some(json!({"agreed": "16", "used": "12"}).to_string()),
    }));
    let hours = month(&client, "2027-01").hours.unwrap();
    assert_eq!(
        (hours.carried_in.as_str(), hours.carried_out.as_str()),
        ("-2.50", "1.50")
    );
    must(client.edit_month(&MonthChange {
        month: DECEMBER.into(),
        field: "delivery".into(),
        value: Some(json!({"deploys": 9, "leadTimeDays": "1.1", "changeFailShare": "0.1", "recoveryMinutes": 12, "reworkShare": null}).to_string()),
    }));
    for text in ["Retention terms", "Freeze dates", "A second supplier"] {
        must(client.put_decision_needed(&DecisionNeededChange {
            month: DECEMBER.into(),
            index: None,
            text: text.into(),
            decision: (text == "Retention terms").then(|| "D12".into()),
        }));
    }
    let fourth = DecisionNeededChange {
        month: DECEMBER.into(),
        text: "A fourth".into(),
        ..DecisionNeededChange::default()
    };
    assert_eq!(
        rule(&refusal(client.put_decision_needed(&fourth), "three are enough")),
        "threeDecisions"
    );
    let needed = month(&client, DECEMBER).decisions_needed;
    assert_eq!(needed[0].waiting, Some(true));
    assert!(needed[0].cost_to_date.is_some_and(|cost| cost > Money::ZERO));
    must(client.remove_decision_needed(DECEMBER, 1));
    must(client.put_built(&BuiltChange {
        month: DECEMBER.into(),
        text: "Runbook for keys".into(),
        action: Some("R10".into()),
        ..BuiltChange::default()
    }));
    must(client.put_built(&BuiltChange {
        month: DECEMBER.into(),
        index: Some(0),
        text: "Runbook for payment keys".into(),
        action: Some("R10".into()),
        proof: Some("RB-08".into()),
    }));
    let now = month(&client, DECEMBER);
    assert_eq!((now.built.len(), now.decisions_needed.len()), (1, 2));
    adds_up(&client, "a full month");
    sound(&client, "a full month");
    while client.undo().is_ok() {}
    must(client.redo());
    assert_eq!(
        difference(&whole(&client), &start),
        None,
        "undone one by one, but for the month itself"
    );
}

#[test]
fn what_happened_is_accepted_or_dropped_once() {
    let room = Room::with_samples();
    let mut client = december(&room);
    must(client.add_recurring(&NewRecurring {
        kind: CostKind::Running,
        what: "status page".into(),
        amount_month: money(4_900),
        first_month: DECEMBER.into(),
        ..NewRecurring::default()
    }));
    let work = must(client.month_work(DECEMBER));
    assert_eq!(work.steps.len(), 7);
    assert!(
        work.inbox
            .iter()
            .all(|event| event.on.as_deref() > Some("2026-11-30")),
        "since November"
    );
    let began = work
        .inbox
        .iter()
        .find(|event| event.key == "recurringStarted:RC9")
        .unwrap()
        .clone();
    let judged = must(client.judge_event(&InboxJudgement {
        month: DECEMBER.into(),
        key: began.key.clone(),
        state: InboxState::Accepted,
        becomes: Some(InboxBecomes::Built),
        text: Some("Status page for customers".into()),
        amount: None,
    }));
    let event = judged
        .value
        .inbox
        .iter()
        .find(|event| event.key == began.key)
        .unwrap();
    assert_eq!(event.state, InboxState::Accepted);
    assert_eq!(
        month(&client, DECEMBER).built[0].text,
        "Status page for customers"
    );
    for (at, event) in judged
        .value
        .inbox
        .iter()
        .filter(|event| event.state == InboxState::Open)
        .enumerate()
    {
        must(client.judge_event(&InboxJudgement {
            month: DECEMBER.into(),
            key: event.key.clone(),
            state: InboxState::Dropped,
            becomes: None,
            text: None,
            amount: None,
        }));
        assert!(at < 50, "a month has an end");
    }
    let work = must(client.month_work(DECEMBER));
    let inbox = work
        .steps
        .iter()
        .find(|step| step.kind == MonthStepKind::Inbox)
        .unwrap();
    assert!(inbox.done && inbox.open == 0);
    sound(&client, "judged");
    let mut client = reopened(client, "HERON");
    refused(
        client.judge_event(&InboxJudgement {
            month: DECEMBER.into(),
            key: "actionDone:R99".into(),
            state: InboxState::Accepted,
            becomes: None,
            text: None,
            amount: None,
        }),
        ProblemCode::NotFound,
        "nothing of that name happened",
    );
}

#[test]
fn the_months_work_finds_what_is_due() {
    let room = Room::with_samples();
    let mut client = december(&room);
    let work = must(client.month_work(DECEMBER));
    let due: Vec<&str> = work.readings.iter().map(|due| due.code.as_str()).collect();
    assert!(due.contains(&"R13") && !due.contains(&"R01"), "{due:?}");
    // Six calendar months before 4 December is 4 June: what is listed was closed by then.
    assert!(
        work.drift
            .iter()
            .all(|item| item.closed_on.as_str() <= "2026-06-04")
    );
    let promised: Vec<&str> = work
        .promises
        .iter()
        .filter_map(|p| p.record.as_ref())
        .map(|r| r.code.as_str())
        .collect();
    assert!(promised.contains(&"R13"), "due on 7 December: {promised:?}");
    assert_eq!(
        work.proposals.first().map(|p| p.decision.code.as_str()),
        Some("D12"),
        "the dearest first"
    );
    let codes: Vec<&str> = work
        .contradictions
        .iter()
        .map(|item| item.code.as_str())
        .collect();
    assert!(
        codes.contains(&"monthWithoutHeadline") && codes.contains(&"promiseNotMentioned"),
        "{codes:?}"
    );
    assert!(codes.contains(&"criticalOld"), "{codes:?}");
    assert!(
        work.contradictions
            .iter()
            .filter(|item| item.code == "criticalOld")
            .all(|item| item.record.is_some()),
        "each leads to its record"
    );
    // A reading is kept with its action, and is due no longer.
    let read = work.readings.iter().find(|due| due.code == "R13").unwrap();
    let action = read.record.as_ref().unwrap().id.clone();
    must(client.read_outcome(&NewReading {
        month: DECEMBER.into(),
        action: action.clone(),
        reading: Some("0 live accounts of leavers".into()),
        read_on: None,
    }));
    assert_eq!(
        record(&client, "actions", "R13").unwrap()["reading"],
        "0 live accounts of leavers"
    );
    let work = must(client.month_work(DECEMBER));
    assert!(!work.readings.iter().any(|due| due.code == "R13"));
    // The pack: 27 questions, only what changed, expired or was never answered.
    assert_eq!(work.recheck.questions, 27);
    assert_eq!(work.recheck.unchanged as usize + work.recheck.due.len(), 27);
    let round = must(client.begin_recheck(DECEMBER)).value;
    assert_eq!(
        (round.pack.as_str(), round.title.as_str()),
        ("monthly", "Monthly re-check 2026-12")
    );
    let work = must(client.month_work(DECEMBER));
    assert_eq!(work.recheck.round.as_deref(), Some(round.id.as_str()));
    assert_eq!(
        rule(&refusal(client.begin_recheck(DECEMBER), "once a month")),
        "recheckBegun"
    );
    must(client.undo());
    assert_eq!(
        must(client.month_work(DECEMBER)).recheck.round,
        None,
        "undone as one step"
    );
    sound(&client, "the month's work");
}

#[test]
fn what_was_closed_is_looked_at_again() {
    let room = Room::with_samples();
    let mut client = december(&room);
    let items = view(&client).items;
    let done = items.iter().find(|item| item.code == "R01").unwrap();
    let check = NewDriftCheck {
        month: DECEMBER.into(),
        record: done.id.clone(),
        on: Some("2027-01-11".into()),
        held: false,
        note: "Two shared logins are back.".into(),
    };
    let work = must(client.check_closed(&check)).value;
    let item = work.drift.iter().find(|item| item.record.code == "R01").unwrap();
    assert!(
        item.last
            .as_ref()
            .is_some_and(|last| !last.held && last.on == "2027-01-11")
    );
    let open = items.iter().find(|item| item.code == "R09").unwrap();
    let problem = refusal(
        client.check_closed(&NewDriftCheck {
            record: open.id.clone(),
            ..check
        }),
        "it is not done",
    );
    assert_eq!(rule(&problem), "notClosed");
    sound(&client, "looked at again");
}

#[test]
fn every_number_opens_to_its_inputs() {
    let room = Room::with_samples();
    let client = room.client("HERON");
    let open = |figure, month: Option<&str>, cumulated, of: Option<&str>| {
        must(client.ledger_figure(&FigureQuery {
            figure,
            month: month.map(str::to_owned),
            cumulated,
            of: of.map(str::to_owned),
        }))
    };
    use LedgerFigure as F;
    let sum = |inputs: &[valise_workbench::view::FigureInput]| -> Money {
        inputs.iter().filter_map(|input| input.value.money).sum()
    };
    let shown = view(&client);
    for month in &shown.months {
        for (figure, whole) in [
            (F::CostCash, month.own.cost_cash),
            (F::CostFull, month.own.cost_full),
            (F::Confirmed, month.own.confirmed),
            (F::Weighted, month.own.weighted),
            (F::RiskBox, month.risk_box),
            (F::Corrected, month.corrected),
        ] {
            let told = open(figure, Some(&month.month), false, None);
            assert_eq!(told.value.money, Some(whole), "{figure:?} of {}", month.month);
            assert_eq!(
                sum(&told.inputs),
                whole,
                "{figure:?} of {}: its inputs",
                month.month
            );
            // Each input opens further without a problem, down to what was entered.
            for input in told.inputs.iter().filter_map(|input| input.open.as_ref()) {
                must(client.ledger_figure(input));
            }
        }
        let told = open(F::Confirmed, Some(&month.month), true, None);
        assert_eq!(told.value.money, Some(month.to_date.confirmed));
        assert_eq!(sum(&told.inputs), month.to_date.confirmed);
        let ratio = open(F::RatioCash, Some(&month.month), true, None);
        assert_eq!(ratio.value.text, month.to_date.ratio_cash);
        for line in &month.values {
            let chain = must(client.ledger_chain(&line.id));
            assert_eq!(chain.state, line.state);
            for input in chain.steps.iter().flat_map(|step| &step.figures) {
                if let Some(query) = &input.open {
                    let told = must(client.ledger_figure(query));
                    assert_eq!(
                        told.value.money, input.value.money,
                        "{:?} of {}",
                        query.figure, line.id
                    );
                }
            }
        }
    }
    for item in &shown.items {
        for (figure, whole) in [
            (F::ActionCash, item.cash),
            (F::ActionInternal, item.internal),
            (F::ActionConfirmed, item.confirmed),
        ] {
            let told = open(figure, None, false, Some(&item.code));
            assert_eq!(
                (told.value.money, sum(&told.inputs)),
                (Some(whole), whole),
                "{figure:?} of {}",
                item.code
            );
        }
    }
    let release = must(client.ledger_chain("VL22"));
    let kinds: Vec<String> = release
        .steps
        .iter()
        .map(|step| format!("{:?}", step.kind))
        .collect();
    assert_eq!(kinds.first().map(String::as_str), Some("Flow"));
    assert_eq!(kinds.last().map(String::as_str), Some("Line"));
    assert!(release.missing.is_empty(), "{:?}", release.missing);
    refused(
        client.ledger_figure(&FigureQuery {
            figure: F::LineNet,
            month: None,
            cumulated: false,
            of: Some("VL99".into()),
        }),
        ProblemCode::NotFound,
        "no such line",
    );
}

#[test]
fn a_ledger_begins_with_the_first_invoice() {
    let room = Room::with_samples();
    let mut client = room.client("PLOVER");
    let before = whole(&client);
    assert!(view(&client).start.is_some() && view(&client).months.is_empty());
    let wish = StartLedger {
        engagement: None,
        first_month: Some("2026-12".into()),
        retainer_month: Some(money(320_000)),
        audit_fee: Some(money(400_000)),
        fixed_fee: None,
    };
    let begun = must(client.start_ledger(&wish)).value;
    assert_eq!(begun.first_month.as_deref(), Some("2026-12"));
    assert_eq!(
        begun.to_date.as_ref().map(|sums| sums.cost_cash),
        Some(money(720_000))
    );
    assert_eq!(
        begun.to_date.and_then(|sums| sums.ratio_cash).as_deref(),
        Some("0.00"),
        "nothing came back yet"
    );
    assert_eq!(
        rule(&refusal(client.start_ledger(&wish), "a client has one")),
        "ledgerExists"
    );
    adds_up(&client, "begun");
    sound(&client, "begun");
    must(client.undo());
    assert_eq!(difference(&whole(&client), &before), None, "begun in one step");
    drop(client.lock());
    let mut client = room.client("HERON");
    let second = client.overview(None).unwrap().engagements[1].id.clone();
    let other = must(client.ledger(Some(&second)));
    assert_eq!(
        other.start.and_then(|start| start.elsewhere).as_deref(),
        Some("E-01")
    );
    assert_eq!(
        rule(&refusal(client.start_ledger(&wish), "a client has one")),
        "ledgerExists"
    );
}

mod random {
    //! Whatever is typed, rows and headlines agree, and what is refused changes nothing.
    use super::*;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    #[derive(Debug, Clone)]
    enum Step {
        Value(usize, usize, usize, Option<i64>, u32, bool),
        Edit(usize, &'static str, i64),
        Confirm(usize, bool),
        RemoveValue(usize),
        Cost(usize, i64),
        RemoveCost(usize),
        Recurring(i64, bool),
        Correct(usize, i64),
        Open,
        Undo,
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0..5_usize, 0..3_usize, 0..6_usize, proptest::option::of(-90_000_i64..900_000), 1..130_u32, any::<bool>())
                .prop_map(|(class, evidence, status, amount, share, read)| Step::Value(class, evidence, status, amount, share, read)),
            3 => (0..20_usize, prop_oneof![Just("amount"), Just("rate"), Just("hours"), Just("attribution")], 0..700_i64)
                .prop_map(|(at, field, value)| Step::Edit(at, field, value)),
            3 => (0..20_usize, any::<bool>()).prop_map(|(at, yes)| Step::Confirm(at, yes)),
            1 => (0..20_usize).prop_map(Step::RemoveValue),
            2 => (0..5_usize, 0..500_000_i64).prop_map(|(kind, amount)| Step::Cost(kind, amount)),
            1 => (0..20_usize).prop_map(Step::RemoveCost),
            1 => (1..50_000_i64, any::<bool>()).prop_map(|(amount, ends)| Step::Recurring(amount, ends)),
            2 => (0..30_usize, -60_000..60_000_i64).prop_map(|(at, amount)| Step::Correct(at, amount)),
            1 => Just(Step::Open),
            1 => Just(Step::Undo),
        ]
    }

    fn take(client: &mut Client, step: Step) -> Result<(), Problem> {
        let shown = view(client);
        let open = shown.months.last().unwrap().clone();
        let own = |at: usize| -> Option<String> {
            let all: Vec<&String> = open.values.iter().map(|line| &line.id).collect();
            all.get(at % all.len().max(1)).map(|id| (*id).clone())
        };
        match step {
            Step::Value(class, evidence, status, amount, share, read) => client
                .add_value(&NewValue {
                    month: open.month.clone(),
                    class: ValueClass::ALL[class],
                    evidence: ValueEvidence::ALL[evidence],
                    status: ValueStatus::ALL[status],
                    amount: amount.map(money),
                    hours: amount.is_none().then(|| "7.25".into()),
                    rate: amount.is_none().then(|| money(4_333)),
                    attribution: Some(format!("{}.{:02}", share / 100, share % 100)),
                    cause: Some(format!("cause {}", share % 4)),
                    after: if read { line().after } else { None },
                    use_of_time: read.then(|| "tests".into()),
                    ..line()
                })
                .map(drop),
            Step::Edit(at, field, value) => {
                let Some(id) = own(at) else { return Ok(()) };
                let value = match field {
                    "amount" | "rate" => json!(value * 7),
                    "hours" => json!(format!("{}.5", value % 60)),
                    _ => json!(format!("0.{:03}", value)),
                };
                client.edit_value(&change(&id, field, value)).map(drop)
            }
            Step::Confirm(at, yes) => {
                let Some(id) = own(at) else { return Ok(()) };
                let value = if yes {
                    json!({"by": "P11", "on": "2027-01-05"})
                } else {
                    Value::Null
                };
                client.edit_value(&change(&id, "confirmed", value)).map(drop)
            }
            Step::RemoveValue(at) => {
                let Some(id) = own(at) else { return Ok(()) };
                client.remove_value(&id).map(drop)
            }
            Step::Cost(kind, amount) => client
                .add_cost(&NewCost {
                    month: open.month.clone(),
                    kind: CostKind::ALL[kind],
                    what: "a cost".into(),
                    amount: Some(money(amount)),
                    days: (amount % 2 == 0).then(|| format!("{}.25", amount % 9)),
                    action: Some("R09".into()),
                    ..NewCost::default()
                })
                .map(drop),
            Step::RemoveCost(at) => {
                let costs: Vec<_> = open.costs.iter().filter(|cost| !cost.recurring).collect();
                let Some(cost) = costs.get(at % costs.len().max(1)) else {
                    return Ok(());
                };
                client.remove_cost(&cost.id).map(drop)
            }
            Step::Recurring(amount, ends) => client
                .add_recurring(&NewRecurring {
                    kind: CostKind::Running,
                    what: "a running cost".into(),
                    amount_month: money(amount),
                    first_month: open.month.clone(),
                    last_month: ends.then(|| open.month.clone()),
                    ..NewRecurring::default()
                })
                .map(drop),
            Step::Correct(at, amount) => {
                let before: Vec<String> = shown
                    .months
                    .iter()
                    .filter(|month| month.month < open.month)
                    .flat_map(|month| month.values.iter().map(|line| line.id.clone()))
                    .collect();
                client
                    .add_correction(&NewCorrection {
                        month: open.month.clone(),
                        restates: before[at % before.len()].clone(),
                        amount: money(amount),
                        reason: "read anew".into(),
                        ..NewCorrection::default()
                    })
                    .map(drop)
            }
            Step::Open => {
                if shown.months.len() < 9 {
                    client.open_month().map(drop)
                } else {
                    Ok(())
                }
            }
            Step::Undo => client.undo().map(drop),
        }
    }

    #[test]
    fn rows_make_their_headlines_whatever_is_typed() {
        let room = Room::with_samples();
        let mut client = december(&room);
        let mut runner = TestRunner::deterministic();
        let steps = any_step();
        let (mut taken, mut refusals) = (0, 0);
        for at in 0..150 {
            let step = steps.new_tree(&mut runner).unwrap().current();
            let said = format!("step {at} {step:?}");
            let before = whole(&client);
            match take(&mut client, step) {
                Ok(()) => taken += 1,
                Err(_) => {
                    refusals += 1;
                    assert_eq!(
                        difference(&whole(&client), &before),
                        None,
                        "{said}: refused, and unchanged"
                    );
                }
            }
            adds_up(&client, &said);
        }
        assert!(taken > 30 && refusals > 10, "{taken} taken, {refusals} refused");
        sound(&client, "random edits");
        drop(reopened(client, "HERON"));
    }
}
