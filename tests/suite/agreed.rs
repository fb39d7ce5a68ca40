//! What was agreed and what breaks first, read beside the ledger.

use crate::room::{Room, must, open, sound};
use serde_json::json;
use valise_domain::Money;
use valise_workbench::view::{AutomationChange, LedgerView};
use valise_workbench::{Client, Problem};

fn view(client: &Client) -> LedgerView {
    must(client.ledger(None))
}

fn limit(client: &mut Client, code: &str, cases: &str) -> Result<(), Problem> {
    let rows = must(client.automation_cases(None));
    let flow = rows.into_iter().find(|row| row.code == code).unwrap().id;
    let change = AutomationChange {
        flow,
        field: "capacity".into(),
        value: Some(json!({"limit": cases, "whatHappens": "the rest waits"}).to_string()),
    };
    client.edit_automation(&change).map(drop)
}

#[test]
fn the_charter_stands_beside_the_ledger_with_a_year_and_a_day_of_each_fee() {
    let room = Room::with_samples();
    let client = room.client("HERON");
    let shown = view(&client);
    let fees: Vec<(&str, Option<String>, Option<String>, bool)> = shown
        .fees
        .tiers
        .iter()
        .map(|tier| {
            let text = |amount: Option<Money>| amount.map(Money::to_text);
            (tier.name.as_str(), text(tier.year), text(tier.day), tier.current)
        })
        .collect();
    let row = |name, year: &str, day: &str, current| (name, Some(year.into()), Some(day.into()), current);
    assert_eq!(
        fees,
        [
            row("Advisory", "38400.00", "1669.57", false),
            row("Embedded", "115200.00", "1252.17", true),
            row("Transition", "165600.00", "1200.00", false),
        ]
    );
    let agreed = shown.agreed;
    assert_eq!(agreed.will_not_do.len(), 5);
    assert_eq!(
        agreed.will_not_do[4].instead, "existing supplier",
        "neither IT support nor an extra pair of hands: who does it instead"
    );
    assert_eq!((agreed.success_criteria.len(), agreed.stop_signals.len()), (4, 3));
    let accepted = agreed.accepted.unwrap();
    assert_eq!(accepted.on.as_deref(), Some("2026-11-03"));
    assert!(accepted.by.is_some() && accepted.text.starts_with("Return below fee accepted"));
    let client = open(client.close(), "PLOVER");
    let plain = view(&client);
    assert!(plain.fees.tiers.is_empty() && plain.agreed.accepted.is_none());
}

#[test]
fn the_growth_check_has_the_latest_answer_and_what_is_full_first() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let growth = view(&client).growth;
    let answer = growth.answer.unwrap();
    assert_eq!(
        (answer.score, answer.on.as_str()),
        (Some(4), "2026-11-24"),
        "the second round's, no longer the first's"
    );
    assert!(answer.text.contains("three times"));
    assert!(growth.limits.is_empty(), "nobody named a limit");
    // 210 and 160 cases a week.
    must(limit(&mut client, "FL1", "700"));
    must(limit(&mut client, "FL7", "200"));
    let limits = view(&client).growth.limits;
    let told: Vec<(&str, Option<&str>, bool)> = limits
        .iter()
        .map(|row| (row.flow.code.as_str(), row.full_at.as_deref(), row.carries))
        .collect();
    assert_eq!(told, [("FL7", Some("1.25"), false), ("FL1", Some("3.33"), true)]);
    sound(&client, "limits");
}
