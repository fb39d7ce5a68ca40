//! Amounts of another currency in the ledger: kept with the amount that was shown, to the minor unit, or refused.

use crate::room::{Room, must, refusal, refused, reopened, sound, whole};
use serde_json::{Value, json};
use valise_domain::Money;
use valise_domain::records::{CostKind, ValueClass, ValueEvidence, ValueStatus};
use valise_tests::difference;
use valise_workbench::view::{
    ForeignBill, LedgerMonthView, LineChange, NewCost, NewRecurring, NewValue, SignMonth,
};
use valise_workbench::{Client, Problem, ProblemCode};

const DECEMBER: &str = "2026-12";

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

/// HERON with December open: its six months are signed.
fn december(room: &Room) -> Client {
    let mut client = room.client("HERON");
    must(client.open_month());
    client
}

fn month(client: &Client) -> LedgerMonthView {
    let months = must(client.ledger(None)).months;
    months.into_iter().find(|month| month.month == DECEMBER).unwrap()
}

/// 1200 dollars at 0.9231, as the form shows them.
fn bill(converted: i64) -> ForeignBill {
    ForeignBill {
        currency: "USD".into(),
        amount: money(120_000),
        rate: "0.9231".into(),
        rate_on: "2026-12-03".into(),
        source: "bank statement".into(),
        converted: money(converted),
    }
}

fn cost() -> NewCost {
    NewCost {
        month: DECEMBER.into(),
        kind: CostKind::Outside,
        what: "penetration test".into(),
        amount: Some(money(110_772)),
        foreign: Some(bill(110_772)),
        ..NewCost::default()
    }
}

fn recurring() -> NewRecurring {
    NewRecurring {
        kind: CostKind::Running,
        what: "status page".into(),
        amount_month: money(110_772),
        foreign: Some(bill(110_772)),
        first_month: DECEMBER.into(),
        ..NewRecurring::default()
    }
}

fn value() -> NewValue {
    NewValue {
        month: DECEMBER.into(),
        class: ValueClass::Cash,
        evidence: ValueEvidence::Estimated,
        status: ValueStatus::Delivered,
        what: "a cheaper plan".into(),
        amount: Some(money(110_772)),
        foreign: Some(bill(110_772)),
        ..NewValue::default()
    }
}

/// December with a cost (CL38), a recurring one (RC9) and a line of value (VL27), each billed in dollars.
fn billed(room: &Room) -> Client {
    let mut client = december(room);
    must(client.add_cost(&cost()));
    must(client.add_recurring(&recurring()));
    must(client.add_value(&value()));
    client
}

fn change(id: &str, field: &str, value: Value) -> LineChange {
    LineChange {
        id: id.into(),
        field: field.into(),
        value: Some(value.to_string()),
    }
}

/// One field of a line of any kind.
fn edit(client: &mut Client, id: &str, field: &str, value: Value) -> Result<(), Problem> {
    let change = change(id, field, value);
    match &id[..2] {
        "CL" => client.edit_cost(&change),
        "RC" => client.edit_recurring(&change),
        _ => client.edit_value(&change),
    }
    .map(drop)
}

fn rule(problem: &Problem) -> &str {
    assert_eq!(problem.code, ProblemCode::Refused, "{problem}");
    &problem.params["rule"]
}

/// The line of that id as the file has it.
fn written(client: &Client, id: &str) -> Value {
    let ledger = &whole(client)["ledger"];
    let lines = match &id[..2] {
        "CL" => &ledger["months"][6]["costs"],
        "RC" => &ledger["recurring"],
        _ => &ledger["months"][6]["values"],
    };
    let found = lines.as_array().unwrap().iter().find(|line| line["id"] == id);
    found.cloned().unwrap_or_else(|| panic!("{id} is there"))
}

const LINES: [(&str, &str, &str); 3] = [
    ("CL38", "amount", "amount"),
    ("RC9", "amount_month", "amountMonth"),
    ("VL27", "amount", "amount"),
];

#[test]
fn a_line_holds_its_bill_and_what_it_gives_to_the_minor_unit() {
    let room = Room::with_samples();
    let mut client = billed(&room);
    let shown = month(&client);
    let costs: Vec<_> = shown.costs.iter().filter(|cost| cost.foreign.is_some()).collect();
    assert_eq!(costs.len(), 2, "the month's own and the recurring one");
    for cost in costs {
        assert_eq!(
            (cost.amount, cost.foreign.clone()),
            (money(110_772), Some(bill(110_772)))
        );
    }
    assert_eq!(shown.values[0].foreign, Some(bill(110_772)));
    assert_eq!(shown.values[0].gross, money(110_772));
    let kept = json!({"currency": "USD", "amount": "1200.00", "rate": "0.9231", "rate_on": "2026-12-03", "source": "bank statement"});
    for (id, amount, _) in LINES {
        let line = written(&client, id);
        assert_eq!(
            (&line[amount], &line["foreign"]),
            (&json!("1107.72"), &kept),
            "{id}"
        );
    }
    sound(&client, "billed in dollars");
    let before = whole(&client);
    // 0.01 × 0.5 is half a cent, and half a cent is rounded up.
    let half = ForeignBill {
        currency: "chf".into(),
        amount: money(1),
        rate: "0.50".into(),
        converted: money(1),
        ..bill(0)
    };
    for (id, amount, _) in LINES {
        must(edit(&mut client, id, "foreign", json!(half)));
        let line = written(&client, id);
        assert_eq!(line[amount], "0.01", "{id}");
        assert_eq!(
            (&line["foreign"]["currency"], &line["foreign"]["rate"]),
            (&json!("CHF"), &json!("0.50"))
        );
        must(edit(&mut client, id, "foreign", Value::Null));
        let line = written(&client, id);
        assert!(line.get("foreign").is_none(), "{id}: written when used");
        assert_eq!(line[amount], "0.01", "{id}: the amount stays");
    }
    sound(&client, "without their bills");
    for _ in 0..6 {
        must(client.undo());
    }
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "taken back one by one"
    );
    reopened(client, "HERON");
}

#[test]
fn another_amount_than_the_product_is_refused_by_name_and_nothing_is_written() {
    let room = Room::with_samples();
    let mut client = billed(&room);
    let before = whole(&client);
    let off = |line: &str, result: Result<(), Problem>| {
        assert_eq!(rule(&refusal(result, line)), "foreignAmount", "{line}");
    };
    for (id, _, amount) in LINES {
        for minor in [110_771, 110_773] {
            off(id, edit(&mut client, id, "foreign", json!(bill(minor))));
            off(id, edit(&mut client, id, amount, json!(minor)));
        }
    }
    let amount = money(110_773);
    let new = [
        client.add_cost(&NewCost {
            amount: Some(amount),
            ..cost()
        }),
        client.add_cost(&NewCost {
            foreign: Some(bill(110_773)),
            ..cost()
        }),
        client.add_recurring(&NewRecurring {
            amount_month: amount,
            ..recurring()
        }),
        client.add_value(&NewValue {
            amount: Some(amount),
            ..value()
        }),
    ];
    for result in new {
        off("a new line", result.map(drop));
    }
    for (wrong, why) in [
        (
            ForeignBill {
                currency: "EUR".into(),
                ..bill(110_772)
            },
            "the client's own currency",
        ),
        (
            ForeignBill {
                rate: "0".into(),
                converted: Money::ZERO,
                ..bill(0)
            },
            "no rate",
        ),
        (
            ForeignBill {
                rate_on: String::new(),
                ..bill(110_772)
            },
            "no day",
        ),
        (
            ForeignBill {
                source: " ".into(),
                ..bill(110_772)
            },
            "no source",
        ),
    ] {
        for (id, ..) in LINES {
            refused(
                edit(&mut client, id, "foreign", json!(wrong)),
                ProblemCode::InputNotUnderstood,
                why,
            );
        }
    }
    assert_eq!(difference(&whole(&client), &before), None, "nothing was written");
    assert_eq!(
        difference(&whole(&reopened(client, "HERON")), &before),
        None,
        "nor on the disk"
    );
}

#[test]
fn a_signed_month_keeps_its_bills() {
    let room = Room::with_samples();
    let mut client = billed(&room);
    must(client.sign_month(&SignMonth {
        month: DECEMBER.into(),
        by: "P01".into(),
        on: Some("2027-01-06".into()),
    }));
    must(client.open_month());
    let before = whole(&client);
    let other = ForeignBill {
        rate: "0.9232".into(),
        converted: money(110_784),
        ..bill(0)
    };
    for (id, ..) in LINES {
        for value in [json!(other), Value::Null] {
            let problem = refusal(edit(&mut client, id, "foreign", value), "December is signed");
            assert_eq!(
                (rule(&problem), problem.params["month"].as_str()),
                ("monthSigned", DECEMBER),
                "{id}"
            );
        }
    }
    for problem in [
        refusal(client.add_cost(&cost()).map(drop), "a cost"),
        refusal(
            client.add_recurring(&recurring()).map(drop),
            "it would run in December",
        ),
        refusal(client.add_value(&value()).map(drop), "a line"),
        // A line of November that never had a bill.
        refusal(
            edit(&mut client, "VL20", "foreign", json!(bill(110_772))),
            "November",
        ),
    ] {
        assert_eq!(rule(&problem), "monthSigned");
    }
    assert_eq!(difference(&whole(&client), &before), None, "nothing was written");
    assert_eq!(month(&client).signed.unwrap().as_signed, Some(true));
}

#[test]
fn days_and_hours_have_no_currency() {
    let room = Room::with_samples();
    let mut client = billed(&room);
    must(edit(&mut client, "CL38", "days", json!("2")));
    refused(
        edit(&mut client, "CL38", "kind", json!("internal")),
        ProblemCode::Refused,
        "days are entered once it is own work",
    );
    must(edit(&mut client, "VL27", "hours", json!("20")));
    must(edit(&mut client, "VL27", "rate", json!(5_400)));
    let line = written(&client, "VL27");
    assert!(
        line.get("foreign").is_none() && line["amount"].is_null(),
        "hours at a rate instead"
    );
    must(edit(&mut client, "VL27", "foreign", json!(bill(110_772))));
    let line = written(&client, "VL27");
    assert_eq!(
        (&line["amount"], &line["hours"], &line["rate"]),
        (&json!("1107.72"), &Value::Null, &Value::Null)
    );
    must(client.add_cost(&NewCost {
        kind: CostKind::Internal,
        days: Some("2".into()),
        ..cost()
    }));
    let own = written(&client, "CL39");
    assert!(
        own.get("foreign").is_none() && own["amount"].is_null(),
        "own days are days"
    );
    refused(
        edit(&mut client, "CL39", "foreign", json!(bill(110_772))),
        ProblemCode::InputNotUnderstood,
        "own days are not billed",
    );
    sound(&client, "days and hours");
}
